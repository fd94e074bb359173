"""What happens by itself, what an umpire puts in, and what seats are asked about it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field

from wargame.ids import ActorId, EventId, ForecastId, InjectId, PlaceId, ReactionId, SeatId, SourceId
from wargame.scenario.model.world import Effect, Expr, Factor, Variant
from wargame.values import frozen


@frozen(kw_only=True)
class Event:
    """News that no seat orders.

    It fires at the dawn (or dusk) of the turn that contains ``on``, or, without a date, whenever ``when``
    holds, each time with ``odds`` percent; once, unless ``repeat``. ``unconfirmed`` marks what was only an
    anonymous report.
    """

    id: EventId
    name: str
    on: date | None = None
    at: Literal["dawn", "dusk"] = "dawn"
    when: Expr = Expr("true")
    odds: Expr = Expr("100")
    repeat: bool = False
    headline: str = ""
    text: str = ""
    weight: int = 3
    unconfirmed: bool = False
    place: PlaceId | Literal[""] = ""
    cables: dict[SeatId, str] = field(factory=dict)
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Actor:
    """Somebody who reacts but has no seat."""

    id: ActorId
    name: str
    what: str = ""


@frozen(kw_only=True)
class Reaction:
    """What an actor does, after all stages of a turn, where ``when`` holds, with ``odds`` percent."""

    id: ReactionId
    actor: ActorId
    when: Expr
    odds: Expr = Expr("100")
    factors: tuple[Factor, ...] = ()
    repeat: bool = True
    headline: str = ""
    text: str = ""
    weight: int = 2
    cables: dict[SeatId, str] = field(factory=dict)
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Forecast:
    """A question to the seats.

    It is asked in the turn that contains ``on``, or the first turn in which ``when`` holds; one a turn, in
    the order of the file. ``answer`` is evaluated at the end of that turn, or of the game where ``resolves``
    is ``end``. The seats that it is ``decided_by`` are not asked.
    """

    id: ForecastId
    question: str
    on: date | None = None
    when: Expr = Expr("true")
    answer: Expr
    resolves: Literal["turn", "end"] = "turn"
    decided_by: tuple[SeatId, ...] = ()


@frozen(kw_only=True)
class Inject:
    """News that the instructor can put in; it is offered where ``when`` holds."""

    id: InjectId
    name: str
    when: Expr = Expr("true")
    headline: str = ""
    text: str = ""
    weight: int = 5
    cables: dict[SeatId, str] = field(factory=dict)
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()
