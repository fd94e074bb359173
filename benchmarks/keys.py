"""Keys in bursts, repeats and at random at the whole program in a pseudo-terminal, killed now and then.

Run with ``python -m benchmarks.keys --minutes 60`` (POSIX only). Games are played by chance, on and on. When
the program has ended, by a key or by ``kill -9``, its save must still hold every record that was in it
before, and verify. The first fault is told with the keys that led to it, and ends the run with status 1.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from random import Random

from tests.terminal import INTERRUPT, Terminal
from wargame.session import GameLog

MINI = Path(__file__).parent.parent / "tests" / "scenarios" / "mini.toml"
BYTES = {
    "enter": b"\r", "escape": b"\x1b", "space": b" ", "tab": b"\t", "backspace": b"\x7f", "ctrl+s": b"\x13",
    "ctrl+p": b"\x10", "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
    "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "delete": b"\x1b[3~",
    "f1": b"\x1bOP", "f9": b"\x1b[20~", "f10": b"\x1b[21~", "shift+tab": b"\x1b[Z",
}  # fmt: skip
OFTEN = (b"\r", b"\r", b"\x1b[21~", b"y", b"\x1b", b" ", b"\x1b[B", b"5", b"3n", b"s")
KEYS = (*OFTEN, *BYTES.values(), *(bytes([char]) for char in b"123456ynuxoafsrwptcem[]"))
GAPS = (0.0, 0.0, 0.001, 0.005, 0.02, 0.05, 0.1, 0.3)
ENDS = {0, 130, 143, -signal.SIGKILL}


class Fault(Exception):
    """Something that must not happen."""


def burst(chance: Random) -> list[bytes]:
    """Some keys that are sent in one write."""
    kind = chance.random()
    if kind < 0.3:
        return [chance.choice(KEYS)] * chance.choice((2, 3, 8, 30))
    if kind < 0.4:
        return [bytes([char]) for char in b"Dear Sirs, no word of this is to be lost."]
    return [chance.choice(KEYS) for _ in range(chance.choice((1, 1, 2, 4, 8)))]


def records(save: Path) -> bytes:
    """What is in the save, if there is one."""
    return save.read_bytes() if save.exists() else b""


def sit(folder: Path, chance: Random, seconds: float, keys: deque[bytes]) -> tuple[int, int]:
    """Run the program once and press keys. Return how many, and its exit status. Raises Fault."""
    save = folder / "saves" / "game.toml"
    over = save.exists() and GameLog.read(save).over
    if over:
        save.unlink()
    wargame = [sys.executable, "-m", "wargame"]
    arguments = ["resume", str(save)] if save.exists() else ["play", "mini", "--save", str(save)]
    terminal = Terminal([*wargame, *arguments], folder=folder)
    terminal.wait_for("Esc", 60)
    count, ends, kill = 0, time.monotonic() + seconds, chance.random() < 0.7
    before = b""
    try:
        while time.monotonic() < ends and not terminal.restored:
            sent = burst(chance)
            keys.extend(sent)
            count += len(sent)
            terminal.send(b"".join(sent))
            terminal.rest(chance.choice(GAPS))
            terminal.output = terminal.output[-100_000:]
            before = records(save)
        if kill and not terminal.restored:
            terminal.signal(signal.SIGKILL)
        elif not terminal.restored:
            terminal.send(INTERRUPT + INTERRUPT)
    except OSError:
        pass  # it has ended by a key
    status = terminal.wait(60)
    if status not in ENDS or "Traceback" in terminal.text or "Error" in terminal.text:
        raise Fault(f"status {status}: {terminal.text[-3000:]}")
    if not records(save).startswith(before):
        raise Fault("the save has lost a record")
    if save.exists() and (wrong := GameLog.read(save).verify()):
        raise Fault(f"the save does not verify: {wrong}")
    return count, status


def main() -> None:
    """Press keys for a while, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, keys = Random(options.seed), deque[bytes](maxlen=400)
    ends = time.monotonic() + 60 * options.minutes
    pressed = rounds = kills = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scenarios").mkdir()
        (folder / "saves").mkdir()
        shutil.copy(MINI, folder / "scenarios")
        while time.monotonic() < ends:
            try:
                count, status = sit(folder, chance, min(chance.uniform(1, 30), ends - time.monotonic()), keys)
            except Fault as fault:
                print(f"after {pressed} keys: {fault}\nthe last keys: {list(keys)}")
                sys.exit(1)
            pressed, rounds, kills = pressed + count, rounds + 1, kills + (status == -signal.SIGKILL)
            print(f"{pressed} keys, {rounds} times begun, {kills} times killed", flush=True)


if __name__ == "__main__":
    main()
