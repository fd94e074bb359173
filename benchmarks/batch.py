"""Very many games: how fast a batch runs on one core and on two, what it holds in memory, what keyed dice
save.

Run with ``python -m benchmarks.batch``.
"""

from __future__ import annotations

import random
import resource
import statistics
from time import perf_counter, process_time

from benchmarks import yardstick
from wargame.bots.batch import Spec, run
from wargame.bots.batch.chunk import run_chunk
from wargame.ids import MoveId
from wargame.rules.adjudicator import adjudicate
from wargame.rules.compiled import Rules
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice
from wargame.rules.orders import Order, Orders
from wargame.scenario import load, to_document
from wargame.scenario.dump import to_document as dump

SEATS = ("trump", "kim", "xi", "biden")


def memory() -> float:
    """The most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def batches() -> None:
    """Games a second in a batch, with one process and two."""
    spec = Spec.of(dump(yardstick.scenario()), 1, dict.fromkeys(SEATS, "moves"))
    run_chunk(spec, 0, 50)
    print("| batch | games | seconds | of this process's core | games a second | most memory, MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    rates = {}
    for name, games, jobs in (("yardstick", 1000, 1), ("yardstick", 10_000, 1), ("yardstick", 10_000, 2)):
        start, core = perf_counter(), process_time()
        run(spec, games, jobs=jobs)
        took, core = perf_counter() - start, process_time() - core
        rates[games, jobs] = games / took
        print(
            f"| {name}, {jobs} at a time | {games:,} | {took:.2f} | {core:.2f} | {games / took:,.0f} "
            f"| {memory():.0f} |"
        )
    offer = Spec.of(to_document(load("offer")), 1, dict.fromkeys(SEATS, "random"))
    run_chunk(offer, 0, 5)
    start, core = perf_counter(), process_time()
    run(offer, 500)
    took, core = perf_counter() - start, process_time() - core
    print(
        f"| offer, all orders random, 1 at a time | 500 | {took:.2f} | {core:.2f} | {500 / took:,.0f} "
        f"| {memory():.0f} |"
    )
    print()
    print(f"Speed-up with two processes: {rates[10_000, 2] / rates[10_000, 1]:.2f}.")


def value_of(rules: Rules, dice: Dice, picks: int, first: MoveId) -> int:
    """A game in which seat 0 opens with a given move and everybody else draws: one track at its end."""
    x = rules.context(opening(rules, dice))
    numbers = yardstick.Picks(picks)
    while not x.ending:
        begin_turn(rules, x, dice)
        drawn = numbers.turn(x.turn)
        orders = {}
        for n, seat in enumerate(rules.seats):
            found = rules.open_moves[seat](x.t, x.f, x)
            move = rules.move_ids[found[drawn[n] * len(found) >> 64]]
            orders[seat] = Orders(moves=(Order(first if n == 0 and x.turn == 1 else move),))
        adjudicate(rules, x, orders, dice)
    return x.t[0]


def keyed_dice(pairs: int = 2000) -> None:
    """The variance of the difference between two opening moves, with the same dice for both and with fresh
    ones."""
    rules = yardstick.compiled()
    state = opening(rules, Dice(0))
    x = rules.context(state)
    one, other = (rules.move_ids[i] for i in rules.open_moves[rules.seats[0]](x.t, x.f, x)[:2])
    fresh = random.Random(1)
    same, apart = [], []
    for seed in range(pairs):
        base = value_of(rules, Dice(seed), seed, one)
        same.append(base - value_of(rules, Dice(seed), seed, other))
        n = fresh.randrange(10**9)
        apart.append(base - value_of(rules, Dice(n), n, other))
    wide, narrow = statistics.pvariance(apart), statistics.pvariance(same)
    print()
    print(f"Variance of the difference between two first moves, {pairs:,} pairs:")
    print(f"{wide:.0f} with fresh dice, {narrow:.0f} with the same, {wide / narrow:.1f} times less.")


if __name__ == "__main__":
    batches()
    keyed_dice()
