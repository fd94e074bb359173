"""The state of a game: one immutable value. It holds no seed, no clock and no scenario."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Literal, TypeVar

from attrs import fields

from wargame.ids import EndingId, ExchangeId, ForecastId, MoveId, ObjectiveId, PaperId, SeatId, TermId
from wargame.rules.orders import AnswerWord, StanceWord
from wargame.values import free, frozen

T = TypeVar("T")


def evolve(value: T, **changes: Any) -> T:
    """An attrs value with some fields changed: ``attrs.evolve`` for those that change all the time."""
    cls: Any = type(value)
    changed: T = evolver(cls, *changes)(value, **changes)
    return changed


@cache
def evolver(cls: Any, *changes: str) -> Callable[..., Any]:
    """``evolve`` for a class and some fields, in the order given. It names all fields instead of asking for
    them each time; what it makes is ``free`` until it has them: that takes a third of the time of an
    ``__init__``."""
    if unknown := {*changes} - {f.name for f in fields(cls)}:
        raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
    known: dict[str, Any] = {"cls": cls, "free": free(cls)}
    lines = [
        f"def changed(_old, {', '.join(changes)}):",
        " _new = free()",
        *(f" _new.{f.name} = {'' if f.name in changes else '_old.'}{f.name}" for f in fields(cls)),
        " _new.__class__ = cls",
        " return _new",
    ]
    exec("\n".join(lines), known)
    changed: Callable[..., Any] = known["changed"]
    return changed


@frozen
class Mail:
    """A letter on its way or delivered: sent in turn ``sent``, readable from the dawn of the next turn."""

    sent: int
    sender: SeatId
    to: SeatId
    text: str


@frozen
class Pledge:
    """A promise and what became of it. ``made`` and ``by`` are turns; ``status`` changes only from
    ``open``; ``leaked`` says that the deed which decided it got about."""

    seat: SeatId
    to: SeatId
    move: MoveId
    will: bool
    made: int
    by: int
    status: Literal["open", "kept", "broken"] = "open"
    leaked: bool = False


@frozen
class Proposal:
    """Terms on the table. ``id`` is unique in a game; ``expires`` is the last turn in which it can be
    signed. ``stances`` is all that seats have said of it, in order: the last word of a seat is its stance.
    """

    id: PaperId
    author: SeatId
    terms: tuple[TermId, ...]
    parties: tuple[SeatId, ...]
    cc: tuple[SeatId, ...]
    made: int
    expires: int
    note: str = ""
    signed: tuple[SeatId, ...] = ()
    stances: tuple[tuple[SeatId, StanceWord], ...] = ()
    status: Literal["open", "refused", "expired", "signed"] = "open"


@frozen
class Agreement:
    """Terms in force since turn ``since``. ``kept`` counts for each term, in order, the turns it was kept;
    ``breaches`` are (term, seat, turn); ``stances`` is as in ``Proposal``. ``survived`` is None until the
    last turn is over."""

    id: PaperId
    author: SeatId
    terms: tuple[TermId, ...]
    parties: tuple[SeatId, ...]
    since: int
    kept: tuple[int, ...]
    stances: tuple[tuple[SeatId, StanceWord], ...] = ()
    breaches: tuple[tuple[TermId, SeatId, int], ...] = ()
    survived: bool | None = None


def stances_now(said: tuple[tuple[SeatId, StanceWord], ...]) -> tuple[tuple[SeatId, StanceWord], ...]:
    """The stance of each seat that has one, of all that seats have said."""
    return tuple((seat, stance) for seat, stance in dict(said).items() if stance != "silent")


FoughtEnd = Literal["faced", "first", "both", "slip", "top"]
"""How an exchange ends: the one or the other side backs down, both stand, it slips out of hand, it is climbed
to its top."""


@frozen
class Fought:
    """An exchange that is over: who opened it, whom it faced, all answers in turn (the one who was faced
    begins), how it ended, and on which rung."""

    exchange: ExchangeId
    turn: int
    seat: SeatId
    to: SeatId
    answers: tuple[AnswerWord, ...]
    end: FoughtEnd
    height: int


@frozen
class Asked:
    """A forecast question put in turn ``turn``, each seat's answer in percent, and the outcome once it is
    known."""

    question: ForecastId
    turn: int
    answers: tuple[tuple[SeatId, int], ...] = ()
    outcome: bool | None = None


@frozen
class State:
    """Everything that later turns depend on. Tuples follow the order of the scenario's tables.

    ``flags`` hold 0 for not set, else the turn of setting; ``done`` and ``tried`` count successes and
    orders of each move; ``fired`` counts firings of each event and reaction (events first);
    ``hidden`` names the drawn objective of each seat; ``escalation`` is each seat's index.
    """

    turn: int
    tracks: tuple[int, ...]
    flags: tuple[int, ...]
    done: tuple[int, ...]
    tried: tuple[int, ...]
    fired: tuple[int, ...]
    escalation: tuple[int, ...]
    hidden: tuple[ObjectiveId | Literal[""], ...] = ()
    mail: tuple[Mail, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    asked: tuple[Asked, ...] = ()
    ending: EndingId | Literal[""] = ""
    exchanges: tuple[Fought, ...] = ()
