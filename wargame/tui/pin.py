"""The boxes about what opens something: choose a team's PIN, give it, give the table's code."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from wargame.session.pin import LONGEST, SHORTEST, fit
from wargame.text import clean
from wargame.tui.command import Command
from wargame.tui.page import Dialog, Result
from wargame.tui.widgets.line import Line


class PinBox(Dialog[Result]):
    """A question, a text, and fields that show nothing of what is typed, unless it is no secret."""

    ALLOWED: ClassVar = "[0-9]*"
    LENGTH: ClassVar = LONGEST
    SHOWN: ClassVar = False

    KEYS = (Command("pin.leave", "leave", "escape", "Leave", "Close without a change."),)
    DEFAULT_CSS = """
    PinBox > .dialog { width: 64; }
    PinBox .field { height: 1; margin-top: 1; }
    PinBox .name { width: 12; color: $faint; }
    PinBox Line { width: 14; background: $panel; }
    PinBox .wrong { height: auto; margin-top: 1; display: none; }
    PinBox .wrong.-shown { display: block; }
    PinBox .buttons { height: auto; margin-top: 1; align-horizontal: right; }
    PinBox Button { margin-left: 2; }
    """

    def __init__(self, question: Content, text: Content, names: Sequence[str], label: str) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._names = names
        self._label = label

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="dialog"):
            yield Static(self._question.stylize("bold"))
            yield Static(Content.assemble("\n", self._text))
            for name in self._names:
                with Horizontal(classes="field"):
                    yield Static(Content(name), classes="name")
                    yield Line(
                        password=not self.SHOWN, restrict=self.ALLOWED, max_length=self.LENGTH, compact=True
                    )
            yield Static("", classes="wrong")
            with Horizontal(classes="buttons"):
                yield Button(Content.assemble("Back", ("  Esc", "dim")), id="leave", compact=True)
                yield Button(Content.assemble(self._label, ("  Enter", "dim")), id="done", compact=True)

    def wrong(self, why: str, at: int = 0) -> None:
        """Say what is wrong, and lead to the field ``at`` fault; what nobody could see is typed anew."""
        line = self.query_one(".wrong", Static)
        line.update(Content.assemble(("! ", "bold $accent"), why))
        line.add_class("-shown")
        fields = list(self.query(Line))
        if not self.SHOWN:
            for field in fields:
                field.value = ""
        fields[at].focus()

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        event.stop()
        fields = list(self.query(Line))
        after = next((n for n, field in enumerate(fields, 1) if field is event.input), 0)
        if after < len(fields):
            fields[after].focus()
        else:
            self.done()

    @on(Button.Pressed, "#done")
    def _pressed(self) -> None:
        self.done()

    @abstractmethod  # checked by mypy alone: Textual's metaclass isn't ABCMeta
    def done(self) -> None:
        """Take what was typed, if it will do."""

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss(None)

    @on(Button.Pressed, "#leave")
    def _leave(self) -> None:
        self.action_leave()


class SetPin(PinBox[str]):
    """Choose a PIN, typed twice. The result is the PIN, or None."""

    def __init__(self, seat: Content) -> None:
        text = Content(
            f"Type {SHORTEST} to {LONGEST} digits, and once more to be sure. Without them nobody opens this "
            "desk or takes its orders back. Whoever runs the game can clear a PIN that is forgotten."
        )
        question = Content.assemble("A PIN for the desk of ", seat)
        super().__init__(question, text, ("PIN", "Once more"), "Set it")

    def done(self) -> None:
        """Keep it, if it is a PIN and twice the same."""
        pin, again = (field.value for field in self.query(Line))
        if not fit(pin):
            self.wrong(f"A PIN has {SHORTEST} to {LONGEST} digits.")
        elif pin != again:
            self.wrong("These are two different ones. Type it anew.")
        else:
            self.dismiss(pin)


class AskPin(PinBox[bool]):
    """Ask for a PIN until ``check`` finds nothing wrong (True) or somebody leaves (None)."""

    TEXT = "Its team has set a PIN. If it is forgotten: Esc, then W clears it."

    def __init__(
        self, question: Content, check: Callable[[str], str], label: str = "Open", text: str = TEXT
    ) -> None:
        super().__init__(question, Content(text), ("PIN",), label)
        self._check = check

    def done(self) -> None:
        """Try what was typed."""
        pin = self.query_one(Line).value
        if not pin:
            self.wrong("Type the PIN.")
        elif why := self._check(pin):
            self.wrong(why)
        else:
            self.dismiss(True)


class AskCode(PinBox[bool]):
    """Ask for the table's code until ``check`` says yes (True) or somebody leaves (None)."""

    ALLOWED = ".*"
    LENGTH = 60
    DEFAULT_CSS = "AskCode Line { width: 44; }"

    def __init__(self, check: Callable[[str], bool]) -> None:
        text = Content("The table chose it when the game began. It shows everything, secrets too.")
        super().__init__(Content("The code of this game"), text, ("Code",), "Show all")
        self._check = check

    def done(self) -> None:
        """Try what was typed."""
        if self._check(self.query_one(Line).value):
            self.dismiss(True)
        else:
            self.wrong("That is not its code. Try again.")


class AskWho(PinBox[str]):
    """Ask who allows what a seat's PIN would have to. The result is a name, or None."""

    ALLOWED = ".*"
    LENGTH = 40
    SHOWN = True
    DEFAULT_CSS = "AskWho Line { width: 44; }"

    def __init__(self, question: Content, label: str, text: str = "") -> None:
        words = f"{text} Its team has a PIN." if text else ""
        who = "Who allows it? Everybody will be told, and it stays in the save."
        super().__init__(question, Content(f"{words} {who}".strip()), ("Name",), label)

    def done(self) -> None:
        """Keep the name, if there is one."""
        if name := clean(self.query_one(Line).value, self.LENGTH):
            self.dismiss(name)
        else:
            self.wrong("Without a name it stays as it is.")
