"""A rehearsal: the pages of a lesson come by themselves, and any key stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from tests.tui.games import MINI, mini
from wargame.classroom.file import ClassFile, Student, save
from wargame.cli.rehearse import of_class, told
from wargame.session import Game, Settings
from wargame.session.instructor import Instructor
from wargame.tui import keyboard, rehearsal
from wargame.tui.rehearsal import Badge, Rehearsal


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "_LEAST", 0.0)
    monkeypatch.setattr(keyboard, "AGAIN", 0.0)
    monkeypatch.setattr(keyboard, "_GAP", 0.0)  # on a fast machine its hand would seem to hold a key down


async def until(true: Callable[[], bool]) -> None:
    ends = perf_counter() + 60
    while not true():
        await asyncio.sleep(0.01)
        assert perf_counter() < ends


def last_turn() -> Game:
    """A game of which one turn is left."""
    game = Game.new(mini(), seed=7, settings=Settings(desk="cards", open_table=1, minutes=50, umpire=True))
    while game.turn < game.rules.last_turn:
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        game.resolve()
    return game


async def test_a_lesson_plays_itself_to_the_end_of_its_debrief_on_its_own_screens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    Instructor().set("4711")  # nobody is there to give it
    game = last_turn()
    app = Rehearsal(game, 1000, theme="ink", animations="none")
    async with app.run_test(size=(80, 24)):
        await until(lambda: not app.is_running)
    assert (game.over, app.stuck, app.status) == (True, "", 0)
    assert not game.record.orders or not any(orders.defaulted for orders in game.record.orders.values())
    assert game.guessed
    lines = list(told(app, 50))
    assert "not kept" in lines[0]
    assert all(any(line.startswith(f"{heading} ") for line in lines) for heading in app.seen)
    assert lines[1] == "A lesson of 50 minutes: brief 5, turns 28, debrief 17."
    for page, key in {
        "The briefing": "Enter Begin",
        "Hand over the keyboard": "Enter We are here",
        "Your role": "Enter Desk",
        "The umpire looks": "Enter The umpire is here",
        "The umpire's stop": "Enter Carry out",
        "Who wanted what?": "Enter Done",
        "The end": "Space Go on",
        "Guided debrief": "→ Next",
    }.items():
        assert any(line.startswith(page) and key in line for line in lines), page


async def test_any_key_stops_it_another_steps_space_goes_on_and_escape_leaves() -> None:
    app = Rehearsal(last_turn(), 1.0, theme="ink", animations="none")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: bool(app.screen.query(Badge)))
        assert "any key stops" in str(app.screen.query_one(Badge).render())
        assert app.screen.query_one(Badge).region.y == 0
        await pilot.press("e")  # at a table, a key that would end the game
        brief = app.screen
        assert "Space goes on" in str(app.screen.query_one(Badge).render())
        await pilot.press("x")
        await until(lambda: app.screen is not brief and app.screen.is_mounted)
        step = app.screen
        await asyncio.sleep(0.2)
        assert app.screen is step
        await pilot.press("space")
        await until(lambda: app.screen is not step)
        await pilot.press("escape")
        await until(lambda: not app.is_running)
    assert app.status == 0


def test_a_class_is_rehearsed_with_its_people_and_its_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ir.toml"
    students = tuple(Student(name, group=group) for name, group in (("Ada", "1"), ("Zoë", "2"), ("Bob", "2")))
    save(path, ClassFile("IR", str(MINI), {"minutes": 75}, students))
    before = path.read_bytes()
    game = of_class(f"{path}", "2")
    assert sorted(setup.players for setup in game.setups.values() if setup.kind == "people") == ["Bob", "Zoë"]
    assert (game.settings.minutes, game.settings.group, game.path) == (75, "2", None)
    assert path.read_bytes() == before
