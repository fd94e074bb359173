"""Writing a letter: to whom, the text, and a promise that can be checked."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from wargame.desk.wording import promise_line
from wargame.ids import MoveId, SeatId
from wargame.rules.legality import LIMITS
from wargame.rules.orders import Letter, Promise
from wargame.rules.views import SeatView
from wargame.text import clean
from wargame.tui.desk.form import Form
from wargame.tui.desk.radio import RadioRow
from wargame.tui.desk.rows import Entries, row
from wargame.tui.pastes import TooLong
from wargame.tui.untrusted import plain
from wargame.tui.widgets.line import Lines, typed

_LINES = 40
_UNPICKED = "Pick what you promise, with ↓ in the list, or take “none”."


class LetterForm(Form[Letter]):
    """A letter to fill in. The result is None where it was thrown away."""

    PURPOSE = (
        "A letter is read by the one you write to at the next dawn, and by all in the debrief. A promise in "
        "it is checked by the game: the debrief tells whether you kept it."
    )
    AUTO_FOCUS = ""
    LABEL = "A letter"
    KEEP = "Into the tray"
    TIP = "Tab: next · ← → choose"

    def __init__(
        self,
        view: SeatView,
        refusal: Callable[[Letter], str],
        letter: Letter | None = None,
        to: str = "",
    ) -> None:
        super().__init__(lambda written: self._unfit() or _too_long(written.text) or refusal(written))
        self.view = view
        self.letter = letter
        self.asks = not (letter or to) and len(view.others) > 1
        """Is it still to be said whom one writes to?"""
        self.to = letter.to if letter else to or view.others[0].id

    def fields(self) -> ComposeResult:
        """The fields of this box."""
        names = [(other.id, f"{other.mark} {other.name}") for other in self.view.others]
        promise = self.letter.promise if self.letter else None
        with Horizontal(classes="field"):
            yield Static("To", classes="name")
            yield RadioRow(names, value=self.to, id="to")
        yield Lines(
            typed(self.letter.text, limit=LIMITS.letter_length, lines=_LINES) if self.letter else "",
            id="text",
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            placeholder="Write here. They read it at the next dawn; all read it in the debrief.",
        )
        with Horizontal(classes="field"):
            yield Static("Promise", classes="name")
            kinds = [("", "none"), ("will", "we will …"), ("wont", "we will not …")]
            kind = "" if promise is None else "will" if promise.will else "wont"
            yield RadioRow(kinds, value=kind, id="kind")
        yield Entries(id="promised", classes="entries")
        with Horizontal(classes="field", id="until"):
            yield Static("", id="by_when", classes="name wide")
            first = self.view.turn.number + 1  # one for this turn would be decided before anybody has read it
            turns = [(str(n), str(n)) for n in range(first, self.view.turn.of + 1)]
            yield RadioRow(turns, value=str(max(promise.by, first) if promise else first), id="by")
        yield Static("", id="said")

    def on_mount(self) -> None:
        """Fill it."""
        moves = self.query_one("#promised", Entries)
        chosen = self.letter.promise.move if self.letter and self.letter.promise else ""
        moves.fill([row(id, plain(name, 80)) for id, name in self.view.promisable], chosen)
        if not chosen:
            moves.highlighted = None  # nothing is promised that nobody has picked
        self._show_promise()
        text = self.query_one("#text", Lines)
        text.move_cursor(text.document.end)
        self.query_one("#to" if self.asks else "#text").focus()

    def promise(self) -> Promise | None:
        """The promise as it is picked."""
        kind = self.query_one("#kind", RadioRow).value
        move = self.query_one("#promised", Entries).current
        if not kind or not move:
            return None
        return Promise(MoveId(move), kind == "will", int(self.query_one("#by", RadioRow).value))

    def _unfit(self) -> str:
        """What keeps it from being sent: a promise only begun, lines that would have to be joined."""
        lines = self.query_one("#text", Lines).text.strip().count("\n") + 1
        if lines > _LINES:
            return f"The letter has {lines} lines; at most {_LINES} fit."
        if not self.query_one("#kind", RadioRow).value or self.promise():
            return ""
        return _UNPICKED

    def missing(self, why: str) -> None:
        """Say why it can't be sent yet, and lead to a promise only begun."""
        super().missing(why)
        if why == _UNPICKED:
            self.query_one("#promised").focus()

    @on(RadioRow.Changed)
    @on(Entries.OptionHighlighted)
    def _show_promise(self) -> None:
        self.unsay()
        promise, kind = self.promise(), self.query_one("#kind", RadioRow).value
        self.set_class(bool(kind), "-promising")
        by_when = "Until end of turn" if kind == "wont" else "By the end of turn"
        self.query_one("#by_when", Static).update(Content(by_when))
        said = plain(promise_line(self.view, promise)) if promise else Content("")
        self.query_one("#said", Static).update(said.stylize("bold"))

    def unsay(self) -> None:
        """Say at once how much is too much, not only when it is to be kept."""
        super().unsay()
        self.wrong(_too_long(self.query_one("#text", Lines).text.strip()))

    @on(TooLong)
    def _left_out(self, event: TooLong) -> None:
        event.stop()
        self.wrong(
            f"The field takes {event.limit} characters, the rest is left out; a letter has "
            f"{LIMITS.letter_length} at most."
        )

    @on(Entries.OptionSelected)
    def _chosen(self, event: Entries.OptionSelected) -> None:
        event.stop()
        self.query_one("#by", RadioRow).focus()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """What is typed is text, wherever the focus is; only arrows choose."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Take what is typed over other fields."""
        if event.is_printable and event.character:
            event.stop()
            self._write(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted over other fields."""
        event.stop()
        self._write(event.text)

    def _write(self, typed: str) -> None:
        text = self.query_one("#text", Lines)
        self.set_focus(text)
        text.insert(typed)

    @property
    def loses(self) -> bool:
        """Has something been written?"""
        before = self.letter.text if self.letter else ""
        return self.query_one("#text", Lines).text.strip() != before.strip()

    def result(self) -> Letter:
        """What has been filled in."""
        text = clean(self.query_one("#text", Lines).text, limit=100_000, lines=_LINES)
        return Letter(SeatId(self.query_one("#to", RadioRow).value), text, self.promise())


def _too_long(text: str) -> str:
    """Why a text does not fit into a letter: orders would cut it without a word."""
    most = LIMITS.letter_length
    return f"The letter has {len(text)} characters; at most {most} fit." if len(text) > most else ""
