"""What a seat commits in a turn: values only. What is allowed is decided in ``legality.py``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from wargame.ids import (
    ChoiceId,
    ExchangeId,
    FlagId,
    InjectId,
    MoveId,
    OptionId,
    PaperId,
    SeatId,
    TermId,
    TrackId,
)
from wargame.scenario.model import Move
from wargame.values import frozen

Grade = Literal["triumph", "success", "failure", "backfire"]
StanceWord = Literal["endorse", "silent", "disown"]


@frozen
class Promise:
    """A checkable promise in a letter: the sender's seat will (or will not) order ``move`` by the end of
    turn ``by``, from the turn of the letter on."""

    move: MoveId
    will: bool
    by: int


@frozen
class Letter:
    """Free text to another seat, delivered at the next dawn."""

    to: SeatId
    text: str
    promise: Promise | None = None


@frozen
class Draft:
    """Terms that a seat composes, to become a proposal. The author signs by making it; the seats that must
    perform a term, and ``parties``, must sign it; seats in ``cc`` may read it. ``note`` is free text that
    goes with it."""

    terms: tuple[TermId, ...]
    parties: tuple[SeatId, ...] = ()
    cc: tuple[SeatId, ...] = ()
    note: str = ""


@frozen
class Answer:
    """A party's answer to a proposal. To counter is to refuse and to send a draft of one's own."""

    proposal: PaperId
    answer: Literal["sign", "refuse"]


@frozen
class Stance:
    """What a seat says of a proposal or agreement (by id) that it knows. ``silent`` takes an earlier
    stance back."""

    about: PaperId
    stance: StanceWord


AnswerWord = Literal["back down", "hold", "climb"]
ANSWERS: tuple[AnswerWord, ...] = ("back down", "hold", "climb")


@frozen
class Reply:
    """What a seat answers in public, where an exchange asks it."""

    exchange: ExchangeId
    seat: SeatId
    answer: AnswerWord


Options = tuple[tuple[OptionId, ChoiceId], ...]
"""The choices made for a move's options."""


@frozen
class Order:
    """A move, the choices made for its options, and up to three arguments for it."""

    move: MoveId
    options: Options = ()
    arguments: tuple[str, ...] = ()


@frozen
class Orders:
    """All that a seat does in one turn. ``forecast`` is its answer in percent, ``defaulted`` marks orders
    given by default because the seat gave none, ``why`` is a player's (or a bot's) own note for the
    debrief. ``card`` names the card that the seat had before it and the choice that it took or began with,
    ``CARD/CHOICE``; the card alone where it wrote orders of its own. ``say`` is a sentence in public, told
    when the orders are. Neither changes anything of what happens."""

    moves: tuple[Order, ...] = ()
    letters: tuple[Letter, ...] = ()
    drafts: tuple[Draft, ...] = ()
    answers: tuple[Answer, ...] = ()
    stances: tuple[Stance, ...] = ()
    forecast: int | None = None
    defaulted: bool = False
    why: str = ""
    card: str = ""
    say: str = ""


FURTHEST = 50
"""By how many points a ruling may shift odds, up or down. They stay within the limits of all odds."""


@frozen
class Ruling:
    """What the umpire decided about one order, and why.

    ``slot`` counts a seat's orders from 0. ``accepted`` lists the arguments (from 0) that shift the odds by
    the scenario's step each; ``shift`` moves them by so many points more; ``grade`` overrules the die.
    """

    seat: SeatId
    slot: int
    reason: str
    accepted: tuple[int, ...] = ()
    grade: Literal[Grade, ""] = ""
    shift: int = 0


@frozen
class Push:
    """A track moves ``by`` so many points."""

    track: TrackId
    by: int


@frozen
class Injection:
    """News the umpire puts in: the scenario's, by the id of its inject, or in words of his own. What it moves
    is what the scenario says, and then ``pushes``, and the flags that it ``sets`` and ``clears``.

    It is told to all, or to the seats of ``to`` alone; in the turn in which it is put in, or in ``turn``.
    """

    inject: InjectId | Literal[""] = ""
    headline: str = ""
    text: str = ""
    reason: str = ""
    pushes: tuple[Push, ...] = ()
    sets: tuple[FlagId, ...] = ()
    clears: tuple[FlagId, ...] = ()
    to: tuple[SeatId, ...] = ()
    turn: int = 0


@frozen
class Umpire:
    """All that the umpire does in one turn."""

    rulings: tuple[Ruling, ...] = ()
    injects: tuple[Injection, ...] = ()


NO_UMPIRE = Umpire()


def order_with(move: Move, made: Collection[ChoiceId]) -> Order:
    """An order of a move with these choices, and the first one of each option that none of them fills."""
    if not made:
        return Order(move.id)
    filled = ((o.id, [choice for choice in o.choices if choice in made]) for o in move.options.values())
    return Order(move.id, tuple((id, (found or list(move.options[id].choices))[0]) for id, found in filled))


AllOrders = Mapping[SeatId, Orders]
