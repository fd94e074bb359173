"""A proposal while it is being drafted: terms switched on and off, and who has to sign."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field

from wargame.desk.draft import DraftError, OrdersDraft
from wargame.ids import SeatId, TermId
from wargame.rules.orders import Draft, Orders
from wargame.rules.views import SeatView, TermView
from wargame.rules.wording import listed
from wargame.values import define


@define
class ProposalDraft:
    """The terms chosen so far, in the scenario's order, and whom it goes to beside those they bind.

    ``orders`` is the draft that it is to be part of. ``invited`` are seats asked to sign though no term binds
    them; ``copied`` may read it.
    """

    orders: OrdersDraft
    terms: list[TermId] = field(factory=list)
    invited: set[SeatId] = field(factory=set)
    copied: set[SeatId] = field(factory=set)
    note: str = ""

    @classmethod
    def of(cls, orders: OrdersDraft, draft: Draft) -> ProposalDraft:
        """One that goes on from a draft; terms that the seat doesn't know are left out."""
        known = [t.id for t in orders.view.terms if t.id in draft.terms]
        me = {orders.view.seat.id}
        return cls(orders, known, {*draft.parties} - me, {*draft.cc} - me, draft.note)

    @property
    def view(self) -> SeatView:
        """What the seat knows."""
        return self.orders.view

    def term(self, term: str) -> TermView:
        """A term by id. Raises DraftError if there is none."""
        for entry in self.view.terms:
            if entry.id == term:
                return entry
        raise DraftError("There is no such term.")

    def toggle(self, term: str) -> str:
        """Switch a term on (with what it requires) or off (with what requires it); tell what else changed.

        Raises DraftError where it is closed, excluded by one of the others, or one too many.
        """
        if term in self.terms:
            return self._drop(TermId(term))
        return self._take(TermId(term))

    def binding(self) -> tuple[SeatId, ...]:
        """The other seats that a chosen term binds: they have to sign."""
        bound = {seat for term in self.terms for seat in self.term(term).by}
        return tuple(other.id for other in self.view.others if other.id in bound)

    def signers(self) -> tuple[SeatId, ...]:
        """All the other seats that have to sign."""
        wanted = {*self.binding(), *self.invited}
        return tuple(other.id for other in self.view.others if other.id in wanted)

    def clauses_of(self, seat: str) -> tuple[int, ...]:
        """The numbers, from 1, of the clauses that a seat has to perform."""
        return tuple(n for n, term in enumerate(self.terms, 1) if seat in self.term(term).by)

    def role(self, seat: str) -> str:
        """What a seat is to this proposal: ``bound`` and ``invited`` sign, ``copied`` reads, else empty."""
        if seat in self.binding():
            return "bound"
        if seat in self.invited:
            return "invited"
        return "copied" if seat in self.copied else ""

    def cast(self, seat: str, role: str) -> None:
        """Make a seat ``invited``, ``copied`` or nothing (empty). One that a term binds signs in any case."""
        self.invited.discard(seat)
        self.copied.discard(seat)
        if role == "invited":
            self.invited.add(SeatId(seat))
        elif role == "copied":
            self.copied.add(SeatId(seat))

    def strike_closed(self) -> str:
        """Take all terms off that are closed now, and what requires them; return their names, or nothing."""
        before = list(self.terms)
        for term in before:
            if term in self.terms and self.term(term).closed:
                self._drop(term)
        return listed([self.term(term).name for term in before if term not in self.terms])

    def points(self) -> int:
        """What the chosen terms are worth to the own side now."""
        return sum(self.term(term).points for term in self.terms)

    def draft(self) -> Draft:
        """It as orders hold it, whether or not it can be proposed."""
        invited = tuple(o.id for o in self.view.others if o.id in self.invited)
        copied = tuple(o.id for o in self.view.others if o.id in self.copied and o.id not in self.signers())
        return Draft(tuple(self.terms), invited, copied, self.note.strip())

    # -- inside -------------------------------------------------------------------------------------------

    def _take(self, term: TermId) -> str:
        wanted = self._with_required(term)
        name = self.term(term).name
        extra = [self.term(item).name for item in wanted if item != term]
        before = self._wrong(self.terms)
        # What is wrong with the term itself comes first, so that nobody looks for it elsewhere.
        if why := next((why for why in self._wrong([*wanted, *self.terms]) if why not in before), ""):
            raise DraftError(why if why.startswith(name) or not extra else f"It needs {listed(extra)}. {why}")
        chosen = {*self.terms, *wanted}
        self.terms = [entry.id for entry in self.view.terms if entry.id in chosen]
        return f"Added with it: {', '.join(extra)}." if extra else ""

    def _wrong(self, terms: list[TermId]) -> Sequence[str]:
        """What is wrong with these terms, whoever is to sign them."""
        return self.orders.judge(Orders(drafts=(Draft(tuple(terms), self.view.signers),)))

    def _drop(self, term: TermId) -> str:
        gone = {term}
        while True:
            more = {t for t in self.terms if t not in gone and gone & set(self.term(t).requires)}
            if not more:
                break
            gone |= more
        self.terms = [t for t in self.terms if t not in gone]
        extra = [self.term(t).name for t in sorted(gone - {term})]
        return f"Removed with it: {', '.join(extra)}." if extra else ""

    def _with_required(self, term: TermId) -> list[TermId]:
        wanted: list[TermId] = []
        queue = [term]
        while queue:
            item = queue.pop()
            if item not in wanted and item not in self.terms:
                wanted.append(item)
                queue.extend(self.term(item).requires)
        return wanted
