"""Commands that take several saves: each save by itself, so that a bad one does not hide the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.session import GameLog


def take(save: str, name: str, code: str, use: Callable[[GameLog, Path, bool], None]) -> bool:
    """Read a save and ``use`` the game, its path and whether it is whole; of a damaged one the sound part.
    What is wrong is said under ``name``. Tells whether nothing is."""
    from wargame.cli.errors import explain
    from wargame.cli.output import say
    from wargame.journal import JournalError
    from wargame.session import GameLog
    from wargame.session.places import find_save

    whole = True
    try:
        path = find_save(save)
        try:
            game = GameLog.read(path)
        except JournalError as error:
            game, whole = GameLog.part(error), False
        for notice in game.notices:
            say(f"{name}: {notice}")
        if game.veiled:
            game.must_know(code)
        whole = whole and not game.torn
        use(game, path, whole)
    except Exception as error:  # told here, so that the other saves are taken all the same
        words = explain(error)
        if words is None:
            raise
        say(f"{name}: {words.text}")
        return False
    return whole
