"""This tree against another one, a commit before it in a worktree beside it, in one run.

    git worktree add ../before COMMIT
    python -m benchmarks.against ../before [ROUNDS [SCENARIO]]

What a person or a researcher waits for, measured in processor time of processes of their own, the two trees
taking turns: the yardstick and the flagship (games a second), all kinds of orders at random, looks ahead,
planners' decisions, the same orders under other dice, four planners' game, ``verify`` of a save, the start to
the menu. Each tree plays with its own code, its own yardstick and its own flagship, or instead of that one
with a SCENARIO that both can load, as ``../before/scenarios/offer.toml``; both through the same doors. POSIX
only: it waits for its children by themselves and drives a pseudo-terminal.
"""

from __future__ import annotations

import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

HERE = Path(__file__).parent.parent
GAMES = 300


def rate(what: str, scenario: str = "offer") -> float:
    """Games (or looks ahead, decisions, resolved turns) a second of a core, in this process, whose tree the
    import path names; on a scenario, unless it is about the yardstick."""
    from benchmarks import yardstick
    from wargame.rules.compiler import compile_rules
    from wargame.scenario import load

    if what in FLAGSHIP:
        act, times = FLAGSHIP[what](compile_rules(load(scenario)))
        act()  # whatever is compiled when it is first needed
        start = process_time()
        act()
        return times / (process_time() - start)
    rules = compile_rules(load(scenario)) if what == "offer" else yardstick.compiled()
    for seed in range(20):  # whatever is compiled when it is first needed
        yardstick.play(rules, seed, account=what != "off")
    start = process_time()
    for seed in range(GAMES):
        yardstick.play(rules, seed, account=what != "off")
    return GAMES / (process_time() - start)


Measured = tuple[Callable[[], object], int]
"""Something to be timed, and how many of what is counted it does."""


def batch(rules: Any) -> Measured:
    """Games with all kinds of orders at random."""
    from wargame.bots.batch import Spec, run_chunk
    from wargame.scenario import to_document

    spec = Spec.of(to_document(rules.scenario), 1, dict.fromkeys(rules.seats, "random"))
    return lambda: run_chunk(spec, 30, 130), 100


def playouts(rules: Any) -> Measured:
    """Looks ahead from sampled states at the beginning to the end of the game, without any plan."""
    from wargame.bots.planner.lookahead import Lookahead
    from wargame.bots.planner.rollout import RolloutPolicy
    from wargame.session import Game

    door = Game.new(rules, seed=1).seat("kim")
    look = Lookahead(door, RolloutPolicy(rules), random.Random(1), 10**6)

    def act() -> None:
        try:
            from wargame.bots.planner.lookahead import Look
        except ImportError:
            for n in range(320):
                look.play(n % 40)  # type: ignore[arg-type]
        else:
            for _ in range(8):
                look.play(Look(n) for n in range(40))

    return act, 320


def settle(game: Any) -> None:
    """Let seats hold in exchanges, where a tree has them."""
    from wargame.bots import runner

    if hasattr(runner, "answer_waiting"):
        runner.answer_waiting(game, {})


def decisions(rules: Any) -> Measured:
    """Decisions of every seat at the default budget, in turns of a game by the defaults."""
    from wargame.bots.planner import Planner
    from wargame.bots.runner import choose
    from wargame.session import Game

    games = []
    for turn in (1, 3, 6):
        game = Game.new(rules, seed=2)
        while game.turn < turn:
            for seat in game.waiting:
                game.commit(seat, game.default(seat))
            settle(game)
            game.resolve()
        games.append(game)

    def act() -> None:
        for game in games:
            for seat in rules.seats:
                choose(game, seat, Planner(game.seat(seat)))

    return act, len(games) * len(rules.seats)


def luck(rules: Any) -> Measured:
    """The orders of a turn under other dice: by ``replications``, or where there is none by ``resolve``."""
    from wargame.bots.runner import play_out
    from wargame.rules.adjudicator import resolve
    from wargame.rules.dice import Dice
    from wargame.session import Game, SeatSetup

    game = Game.new(rules, seed=5, seats=dict.fromkeys(rules.seats, SeatSetup("ai", "random")))
    play_out(game)

    def act() -> None:
        for record in game.turns[1:6:2]:
            try:
                from wargame import replications
            except ImportError:
                for seed in range(1000):
                    resolve(rules, record.opening, record.orders, Dice(seed))
            else:
                list(replications(game, range(1000), record.turn))

    return act, 3000


