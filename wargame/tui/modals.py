"""The two boxes every screen can open: a question with yes and no, and the help."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from wargame.tui.command import HELP_KEYS, Command
from wargame.tui.page import Dialog, Result, Shown
from wargame.tui.widgets.column import ReadingColumn


class Confirm(Dialog[bool]):
    """Asks a question; True for yes. Nothing is done by Escape, and the harmless button has the focus."""

    KEYS = (
        Command("confirm.yes", "yes", "y", "Yes", "Do it."),
        Command("confirm.no", "no", "n,escape", "No", "Leave everything as it is.", shown_as="N Esc"),
    )
    HEADING = "A question"
    AUTO_FOCUS = "#no"
    DEFAULT_CSS = """
    Confirm > .dialog { width: 64; }
    Confirm .buttons { height: auto; margin-top: 1; align-horizontal: right; }
    Confirm Button { margin-left: 2; }
    """

    def __init__(
        self, question: Content, text: Content | None = None, yes: str = "Yes", no: str = "No"
    ) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._labels = (yes, no)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        yes, no = self._labels
        with ReadingColumn(classes="dialog", can_focus=False):
            yield Static(self._question.stylize("bold"))
            if self._text is not None:
                yield Static(Content.assemble("\n", self._text))
            with Horizontal(classes="buttons"):
                yield Button(Content.assemble(no, ("  N", "dim")), id="no", compact=True)
                yield Button(Content.assemble(yes, ("  Y", "dim")), id="yes", compact=True)

    @on(Button.Pressed, "#yes")
    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    @on(Button.Pressed, "#no")
    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)


def leave_program() -> Confirm:
    """Asks whether Escape, which may be held down, is meant to end the program."""
    return Confirm(
        Content("Leave the program?"), Content("Y leaves it. N, or Esc again, stays."), "Leave", "Stay"
    )


def give_if_meant(page: Shown[Result], result: Result, question: str, told: str, yes: str, no: str) -> None:
    """Close a page with a result, after a question."""

    def answered(meant: bool | None) -> None:
        if meant:
            page.dismiss(result)

    page.app.push_screen(Confirm(Content(question), Content(told), yes, no), answered)


class Help(Dialog[None]):
    """What the screen is for, and its keys."""

    KEYS = (
        Command("help.more", "read", "space", "Read on", "Down the help; from its end back to the top."),
        Command(
            "help.close",
            "close",
            f"escape,{HELP_KEYS},enter,q",
            "Close",
            "Back to the screen.",
            shown_as="Esc",
        ),
    )
    AUTO_FOCUS = ".dialog"
    DEFAULT_CSS = """
    Help > .dialog { width: 76; }
    Help .buttons { height: auto; margin-top: 1; align-horizontal: right; }
    """

    def __init__(self, heading: str, purpose: str, parts: Sequence[tuple[str, Sequence[Command]]]) -> None:
        super().__init__()
        self._heading = heading
        self._purpose = purpose
        self._parts = parts

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with ReadingColumn(classes="dialog") as box:
            box.border_title = Content("Help")
            yield Static(help_text(self._heading, self._purpose, self._parts))
            with Horizontal(classes="buttons"):
                yield Button(Content.assemble("Close", ("  Esc", "dim")), id="close", compact=True)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)


def help_text(heading: str, purpose: str, parts: Sequence[tuple[str, Sequence[Command]]]) -> Content:
    """The help as text: a heading, what the screen is for, then the keys, part by part."""
    column = max((len(command.keys) for _, commands in parts for command in commands), default=0) + 2
    labels = max((len(command.label) for _, commands in parts for command in commands), default=0) + 2
    pieces: list[Content] = []
    if heading:
        pieces.append(Content.assemble((heading, "bold $accent")))
    if purpose:
        pieces.append(Content(purpose))
    for title, commands in parts:
        if not commands:
            continue
        lines = [Content.assemble((title, "$faint"))]
        for command in commands:
            label = command.label.ljust(labels)
            lines.append(
                Content.assemble((command.keys.ljust(column), "bold"), label, (command.help, "$faint"))
            )
        pieces.append(Content("\n").join(lines))
    return Content("\n\n").join(pieces)
