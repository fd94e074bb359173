"""Why a planner ordered what it ordered, in words: the best plan beside the next one, counted, and what made
the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wargame.bots.planner.halving import Trial
from wargame.bots.planner.lookahead import Outcome
from wargame.bots.planner.moves import Choice, Plan
from wargame.bots.planner.utility import Utility
from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.scoring import points, total

NEXT = 4
"""How far down the list a plan is looked for that does not differ in a choice only."""
WORTH_SAYING = 0.2
"""Points of score from which a cause is told."""

Plans = Trial[Plan, Outcome]


def reason(rules: Rules, utility: Utility, choice: Choice, said: Sequence[str]) -> str:
    """Why these orders; ``said`` are clauses on the words that go with them, which go on from "we"."""
    text = _compared(rules, utility, choice)
    return f"{text} We {'; we '.join(said)}." if said else text


def _compared(rules: Rules, utility: Utility, choice: Choice) -> str:
    best, other = choice.trials[0], _next(choice.trials)
    one = _name(rules, best.candidate)
    if other is None:
        return f"{one[:1].upper()}{one[1:]}: nothing else was looked at."
    two = _name(rules, other.candidate)
    pairs = list(zip(best.results, other.results, strict=False))
    gaps = [utility.of(a) - utility.of(b) for a, b in pairs]
    better, worse = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    lead = f"In {len(pairs)} look{'s' if len(pairs) > 1 else ''} ahead with the same luck,"
    if not better and not worse:
        return f"{lead} {one} and {two} came to the same."
    mean = total(gaps) / len(gaps)
    if mean <= 0:
        return f"{lead} {one} came out {_short(mean)} {two}, but is more like us."
    if better > worse:
        text = f"{lead} {one} did better than {two} {_times(better)}"
    else:
        text = f"{lead} {one} did better than {two} only {_times(better)}, but then by more"
    because = _because(rules, utility, pairs)
    return f"{text}; mostly because {because}." if because else f"{text}."


def _next(trials: Sequence[Plans]) -> Plans | None:
    """The plan to set beside the best: the next one of other moves, or else the next one."""
    tried = [trial for trial in trials[1 : NEXT + 1] if trial.results]
    moves = {order.move for order in trials[0].candidate}
    other = [trial for trial in tried if {order.move for order in trial.candidate} != moves]
    return next(iter(other or tried), None)


def _because(rules: Rules, utility: Utility, pairs: Sequence[tuple[Outcome, Outcome]]) -> str:
    """What made most of the difference: that by which the other plan's ends would have scored most, had it
    alone come out as it did under the best plan."""
    if not pairs:
        return ""
    gain, text = max(
        (
            (_gain(rules, utility.seat, pairs, where, place), text)
            for where, place, text in _differences(rules, pairs)
        ),
        default=(0.0, ""),
        key=lambda item: item[0],
    )
    return text if gain >= WORTH_SAYING else ""


def _differences(rules: Rules, pairs: Sequence[tuple[Outcome, Outcome]]) -> Iterator[tuple[str, int, str]]:
    """What came out differently: where a working state holds it, at which place, and in words."""
    ends = [(a.end, b.end) for a, b in pairs]
    for i, track in enumerate(rules.scenario.tracks.values()):
        by = sum(a.t[i] - b.t[i] for a, b in ends) / len(ends)
        if abs(by) >= 0.5:
            how = f"{round(abs(by))} {'higher' if by > 0 else 'lower'}"
            yield "t", i, f"{track.name} ended {how}"
    for i, flag in enumerate(rules.scenario.flags.values()):
        more = sum((a.f[i] > 0) - (b.f[i] > 0) for a, b in ends)
        if more:
            yield "f", i, f"“{flag.name}” was so in {_more(more)} of them"
    lasting = sum((a.survived() > 0) - (b.survived() > 0) for a, b in ends)
    signed = sum((len(a.agreements) > 0) - (len(b.agreements) > 0) for a, b in ends)
    if lasting or signed:
        what = "outlived the end" if lasting else "was signed"
        yield "agreements", -1, f"an agreement {what} in {_more(lasting or signed)} of them"
    for ending in rules.scenario.endings.values():
        more = sum((a.ending == ending.id) - (b.ending == ending.id) for a, b in ends)
        if more and ending.cap < 100:
            yield "ending", -1, f"“{ending.name}” came in {_more(more)} of them"


def _gain(
    rules: Rules, seat: SeatId, pairs: Sequence[tuple[Outcome, Outcome]], where: str, place: int
) -> float:
    """How much more the second ends would score, in the mean, with this one thing as in the first."""
    return sum(_with(rules, seat, b.end, where, place, a.end) for a, b in pairs) / len(pairs)


def _with(rules: Rules, seat: SeatId, x: Context, where: str, place: int, other: Context) -> int:
    """How much more ``x`` would score with one thing as in ``other``. ``x`` is left as it was."""
    before = points(rules, x, seat)
    old: Any = getattr(x, where)
    new: Any = getattr(other, where)
    if place >= 0:
        new = [*old[:place], new[place], *old[place + 1 :]]
    setattr(x, where, new)
    x.hold()
    after = points(rules, x, seat)
    setattr(x, where, old)
    x.hold()
    return after - before


def _name(rules: Rules, plan: Plan) -> str:
    """A plan in the words of the catalogue."""
    moves, named = rules.scenario.moves, []
    for order in plan:
        move = moves[order.move]
        chosen = [move.options[id].choices[choice].name for id, choice in order.options]
        how = f" ({', '.join(chosen)})" if chosen else ""
        named.append(f"“{move.name}”{how}")
    return " with ".join(named) or "doing nothing"


def _short(mean: float) -> str:
    """How far a plan fell short, in words."""
    points = round(-mean)
    if not points:
        return "no better than"
    return f"{points} point{'s' if points > 1 else ''} short of"


def _more(count: int) -> str:
    return f"{abs(count)} {'more' if count > 0 else 'fewer'}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
