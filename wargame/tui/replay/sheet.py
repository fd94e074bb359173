"""A page of the replay, and the column that it scrolls in: ↑ and ↓ choose what opens on it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from wargame.debrief.model import Block, Section
from wargame.debrief.pages import Outcome, Told
from wargame.tui.document import document_lines, words_content
from wargame.tui.replay.look import Look
from wargame.tui.untrusted import story
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Drawn, filled, hanging

_INDENT = 2


class Moved(Message):
    """What opens above or below was asked for; the column scrolls where there is none."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step


class Column(ReadingColumn):
    """Hands ↑ and ↓ on to what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
    ]

    def action_step(self, step: int) -> None:
        """Ask for it."""
        self.post_message(Moved(step))


class Sheet(Drawn):
    """The page in hand."""

    DEFAULT_CSS = "Sheet { max-width: 100; }"

    class Opened(Message):
        """An outcome was clicked."""

        def __init__(self, chosen: int) -> None:
            super().__init__()
            self.chosen = chosen

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look
        self._width = 80

    def _laid(self) -> tuple[list[Content], list[range], Content]:
        """The page in hand at the width that was drawn last; a key may come before it is drawn."""
        page, width = self.look.page, self._width
        return self.look.kept((page, width), lambda: _laid(self.look.told(page), width))

    @property
    def rows(self) -> list[range]:
        """The lines of each outcome."""
        return self._laid()[1]

    def draw(self, width: int) -> Content:
        """Draw it."""
        self._width = width
        drawn, rows, text = self._laid()
        if not rows:
            return text
        lines = list(drawn)
        row = rows[min(self.look.chosen, len(rows) - 1)]
        head = Content(lines[row.start].plain[_INDENT:])
        chosen = filled(head, width - _INDENT).stylize("bold reverse")
        lines[row.start] = Content.assemble(("▸ ", "bold $accent"), chosen)
        return Content("\n").join(lines)

    @property
    def region_of_chosen(self) -> Region:
        """Where what is chosen stands on the sheet, its top where nothing can be."""
        if not (rows := self.rows):
            return Region(0, 0, 1, 1)
        row = rows[min(self.look.chosen, len(rows) - 1)]
        return Region(0, row.start, max(1, self.size.width), len(row))

    def line_with(self, text: str) -> int:
        """The first line that has a text in any case; 0 where none has."""
        wanted, lines = text.casefold(), self._laid()[0]
        return next((n for n, line in enumerate(lines) if wanted in line.plain.casefold()), 0)

    def on_click(self, event: events.Click) -> None:
        """Open the outcome under the mouse."""
        for n, row in enumerate(self.rows):
            if event.y in row:
                self.post_message(self.Opened(n))


def _laid(told: Told, width: int) -> tuple[list[Content], list[range], Content]:
    """A page as lines, whatever is chosen; the lines of each outcome; and all of it as one text."""
    lines, blocks, rows = list[Content](), list[Block](), list[range]()

    def lay_blocks() -> None:
        lines.extend([Content("")] if lines and blocks else [])
        lines.extend(document_lines(blocks, width))
        blocks.clear()

    for part in told:
        if isinstance(part, Outcome):
            lay_blocks()
            begin = len(lines)
            lines += outcome_lines(part, width)
            rows.append(range(begin, len(lines)))
        else:
            blocks.append(part)
    lay_blocks()
    return lines, rows, Content("\n").join(lines)


class Beside(Drawn):
    """What stands beside the page where there is room: where things stood, or the entry of what is chosen."""

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look

    def draw(self, width: int) -> Content:
        """Draw it."""
        if (outcome := self.look.outcome) is not None:
            return Content("\n").join(entry_lines(outcome, width))
        *_, text = self.look.kept(("situation", width), lambda: _laid(self.look.told("situation"), width))
        return text


def outcome_lines(outcome: Outcome, width: int) -> list[Content]:
    """An outcome in its line or two."""
    inner = max(10, width - _INDENT)
    first, *more = hanging(words_content(outcome.words), inner)
    lines = [Content.assemble(" " * _INDENT, line) for line in (first, *more)]
    if outcome.note:
        note = words_content(outcome.note, story).wrap(max(10, inner - 2))
        lines += [Content.assemble(" " * (_INDENT + 2), line) for line in note]
    return lines


def entry_lines(outcome: Outcome, width: int) -> list[Content]:
    """What opens of an outcome: what it is, how it came out, and every number behind it."""
    lines = [line.stylize("bold") for line in words_content(outcome.words).wrap(width)]
    if outcome.note:
        lines += words_content(outcome.note, story).wrap(width)
    if outcome.entry:
        lines += [Content(""), *document_lines((Section("", outcome.entry),), width)]
    return lines
