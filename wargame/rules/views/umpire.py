"""What the umpire sees between the last commit and what comes of it: everything."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.ids import FlagId, InjectId, TrackId
from wargame.rules.orders import Injection, Order, Orders, Ruling
from wargame.rules.views.seat import ObjectiveView
from wargame.rules.views.seen import OddsView, SeatInfo, TurnInfo
from wargame.values import frozen


@frozen
class OrderedView:
    """An order before it is carried out: the move with its choices in words; the true odds as things stand
    before the first stage, those of the ``engine`` alone and those with the ``ruling`` (None: it is certain);
    the odds of a leak in percent; and whether it was ``withdrawn``, as its seat backed down."""

    slot: int
    order: Order
    what: str
    engine: OddsView | None
    odds: OddsView | None
    leak: int
    withdrawn: bool
    ruling: Ruling


@frozen
class SeatOrdersView:
    """All that a seat does in a turn, and the hidden aims that it has drawn."""

    seat: SeatInfo
    aims: tuple[ObjectiveView, ...]
    orders: Orders
    moves: tuple[OrderedView, ...]


@frozen
class TrackNow:
    """A track as it truly stands, and its bounds."""

    id: TrackId
    name: str
    value: int
    min: int
    max: int


@frozen
class FlagNow:
    """A fact, and whether it is so."""

    id: FlagId
    name: str
    so: bool


@frozen
class PreparedView:
    """An inject of the scenario's that applies now: its words, and what it changes in words."""

    id: InjectId
    name: str
    headline: str
    text: str
    effects: tuple[str, ...]


@frozen
class UmpireView:
    """All of a turn that waits to be carried out. ``step`` is what an accepted argument adds, ``least`` and
    ``most`` are the limits of odds; ``put`` is what was put into this turn and later ones, by number."""

    turn: TurnInfo
    step: int
    least: int
    most: int
    seats: tuple[SeatOrdersView, ...]
    prepared: tuple[PreparedView, ...]
    put: Mapping[int, Injection]
    tracks: tuple[TrackNow, ...]
    flags: tuple[FlagNow, ...]
