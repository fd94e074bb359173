"""A widget whose text depends on its width: subclasses draw, this one measures, caches and repaints."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Drawn(Widget):
    """Shows what ``draw(width)`` gives, as high as that is. ``redraw`` when what it shows has changed."""

    DEFAULT_CSS = "Drawn { height: auto; width: 1fr; }"

    _drawn: tuple[int, Content] | None = None

    @abstractmethod  # checked by mypy alone: Textual's metaclass isn't ABCMeta
    def draw(self, width: int) -> Content:
        """The text at this width in cells; each line is already cut or wrapped to it."""

    def redraw(self) -> None:
        """Forget what was drawn and paint again."""
        self._drawn = None
        self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """A new theme may have other symbols as well as other colours."""
        self._drawn = None
        super().notify_style_update()

    def _content(self, width: int) -> Content:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, _fitting(self.draw(max(width, 1)), max(width, 1)))
        return self._drawn[1]

    def render(self) -> Content:
        """The text at the present width."""
        return self._content(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are drawn."""
        return self._content(width).plain.count("\n") + 1

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width


def _fitting(text: Content, width: int) -> Content:
    """``text`` with lines wrapped that are too wide: else Textual would do it, and the end would be lost."""
    if all(cell_len(line) <= width for line in text.plain.split("\n")):
        return text
    lines = text.split("\n", allow_blank=True)
    return Content("\n").join([part for line in lines for part in (line.wrap(width) if line else [line])])


class Written(Drawn):
    """Shows what a function makes of the width; ``write`` gives it another one."""

    def __init__(self, make: Callable[[int], Content], id: str | None = None) -> None:
        super().__init__(id=id)
        self._make = make

    def write(self, make: Callable[[int], Content]) -> None:
        """Show something else."""
        self._make = make
        self.redraw()

    def draw(self, width: int) -> Content:
        """Draw it."""
        return self._make(width)


def heading(text: str) -> Content:
    """A heading inside a page."""
    return Content.assemble((text.upper(), "bold $accent"))


def hanging(content: Content, width: int, indent: int = 2) -> list[Content]:
    """``content`` wrapped, all lines but the first indented."""
    lines = content.wrap(max(8, width - indent))
    return [Content.assemble(" " * indent, line) if at else line for at, line in enumerate(lines)]


def clip(content: Content, width: int) -> Content:
    """Cut to ``width`` cells with an ellipsis where something is lost."""
    return content if content.cell_length <= width else content.truncate(width, ellipsis=True)


def filled(content: Content, width: int) -> Content:
    """Cut or padded on the right to exactly ``width`` cells."""
    content = clip(content, width)
    return content.pad_right(max(0, width - content.cell_length))


def spread(left: Content, right: Content, width: int) -> Content:
    """``left`` at the left edge, ``right`` at the right one; the left gives way."""
    right = clip(right, width)
    room = max(0, width - right.cell_length - (1 if right.cell_length else 0))
    left = clip(left, room)
    return Content.assemble(left, " " * max(0, width - left.cell_length - right.cell_length), right)


def whole(left: Content, right: Content, width: int, indent: int = 2) -> list[Content]:
    """``left`` and ``right`` at their edges; ``left`` is wrapped where there is no room for it in a line."""
    room = max(1, width - right.cell_length - (1 if right else 0))
    first, *others = hanging(left, room, indent) if left.cell_length > room else [left]
    return [spread(first, right, width) if right else first, *others]


def beside(columns: list[tuple[list[Content], int]], gap: Content) -> list[Content]:
    """Columns of lines set side by side; each is (lines, width in cells)."""
    height = max((len(lines) for lines, _ in columns), default=0)
    rows = []
    for row in range(height):
        cells = [filled(lines[row] if row < len(lines) else Content(""), width) for lines, width in columns]
        rows.append(gap.join(cells).rstrip())
    return rows
