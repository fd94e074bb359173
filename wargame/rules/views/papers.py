"""Terms, proposals and agreements, and words about them."""

from __future__ import annotations

from wargame.ids import (
    PaperId,
    SeatId,
    TermId,
)
from wargame.rules.dice import Fell
from wargame.rules.orders import StanceWord
from wargame.rules.views.choices import AdviceView
from wargame.rules.views.seen import ChanceView, OddsView, Told
from wargame.values import frozen


@frozen
class TermView:
    """A term as one seat's side sees it. ``by`` are seat ids that must perform it. ``worth`` is a
    word for what it is worth to the reader's own side now (empty for others); ``closed`` why it can't be
    drafted now."""

    id: TermId
    name: str
    text: str
    by: tuple[SeatId, ...]
    closed: str
    worth: str
    points: int
    advice: tuple[AdviceView, ...]
    requires: tuple[TermId, ...]
    excludes: tuple[TermId, ...]


@frozen
class ProposalView:
    """A proposal that the reader knows. ``mine`` is ``author``, ``party``, or ``reader``;
    ``must_answer`` is true where a party's signature or refusal is still open; ``closed`` says why an open
    one can't be signed now, empty if it can."""

    id: PaperId
    author: SeatId
    parties: tuple[SeatId, ...]
    terms: tuple[TermId, ...]
    clauses: tuple[str, ...]
    note: str
    made: int
    expires: int
    signed: tuple[SeatId, ...]
    status: str
    mine: str
    must_answer: bool
    closed: str
    stances: tuple[tuple[SeatId, StanceWord], ...]
    advice: tuple[str, ...]


@frozen
class AgreementView:
    """An agreement by its name: each clause with its status in words (kept, late, broken by ...), stances,
    and how likely it is to outlive the last turn: ``durability`` as the reader can judge it (None for the
    public), ``chance`` as the public does. Both are None where the change of hands does not concern it. Once
    the die is thrown, ``judged`` is the true sum for it, ``roll`` what it shows, and ``fate`` the sentence
    that says what came of it."""

    id: PaperId
    author: SeatId
    parties: tuple[SeatId, ...]
    terms: tuple[TermId, ...]
    clauses: tuple[tuple[str, str], ...]
    since: int
    stances: tuple[tuple[SeatId, StanceWord], ...]
    durability: Told | None
    survived: bool | None
    name: str = ""
    chance: ChanceView | None = None
    judged: OddsView | None = None
    roll: Fell | None = None
    fate: str = ""

    @property
    def outlook(self) -> str:
        """What everybody knows of whether it lasts, in a sentence; empty where that is not asked."""
        if self.fate:
            return f"{self.name[:1].upper()}{self.name[1:]}: {self.fate}"
        return f"Will {self.name} last? {self.chance}" if self.chance else ""


@frozen
class StanceRules:
    """What a seat's word on agreements and proposals does: ``closed`` says why it can't be given now (empty
    if it can), ``endorse`` and ``disown`` are sentences about what each does to tracks the seat can see."""

    closed: str = ""
    endorse: tuple[str, ...] = ()
    disown: tuple[str, ...] = ()
