"""``wargame verify``: the decisions in a save are played again and every result is compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wargame.session import GameLog


@click.command(epilog="Example: wargame verify saves/*.toml")
@click.argument("saves", nargs=-1, required=True, metavar="SAVE...")
def command(saves: tuple[str, ...]) -> int:
    """Recompute each SAVE and compare, and each variation in it.

    Exit status 1, with the first difference, where one does not agree, and where one ends in a record that is
    not whole. Only turns with a result are counted as compared.
    """
    return max(_verify(save) for save in saves)


def _verify(save: str) -> int:
    """Verify one save, print one line about it, and return its exit status."""
    from wargame.cli.errors import FAILED, explain
    from wargame.cli.output import emit, say
    from wargame.rules.wording import listed
    from wargame.session import GameLog
    from wargame.session.places import find_save

    name = save if len(save) <= 200 else f"{save[:40]}..."
    try:
        game = GameLog.read(find_save(save))
        for notice in game.notices:
            say(f"{name}: {notice}")
        differences, edited = game.verify(), game.edited
    except Exception as error:  # told here, so that the other saves are verified all the same
        words = explain(error)
        if words is None:
            raise
        say(f"{name}: {words.text}")
        return FAILED
    if edited:
        say(
            f"{name}: its scenario is not the one that comes with this program as {game.scenario.id}: "
            "it is of another version, or was edited."
        )
    if differences:
        emit([f"{name}: DIFFERS. {differences[0]}. {_cause(edited)}"])
        return FAILED
    compared = f"{_turns(game.resolved)} compared"
    still_on = "" if game.over else f"; turn {game.turn} is not finished"
    if game.broken:
        still_on = f"; broken off after turn {game.broken}"
    if turns := [f"{turn}" for turn, _ in game.rebound]:
        still_on += f"; went on elsewhere, with other dice, in turn {listed(turns)}"
    wrong = [line for one in game.variations for line in _wrong_in(game, one.number)]
    emit(f"{name}: {line}" for line in wrong)
    if number := len(game.variations) - len(wrong):
        still_on += f"; {number} {'variation agrees' if number == 1 else 'variations agree'}, too"
    if game.torn:
        emit([f"{name}: TORN. What is whole of it agrees, {compared}{still_on}. {_torn(game.torn)}"])
        return FAILED
    emit([f"{name}: agrees, {compared}{still_on}."])
    return FAILED if wrong else 0


def _wrong_in(game: GameLog, number: int) -> Iterator[str]:
    """What is wrong with a variation, which is no matter of its game."""
    from wargame.session import GameError

    one = game.variations[number - 1]
    try:
        found = game.verify_variation(number)
    except GameError as error:
        yield f"{error}"
        return
    if found:
        yield f"variation {number} ({one.name}): DIFFERS. {found[0]}."


def _cause(edited: bool | None) -> str:
    """What most likely made a save differ, now that its rules are this program's."""
    if edited:
        return "Most likely its scenario was edited after the game began."
    what = "orders or results" if edited is False else "orders, results or scenario"
    return f"Most likely its {what} were changed by hand and sealed anew."


def _turns(number: int) -> str:
    return f"{number or 'no'} turn{'' if number == 1 else 's'}"


def _torn(size: int) -> str:
    size_in_words = "The last byte is" if size == 1 else f"The last {size:,} bytes are"
    return f"{size_in_words} no whole record and could not be compared."
