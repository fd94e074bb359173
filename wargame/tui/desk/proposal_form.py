"""Drafting a proposal: the menu of terms by who gives, the document as it grows, and who has to sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.desk.draft import DraftError
from wargame.desk.proposal import ProposalDraft
from wargame.rules.legality import LIMITS
from wargame.rules.orders import Draft
from wargame.rules.views import SeatInfo, TermView
from wargame.rules.wording import listed
from wargame.text import clean
from wargame.tui.command import Command
from wargame.tui.desk.form import Form
from wargame.tui.desk.pane import Detail
from wargame.tui.desk.proposal_text import draft_text, term_text
from wargame.tui.desk.radio import RadioRow
from wargame.tui.desk.rows import Entries, heading, row
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.line import Line


class ProposalForm(Form[Draft]):
    """A proposal to put together. The result is None where nothing is to change.

    ``hint`` is said at first.
    """

    PURPOSE = (
        "Write terms into the document or strike them out. Whoever a term binds has to sign. The offer goes "
        "on the table when you commit."
    )
    AUTO_FOCUS = "#terms"
    LABEL = "A deal"
    KEEP = "Into the tray"
    TIP = "Enter: in/out · Tab: who signs"
    KEYS = (
        *Form.KEYS,
        Command("draft.term", "write", "enter", "In / out", "Write the term in, or strike it out."),
        Command(
            "draft.document", "scroll('document')", "right_square_bracket", "More", "Read on in the document."
        ),
        Command("draft.about", "scroll('term')", "left_square_bracket", "More", "Read on about the term."),
    )

    def __init__(self, proposal: ProposalDraft, refusal: Callable[[Draft], str], hint: str = "") -> None:
        super().__init__(refusal)
        self.view = proposal.view
        self.proposal = proposal
        self._hint = hint
        self.terms = Entries(classes="panel entries", id="terms")
        self.document = Detail(id="document", key="]")
        self.term = Detail(id="term", key="[")
        self._before = (tuple(self.proposal.terms), self.proposal.note)

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        with Horizontal(id="table"):
            yield self.terms
            with Vertical(id="texts"):
                yield self.document
                yield self.term
        for other in self.view.others:
            with Horizontal(classes="field"):
                yield Static(seat_name(other), classes="name seat")
                yield RadioRow(self._roles(other), value=self.proposal.role(other.id), id=f"role-{other.id}")
        with Horizontal(classes="field"):
            yield Static("Note", classes="name seat")
            yield Line(
                self.proposal.note,
                max_length=LIMITS.note_length,
                compact=True,
                placeholder="a line that goes with it (optional)",
            )

    def on_mount(self) -> None:
        """Fill it."""
        self.terms.border_title = Content(f"TERMS, {self.view.max_terms} at most")
        self._fill(self.proposal.terms[0] if self.proposal.terms else "")
        self.wrong(self._hint)

    @property
    def focus_chain(self) -> list[Widget]:
        """From the terms on to who signs; the texts, which are only to be scrolled, come last."""
        chain = super().focus_chain
        texts = [widget for widget in chain if isinstance(widget, Detail)]
        return [widget for widget in chain if widget not in texts] + texts

    @property
    def overflows(self) -> bool:
        """Its texts say themselves by which key each reads on."""
        return False

    # -- drawing ------------------------------------------------------------------------------------------

    def _fill(self, at: str = "") -> None:
        """Show the menu, the document and the seats as they are now, with the cursor on a term."""
        self.terms.fill(self._rows(), at or self.terms.current)
        proposal = self.proposal
        worth = f"  for us {proposal.points():+} now" if proposal.terms else ""
        self.document.show(f"THE DOCUMENT{worth}", lambda width: draft_text(proposal, width))
        self._explain(self.terms.current)
        for other in self.view.others:
            pick = self.query_one(f"#role-{other.id}", RadioRow)
            pick.show(self._roles(other), self.proposal.role(other.id))

    def _rows(self) -> list[Option]:
        me = self.view.seat.id
        ours = [t for t in self.view.terms if me in t.by and len(t.by) == 1]
        both = [t for t in self.view.terms if me in t.by and len(t.by) > 1]
        out: list[Option] = []
        for title, terms in (("WE GIVE", ours), ("WE AND THEY", both)):
            out += self._group(title, terms)
        for other in self.view.others:
            theirs = [t for t in self.view.terms if t.by and t.by[0] == other.id and me not in t.by]
            out += self._group(f"{other.name.upper()[:24]} GIVES", theirs)
        out += self._group("NOBODY IN PARTICULAR", [t for t in self.view.terms if not t.by])
        return out

    def _group(self, title: str, terms: list[TermView]) -> list[Option]:
        ordered = sorted(terms, key=lambda term: bool(term.closed))
        return [heading(title), *(self._row(term) for term in ordered)] if terms else []

    def _row(self, term: TermView) -> Option:
        chosen = term.id in self.proposal.terms
        worth = Content.styled(f"{term.points:+}" if term.worth else "", "bold" if chosen else "$faint")
        if term.closed and not chosen:
            left = Content.assemble("  ", plain(term.name, 60)).stylize("$faint")
            return row(term.id, left, Content.styled("closed", "$faint"))
        mark = ("✓ ", "bold $accent") if chosen else ("  ", "")
        return row(term.id, Content.assemble(mark, styled(term.name, "bold" if chosen else "", 60)), worth)

    def _explain(self, id: str) -> None:
        if id:
            term = self.proposal.term(id)
            self.term.show(term.name, lambda width: term_text(self.proposal, term, width))

    def _roles(self, other: SeatInfo) -> list[tuple[str, str]]:
        if self.proposal.role(other.id) == "bound":
            does = listed([str(n) for n in self.proposal.clauses_of(other.id)])
            return [("bound", f"must sign: has to do {does}")]
        roles = [("", "not told"), ("copied", "may read it")]
        if other.id in self.view.signers:
            roles.append(("invited", "asked to sign"))
        return roles

    # -- what the keys do ---------------------------------------------------------------------------------

    @on(Entries.OptionHighlighted)
    def _look(self, event: Entries.OptionHighlighted) -> None:
        event.stop()
        self._explain(event.option.id or "")

    @on(Entries.OptionSelected)
    def _select(self, event: Entries.OptionSelected) -> None:
        event.stop()
        self.action_write()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter writes terms only while the cursor is among them."""
        if action == "write":
            return self.focused is self.terms
        return super().check_action(action, parameters)

    def action_write(self) -> None:
        """Write the term under the cursor in, or strike it out."""
        id = self.terms.current
        if not id:
            return
        try:
            also = self.proposal.toggle(id)
        except DraftError as why:
            self.wrong(str(why))
            return
        self.wrong(also)
        self._fill()

    def action_scroll(self, text: Literal["document", "term"]) -> None:
        """Read on in the document, or about the term under the cursor."""
        (self.document if text == "document" else self.term).read_on()

    def missing(self, why: str) -> None:
        """Say what is missing, and go there if it is somebody to sign."""
        if self.proposal.terms and not self.proposal.signers():
            self.query(RadioRow).first().focus()
            why = f"{why} ← → choose."
        self.wrong(why)

    @on(RadioRow.Changed)
    def _cast(self, event: RadioRow.Changed) -> None:
        seat = (event.one.id or "").removeprefix("role-")
        if event.value != "bound":
            self.proposal.cast(seat, event.value)
        self.wrong("")
        self._fill()

    @on(Line.Changed)
    def _noted(self, event: Line.Changed) -> None:
        self.proposal.note = clean(event.value, limit=LIMITS.note_length)

    @on(Line.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    @property
    def loses(self) -> bool:
        """Has something been written?"""
        return (tuple(self.proposal.terms), self.proposal.note) != self._before

    def result(self) -> Draft:
        """What has been filled in."""
        return self.proposal.draft()
