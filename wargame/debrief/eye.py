"""Whose eyes a debrief looks through: the public's, a seat's as it was then, or all that is known."""

from __future__ import annotations

from wargame.session.log import GameLog
from wargame.session.progress import GameError

EVERYTHING, PUBLIC = "everything", "public"
"""The eyes that are no seat's."""


def eyes(game: GameLog) -> tuple[str, ...]:
    """The eyes that there are to choose from: while people play, the public's alone."""
    return (PUBLIC,) if game.veiled else (EVERYTHING, PUBLIC, *game.scenario.seats)


def must_see(game: GameLog, eye: str) -> None:
    """Raises GameError for an eye that may not be looked through now, or is none."""
    if eye not in eyes(game):
        raise GameError(
            f"There is nobody to look as {eye[:40]!r}. {veil(game) if game.veiled else ''}".strip()
        )


def veil(game: GameLog) -> str:
    """What to say of a game that is veiled."""
    more = "the code of the table opens" if game.has_code else "once the game is over there is"
    return f"This is what everybody could see; {more} the rest."
