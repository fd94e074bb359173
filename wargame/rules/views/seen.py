"""What is seen of the world: tracks, news, cables, the ladder, seats, the calendar, odds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import Factory, evolve, field

from wargame.ids import (
    PlaceId,
    SeatId,
    TrackId,
)
from wargame.rules.estimates import hint
from wargame.values import frozen

NEUTRAL = "■"
"""The mark of what no seat does."""

PAGE = 7
"""How many items a front page has, at most."""

_LEAD = 3
"""How much more prominent than a deed must be what happens by itself, to stand before it in the news."""

_STEPS = 3
"""For how many steps of what everybody sees news are one point more prominent, up to ``_MOST`` points."""
_MOST = 15


@frozen
class TrackView:
    """A track as one eye sees it. ``shown`` is ready to print: ``58``, ``20-30``, a band's word, or ``?``.

    ``value`` is None unless the eye sees it exactly; ``low`` and ``high`` bound what it knows;
    ``trend`` is -1, 0, 1 against the turn before, or None where that can't be seen.
    ``past`` has one number for each turn so far (middle of what was known), for sparklines.
    """

    id: TrackId
    name: str
    what: str
    shown: str
    value: int | None
    low: int
    high: int
    band: str
    trend: int | None
    good: str
    brief: bool
    past: tuple[int, ...]


@frozen
class News:
    """Public news: ``weight`` 0 to 9, ``source`` the name of the seat, actor or event behind it.

    ``decided``: it came of what seats did, not by itself. ``changed`` is how much that changed of what
    everybody sees. ``slip``: nothing but an order and how it came out, which is no front-page news.
    """

    turn: int
    headline: str
    text: str
    weight: int
    source: str
    place: PlaceId | Literal[""] = ""
    unconfirmed: bool = False
    decided: bool = False
    changed: int = 0
    slip: bool = False

    @property
    def prominence(self) -> int:
        """Its place on a page, the highest first. What seats brought about leads, unless something much
        heavier happened by itself."""
        return self.weight + min(self.changed // _STEPS, _MOST) + (_LEAD if self.decided else 0)


def by_prominence(news: Iterable[News]) -> tuple[News, ...]:
    """News in the order of a page, slips last; of two alike what seats decided comes first."""
    return tuple(sorted(news, key=lambda item: (item.slip, -item.prominence, not item.decided)))


def laid_out(news: Iterable[News]) -> tuple[tuple[News, ...], tuple[News, ...]]:
    """News as the items of a front page, at most ``PAGE``, and what there is no room for."""
    ordered = by_prominence(news)
    room = min(PAGE, sum(not item.slip for item in ordered))
    return ordered[:room], ordered[room:]


@frozen
class Cable:
    """What one seat alone may read. ``kind`` is report (of own moves), event, leak or notice. ``came`` is the
    turn in which it lies on the desk for the first time: of what a turn brought, the next one."""

    turn: int
    kind: str
    text: str
    came: int = field(default=Factory(lambda self: self.turn, takes_self=True))


@frozen
class FactorView:
    """A factor of an odds sum, as known to the reader; ``unknown`` marks one that depends on what the
    reader can't know yet (``add`` is then what it may add, and is not in the sum)."""

    add: int
    because: str
    unknown: bool = False


@frozen
class OddsView:
    """Odds in percent with their words and the sum behind them."""

    percent: int
    words: str
    base: int
    factors: tuple[FactorView, ...]

    def __str__(self) -> str:
        return f"{self.words} ({self.percent} %)"

    @property
    def brief(self) -> str:
        """Where there is little room."""
        return f"{self.percent} %"

    @property
    def rank(self) -> int:
        """By what odds are put in order."""
        return self.percent

    @property
    def hint(self) -> HintView:
        """What is told of them where odds are hidden."""
        reasons = [ReasonView(f.because, f.add > 0, f.unknown) for f in self.factors if f.add]
        return HintView(hint(self.percent), tuple(reasons))


@frozen
class ReasonView:
    """What makes odds better (``helps``), or worse; ``unknown`` as in ``FactorView``."""

    because: str
    helps: bool
    unknown: bool


@frozen
class HintView:
    """Odds in words alone, as seats are told them before they commit in a game that hides odds: a word, and
    the reasons without their numbers."""

    words: str
    reasons: tuple[ReasonView, ...]

    def __str__(self) -> str:
        return self.words

    @property
    def brief(self) -> str:
        """Where there is little room."""
        return self.words

    @property
    def hint(self) -> HintView:
        """No less than this is ever told."""
        return self

    @property
    def rank(self) -> int:
        """By what they are put in order: no finer than they are told."""
        return _HINTS.index(self.words)


Told = OddsView | HintView
"""Odds as a game tells them."""
_HINTS = ("impossible", "unlikely", "about even", "likely", "certain")


@frozen
class ChanceView:
    """How likely an agreement is to outlive the last turn as an informed public would put it: the ``odds``
    from what everybody knows, and how they moved since the turn before: by how many points (``change``, None
    for what was not in force then), by how many the sum ``moved`` before it was held within the limits of
    odds, and the reason that did most of it."""

    odds: Told
    change: int | None = None
    moved: int = 0
    cause: str = ""

    @property
    def hint(self) -> ChanceView:
        """What is told of it where odds are hidden: whether it is better or worse than before."""
        way = (self.moved > 0) - (self.moved < 0)
        return evolve(self, odds=self.odds.hint, change=None if self.change is None else 0, moved=way)

    def __str__(self) -> str:
        if isinstance(self.odds, HintView):
            told = self.odds.words
            if self.change is not None:
                told += f", {('as before', 'better than before', 'worse than before')[self.moved]}"
            return f"{told}: {self.cause}" if self.cause else told
        told = f"{self.odds.percent} %"
        if self.change:
            told += f", {'up' if self.change > 0 else 'down'} {abs(self.change)}"
        elif self.change == 0:
            told += ", as before"
            if self.moved:
                told += f", though {'better' if self.moved > 0 else 'worse'}"
        return f"{told}: {self.cause}" if self.cause else told


@frozen
class RungView:
    """A rung of the ladder; ``here`` marks where the world stands."""

    name: str
    line: str
    at: int
    here: bool


@frozen
class SeatInfo:
    """What everybody knows of a seat."""

    id: SeatId
    name: str
    office: str
    person: str
    mark: str
    colour: str


@frozen
class TurnInfo:
    """Where in the calendar we are. ``days_left`` counts from the turn's first day to the last day of the
    game."""

    number: int
    of: int
    title: str
    dates: str
    days_left: int
