"""A clock that acts: what a seat has composed is committed when its time is up, and no word is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.desk.sitting import sitting
from tests.tui.games import mini, resumed
from tests.tui.screens import on, screen_text, settle, tap, through, until
from tests.tui.test_flow import at_table
from wargame.ids import SeatId
from wargame.rules.orders import Order, Orders
from wargame.session import Game, SeatSetup, Settings
from wargame.session.drafts import Drafts, Sheet
from wargame.session.pace import Pace
from wargame.session.setup import Incident
from wargame.tui import clock as clocks
from wargame.tui.app import WargameApp
from wargame.tui.curtain import Curtain
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.modals import Confirm, Help
from wargame.tui.roundup import RoundupScreen


class Time:
    """A clock to be set by hand."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The clock's time, to be set by hand."""
    monkeypatch.setattr(clocks, "time", time := Time())
    return time


def lesson(save: Path) -> Game:
    seats = {"halden": SeatSetup(), "sarvia": SeatSetup(), "commission": SeatSetup("closed")}
    settings = Settings(minutes=50, turn_minutes=7, clock="acts")
    return Game.new(mini(), seed=7, seats=seats, save=save, settings=settings)


async def orders_a_move(pilot: Pilot[Any]) -> tuple[Order, ...]:
    """Sit down at the curtain and order the first open move."""
    await tap(pilot, "enter")
    await on(pilot, DeskScreen)
    desk = pilot.app.screen
    assert isinstance(desk, DeskScreen)
    await settle(pilot)
    await tap(pilot, "5", "enter")
    await until(pilot, lambda: desk.draft.orders.moves)
    return desk.draft.orders.moves


async def test_what_was_composed_is_committed_where_time_is_up_on_the_curtain_with_its_help_open(
    time: Time, tmp_path: Path
) -> None:
    game = lesson(tmp_path / "x.toml")
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        assert "━ minute 0 of 50 ━" in screen_text(app)
        time.now += 70
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert screen_text(app).startswith(" minute 1 of 50 ")
        time.now += 70
        await until(pilot, lambda: "minute 2 of 50" in screen_text(app))
        composed = await orders_a_move(pilot)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, Curtain)
        await tap(pilot, "question_mark")
        await on(pilot, Help)
        time.now += 1000
        await until(pilot, lambda: "halden" in game.committed)
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        await on(pilot, Curtain)
        assert "Halden was out of time." in screen_text(app)
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        await tap(pilot, "escape", "y")
        await on(pilot, Curtain)
        assert "out of time" not in screen_text(app)  # told once; the roundup has it again
        app.exit(0)
    game = resumed(tmp_path / "x.toml")
    assert game.take_back("halden").moves == composed
    game.close()


async def test_time_that_is_up_commits_what_a_team_with_a_pin_had_composed_before_a_new_start(
    time: Time, tmp_path: Path
) -> None:
    game = lesson(tmp_path / "x.toml")
    game.lock("halden", "4711")
    composed = Orders(moves=(Order("hold_levels"),))
    drafts = Drafts(game)
    drafts.open(SeatId("halden"), "4711")
    drafts.keep(SeatId("halden"), Sheet(composed))
    drafts.close()
    game.close()
    game = resumed(tmp_path / "x.toml")
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await through(pilot, RoundupScreen, Curtain)
        time.now += 1000
        await until(pilot, lambda: "halden" in game.committed)
        app.exit(0)
    game = resumed(tmp_path / "x.toml")
    assert game.take_back("halden").moves == composed.moves
    game.close()


async def test_a_clock_that_was_stopped_stands_after_a_new_start_until_it_is_let_go_on(
    time: Time, tmp_path: Path
) -> None:
    lesson(tmp_path / "x.toml").close()
    for _ in range(2):
        game = resumed(tmp_path / "x.toml")
        app = WargameApp(at_table(game), theme="ink", animations="none")
        async with app.run_test() as pilot:
            await through(pilot, RoundupScreen, Curtain)
            if app.clock is not None and not app.clock.held:
                await tap(pilot, "ctrl+l")
            await until(pilot, lambda shown=app: "clock stopped" in screen_text(shown))
            time.now += 1000
            await pilot.pause()
            assert not game.committed
            app.exit(0)
    game = resumed(tmp_path / "x.toml")
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await through(pilot, RoundupScreen, Curtain)
        assert app.clock is not None
        assert app.clock.held, "it was stopped before"
        await tap(pilot, "ctrl+l")
        await until(pilot, lambda: "clock stopped" not in screen_text(app))
        time.now += 1000
        await until(pilot, lambda: "halden" in game.committed)
        app.exit(0)
    game.close()


