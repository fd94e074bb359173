"""Rosters as spreadsheets and learning platforms write them: what is understood, and what is told."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.classroom.file import ClassError, ClassFile, Student, load, save
from wargame.classroom.roster import Roster, pasted, read
from wargame.session import SeatSetup
from wargame.session.people import members

CANVAS = (
    "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id\r\n"
    '"Lovelace, Ada",101,S1,ada@example.edu,IR 301,Group 1,7,\r\n'
    "Charles Babbage,102,S2,cb,IR 301,,,\r\n"
    ",103,,mlemon,,Group 2,8,\r\n"
    '"Student, Test",9,,test,IR 301,,,\r\n'
)
MOODLE = (
    "First name,Surname,ID number,Email address,Groups,Last access\n"
    'Zoë,Bärtschi,0042,zoe@example.edu,"Group 1, Lab",now\nBob,Ray,,bob@example.edu,Group 2,now\n'
)
D2L = (
    "OrgDefinedId,Username,Last Name,First Name,Email,Role,End-of-Line Indicator\n"
    "#0123,#ada,Lovelace,Ada,ada@example.edu,Student,#\n#9,#prof,X,Prof,p@example.edu,Instructor,#\n"
)
GRADES = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Essay (1)\n    Points Possible,,,,,10\nLee Kim,7,S7,lk,A,3\n"
)

UNDERSTOOD = {
    "canvas groups": (
        CANVAS,
        "a Canvas group export",
        [
            Student("Ada Lovelace", "ada@example.edu", "S1", canvas="101", section="IR 301", group="Group 1"),
            Student("Charles Babbage", "cb", "S2", canvas="102", section="IR 301"),
            Student("mlemon", "mlemon", canvas="103", group="Group 2"),
        ],
        ["Row 5: the test student", "Row 4 has no name", "1 student has no group"],
    ),
    "canvas gradebook": (
        GRADES,
        "a Canvas gradebook",
        [Student("Lee Kim", "lk", "S7", canvas="7", section="A")],
        ["Columns that say nothing here: Essay (1)."],
    ),
    "moodle": (
        MOODLE,
        "a Moodle list",
        [
            Student("Zoë Bärtschi", id="0042", email="zoe@example.edu", group="Group 1"),
            Student("Bob Ray", email="bob@example.edu", group="Group 2"),
        ],
        ["In several groups: 1"],
    ),
    "moodle in german, as excel writes it": (
        "Vorname;Nachname;E-Mail-Adresse;Gruppen\nZoë;Bärtschi;z@example.ch;Gruppe 1\n",
        "a table",
        [Student("Zoë Bärtschi", email="z@example.ch", group="Gruppe 1")],
        [],
    ),
    "brightspace": (
        D2L,
        "a Brightspace classlist",
        [Student("Ada Lovelace", "ada", "0123", "ada@example.edu")],
        ["Row 3: Prof X is Instructor, no student."],
    ),
    "a sheet with a title": (
        'sep=;\nClass list;\n;\nName;Group;No.\nAda Lovelace;1;="007"\n',
        "a table",
        [Student("Ada Lovelace", group="1")],
        ["The headers stand in row 4; what is above", "Columns that say nothing here: No."],
    ),
    "cells copied from a sheet": (
        "Ada Lovelace\tada@example.edu\t1\nBob Ray\tbob@example.edu\t2\n",
        "a plain list",
        [
            Student("Ada Lovelace", email="ada@example.edu", group="1"),
            Student("Bob Ray", email="bob@example.edu", group="2"),
        ],
        [],
    ),
    "surname, given name": (
        "Lovelace, Ada\nKing, Martin Luther\n",
        "a plain list",
        [Student("Ada Lovelace"), Student("Martin Luther King")],
        ["two words in a row were read as Surname, Given name"],
    ),
    "groups as headings": (
        'Group 1:\n1. Ada Lovelace\n2) Bob Ray\n\nGroup 2\n• Robert "Bob" O\'Neil\n',
        "a plain list",
        [
            Student("Ada Lovelace", group="Group 1"),
            Student("Bob Ray", group="Group 1"),
            Student('Robert "Bob" O\'Neil', group="Group 2"),
        ],
        [],
    ),
    "addresses of a mail": (
        'Ada Lovelace <ada@example.edu>; "Ray, Bob" <b@example.edu>; Cy <c@example.edu>',
        "a plain list",
        [
            Student("Ada Lovelace", email="ada@example.edu"),
            Student("Bob Ray", email="b@example.edu"),
            Student("Cy", email="c@example.edu"),
        ],
        [],
    ),
    "two of one name, told apart by login": (
        "name;login\nAda King;ada1\nAda King;ada2\nAda King;ada2\n",
        "a table",
        [Student("Ada King", "ada1"), Student("Ada King", "ada2")],
        ["Row 4: Ada King (ada2) stands in row 3 already.", "They are told apart by ada1, ada2."],
    ),
    "two of one name, and nothing more": (
        "Ada King\nBo\nAda King\n",
        "a plain list",
        [Student("Ada King"), Student("Bo"), Student("Ada King (2)")],
        ["Rows 1 and 3 are both Ada King, with no login to tell them apart"],
    ),
    "formulas, controls, marks that part people": (
        "name,login\n=cmd|' /C calc'!A0,x\n\x1b[31mAda\x07 \u202eKing,=1+1\nAl/Ex & Co; Ltd,b\n",
        "a table",
        [Student("[31mAda King", "1+1"), Student("Al Ex Co Ltd", "b")],
        ["Row 2: \"=cmd|' /C calc'!A0\" begins like a formula"],
    ),
    "a quotation mark that is not closed": (
        'name,group\nAda,1\n"Bob,1\nCy,2\n',
        "a table",
        [Student("Ada", group="1"), Student("Cy", group="2")],
        ["Row 3: a quotation mark is not closed in it."],
    ),
    "two rows of a login that is the name, too": (
        "name,login\n,ada\n,ada\n",
        "a table",
        [Student("ada", "ada")],
        ["Row 3: ada (ada) stands in row 2 already.", "Row 2 has no name", "Row 3 has no name"],
    ),
    "rows that are no student": (
        "name,login\n;,\n---,x\nAda,a\n,\n",
        "a table",
        [Student("Ada", "a")],
        ["Row 2: no name in ';'.", "Row 3: no name in '--- x'."],
    ),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_a_roster_as_it_comes_is_understood_and_the_rest_is_told(case: str) -> None:
    text, form, students, told = UNDERSTOOD[case]
    roster = pasted(text)
    assert list(roster.students) == students
    assert roster.form.startswith(form)
    for line in told:
        assert any(line in each for each in (*roster.left_out, *roster.notes)), (line, roster)
    assert len(roster.left_out) + len(roster.notes) == len(told), roster


@pytest.mark.parametrize(
    ("coding", "told"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", ""), ("cp1252", "not UTF-8")],
)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_file_is_read_in_the_codings_that_spreadsheets_write(
    tmp_path: Path, coding: str, told: str, sign: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(MOODLE.replace('"Group 1, Lab"', "Group 1").replace(",", sign).encode(coding))
    roster = read(path)
    assert roster.students[0] == Student("Zoë Bärtschi", id="0042", email="zoe@example.edu", group="Group 1")
    assert told in "".join(roster.notes)
    assert bool(told) == bool(roster.notes)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "There is nothing in it"),
        (b"PK\x03\x04rest", "roster.csv is a workbook"),
        (b"\x00\x01\x02\xff" * 9, "This is no text"),
        (
            "Etunimi;Sukunimi;Sähköposti\nAino;Virtanen;a@x.fi\n".encode(),
            "Etunimi, Sukunimi, Sähköposti. One must",
        ),
        (b"name,login\n", "There is no name in it"),
        (b"a" * (1 << 21), "larger than a roster can be"),
    ],
)
def test_what_is_no_roster_is_refused_with_what_would_be_right(
    tmp_path: Path, data: bytes, told: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    with pytest.raises(ClassError, match=r"^roster\.csv") as error:
        read(path)
    assert told in f"{error.value}"


def test_a_roster_without_end_is_bounded() -> None:
    roster = pasted("name\n" + "".join(f"Ada {n} King\n" for n in range(5000)))
    assert len(roster.students) == 200
    assert len(roster.left_out) == 41
    assert roster.left_out[-1].endswith("rows more.")


def test_lines_without_end_are_not_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.classroom.roster.LINES", 3)
    assert [one.name for one in pasted("Ada King\nBo Lin\n\nCy Day\n").students] == ["Ada King", "Bo Lin"]
    with pytest.raises(ClassError, match="There is nothing in it"):
        pasted("\n" * 1_000_000 + "Ada King\n")


def test_a_new_roster_leaves_seats_and_groups_to_who_stays() -> None:
    roster = Roster((Student("Ada King", "ada"), Student("Bo", "bo", group="2")), "a table")
    before = ClassFile(
        "A", "offer", students=(Student("Ada", "ADA", group="1", seat="kim"), Student("Cy", "cy"))
    )
    assert roster.into(before) == evolve(
        before, students=(Student("Ada King", "ada", group="1", seat="kim"), Student("Bo", "bo", group="2"))
    )


@given(
    st.text(alphabet="ab,;\t\n\"'=+ <>@.#(1\u0301漢\u202e", max_size=80),
    st.sampled_from(["", "name,login\n"]),
)
@settings(max_examples=80)
def test_whatever_is_pasted_is_refused_in_words_or_can_be_kept(text: str, head: str) -> None:
    try:
        roster = pasted(head + text)
    except ClassError:
        return
    names = ", ".join(student.name for student in roster.students)
    assert members(SeatSetup(players=names)) == tuple(dict.fromkeys(s.name for s in roster.students))
    with TemporaryDirectory() as folder:
        file = roster.into(ClassFile("A", "offer"))
        save(Path(folder) / "a.toml", file)
        assert load(Path(folder) / "a.toml") == file
