"""The guided debrief on the screen: the plan, every glance, a change tried, other groups, and out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from tests.tui.games import played
from tests.tui.screens import SMALL, on, screen_text, settle, tap, until
from wargame.analysis.results import Budget
from wargame.debrief.deck import GLANCES
from wargame.session import GameError, GameLog
from wargame.tui.app import WargameApp
from wargame.tui.deck.groups import Groups
from wargame.tui.deck.plan import Plan
from wargame.tui.deck.screen import Deck
from wargame.tui.deck.trying import Trying
from wargame.tui.ending import EndingScreen
from wargame.tui.program import Program
from wargame.tui.replay.screen import Replay

SMALL_BUDGET = Budget(60, 10, 2)


def deck(save: Path) -> WargameApp:
    """The program, which leads through the game in a save."""

    async def flow(app: Program) -> int:
        await app.push_screen_wait(Deck(GameLog.read(save), budget=SMALL_BUDGET, jobs=0))
        return 0

    return WargameApp(flow, theme="ink", animations="none")


async def test_it_opens_from_the_end_and_from_the_replay_and_leads_back_there() -> None:
    async def flow(app: Program) -> int:
        await app.push_screen_wait(EndingScreen.of(game))
        await app.push_screen_wait(Replay(game))
        return 0

    game, app = played(), WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        for kind, out in ((EndingScreen, "m"), (Replay, "escape")):
            await on(pilot, kind)
            await tap(pilot, "g")
            await on(pilot, Plan)
            await tap(pilot, "escape")
            await on(pilot, kind)
            await tap(pilot, out)
        await until(pilot, lambda: not app.is_running)


async def test_a_game_is_led_through_by_one_key(tmp_path: Path) -> None:
    save = tmp_path / "monday.toml"
    played(save=save).close()
    shutil.copy(save, tmp_path / "friday.toml")
    header, *_ = save.read_bytes().partition(b"\n[[record]]\n")
    (tmp_path / "begun.toml").write_bytes(header)
    (tmp_path / "broken.toml").write_bytes(header[:5000])
    app = deck(save)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, Plan)
        assert "11 glances in 15 minutes" in screen_text(app)
        await tap(pilot, "plus", "2", "space", "enter")
        await on(pilot, Deck)
        screen = app.screen
        assert isinstance(screen, Deck)
        assert screen.minutes == 20
        assert [*screen.names] == [name for n, name in enumerate(GLANCES, 1) if n != 2]
        await until(pilot, lambda: not screen.reckoning)
        seen = []
        for number, name in enumerate(screen.names, 1):
            told = (f"{number} of 10", GLANCES[name].title, "Ask  ", "of 20 min")
            await until(pilot, lambda: all(text in screen_text(app) for text in told))  # noqa: B023
            seen.append(name)
            await tap(pilot, "right")
        assert seen == [*screen.names]
        await until(pilot, lambda: "That was the last glance" in screen_text(app))
        await tap(pilot, "8", "w")
        await on(pilot, Trying)
        for key in ("1", "enter", "1"):  # the first turn, its first seat, the first of its orders left out
            await tap(pilot, key)
            await settle(pilot)
        await until(pilot, lambda: "Guess first" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, Deck)
        await until(pilot, lambda: "You said:" in screen_text(app))
        await until(
            pilot, lambda: "Same dice, all other orders as they were:" in " ".join(screen_text(app).split())
        )
        await tap(pilot, "9", "o")
        await on(pilot, Groups)
        await until(pilot, lambda: "● friday" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, Deck)
        await until(pilot, lambda: "friday:" in screen_text(app))
        assert "Can't be read, or have other turns: begun." in screen_text(app)
        await tap(pilot, "escape")
        await until(pilot, lambda: not app.is_running)


async def test_why_nothing_can_be_played_on_stays_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> NoReturn:
        raise GameError("Its dice are not known.")

    monkeypatch.setattr("wargame.tui.deck.screen.results", fails)
    save = tmp_path / "monday.toml"
    played(save=save).close()
    app = deck(save)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, Plan)
        await tap(pilot, "enter")
        await on(pilot, Deck)
        await tap(pilot, "3")
        await until(pilot, lambda: "Its dice are not known." in screen_text(app))
        await tap(pilot, "4", "3")  # which takes the time, as each second does
        assert "Its dice are not known." in await settle(pilot)
