"""``wargame balance`` from outside."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import MINI, Run


def test_the_report_is_data_and_the_same_with_any_number_of_jobs(run: Run, tmp_path: Path) -> None:
    one = run("balance", MINI, "--games", "60", "--csv", "a.csv", "--json", "a.json")
    two = run("balance", MINI, "--games", "60", "--jobs", "2", "--json", "b.json")
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == two.stdout
    assert "60 games" in one.stdout
    assert "war: the ladder's top was reached" in one.stdout
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    sums = json.loads((tmp_path / "a.json").read_text())
    assert sum(sums["endings"].values()) == sum(sums["rungs"].values()) == sums["games"] == 60
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
        (["--seat", "sarvia=rnadom"], "no policy"),
        (["--game", "3"], "--save"),
        (["--games", "0"], "--games"),
    ],
)
def test_wrong_usage(words: list[str], says: str, run: Run) -> None:
    done = run("balance", MINI, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal here")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_tells_what_has_been_played(jobs: str, environment: dict[str, str], tmp_path: Path) -> None:
    """On a terminal a bar shows how far it is; the report goes to stdout all the same."""
    import pty

    screen, terminal = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "wargame", "balance", MINI, "--games", "1000000", "--jobs", jobs],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        start_new_session=True,  # so that the signal reaches the workers too, as in a terminal
    )
    os.close(terminal)
    said = b""
    while b"Playing" not in said:
        said += os.read(screen, 1000)
    time.sleep(1)
    os.killpg(program.pid, signal.SIGINT)
    out, _ = program.communicate(timeout=30)
    while b"of 1000000 games" not in said:
        said += os.read(screen, 1000)  # raises OSError where it ends without
    os.close(screen)
    assert program.returncode == 1
    assert b"Traceback" not in said
    assert " games" in out
