"""Ending a game at the table: one key on every page of it, a question, the score; and on from there later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.players import play as play_on
from tests.tui.games import fresh, resumed
from tests.tui.screens import SMALL, on, screen_text, settle, tap, through, until
from wargame.session import GameLog
from wargame.session.instructor import Instructor
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.curtain import Curtain
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.flow import game_flow
from wargame.tui.guess import GuessScreen
from wargame.tui.instructor.powers import Powers
from wargame.tui.modals import Confirm
from wargame.tui.palette import Palette
from wargame.tui.pin import AskPin
from wargame.tui.role import RoleCard
from wargame.tui.roundup import RoundupScreen


async def test_in_turn_1_it_is_said_why_a_game_cannot_be_ended_yet(tmp_path: Path) -> None:
    game = fresh(save=tmp_path / "x.toml")
    app = WargameApp(game_flow(game, brief=False), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, Curtain)
        await tap(pilot, "e")
        await until(pilot, lambda: "Nothing can be scored before turn 1" in screen_text(app))
        await tap(pilot, "ctrl+r")
        await on(pilot, Powers)
        assert "E  End the game now" in await settle(pilot)
        await tap(pilot, "e")
        await until(pilot, lambda: "T ends it, then E." in screen_text(app))
        assert isinstance(app.screen, Powers)
        app.exit(0)


async def test_a_game_is_ended_from_each_page_after_a_question_and_can_go_on(tmp_path: Path) -> None:
    save = tmp_path / "x.toml"
    game = play_on(fresh(save=save), 5, turns=1)
    app = WargameApp(game_flow(game, brief=False), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        for page, then in ((RoundupScreen, Curtain), (Curtain, DeskScreen)):
            await on(pilot, page)
            await tap(pilot, "e")
            await on(pilot, Confirm)
            assert "scored as it stands after turn 1" in " ".join(screen_text(app).split())
            await tap(pilot, "n")
            await through(pilot, page, then)
        await tap(pilot, "ctrl+p")
        await on(pilot, Palette)
        await tap(pilot, *"end now", "enter")
        await on(pilot, Confirm)
        assert not game.over
        await tap(pilot, "y")
        await on(pilot, GuessScreen)
        await tap(pilot, "enter", "s")  # nothing is marked: one Enter is not enough, and S asks
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, EndingScreen)
        assert game.broken == 1
        assert game.guessed == {"halden": {}, "commission": {}}
        app.exit(0)
    log = GameLog.read(save)
    assert log.verify() == []
    again = resumed(save)
    app = WargameApp(game_flow(again, brief=False), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, Confirm)
        assert "It was broken off after turn 1" in await settle(pilot)
        await tap(pilot, "y")
        await on(pilot, RoundupScreen)
        assert (again.turn, again.over) == (2, False)
        app.exit(0)


async def test_the_instructor_alone_goes_on_with_a_game_that_was_ended_and_nobody_guesses_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # the PIN is this computer's alone
    game = play_on(fresh(), 5, turns=1)
    game.break_off()
    for seat in game.guessing:
        game.guess(seat, {})
    Instructor().set("4711")
    for pin, page in (("4712", EndingScreen), ("4711", RoundupScreen)):
        app = WargameApp(game_flow(game, brief=False), theme="ink", animations="none")
        async with app.run_test(size=SMALL) as pilot:
            await on(pilot, Confirm)
            assert "What was guessed" in await settle(pilot)
            await tap(pilot, "y")
            await on(pilot, AskPin)
            await tap(pilot, *pin, "enter")
            if pin == "4712":
                await until(pilot, lambda app=app: "That is not it" in screen_text(app))
                await tap(pilot, "escape")
            await on(pilot, page)
            if pin == "4711":
                await tap(pilot, "e")
                await on(pilot, AskPin)
                await tap(pilot, *pin, "enter")
                await on(pilot, Confirm)
                await tap(pilot, "y")
                await on(pilot, EndingScreen)
            app.exit(0)


async def test_a_game_is_ended_from_a_role_card_at_once_and_no_guess_is_lost() -> None:
    game = play_on(fresh(), 5, turns=1)
    app = WargameApp(game_flow(game, brief=True), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, Briefing, RoundupScreen, Curtain, RoleCard)
        await tap(pilot, "ctrl+e")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, GuessScreen)
        await tap(pilot, "1", "s")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, EndingScreen)
        app.exit(0)
    assert [len(aims) for aims in game.guessed.values()] == [1, 0]


async def test_before_anything_was_carried_out_there_is_nothing_to_end() -> None:
    app = WargameApp(game_flow(fresh(), brief=False), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        assert "End now" not in screen_text(app)
        await tap(pilot, "e", "ctrl+e")
        assert isinstance(app.screen, RoundupScreen)
        await until(pilot, lambda: "Nothing can be scored before turn 1" in screen_text(app))
        await tap(pilot, "f1")
        assert "End now" not in await settle(pilot)
        await until(pilot, lambda: app.screen.is_mounted)
        app.exit(0)
