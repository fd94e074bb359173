"""What very many games came to: whole numbers only, so that summaries add up to the same in any order.

``a + b`` is the summary of the games of both. It is associative and commutative, to the last digit, and
``Summary()`` is its zero.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from attrs import field, fields

from wargame.ids import (
    CardId,
    EndingId,
    EventId,
    ExchangeId,
    ForecastId,
    MoveId,
    ObjectiveId,
    ReactionId,
    RungId,
    SeatId,
    TermId,
)
from wargame.values import frozen

K = TypeVar("K")

Example = tuple[int, int]
"""A value, and the number of the first game that had it."""


@frozen
class Numbers:
    """Whole numbers, one a game as a rule: how many, their sum, the sum of their squares, and the least and
    the largest with a game that had it (None where there are no numbers)."""

    n: int = 0
    total: int = 0
    squares: int = 0
    least: Example | None = None
    most: Example | None = None

    def __add__(self, other: Numbers) -> Numbers:
        return Numbers(
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            _first(self.least, other.least, 1),
            _first(self.most, other.most, -1),
        )

    @property
    def mean(self) -> float:
        """The mean; 0 where there are no numbers."""
        return self.total / self.n if self.n else 0.0

    @property
    def deviation(self) -> float:
        """The standard deviation of a sample; 0 where there are fewer than two numbers."""
        if self.n < 2:
            return 0.0
        # In whole numbers as long as possible: what is left is one rounding.
        spread = self.squares * self.n - self.total * self.total
        return float((spread / (self.n * (self.n - 1))) ** 0.5)

    @property
    def error(self) -> float:
        """Half the width of the 95 % interval of the mean: 1.96 standard errors."""
        return 1.96 * self.deviation / self.n**0.5 if self.n else 0.0


def _first(a: Example | None, b: Example | None, sign: int) -> Example | None:
    """The smaller value (``sign`` 1) or the larger one (-1); of equal ones the earlier game's."""
    if a is None or b is None:
        return a or b
    return min(a, b, key=lambda one: (sign * one[0], one[1]))


class Tally(dict[K, Any]):
    """Counts or ``Numbers`` by id. Tallies add up id by id."""

    def __add__(self, other: Tally[K]) -> Tally[K]:
        added = Tally(self)
        for id, value in other.items():
            added[id] = added[id] + value if id in added else value
        return added


@frozen
class Summary:
    """What a batch of games came to. Every tally is by id; ``Numbers`` have one value a game.

    ``attained`` counts games in which an objective (drawn, where it is hidden) scored 60 or more;
    ``ordered`` and ``won`` count orders of a move and their successes, ``open`` the turns in which it
    could have been ordered; ``parts`` counts epilogue parts told, by ending and number from 1; ``brier``
    has squared errors of forecasts in percent squared, one a question; ``lengths`` has the turns of the
    games that ended so; ``rungs`` counts games by the highest rung on which the ladder stood after any
    turn, ``top`` those in which that was the topmost: war, as scenarios have it. ``watched`` counts games in
    which it was looked what cards come; ``cards`` has how often each came, ``bare`` how often none did, by
    seat and turn (``kim 3``). ``fought`` counts exchanges that began, ``ended`` them by how they ended
    (``planks faced``: the faced seat backed down), ``stood_on`` by the rung on which they did (``planks 3``),
    ``answers`` what seats answered (``planks halden hold``).
    """

    games: int = 0
    endings: Tally[EndingId] = field(factory=Tally)
    turns: Numbers = Numbers()
    scores: Tally[SeatId] = field(factory=Tally)
    objectives: Tally[ObjectiveId] = field(factory=Tally)
    attained: Tally[ObjectiveId] = field(factory=Tally)
    verdict: Numbers = Numbers()
    signed: int = 0
    survived: int = 0
    escalation: Tally[SeatId | Literal["all"]] = field(factory=Tally)
    ordered: Tally[MoveId] = field(factory=Tally)
    won: Tally[MoveId] = field(factory=Tally)
    open: Tally[MoveId] = field(factory=Tally)
    offered: Tally[TermId] = field(factory=Tally)
    agreed: Tally[TermId] = field(factory=Tally)
    broken: Tally[TermId] = field(factory=Tally)
    fired: Tally[EventId | ReactionId] = field(factory=Tally)
    parts: Tally[str] = field(factory=Tally)
    asked: Tally[ForecastId] = field(factory=Tally)
    brier: Tally[SeatId] = field(factory=Tally)
    lengths: Tally[EndingId] = field(factory=Tally)
    rungs: Tally[RungId] = field(factory=Tally)
    top: int = 0
    watched: int = 0
    cards: Tally[CardId] = field(factory=Tally)
    bare: Tally[str] = field(factory=Tally)
    fought: Tally[ExchangeId] = field(factory=Tally)
    ended: Tally[str] = field(factory=Tally)
    stood_on: Tally[str] = field(factory=Tally)
    answers: Tally[str] = field(factory=Tally)

    def __add__(self, other: Summary) -> Summary:
        """The summary of the games of both."""
        return Summary(*(getattr(self, a.name) + getattr(other, a.name) for a in fields(Summary)))
