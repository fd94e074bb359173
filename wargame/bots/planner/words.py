"""What a planner says: its reason in words, and short letters with a promise that it means, or hardly ever
does not."""

from __future__ import annotations

import random
from collections.abc import Sequence

from wargame.bots.planner.moves import Choice, Plan
from wargame.bots.planner.temper import Temper
from wargame.bots.random_policy import LETTERS
from wargame.rules.compiled import Rules
from wargame.rules.orders import Letter, Promise
from wargame.rules.views import SeatView

WRITES = 0.35
"""How often a seat writes that has nothing to answer and nothing to offer."""
PROMISES = 0.6
"""How often a letter carries a promise."""
BOLD = 0.2
"""How often somebody who seeks all risk promises what it does not mean to keep."""
AHEAD = 2
"""For how many turns a promise not to do something holds."""
SEVERE = ("nuclear", "violent", "non-violent", "posturing")
"""What one promises to leave alone: the most severe first."""


def reason(rules: Rules, temper: Temper, choice: Choice, said: Sequence[str]) -> str:
    """Why these orders: the best plan beside the next one, in words and counted, and what was said why."""
    parts = [_compared(rules, temper, choice)]
    if said:
        parts.append(f"We {'; we '.join(said)}.")
    return " ".join(part for part in parts if part)


def _compared(rules: Rules, temper: Temper, choice: Choice) -> str:
    best = choice.trials[0]
    if len(choice.trials) < 2 or not choice.trials[1].results:
        return f"{_name(rules, best.candidate)}: nothing else was looked at."
    other = choice.trials[1]
    pairs = list(zip(best.results, other.results, strict=False))
    better = sum(temper.utility(a) > temper.utility(b) for a, b in pairs)
    worse = sum(temper.utility(a) < temper.utility(b) for a, b in pairs)
    one, two = _name(rules, best.candidate), _name(rules, other.candidate)
    lead = f"In {len(pairs)} look{'s' if len(pairs) > 1 else ''} ahead with the same luck,"
    if better > worse:
        text = f"{lead} {one} did better than {two} {_times(better)}"
    else:
        text = f"{lead} {one} did no better than {two}, better {_times(better)} and worse {_times(worse)}"
        if best.handicap > other.handicap:
            text += ", but is more like us"
    because = _because(rules, temper, choice)
    return f"{text}; mostly because {because}." if because and better else f"{text}."


def _because(rules: Rules, temper: Temper, choice: Choice) -> str:
    """What, in the looks ahead, made most of the difference between the best plan and the next one: how far
    it moved, times how much the own score moved with it over all of them."""
    a, b = choice.trials[0].results, choice.trials[1].results
    n = min(len(a), len(b))
    outcomes = [*a[:n], *b[:n]]
    scores = [temper.utility(outcome) for outcome in outcomes]
    found: list[tuple[float, str]] = []
    for i, track in enumerate(rules.scenario.tracks.values()):
        values = [float(outcome.tracks[i]) for outcome in outcomes]
        by = (sum(values[:n]) - sum(values[n:])) / n
        if round(abs(by)):
            text = f"{track.name.lower()} ended {round(abs(by))} {'higher' if by > 0 else 'lower'}"
            found.append((_slope(values, scores) * by, text))
    for what, name in (("was signed", "signed"), ("outlived the end", "lasting")):
        values = [float(getattr(outcome, name) > 0) for outcome in outcomes]
        more = round(sum(values[:n]) - sum(values[n:]))
        if more:
            how = f"{abs(more)} more" if more > 0 else f"{abs(more)} fewer"
            text = f"an agreement {what} in {how} of them"
            found.append((_slope(values, scores) * more / n, text))
    if not found:
        return ""
    gain, text = max(found, key=lambda item: item[0])
    return text if gain > 0 else ""


def _slope(values: Sequence[float], scores: Sequence[float]) -> float:
    """How much the score rises with the value, by least squares; 0 where the value stays the same."""
    n = len(values)
    middle, level = sum(values) / n, sum(scores) / n
    spread = sum((v - middle) * (v - middle) for v in values)
    if not spread:
        return 0.0
    return sum((v - middle) * (s - level) for v, s in zip(values, scores, strict=True)) / spread


def _name(rules: Rules, plan: Plan) -> str:
    """``Patrol the bank (…) and Protest``: a plan in the words of the catalogue."""
    moves, named = rules.scenario.moves, []
    for order in plan:
        move = moves[order.move]
        chosen = [move.options[id].choices[choice].name for id, choice in order.options]
        how = f" ({', '.join(chosen).lower()})" if chosen else ""
        named.append(f"“{move.name}”{how}")
    return " with ".join(named) or "doing nothing"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def letters(
    temper: Temper, view: SeatView, rng: random.Random, choice: Choice, partners: Sequence[str]
) -> tuple[Letter, ...]:
    """At most one letter: to one of the ``partners`` of an offer, or now and then to somebody else."""
    persona = temper.rules.scenario.seats[temper.seat].persona
    dice = [rng.random() for _ in range(6)]
    others = [info.id for info in view.others]
    if not others or (not partners and dice[0] >= WRITES):
        return ()
    likely = [seat for seat in others if seat in partners] or others
    to = likely[int(dice[1] * len(likely))]
    phrases = persona.letters or LETTERS
    old = {mail.text for mail in view.sent if mail.to == to}
    fresh = [phrase for phrase in phrases if phrase not in old] or list(phrases)
    promise = _promise(temper, view, choice, dice[3:]) if dice[2] < PROMISES else None
    return (Letter(to, fresh[int(rng.random() * len(fresh))], promise),)


def _promise(temper: Temper, view: SeatView, choice: Choice, dice: Sequence[float]) -> Promise | None:
    """To leave alone the most severe thing that could be done now and is not meant to be, or to do what is
    ordered this turn. The bold now and then promise to leave alone what they are doing."""
    made = {p.move for p in view.pledges if p.seat == temper.seat and p.status == "open"}
    moves = temper.rules.scenario.moves
    planned = [order.move for order in choice.plan if order.move not in made]
    by = min(view.turn.number + AHEAD, view.turn.of)
    bold = dice[0] < BOLD * max(0, temper.risk - 50) / 50
    if bold:
        doing = [id for id in planned if moves[id].severity in SEVERE and moves[id].visibility != "open"]
        if doing:
            return Promise(doing[0], False, by)
    wanted = {order.move for trial in choice.trials[:3] for order in trial.candidate}
    spared = [
        move.id
        for move in sorted(
            (m for m in view.moves if m.severity in SEVERE and not m.closed),
            key=lambda m: SEVERE.index(m.severity),
        )
        if move.id not in wanted and move.id not in made
    ]
    if spared and (dice[1] < 0.7 or not planned):
        return Promise(spared[0], False, by)
    seen = [id for id in planned if moves[id].visibility != "covert"]
    return Promise(seen[0], True, view.turn.number) if seen else None
