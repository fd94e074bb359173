"""A line to type in that takes no character which a terminal would act on, typed, pasted or given."""

from __future__ import annotations

from textual.widgets import Input

from wargame.text import clean

__all__ = ["Line", "typed"]


class Line(Input):
    """An input whose value is always fit to be shown. Blanks stay as they are typed."""

    def validate_value(self, value: str) -> str:
        """Drop what can't be shown, whenever the value changes."""
        return typed(value)


def typed(text: str, limit: int = 2000, lines: int = 1) -> str:
    """``text`` without harmful characters, but with its blanks, also at the end: for text still being typed.

    >>> typed("to be ")
    'to be '
    """
    # A full stop at the end keeps the blanks before it from being taken for the text's edge.
    return clean(f"{text[:limit]}.", limit=limit + 1, lines=lines, art=True)[:-1]