async def test_the_curtain_names_all_who_were_out_of_time_since_somebody_was_there(
    time: Time, tmp_path: Path
) -> None:
    settings = Settings(minutes=50, clock="acts")
    game = Game.new(mini(), seed=7, save=tmp_path / "x.toml", settings=settings)
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await through(pilot, RoundupScreen, Curtain)
        for seat in ("halden", "sarvia"):
            await until(
                pilot, lambda seat=seat: isinstance(app.screen, Curtain) and app.screen.seat.id == seat
            )  # its share begins with its curtain
            time.now += 1000
            await until(pilot, lambda seat=seat: seat in game.committed)
        await until(pilot, lambda: "Halden and Sarvia were out of time." in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        await tap(pilot, "escape", "y")
        await on(pilot, Curtain)
        assert "out of time" not in screen_text(app)
        app.exit(0)


async def test_who_is_out_of_time_commits_what_is_composed_and_loses_no_word(
    time: Time, tmp_path: Path
) -> None:
    game = lesson(tmp_path / "x.toml")
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await through(pilot, RoundupScreen, Curtain)
        assert "you have" in screen_text(app)
        composed = await orders_a_move(pilot)
        await tap(pilot, "3", "n")
        await on(pilot, LetterForm)
        await settle(pilot)
        app.screen.query_one("#text", TextArea).insert("We will wait for the rain")
        await tap(pilot, "p")  # text for the letter, no key of the clock
        time.now += 1000
        await until(pilot, lambda: "halden" in game.committed)
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        await tap(pilot, "ctrl+l")
        time.now += 1000
        await until(pilot, lambda: "clock stopped" in screen_text(app))
        assert "sarvia" not in game.committed
        await tap(pilot, "ctrl+l")
        await until(pilot, lambda: "clock stopped" not in screen_text(app))
        time.now += 1000
        await on(pilot, RoundupScreen)
        given = game.turns[0].orders
        assert given["halden"].moves == composed
        assert not given["halden"].letters
        assert given["sarvia"].defaulted
        assert [i for i in game.incidents if i.what == "was out of time"] == [
            Incident(1, seat, "was out of time") for seat in ("halden", "sarvia")
        ]
        assert "Halden and Sarvia were out of time." in screen_text(app)
        await tap(pilot, "enter")
        await through(pilot, Curtain, Confirm)
        await tap(pilot, "n")
        await on(pilot, LetterForm)
        assert app.screen.query_one("#text", TextArea).text == "We will wait for the rainp"
        app.exit(0)
    game = resumed(tmp_path / "x.toml")
    assert game.verify() == []
    game.close()


async def test_a_late_commit_that_is_not_saved_is_tried_again_and_nothing_cuts_it_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time = Time()
    monkeypatch.setattr(clocks, "time", time)
    seat, sent, answers = FakeSeat(VIEW), list[Orders](), asyncio.Queue[bool]()

    async def send(orders: Orders, *, late: bool = False) -> bool:
        sent.append(orders)
        return await answers.get()

    async with sitting(seat=seat) as here:
        here.desk._send = send
        clock = here.app.clock = clocks.Clock(7, pace=Pace(50))
        clock.start()
        clock.share(1, "halden")
        time.now += 5000
        await here.until(lambda: len(sent) == 1)
        answers.put_nowait(False)
        await here.until(lambda: "Nothing was committed" in here.text())
        assert clock.running  # it does not stand for all who come after
        assert not clock.up
        time.now += 61
        await here.until(lambda: len(sent) == 2)
        here.desk.action_commit()  # a key, while the disk is slow
        await here.pilot.pause()
        answers.put_nowait(True)
        await here.until(lambda: here.result)
        assert len(sent) == 2
