"""What it costs to watch: a game on a second screen, and ten of a class that ten processes write at once.

``python -m benchmarks.room`` measures; ``python -m benchmarks.room play FILE SEED SECONDS`` is one of those
processes: it plays games into FILE as a table does, with so many seconds from step to step.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.terminal import ESCAPES, QUIT, Terminal
from wargame.bots.random_policy import RandomPolicy
from wargame.rules.orders import Orders
from wargame.session import Game, Settings
from wargame.session.live import LiveFile, Showing, Time

TABLES, STEP, SECONDS = 10, 2.0, 60.0
TICKS = os.sysconf("SC_CLK_TCK")


def play(save: Path, seed: int, pause: float) -> None:
    """A table: a seat after the other, the news, the end; each turn that begins is told on stdout."""
    rng = Random(seed)
    settings = Settings(turn_minutes=15, class_name="7b", group=f"G{seed}")
    game = Game.new("offer-lesson", seed=seed, save=save, settings=settings, hides=True)
    live = LiveFile(game, lambda: Time("turn", 600.0 - time.monotonic() % 600, True))

    def show(showing: Showing) -> None:
        live.show(showing)
        time.sleep(pause * rng.uniform(0.5, 1.5))

    while not game.over:
        for seat in game.waiting:
            show(Showing("curtain", seat))
            show(Showing("desk", seat))
            orders = RandomPolicy().choose(game.view(seat), rng)
            game.commit(seat, orders if isinstance(orders, Orders) else Orders())
        while (exchange := game.exchange) is not None and exchange.asked is not None:
            show(Showing("exchange", exchange.asked.id))
            game.answer(exchange.asked.id, "hold")
        game.resolve()
        live.show(Showing("news"))
        print(f"{time.time()} {game.turn} {'over' if game.over else ''}", flush=True)
        time.sleep(pause)
    for item in range(6):
        show(Showing("end", item=item))
    time.sleep(600)


def spent(process: int) -> float:
    """Seconds of a core that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(process: int) -> float:
    """The most MiB that it has had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def read(terminal: Terminal, seconds: float) -> bytes:
    """What comes within so many seconds."""
    before = len(terminal.output)
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        terminal._read(min(left, 0.05))
    return terminal.output[before:]


def wargame(*words: str | Path, rows: int = 36) -> Terminal:
    """The program in a terminal."""
    return Terminal([sys.executable, "-m", "wargame", *words], columns=120, rows=rows)


def quit_(terminal: Terminal) -> None:
    """Leave."""
    terminal.send(QUIT)
    terminal.wait()


def one(folder: Path) -> None:
    """A game on a second screen: at rest, with its clock running, and after a commit."""
    save = folder / "one.toml"
    game = Game.new("offer-lesson", seed=3, save=save, hides=True)
    rng = Random(1)
    terminal = wargame("watch", save)
    terminal.wait_for("Leave")
    read(terminal, 3)
    before = spent(terminal._child)
    read(terminal, 30)
    print(f"watch, nothing happens: {(spent(terminal._child) - before) / 30:.2%} of a core")
    delays = []
    for seat in game.waiting:
        orders = RandomPolicy().choose(game.view(seat), rng)
        game.commit(seat, orders)
        sealed = time.monotonic()
        while not read(terminal, 0.01):
            pass
        delays.append(time.monotonic() - sealed)
        read(terminal, 1)
    told = ", ".join(f"{1000 * delay:.0f}" for delay in delays)
    print(f"watch, from the seal of a commit to the screen: {told} ms")
    live = LiveFile(game, lambda: Time("turn", 600.0 - time.monotonic() % 600, True))
    live.show(Showing("curtain", "kim"))
    read(terminal, 3)
    before = spent(terminal._child)
    read(terminal, 30)
    print(f"watch, the clock runs: {(spent(terminal._child) - before) / 30:.2%} of a core")
    print(f"watch: {memory(terminal._child):.0f} MiB")
    live.close()
    quit_(terminal)


def room(folder: Path) -> None:
    """Ten games by ten processes."""
    command = [sys.executable, "-m", "benchmarks.room", "play"]
    tables = [
        subprocess.Popen(
            [*command, folder / f"g{n}.toml", str(n), str(STEP)], stdout=subprocess.PIPE, text=True
        )
        for n in range(1, TABLES + 1)
    ]
    terminal = wargame("class", folder)
    try:
        terminal.wait_for("Leave")
        read(terminal, 15)
        began, before, start = time.time(), spent(terminal._child), len(terminal.output)
        came: list[tuple[float, int]] = []
        while time.time() - began < SECONDS:
            read(terminal, 0.05)
            if len(terminal.output) > (came[-1][1] if came else start):
                came.append((time.time(), len(terminal.output)))
        cost = (spent(terminal._child) - before) / SECONDS
        print(f"class of {TABLES}: {cost:.1%} of a core, {memory(terminal._child):.0f} MiB")
        delays = []
        for n, table in enumerate(tables, 1):
            table.terminate()
            for line in table.communicate()[0].splitlines():
                when, turn, over = [*line.split(), ""][:3]
                if began <= float(when) <= began + SECONDS - 3 and not over:
                    delays.append(_shown(terminal.output, came, float(when), f"G{n} ", turn))
        told = sorted(delay for delay in delays if delay is not None)
        print(
            f"class of {TABLES}: {len(delays)} turns begun, {len(told)} seen; from there to the screen "
            f"{1000 * statistics.median(told):.0f} ms, at most {1000 * told[-1]:.0f} ms"
        )
    finally:
        for table in tables:
            table.kill()
        quit_(terminal)


def _shown(output: bytes, came: list[tuple[float, int]], since: float, name: str, turn: str) -> float | None:
    """How long after a moment a line of a table said which turn is on."""
    before = max((size for when, size in came if when < since), default=0)
    for when, size in came:
        if when >= since:
            text = ESCAPES.sub(b"", output[before:size]).decode(errors="replace")
            if re.search(rf"{name}\s*turn {turn} of", text):
                return when - since
    return None


def main() -> None:
    """Measure."""
    if sys.argv[1:2] == ["play"]:
        play(Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
        return
    for measure in (one, room):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder))


if __name__ == "__main__":
    main()
