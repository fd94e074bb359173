"""Games played abreast: each part of a turn in all of them, before the next part in any.

One game after the other calls hundreds of functions before it comes to the same one again: the processor no
longer has it at hand then, nor how it went last, and takes half as long again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")
Parts = Generator[None, None, T]
"""Something played that stops between its parts, and gives what it comes to."""


def abreast(games: Iterable[Parts[T]]) -> list[T]:
    """Plays games, which share nothing that they change, to their ends; gives what each comes to, in their
    order."""
    ends: dict[int, T] = {}
    going = [*enumerate(games)]
    while going:
        ended = len(ends)
        for n, game in going:
            try:
                next(game)
            except StopIteration as end:
                ends[n] = end.value
        if len(ends) > ended:
            going = [one for one in going if one[0] not in ends]
    return [ends[n] for n in range(len(ends))]


def alone(game: Parts[None]) -> None:
    """Plays one of them without a stop."""
    for _ in game:
        pass
