"""The replay: along moments, what opens on its pages, search, notes, charts, and a game that is veiled."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.games import fresh, played
from tests.tui.screens import LARGE, SMALL, on, screen_text, settle, tap, until
from wargame.session import GameLog, SeatSetup, views
from wargame.tui.app import WargameApp
from wargame.tui.beside import Beside
from wargame.tui.deck.groups import Groups
from wargame.tui.ending import EndingScreen
from wargame.tui.modals import Confirm
from wargame.tui.program import Program
from wargame.tui.replay import Replay
from wargame.tui.replay.boxes import Entry, Search
from wargame.tui.replay.look import Look
from wargame.tui.replay.sheet import Moved


async def after(pilot: Pilot[object], *keys: str) -> str:
    await tap(pilot, *keys)
    return await settle(pilot)


async def test_one_walks_along_the_moments_of_a_game_and_opens_what_came_of_them() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(played())
        app.push_screen(replay)
        assert "Turn 1: " in await settle(pilot)
        pages = []
        for _ in range(4):
            await tap(pilot, "full_stop")
            pages.append((replay.look.turn, replay.look.page))
        assert pages == [(1, "papers"), (1, "orders"), (1, "ledger"), (2, "papers")]
        await tap(pilot, "comma", "right")
        assert (replay.look.turn, replay.look.here.what) == (2, "outcome"), "a turn on, to the same moment"
        text = await settle(pilot)
        drama, drift = text.index("WHAT SEATS DID"), text.find("WHAT MOVED BY ITSELF")
        assert drift in (-1, max(drama, drift))
        assert "Turn 2: " in text.splitlines()[1]
        first = replay.look.outcome
        await tap(pilot, "down")
        assert replay.look.outcome is not first
        await tap(pilot, "up", "enter")
        await on(pilot, Entry)
        assert "the die shows 73: under 80: it works" in " ".join(screen_text(app).replace("│", "").split())
        await tap(pilot, "escape", "home", "end")
        assert replay.look.turn == replay.game.turn
        await tap(pilot, "full_stop", "full_stop")
        await on(pilot, EndingScreen)
        await tap(pilot, "r")
        await until(pilot, lambda: app.screen is replay)
        clicked = next(span for span in app.screen.query_one("#rail").spans if span[0] == 0)  # type: ignore[attr-defined]
        await pilot.click("#rail", offset=(clicked[1] + 1, 1))
        await until(pilot, lambda: replay.look.moment == clicked[3])
        await tap(pilot, "home", "p")
        assert "The moments pass" in await settle(pilot)
        await tap(pilot, "p")
        assert replay._timer is None


def test_a_replay_opens_without_looking_at_every_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[object]()
    monkeypatch.setattr(views, "public_view", asked.append)
    game = played()
    assert Look(game).last == game.turn
    assert not asked


async def test_escape_leads_out_of_a_replay_that_nothing_lies_behind() -> None:
    async def flow(app: Program) -> int:
        await app.push_screen_wait(Replay(played(), alone=True))
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, Replay)
        replay = app.screen
        await tap(pilot, "end", "right")
        await on(pilot, EndingScreen)
        assert "Menu" not in await settle(pilot)
        await asyncio.sleep(0.5)  # a page for all takes no second press of a double one
        await tap(pilot, "m", "escape")
        await until(pilot, lambda: app.screen is replay)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: app.return_value == 0)


async def test_search_notes_and_charts_of_the_replay() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(played())
        app.push_screen(replay)
        await settle(pilot)
        await tap(pilot, "slash")
        await on(pilot, Search)
        assert "found" in await after(pilot, *"LAKE rises")
        await tap(pilot, "down", "enter")
        await until(pilot, lambda: app.screen is replay)
        assert "lake rises" in await settle(pilot)
        await tap(pilot, "n", "ctrl+o")
        await until(pilot, lambda: "There is nothing to note yet" in screen_text(app))
        await tap(pilot, *"[red]Ask them", "ctrl+o", "b", "5")
        await until(pilot, lambda: "Note: [red]Ask them" in screen_text(app))
        assert "★" in await settle(pilot)
        assert "[red]" not in await after(pilot, "e"), "what was noted is no eye's but that of everything"
        text = await after(pilot, "e", "6")
        assert "┤" in text
        chart = text.splitlines()[5]
        assert await after(pilot, "down") != chart
        await tap(pilot, "enter")
        await on(pilot, Entry)
        await pilot.resize_terminal(*LARGE)
        assert "end" in await settle(pilot)


async def test_the_replay_of_a_game_that_people_play_keeps_its_secrets_on_every_page(tmp_path: Path) -> None:
    game = fresh(save=tmp_path / "a.toml", code="Blue horse")
    game.note("SECRET")
    game.bookmark("SECRET")
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(game)
        app.push_screen(replay)
        seen = await settle(pilot)
        for key in "123456":
            seen += await after(pilot, key)
        assert "SECRET" not in seen
        assert "★✎" in seen, "that there is something is no secret"
        assert "the public" in seen
        await tap(pilot, "slash", *"SECRET")
        assert "0 found" in await settle(pilot)
    game.close()


async def test_other_groups_and_what_really_happened_stand_beside_the_game(tmp_path: Path) -> None:
    played(save=tmp_path / "monday.toml").close()
    shutil.copy(tmp_path / "monday.toml", tmp_path / "friday.toml")
    people = {"halden": SeatSetup("people"), "sarvia": SeatSetup("people")}
    fresh(save=tmp_path / "sunday.toml", seats=people).close()
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(GameLog.read(tmp_path / "monday.toml"))
        app.push_screen(replay)
        await settle(pilot)
        await tap(pilot, "o")
        await on(pilot, Groups)
        await until(pilot, lambda: "● what really happened" in screen_text(app))
        await tap(pilot, "down", "down", "space", "enter")  # without the game that people play
        await on(pilot, Beside)
        text = await settle(pilot)
        assert all(words in text for words in ("monday", "friday", "history", "TURN 1:")), text
        await tap(pilot, "escape")
        await until(pilot, lambda: app.screen is replay)
        await tap(pilot, "o")
        await on(pilot, Groups)
        await until(pilot, lambda: "● sunday" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, Beside)
        assert "as far as everybody could see" in await settle(pilot)
        await tap(pilot, "escape")
        await until(pilot, lambda: app.screen is replay)
        veiled = Replay(GameLog.read(tmp_path / "sunday.toml"))
        app.push_screen(veiled)
        await settle(pilot)
        await tap(pilot, "o")
        await on(pilot, Groups)
        await until(pilot, lambda: "● monday" in screen_text(app))
        assert "what really happened" not in screen_text(app)
        await tap(pilot, "space", "up", "space", "enter")
        await until(pilot, lambda: "Nothing was chosen." in screen_text(app))


async def test_a_key_may_come_before_the_page_is_drawn_that_the_one_before_it_opened() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(played())
        app.push_screen(replay)
        await settle(pilot)
        for page in ("ledger", "papers", "ledger", "charts"):
            replay.action_page(page)
            replay.on_moved(Moved(1))  # those keys don't wait until all is laid out
        replay.action_goto("last")
        for _ in range(2):
            replay.action_moment(1)
        replay.on_moved(Moved(-1))
        assert "4 What came of it" in await settle(pilot)
