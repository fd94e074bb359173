"""What a turn comes to in a sentence: what was most dramatic of it, in the order in which it came."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.debrief.model import Words
from wargame.debrief.pages.outcomes import outcomes
from wargame.debrief.pages.page import Outcome
from wargame.session.log import GameLog

MOST = 3
"""How much of a turn is told at most."""
_LEAST = 0.3
"""What weighs less than this part of the heaviest is left out."""


def headline(game: GameLog, turn: int, eye: str, most: int = MOST) -> Words:
    """The ``most`` dramatic things of a turn as an eye could see them; nothing where there was nothing. How
    the last dice fell is not among them."""
    return in_a_sentence(tuple(outcomes(game, turn, eye)), most)


def in_a_sentence(found: Sequence[Outcome], most: int = MOST) -> Words:
    """The most dramatic of what came of a turn."""
    best = sorted((one for one in found if one.weight > 0), key=lambda one: -one.weight)[:most]
    words: Words = ()
    for one in found:
        if any(one is other for other in best) and one.weight >= _LEAST * best[0].weight:
            words += ("; ", *one.headline) if words else one.headline
    return words
