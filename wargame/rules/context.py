"""The working state: what a dawn and an adjudication change, and what an expression can ask about meanwhile.

The compiled code reads tracks and flags from lists; everything else it asks of this object. It is made from a
``State`` and gives one back; a playout keeps it from turn to turn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal

from wargame.ids import MoveId, SeatId, TermId
from wargame.rules.state import Agreement, Proposal, State
from wargame.values import maker

NONE: frozenset[int] = frozenset()
NO_TERMS: frozenset[TermId] = frozenset()

WorthOf = Callable[[SeatId, Sequence[TermId], "Context"], int]
"""Sum of what terms are worth to a seat."""


class Context:
    """The working state. ``t`` and ``f`` are tracks and flags, changed in place; ``ordered``, ``happened``,
    ``failed`` and ``leaked`` hold move numbers of the turn being resolved; ``options`` are the choices of the
    order under evaluation; ``subject`` is the agreement whose durability is being computed; ``grace`` has how
    many turns must pass until a term that asks for no deed is due, where any must; ``held`` are the terms in
    force and unbroken, which ``hold`` reads off the agreements; ``settled`` says that it is settled which
    terms were kept this turn; ``height`` is the rung of the exchange that is being fought, ``stood`` and
    ``yielded`` count by seat how often it held or climbed, and backed down. The rest is as in ``State``."""

    __slots__ = (
        "agreements",
        "asked",
        "done",
        "ending",
        "escalation",
        "exchanges",
        "f",
        "failed",
        "fired",
        "grace",
        "happened",
        "height",
        "held",
        "hidden",
        "leaked",
        "mail",
        "options",
        "ordered",
        "pledges",
        "proposals",
        "seat_index",
        "settled",
        "stood",
        "subject",
        "t",
        "tried",
        "turn",
        "worth_of",
        "yielded",
    )

    def __init__(
        self,
        state: State,
        seat_index: dict[SeatId, int],
        worth_of: WorthOf,
        grace: Mapping[TermId, int],
    ) -> None:
        self.turn = state.turn
        self.t = list(state.tracks)
        self.f = list(state.flags)
        self.done = list(state.done)
        self.tried = list(state.tried)
        self.fired = list(state.fired)
        self.escalation = list(state.escalation)
        self.hidden = state.hidden
        self.mail = state.mail
        self.pledges = state.pledges
        self.proposals: Sequence[Proposal] = state.proposals
        self.agreements: Sequence[Agreement] = state.agreements
        self.hold()
        self.asked = state.asked
        self.ending = state.ending
        self.exchanges = state.exchanges
        self.height = 0
        self.stood = [0] * len(seat_index)
        self.yielded = self.stood.copy()
        for fought in state.exchanges:
            for n, answer in enumerate(fought.answers):
                tally = self.yielded if answer == "back down" else self.stood
                tally[seat_index[fought.seat if n % 2 else fought.to]] += 1
        self.seat_index = seat_index
        self.worth_of = worth_of
        self.grace = grace
        self.subject: Agreement | None = None
        self.clear_turn()
        self.settled = bool(state.ending)

    def clear_turn(self) -> None:
        """Forgets what was ordered and what came of it: a new turn begins."""
        self.ordered: Collection[int] = NONE
        self.happened: set[int] = set()
        self.failed: set[int] = set()
        self.leaked: frozenset[int] = NONE
        self.options: tuple[str, ...] = ()
        self.settled = False

    def hold(self) -> None:
        """Takes in which terms are in force, after a change of agreements."""
        self.held = NO_TERMS
        if self.agreements:
            held: list[TermId] = []
            for a in self.agreements:
                if a.survived is not False:
                    broken = [breach[0] for breach in a.breaches] if a.breaches else ()
                    held += [term for term in a.terms if term not in broken] if broken else a.terms
            self.held = frozenset(held)

    def snapshot(self) -> State:
        """The state as it is now, as a value."""
        return maker(State)(
            self.turn,
            tuple(self.t),
            tuple(self.f),
            tuple(self.done),
            tuple(self.tried),
            tuple(self.fired),
            tuple(self.escalation),
            self.hidden,
            self.mail,
            self.pledges,
            tuple(self.proposals),
            tuple(self.agreements),
            self.asked,
            self.ending,
            self.exchanges,
        )

    def letter(self, sender: SeatId, to: SeatId) -> bool:
        """Did a letter arrive at this turn's dawn?"""
        before = self.turn - 1
        return any(m.sent == before and m.sender == sender and m.to == to for m in self.mail)

    def letters(self, sender: SeatId, to: SeatId) -> int:
        """How many letters have arrived so far."""
        return sum(m.sent < self.turn and m.sender == sender and m.to == to for m in self.mail)

    def pledged(self, seat: SeatId, move: MoveId, will: bool) -> bool:
        """Is there an open promise of the seat to do (or not to do) the move?"""
        return any(
            p.status == "open" and p.seat == seat and p.move == move and p.will is will for p in self.pledges
        )

    def promised(self, seat: SeatId, to: SeatId, move: MoveId, will: bool) -> bool:
        """Is that promise to that seat open already?"""
        for p in self.pledges:
            if p.status == "open" and p.seat == seat and p.to == to and p.move == move and p.will == will:
                return True
        return False

    def word(self, seat: SeatId, status: str) -> int:
        """How many promises of the seat were kept, or broken."""
        return sum(p.seat == seat and p.status == status for p in self.pledges)

    def offered(self, author: SeatId, to: SeatId) -> bool:
        """Is there an open proposal by ``author`` that ``to`` is party to?"""
        return any(p.status == "open" and p.author == author and to in p.parties for p in self.proposals)

    def on_table(self, term: TermId) -> bool:
        """Is the term in an open proposal?"""
        return any(p.status == "open" and term in p.terms for p in self.proposals)

    def agreed(self, term: TermId, party: SeatId | Literal[""] = "") -> bool:
        """Is the term in force and unbroken, in an agreement that ``party``, if given, is party to?"""
        if not party or term not in self.held:
            return term in self.held
        return any(
            a.survived is not False
            and party in a.parties
            and term in a.terms
            and not any(b[0] == term for b in a.breaches)
            for a in self.agreements
        )

    def party(self, seat: SeatId) -> bool:
        """Is the seat party to the agreement in question, or to any in force?"""
        for a in self._subjects():  # noqa: SIM110  # a generator takes three times as long
            if seat in a.parties and a.survived is not False:
                return True
        return False

    def signed_ago(self) -> int:
        """How many turns ago the agreement in question, or the newest, was signed; 99 where none is."""
        papers, newest = self._subjects(), 0
        for a in papers:
            if a.since > newest:
                newest = a.since
        return self.turn - newest if papers else 99

    def has(self, term: TermId) -> bool:
        """Does the agreement in question (or any, where none is) contain the term?"""
        if self.subject is not None:
            return term in self.subject.terms
        return any(term in a.terms for a in self.agreements)

    def breaches(self, seat: SeatId) -> int:
        """How many terms the seat has broken."""
        count = 0
        for a in self.agreements:
            for breach in a.breaches:
                count += breach[1] == seat
        return count

    def stance(self, seat: SeatId, stance: str) -> bool:
        """Does the seat endorse (or disown) the agreement in question, or any agreement or open proposal?"""
        for a in self._subjects():
            if a.stances and dict(a.stances).get(seat) == stance:
                return True
        if self.subject is None:
            for p in self.proposals:
                if p.stances and p.status == "open" and dict(p.stances).get(seat) == stance:
                    return True
        return False

    def age(self, agreement: Agreement) -> int:
        """How many turns the agreement has been through to their end."""
        return self.turn - agreement.since + self.settled

    def performance(self) -> int:
        """Share of term-turns kept, 0 to 100; 0 where nothing has been due yet."""
        kept, due, grace, now = 0, 0, self.grace, self.turn + self.settled
        for a in self._subjects():
            kept += sum(a.kept)
            age = now - a.since
            for term in a.terms:
                if (turns := age - grace[term] if term in grace else age) > 0:
                    due += turns
        return kept * 100 // due if due else 0

    def worth(self, seat: SeatId) -> int:
        """What the terms agreed are worth to the seat now."""
        total = 0
        for a in self._subjects():
            total += self.worth_of(seat, a.terms, self)
        return total

    def survived(self) -> int:
        """How many agreements outlived the last turn."""
        return sum(a.survived is True for a in self.agreements)

    def fought(self, exchange: str) -> bool:
        """Was this exchange fought in this turn?"""
        return bool(self.exchanges) and any(
            one.exchange == exchange and one.turn == self.turn for one in self.exchanges
        )

    def escalated(self, seat: SeatId | Literal["all"]) -> int:
        """The escalation index of a seat, or of ``all``."""
        return sum(self.escalation) if seat == "all" else self.escalation[self.seat_index[seat]]

    def _subjects(self) -> Sequence[Agreement]:
        return self.agreements if self.subject is None else (self.subject,)
