"""``wargame compare``: games beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wargame.cli.options import code_option

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.analysis.comparison import Outline
    from wargame.rules.compiled import Rules
    from wargame.session import GameLog


@click.command(epilog="Examples: wargame compare monday.toml friday.toml; wargame compare sample --history")
@click.argument("saves", nargs=-1, required=True, metavar="SAVE...")
@click.option("--history", is_flag=True, help="What really happened, too, as the scenario has it.")
@code_option("Compare all of a game that is not over.")
def command(saves: tuple[str, ...], history: bool, code: str) -> int:
    """Lay the games in each SAVE beside each other: turn by turn, how they ended, what they had in common
    and where they parted first.

    Up to three stand in columns; of more each has a line. They need the same turns and seats. Of a game that
    people still play it tells what everybody could see. What can't be laid beside the others, is damaged or
    not over is named, and exit status 1 says so.
    """
    from wargame.analysis import comparison
    from wargame.cli.errors import FAILED, UsageError
    from wargame.cli.output import emit, say
    from wargame.cli.several import called
    from wargame.debrief import text

    names = called(saves)
    if len(names) < 2 and not history:
        raise UsageError("There is nothing beside this game. Name more saves, or add --history.")
    outlines: dict[str, Outline] = {}
    editions: dict[str, Rules] = {}
    sound = [_add(outlines, editions, name, save, code) for save, name in names.items()]
    kept = comparison.beside(tuple(outlines.values()))
    games = {name: one for n, (name, one) in enumerate(outlines.items()) if n in kept}
    if not games:
        say("There is nothing to compare.")
        return FAILED
    for name, one in outlines.items():
        if name not in games:
            others = f"other turns or seats than {next(iter(games))}"
            say(f"{name}: This game, of {one.scenario}, has {others}: it can't be laid beside it.")
    rules = max((editions[name] for name in games), key=lambda rules: len(rules.scenario.criteria))
    record = comparison.history(rules) if history else ()
    emit(text.comparison(rules.scenario, games, record))
    return 0 if all(sound) and len(games) == len(outlines) else FAILED


def _add(outlines: dict[str, Outline], editions: dict[str, Rules], name: str, save: str, code: str) -> bool:
    """Add the game of a save, and tell whether it is over and nothing is wrong with it."""
    from wargame.analysis.comparison import outline
    from wargame.cli.output import say
    from wargame.cli.several import take

    def add(game: GameLog, path: Path, whole: bool) -> None:
        if not game.over:
            say(f"{name}: The game is not over; turn {game.turn} of {game.rules.last_turn} is on.")
        outlines[name], editions[name] = outline(game), game.rules

    return take(save, name, code, add) and outlines[name].ending is not None
