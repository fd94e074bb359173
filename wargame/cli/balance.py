"""``wargame balance``: plays very many games and tells what they came to."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options import new_file, policy_option, save_option, seed_option

if TYPE_CHECKING:
    from wargame.bots.batch import Spec, Summary
    from wargame.scenario.model import Scenario


@click.command(epilog="Example: wargame balance offer --games 1000 --jobs 2 --seat kim=history")
@click.argument("scenario")
@click.option(
    "--games", type=click.IntRange(1, 10**8), default=1000, show_default=True, help="How many games."
)
@click.option(
    "--jobs", type=click.IntRange(1, 512), default=1, show_default=True, help="In how many processes."
)
@policy_option(batch=True)
@seed_option()
@click.option(
    "--csv", "table", callback=new_file(), metavar="FILE", help="Write every figure to this file as rows."
)
@click.option(
    "--json", "plain", callback=new_file(), metavar="FILE", help="Write every sum to this file as JSON."
)
@click.option("--game", type=click.IntRange(0), help="Play only this game of the batch, for --save.")
@save_option("With --game: keep that game in this file, to look at.")
def command(
    scenario: str,
    games: int,
    jobs: int,
    seats: dict[str, str],
    seed: int | None,
    table: Path | None,
    plain: Path | None,
    game: int | None,
    save: Path | None,
) -> int:
    """Play many games of SCENARIO and tell how they end, what seats score, and what was never reached.

    The same seed and the same policies give the same figures, however many processes play. Ctrl-C tells
    what has been played so far.
    """
    from wargame.bots.batch import Spec, run
    from wargame.bots.batch.report import lines
    from wargame.cli.output import emit, say
    from wargame.scenario import load_with_document

    if (game is None) != (save is None):
        raise click.UsageError(
            "--game and --save go together: which game of the batch, and where to keep it."
        )
    loaded, document = load_with_document(scenario)
    # No seed is seed 0, not a drawn one: figures without a seed can be compared, too.
    spec = Spec.of(document, seed or 0, _policies(loaded, seats))
    if game is not None and save is not None:
        return _keep(spec, game, save)
    with ExitStack() as stack:
        played = run(spec, games, jobs=jobs, tell=_progress(games, stack))
    if not played.complete:
        why = f"{played.trouble} " if played.trouble else ""
        say(f"{why}Stopped after {played.summary.games} of {games} games; this is what they came to.")
    _write(played.summary, table, plain)  # first: who reads what is printed may stop reading
    emit(lines(loaded, played.summary, dict(spec.policies)))
    return 0 if played.complete else 1


def _policies(scenario: Scenario, given: dict[str, str]) -> dict[str, str]:
    """A policy for every seat. Raises SeatingError for one that is not there."""
    from wargame.bots.seating import checked, must_be_seat

    for seat in given:
        must_be_seat(scenario, seat)
    policies = {seat: given.get(seat, "random").removeprefix("ai:") for seat in scenario.seats}
    return {seat: who if who == "closed" else checked(who, batch=True) for seat, who in policies.items()}


def _progress(games: int, stack: ExitStack) -> Callable[[int], object]:
    """A progress bar on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None
    bar = stack.enter_context(click.progressbar(length=games, file=sys.stderr, label="Playing"))
    return bar.update


def _keep(spec: Spec, number: int, save: Path) -> int:
    from wargame.bots.batch import saved_game
    from wargame.cli.output import emit, say

    game = saved_game(spec, number, save)
    game.close()
    emit([f"Game {number}: {game.end().name}"])
    say(f"Saved in {save}")
    return 0


def _write(summary: Summary, table: Path | None, plain: Path | None) -> None:
    """Writes the files that were asked for. Raises OSError."""
    from wargame.bots.batch.report import data, rows

    if table is not None:
        with table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("section", "id", "measure", "value", "half_interval_95"))
            writer.writerows(rows(summary))
    if plain is not None:
        plain.write_text(json.dumps(data(summary), indent=1) + "\n", encoding="utf-8")
