"""Games laid beside each other on a page: a game and its variations, other groups, what really happened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import ComposeResult

from wargame.debrief.model import Block
from wargame.tui.command import Command
from wargame.tui.document import document
from wargame.tui.page import Page
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine


class Beside(Page[None]):
    """What was made of a comparison, block by block, to read."""

    HEADING = "Beside the game"
    PURPOSE = (
        "What the game came to and what the others did: up to three in columns, turn by turn, more with a "
        "line each; what they had in common, and where they parted first. Space reads on."
    )
    DEFAULT_CSS = """
    Beside #reading { height: 1fr; padding: 0 2; }
    Beside #columns { max-width: 100; }
    """
    KEYS = (
        Command("beside.read", "read", "space", "Read on", "Down; from the end back to the top."),
        Command("beside.back", "give", "escape,enter", "Back", "Where you came from.", shown_as="Esc"),
    )

    def __init__(self, blocks: Iterable[Block]) -> None:
        super().__init__()
        self._blocks = tuple(blocks)

    def compose(self) -> ComposeResult:
        """Lay out the columns."""
        with ReadingColumn(id="reading"):
            yield Written(partial(document, self._blocks), id="columns")
        yield Flash(id="flash")
        yield KeyLine()
