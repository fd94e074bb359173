"""Scenarios are found by name, and listed without being read whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bounds import bounded
from wargame.scenario import ScenarioErrors, find, library, load

TEXT = (Path(__file__).parents[1] / "scenarios" / "mini.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder of scenarios, and a shipped one with two scenarios in it."""
    shipped = tmp_path / "shipped"
    (shipped / "scenarios").mkdir(parents=True)
    (shipped / "scenarios" / "dam.toml").write_text(TEXT, encoding="utf-8")
    (shipped / "scenarios" / "lesson.toml").write_text(
        'extends = "dam"\ntitle = "The Dam, short"\nminutes = 20\nturn_minutes = 4\nclock = "acts"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("wargame.shipped._PACKAGE", shipped / "wargame")
    own = tmp_path / "class"
    own.mkdir()
    monkeypatch.chdir(own)
    return own


def test_the_library_tells_titles_minutes_and_summaries() -> None:
    entries = {entry.name: entry for entry in library()}
    assert list(entries) == ["dam", "lesson"]
    clocks = [(entry.turn_minutes, entry.acts) for entry in entries.values()]
    assert clocks == [(5, False), (4, True)]
    assert (entries["dam"].title, entries["dam"].minutes) == ("The Korrin Dam", 40)
    assert entries["dam"].summary.startswith("Two states")
    assert entries["dam"].content_note.startswith("Drought")
    assert (entries["lesson"].title, entries["lesson"].minutes) == ("The Dam, short", 20)
    assert entries["lesson"].summary == entries["dam"].summary
    assert not any(entry.problem for entry in entries.values())


def test_one_s_own_scenarios_come_on_top_and_first(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "mine.toml").write_text(TEXT.replace("The Korrin Dam", "Mine"))
    (folder / "scenarios" / "dam.toml").write_text(TEXT.replace("The Korrin Dam", "My Dam"))
    assert [entry.title for entry in library()] == ["My Dam", "The Dam, short", "Mine"]
    assert load("dam").title == "My Dam"
    assert load("lesson").title == "The Dam, short"


def test_installed_scenarios_are_used_where_there_are_some(tmp_path: Path) -> None:
    installed = tmp_path / "shipped" / "wargame" / "_data" / "scenarios"
    installed.mkdir(parents=True)
    (installed / "other.toml").write_text(TEXT)
    assert [entry.name for entry in library()] == ["other"]


def test_brackets_in_a_text_do_not_end_the_head(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    text = '\nbrief = """\n[a] one\n[b] two\n"""\ntitle = "After it"\n[tracks.x]\nstart = 1\n'
    (folder / "scenarios" / "odd.toml").write_text(text)
    assert {entry.name: entry.title for entry in library()}["odd"] == "After it"


def test_files_that_cannot_be_read_are_listed_with_the_reason(folder: Path) -> None:
    own = folder / "scenarios"
    own.mkdir()
    (own / "broken.toml").write_text("title = \n")
    (own / "loop.toml").write_text('extends = "loop"\n')
    (own / "orphan.toml").write_text('extends = "nothing_like_it"\n')
    (own / "folder.toml").mkdir()
    (own / "odd\x1b[2Jname.toml").write_text("minutes = 'x'\nturn_minutes = true\nclock = 7\ntitle = 3\n")
    entries = {entry.name: entry for entry in library()}
    assert entries["broken"].problem
    assert entries["orphan"].problem
    assert entries["folder"].problem
    assert entries["loop"].title == "loop"
    assert (entries["odd[2Jname"].title, entries["odd[2Jname"].minutes) == ("3", 0)


def test_names_and_paths_are_found(folder: Path) -> None:
    assert find("dam") == find("dam.toml")
    (folder / "here.toml").write_text(TEXT)
    (folder / "sub").mkdir()
    (folder / "sub" / "there.toml").write_text(TEXT)
    for name in ("here", "here.toml", "./here.toml", "sub/there", "sub/there.toml", folder / "here.toml"):
        assert find(name).is_file(), name


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("damm", "Did you mean dam?"),
        ("lesson.tml", "Did you mean lesson?"),
        ("qqq", "There are: dam, lesson."),
        ("", "There are: dam, lesson."),
        ("sub/dan.toml", "Did you mean dam?"),
    ],
)
def test_the_nearest_name_is_told(name: str, hint: str) -> None:
    with pytest.raises(ScenarioErrors) as caught:
        find(name)
    (problem,) = caught.value.problems
    assert problem.hint == hint


def test_a_listing_reads_no_more_than_it_shows(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    filler = "".join(f"[moves.m{i}]\nname = 'x'\n" for i in range(3000))
    for i in range(20):
        (folder / "scenarios" / f"s{i}.toml").write_text(TEXT.replace("[odds]", filler + "[odds]"))
    with bounded():
        assert len(library()) == 22


def test_a_listing_needs_no_cattrs() -> None:
    code = "import sys; from wargame.scenario import library; library(); sys.exit('cattrs' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
