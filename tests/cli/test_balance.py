"""``wargame balance`` from outside."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import MINI, Run


def test_the_report_is_data_and_the_same_with_any_number_of_jobs(process: Run, tmp_path: Path) -> None:
    one = process("balance", MINI, "--games", "60", "--csv", "a.csv", "--json", "a.json")
    two = process("balance", MINI, "--games", "60", "--jobs", "2", "--json", "b.json")
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == two.stdout
    assert "60 games" in one.stdout
    assert "war: the ladder's top was reached" in one.stdout
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    sums = json.loads((tmp_path / "a.json").read_text())
    assert sum(sums["endings"].values()) == sum(sums["rungs"].values()) == sums["games"] == 60
    assert sum(sums["fought"].values()) == sum(sums["ended"].values()) == sum(sums["stood_on"].values()) > 0
    assert "Planks at the bridge: Sarvia and Halden" in one.stdout
    assert sum(sums["answers"].values()) >= sums["fought"]["planks"]
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["section"] for row in rows} >= {"endings", "scores", "ordered", "fired", "agreed"}


def test_an_example_of_the_report_can_be_looked_at(run: Run) -> None:
    report = run("balance", MINI, "--games", "60", "--seed", "3").stdout
    line = next(line for line in report.splitlines() if ", as game " in line)
    number = line.rpartition(" ")[2]
    kept = run("balance", MINI, "--seed", "3", "--game", number, "--save", "kept.toml")
    assert kept.returncode == 0
    ending = kept.stdout.partition(": ")[2].strip()
    assert ending in line
    assert run("verify", "kept.toml").returncode == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--seat", "nobody=random"], "no seat"),
        (["--seat", "sarvia=rnadom"], "Did you mean random?"),
        (
            ["--seat", "sarvia=people"],
            "no policy 'people'. There are random, default, history, planner, cards, moves;",
        ),
        (["--seat", "sarvia=random:5"], "nothing may stand behind random"),
        (["--seat", "sarvia=planner:0"], "from 1 to 100,000"),
        (["--game", "3"], "--save"),
        (["--games", "0"], "--games"),
    ],
)
def test_wrong_usage(words: list[str], says: str, run: Run) -> None:
    done = run("balance", MINI, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


posix = pytest.mark.skipif(os.name != "posix", reason="sends signals to a program on a terminal")


class OnTerminal:
    """``wargame balance`` with very many games and its stderr on a terminal that somebody reads."""

    def __init__(self, jobs: int, environment: dict[str, str], folder: Path) -> None:
        import pty

        self.said = b""
        screen, terminal = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-m", "wargame", "balance", MINI, "--games", "1000000", "--jobs", str(jobs)],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=terminal,
            text=True,
            start_new_session=True,
            preexec_fn=_heed_interrupts,
        )
        os.close(terminal)
        self.reader = threading.Thread(target=self._read, args=(screen,), daemon=True)
        self.reader.start()

    def _read(self, screen: int) -> None:
        """Reads until the last process that holds the terminal has gone."""
        with contextlib.suppress(OSError):
            while some := os.read(screen, 1000):
                self.said += some
        os.close(screen)

    def play_a_little(self) -> None:
        """Waits until chunks have come in: the bar has said how long the rest will take."""
        until = time.monotonic() + 60
        while b"0%  " not in self.said:
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def tells(self, why: str = "") -> None:
        """It ends by itself, and reports on what was played."""
        out = self.end()
        assert self.program.returncode == 1
        assert b"Traceback" not in self.said
        games = int(out.partition(" games")[0].rpartition(" ")[2])
        assert f"{why}Stopped after {games} of 1000000 games".encode() in self.said
        assert games > 0

    def end(self, *, now: bool = False) -> str:
        """What it wrote to stdout, when it and all its workers have gone."""
        try:
            if now:
                os.killpg(self.program.pid, signal.SIGKILL)
            out, _ = self.program.communicate(timeout=60)
            self.reader.join(60)
            assert not self.reader.is_alive()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.program.pid, signal.SIGKILL)
        return out


def _heed_interrupts() -> None:
    """Programs that a shell starts in the background are told to ignore them, and so are their children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _twice(group: int, number: int) -> None:
    """As somebody does who presses it again, or a program that passes it on."""
    os.killpg(group, number)
    time.sleep(0.005)
    os.killpg(group, number)


@posix
@pytest.mark.parametrize(
    ("jobs", "to"),
    [(1, os.kill), (2, os.kill), (2, os.killpg)],
    ids=["without workers", "alone", "with its workers"],
)
def test_ctrl_c_tells_what_has_been_played(
    jobs: int, to: Callable[[int, int], None], environment: dict[str, str], tmp_path: Path
) -> None:
    """On a terminal a bar shows how far it is; the report goes to stdout all the same. The terminal signals
    everyone; another program may signal the first process only."""
    balance = OnTerminal(jobs, environment, tmp_path)
    balance.play_a_little()
    to(balance.program.pid, signal.SIGINT)
    balance.tells()


@posix
def test_ctrl_c_pressed_twice_tells_as_well(environment: dict[str, str], tmp_path: Path) -> None:
    balance = OnTerminal(2, environment, tmp_path)
    balance.play_a_little()
    _twice(balance.program.pid, signal.SIGINT)
    balance.tells()


@posix
def test_a_worker_that_is_killed_costs_only_what_it_was_at(
    environment: dict[str, str], tmp_path: Path
) -> None:
    balance = OnTerminal(2, environment, tmp_path)
    balance.play_a_little()
    children = Path(f"/proc/{balance.program.pid}/task/{balance.program.pid}/children")
    if not children.exists():
        balance.end(now=True)
        pytest.skip("nothing here tells which processes are a program's")
    os.kill(int(children.read_text().split()[-1]), signal.SIGKILL)
    balance.tells("A process that played was ended from outside. ")


@posix
def test_no_worker_outlives_the_program(environment: dict[str, str], tmp_path: Path) -> None:
    balance = OnTerminal(2, environment, tmp_path)
    balance.play_a_little()
    balance.program.kill()
    balance.end()
