"""The doctor on the command line: a line for each thing, a status, and the keys of a real terminal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.conftest import Run
from tests.posix import posix

if TYPE_CHECKING:
    from tests.nursery import Nursery


def test_a_line_for_each_thing_and_status_1_where_one_is_wrong(run: Run, game: Path, tmp_path: Path) -> None:
    save = tmp_path / "monday.toml"
    shutil.copy(game, save)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.toml").write_text("title = 1\n")
    done = run("doctor", save)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert all(line.split()[0] in ("ok", "look", "wrong") for line in lines)
    assert [line for line in lines if line.startswith("wrong")] == [
        line for line in lines if "scenario mine" in line
    ]
    assert any(line.startswith("ok     save: ") for line in lines)
    shutil.rmtree(tmp_path / "scenarios")
    assert run("doctor", save).returncode == 0
    save.write_bytes(save.read_bytes()[:-9])
    done = run("doctor", save, "--repair")
    assert done.returncode == 0
    assert "monday.toml.copy" in done.stderr
    assert run("doctor", "--repair").returncode == 2


@posix
def test_it_asks_for_keys_and_shows_what_arrived(
    environment: dict[str, str], tmp_path: Path, nursery: Nursery
) -> None:
    from tests.terminal import Terminal

    terminal = Terminal(["doctor"], folder=tmp_path, environment=environment, nursery=nursery)
    try:
        for asked, sent in (
            ("Press F1.", b"\x1bOP"),
            ("Press F10.", b"\x1b[20~"),
            ("Once more: press F10.", b"\x1b[20~"),
            ("Press Esc.", b"x"),  # a mistake
            ("Once more: press Esc.", b"\x1b"),
            ("Press Ctrl+R.", b" "),
        ):
            terminal.step(asked, sent)
        assert terminal.wait() == 0
    finally:
        terminal.close()
    for told in ("key F1: Arrives", "arrived: ESC [ 2 0 ~", "key Esc: Arrives", "key Ctrl+R: Passed over"):
        assert told in terminal.text
