"""What a real terminal gets of hostile words: their letters, and no control character of theirs."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest

from tests.tui.games import HAND, fresh, hostile_scenario

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from tests.nursery import Nursery
from tests.terminal import Terminal

ENTER, ESCAPE, PASTE, PASTED = b"\r", b"\x1b", b"\x1b[200~", b"\x1b[201~"
HIDDEN = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029]")


def test_no_control_character_of_people_reaches_the_terminal(
    tmp_path: Path, environment: dict[str, str], nursery: Nursery
) -> None:
    fresh(hostile_scenario(), save=tmp_path / "game.toml").close()
    words = ["resume", tmp_path / "game.toml"]
    terminal = Terminal(words, folder=tmp_path, environment=environment, nursery=nursery)
    terminal.step("gone", ENTER)  # the front page, with what is left of the hostile words
    terminal.wait_for("look away")
    terminal.rest(0.4)  # a second Enter at once would be one of a double press
    terminal.step("look away", ENTER)
    terminal.step("Letters", b"2")
    for keys in (b"3", b"n", PASTE + HAND.encode() + PASTED, ESCAPE, b"4", b"5", b"6", b"?", ESCAPE):
        terminal.rest(0.3)
        terminal.send(keys)
    terminal.rest(0.3)
    drawn = terminal.output
    terminal.signal(signal.SIGTERM)
    terminal.wait()
    assert "alarm" in terminal.text
    assert b"\x1b[2J" not in drawn
    assert b"pwned" in drawn  # its letters are shown; its title of the window is not
    assert set(re.findall(rb"\x1b\](\d*)", drawn)) <= {b"22"}  # Textual's own: the shape of the pointer
    assert HIDDEN.findall(drawn.decode()) == []
