"""``wargame auto``: a whole game with no person and no screen."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from wargame.cli.options import policy_option, save_option, seed_option


@click.command(epilog="Example: wargame auto offer-lesson --seed 1 --seat kim=default --save game.toml")
@click.argument("scenario")
@policy_option()
@seed_option()
@save_option("Keep the game in this file too. It must not exist yet.")
def command(scenario: str, seats: dict[str, str], seed: int | None, save: Path | None) -> int:
    """Let policies play SCENARIO to its end, and print the account of the game.

    The same seed and the same policies give the same game.
    """
    from wargame import scenario as scenarios
    from wargame.bots.runner import play_out
    from wargame.bots.seating import setups
    from wargame.cli.output import emit, say
    from wargame.debrief.text import account
    from wargame.session import Game

    loaded = scenarios.load(scenario)
    # Only policies can sit here, so "random" says as much as "ai:random".
    words = {seat: who if who == "closed" else f"ai:{who.removeprefix('ai:')}" for seat, who in seats.items()}
    game = Game.new(loaded, seed=seed, seats=setups(loaded, words, "ai:random"), save=save)
    with closing(game):
        play_out(game)
    emit(account(game))
    if seed is None:
        say(f"The seed was {game.seed}.")
    if game.path is not None:
        say(f"Saved in {game.path}")
    return 0
