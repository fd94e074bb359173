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
from wargame.tui.document import document, document_lines, words_content
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
        self.rows: list[range] = []
        """The lines of each outcome."""
        self._laid: tuple[Told, int, list[Content]] | None = None

    def draw(self, width: int) -> Content:
        """Draw it."""
        lines = list(self._lay(width))
        if self.rows:
            row = self.rows[min(self.look.chosen, len(self.rows) - 1)]
            head = lines[row.start].plain[_INDENT:]
            chosen = filled(Content(head), width - _INDENT).stylize("bold reverse")
            lines[row.start] = Content.assemble(("▸ ", "bold $accent"), chosen)
        return Content("\n").join(lines)

    def _lay(self, width: int) -> list[Content]:
        """The lines of the page as they are whatever is chosen; made once for a page and a width."""
        told = self.look.told(self.look.page)
        if self._laid is not None and self._laid[0] is told and self._laid[1] == width:
            return self._laid[2]
        lines, blocks, self.rows = list[Content](), list[Block](), list[range]()

        def lay_blocks() -> None:
            lines.extend([Content("")] if lines and blocks else [])
            lines.extend(document_lines(blocks, width))
            blocks.clear()

        for part in told:
            if isinstance(part, Outcome):
                lay_blocks()
                begin = len(lines)
                lines += outcome_lines(part, width)
                self.rows.append(range(begin, len(lines)))
            else:
                blocks.append(part)
        lay_blocks()
        self._laid = told, width, lines
        return lines

    @property
    def region_of_chosen(self) -> Region:
        """Where what is chosen stands on the sheet."""
        row = self.rows[min(self.look.chosen, len(self.rows) - 1)]
        return Region(0, row.start, max(1, self.size.width), len(row))

    def line_with(self, text: str) -> int:
        """The first line that has a text in any case; 0 where none has."""
        lines = self._laid[2] if self._laid else []
        return next((n for n, line in enumerate(lines) if text.casefold() in line.plain.casefold()), 0)

    def on_click(self, event: events.Click) -> None:
        """Open the outcome under the mouse."""
        for n, row in enumerate(self.rows):
            if event.y in row:
                self.post_message(self.Opened(n))


class Beside(Drawn):
    """What stands beside the page where there is room: where things stood, or the entry of what is chosen."""

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look

    def draw(self, width: int) -> Content:
        """Draw it."""
        if (outcome := self.look.outcome) is not None:
            return Content("\n").join(entry_lines(outcome, width))
        return document((one for one in self.look.told("situation") if not isinstance(one, Outcome)), width)


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
