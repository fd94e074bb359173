"""What seats can order and what comes of it, and the exchanges that orders open."""

from __future__ import annotations

from typing import Literal

from attrs import field

from wargame.ids import (
    AdviserId,
    ChoiceId,
    EndingId,
    ExchangeId,
    MoveId,
    OptionId,
    PlaceId,
    RungId,
    SeatId,
    SourceId,
    StageId,
)
from wargame.scenario.model.world import Effect, Expr, Factor, Need, Part, Severity, Variant, Visibility
from wargame.values import frozen


@frozen(kw_only=True)
class Choice:
    """One way to fill an option; expressions test it with ``option('id')``."""

    id: ChoiceId
    name: str
    line: str = ""


@frozen(kw_only=True)
class Option:
    """A question a move asks (how loud, through whom). The first choice is the default."""

    id: OptionId
    name: str
    choices: dict[ChoiceId, Choice]


@frozen(kw_only=True)
class Outcome:
    """What happens at one grade: a public sentence, cables to single seats, effects.

    ``headline`` makes front-page news of it, ``weight`` (0 to 9) says how prominent. ``claims`` are
    conditions that the texts say are so when they are read, at the end of the turn: ``wargame check`` plays
    games and tells where they are not. ``variants`` are other words for it.
    """

    text: str = ""
    headline: str = ""
    weight: int = 1
    effects: tuple[Effect, ...] = ()
    cables: dict[SeatId, str] = field(factory=dict)
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()


@frozen(kw_only=True)
class Move:
    """Something a seat can order.

    ``open`` moves are public, ``quiet`` ones are known to ``seen_by`` as well as to the seat itself,
    ``covert`` ones to the seat alone; quiet and covert ones come out where the ``leak`` odds say so.
    ``rung`` lifts the ladder to that rung when the move succeeds; ``back_down`` lets the ladder's price
    for backing down apply. ``advice`` maps an adviser's id to one line. ``once``: at most one success.
    """

    id: MoveId
    seat: SeatId
    name: str
    line: str
    stage: StageId
    cost: int = 0
    odds: Expr = Expr("100")
    factors: tuple[Factor, ...] = ()
    needs: tuple[Need, ...] = ()
    once: bool = False
    options: dict[OptionId, Option] = field(factory=dict)
    visibility: Visibility = "open"
    seen_by: tuple[SeatId, ...] = ()
    leak: Expr = Expr("0")
    severity: Severity = "status-quo"
    rung: RungId | Literal[""] = ""
    back_down: bool = False
    place: PlaceId | Literal[""] = ""
    success: Outcome = field(factory=Outcome)
    failure: Outcome = field(factory=Outcome)
    triumph: Outcome | None = None
    backfire: Outcome | None = None
    leaked: Outcome | None = None
    advice: dict[AdviserId, str] = field(factory=dict)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Step:
    """A rung of an exchange: its name, and a line on what it means to stand there."""

    name: str
    line: str = ""


@frozen(kw_only=True)
class Stand:
    """One of the answers that a side of an exchange can give: what is told of it in public, and its price.

    The ``parts`` that hold are told after ``text``. ``claims`` are what text and headline say is so, when the
    turn is over. ``leaning`` says how much a player that does not look ahead leans to it.
    """

    name: str = ""
    text: str = ""
    parts: tuple[Part, ...] = ()
    headline: str = ""
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    leaning: Expr = Expr("1")


@frozen(kw_only=True)
class Side:
    """What one side of an exchange can answer."""

    back_down: Stand = field(factory=Stand)
    hold: Stand = field(factory=Stand)
    climb: Stand = field(factory=Stand)


@frozen(kw_only=True)
class Top:
    """What the last rung of an exchange brings, whoever is to blame; with an ``ending`` the game ends there
    and then."""

    headline: str = ""
    text: str = ""
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    ending: EndingId | Literal[""] = ""


@frozen(kw_only=True)
class Exchange:
    """A contest of nerves in public, before the orders of a turn are carried out.

    It opens where the seat ``by`` orders one of ``moves``, or an open move that lifts the ladder to ``mark``
    or higher, and ``when`` holds. The seat that it ``faces`` answers, then ``by``: each backs down, holds or
    climbs to the next of ``rungs``. The orders stand on the first rung; nobody wins on the last. Where
    neither backs down, a die decides by the odds ``slip``, shifted by ``factors``, whether it comes to the
    last rung all the same. In its expressions ``height`` is the rung. ``claims`` are those of ``text``.
    """

    id: ExchangeId
    name: str
    text: str
    claims: tuple[Expr, ...] = ()
    by: SeatId
    faces: SeatId
    moves: tuple[MoveId, ...] = ()
    mark: RungId | Literal[""] = ""
    when: Expr = Expr("true")
    rungs: tuple[Step, ...]
    faced: Side = field(factory=Side)
    first: Side = field(factory=Side)
    slip: Expr = Expr("0")
    factors: tuple[Factor, ...] = ()
    top: Top = field(factory=Top)
    weight: int = 7
    place: PlaceId | Literal[""] = ""
    sources: tuple[SourceId, ...] = ()
