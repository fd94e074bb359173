"""Lessons of a class: a game begins with everything set, and the file knows who had which seat."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from wargame.classroom.file import ClassError, ClassFile, Student, load, save
from wargame.classroom.lessons import begin, classmates, folder_of, going_on, group_named, note_seats
from wargame.ids import SeatId
from wargame.scenario import load as read_scenario
from wargame.session import Game

DAY = date.today()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("saves").mkdir()
    people = [Student(f"{name} King", name.lower(), group="Group 2") for name in ("Ada", "Bo", "Cy", "Di")]
    others = [Student("Eve Lee", "eve", group="Group 1")]
    file = ClassFile(
        "IR 301", "offer-lesson", {"umpire": True, "minutes": 50, "clock": "acts"}, (*people, *others)
    )
    save(Path("classes/ir.toml"), file)
    return Path("classes/ir.toml")


def test_a_lesson_has_everything_set_and_the_next_one_rotates(path: Path) -> None:
    game, told = begin(path, "Group 2", day=DAY - timedelta(7))
    with closing(game):
        assert not told
        assert (game.settings.class_name, game.settings.group) == ("IR 301", "Group 2")
        assert (game.settings.umpire, game.settings.minutes, game.settings.clock) == (True, 50, "acts")
        assert sorted(setup.players for setup in game.setups.values()) == [
            "Ada King", "Bo King", "Cy King", "Di King"
        ]  # fmt: skip
        assert game.path is not None
        assert game.path.name.startswith("ir-301-group-2-")
    first = load(path).lessons[0]
    assert (first.save, first.group) == (game.path.name, "Group 2")
    with closing(begin(path, "Group 2")[0]):
        seats = load(path).lessons[1].seats
        assert all(seats[seat] != first.seats[seat] for seat in seats)
        assert [saved.path.name for saved in going_on(path, load(path), DAY).values()] == [
            load(path).lessons[1].save
        ]
    # What was changed since the last lesson stays as it is.
    file = load(path)
    swapped = {"ada": "bo", "bo": "ada"}
    seat = {student.key: student.seat for student in file.students}
    by_hand = tuple(evolve(s, seat=seat[swapped.get(s.key, s.key)]) for s in file.students)
    save(path, evolve(file, students=by_hand))
    with closing(begin(path, "Group 2", day=DAY + timedelta(7))[0]):
        assert load(path).students == by_hand


def test_a_small_group_is_told_of_machines_and_words_go_before_the_file(path: Path, tmp_path: Path) -> None:
    game, told = begin(path, "Group 1", words={"kim": "closed"}, save=tmp_path / "x.toml", dice="none")
    with closing(game):
        kinds = [setup.kind for setup in game.setups.values()]
        assert sorted(kinds) == ["ai", "ai", "closed", "people"]
        assert len(told) == 2
        assert game.settings.dice == "none"
    assert load(path).lessons[0].save == str(tmp_path / "x.toml")


def test_who_comes_late_is_in_the_lesson_and_away_no_more(path: Path) -> None:
    file = load(path)
    ada, *others = file.students
    late = evolve(ada, seat="kim", absent=DAY)
    save(path, evolve(file, students=(late, *(evolve(one, seat="trump") for one in others))))
    game, told = begin(path, "Group 2")
    with closing(game):
        assert "Ada King is not here" in told[0]
        assert "kim" not in load(path).lessons[0].seats
        note_seats(game)
        assert "kim" not in load(path).lessons[0].seats
        game.reseat("kim", evolve(game.setups[SeatId("kim")], kind="people", policy=""))
        note_seats(game)
    assert load(path).lessons[0].seats["kim"] == ("ada",)
    assert load(path).students[0].absent is None


def test_a_game_of_a_class_knows_who_is_in_its_group_also_who_is_away(path: Path, tmp_path: Path) -> None:
    file = load(path)
    ada, *others = file.students
    save(path, evolve(file, students=(evolve(ada, absent=DAY), *others)))
    game, _ = begin(path, "Group 2")
    with closing(game):
        assert classmates(game) == ("Ada King", "Bo King", "Cy King", "Di King")
    path.unlink()
    assert classmates(game) == ()
    with closing(Game.new(read_scenario("offer-lesson"), save=tmp_path / "other.toml")) as other:
        assert classmates(other) == ()


def test_a_group_is_found_by_its_name_or_its_number(path: Path) -> None:
    file = load(path)
    assert [group_named(file, word) for word in ("2", "group 1", " GROUP 2 ")] == [
        "Group 2", "Group 1", "Group 2"
    ]  # fmt: skip
    for word in ("3", "", "group"):
        with pytest.raises(ClassError, match=r"There are Group 1, Group 2\."):
            group_named(file, word)


def test_a_folder_for_saves_that_vanished_is_told_and_nothing_is_begun(path: Path) -> None:
    save(path, evolve(load(path), folder="stick/games"))
    with pytest.raises(ClassError, match=r"can't be had: stick/games .*Is a drive missing"):
        begin(path, "Group 1")
    assert not load(path).lessons
    assert not going_on(path, load(path), DAY)
    (path.parent / "stick").mkdir()
    with closing(begin(path, "Group 1")[0]) as game:
        assert game.path is not None
        assert game.path.parent == folder_of(path, load(path)).resolve()
