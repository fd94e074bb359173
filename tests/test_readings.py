"""What is kept of shipped scenarios between starts is data that the program knows by its hash, or nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.known import found
from wargame import journal, readings, toml
from wargame.scenario import ScenarioErrors, from_document, load, loader
from wargame.session import Game, GameLog, log


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which readings are kept; nothing is in it yet."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(readings, "_folder", lambda: folder)
    return folder


def begin(save: Path) -> bytes:
    """Begin a game; what its save holds of the scenario, and all of it but what luck and time differ in."""
    Game.new("offer", seed=1, save=save, hides=False).close()
    return re.sub(rb"\n(begun|prev|hash) = .*", b"", save.read_bytes())


def test_the_hashes_are_those_of_the_scenarios_that_travel_with_the_program() -> None:
    told = "python -m benchmarks.known writes them anew"
    assert found() == (readings._READINGS, readings._WRITTEN), told


def test_a_second_start_parses_and_writes_no_scenario(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, offer = begin(tmp_path / "1.toml"), load("offer")
    parse, read = toml.parse, list[int]()

    def counted(text: str, *, loose: bool = False, inside: str = "") -> toml.Table:
        read.append(len(text))
        return parse(text, loose=loose, inside=inside)

    monkeypatch.setattr(toml, "parse", counted)
    monkeypatch.setattr(journal.format, "parse", counted)
    assert begin(tmp_path / "2.toml") == first
    assert load("offer") == offer
    assert from_document(journal.read(tmp_path / "2.toml").header["scenario"]) == offer
    assert max(read) < 10_000


def test_a_save_of_a_known_scenario_is_known_by_its_text(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path / "1.toml")
    asked = list[object]()
    for module in (loader, log):
        monkeypatch.setattr(module, "known" if module is loader else "fingerprint", asked.append)
    GameLog.read(tmp_path / "1.toml")
    assert not asked
    document = journal.read(tmp_path / "1.toml").header["scenario"]
    with pytest.raises(ScenarioErrors, match="title"):
        from_document({**document, "title": 5})
    assert asked


HARM: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "one byte": lambda path: path.write_bytes(path.read_bytes().replace(b"100", b"101", 1)),
    "code": lambda path: path.write_bytes(b"cos\nsystem\n(S'exit 1'\ntR."),
    "a folder": lambda path: path.mkdir(),
    "a pipe": lambda path: os.mkfifo(path) if hasattr(os, "mkfifo") else path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path) if os.name == "posix" else path.mkdir(),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_is_damaged_or_foreign_there_is_passed_over(
    harm: str, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, table = "day = 2020-09-01\nodds = 100\n", {"odds": 100, "day": date(2020, 9, 1)}
    written, reading = readings.hash_of(text.encode()), readings.hash_of(readings.plain(toml.parse(text)))
    monkeypatch.setitem(readings._READINGS, written, reading)
    monkeypatch.setitem(readings._WRITTEN, "name", written)
    readings.keep(text.encode())
    for _ in range(2):
        assert readings.read(written, lambda: toml.parse(text)) == table
        assert readings.text_of("name") == text.encode()
    for path in sorted(kept.iterdir()):
        if harm.startswith("a "):
            path.unlink()
        HARM[harm](path)
    for _ in range(2):
        assert readings.read(written, lambda: toml.parse(text)) == table
        assert readings.text_of("name") is None


def test_what_another_version_kept_stays_while_it_may_be_in_use(kept: Path) -> None:
    kept.mkdir()
    for name in ("0" * 48, "1" * 48):
        (kept / name).write_text("another version's")
    os.utime(kept / ("0" * 48), (1, 1))
    load("offer")
    assert sorted(path.name[:3] for path in kept.iterdir() if path.name[:3] in {"000", "111"}) == ["111"]


def test_what_is_not_its_own_stays(kept: Path) -> None:
    kept.mkdir()
    (kept / "thesis.txt").write_text("mine")
    (kept / f"{'0' * 48}.17").write_text("half of something old")
    for path in kept.iterdir():
        os.utime(path, (1, 1))
    load("offer")
    assert sorted(path.name for path in kept.iterdir() if len(path.name) < 48) == ["thesis.txt"]
    assert not (kept / f"{'0' * 48}.17").exists()


@pytest.mark.skipif(os.name != "posix", reason="links are made by anybody on POSIX only")
def test_a_link_to_another_folder_is_not_cleared(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / ("0" * 48)).write_text("mine")
    kept.symlink_to(tmp_path / "mine", target_is_directory=True)
    load("offer")
    assert (tmp_path / "mine" / ("0" * 48)).exists()


def test_where_nothing_can_be_kept_it_is_parsed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.write_text("a file where the folder should be")
    assert load("offer").id == "offer"

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(readings, "_folder", homeless)
    assert load("offer").id == "offer"
