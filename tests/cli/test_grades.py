"""Grades: a student gets what the seat did, alike for its team, for taking part and reflection alone."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from tests.cli.conftest import Run
from tests.tui.games import mini
from wargame.classroom.dealing import setups
from wargame.classroom.file import ClassFile, Lesson, Student, save
from wargame.export.grades import Graded, Half, System, grades, troubles, written
from wargame.ids import SeatId
from wargame.session import Game, SeatSetup, Settings

DAY = date(2020, 10, 9)
CLASS = ClassFile(
    "IR 301",
    "mini",
    students=(
        Student("Ada Lovelace", "ada", "S1", "ada@x.edu", "71", "A", "1", "halden"),
        Student("Zoë Bärtschi", "zoe", "S2", "zoe@x.edu", "72", "A", "1", "halden"),
        Student("Min-jun Kim", "min1", "S3", "min1@x.edu", "73", "A", "1", "sarvia"),
        Student("Min-jun Kim", "min2", "S4", "min2@x.edu", "74", "A", "2", "sarvia"),
        Student("Bob Away", "bob", "S5", "bob@x.edu", "75", "A", "1", "sarvia", absent=DAY),
        Student("Pat Press", "pat", "S6", "pat@x.edu", "76", "A", "1", "press"),
    ),
)


def lesson(path: Path | None = None, players: str = "", *, missed: int = 0, **settings: str) -> Game:
    """A game of group 1: Halden gives orders of its own and answers, but for the last ``missed`` turns and
    questions; Sarvia never does."""
    seats, _ = setups(CLASS, mini(), "1", DAY)
    seats = {**seats, SeatId("commission"): SeatSetup("closed")}
    if players:
        seats[SeatId("sarvia")] = SeatSetup(players=players)
    named = {"class_name": CLASS.name, "group": "1", "press": "Pat Press", **settings}
    game = Game.new(mini(), seed=7, seats=seats, settings=Settings(**named), save=path)
    while not game.over:
        for seat in game.waiting:
            orders = game.default(seat)
            if seat == "halden" and game.turn <= game.rules.last_turn - missed:
                asked = 60 if game.view(seat).forecast else None
                orders = evolve(orders, defaulted=False, forecast=asked, why="We wait.")
            game.commit(seat, orders)
        game.resolve()
    game.guess("halden", {"sarvia": game.decks["sarvia"][0][0]})
    return game


def points(*games: Game, file: ClassFile = CLASS) -> dict[str, float | None]:
    rows, unknown = grades(file, games, 10)
    assert unknown == ()
    return {row.student.login: row.points for row in rows}


def cells(rows: tuple[Graded, ...], system: System, name: str = "War") -> list[list[str]]:
    data = written(rows, system, name, 10)
    assert not data.startswith(b"\xef\xbb\xbf")  # which would be a part of the first heading
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_a_team_gets_what_its_seat_did_and_who_was_away_gets_nothing_not_0() -> None:
    found = points(lesson())
    assert found == {"ada": 10, "zoe": 10, "min1": 0, "min2": None, "bob": None, "pat": 0}
    once, often = points(lesson(missed=1))["ada"], points(lesson(missed=3))["ada"]
    assert once == 10, "one miss is free"
    assert often is not None
    assert 0 < often < 10
    assert points(lesson(), lesson(missed=3))["ada"] == pytest.approx((10 + often) / 2, abs=0.051)
    assert [Half(*half).share for half in ((0, 0), (0, 4), (1, 4), (3, 4), (4, 4))] == [None, 0, 0.5, 1, 1]
    (row, *_), _ = grades(CLASS, [lesson()], 10)
    assert "Halden, 4 turns: led 2, advised 2. Own orders in time: 4 of 4." in row.feedback


def test_who_goes_on_after_the_bell_loses_no_grade_by_it() -> None:
    game = lesson()
    game.rewind(3, "Once more.")
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.break_off()
    before, _ = grades(CLASS, [game], 10)
    game.go_on()
    going_on, _ = grades(CLASS, [game], 10)
    game.break_off()
    again, _ = grades(CLASS, [game], 10)
    assert before == going_on == again
    assert "aims guessed: 3 of 3" in before[0].feedback


def test_a_press_desk_that_wrote_over_every_paper_has_all_points_also_at_the_bell() -> None:
    for bell in (3, 99):
        game = Game.new(mini(), seed=7, settings=Settings(class_name=CLASS.name, press="Pat Press"))
        while not game.over:
            if game.turn > 1:
                game.headline(f"Day {game.turn}")
            if game.turn == bell:
                game.break_off()
                break
            for seat in game.waiting:
                game.commit(seat, game.default(seat))
            game.resolve()
        rows, _ = grades(CLASS, [game], 10)
        papers = 2 if bell == 3 else 3
        assert rows[5].feedback == f"Press desk, {papers} turns: {papers} of {papers} done."
        assert rows[5].points == 10


def test_who_came_when_all_was_laid_open_misses_no_guess() -> None:
    game = lesson()
    game.rewind(4, "Once more.")
    game.reseat("commission", SeatSetup(players="Bob Away"))
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    assert game.over
    rows, _ = grades(CLASS, [game], 10)
    assert "aims guessed: 0 of 1." in rows[4].feedback, "the question of its turn"


def test_two_of_one_name_are_told_apart_by_login_by_their_lesson_and_by_their_group() -> None:
    assert points(lesson())["min1"] == 0  # called Min-jun Kim (min1) at the table
    assert points(lesson(players="Min-jun Kim"))["min1"] == 0  # the save says which group it was
    by_hand = lesson(players="Min-jun Kim", class_name="", group="")
    _, (told,) = grades(CLASS, [by_hand], 10)
    assert "Min-jun Kim (Sarvia): 2 students have that name" in told


def test_the_lesson_that_the_class_file_remembers_tells_who_it_was(tmp_path: Path) -> None:
    game = lesson(tmp_path / "monday.toml", "Min-jun Kim", class_name="", group="")
    kept = Lesson(DAY, "monday.toml", "2", {"sarvia": ("min2",)})
    assert points(game, file=evolve(CLASS, lessons=(kept,)))["min2"] == 0


def test_each_system_gets_its_own_columns() -> None:
    rows, _ = grades(CLASS, [lesson()], 10)
    canvas = cells(rows, "canvas")
    assert canvas[:3] == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "War"],
        ["Points Possible", "", "", "", "", "10"],
        ["Ada Lovelace", "71", "S1", "ada", "A", "10"],
    ]
    assert canvas[6] == ["Bob Away", "75", "S5", "bob", "A", ""]
    moodle = cells(rows, "moodle")
    assert moodle[0] == ["Email address", "Name", "War", "War feedback"]
    assert moodle[1][:3] == ["ada@x.edu", "Ada Lovelace", "10"]
    assert moodle[5] == ["bob@x.edu", "Bob Away", "-", ""]
    brightspace = cells(rows, "brightspace")
    assert brightspace[0] == [
        "OrgDefinedId", "Username", "War Points Grade", "War notes Text Grade", "End-of-Line Indicator"
    ]  # fmt: skip
    assert all(row[-1] == "#" for row in brightspace[1:])
    assert brightspace[5] == ["S5", "bob", "", "", "#"]
    assert all(len(table) == len(rows) + 1 + (table is canvas) for table in (canvas, moodle, brightspace))


def test_cells_that_begin_as_formulas_are_harmless_and_told() -> None:
    evil = Student("=cmd|' /C calc'!A0", "@ada", "-1+2", section="\t=1", group="1", seat="halden")
    rows, _ = grades(evolve(CLASS, students=(evil,)), [], 10)
    for system in ("canvas", "moodle", "brightspace"):
        for row in cells(rows, system, "+SUM(A1)"):
            assert not [one for one in row if one != "-" and one.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert len([told for told in troubles(rows, "canvas") if "formula" in told]) == 2


def test_games_of_others_are_left_out_with_a_line_each_and_no_failure(run: Run, tmp_path: Path) -> None:
    lesson(tmp_path / "monday.toml").close()
    lesson(tmp_path / "other.toml", class_name="IR 302").close()
    save(tmp_path / "ir.toml", CLASS)
    words = ["--class", "ir.toml", "-o", "grades", "--for", "canvas"]
    sample = str(Path("saves/sample.toml").resolve())
    done = run("grades", "monday.toml", "other.toml", sample, *words)
    assert "other.toml: It is a game of IR 302, not of IR 301: left out.\n" in done.stderr
    assert "sample.toml: Nobody of IR 301 had a seat in it: left out.\n" in done.stderr
    assert done.stderr.count("left out") == 2
    assert done.returncode == 0, done.stderr
    none = run("grades", "other.toml", sample, *words, "--force")
    assert (none.returncode, none.stdout) == (1, "")
    assert "nothing to grade" in none.stderr


def test_whoever_gave_a_seat_to_a_machine_has_missed_no_guess() -> None:
    game = lesson()
    (row, *_), _ = grades(CLASS, [game], 10)
    assert "aims guessed: 4 of 4." in row.feedback, row.feedback
    seats, _ = setups(CLASS, mini(), "1", DAY)
    game = Game.new(mini(), seed=7, seats={**seats, SeatId("commission"): SeatSetup("closed")})
    while not game.over:
        for seat in game.waiting:
            asked = 60 if game.view(seat).forecast else None
            game.commit(seat, evolve(game.default(seat), defaulted=False, forecast=asked))
        game.resolve()
        if game.turn == 2:
            game.reseat("halden", SeatSetup("ai", "default"))
    (row, *_), _ = grades(CLASS, [game], 10)
    done, asked = row.works[0].reflection.done, row.works[0].reflection.asked
    assert done == asked, row.feedback


def test_who_cannot_be_matched_is_told_and_the_rest_is_written(run: Run, tmp_path: Path) -> None:
    lesson(tmp_path / "monday.toml", "Min-jun Kim (min1), Eve Nobody").close()
    lesson(tmp_path / "other.toml", class_name="IR 302").close()
    bare = evolve(CLASS.students[4], id="", login="", email="")
    save(tmp_path / "ir.toml", evolve(CLASS, students=(*CLASS.students[:4], bare, CLASS.students[5])))
    words = ["--class", "ir.toml", "-o", "grades", "--points", "4", "--assignment", "Simulation"]
    done = run("grades", "monday.toml", "other.toml", "missing.toml", *words, "--for", "brightspace")
    assert done.returncode == 1
    for told in (
        "monday.toml: Eve Nobody (Sarvia): no student of the class",
        "other.toml: It is a game of IR 302",
        "missing",
        "Bob Away: has no id or login in the class file; no row.",
        "Bob Away: in no turn of these games; no grade.",
        "4 of 6 students have a grade.",
    ):
        assert told in done.stderr, told
    assert done.stdout == "grades.csv\n"
    table = (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert table[1].startswith("S1,ada,4,")
    assert len(table) == 6
    assert "is there already" in run("grades", "monday.toml", *words, "--for", "canvas").stderr
    assert run("grades", "monday.toml", *words, "--for", "canvas", "--force").returncode == 1
    words[-1] = "My Final Grade"
    assert run("grades", "monday.toml", *words, "--for", "canvas", "--force").returncode == 2
