"""The class file: what is written reads back, and what can't be read is told in a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from attrs import evolve

from wargame.classroom.file import ClassError, ClassFile, Lesson, Student, change, find, load, save

CLASS = ClassFile(
    'IR 301 "Friday"',
    "offer-lesson",
    {"umpire": True, "minutes": 50},
    (
        Student("Ada Lovelace", "ada", group="Group 10", seat="kim", absent=date(2020, 10, 9)),
        Student("Zoë Bärtschi", email="zoe@example.edu", group="Group 2"),
    ),
    plan="Brief.\nPlay.",
    seats={"biden": "closed"},
    lessons=(Lesson(date(2020, 10, 2), "ir-301.toml", "Group 10", {"kim": ("ada",)}),),
)


def test_a_class_reads_back_with_one_row_a_student(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "ir.toml"
    save(path, CLASS)
    assert load(path) == CLASS
    assert '    { name = "Ada Lovelace", login = "ada", ' in path.read_text("utf-8")
    assert CLASS.groups == ("Group 2", "Group 10")


HEAD = 'kind = "wargame class"\nformat = 1\nname = "A"\nscenario = "offer-lesson"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('kind = "wargame class"\nformat = 2\nanything = 1\n', "A newer version of wargame has written it"),
        ("title = 1\n", "This is no class file"),
        ('kind = "wargame class"\nformat = 1\nname = "A"\n', 'It has no scenario: write scenario = "..."'),
        (HEAD + 'students = [{ name = "A" }, { name = "a" }]\n', "students 1 and 2 are both a"),
        (HEAD + 'students = [{ name = "A" }, { nam = "B" }]\n', "'nam' means nothing in student 2. Did you"),
        (HEAD + 'students = [{ login = "a" }]\n', "student 1 has no name."),
        (HEAD + 'students = ["Ada"]\n', "student 1 must be a table"),
        (HEAD + '[settings]\nclock = "never"\n', 'settings.clock must be "tells" or "acts"'),
        (HEAD + "[settings]\nalone = true\n", "'alone' means nothing in settings"),
        (HEAD + 'lessons = [{ day = "Friday", save = "a" }]\n', "lesson 1: day must be a day"),
        (HEAD + 'plan = "no end\n', "line 5: A text has no closing quotation mark"),
        (HEAD + "folder = 1\n", 'folder must be a text: "..."'),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "ir.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ClassError, match=r"^ir\.toml") as error:
        load(path)
    assert told in f"{error.value}"


def test_a_folder_that_vanished_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClassError, match=r"There is no folder .*gone"):
        find(f"{tmp_path}/gone/ir.toml")
    with pytest.raises(ClassError, match="drive been taken out"):
        load(tmp_path / "gone" / "ir.toml")


def test_tables_that_change_it_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ir.toml"
    save(path, CLASS)

    def begins(group: str) -> None:
        lesson = Lesson(date(2020, 10, 9), f"{group}.toml", group)
        change(path, lambda file: evolve(file, lessons=(*file.lessons, lesson)))

    tables = [Thread(target=begins, args=(f"{n}",)) for n in range(6)]
    for table in tables:
        table.start()
    for table in tables:
        table.join()
    assert {lesson.group for lesson in load(path).lessons} == {"Group 10", *"012345"}
    assert [other.name for other in tmp_path.iterdir()] == ["ir.toml"]
