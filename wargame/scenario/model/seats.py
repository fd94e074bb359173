"""Seats: who sits there, who advises, how a player that is no person plays, and its cards."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field

from wargame.ids import AdviserId, CardId, ChoiceId, MoveId, SeatId, SourceId, TermId, TrackId
from wargame.scenario.model.world import Expr
from wargame.values import frozen


@frozen(kw_only=True)
class Adviser:
    """A voice on a seat's side, named as an office; ``leaning`` is ``pressure`` or ``talks``."""

    id: AdviserId
    office: str
    leaning: Literal["pressure", "talks"]


@frozen(kw_only=True)
class Persona:
    """How a player that is no person plays a seat in character. All of it is a designer's judgement.

    ``leaning`` maps moves to how much the seat leans to them (an expression, 1 where none is given, 0 for
    never now); ``never`` lists moves it won't make whatever happens. ``patience`` and ``risk`` go from 0
    to 100: whether waiting comes easy, and how much it minds an uncertain end (50: not at all).
    ``letters`` are phrases for short letters.
    """

    leaning: dict[MoveId, Expr] = field(factory=dict)
    never: tuple[MoveId, ...] = ()
    patience: int = 50
    risk: int = 50
    letters: tuple[str, ...] = ()


@frozen(kw_only=True)
class Deeds:
    """What the seat's real holder did around a day: moves, in the turn that contains ``on``.

    ``options`` maps a move to the choices it was made with; an option without one has its first choice.
    """

    on: date
    moves: tuple[MoveId, ...]
    options: dict[MoveId, tuple[ChoiceId, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Role:
    """The role card: ``who`` one is, what one has to act with (``have``), and a first ``thought``.

    What one wants are the seat's objectives; with those that are not hidden a card has 95 words at most.
    """

    who: str = ""
    have: str = ""
    thought: str = ""


@frozen(kw_only=True)
class Seat:
    """A role at the table.

    ``moves`` is how many moves it may order in a turn, ``resource`` the track that pays for them (empty:
    moves are free). ``default`` lists moves that are ordered, first open one first, when the seat gives
    nothing. ``may_sign`` is false for a seat that can endorse an agreement but be no party to one.
    ``role`` is the role card, read before the clock starts; ``card`` tells the same at length, in at most 350
    words. ``stakes`` says privately what this seat has to lose on the ladder.
    ``record`` is what the real holder of the seat did, for the policy ``history``.
    """

    id: SeatId
    name: str
    office: str
    person: str
    mark: str
    colour: str
    aim: str
    card: str
    role: Role = field(factory=Role)
    stakes: str = ""
    moves: int = 2
    resource: TrackId | Literal[""] = ""
    may_sign: bool = True
    default: tuple[MoveId, ...] = ()
    advisers: dict[AdviserId, Adviser] = field(factory=dict)
    persona: Persona = field(factory=Persona)
    record: tuple[Deeds, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class PromiseTemplate:
    """A promise that goes with a letter: the seat will (or will not) order ``move`` within so many turns."""

    move: MoveId
    will: bool = True
    within: int = 1


@frozen(kw_only=True)
class LetterTemplate:
    """A letter as a choice of a card would send it. In the last turn it is not sent: nobody would read it."""

    to: SeatId
    text: str
    promise: PromiseTemplate | None = None


@frozen(kw_only=True)
class OfferTemplate:
    """An offer as a choice of a card would make it: its terms, who is asked to sign beside those that must,
    who may read it, and a note."""

    terms: tuple[TermId, ...]
    parties: tuple[SeatId, ...] = ()
    cc: tuple[SeatId, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Bundle:
    """A choice of a card: orders, ready to be committed.

    It is closed where one of ``moves`` can't be ordered. The odds of the first of them stand beside the
    title, if the choice is not about an offer; ``also`` are ordered too, first one first, where they can be
    and there is room. ``options`` maps a move to choices made with it. ``answer`` is one to the
    newest offer that waits for the seat, ``stance`` is taken on the newest paper that it can be taken on.
    ``say`` is a public sentence that the players may change or leave out.
    """

    id: ChoiceId
    title: str
    line: str
    moves: tuple[MoveId, ...] = ()
    also: tuple[MoveId, ...] = ()
    options: dict[MoveId, tuple[ChoiceId, ...]] = field(factory=dict)
    letter: LetterTemplate | None = None
    offer: OfferTemplate | None = None
    answer: Literal["sign", "refuse", ""] = ""
    stance: Literal["endorse", "disown", ""] = ""
    say: str = ""


@frozen(kw_only=True)
class Card:
    """A turn of a seat as a dilemma: a situation, a line of each of its advisers, two or three choices.

    It can come where ``when`` holds as the seat sees it, and at least two of its choices are open. Of those
    that can the heaviest comes (``weight`` 1 to 9), the first in the file of several; once, unless
    ``repeat``, and what came before stands behind what did not.
    """

    id: CardId
    seat: SeatId
    when: Expr = Expr("true")
    weight: int = 3
    repeat: bool = False
    situation: str
    advice: dict[AdviserId, str] = field(factory=dict)
    choices: dict[ChoiceId, Bundle]
    sources: tuple[SourceId, ...] = ()
