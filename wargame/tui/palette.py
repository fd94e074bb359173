"""The command palette: the commands of the screen at hand and of the program, to be found by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import FuzzySearch
from textual.widgets.option_list import Option

from wargame.tui.command import Command
from wargame.tui.page import Dialog, Page
from wargame.tui.program import Program
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.line import Line


class Offer(NamedTuple):
    """Something to do, and what does it: the program, a screen, or a part of one."""

    node: DOMNode
    command: Command


def offers(program: Program) -> Iterator[Offer]:
    """What can be done now: commands whose action neither the screen at hand nor the program would refuse."""
    screen = program.screen
    here = [*screen.parts, (screen, screen.KEYS)] if isinstance(screen, Page) else []
    for node, commands in (*here, (program, program.KEYS)):
        for command in commands:
            if command.palette and command.allowed(node):
                yield Offer(node, command)


class Found(Choices, can_focus=False):
    """What there is to choose from, while the field above it has the focus."""

    LED = True
    DEFAULT_CSS = """
    Found > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    """


class Palette(Dialog[Offer]):
    """Offers what can be done, or what of that is called like the text that is typed.

    It is not Textual's own, whose search runs in a worker: where the palette or the program closes meanwhile,
    that finds no list to put anything into, and its error ends the program.
    """

    HEADING = "Commands"
    PURPOSE = "Type some letters of what you look for, and choose. The keys beside a command do the same."
    KEYS = (
        Command("palette.do", "list('select')", "enter", "Choose", "Do what is marked.", priority=True),
        Command("palette.up", "list('cursor_up')", "up", "Up", "The command above."),
        Command("palette.down", "list('cursor_down')", "down", "Down", "The command below."),
        Command("palette.page_up", "list('page_up')", "pageup", "Page up", "A page up."),
        Command("palette.page_down", "list('page_down')", "pagedown", "Page down", "A page down."),
        Command("palette.leave", "give", "escape", "Leave", "Close, and do nothing."),
    )
    DEFAULT_CSS = """
    Palette > .dialog { height: 96%; max-height: 32; }
    Palette Line { background: $panel; margin-bottom: 1; }
    Palette Found { height: 1fr; }
    """

    def __init__(self, offered: Sequence[Offer]) -> None:
        super().__init__()
        self._offered = self._found = offered

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self.HEADING)
            yield Line(placeholder="Search for commands ...", compact=True)
            yield Found(compact=True)

    def on_mount(self) -> None:
        """Offer everything."""
        self._look_for("")

    @on(Line.Changed)
    def _typed(self, event: Line.Changed) -> None:
        self._look_for(event.value.strip())

    def _look_for(self, text: str) -> None:
        """Show what is called like ``text``, the likest first; as long as that is empty all, with keys."""
        like = FuzzySearch().match
        rated = [(*(like(text, one.command.label) if text else (1, ())), one) for one in self._offered]
        rated = sorted((one for one in rated if one[0] > 0), key=itemgetter(0), reverse=True)
        self._found = [one for _, _, one in rated]
        listed = self.query_one(Found)
        listed.set_options([_entry(one.command, at, keys=not text) for _, at, one in rated])
        if self._found:
            listed.highlighted = 0
        else:
            listed.add_option(Option("No matches found", disabled=True))

    def action_list(self, what: str) -> None:
        """Let the list do something."""
        getattr(self.query_one(Found), f"action_{what}")()

    @on(Found.OptionSelected)
    def _chosen(self, event: Found.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])


def _entry(command: Command, marked: Iterable[int], *, keys: bool) -> Option:
    """What a command is called, with some letters marked, and what it does."""
    title = Content.styled(command.label, "bold")
    for at in marked:
        title = title.stylize("underline", at, at + 1)
    beside = f"  {command.keys}" if keys else ""
    # Dim, not faint: on the one under the cursor a colour of its own would not stand out.
    return Option(Content.assemble(title, (beside, "$faint"), ("\n" + command.help, "dim")))
