"""The planner on the flagship: how long it takes, whether it beats other policies, whether looking further
helps.

Run with ``python -m benchmarks.planner [GAMES]`` (20 by default; 200 take about half an hour on one core).
All comparisons are paired: the same seeds, one seat played once by each policy, the others by the policy
named first. Margins are over the simple policies, at a third of the default budget; then that budget is set
beside a larger and a smaller one, with a quarter of the games.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable
from time import process_time

from wargame.bots.planner import Planner
from wargame.bots.runner import chair, choose, play_out
from wargame.rules.compiled import Rules, compile_rules
from wargame.scenario import load
from wargame.session import Game, SeatSetup


def decisions(rules: Rules, games: int = 3) -> None:
    """How long a decision takes at the default budget, in seconds of a core's time."""
    times: dict[str, list[float]] = {seat: [] for seat in rules.seats}
    for seed in range(games):
        game = Game.new(rules, seed=seed)
        while not game.over:
            for seat in game.waiting:
                start = process_time()
                orders = choose(game, seat, Planner(chair(game, seat)))
                times[seat].append(process_time() - start)
                game.commit(seat, orders)
            game.resolve()
    print("| a decision at the default budget | median, s of a core | longest |")
    print("| --- | ---: | ---: |")
    for seat, found in times.items():
        print(f"| {rules.scenario.seats[seat].name} | {statistics.median(found):.2f} | {max(found):.2f} |")


def score(rules: Rules, seed: int, seat: str, policy: str, others: str) -> int:
    """The seat's score in a game that it plays by one policy, and the others by another."""
    seats = {id: SeatSetup("ai", policy if id == seat else others) for id in rules.seats}
    game = Game.new(rules, seed=seed, seats=seats)
    play_out(game)
    return next(s.score for s in game.end().scores if s.seat.id == seat)


def margins(rules: Rules, games: int, pairs: Iterable[tuple[str, str, str]]) -> None:
    """Paired margins in points, with two standard errors. A pair is a policy, another, and the others'."""
    names = " | ".join(s.name for s in rules.scenario.seats.values())
    print()
    print(f"| {games} paired games a cell, the other seats by | {names} |")
    print("| --- |" + " ---: |" * len(rules.seats))
    for policy, other, table in pairs:
        cells = []
        for seat in rules.seats:
            gains = [
                score(rules, seed, seat, policy, table) - score(rules, seed, seat, other, table)
                for seed in range(games)
            ]
            error = statistics.stdev(gains) / games**0.5
            cells.append(f"{statistics.mean(gains):+.1f} ± {2 * error:.1f}")
        print(f"| {table}: {policy} over {other} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    flagship, many = compile_rules(load("offer")), int(sys.argv[1]) if len(sys.argv) > 1 else 20
    decisions(flagship)
    margins(flagship, many, [("planner:100", "random", "random"), ("planner:100", "default", "default")])
    budgets = [("planner:100", "planner:25", "random"), ("planner:400", "planner:100", "random")]
    margins(flagship, max(many // 4, 2), budgets)
