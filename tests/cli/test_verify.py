"""``wargame verify`` on saves that were changed by hand and sealed anew: what differs, where, and why."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MINI
from wargame.cli import main
from wargame.journal import Contents, Record, create, read
from wargame.session import Game

Change = Callable[[dict[str, Any], list[Record]], object]


def forged(path: Path, contents: Contents, change: Change) -> str:
    """The path of a save that holds ``contents``, changed, under seals of its own."""
    header, records = copy.deepcopy(contents.header), list(copy.deepcopy(contents.records))
    change(header, records)
    with create(path, header) as journal:
        for record in records:
            journal.append(record.kind, record.body)
    return str(path)


def body(records: list[Record], kind: str, turn: int = 1) -> dict[str, Any]:
    return next(r.body for r in records if r.kind == kind and r.body["turn"] == turn)


@pytest.fixture(scope="module")
def mini(game: Path) -> Contents:
    return read(game)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """A game of a scenario that comes with the program, its first turn adjudicated."""
    path = tmp_path_factory.mktemp("lesson") / "game.toml"
    game = Game.new("offer-lesson", seed=1, save=path)
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    return read(path)


def verify(path: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["verify", path])
    return status, *capsys.readouterr()


def test_an_id_that_does_not_fit_the_seed_differs(
    mini: Contents, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save = forged(tmp_path / "a.toml", mini, lambda header, _: header.update(id="mini-000000000000"))
    status, out, _ = verify(save, capsys)
    assert status == 1
    assert "DIFFERS. header, id: the save has 'mini-000000000000', the rules give 'mini-" in out


def test_the_id_of_a_branch_is_bound_to_its_salt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where a game was branched twice at one turn, and rewound."""
    paths = [tmp_path / f"{name}.toml" for name in "abc"]
    Game.new(str(MINI), seed=3, save=paths[0]).close()
    for old, new in pairwise(paths):
        game = Game.branch(old, turn=1, save=new, salt=f"after {old.stem}")
        game.rewind(1, "once more")
        game.close()
    a, b, c = map(read, paths)
    assert [verify(str(path), capsys)[0] for path in paths] == [0, 0, 0]
    for other in (a, b):
        save = tmp_path / f"{other.seal}.toml"
        forged(save, c, lambda header, _, id=other.header["id"]: header.update(id=id))
        assert "DIFFERS. header, id:" in verify(str(save), capsys)[1]


@pytest.mark.parametrize(("before", "step"), [("commit", 1), ("resolution", 0)])
def test_a_second_commit_without_a_take_back_is_refused(
    mini: Contents, tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str, step: int
) -> None:
    """At once, and as the last before the turn is adjudicated."""

    def again(_: dict[str, Any], records: list[Record]) -> None:
        i = next(i for i, r in enumerate(records) if r.kind == before) + step
        records.insert(i, Record(0, "commit", {**records[i - 1].body, "id": "another", "orders": {}}, ""))

    status, _, err = verify(forged(tmp_path / "save.toml", mini, again), capsys)
    assert status == 1
    assert "(commit) of this save makes no sense" in err
    assert "has committed already; take it back first" in err


def test_a_scenario_other_than_the_one_shipped_is_told_and_no_failure(
    lesson: Contents, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = forged(tmp_path / "same.toml", lesson, lambda header, records: None)
    assert verify(same, capsys) == (0, f"{same}: agrees, 1 turn compared; turn 2 is not finished.\n", "")
    title = forged(tmp_path / "title.toml", lesson, lambda h, _: h["scenario"].update(title="Another one"))
    status, out, err = verify(title, capsys)
    assert (status, "agrees, 1 turn compared" in out) == (0, True)
    assert "its scenario is not the one that comes with this program as offer-lesson" in err


def test_a_mismatch_names_turn_field_and_likely_cause(
    lesson: Contents, mini: Contents, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after another: other rules, an edited scenario, results changed by hand."""
    track = list(lesson.header["scenario"]["tracks"])[1]

    def start(header: dict[str, Any], _: object) -> None:
        header["scenario"]["tracks"][track]["start"] += 1

    def result(_: object, records: list[Record]) -> None:
        tracks = body(records, "resolution")["state"]["tracks"]
        tracks[next(iter(tracks))] += 1

    for name, contents, change, says in (
        ("rules", mini, lambda h, _: h.update(engine="1"), ["played with rules 1; this program has rules 4"]),
        ("scenario", lesson, start, ["turn 1, state.tracks.", "its scenario was edited"]),
        ("results", lesson, result, ["turn 1, result.tracks.", "likely its orders or results were changed"]),
        ("own", mini, result, ["turn 1, result.tracks.", "its orders, results or scenario were"]),
    ):
        status, out, err = verify(forged(tmp_path / f"{name}.toml", contents, change), capsys)
        assert status == 1
        assert [words for words in says if words not in out + err] == []
