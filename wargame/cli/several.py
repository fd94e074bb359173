"""Commands that take several saves: each save by itself, so that a bad one does not hide the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.session import GameLog


def once(saves: tuple[str, ...]) -> tuple[str, ...]:
    """Each save once, however often and in however many spellings it was typed."""
    from pathlib import Path

    from wargame.session.places import find_save

    files = dict[Path, str]()
    for save in saves:
        try:
            file = find_save(save).resolve()
        except OSError:  # told when it is taken
            file = Path(save)
        files.setdefault(file, save)
    return tuple(files.values())


def called(saves: tuple[str, ...]) -> dict[str, str]:
    """What each save, taken once, is called: its file's name, all of what was typed where two have the
    same."""
    from pathlib import Path

    from wargame.text import clean

    short = {save: clean(Path(save).name.removesuffix(".toml"), 40) for save in once(saves)}
    names, given = dict[str, str](), list(short.values())
    for save, name in short.items():
        told = name if name and given.count(name) == 1 else clean(save, 60)
        names[save] = told if told and told not in names.values() else f"{told} ({len(names) + 1})"
    return names


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
