"""However the program ends: soon, its records on the disk, its save free, nothing of a desk left."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import MINI

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from benchmarks.keys import kept
from tests.nursery import Nursery
from tests.terminal import ESCAPES, INTERRUPT, QUIT, Terminal
from tests.tui.games import fresh
from wargame.journal import open_journal

Program = Callable[..., Terminal]

ENTER, ESCAPE, THEME, COMMIT = b"\r", b"\x1b", b"\x1b[20~", b"\x1b[21~"
SOON = 10
"""Seconds. Two are promised, to a machine that is not busy."""

SLOW = """
import sys
import time
import wargame.session.running
def slow(*arguments):
    print("adjudicating", flush=True, file=sys.__stdout__)
    time.sleep(60)
wargame.session.running.resolve = slow
"""
"""The adjudication takes its time."""

BROKEN = """
from wargame.tui.desk.letters import LettersPane
def rows(self):
    secret = "the secret of Halden"
    raise KeyError(secret)
LettersPane.rows = rows
"""
"""The tab of letters has a fault."""


BROKEN_BOX = """
from wargame.tui.desk.radio import RadioRow
def step(self, by):
    raise KeyError("the secret of Halden")
RadioRow.action_step = step
"""
"""A row of choices has a fault."""


@pytest.fixture
def program(environment: dict[str, str], tmp_path: Path, nursery: Nursery) -> Program:
    """Open ``wargame`` with arguments in a terminal; without any, a new game of the small scenario. ``first``
    is Python that is run before."""

    def program(*arguments: str | Path, first: str = "") -> Terminal:
        words = arguments or ("play", MINI, "--seed", "1", "--save", tmp_path / "game.toml")
        return Terminal(words, folder=tmp_path, environment=environment, nursery=nursery, first=first)

    return program


@pytest.fixture
def save(tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A game of the small scenario in which only one seat is a person's."""
    path = tmp_path / "game.toml"
    monkeypatch.setenv("XDG_DATA_HOME", environment["XDG_DATA_HOME"])  # where the key to it is kept
    fresh(save=path, halden="closed", sarvia="closed").close()
    return path


def at_menu(terminal: Terminal) -> None:
    terminal.step("Go on", ESCAPE)
    terminal.step("The game waits in", b"")


def at_desk(terminal: Terminal) -> None:
    terminal.step("Go on", ENTER)
    terminal.rest(0.4)
    terminal.step("Hand the keyboard to", ENTER)
    terminal.wait_for("Commit")


def at_letter(terminal: Terminal) -> None:
    at_desk(terminal)
    terminal.step("Commit", b"3")
    terminal.step("Write a letter", b"n")
    terminal.step("Into the tray", b"a letter that nobody has kept")
    terminal.wait_for("nobody has kept")


def at_adjudication(terminal: Terminal) -> None:
    at_desk(terminal)
    terminal.step("Commit", COMMIT)
    terminal.step("Commit", ENTER)
    terminal.wait_for("adjudicating")


def unread(terminal: Terminal) -> None:
    """At a desk that has more to draw than a terminal holds that nobody reads."""
    at_desk(terminal)
    terminal.step("Commit", THEME * 40)
    time.sleep(2)


STATES = {
    "menu": at_menu,
    "adjudication": at_adjudication,
    "unread": unread,
}


@pytest.mark.parametrize(
    ("state", "how"),
    [
        *((state, "close") for state in STATES),  # at a desk with a letter open: see below
        ("adjudication", "terminate"),
        ("unread", "hang up"),
    ],
)
def test_gone_or_told_to_end_it_ends_soon_with_its_records_saved_and_its_lock_free(
    state: str, how: str, program: Program, save: Path
) -> None:
    terminal = program("resume", save, first=SLOW)
    STATES[state](terminal)
    if how == "close":
        terminal.close()
    else:
        terminal.signal(signal.SIGTERM if how == "terminate" else signal.SIGHUP)
    took = terminal.gone(SOON)
    print(f"{state}, {how}: {took:.2f} s")  # the figures in docs/saves.md
    terminal.close()
    assert terminal.status == (143 if how == "terminate" else 129)
    with open_journal(save) as journal:
        commits = 1 if state == "adjudication" else 0
        assert [record.kind for record in journal.records] == ["dawn", *["commit"] * commits]


