"""The one door for text that is not ours: what people typed, what scenarios and saves say.

Textual reads ``[...]`` in a plain ``str`` as markup, even as actions to run on a click, and passes control
characters on to the terminal. So nothing from outside is given to a widget as ``str``: it goes through
``plain``, ``prose`` or ``styled`` and arrives as ``Content``, which is never parsed.
"""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content

from wargame.text import clean, joined


@lru_cache(maxsize=4096)
def plain(text: str, limit: int = 2000) -> Content:
    """One line of foreign text, cleaned, cut to ``limit`` characters, taken literally."""
    return Content(_cut(text, limit, 1))


@lru_cache(maxsize=512)
def prose(text: str, limit: int = 20_000, lines: int = 400) -> Content:
    """Foreign text that may have ``lines`` lines, cleaned, taken literally."""
    return Content(_cut(text, limit, lines))


def _cut(text: str, limit: int, lines: int) -> str:
    """``text`` cleaned; where it is too long, cut so that one sees that there was more."""
    shown = clean(text, limit=limit + 1, lines=lines)
    return shown if len(shown) <= limit else f"{shown[: limit - 1].rstrip()}…"


@lru_cache(maxsize=512)
def story(text: str, limit: int = 40_000) -> Content:
    """A text of a scenario: of its file's line breaks only empty lines and list items count."""
    return prose(joined(text[:limit]), limit)


def styled(text: str, style: str, limit: int = 2000) -> Content:
    """One line of foreign text in a style such as ``"bold $accent"``."""
    return plain(text, limit).stylize(style)
