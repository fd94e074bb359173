"""How fast the screens are there, beside a bare Textual program in the same terminal; and how fast the
desk answers keys and a paste of a megabyte, what a desk costs that nobody touches, and what thousands of
keys leave in memory.

Run with ``python -m benchmarks.screens`` (POSIX only: it drives a pseudo-terminal). Each round starts
every program once, in turn; figures are medians, and ratios to the bare program. The children are this
very file, called with the name of what to show. ``python -m benchmarks.screens counted [TREE [NAME ...]]``
counts the instructions until each is painted instead (with valgrind; the same to a hundredth on a busy
machine), of the program in this tree or another; of some of them, the bare one (``hello``) first. With
``first`` for ``counted`` it is the first start of a version, when nothing is kept yet of scenarios.
"""

from __future__ import annotations

import gc
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterable
from fcntl import ioctl
from functools import partial
from pathlib import Path
from time import perf_counter

ROUNDS = 9
KEYS = 60
QUIET = 0.25
"""Seconds without output after which a screen counts as painted."""
STILL = "still"
"""Said to a program that is to come to rest: a clock would go on painting."""

MARKS = {
    "hello": b"Hello",
    "menu": b"version",
    "play": b"CONTENT NOTE",
    "desk": b"Commit",
    "replay": b"AFTER THIS TURN",
}
"""A word that is on the screen once its text is."""


def hello() -> None:
    """A bare Textual program."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Hello(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("Hello")

    Hello().run()


def menu() -> None:
    """What ``wargame`` opens."""
    from wargame.cli import main

    main([])


def play() -> None:
    """``wargame play offer``: the brief, with the game saved."""
    from wargame.cli import main

    main(["play", "offer", "--save", f"{os.getpid()}.toml"])


def replay() -> None:
    """A replay of the sample."""
    from wargame.cli import main

    main(["replay", "sample"])


def desk() -> None:
    """The desk of a seat in the first turn of the flagship, as at a table: saved, drafts kept, with a clock
    that runs, unless it is to come to rest ("still"). It says how long the game took to load."""
    start = perf_counter()
    gc.set_threshold(200_000)  # as the command does
    from wargame.rules.orders import Orders
    from wargame.session import Game
    from wargame.session.drafts import Drafts
    from wargame.tui.app import WargameApp
    from wargame.tui.clock import Clock
    from wargame.tui.desk.screen import DeskScreen
    from wargame.tui.program import Program

    game = Game.new("offer", seed=1, save=Path(f"{os.getpid()}.toml"))
    os.write(1, b"\0%.1f\0" % ((perf_counter() - start) * 1000))

    async def send(orders: Orders, *, late: bool = False) -> bool:
        return False

    async def flow(app: Program) -> int:
        app.game = game
        app.clock = Clock(0 if STILL in sys.argv else 60)
        app.clock.start()
        seat = game.seat("trump")
        drafts = Drafts(game, app.clock.times)
        drafts.open(seat.id)
        while True:  # handed back, it opens anew
            await app.push_screen_wait(DeskScreen(seat, send, keeps=partial(drafts.keep, seat.id)))

    WargameApp(flow).run()


class Child:
    """A program in a pseudo-terminal of 120x36. Before its first screen it may say how long it loaded."""

    def __init__(
        self, what: str, folder: str, *under: str, tree: Path = Path(__file__).parent.parent, how: str = ""
    ) -> None:
        self.fd, inner = pty.openpty()
        ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(tree)}
        env["XDG_DATA_HOME"] = env["XDG_CACHE_HOME"] = folder  # as on a machine where nobody has played yet
        env["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")  # as installed
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        self.start = perf_counter()
        self.process = subprocess.Popen(
            [*under, sys.executable, __file__, what, how],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=env,
            start_new_session=True,
            cwd=folder,
        )
        os.close(inner)
        self.output = b""

    def read(self, timeout: float) -> bytes:
        """What has been written, waiting up to ``timeout`` seconds; empty if nothing was."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return b""
        data = os.read(self.fd, 1 << 16)
        self.output += data
        return data

    def painted(self, mark: bytes, quiet: float = QUIET) -> tuple[float, float]:
        """Milliseconds to the first text and to the end of the first burst."""
        first = last = 0.0
        while True:
            data = self.read(quiet if first else 40 * quiet)
            now = (perf_counter() - self.start) * 1000
            if not data and first:
                return first, last
            if not data:
                raise RuntimeError(f"nothing was painted: {self.output[-300:]!r}")
            last = now
            if not first and mark in self.output:
                first = now

    def settle(self, mark: bytes) -> None:
        """Let it go on until its text is there and it sleeps, however little a busy machine lets it do
        (Linux)."""
        asleep = 0
        while asleep < 12 or mark not in self.output:
            states = (task.read_text().rpartition(")")[2].split()[0] for task in self._tasks())
            asleep = 0 if self.read(0.05) or any(state != "S" for state in states) else asleep + 1

    def _tasks(self) -> Iterable[Path]:
        return Path(f"/proc/{self.process.pid}/task").glob("*/stat")

    def press(self, key: bytes) -> float:
        """Milliseconds from a key to the first byte of the answer."""
        start = perf_counter()
        os.write(self.fd, key)
        while not self.read(2):
            raise RuntimeError("no answer to a key")
        took = (perf_counter() - start) * 1000
        while self.read(0.08):
            pass
        return took

    def rest(self, seconds: float) -> None:
        """Let it be for a while."""
        ends = perf_counter() + seconds
        while (left := ends - perf_counter()) > 0:
            self.read(left)

    def busy(self) -> float:
        """Seconds of processor time so far (Linux)."""
        ticks = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def size(self) -> float:
        """MiB of memory that it has now (Linux)."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def end(self) -> None:
        """Ends the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.fd)


