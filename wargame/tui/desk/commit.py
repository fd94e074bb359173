"""The last look before a seat commits: what goes out, what is still open, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from wargame.desk.draft import OrdersDraft
from wargame.desk.items import done
from wargame.desk.promises import broken_by
from wargame.rules.orders import Orders
from wargame.rules.wording import listed
from wargame.tui.command import Command
from wargame.tui.desk.text import wrapped
from wargame.tui.page import Dialog
from wargame.tui.untrusted import plain
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Drawn


class _Summary(Drawn):
    def __init__(self, draft: OrdersDraft, problems: Sequence[str], default: Orders) -> None:
        super().__init__()
        self.draft = draft
        self.problems = problems
        self.default = default

    def draw(self, width: int) -> Content:
        return summary(self.draft, self.problems, self.default, width)


class Commit(Dialog[bool]):
    """Asks for the commit. Nothing that is open holds it up; only what is against the rules does.

    ``default`` is what goes out where nothing has been composed.
    """

    PURPOSE = (
        "The last look: what goes out, what is still open, what is wrong. What is open doesn't hold you up."
    )
    AUTO_FOCUS = ""
    CSS_PATH = "form.tcss"
    KEYS = (
        Command("commit.yes", "yes", "enter,y", "Commit", "Send it all.", shown_as="Enter"),
        Command("commit.read", "read", "space", "Read on", "Down the box; from its end back to the top."),
        Command("commit.no", "no", "escape,n", "Back", "Back to the desk.", shown_as="Esc"),
    )

    def __init__(self, draft: OrdersDraft, problems: Sequence[str], default: Orders) -> None:
        super().__init__()
        self.draft = draft
        self.problems = tuple(problems)
        self.default = default

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog form") as box:
            box.border_title = Content(self._title())
            with ReadingColumn(id="summary", can_focus=False):
                yield _Summary(self.draft, self.problems, self.default)
            with Horizontal(classes="buttons"):
                yield Static(Content("Can be undone until all are in"), classes="tip")
                yield Button(Content.assemble("Back  ", ("Esc", "dim")), id="no", compact=True)
                if not self.problems:
                    yield Button(Content.assemble("Commit  ", ("Enter", "dim")), id="yes", compact=True)

    def _title(self) -> str:
        if self.problems:
            return "This can't be committed yet"
        return "Commit without orders?" if self.draft.empty else "Commit these orders?"

    def on_mount(self) -> None:
        """Put the focus on what Enter does."""
        self.set_focus(self.query_one("#no" if self.problems else "#yes"))

    @on(Button.Pressed, "#yes")
    def action_yes(self) -> None:
        """Commit."""
        if not self.problems:
            self.dismiss(True)

    @on(Button.Pressed, "#no")
    def action_no(self) -> None:
        """Back to the desk."""
        self.dismiss(False)


def summary(draft: OrdersDraft, problems: Sequence[str], default: Orders, width: int) -> Content:
    """What is wrong, what to think of first, what goes out, what is open; ``default`` goes out where nothing
    has been composed."""
    lines: list[Content] = []
    for problem in problems:
        lines += wrapped(plain(problem, 300), width, "  ", "✗ ")
    if problems:
        lines.append(Content(""))
    if draft.empty:
        lines += [*wrapped(plain(_by_default(draft, default), 600), width), Content("")]
    words = broken_by(draft, default if draft.empty else draft.orders)
    if words:
        lines.append(Content.styled("Against your word; it is yours to decide:", "$faint"))
        lines += [line for text in words for line in wrapped(plain(text, 300), width, "  ", "! ")]
        lines.append(Content(""))
    opens = [text for order in draft.orders.moves for text in draft.move(order.move).opens]
    if opens:
        lines.append(Content.styled("This is answered in public, at once:", "$faint"))
        lines += [line for text in opens for line in wrapped(plain(text, 400), width, "  ", "! ")]
        lines.append(Content(""))
    for item in done(draft):
        text = f"{item.text} {item.right}" if item.kind == "forecast" else item.text
        lines += wrapped(Content.assemble(("✓ ", "bold $accent"), plain(text, 240)), width, "  ", "")
    if not (draft.empty or draft.orders.moves):
        lines += wrapped(Content("No move is ordered: your side does nothing else."), width, "  ", "· ")
    still = draft.still_open()
    if still:
        lines += [Content("")] if lines and lines[-1].plain else []
        lines.append(Content.styled("Still open; you may let it go:", "$faint"))
        lines += [line for text in still for line in wrapped(plain(text, 240), width, "  ", "! ")]
    while lines and not lines[-1].plain:
        lines.pop()
    return Content("\n").join(lines)


def _by_default(draft: OrdersDraft, default: Orders) -> str:
    moves = listed([draft.move(order.move).name for order in default.moves])
    does = f"what it does by default: {moves}" if moves else "nothing: that is its default"
    return f"Nothing chosen. Your side will do {does}. The news will say that it gave no orders."
