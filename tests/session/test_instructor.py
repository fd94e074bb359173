"""The instructor's PIN: set, changed, tried; wrong ones cost time in every window and after every restart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wargame.session.instructor import Instructor
from wargame.session.pin import Guesses
from wargame.session.progress import GameError


class Time:
    """The computer's clock, which a test can put on."""

    now = 1_000_000.0

    def time(self) -> float:
        return self.now

    monotonic = time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    clock = Time()
    monkeypatch.setattr("wargame.session.instructor.time", clock)
    monkeypatch.setattr("wargame.session.pin.time", clock)
    monkeypatch.setattr("wargame.session.instructor._HERE", Guesses())
    return clock


def test_where_no_pin_is_set_whoever_is_there_is_let_in(tmp_path: Path) -> None:
    held = Instructor(tmp_path / "data" / "instructor.json")
    assert not held.known
    assert held.tries("")
    assert held.wait() == held.untold() == 0


def test_the_instructors_pin_is_set_once_and_changed_with_the_old_one(tmp_path: Path, clock: Time) -> None:
    held = Instructor(tmp_path / "data" / "instructor.json")
    with pytest.raises(GameError, match="4 to 8 digits"):
        held.set("123")
    held.set("47118153")
    assert "47118153" not in held.path.read_text()
    assert held.known
    assert held.tries("47118153")
    with pytest.raises(GameError, match="not the PIN that there is"):
        held.set("0815", "0000")
    assert held.tries("47118153")
    held.set("0815", "47118153")
    assert not held.tries("47118153")
    assert held.tries("0815")
    assert held.untold() == 0  # a slip or two
    assert [held.tries("0000") for _ in range(3)] == [False] * 3
    clock.now += 1
    assert held.tries("0815")
    assert held.untold() == 3
    assert held.untold() == 0


def test_ten_wrong_pins_of_the_instructor_cost_over_a_minute_in_whichever_window(
    tmp_path: Path, clock: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two windows by turns, each started anew for each try; and a clock that is put back helps nobody."""
    path = tmp_path / "instructor.json"
    Instructor(path).set("4711")
    began = clock.now
    for n in range(100):
        monkeypatch.setattr("wargame.session.instructor._HERE", Guesses())  # as after a restart
        window = Instructor(path)
        while seconds := window.wait():
            with pytest.raises(GameError, match="Try again in"):
                window.tries("4711")
            clock.now += seconds
        assert not window.tries("0000")
        if n == 9:
            assert clock.now - began >= 60
    assert clock.now - began > 90 * 60
    monkeypatch.setattr("wargame.session.instructor._HERE", Guesses())
    clock.now -= 1e6
    with pytest.raises(GameError, match="Try again in 60 s"):
        Instructor(path).tries("4711")
    clock.now += 60
    assert Instructor(path).tries("4711")
    assert Instructor(path).untold() == 100
    assert Instructor(path).wait() == 0


def test_a_damaged_file_of_the_instructors_pin_lets_nobody_in(tmp_path: Path, clock: Time) -> None:
    path = tmp_path / "instructor.json"
    for text in ("", "[]", "{", json.dumps({"kind": "wargame instructor", "format": 1, "pin": "4711"})):
        path.write_text(text)
        held = Instructor(path)
        assert held.known
        with pytest.raises(GameError, match=r"instructor\.json is damaged"):
            held.tries("4711")
        assert held.untold() == 0


def test_tries_count_where_the_disk_takes_none(
    tmp_path: Path, clock: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Instructor(tmp_path / "instructor.json")
    held.set("4711")

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wargame.session.beside.put", full)
    for _ in range(3):
        held.tries("0000")
    assert held.wait() == 1