@pytest.mark.parametrize("how", ["quit", "interrupt twice", "terminate", "fault"])
def test_however_it_ends_nothing_of_a_desk_stays_and_one_sentence_says_where_the_save_is(
    how: str, program: Program
) -> None:
    """On terminals that have but one screen, too."""
    terminal = program(first=BROKEN if how == "fault" else "")
    terminal.step("CONTENT NOTE", ENTER)
    terminal.rest(0.4)  # a second Enter at once would be one of a double press
    terminal.step("Go on", ENTER)
    terminal.rest(0.4)
    terminal.step("Hand the keyboard to", ENTER)
    terminal.step("YOU WANT", ENTER)
    terminal.wait_for("Commit")
    if how == "quit":
        terminal.step("Commit", QUIT)
        terminal.step("Leave the game?", b"y")
    elif how == "terminate":
        terminal.signal(signal.SIGTERM)
    else:
        terminal.step("Commit", INTERRUPT * 2 if how == "interrupt twice" else b"3")
    assert terminal.wait() == {"quit": 0, "fault": 1, "terminate": 143, "interrupt twice": 130}[how]
    assert terminal.restored
    rows = range(1, 25)
    drawn, _, rest = terminal.output.rpartition(b"".join(b"\x1b[%d;1H\x1b[2K" % row for row in rows))
    assert b"Commit" in drawn
    before, _, after = rest.partition(b"\x1b[?1049l")
    assert ESCAPES.sub(b"", before) == b""
    *fault, kept = ESCAPES.sub(b"", after).decode().splitlines()
    assert kept.startswith("The game is kept in ")
    assert kept.endswith("game.toml")
    if how == "fault":
        assert len(fault) == 1
        assert "The program has a fault and had to stop (KeyError in tui/desk/pane.py, line" in fault[0]
    assert "secret of Halden" not in terminal.text
    assert "Traceback" not in terminal.text


def test_closed_right_after_a_fault_it_ends_soon(program: Program, save: Path) -> None:
    terminal = program("resume", save, first=BROKEN)
    at_desk(terminal)
    terminal.step("Commit", b"3")
    terminal.close()
    terminal.gone(SOON)
    assert terminal.status in {1, 129}


def test_with_errors_sent_to_a_file_the_screens_are_there(
    environment: dict[str, str], tmp_path: Path
) -> None:
    words = [sys.executable, "-m", "wargame", "play", MINI, "--save", tmp_path / "game.toml"]
    command = ["/bin/sh", "-c", '"$@" 2> errors', "sh", *words]
    terminal = Terminal(command, folder=tmp_path, environment=environment)
    terminal.step("CONTENT NOTE", QUIT)
    terminal.step("Leave the game?", b"y")
    assert terminal.wait() == 0
    assert terminal.restored
    assert "The game is kept in" in (tmp_path / "errors").read_text()


@pytest.mark.parametrize("how", ["kill", "close", "fault"])
def test_whatever_ends_it_what_was_being_typed_is_there_again(how: str, program: Program, save: Path) -> None:
    terminal = program("resume", save, first=BROKEN_BOX if how == "fault" else "")
    at_letter(terminal)
    if how == "kill":
        ends = time.monotonic() + 60
        while "nobody has kept" not in kept(save):
            assert time.monotonic() < ends
            terminal.rest(0.1)  # a quarter of a second is promised, to a machine that is not busy
        terminal.signal(signal.SIGKILL)
    elif how == "close":
        terminal.close()
    else:
        terminal.send(b"\t\x1b[C")
    took = terminal.gone(SOON)
    print(f"box, {how}: {took:.2f} s")
    terminal = program("resume", save)
    at_desk(terminal)
    terminal.step("Into the tray", b"")
    assert "a letter that nobody has kept" in terminal.text
    terminal.signal(signal.SIGTERM)
    assert terminal.wait() == 143
