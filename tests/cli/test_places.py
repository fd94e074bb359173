"""Where saves go and how they are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wargame.session import places


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and a data directory of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(places, "user_directory", lambda: tmp_path / "data" / "saves")
    monkeypatch.setattr(places, "shipped_saves", lambda: tmp_path / "shipped")
    return tmp_path


def write(path: Path, age: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    os.utime(path, (10**9 - age, 10**9 - age))
    return path


def test_saves_go_to_the_folder_here_if_there_is_one(home: Path) -> None:
    assert places.saves_directory() == home / "data" / "saves"
    Path("saves").mkdir()
    assert places.saves_directory() == Path("saves")


def test_a_new_save_never_has_a_taken_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter("bbbbbbbbcccc")
    monkeypatch.setattr("secrets.choice", lambda letters: next(draws))
    first = write(places.new_save("Offer/../../etc: \u202epasswd"))
    second = places.new_save("Offer/../../etc: \u202epasswd")
    assert first.name.startswith("offer-etc-passwd-")
    assert first.stem.endswith("-bbbb")
    assert second.stem.endswith("-cccc")
    assert first.parent == second.parent == places.saves_directory()


def test_names_are_looked_for_here_then_at_home_then_in_the_box(home: Path) -> None:
    boxed = write(home / "shipped" / "offer-sample.toml")
    assert places.find_save("offer-sample") == boxed
    mine = write(home / "data" / "saves" / "offer-sample.toml")
    assert places.find_save("offer-sample") == mine
    here = write(Path("saves/offer-sample.toml"))
    assert places.find_save("offer-sample") == here
    assert places.find_save("offer-sample.toml") == here
    assert places.find_save("saves/offer-sample") == here
    assert places.find_save(str(boxed)) == boxed


def test_a_name_that_is_not_there_is_refused_with_the_nearest(home: Path) -> None:
    write(Path("saves/offer-lesson-k7xm.toml"))
    with pytest.raises(places.NoSuchSave, match=r"'offer-lesson-k7xn'\. Did you mean offer-lesson-k7xm\?"):
        places.find_save("offer-lesson-k7xn")
    with pytest.raises(places.NoSuchSave, match="saves is a folder"):
        places.find_save("saves")


@pytest.mark.parametrize("name", ["", ".", "..", "/", "saves/", "a\0b", "~", "*.toml"])
def test_odd_names_are_refused_like_others(name: str, home: Path) -> None:
    with pytest.raises(places.NoSuchSave):
        places.find_save(name)


def test_the_list_has_the_newest_first_and_samples_last(home: Path) -> None:
    old, new = write(Path("saves/old.toml"), age=9), write(home / "data" / "saves" / "new.toml", age=1)
    boxed = write(home / "shipped" / "sample.toml")
    assert places.list_saves() == (new, old, boxed)
