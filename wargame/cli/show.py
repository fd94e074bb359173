"""``wargame show``: a game as plain linear text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wargame.cli.errors import FAILED, UsageError
from wargame.cli.options import code_option, variation_option

if TYPE_CHECKING:
    from wargame.analysis.results import Results
    from wargame.session import GameLog


@click.command(epilog="Examples: wargame show sample | less; wargame show sample --brief")
@click.argument("save")
@click.option("--turn", type=click.IntRange(min=1), metavar="N", help="Only this turn.")
@click.option("--seat", metavar="SEAT", help="As this seat saw it, and nothing more.")
@click.option("--brief", is_flag=True, help="On a page: how it ended, scores, deals, a line a turn.")
@click.option(
    "--analysis", is_flag=True, help="What was luck, what moved the game, who could have had a deal."
)
@click.option("--deck", is_flag=True, help="The guided debrief, glance by glance.")
@variation_option("Show this variation of the game.")
@click.option("--variations", is_flag=True, help="The variations in the save, and the game beside them.")
@code_option("Show all of a game that is not over.")
def command(
    save: str,
    turn: int | None,
    seat: str | None,
    brief: bool,
    analysis: bool,
    deck: bool,
    variation: str,
    variations: bool,
    code: str,
) -> int:
    """Print the game in SAVE as plain text, for pipes, paper and screen readers.

    SAVE is a path, or the name of a file here, in ./saves, your data or home folder or the shipped samples.
    Without --seat everything is shown, secrets too; of a game that people still play, what everybody could
    see. Of a damaged save the sound part is shown; exit status 1 says so.

    With --analysis or --deck thousands of games are played on, which takes some seconds; what that finds of
    a game that is over is kept beside the save.
    """
    from wargame.cli.output import emit, say
    from wargame.debrief import text
    from wargame.journal import JournalError
    from wargame.session import GameLog
    from wargame.session.places import find_save

    whole = brief + analysis + deck + variations
    if whole > 1 or (whole and (turn is not None or seat is not None)) or (variations and variation):
        told = "--brief, --variations, --analysis and --deck are of the whole game"
        raise UsageError(f"{told}: they go with no other choice.")
    status = 0
    try:
        game = GameLog.read(find_save(save))
    except JournalError as error:
        game, status = GameLog.part(error), FAILED
    game.must_know(code)
    for notice in game.notices:
        say(notice)
    if variation:
        game = game.variation(variation)
    if seat is not None and seat not in game.scenario.seats:
        raise UsageError(f"There is no seat {seat!r}. The seats are {', '.join(game.scenario.seats)}.")
    if turn is not None and turn > game.turn:
        raise UsageError(f"There is no turn {turn} in this save. The last one is {game.turn}.")
    if analysis:
        emit(text.analysis(game, _found))
    elif deck:
        emit(text.deck(game, _found))
    elif variations:
        emit(text.variations(game))
    else:
        emit(text.summary(game) if brief else text.account(game, turn=turn, seat=seat))
    return status


def _found(game: GameLog) -> Results:
    """What playing on finds about a game."""
    from wargame.analysis.results import cores, results
    from wargame.cli.progress import progress

    jobs = cores()
    with progress("Playing on") as tell:
        return results(game, jobs=jobs if jobs > 1 else 0, tell=tell)
