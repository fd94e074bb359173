"""What ``docs/saves.md`` says is so: its code runs, its example is a save, its tests exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.journal.disks import small_game

HERE = Path(__file__).resolve().parent
PAGE = (HERE.parents[1] / "docs" / "saves.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The pieces of code in the page that are in ``language``."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_tests_it_names_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    found = {
        name
        for path in HERE.parent.rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 20
    assert named <= found


def test_its_check_of_the_seals_works(tmp_path: Path) -> None:
    scope: dict[str, object] = {}
    exec(blocks("python")[0], scope)  # the page's own code
    check = scope["sealed_blocks"]
    assert callable(check)
    save = tmp_path / "game.toml"
    small_game(save, 5)
    assert check(save) == 6
    save.write_bytes(save.read_bytes().replace(b"turn = 3", b"turn = 4"))
    assert check(save) == 4


def test_its_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(blocks("python")[1], {})
    assert (tmp_path / "game.toml").exists()


def test_its_example_has_the_shape_of_a_save() -> None:
    example = tomllib.loads(blocks("toml")[0])
    assert list(example) == [
        "format",
        "kind",
        "title",
        "begun",
        "engine",
        "secrets",
        "scenario",
        "seal",
        "record",
    ]
    assert example["record"][0]["seal"]["prev"] == example["seal"]["hash"]