def paints(folder: str) -> None:
    """First text and full paint of each program, as medians and ratios."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in MARKS}
    sizes: dict[str, float] = {}
    for number in range(ROUNDS + 1):
        for name, mark in MARKS.items():
            child = Child(name, folder)
            first, full = child.painted(mark)
            sizes[name] = child.size()
            if not number:  # nothing was compiled yet
                child.end()
                continue
            found[name].append((first, full))
            told = re.match(rb"\0([\d.]+)\0", child.output)
            if told:
                load = float(told[1])
                found.setdefault(f"{name}, game loaded before", []).append((first - load, full - load))
            child.end()
    bare = [statistics.median(column) for column in zip(*found["hello"], strict=True)]
    print("| start, 120x36 | first text, ms | full paint, ms | to a bare program |")
    print("| --- | ---: | ---: | ---: |")
    for name, times in found.items():
        first, full = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"| {name} | {first:.0f} | {full:.0f} | {first / bare[0]:.1f} / {full / bare[1]:.1f} |")
    print()
    for name, size in sizes.items():
        print(f"Memory of {name}: {size:.1f} MiB, {size / sizes['hello']:.2f} times the bare program's.")


def counted(folder: str, tree: Path, names: Iterable[str], *, first: bool) -> None:
    """Instructions from the start to the end of the first painting, and ratios to the bare program; of the
    ``first`` start, or of a later one."""
    log = Path(folder) / "counted"
    options = ("--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}")
    bare = 0.0
    print(f"| {tree} | instructions, millions | to a bare program |")
    print("| --- | ---: | ---: |")
    for name in names:
        for under in ((), ("valgrind", "--tool=cachegrind", *options)):  # first, so that all is compiled
            if first and under:
                shutil.rmtree(Path(folder) / "wargame" / "readings", ignore_errors=True)
            child = Child(name, folder, *under, tree=tree, how=STILL)
            child.settle(MARKS[name])
            os.kill(child.process.pid, signal.SIGABRT)
            child.process.wait()
            os.close(child.fd)
        told = re.search(r"I +refs: +([\d,]+)", log.read_text())
        assert told is not None
        millions = int(told[1].replace(",", "")) / 1e6
        bare = bare or millions
        print(f"| {name} | {millions:,.0f} | {millions / bare:.2f} |", flush=True)


def keys(folder: str) -> None:
    """From a key on the desk to the answer of the terminal."""
    child = Child("desk", folder)
    child.painted(MARKS["desk"])
    child.press(b"5")
    times = [child.press(b"\x1b[B" if n % 8 else b"\x1b[A") for n in range(KEYS)]
    child.end()
    times.sort()
    print()
    print(f"Key to answer on the desk's moves: median {statistics.median(times):.1f} ms, ", end="")
    print(f"p95 {times[int(len(times) * 0.95)]:.1f} ms.")


def seeks(folder: str) -> None:
    """Processor time of a step in the replay of the sample, from the key to the end of its painting: first
    where nobody has been yet, then on the way back."""
    walks = {"moment by moment": (b".", b","), "turn by turn, what came of it": (b"\x1b[C", b"\x1b[D")}
    print()
    print("| seek in the replay, ms of processor time | new | seen before |")
    print("| --- | ---: | ---: |")
    for eye, more in (("everything", b""), ("a seat", b"ee")):
        for walk, keys in walks.items():
            child = Child("replay", folder)
            took = []
            child.settle(MARKS["replay"])
            os.write(child.fd, more + b"4")
            for key in (*keys, *keys):
                child.settle(MARKS["replay"])
                before = child.busy()
                for _ in range(steps := 7):
                    os.write(child.fd, key)
                    child.settle(MARKS["replay"])
                took.append((child.busy() - before) / steps * 1000)
            child.end()
            told = f"{took[0]:.0f} | {statistics.mean(took[1:]):.0f}"
            print(f"| {walk}, as seen by {eye} | {told} |", flush=True)


def idle(folder: str) -> None:
    """Processor time of a desk that nobody touches, its clock running."""
    child = Child("desk", folder)
    child.painted(MARKS["desk"])
    child.rest(3)
    before = child.busy()
    child.rest(60)
    print()
    print(f"A minute of an idle desk with its clock: {child.busy() - before:.2f} s of processor time.")
    child.end()


def memory(folder: str) -> None:
    """Memory after many keys: through the tabs, a box, help, and out of the desk and in again."""
    child = Child("desk", folder)
    child.painted(MARKS["desk"])
    down, escape = b"\x1b[B", b"\x1b"
    round = [b"2", down, b"3", down, b"n", b"w", escape, b"y", b"4", down, b"5", down, down, b"6", down]
    round += [b"1", b"\x1bOP", escape, escape, b"y"]
    sizes = {}
    for n in range(1, 3001):
        os.write(child.fd, round[(n - 1) % len(round)])
        child.rest(0.06)
        if n in {300, 3000}:
            sizes[n] = child.size()
    child.end()
    print(f"Memory after 300 keys {sizes[300]:.0f} MiB, after 3,000 {sizes[3000]:.0f} MiB, ", end="")
    print(f"{sizes[3000] / sizes[300]:.2f} times as much.")


def paste(folder: str) -> None:
    """Processor time from a megabyte pasted into a letter to the sentence that says how much fits."""
    times = []
    for _ in range(3):
        child = Child("desk", folder)
        child.painted(MARKS["desk"])
        child.press(b"3")
        child.press(b"n")
        before, sent = child.busy(), b"\x1b[200~" + b"Dear Chairman, " * 70_000 + b"\x1b[201~"
        for at in range(0, len(sent), 4096):
            os.write(child.fd, sent[at : at + 4096])
            child.read(0)
        while b"left out" not in child.output:
            child.read(1)
        times.append(child.busy() - before)
        child.end()
    print()
    print(f"1 MB pasted into a letter: {statistics.median(times):.2f} s of processor time to the answer.")


CHILDREN: dict[str, Callable[[], None]] = {
    "hello": hello,
    "menu": menu,
    "play": play,
    "desk": desk,
    "replay": replay,
}

if __name__ == "__main__":
    if sys.argv[1:2] in (["counted"], ["first"]):
        with tempfile.TemporaryDirectory() as empty:
            tree = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).parent.parent)
            counted(empty, tree.resolve(), sys.argv[3:] or MARKS, first=sys.argv[1] == "first")
    elif len(sys.argv) > 1:
        CHILDREN[sys.argv[1]]()
    else:
        with tempfile.TemporaryDirectory() as empty:
            paints(empty)
            keys(empty)
            seeks(empty)
            idle(empty)
            memory(empty)
            paste(empty)
