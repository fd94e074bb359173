"""The open table: a time between turns in which all talk, with what was said in print on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from tests.tui.games import mini, resumed
from tests.tui.screens import at_table, on, screen_text, tap, until
from tests.tui.test_clock import Time
from wargame.rules.orders import Order, Orders
from wargame.session import Game, SeatSetup, Settings
from wargame.tui import clock as clocks
from wargame.tui.curtain import Curtain
from wargame.tui.modals import Confirm
from wargame.tui.open_table import OpenTable
from wargame.tui.roundup import RoundupScreen

SEATS = {"halden": SeatSetup(), "sarvia": SeatSetup(), "commission": SeatSetup("closed")}
TALK = Settings(open_table=1, turn_minutes=5)


def spoken(save: Path | None, turns: int = 2, settings: Settings = TALK, **seats: SeatSetup) -> Game:
    """A game in which Halden has said something in each of so many turns."""
    game = Game.new(mini(), seed=7, seats={**SEATS, **seats}, save=save, settings=settings)
    for turn in range(1, turns + 1):
        said = f"The water of week {turn} is shared."
        for seat, move, say in (("halden", "hold_levels", said), ("sarvia", "patrol", "")):
            if seat in game.waiting:
                game.commit(seat, Orders((Order(move),), say=say))
        game.resolve()
    return game


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    hand = Time()
    monkeypatch.setattr(clocks, "time", hand)
    return hand


async def test_all_talk_between_turns_until_somebody_goes_on_and_what_was_printed_is_there(
    time: Time, tmp_path: Path
) -> None:
    save = tmp_path / "x.toml"
    app = at_table(spoken(save))
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, OpenTable)
        seen = screen_text(app)
        assert "talk 01:00" in seen
        assert seen.index("IN TURN 2") < seen.index("week 2") < seen.index("BEFORE") < seen.index("week 1")
        assert "No word in public from Sarvia and" in seen
        assert "Patrol" not in seen
        await tap(pilot, "ctrl+r", "b", "enter")
        await until(pilot, lambda: "This turn is marked." in screen_text(app))
        await tap(pilot, "d")
        await until(pilot, lambda: screen_text(app).count("Patrol") == 2)
        time.now += 30
        await tap(pilot, "p")
        time.now += 300
        await until(pilot, lambda: "clock stopped" in screen_text(app))
        await tap(pilot, "ctrl+l", "b")
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")  # the same minute goes on
        await on(pilot, OpenTable)
        assert "talk 00:30" in screen_text(app)
        time.now += 35
        await until(pilot, lambda: "time is up" in screen_text(app))
        await on(pilot, OpenTable)  # it tells: nobody is sent away
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert "turn 05:00" in screen_text(app)
        time.now += 60
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: not app.screen_stack or not app.is_running)
    app = at_table(resumed(save))
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)  # this turn's table was closed already
        assert "turn 04:" in screen_text(app)


@pytest.mark.parametrize(
    ("turns", "settings", "seats"),
    [
        (0, TALK, {}),
        (1, evolve(TALK, open_table=0), {}),
        (1, TALK, {"sarvia": SeatSetup("closed")}),
    ],
    ids=["before the first turn", "where it was not set", "where people have one seat"],
)
async def test_nobody_is_asked_to_talk(turns: int, settings: Settings, seats: dict[str, SeatSetup]) -> None:
    app = at_table(spoken(None, turns, settings, **seats))
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
