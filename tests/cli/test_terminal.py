"""The screens from outside: they open, close, and leave the terminal as it was, whatever happens."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import MINI

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

from tests.nursery import Nursery
from tests.terminal import QUIT, Terminal

Screens = Callable[..., Terminal]


@pytest.fixture
def screens(environment: dict[str, str], tmp_path: Path, nursery: Nursery) -> Screens:
    """Open ``wargame`` with arguments in a terminal."""

    def screens(*arguments: str | Path, **more: str) -> Terminal:
        settings = {**environment, **more}
        return Terminal(arguments, folder=tmp_path, environment=settings, nursery=nursery)

    return screens


def test_the_menu_opens_and_closes(environment: dict[str, str], tmp_path: Path) -> None:
    terminal = Terminal([sys.executable, "-m", "wargame"], folder=tmp_path, environment=environment)
    terminal.wait_for("New game")
    terminal.send(QUIT)
    assert terminal.wait() == 0
    assert terminal.restored


def test_a_finished_game_can_be_replayed(game: Path, screens: Screens) -> None:
    terminal = screens("replay", game)
    terminal.wait_for("Turn")
    terminal.send(QUIT)
    assert terminal.wait() == 0
    assert terminal.restored


@pytest.mark.parametrize("command", [[], ["play"], ["play", MINI]])
def test_a_dumb_terminal_is_refused_in_words(command: list[str | Path], screens: Screens) -> None:
    terminal = screens(*command, TERM="dumb")
    assert terminal.wait() == 2
    assert "TERM=dumb" in terminal.text
    assert b"\x1b" not in terminal.output


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        (["play", "nowhere"], 1, "nowhere"),
        (["play", "--class", "nowhere"], 1, "There is no class file 'nowhere'"),
        (["play", "--group", "2"], 2, "add --class NAME"),
        (["play", "offer", "--class", "ir"], 2, "leave SCENARIO out"),
        (["play", MINI, "--seat", "nobody=ai"], 2, "There is no seat 'nobody'"),
        (["play", MINI, "--seat", "halden=ai:rnadom"], 2, "Did you mean random?"),
        (["resume", MINI], 1, "mini.toml"),
        (["replay", MINI], 1, "mini.toml"),
    ],
)
def test_what_is_wrong_is_said_without_opening_a_screen(
    command: list[str | Path],
    status: int,
    says: str,
    screens: Screens,
) -> None:
    terminal = screens(*command)
    assert terminal.wait() == status
    assert says in terminal.text
    assert b"\x1b[?1049h" not in terminal.output
