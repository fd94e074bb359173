"""How fast the rules are: the yardstick against a naive interpreter of the same rules, and the flagship.

Run with ``python -m benchmarks.engine``. Everything is measured in one run, alternating between the things
compared, so that the ratios hold on any machine; the absolute figures are this machine's.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from attrs import evolve

from benchmarks import yardstick
from wargame import journal
from wargame.bots.runner import play_out
from wargame.ids import MoveId
from wargame.rules.compiler import compile_rules
from wargame.scenario import check, load
from wargame.scenario.model import Scenario, Turn
from wargame.session import Game, GameLog, SeatSetup

ROUNDS = 5


def rate(play: Callable[[int], object], games: int, first: int) -> float:
    """Games a second."""
    start = perf_counter()
    for seed in range(first, first + games):
        play(seed)
    return games / (perf_counter() - start)


def compare(ways: dict[str, tuple[Callable[[int], object], int]]) -> dict[str, float]:
    """The median rate of each way over several rounds, the ways taking turns."""
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        for name, (play, games) in ways.items():
            rates[name].append(rate(play, games, turn * games))
    return {name: statistics.median(found) for name, found in rates.items()}


def timed(act: Callable[[], object], times: int = 7) -> float:
    """The median of several runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = perf_counter()
        act()
        found.append((perf_counter() - start) * 1000)
    return statistics.median(found)


def row(*cells: object) -> None:
    """Prints a line of a table."""
    print("| " + " | ".join(f"{c:,.1f}" if isinstance(c, float) else str(c) for c in cells) + " |")


def yardstick_rates() -> None:
    """The yardstick, with and without the account, and interpreted naively."""
    rules = yardstick.compiled()
    found = compare(
        {
            "account on": (lambda seed: yardstick.play(rules, seed), 400),
            "account off": (lambda seed: yardstick.play(rules, seed, account=False), 400),
            "naive interpreter": (yardstick.play_naive, 100),
        }
    )
    row("yardstick", "games a second", "to naive")
    row("---", "---:", "---:")
    for name, games in found.items():
        row(name, games, games / found["naive interpreter"])


def stretched(scenario: Scenario, copies: int, turns: int) -> Scenario:
    """The scenario with every move ``copies`` times and ``turns`` times as many turns."""
    named = [
        (MoveId(f"{id}_{n}") if n else id, move) for id, move in scenario.moves.items() for n in range(copies)
    ]
    moves = {id: evolve(move, id=id) for id, move in named}
    last = scenario.calendar[-1]
    extra = [
        Turn(start=last.end + timedelta(days=2 * n - 1), end=last.end + timedelta(days=2 * n))
        for n in range(1, (turns - 1) * len(scenario.calendar) + 1)
    ]
    return evolve(scenario, moves=moves, calendar=(*scenario.calendar, *extra))


def flagship_rates() -> None:
    """The flagship with random open moves, and what more moves and more turns cost."""
    offer = load("offer")
    variants = {"offer": offer, "moves x 2": stretched(offer, 2, 1), "moves x 4": stretched(offer, 4, 1)}
    variants |= {"turns x 2": stretched(offer, 1, 2), "turns x 4": stretched(offer, 1, 4)}
    compiled = {name: compile_rules(scenario) for name, scenario in variants.items()}
    played = {
        name: statistics.mean(yardstick.play(rules, seed).turn for seed in range(30))
        for name, rules in compiled.items()
    }
    found = compare(
        {name: (lambda seed, r=rules: yardstick.play(r, seed), 60) for name, rules in compiled.items()}  # type: ignore[misc]
    )
    print()
    row("flagship, random moves, account on", "games a second", "turns a game", "microseconds a turn")
    row("---", "---:", "---:", "---:")
    for name, games in found.items():
        row(name, games, played[name], 1e6 / games / played[name])


def files() -> None:
    """Loading, checking, compiling, verifying."""
    offer = load("offer")
    with tempfile.TemporaryDirectory() as folder:
        save = Path(folder) / "game.toml"
        game = Game.new(
            offer, seed=1, save=save, seats={seat: SeatSetup("ai", "random") for seat in offer.seats}
        )
        play_out(game)
        game.close()
        print()
        row("files", "milliseconds")
        row("---", "---:")
        row("load and check offer", timed(lambda: check("offer")))
        row("compile offer", timed(lambda: compile_rules(offer)))
        row(f"read a finished save ({save.stat().st_size // 1024} KiB)", timed(lambda: journal.read(save)))
        row("verify a finished save", timed(lambda: GameLog.read(save).verify()))


if __name__ == "__main__":
    yardstick_rates()
    flagship_rates()
    files()
