"""How long the analysis of a finished game takes, and a report on it, and how much memory.

Run with ``python -m benchmarks.analysis [SAVE]`` (the shipped sample unless told): for each function the
seconds of one core and the ratio to what it may take. Wall time is longer where others use the machine.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks.courses import table
from wargame.analysis.bargaining import bargaining
from wargame.analysis.chance import luck_of_game, luck_of_turn
from wargame.analysis.changes import Change
from wargame.analysis.comparison import outline
from wargame.analysis.outlook import outlook
from wargame.analysis.results import Budget, kept_results, results
from wargame.analysis.turning_points import turning_points
from wargame.analysis.what_if import what_if
from wargame.analysis.work import working
from wargame.debrief import html
from wargame.debrief.report import Told, report
from wargame.rules.orders import Orders
from wargame.session import GameLog

SAMPLE = Path(__file__).resolve().parents[1] / "saves" / "sample.toml"
FEW = Budget(playouts=100, dice=20, worlds=2)
"""A budget to have something kept: the file is as large with a larger one."""
CLASS = 30
"""How many games a class has."""
MEMORY = 200
"""MiB that all of it may take."""


def seconds(work: Callable[[], object]) -> float:
    """Seconds of a core that something takes, the second time: the first time code is compiled."""
    work()
    begun = process_time()
    work()
    return process_time() - begun


def shared(game: GameLog) -> float:
    """Seconds of a core that each of two processes takes for the turning points, its start with them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with working(game, jobs=2) as work:
        turning_points(game, work=work)
    return (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / 2


def written(game: GameLog, times: int) -> int:
    """Report on so many games, each read and told by itself, for whoever leads; gives the length."""
    found, path = results(game) if times == 1 else None, game.path
    assert path is not None
    logs = [game if times == 1 else GameLog.read(path) for _ in range(times)]
    games = [Told(f"table {n}", log, outline(log), found) for n, log in enumerate(logs, 1)]
    return len(html.report(report(games, "instructor")))


def rows(game: GameLog) -> Iterator[tuple[str, float, float]]:
    """What was measured, the seconds that it took, and those that it may take."""
    turns = [seconds(partial(luck_of_turn, game, record.turn)) for record in game.adjudicated]
    yield "luck of a turn (1,000 dice), the slowest", max(turns), 0.3
    yield "luck of the game (1,000 dice)", seconds(lambda: luck_of_game(game)), 3.0
    yield "turning points", seconds(lambda: turning_points(game)), 10.0
    yield "turning points, each of two processes", shared(game), 6.0
    yield "the bargaining range", seconds(lambda: bargaining(game)), 5.0
    change = Change(1, {seat: Orders() for seat in game.rules.seats})
    yield "what if, from the first turn (200 worlds)", seconds(lambda: what_if(game, change)), 3.0
    yield f"a report on {CLASS} games", seconds(lambda: written(game, CLASS)), 10.0
    yield "a report on one, beyond its analysis", seconds(lambda: written(game, 1)), 1.0
    yield "prospects from turn to turn", seconds(lambda: outlook(game)), 3.0
    results(game, FEW)
    yield "what is kept, read again", seconds(lambda: kept_results(game, FEW)), 0.3


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis")
    parser.add_argument("save", nargs="?", type=Path, default=SAMPLE)
    game = GameLog.read(parser.parse_args().save)
    table(
        ("analysis", "seconds", "of what it may take"),
        [(name, f"{took:.2f}", f"{took / most:.2f}") for name, took, most in rows(game)],
    )
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1 << 10
    )
    print(f"Memory at most: {held:.0f} MiB, of {MEMORY}.")


if __name__ == "__main__":
    main()
