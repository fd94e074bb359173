"""How fast the screens are there, beside a bare Textual program in the same terminal; and how fast the
desk answers keys.

Run with ``python -m benchmarks.screens`` (POSIX only: it drives a pseudo-terminal). Each round starts
every program once, in turn; figures are medians, and ratios to the bare program. The children are this
very file, called with the name of what to show.
"""

from __future__ import annotations

import os
import pty
import re
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
from time import perf_counter

ROUNDS = 9
KEYS = 60
QUIET = 0.25
"""Seconds without output after which a screen counts as painted."""

MARKS = {"hello": b"Hello", "menu": b"version", "desk": b"Commit"}
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
    from wargame.tui import run_menu

    run_menu()


def desk() -> None:
    """The desk of a seat in the first turn of the flagship. It says how long the game took to load."""
    start = perf_counter()
    from wargame.rules.orders import Orders
    from wargame.session import Game
    from wargame.tui.app import WargameApp
    from wargame.tui.desk.screen import DeskScreen
    from wargame.tui.program import Program

    game = Game.new("offer", seed=1)
    os.write(1, b"\0%.1f\0" % ((perf_counter() - start) * 1000))

    async def send(orders: Orders) -> bool:
        return False

    async def flow(app: Program) -> int:
        app.game = game
        await app.push_screen_wait(DeskScreen(game.seat("trump"), send))
        return 0

    WargameApp(flow).run()


class Child:
    """A program in a pseudo-terminal of 120x36. Before its first screen it may say how long it loaded."""

    def __init__(self, what: str, folder: str) -> None:
        self.fd, inner = pty.openpty()
        ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        root = str(Path(__file__).parent.parent)
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": root}
        env["XDG_DATA_HOME"] = folder  # as on a machine where nobody has played yet
        self.start = perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.screens", what],
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

    def painted(self, mark: bytes) -> tuple[float, float]:
        """Milliseconds to the first text and to the end of the first burst."""
        first = last = 0.0
        while True:
            data = self.read(QUIET if first else 10)
            now = (perf_counter() - self.start) * 1000
            if not data and first:
                return first, last
            if not data:
                raise RuntimeError(f"nothing was painted: {self.output[-300:]!r}")
            last = now
            if not first and mark in self.output:
                first = now

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

    def end(self) -> None:
        """Ends the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.fd)


def paints(folder: str) -> None:
    """First text and full paint of each program, as medians and ratios."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in MARKS}
    for _ in range(ROUNDS):
        for name, mark in MARKS.items():
            child = Child(name, folder)
            first, full = child.painted(mark)
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


CHILDREN: dict[str, Callable[[], None]] = {"hello": hello, "menu": menu, "desk": desk}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        CHILDREN[sys.argv[1]]()
    else:
        with tempfile.TemporaryDirectory() as empty:
            paints(empty)
            keys(empty)
