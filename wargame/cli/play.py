"""``wargame play``: straight to the table."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from wargame.cli.options import class_options, code_option, must_be_one, save_option, seat_option, seed_option


@click.command(
    epilog="Examples: wargame play offer-lesson; wargame play offer --seat kim=ai:random --seat biden=closed;"
    " wargame play --class ir-301 --group 2"
)
@click.argument("scenario", required=False)
@seat_option(
    "Who sits there: people (the default), closed, or ai:POLICY. Repeat it for more seats.", "SEAT=WHO"
)
@seed_option()
@save_option("Where to keep the game. Without it: ./saves where that exists, else your data folder.")
@code_option("A code that shows everything while people play, and opens a copy elsewhere.")
@click.option(
    "--desk",
    type=click.Choice(["cards", "full"]),
    help="The form in which desks open, where the scenario has cards; K and W change it at a desk.",
)
@class_options
@click.option(
    "--odds",
    type=click.Choice(["shown", "hidden"]),
    help="Hidden: seats are told the odds of their moves in words alone until these are carried out.",
)
@click.option(
    "--dice",
    type=click.Choice(["thrown", "none"]),
    help="None: no dice are thrown, of two things the likelier happens.",
)
def command(
    scenario: str | None,
    seats: dict[str, str],
    seed: int | None,
    save: Path | None,
    code: str,
    desk: str | None,
    class_: str | None,
    group: str | None,
    odds: Literal["shown", "hidden"] | None,
    dice: Literal["thrown", "none"] | None,
) -> int:
    """Play SCENARIO, or choose one on the screen.

    SCENARIO is a name such as offer-lesson, or a path. Everything that is committed is on disk at once, so a
    game may be broken off at any moment and goes on with `wargame resume`. A class goes on by itself with the
    game that the group has begun today, unless --save names a new one.
    """
    from wargame.cli.terminal import require_terminal

    must_be_one(scenario, class_, group)
    require_terminal()
    if class_ is not None:
        from wargame.tui import run_class

        return run_class(
            class_, group, words=seats, seed=seed, save=save, code=code, desk=desk, odds=odds, dice=dice
        )
    from wargame.tui import run_play

    return run_play(scenario, seats, seed, save, code, desk or "", odds=odds, dice=dice)
