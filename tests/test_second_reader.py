"""Our saves read and checked by a second program, written from ``docs/saves.md`` alone."""

from __future__ import annotations

import ast
import copy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MINI, ROOT
from wargame.journal import Record, create, read
from wargame.rules.orders import Letter, Order, Orders
from wargame.session import Game

PROGRAM = ROOT / "tests" / "second_reader.py"


def run(*saves: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", PROGRAM, *saves], capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="module")
def saves(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A game with everything in it that is bound, one that still runs, a branch of it, one of machines."""
    folder = tmp_path_factory.mktemp("saves")
    paths = [folder / f"{name}.toml" for name in ("whole", "running", "branch", "machines")]
    for path in paths[:2]:
        game = Game.new(str(MINI), seed=5, save=path)
        letter = Letter("sarvia", "Water in spring,\nlight in autumn: \u00fc \u6c34")
        game.commit("halden", Orders(letters=(letter,)))
        game.take_back("halden")
        game.commit("halden", Orders(moves=(Order("fill_on"),), letters=(letter,)))
        for turn in range(3):
            for seat in game.waiting:
                game.commit(seat, game.default(seat))
            if turn < 2:
                game.resolve()
        game.rewind(2, "once more")
        game.commit("halden", Orders())
        while path == paths[0] and not game.over:
            for seat in game.waiting:
                game.commit(seat, game.default(seat))
            game.resolve()
        game.close()
    game = Game.branch(paths[1], turn=2, save=paths[2])
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    from wargame.cli import main

    assert main(["auto", str(MINI), "--seed", "1", "--save", str(paths[3])]) == 0
    return paths


def test_it_is_a_program_of_its_own() -> None:
    tree = ast.parse(PROGRAM.read_text(encoding="utf-8"))
    imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_a_second_program_reads_and_checks_our_saves(saves: list[Path]) -> None:
    kept = [*(ROOT / "saves").glob("*.toml"), *(ROOT / "tests" / "corpus" / "saves").glob("*.toml")]
    assert len(kept) > 3
    done = run(*saves, *kept)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(", sound\n") == len(saves) + len(kept)


def body(records: list[Record], kind: str) -> dict[str, Any]:
    return next(record.body for record in records if record.kind == kind)


CHANGES: dict[str, Callable[[dict[str, Any], list[Record]], object]] = {
    "an order": lambda _, r: body(r, "resolution")["opened"][0]["orders"].update(letters=[]),
    "a nonce": lambda _, r: body(r, "resolution")["opened"][0].update(nonce="00"),
    "a seat left out": lambda _, r: body(r, "resolution")["opened"].pop(),
    "the dice of a turn": lambda _, r: body(r, "resolution").update(dice="0" * 32),
    "all dice": lambda h, _: h["secrets"]["dice"].reverse(),
    "the id": lambda h, _: h.update(id="mini-000000000000"),
    "a second commit": lambda _, r: r.insert(3, Record(0, "commit", {**r[1].body, "id": "x"}, "")),
    "a turn left out": lambda _, r: r.pop(0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_finds_what_was_changed_and_sealed_anew(name: str, saves: list[Path], tmp_path: Path) -> None:
    contents = read(saves[0])
    header, records = copy.deepcopy(contents.header), list(copy.deepcopy(contents.records))
    CHANGES[name](header, records)
    with create(tmp_path / "save.toml", header) as journal:
        for record in records:
            journal.append(record.kind, record.body)
    done = run(tmp_path / "save.toml")
    assert done.returncode == 1
    assert "UNSOUND: Unsound" in done.stdout


def test_it_finds_a_changed_byte_and_a_missing_end(saves: list[Path], tmp_path: Path) -> None:
    data = saves[0].read_bytes()
    for changed in (data.replace(b"turn = 2", b"turn = 3", 1), data[:-90], data[: len(data) // 3]):
        (tmp_path / "save.toml").write_bytes(changed)
        assert "UNSOUND" in run(tmp_path / "save.toml").stdout
