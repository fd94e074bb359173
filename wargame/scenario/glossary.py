"""The words that a scenario explains, and where they are met in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ENDINGS = "(?:s|es|d|ed|ing|ments?)?"


def met(glossary: Iterable[str], *texts: str) -> list[str]:
    """Return the words of a glossary that stand in texts, in the order in which they do, each once.

    A word counts in small and in capital letters, and with a usual English ending.
    """
    words = {word.lower(): word for word in glossary}
    if not words:
        return []
    pattern = _pattern(tuple(words))
    found = (one[1].lower() for text in texts for one in pattern.finditer(text))
    # Without regard to case some letters are like others that are not theirs in small: ſ and s.
    return list(dict.fromkeys(words[one] for one in found if one in words))


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)({longest_first}){_ENDINGS}(?!\w)", re.IGNORECASE)
