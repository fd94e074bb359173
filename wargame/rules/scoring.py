"""What a game comes to at its end: scores, the historians' verdict, forecasts measured."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add

from wargame.ids import EndingId, SeatId
from wargame.rules.account import Reason
from wargame.rules.compiled import ObjectiveCode, Rules
from wargame.rules.context import Context
from wargame.rules.state import State
from wargame.scenario.model import Ending, Objective
from wargame.values import frozen


@frozen
class Scored:
    """An objective with its score, 0 to 100, and the sentences that say where it comes from."""

    objective: Objective
    score: int
    sentence: str


def ending(rules: Rules, state: State) -> Ending:
    """The ending of a game that is over. Raises KeyError while it is not."""
    return rules.scenario.endings[EndingId(state.ending)]


def objectives_of(rules: Rules, state: State, seat: SeatId) -> tuple[Objective, ...]:
    """A seat's objectives in this game: the public ones, and the hidden one it drew."""
    drawn = dict(zip(rules.seats, state.hidden, strict=True)).get(seat, "")
    return tuple(
        o for o in rules.scenario.objectives.values() if o.seat == seat and (not o.hidden or o.id == drawn)
    )


def score(rules: Rules, state: State, seat: SeatId) -> tuple[int, tuple[Scored, ...]]:
    """A seat's score, 0 to 100 (the weighted mean of its objectives, under the ending's cap), and what it
    is made of."""
    x = rules.context(state)
    cap = rules.scenario.endings[state.ending].cap if state.ending else 100
    scored = []
    total = weights = 0
    for objective in objectives_of(rules, state, seat):
        code = rules.objectives[objective.id]
        earned = min(max(code.score(x.t, x.f, x), 0), 100)
        points = min(earned, cap)
        scored.append(Scored(objective, points, _told(code, x, earned, cap)))
        total += points * objective.weight
        weights += objective.weight
    return (total * 2 + weights) // (2 * weights) if weights else 0, tuple(scored)


def _told(code: ObjectiveCode, x: Context, earned: int, cap: int) -> str:
    """What gave the points and what cost them: the parts that hold, or a general sentence; and the cap."""
    told = [text for when, text in code.parts if when(x.t, x.f, x)]
    if not told:
        told = [code.objective.met if min(earned, cap) >= 60 else code.objective.missed]
    if earned > cap:
        told.append(f"This ending leaves nobody more than {cap}.")
    return " ".join(told)


def points(rules: Rules, x: Context, seat: SeatId) -> int:
    """A seat's score as ``score`` gives it, straight from a working state and without its parts."""
    return rules.points[seat](x.t, x.f, x)


def verdict(rules: Rules, state: State) -> tuple[int, int, tuple[Reason, ...], str]:
    """The historians' verdict: base, total (0 to 100), reasons, and the word for it."""
    x = rules.context(state)
    base, total, reasons = rules.verdict(x.t, x.f, x)
    word = next((b.name for b in rules.scenario.verdict.bands if total <= b.upto), "")
    return base, total, reasons, word


def epilogue(rules: Rules, state: State) -> tuple[str, ...]:
    """The paragraphs told at the end: the ending's text and those of its parts that hold."""
    x = rules.context(state)
    for code in rules.endings:
        if code.ending.id == state.ending:
            return (code.ending.text, *(text for when, text in code.parts if when(x.t, x.f, x)))
    return ()


def total(values: Iterable[float]) -> float:
    """Return a sum of fractions, added up one by one.

    From Python 3.12 on ``sum`` makes up for what is lost by rounding. What planners choose can hang by the
    last digit, and is to be the same everywhere.
    """
    return reduce(add, values, 0.0)


def brier(state: State, seat: SeatId) -> float | None:
    """The seat's mean Brier score over answered questions: 0 is perfect, 0.25 what 50 % always gets, 1
    always wrong.

    Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950 (the form for one event).
    None where it answered nothing.
    """
    errors = [
        (answer / 100 - asked.outcome) ** 2
        for asked in state.asked
        if asked.outcome is not None
        for who, answer in asked.answers
        if who == seat
    ]
    return total(errors) / len(errors) if errors else None
