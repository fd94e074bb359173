"""The box that says NOT SAVED and offers another place for the save."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from wargame.tui.command import Command
from wargame.tui.page import Dialog
from wargame.tui.untrusted import plain, prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.line import Line


class Remedy(NamedTuple):
    """What to do: try ``again``, go on with a ``copy`` at a path, or ``give_up`` (nothing was done)."""

    what: Literal["again", "copy", "give_up"]
    path: Path | None = None


class NotSavedBox(Dialog[Remedy]):
    """Says what could not be saved, and why. ``again``: the old file still takes records."""

    HEADING = "Not saved"
    KEYS = (Command("saving.give_up", "give_up", "escape", "Leave it", "Nothing was done; nothing is lost."),)
    DEFAULT_CSS = """
    NotSavedBox > .dialog { border: heavy $error; }
    NotSavedBox .banner { text-style: bold reverse; width: auto; margin-bottom: 1; }
    NotSavedBox Line { margin: 1 0; }
    NotSavedBox .buttons { height: auto; align-horizontal: right; }
    NotSavedBox Button { margin-left: 2; }
    """

    def __init__(self, why: str, suggestion: Path | None, *, again: bool) -> None:
        super().__init__()
        self._why = why
        self._suggestion = suggestion
        self._again = again

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with ReadingColumn(classes="dialog", can_focus=False):
            yield Static(Content(" NOT SAVED "), classes="banner")
            yield Static(prose(self._why, 900, 8), id="why")
            if self._suggestion is not None:
                yield Static(
                    Content("\nPut a copy with everything so far in another place, and go on there:")
                )
                yield Line(f"{self._suggestion}", id="path", compact=True)
            with Horizontal(classes="buttons"):
                yield Button(Content.assemble("Leave it", ("  Esc", "dim")), id="give-up", compact=True)
                if self._again:
                    yield Button(Content("Try again"), id="again", compact=True)
                if self._suggestion is not None:
                    yield Button(Content("Save a copy there"), id="copy", compact=True, variant="primary")

    @on(Button.Pressed, "#again")
    def _try_again(self) -> None:
        self.dismiss(Remedy("again"))

    @on(Line.Submitted, "#path")
    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        from wargame.session.places import SUFFIX, BadPath, typed_new

        try:
            text = plain(self.query_one("#path", Line).value, 400).plain
            path = typed_new(text, SUFFIX, self._suggestion.parent if self._suggestion else None)
        except BadPath as error:
            self.query_one("#why", Static).update(prose(f"{error}", 400, 4))
        else:
            self.dismiss(Remedy("copy", path))

    @on(Button.Pressed, "#give-up")
    def action_give_up(self) -> None:
        """Leave things as they are."""
        self.dismiss(Remedy("give_up"))
