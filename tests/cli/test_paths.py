"""Any path that is typed is answered with a sentence: in every field and for every argument."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import MINI
from tests.posix import posix
from wargame.cli import main
from wargame.session import Game
from wargame.session.places import BadPath, typed, typed_new

ODD = [
    "",
    " ",
    "~nosuchuser/x.toml",
    "x" * 300,
    "é" * 200,
    "d/" * 3000 + "x.toml",
    "a\0b",
    "\ud800",
    "folder",
    "pipe",
    "loop",
    "shut/x.toml",
    "file/x.toml",
    "/proc/x",
    "/dev/null",
    "/dev/full",
    "..",
    "/",
    "-",
]
UNFIT = [
    "con",
    "CON.toml",
    "nul.txt",
    "com1.toml",
    "a:b.toml",
    "x?.toml",
    "a*b",
    "a|b",
    "end.",
    "back\\slash",
    "11",
]


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with things in it that are no files."""
    here = tmp_path / "here"
    (here / "folder").mkdir(parents=True)
    (here / "shut").mkdir(mode=0)
    (here / "file").write_text("x")
    if os.name == "posix":
        os.mkfifo(here / "pipe")
        (here / "loop").symlink_to("loop")
    monkeypatch.chdir(here)
    return here


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out + printed.err


@posix
@pytest.mark.parametrize("path", ODD, ids=lambda path: f"{path[:20]!r}")
@pytest.mark.parametrize(
    "command",
    [
        ["show", "PATH"],
        ["verify", "PATH"],
        ["resume", "PATH"],
        ["replay", "PATH"],
        ["check", "PATH"],
        ["export", "PATH", "-o", "x"],
        ["report", "PATH", "-o", "x"],
        ["compare", "PATH", "--history"],
        ["vary", "PATH", "--turn", "1"],
        ["vary", "sample", "--turn", "99", "--copy", "PATH"],
        ["auto", "PATH"],
        ["balance", "PATH", "--games", "1"],
        ["auto", str(MINI), "--save", "PATH"],
        ["balance", str(MINI), "--games", "1", "--csv", "PATH"],
        ["balance", str(MINI), "--games", "1", "--json", "PATH"],
        ["export", "nowhere", "-o", "PATH"],
        ["report", "nowhere", "-o", "PATH"],
        ["balance", str(MINI), "--games", "1", "--game", "0", "--save", "PATH"],
    ],
    ids=lambda command: " ".join(word for word in command if word != str(MINI)),
)
def test_any_argument_is_answered_with_a_sentence(
    command: list[str], path: str, odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if path in {"shut/x.toml", "-", "loop"} and command[1] != "PATH":
        pytest.skip("may be written to: names like others, and root finds no folder shut")
    status, words = told([path if word == "PATH" else word for word in command], capsys)
    assert status in {1, 2}
    assert re.search(r"\w.*[.?!]\s*(Help: .*)?$", words, re.S)
    assert "Traceback" not in words
    assert "Errno" not in words
    assert len(words) < 1500
    assert sorted(path.name for path in odd.iterdir()) == ["file", "folder", "loop", "pipe", "shut"]


@pytest.mark.parametrize("name", UNFIT)
def test_a_name_that_windows_or_nobody_wants_is_refused_everywhere(
    name: str, odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ["auto", str(MINI), "--save"],
        ["balance", str(MINI), "--games", "1", "--csv"],
        ["balance", str(MINI), "--games", "1", "--json"],
        ["export", "nowhere", "-o"],
    ):
        status, words = told([*command, name], capsys)
        assert status == 2
        assert re.search("can't be the name of a file|is only a number", words)
    assert not (odd / name).exists()


def test_a_path_is_taken_as_it_is_meant(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(odd))
    monkeypatch.setenv("USERPROFILE", str(odd))
    assert typed(" '~/a b.toml' ") == odd / "a b.toml"
    assert typed_new("friday", ".toml") == Path("friday.toml")
    assert typed_new("friday.TOML", ".toml") == Path("friday.TOML")
    assert typed_new("v1.2", ".toml") == Path("v1.2.toml")
    assert typed_new("2026-11-29", ".toml") == Path("2026-11-29.toml")
    assert typed_new("11.toml", ".toml") == Path("11.toml")
    assert typed_new("file", ".toml") == Path("file")  # it is there: whoever writes says so
    assert typed_new("figures.csv") == Path("figures.csv")
    # A bare name is one of the folder that is shown; all else is a path like any other.
    assert typed_new("friday", ".toml", odd / "saves") == odd / "saves" / "friday.toml"
    assert typed_new("./friday", ".toml", odd / "saves") == Path("friday.toml")
    assert typed_new("~/friday", ".toml", odd / "saves") == odd / "friday.toml"
    for text in (*UNFIT, "folder", "", "monday/", "'saves/monday/'"):
        with pytest.raises(BadPath, match=r"\.$"):
            typed_new(text, ".toml")


def test_a_name_means_the_save_of_that_name_beside_or_at_home(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    Game.new(str(MINI), seed=1, save=odd / "classA.toml").close()
    Game.new(str(MINI), seed=2, save=tmp_path / "copy.toml").close()
    for name in ("classA", "classA.toml", "./classA", "copy", "copy.toml"):
        assert told(["show", name], capsys)[0] == 0
        status, words = told(["resume", name], capsys)
        assert (status, "is no terminal" in words) == (2, True)  # found, as it is asked for later
    (odd / "classA").mkdir()
    assert told(["verify", "classA"], capsys)[0] == 0


@posix
@pytest.mark.parametrize("option", ["--csv", "--json"])
def test_a_file_is_written_though_nobody_reads_what_is_printed(
    option: str, run: Callable[..., object], environment: dict[str, str], tmp_path: Path
) -> None:
    import subprocess
    import sys

    line = f'"{sys.executable}" -m wargame balance "{MINI}" --games 5 {option} figures | head -n 1'
    subprocess.run(
        line, shell=True, env=environment, cwd=tmp_path, capture_output=True, timeout=60, check=True
    )
    whole = (tmp_path / "figures").read_bytes()
    run("balance", MINI, "--games", "5", option, "again")
    assert whole == (tmp_path / "again").read_bytes()
    assert len(whole) > 500


@posix
def test_a_save_is_closed_though_nobody_reads_what_is_printed(
    environment: dict[str, str], tmp_path: Path
) -> None:
    import subprocess
    import sys

    line = f'"{sys.executable}" -m wargame auto "{MINI}" --seed 1 --save game | head -n 1'
    subprocess.run(
        line, shell=True, env=environment, cwd=tmp_path, capture_output=True, timeout=60, check=True
    )
    assert [path.name for path in tmp_path.iterdir()] == ["game.toml"]
    assert main(["verify", str(tmp_path / "game.toml")]) == 0


def test_what_is_no_path_is_told_by_its_own_words(odd: Path) -> None:
    told = {
        "": "There is no name.",
        "~nosuchuser/x.toml": "There is no home folder ~nosuchuser.",
        "x" * 300: f"{'x' * 40!r}... is too long for a name.",
        "a\0b": "'ab' holds a character that no name can have.",
    }
    for text, sentence in told.items():
        with pytest.raises(BadPath) as caught:
            typed(text)
        assert str(caught.value) == sentence
