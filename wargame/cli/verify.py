"""``wargame verify``: the decisions in a save are played again and every result is compared."""

from __future__ import annotations

import click


@click.command(epilog="Example: wargame verify saves/*.toml")
@click.argument("saves", nargs=-1, required=True, metavar="SAVE...")
def command(saves: tuple[str, ...]) -> int:
    """Recompute each SAVE and compare. Exit status 1, with the first difference, where one does not agree."""
    return max(_verify(save) for save in saves)


def _verify(save: str) -> int:
    """Verify one save, print one line about it, and return its exit status."""
    from wargame.cli.errors import FAILED, explain
    from wargame.cli.output import emit, say
    from wargame.session import Game
    from wargame.session.places import find_save

    name = save if len(save) <= 200 else f"{save[:40]}..."
    try:
        game = Game.read(find_save(save))
        for notice in game.notices:
            say(f"{name}: {notice}")
        differences = game.verify()
    except Exception as error:
        words = explain(error)
        if words is None:
            raise
        say(f"{name}: {words.text}")
        return FAILED
    if differences:
        emit([f"{name}: DIFFERS. {differences[0]}"])
        return FAILED
    turns = len(game.turns)
    emit([f"{name}: agrees, {turns} turn{'' if turns == 1 else 's'} compared."])
    return 0
