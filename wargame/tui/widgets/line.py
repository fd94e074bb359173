"""Fields to type in, a line or more, that take no character which a terminal would act on, and no more than
fits: typed, pasted or given. One key takes or passes one visible character, marks and all."""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.events import Paste
from textual.widgets import Input, TextArea

from wargame.text import character_end, character_start, clean
from wargame.tui.pastes import MOST, ShortPastes, TooLong


class Line(Input):
    """An input whose value is always fit to be shown. Blanks stay as they are typed."""

    def validate_value(self, value: str) -> str:
        """Drop what can't be shown, whenever the value changes."""
        return typed(value)

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual takes the first line, and nothing where that is too long
        start, end = sorted(self.selection)
        text = typed(event.text)
        room = (self.max_length or MOST) - len(self.value) + end - start
        self.replace(text[:room], start, end)
        if len(text) > room or len(event.text) > MOST:
            self.restricted()

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` in the place of a part; a mark that is typed joins the letter before it."""
        before, head = self.value, self.value[: min(start, end)] + text
        super().replace(text, start, end)
        if self.value != before:
            self.cursor_position = len(typed(head))

    def restricted(self) -> None:
        """Say that no more fits, if that is why something was not taken."""
        super().restricted()
        if self.max_length and len(self.value) >= self.max_length:
            self.post_message(TooLong(self.max_length))

    def action_delete_left(self) -> None:
        """Take the visible character before the cursor, or what is selected."""
        at = self.cursor_position
        start, end = self.selection if not self.selection.is_empty else (character_start(self.value, at), at)
        self.delete(start, end)

    def action_delete_right(self) -> None:
        """Take the visible character behind the cursor, or what is selected."""
        at = self.cursor_position
        start, end = self.selection if not self.selection.is_empty else (at, character_end(self.value, at))
        self.delete(start, end)

    def action_cursor_left(self, select: bool = False) -> None:
        """Pass over a visible character."""
        super().action_cursor_left(select)
        self._pass_over(character_start(self.value, self.cursor_position + 1), select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Pass over a visible character."""
        super().action_cursor_right(select)
        if self.cursor_position:
            self._pass_over(character_end(self.value, self.cursor_position - 1), select)

    def _pass_over(self, at: int, select: bool) -> None:
        self.selection = type(self.selection)(self.selection.start if select else at, at)


class Lines(TextArea):
    """A field of several lines, which takes ``MOST`` characters."""

    MOST: ClassVar[int] = MOST

    def cleaned(self, text: str) -> str:
        """What can be shown of a text that is put in."""
        return typed(text, limit=self.MOST, lines=self.MOST)

    async def _on_paste(self, event: Paste) -> None:
        event.stop()  # Textual's own handler, which is called too, lets it pass on

    def edit(self, edit: Edit) -> EditResult:
        """Clean what is put in, however it comes; a mark that is typed joins the letter before it."""
        text, cut = edit.text, len(edit.text) > self.MOST
        row, column = edit.top
        if text and column:
            line = self.document.get_line(row)[:column]
            start = character_start(line + text[0], column + 1)
            if start < column:
                edit.from_location, edit.to_location = (row, start), edit.bottom
                text = line[start:] + text
        room = self.MOST - len(self.text) + len(self.get_text_range(*sorted((edit.top, edit.bottom))))
        text = self.cleaned(text)
        edit.text = text[: max(0, room)]
        result = super().edit(edit)
        if cut or len(text) > room:
            self.post_message(TooLong(self.MOST))
        return result

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; from the first one on to what is above."""
        self._leave(0, select)
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down; from the last one on to what is below."""
        self._leave(self.wrapped_document.height - 1, select)
        super().action_cursor_down(select)

    def _leave(self, line: int, select: bool) -> None:
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == line:
            raise SkipAction

    def get_cursor_left_location(self) -> Location:
        """Where the cursor goes to the left: over a visible character, or a line up."""
        row, column = self.cursor_location
        if not column:
            return super().get_cursor_left_location()
        return row, character_start(self.document.get_line(row), column)

    def get_cursor_right_location(self) -> Location:
        """Where the cursor goes to the right: over a visible character, or a line down."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return (
            (row, character_end(line, column)) if column < len(line) else super().get_cursor_right_location()
        )


class Cells(Lines):
    """A field for what is copied from a sheet: more fits in, and the tabs between cells stay."""

    MOST = 40_000

    def __init__(self, text: str = "", *, id: str) -> None:
        super().__init__(self.cleaned(text), id=id, compact=True)

    def cleaned(self, text: str) -> str:
        """What can be shown, cell by cell."""
        return "\t".join(map(super().cleaned, text[: self.MOST].split("\t")))

    def on_mount(self) -> None:
        """Let as much of a paste through as fits."""
        ShortPastes.most = self.MOST + 1

    def on_unmount(self) -> None:
        """Let no more of a paste through than fits elsewhere."""
        ShortPastes.most = MOST + 1


def typed(text: str, limit: int = 2000, lines: int = 1) -> str:
    """``text`` without harmful characters, but with its blanks and line breaks, also at the ends: for text
    still being typed.

    >>> typed("to be ")
    'to be '
    """
    text = text[:limit].replace("\r\n", "\n").replace("\r", "\n")
    body = text.lstrip("\n") if lines > 1 else text
    # A full stop at the end keeps the blanks before it from being taken for the text's edge.
    return "\n" * (len(text) - len(body)) + clean(f"{body}.", limit=limit + 1, lines=lines, art=True)[:-1]
