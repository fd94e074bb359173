"""Rows with words left and numbers right, at any width, and a list in which a click looks before it acts."""

from __future__ import annotations

from textual import events
from textual.actions import SkipAction
from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets.option_list import Option

from wargame.tui.untrusted import styled
from wargame.tui.widgets.choices import Highlit
from wargame.tui.widgets.drawn import spread, whole


class Row(Visual):
    """``left``, wrapped where there is no room for it in one line, and ``right`` at the right edge.

    Of ``more``, a foretaste of what is told elsewhere, stands as much behind ``left`` as fits.
    """

    def __init__(self, left: Content, right: Content | None = None, more: Content | None = None) -> None:
        self.left = left
        self.right = right or Content("")
        self.more = more or Content("")
        self._laid: tuple[int, list[Content]] = (-1, [])

    def _lines(self, width: int) -> list[Content]:
        """Its lines at a width; Textual asks for them several times before it paints."""
        if self._laid[0] != width:
            lines = whole(self.left, self.right, width, 4)
            if len(lines) == 1:
                lines = [spread(Content.assemble(self.left, self.more), self.right, width)]
            self._laid = width, lines
        return self._laid[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it."""
        lines = self._lines(width)
        return Content("\n").join(lines).render_strips(width, len(lines), style, options)[: len(lines)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as both parts, where there is room."""
        wanted = self.left.cell_length + self.more.cell_length + self.right.cell_length + 1
        return min(container_width, wanted)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as ``left`` takes."""
        return len(self._lines(width))


class Entries(Highlit):
    """A list in which the first click on a row shows it and the next one acts.

    The tab around the list says in the footer what Enter does. In an ``eager`` list, such as a menu, the
    first click acts.
    """

    eager = False

    DEFAULT_CSS = """
    Entries { height: 1fr; }
    Entries:focus { background-tint: transparent; }
    """

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is None or self.get_option_at_index(clicked).disabled:
            return
        if self.eager and event.chain > 1:
            return  # the second half of a double click that opened the menu was not meant for what is in it
        if self.eager or clicked == self.highlighted:
            self.highlighted = clicked
            self.action_select()
        else:
            self.highlighted = clicked

    def action_cursor_up(self) -> None:
        """A row up; in a box from the first one on to the field above."""
        self._leave(0)
        super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """A row down; in a box from the last one on to the field below."""
        self._leave(-1)
        super().action_cursor_down()

    def _leave(self, end: int) -> None:
        rows = [n for n, option in enumerate(self.options) if not option.disabled]
        if isinstance(self.screen, ModalScreen) and (
            not rows or self.highlighted == rows[end] or (self.highlighted is None and not end)
        ):
            raise SkipAction

    @property
    def current(self) -> str:
        """The id of the row under the cursor; empty if there is none."""
        option = self.highlighted_option
        return option.id or "" if option else ""

    def fill(self, options: list[Option], keep: str = "") -> None:
        """Show ``options`` with the cursor on the row ``keep``, or else on the first that can be chosen.

        Where the rows are the same ones with other words, nothing moves.
        """
        ids = [option.id for option in options]
        if ids == [option.id for option in self.options] and self.current == keep:
            for index, (old, new) in enumerate(zip(self.options, options, strict=True)):
                if not _same(old.prompt, new.prompt):
                    self.replace_option_prompt_at_index(index, new.prompt)
            return
        self.set_options(options)
        if keep in ids:
            self.highlighted = ids.index(keep)
        else:
            self.highlighted = next((n for n, option in enumerate(options) if not option.disabled), None)


def _same(one: object, other: object) -> bool:
    if isinstance(one, Row) and isinstance(other, Row):
        pairs = ((one.left, other.left), (one.right, other.right), (one.more, other.more))
        return all(was.is_same(now) for was, now in pairs)
    return one is other


def heading(text: str, right: Content | None = None) -> Option:
    """A row that names the rows below it, and their columns at the ``right``, and can't be chosen."""
    return Option(Row(styled(text, "bold $faint", 80), right), disabled=True)


def row(id: str, left: Content, right: Content | None = None, more: Content | None = None) -> Option:
    """A row that can be chosen."""
    return Option(Row(left, right, more), id=id)
