"""A page that is a form: Enter goes on to the next field, up and down go to the one above or below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from wargame.tui.command import Command
from wargame.tui.page import Page, Result
from wargame.tui.widgets.line import Line
from wargame.tui.widgets.pick import Pick


def field_keys(screen: str) -> tuple[Command, Command]:
    """The keys that go up and down a form."""
    return (
        Command(
            f"{screen}.down",
            "line(1)",
            "down",
            "Field below",
            "Enter and Tab go on to the right.",
            footer=False,
        ),
        Command(f"{screen}.up", "line(-1)", "up", "Field above", "The field above.", footer=False),
    )


class FormColumn(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds the fields of a form, which may be more than there is room for; up and down are the form's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
    ]
    DEFAULT_CSS = "FormColumn { scrollbar-size-vertical: 1; }"


class FormFoot(Horizontal):
    """Stands below the fields, always in sight: the button that takes the form, and what else does."""

    DEFAULT_CSS = """
    FormFoot { height: 1; padding: 0 2; }
    FormFoot Static { width: 1fr; margin-left: 2; text-wrap: nowrap; text-overflow: ellipsis; }
    FormFoot Button:ansi { text-style: bold underline; }
    FormFoot Button:ansi:focus { text-style: bold reverse; }
    """

    def __init__(self, id: str, label: str, told: str) -> None:
        """``id`` is that of the button."""
        super().__init__()
        self._button = id, label
        self._told = told

    def compose(self) -> ComposeResult:
        """Lay it out."""
        id, label = self._button
        yield Button(Content(label), id=id, compact=True, variant="primary")
        yield Static(Content(self._told), classes="faint")


class Fields(Page[Result], Generic[Result]):
    """A form. It is left without a result, after a question if something was filled in since
    ``begin_filled``."""

    _before: Sequence[str] = ()

    def begin_filled(self) -> None:
        """All fields have what they begin with."""
        self._before = self.filled()

    def filled(self) -> list[str]:
        """What all fields say."""
        return [field.value for field in (*self.query(Pick), *self.query(Line))]

    def action_back(self) -> None:
        """Leave the form, after a question if something has been filled in."""
        from wargame.tui.modals import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        if self.filled() == self._before:
            self.dismiss(None)
        else:
            question = Content("Throw away what you have filled in?")
            self.app.push_screen(Confirm(question, yes="Throw away", no="Stay"), answered)

    @on(Line.Submitted)
    def _next_field(self) -> None:
        self.app.action_focus_next()

    def action_line(self, way: int) -> None:
        """To the field that stands below (1) or above (-1)."""
        here = self.focused
        if here is None:
            return
        x, row = here.region.x, _row(here)
        rows = {_row(field) for field in self.focus_chain}
        beyond = [at for at in rows if (at > row if way > 0 else at < row)]
        if beyond:
            nearest = min(beyond) if way > 0 else max(beyond)
            level = [field for field in self.focus_chain if _row(field) == nearest]
            self.set_focus(min(level, key=lambda field: abs(field.region.x - x)))

    def wrong(self, id: str, why: Content) -> None:
        """Say what is wrong with a field, and go there."""
        self.query_one(f"#{id}").focus()
        self.say(why, alarm=True)


def _row(field: Widget) -> tuple[bool, int]:
    """How far down a form a field stands; below the column are all that don't scroll with it."""
    return not any(isinstance(node, FormColumn) for node in field.ancestors), field.region.y
