"""An offer while it is being drafted: terms switched on and off, and who has to sign. No Textual in here."""

from __future__ import annotations

from attrs import define, field

from wargame.rules.orders import Draft
from wargame.rules.views import SeatView, TermView
from wargame.rules.wording import listed
from wargame.tui.desk.draft import DraftError


@define
class TermSheet:
    """The terms chosen so far, in the scenario's order, and whom the offer goes to beside those they bind.

    ``invited`` are seats asked to sign though no term binds them; ``copied`` may read the offer.
    """

    view: SeatView
    terms: list[str] = field(factory=list)
    invited: set[str] = field(factory=set)
    copied: set[str] = field(factory=set)
    note: str = ""

    @classmethod
    def of(cls, view: SeatView, deal: Draft) -> TermSheet:
        """A sheet that holds an existing offer; terms that the seat doesn't know are left out."""
        known = [t.id for t in view.terms if t.id in deal.terms]
        sheet = cls(view, known, note=deal.note)
        me = view.seat.id
        sheet.invited = {p for p in deal.parties if p != me}
        sheet.copied = {p for p in deal.cc if p != me}
        return sheet

    def term(self, term: str) -> TermView:
        """A term by id. Raises DraftError if there is none."""
        for entry in self.view.terms:
            if entry.id == term:
                return entry
        raise DraftError("There is no such term.")

    def toggle(self, term: str) -> str:
        """Switch a term on (with what it requires) or off (with what requires it); tell what else changed.

        Raises DraftError where it is closed, excluded by one on the sheet, or one too many.
        """
        if term in self.terms:
            return self._drop(term)
        return self._take(term)

    def binding(self) -> tuple[str, ...]:
        """The other seats that a chosen term binds: they have to sign."""
        bound = {seat for term in self.terms for seat in self.term(term).by}
        return tuple(other.id for other in self.view.others if other.id in bound)

    def signers(self) -> tuple[str, ...]:
        """All the other seats that have to sign."""
        wanted = {*self.binding(), *self.invited}
        return tuple(other.id for other in self.view.others if other.id in wanted)

    def clauses_of(self, seat: str) -> tuple[int, ...]:
        """The numbers, from 1, of the clauses that a seat has to perform."""
        return tuple(n for n, term in enumerate(self.terms, 1) if seat in self.term(term).by)

    def role(self, seat: str) -> str:
        """What a seat is to this offer: ``bound`` and ``invited`` sign, ``copied`` reads, else empty."""
        if seat in self.binding():
            return "bound"
        if seat in self.invited:
            return "invited"
        return "copied" if seat in self.copied else ""

    def cast(self, seat: str, role: str) -> None:
        """Make a seat ``invited``, ``copied`` or nothing (empty). One that a term binds signs in any case.

        Raises DraftError for inviting a seat that can't sign.
        """
        if role == "invited" and seat not in self.view.signers:
            raise DraftError("This seat can't be party to a deal; it can read it and speak of it.")
        self.invited.discard(seat)
        self.copied.discard(seat)
        if role == "invited":
            self.invited.add(seat)
        elif role == "copied":
            self.copied.add(seat)

    def strike_closed(self) -> str:
        """Take all terms off that are closed now, and what requires them; return their names, or nothing."""
        before = list(self.terms)
        for term in before:
            if term in self.terms and self.term(term).closed:
                self._drop(term)
        return listed([self.term(term).name for term in before if term not in self.terms])

    def problem(self) -> str:
        """What keeps the offer from being made, in words; empty if nothing does."""
        if not self.terms:
            return "Choose at least one term."
        if not self.signers():
            return "Nobody else has to sign this: choose with ← → whom you ask to sign."
        return ""

    def points(self) -> int:
        """What the chosen terms are worth to the own side now."""
        return sum(self.term(term).points for term in self.terms)

    def deal(self) -> Draft:
        """The offer. Raises DraftError where something is missing."""
        if why := self.problem():
            raise DraftError(why)
        invited = tuple(o.id for o in self.view.others if o.id in self.invited)
        copied = tuple(o.id for o in self.view.others if o.id in self.copied and o.id not in self.signers())
        return Draft(tuple(self.terms), invited, copied, self.note.strip())

    # -- inside -------------------------------------------------------------------------------------------

    def _take(self, term: str) -> str:
        wanted = self._with_required(term)
        for item in wanted:
            entry = self.term(item)
            if entry.closed:
                if item == term:
                    raise DraftError(f"Closed: {entry.closed}")
                raise DraftError(f"It needs “{entry.name}”, which is closed: {entry.closed}")
            for other in self.terms:
                if other in entry.excludes or item in self.term(other).excludes:
                    raise DraftError(f"It can't stand beside “{self.term(other).name}”.")
        if len(self.terms) + len(wanted) > self.view.max_terms:
            raise DraftError(f"An offer holds at most {self.view.max_terms} terms.")
        chosen = {*self.terms, *wanted}
        self.terms = [entry.id for entry in self.view.terms if entry.id in chosen]
        extra = [self.term(item).name for item in wanted if item != term]
        return f"Added with it: {', '.join(extra)}." if extra else ""

    def _drop(self, term: str) -> str:
        gone = {term}
        while True:
            more = {t for t in self.terms if t not in gone and gone & set(self.term(t).requires)}
            if not more:
                break
            gone |= more
        self.terms = [t for t in self.terms if t not in gone]
        extra = [self.term(t).name for t in sorted(gone - {term})]
        return f"Removed with it: {', '.join(extra)}." if extra else ""

    def _with_required(self, term: str) -> list[str]:
        wanted: list[str] = []
        queue = [term]
        while queue:
            item = queue.pop()
            if item not in wanted and item not in self.terms:
                wanted.append(item)
                queue.extend(self.term(item).requires)
        return wanted
