"""The account of how things came about: what the ledger shows, entry by entry. Values only.

An account belongs to one dawn or one adjudication. Its entries stand in the order in which things
happened. It is the whole truth; what a seat may read of it is decided in ``views.py``.
"""

from __future__ import annotations

from typing import Literal

from attrs import field

from wargame.ids import (
    ChoiceId,
    EndingId,
    EventId,
    ExchangeId,
    FlagId,
    InjectId,
    MoveId,
    OptionId,
    PaperId,
    ReactionId,
    RungId,
    SeatId,
    TermId,
    TrackId,
)
from wargame.rules.orders import AnswerWord, Grade
from wargame.rules.state import FoughtEnd
from wargame.values import define, frozen

Change = tuple[TrackId | FlagId, int, int]
"""A track or flag id, its value before and after."""

WON = ("triumph", "success")
STANDS = ("faced", "both")
"""The ends of an exchange after which the moves that opened it are carried out: the seat that it faced backed
down, or both held."""
"""The grades of a move that succeeded."""

TalkKind = Literal[
    "proposed",
    "signed",
    "refused",
    "expired",
    "lapsed",
    "in force",
    "endorsed",
    "disowned",
    "silent",
    "kept",
    "late",
    "broken",
    "survived",
    "fell",
    "untouched",
]
"""What can be told of proposals and agreements."""


@frozen
class Reason:
    """One summand of a sum, with the reason for it."""

    add: int
    because: str


@define
class Drift:
    """A track moved by itself at dawn."""

    track: TrackId
    before: int
    after: int
    reasons: tuple[Reason, ...]


@define
class Happening:
    """An event, a reaction or an inject: ``kind`` and the id in the scenario (empty for an inject in free
    text, which then stands in ``headline`` and ``text``; ``reason`` is the umpire's). An inject may be told
    ``to`` some seats alone.

    ``odds`` and ``roll`` are percent; the thing happened because ``roll < odds``. Things that did not
    happen are entries too, with ``happened`` false, so that the debrief can show what luck spared.
    """

    kind: Literal["event", "reaction", "inject"]
    id: EventId | ReactionId | InjectId | Literal[""]
    odds: int
    roll: int
    happened: bool
    changes: list[Change]
    reasons: tuple[Reason, ...] = ()
    headline: str = ""
    text: str = ""
    reason: str = ""
    to: tuple[SeatId, ...] = ()


@define
class Deed:
    """A move and what came of it. ``roll`` is 0 to 99; success is ``roll < odds``.

    ``leaked`` is None where nothing could leak. ``engine`` is the grade the die gave, different from
    ``grade`` only where the umpire ruled, with ``ruling`` as the reason.
    """

    seat: SeatId
    move: MoveId
    slot: int
    options: tuple[tuple[OptionId, ChoiceId], ...]
    base: int
    reasons: tuple[Reason, ...]
    odds: int
    roll: int
    grade: Grade
    changes: list[Change]
    leak_odds: int = 0
    leak_roll: int = 0
    leaked: bool | None = None
    rung: RungId | Literal[""] = ""
    engine: Literal[Grade, ""] = ""
    ruling: str = ""
    arguments: tuple[str, ...] = ()


@define
class Talk:
    """Something about proposals and agreements. ``id`` names the one that is meant, ``base`` begins the sum
    of ``odds``, ``why`` says why a proposal lapsed."""

    kind: TalkKind
    id: PaperId
    seat: SeatId | Literal[""] = ""
    term: TermId | Literal[""] = ""
    changes: list[Change] = field(factory=list)
    odds: int = 0
    roll: int = 0
    reasons: tuple[Reason, ...] = ()
    base: int = 0
    why: str = ""


@define
class PledgeFate:
    """A promise was made, kept or broken (``status``). With ``known`` that had been decided before, in
    secret, and got about only now."""

    seat: SeatId
    to: SeatId
    move: MoveId
    will: bool
    by: int
    status: Literal["made", "kept", "broken"]
    known: bool = False


@define
class Answered:
    """A seat's answer in an exchange: the rung on which it stands after it, and what it cost."""

    exchange: ExchangeId
    seat: SeatId
    answer: AnswerWord
    height: int
    changes: list[Change]


@define
class Showdown:
    """How an exchange ended that the ``moves`` of a seat had opened, and on which rung. ``roll`` is 0 to 99
    where a die was thrown, at ``odds``: it slipped out of hand if it showed less. ``changes`` are those of
    the top."""

    exchange: ExchangeId
    seat: SeatId
    to: SeatId
    moves: tuple[MoveId, ...]
    end: FoughtEnd
    height: int
    changes: list[Change] = field(factory=list)
    base: int = 0
    reasons: tuple[Reason, ...] = ()
    odds: int = 0
    roll: int = 0

    @property
    def withdrawn(self) -> bool:
        """Was what opened it not carried out?"""
        return self.end not in STANDS


@define
class Omission:
    """A seat gave no orders and had its default."""

    seat: SeatId


@define
class End:
    """The game ended."""

    ending: EndingId


Entry = Drift | Happening | Deed | Talk | PledgeFate | Answered | Showdown | Omission | End


@define
class Account:
    """All entries of one ``phase`` (``dawn`` or ``adjudication``) of one turn."""

    turn: int
    phase: str
    entries: list[Entry]