def lucky_games(rules: Any) -> Measured:
    """A whole game's orders under other dice: by ``replications``, or where there is none as
    ``examples/what_if.py`` plays a game again."""
    from wargame.bots.runner import play_out
    from wargame.session import Game, SeatSetup

    game = Game.new(rules, seed=5, seats=dict.fromkeys(rules.seats, SeatSetup("ai", "random")))
    play_out(game)

    def again(seed: int) -> None:
        other = Game.new(rules, seed=seed)
        for record in game.turns:
            for seat in other.waiting:
                door, given = other.seat(seat), record.orders[seat]
                door.commit(door.default() if door.problems(given) else given)
            settle(other)
            other.resolve()
            if other.over:
                return

    def act() -> None:
        try:
            from wargame import replications
        except ImportError:
            for seed in range(30):
                again(seed)
        else:
            list(replications(game, range(30)))

    return act, 30


FLAGSHIP: dict[str, Callable[[Any], Measured]] = {
    "random": batch,
    "playouts": playouts,
    "decisions": decisions,
    "luck": luck,
    "lucky games": lucky_games,
}
"""What is measured on the flagship alone."""


def told(tree: Path, what: str, scenario: str = "offer") -> float:
    """The rate that a process of that tree tells."""
    argv = [sys.executable, str(HERE / "benchmarks" / "against.py"), "--rate", what, scenario]
    done = subprocess.run(argv, env=_environment(tree), cwd=tree, capture_output=True, text=True, check=True)
    return float(done.stdout)


def seconds(tree: Path, *words: str) -> float:
    """Seconds of processor time of one command of that tree."""
    argv = [sys.executable, "-m", "wargame", *words]
    with subprocess.Popen(argv, env=_environment(tree), cwd=tree, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode} in {tree}")
    return used.ru_utime + used.ru_stime


def menu(tree: Path, folder: str) -> float:
    """Seconds of processor time until the menu is on the screen, on a machine where nobody has played."""
    fd, inner = pty.openpty()
    ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    env = {**_environment(tree), "TERM": "xterm-256color", "XDG_DATA_HOME": folder}
    argv = [sys.executable, "-m", "wargame"]
    process = subprocess.Popen(
        argv, stdin=inner, stdout=inner, stderr=inner, env=env, cwd=folder, start_new_session=True
    )
    os.close(inner)
    output, until = b"", perf_counter() + 60
    while b"version" not in output and perf_counter() < until:
        if select.select([fd], [], [], 1)[0]:
            output += os.read(fd, 1 << 16)
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    os.close(fd)
    return used.ru_utime + used.ru_stime


def _environment(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree)}


def main(before: Path, rounds: int, scenario: str) -> None:
    """Print a table: how many times as fast this tree is."""
    with tempfile.TemporaryDirectory() as folder:
        save = str(Path(folder) / "game.toml")
        seconds(before, "auto", "offer", "--seed", "1", "--save", save)
        seats = [word for seat in ("trump", "kim", "xi", "biden") for word in ("--seat", f"{seat}=planner")]
        measures: dict[str, tuple[Callable[[Path], float], bool]] = {
            "yardstick, account on, games a second": (lambda tree: told(tree, "on"), True),
            "yardstick, account off, games a second": (lambda tree: told(tree, "off"), True),
            "offer, account on, games a second": (lambda tree: told(tree, "offer", scenario), True),
            "offer, all kinds of orders, games a second": (lambda tree: told(tree, "random", scenario), True),
            "offer, looks ahead a second": (lambda tree: told(tree, "playouts", scenario), True),
            "offer, decisions of a planner a second": (lambda tree: told(tree, "decisions", scenario), True),
            "offer, a turn's orders under other dice, a second": (
                lambda tree: told(tree, "luck", scenario),
                True,
            ),
            "offer, a game's orders under other dice, a second": (
                lambda tree: told(tree, "lucky games", scenario),
                True,
            ),
            "four planners' game of the lesson, s": (
                lambda tree: seconds(tree, "auto", "offer-lesson", "--seed", "3", *seats),
                False,
            ),
            "verify of a finished save, s": (lambda tree: seconds(tree, "verify", save), False),
            "start to the menu, s": (lambda tree: menu(tree, folder), False),
        }
        print("| measured in processor time | before | now | now is so many times as fast |")
        print("| --- | ---: | ---: | ---: |")
        for name, (measure, higher) in measures.items():
            try:
                pairs = [(measure(before), measure(HERE)) for _ in range(rounds)]
            except subprocess.CalledProcessError:  # an older tree may not have what this one measures
                print(f"| {name} | can't be measured there | | |", flush=True)
                continue
            old, new = (statistics.median(column) for column in zip(*pairs, strict=True))
            ratio = statistics.median(b / a if higher else a / b for a, b in pairs)
            print(f"| {name} | {old:,.4g} | {new:,.4g} | {ratio:.2f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--rate":
        sys.path.remove(str(HERE / "benchmarks"))  # this file's own folder, which Python puts first
        print(rate(*sys.argv[2:]))
    else:
        rounds, scenario = [*sys.argv[2:], *("7", "offer")[len(sys.argv) - 2 :]]
        named = str(Path(scenario).resolve()) if Path(scenario).is_file() else scenario
        main(Path(sys.argv[1]).resolve(), int(rounds), named)
