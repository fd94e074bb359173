"""The planner on the flagship: how long it takes, whether it beats other policies, whether looking further
helps.

Run with ``python -m benchmarks.planner [GAMES] [--jobs J]`` (20 games and one process by default). The
margins are the same whatever the number of processes. All comparisons are paired: the same seeds, one seat
played once by each policy, the others by the policy named first. Margins are over the simple policies, at a
third of the default budget; then the default budget is set beside a quarter of it, with half the games.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from time import process_time

from wargame.bots.planner import Planner
from wargame.bots.runner import answer_waiting, choose, play_out
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.scenario import load
from wargame.session import Game, SeatSetup

Task = tuple[int, str, str, str]
"""A game's seed, the seat that is looked at, its policy, and that of the others."""
Scores = Callable[[Iterable[Task]], Iterator[int]]

MARGINS = [("planner:100", "random", "random"), ("planner:100", "default", "default")]
BUDGETS = [("planner:300", "planner:75", "random"), ("planner:300", "planner:75", "default")]


@cache
def flagship() -> Rules:
    """The rules of ``offer``, compiled once in each process."""
    return compile_rules(load("offer"))


def decisions(rules: Rules, games: int = 3) -> None:
    """How long a decision takes at the default budget, in seconds of a core's time."""
    times: dict[str, list[float]] = {seat: [] for seat in rules.seats}
    for seed in range(games):
        game = Game.new(rules, seed=seed)
        while not game.over:
            for seat in game.waiting:
                start = process_time()
                orders = choose(game, seat, Planner(game.seat(seat)))
                times[seat].append(process_time() - start)
                game.commit(seat, orders)
            answer_waiting(game, {seat: Planner(game.seat(seat)) for seat in rules.seats})
            game.resolve()
    print("| a decision at the default budget | median, s of a core | longest |")
    print("| --- | ---: | ---: |")
    for s in rules.scenario.seats.values():
        found = times[s.id]
        print(f"| {s.name} | {statistics.median(found):.2f} | {max(found):.2f} |")


def score(rules: Rules, seed: int, seat: str, policy: str, others: str) -> int:
    """The seat's score in a game that it plays by one policy, and the others by another."""
    seats: dict[str, SeatSetup] = {
        id: SeatSetup("ai", policy if id == seat else others) for id in rules.seats
    }
    game = Game.new(rules, seed=seed, seats=seats)
    play_out(game)
    return next(s.score for s in game.end().scores if s.seat.id == seat)


def one(task: Task) -> int:
    """The score of one game on the flagship, for any process."""
    return score(flagship(), *task)


def margins(rules: Rules, games: int, pairs: Iterable[tuple[str, str, str]], scores: Scores) -> None:
    """Paired margins in points with two standard errors, and how many standard errors from nothing they are.
    A pair is a policy, another, and the others'."""
    names = " | ".join(s.name for s in rules.scenario.seats.values())
    print()
    print(f"| {games} paired games a cell, the other seats by | {names} |")
    print("| --- |" + " ---: |" * len(rules.seats))
    for policy, other, table in pairs:
        cells = []
        for seat in rules.seats:
            mine = scores((seed, seat, policy, table) for seed in range(games))
            theirs = scores((seed, seat, other, table) for seed in range(games))
            cells.append(told([a - b for a, b in zip(mine, theirs, strict=True)]))
        print(f"| {table}: {policy} over {other} | " + " | ".join(cells) + " |", flush=True)


def told(gains: list[int]) -> str:
    """A mean with two standard errors, and how many of them it is from nothing."""
    mean, error = statistics.mean(gains), statistics.stdev(gains) / len(gains) ** 0.5
    away = f"{mean / error:+.1f}" if error else "no"
    return f"{mean:+.1f} ± {2 * error:.1f} ({away} s.e.)"


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("games", nargs="?", type=int, default=20, help="paired games a cell, at least 2")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    given = parser.parse_args()
    games = max(given.games, 2)
    decisions(flagship())
    with ProcessPoolExecutor(max(given.jobs, 1)) as pool:

        def scores(tasks: Iterable[Task]) -> Iterator[int]:
            return pool.map(one, tasks, chunksize=2)

        margins(flagship(), games, MARGINS, scores)
        margins(flagship(), max(games // 2, 2), BUDGETS, scores)


if __name__ == "__main__":
    main()
