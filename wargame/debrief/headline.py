"""What a turn comes to in a sentence: what was most dramatic of it, in the order in which it came."""

from __future__ import annotations

from wargame.debrief.model import Words
from wargame.debrief.pages.outcomes import outcomes
from wargame.session.log import GameLog

MOST = 3
"""How much of a turn is told at most."""
_LEAST = 0.3
"""What weighs less than this part of the heaviest is left out."""


def headline(game: GameLog, turn: int, eye: str, most: int = MOST) -> Words:
    """The ``most`` dramatic things of a turn as an eye could see them; nothing where there was nothing. How
    the last dice fell is not among them."""
    found = [(n, one) for n, one in enumerate(outcomes(game, turn, eye)) if one.weight > 0]
    best = sorted(found, key=lambda item: -item[1].weight)[:most]
    told = sorted(item[0] for item in best if item[1].weight >= _LEAST * best[0][1].weight)
    words: Words = ()
    for n in told:
        words += ("; ", *dict(found)[n].headline) if words else dict(found)[n].headline
    return words
