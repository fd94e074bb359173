"""What a planner writes: short letters, with a promise that it means, or hardly ever does not."""

from __future__ import annotations

import random
from collections.abc import Sequence

from wargame.bots.planner.moves import Choice
from wargame.bots.planner.utility import Utility
from wargame.bots.random_policy import LETTERS
from wargame.ids import SeatId
from wargame.rules.orders import Letter, Promise
from wargame.rules.views import SeatView

WRITES = 0.35
"""How often a seat writes that has nothing to answer and nothing to propose."""
PROMISES = 0.6
"""How often a letter carries a promise."""
BOLD = 0.2
"""How often somebody who seeks all risk promises what it does not mean to keep."""
AHEAD = 2
"""For how many turns a promise not to do something holds."""
SEVERE = ("nuclear", "violent", "non-violent", "posturing")
"""What one promises to leave alone: the most severe first."""


def letters(
    utility: Utility, view: SeatView, rng: random.Random, choice: Choice, partners: Sequence[SeatId]
) -> tuple[Letter, ...]:
    """At most one letter: to one of the ``partners`` of a draft, or now and then to somebody else."""
    persona = utility.rules.scenario.seats[utility.seat].persona
    dice = [rng.random() for _ in range(6)]
    others = [info.id for info in view.others]
    if view.late or not others or (not partners and dice[0] >= WRITES):
        return ()
    likely = [seat for seat in others if seat in partners] or others
    to = likely[int(dice[1] * len(likely))]
    phrases = persona.letters or LETTERS
    old = {mail.text for mail in view.sent}
    fresh = [phrase for phrase in phrases if phrase not in old] or list(phrases)
    promise = _promise(utility, view, choice, dice[3:]) if dice[2] < PROMISES else None
    return (Letter(to, fresh[int(rng.random() * len(fresh))], promise),)


def _promise(utility: Utility, view: SeatView, choice: Choice, dice: Sequence[float]) -> Promise | None:
    """To leave alone the most severe thing that could be done now and is not meant to be, or to do what
    harms nobody and is ordered this turn. The bold now and then promise to leave alone what they do."""
    made = {p.move for p in view.pledges if p.seat == utility.seat and p.status == "open"}
    moves = utility.rules.scenario.moves
    planned = [order.move for order in choice.plan if order.move not in made]
    by = min(view.turn.number + AHEAD, view.turn.of)
    bold = dice[0] < BOLD * max(0, utility.risk - 50) / 50
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
    seen = [id for id in planned if moves[id].visibility != "covert" and moves[id].severity not in SEVERE]
    return Promise(seen[0], True, view.turn.number + 1) if seen else None
