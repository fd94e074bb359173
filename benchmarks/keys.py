"""Keys in bursts, repeats and at random at the whole program in a pseudo-terminal, killed again and again.

Run with ``python -m benchmarks.keys --minutes 60 --kills 200`` (POSIX only). Games are played by chance, on
and on. When the program has ended, by a key or by ``kill -9``, its save must still hold every record that was
in it before, verify and go on; and each typed word that could be read at a desk must be there again, or be
committed. The first fault is told with the keys that led to it, and ends the run with status 1.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from itertools import cycle
from pathlib import Path
from random import Random

from attrs import define

from tests.terminal import ESCAPES, INTERRUPT, Terminal
from wargame.bots.runner import answer_waiting
from wargame.session import Game, GameLog
from wargame.session.drafts import SUFFIX, Drafts
from wargame.tui.farewell import FAULT

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


WORD = re.compile(r"word\d{6}")
AT_A_DESK = re.compile(r"Into the tray|Commit|Ready|Write")
"""What is on the screen where words belong to a desk."""
PATIENCE = 8
"""Seconds."""
A_LOT = 6000
"""More bytes than something that blinks."""
SIZES = cycle([(81, 25), (80, 24)])


class Fault(Exception):
    """Something that must not happen."""


@define
class Count:
    """What was done so far."""

    keys: int = 0
    begun: int = 0
    kills: int = 0
    words: int = 0
    over: int = 0

    def __str__(self) -> str:
        return (
            f"{self.keys} keys, {self.begun} times begun, {self.kills} times killed, {self.over} games over, "
            f"{self.words} words found again"
        )


def words(chance: Random) -> list[bytes]:
    """A sentence with a word that is in no other, into what is open or into a new letter or note."""
    first = chance.choice((b"", b"3n", b"5n"))
    return [bytes([char]) for char in first + b"Dear Sirs, word%06d is kept." % chance.randrange(10**6)]


def burst(chance: Random) -> list[bytes]:
    """Some keys that are sent in one write."""
    kind = chance.random()
    if kind < 0.3:
        return [chance.choice(KEYS)] * chance.choice((2, 3, 8, 30))
    if kind < 0.4:
        return words(chance)
    return [chance.choice(KEYS) for _ in range(chance.choice((1, 1, 2, 4, 8)))]


def records(save: Path) -> bytes:
    """What is in the save, if there is one."""
    return save.read_bytes() if save.exists() else b""


def readable(terminal: Terminal) -> str:
    """What is on the whole screen: it is drawn anew in another size."""
    terminal.output = terminal.output[-1000:]
    drawn = len(terminal.output)
    terminal.resize(*next(SIZES))
    terminal.rest(1)
    return ESCAPES.sub(b" ", terminal.output[drawn:]).decode(errors="replace")


def read_twice(terminal: Terminal) -> set[str]:
    """The words that have been at a desk for a second, once most keys have been answered."""
    ends, drawn = time.monotonic() + PATIENCE, 0
    while time.monotonic() < ends and len(terminal.output) - drawn > A_LOT:
        drawn = len(terminal.output)
        terminal.rest(0.5)
    screens = readable(terminal), readable(terminal)
    found = [{*WORD.findall(screen)} if AT_A_DESK.search(screen) else set() for screen in screens]
    return found[0] & found[1]


def kept(save: Path) -> str:
    """All that teams have written in a game that was left: what was committed, and what lies on the desks
    without a PIN. It is a copy of the game that goes on: the program has to find the file as it was left."""
    with tempfile.TemporaryDirectory() as name:
        copy, draft = Path(name) / save.name, save.with_name(save.name + SUFFIX)
        shutil.copy(save, copy)
        if draft.exists():
            shutil.copy(draft, copy.with_name(draft.name))
        game = Game.resume(copy)
        drafts = Drafts(game)
        for seat in game.rules.seats:
            if seat not in game.locked:
                drafts.open(seat)
        desks: list[object] = [drafts.sheet(seat) for seat in game.rules.seats]
        drafts.close()
        if not game.waiting and not game.over:
            answer_waiting(game, {})
            game.resolve()
        desks += [game.take_back(seat) for seat in game.committed] if game.waiting else []
        game.close()
        return f"{desks} {game.turns} {game.undone} {game.notes} {game.statements}"


def sit(folder: Path, chance: Random, seconds: float, keys: deque[bytes], count: Count) -> None:
    """Run the program once, press keys and end it. Raises Fault."""
    save = folder / "saves" / "game.toml"
    if save.exists() and ((game := GameLog.read(save)).over or (game.locked and chance.random() < 0.3)):
        save.unlink()  # a PIN that chance has given nobody knows
        count.over += game.over
    wargame = [sys.executable, "-m", "wargame"]
    arguments = ["resume", str(save)] if save.exists() else ["play", "mini", "--save", str(save)]
    terminal = Terminal([*wargame, *arguments], folder=folder)
    terminal.wait_for("Help", 60)  # where the game stands: in the reveal, too
    count.begun += 1
    before, shown, writes = b"", set[str](), chance.random() < 0.45

    def press(*sent: bytes, gap: float) -> None:
        nonlocal before
        keys.extend(sent)
        count.keys += len(sent)
        terminal.send(b"".join(sent))
        terminal.rest(gap)
        terminal.output = terminal.output[-100_000:]
        before = records(save)

    try:
        if writes:  # by chance alone there would be few words
            for key in (b"\r", b"\r", b"\r", b"\r", b"3", b"n"):
                press(key, gap=1)
            press(*words(chance), gap=1)
        ends = time.monotonic() + (chance.choice((0, 0.1, 0.5)) if writes else seconds)
        while time.monotonic() < ends and not terminal.restored:
            press(*burst(chance), gap=chance.choice(GAPS))
        if writes:
            shown = read_twice(terminal)
        if not terminal.restored:
            if chance.random() < 0.95:
                terminal.signal(signal.SIGKILL)
            else:
                terminal.send(INTERRUPT + INTERRUPT)
    except OSError:
        pass  # it has ended by a key
    status = terminal.wait(300)  # on a busy machine many keys may come before the last
    count.kills += status == -signal.SIGKILL
    if status not in ENDS or FAULT in terminal.text or "Traceback" in terminal.text:
        raise Fault(f"status {status}: {terminal.text[-3000:]}")
    if not records(save).startswith(before):
        raise Fault("the save has lost a record")
    if not save.exists():
        return
    if wrong := GameLog.read(save).verify():
        raise Fault(f"the save does not verify: {wrong}")
    written = kept(save)
    if lost := {word for word in shown if word not in written}:
        raise Fault(f"{lost} could be read on the screen, and are kept nowhere: {terminal.text}")
    count.words += len(shown)


def main() -> None:
    """Press keys for a while, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, keys, count = Random(options.seed), deque[bytes](maxlen=400), Count()
    begun, whole = time.monotonic(), 60 * options.minutes
    pace = whole / options.kills
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_DATA_HOME"] = str(folder / "data")
        (folder / "scenarios").mkdir()
        (folder / "saves").mkdir()
        shutil.copy(MINI, folder / "scenarios")
        while (gone := time.monotonic() - begun) < whole or count.kills < options.kills:
            # As long a while as leaves the others the time that they need, or a moment where it is late.
            behind = gone / pace - count.kills
            try:
                sit(folder, chance, chance.uniform(0.5, pace) * (0.3 if behind > 1 else 1.2), keys, count)
            except (Fault, TimeoutError) as fault:
                print(f"after {count}: {fault}\nthe last keys: {list(keys)}")
                sys.exit(1)
            print(f"{time.monotonic() - begun:.0f} s: {count}", flush=True)


if __name__ == "__main__":
    main()
