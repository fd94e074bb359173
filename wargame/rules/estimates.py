"""Odds in words. The words are Sherman Kent's ("Words of Estimative Probability", 1964), with his centres."""

from __future__ import annotations

KENT: tuple[tuple[int, str], ...] = (
    (93, "almost certain"),
    (75, "probable"),
    (50, "about even"),
    (30, "probably not"),
    (7, "almost certainly not"),
)
"""The centre of each word in percent, highest first."""

_FLOORS = ((87, "almost certain"), (63, "probable"), (40, "about even"), (19, "probably not"))
_LIKELY, _EVEN = 63, 40
"""From where odds are likely, or about even, for those who may not know more."""


def word(percent: int) -> str:
    """The word for odds of ``percent`` (0 to 100). Gaps between Kent's bands are closed at their middles."""
    if percent >= 100:
        return "certain"
    if percent <= 0:
        return "impossible"
    for floor, name in _FLOORS:
        if percent >= floor:
            return name
    return "almost certainly not"


def hint(percent: int) -> str:
    """The word for odds where games hide them: one of three, but for what no die decides."""
    if not 0 < percent < 100:
        return word(percent)
    return "likely" if percent >= _LIKELY else "about even" if percent >= _EVEN else "unlikely"


def odds_text(percent: int) -> str:
    """``probable (72 %)``: the word with the number in brackets, always in the line itself."""
    return f"{word(percent)} ({percent} %)"
