"""What the boxes of the desk have in common: fields, a line for what is wrong, and two buttons."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from wargame.tui.command import Command
from wargame.tui.page import Dialog
from wargame.tui.untrusted import plain

Result = TypeVar("Result")

_PACE = 0.25
"""Seconds between two looks at what is written."""


class Form(Dialog[Result | None], Generic[Result]):
    """A box to fill in. Ctrl+O keeps what is written; Escape leaves it, and asks if that loses something.

    ``refusal`` says why a result can't be kept, in words; empty if it can.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("form.keep", "keep", "ctrl+o,ctrl+s", "Keep", "Keep it and close."),
        Command("form.leave", "leave", "escape", "Leave", "Close without a change."),
    )
    CSS_PATH = "form.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 -- as Textual declares it
    restored = False
    """Does it go on with what was being written when the program ended?"""
    LABEL: ClassVar[str] = ""
    KEEP: ClassVar[str] = "Keep it"
    TIP: ClassVar[str] = "Tab: next field"

    def __init__(self, refusal: Callable[[Result], str] = lambda result: "") -> None:
        super().__init__()
        self.refusal = refusal

    def fields(self) -> ComposeResult:
        """The fields, from top to bottom."""
        yield from ()

    @abstractmethod  # checked by mypy alone: Textual's metaclass isn't ABCMeta
    def result(self) -> Result:
        """What the fields say."""

    @property
    def begun(self) -> bool:
        """Is there something written in it that isn't kept anywhere else?"""
        return self.restored or self.loses

    def on_mount(self) -> None:
        """Let it be told what is written."""
        if self.sketch is not None:
            self.set_interval(_PACE, self.sketch)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog form") as box:
            box.border_title = self.title_line()
            yield from self.fields()
            yield Static("", classes="wrong")
            with Horizontal(classes="buttons"):
                yield Static(Content(self.TIP), classes="tip")
                yield Button(Content.assemble("Cancel", ("  Esc", "dim")), id="leave", compact=True)
                yield Button(Content.assemble(self.KEEP, ("  Ctrl+O", "dim")), id="keep", compact=True)

    def title_line(self) -> Content:
        """The label on the edge of the box."""
        return Content(self.LABEL)

    def say(self, message: Content, *, alarm: bool = False) -> None:
        """Tell which key helps on the edge, and what is wrong in a line of its own."""
        if alarm:
            self.wrong(message.plain)
        else:
            super().say(message)

    def unsay(self) -> None:
        """Take back what is wrong."""
        super().unsay()
        self.wrong("")

    def wrong(self, why: str) -> None:
        """Say what is missing or wrong."""
        line = self.query_one(".wrong", Static)
        line.update(Content.assemble(("! ", "bold $accent"), plain(why)) if why else Content(""))
        line.set_class(bool(why), "-shown")

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Keep what is written."""
        result = self.result()
        if why := self.refusal(result):
            self.missing(why)
        else:
            self.dismiss(result)

    def missing(self, why: str) -> None:
        """Say why the box can't be closed yet."""
        self.wrong(why)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Close without a change, after a question if something would be lost."""
        from wargame.tui.modals import Confirm

        if not (self.loses or self.restored):
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        question = Content("Throw away what you have written?")
        self.app.push_screen(Confirm(question, yes="Throw away", no="Go on writing"), answered)
