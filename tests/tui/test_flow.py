"""The order of screens: whole games by keys alone, late seats, take-backs, failing and bad saves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.games import MINI, fresh, mini, play_out, resumed
from tests.tui.screens import on, screen_text, settle, tap, until
from wargame.journal import Journal, NotSaved, Record
from wargame.session import Game, GameLog, SeatSetup, Settings
from wargame.tui.alone import ChooseSeat
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.curtain import Curtain
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.flow import menu_flow, play_flow, replay_flow, resume_flow
from wargame.tui.guess import GuessScreen
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm
from wargame.tui.play import play
from wargame.tui.program import Program
from wargame.tui.replay import Replay
from wargame.tui.role import RoleCard
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.too_small import TooSmall
from wargame.tui.waiting import in_thread

EVERY_FRAME = True
LET_GO = 0.2
"""Seconds after which a key is not taken for one that is held down, however often it was pressed before."""


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No save of anybody else's is seen, and none is written among them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    monkeypatch.setattr("wargame.session.places.shipped_saves", lambda: tmp_path / "shipped")
    (tmp_path / "saves").mkdir()


def at_table(game: Game) -> Callable[[Program], Awaitable[int]]:
    """A flow that plays one game and ends."""

    async def flow(app: Program) -> int:
        await play(app, game, brief=False)
        return 0

    return flow


async def commit(pilot: Pilot[Any]) -> None:
    """Commit at the desk, whatever is still open."""
    await on(pilot, DeskScreen)
    desk = pilot.app.screen
    await until(pilot, lambda: desk.focused is not None)
    await tap(pilot, "f10")
    await until(pilot, lambda: pilot.app.screen is not desk and pilot.app.screen.is_mounted)
    await tap(pilot, "enter")
    await until(pilot, lambda: desk not in pilot.app.screen_stack)


async def test_a_whole_game_by_keys_alone(tmp_path: Path) -> None:
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "dam.toml").write_bytes(MINI.read_bytes())
    async with app.run_test() as pilot:
        await on(pilot, Menu)
        await tap(pilot, "n")
        await until(pilot, lambda: "4 turns" in screen_text(app))
        await tap(pilot, "enter")
        await until(pilot, lambda: "Who sits there" in screen_text(app))
        await pilot.press("down", "down", "left")  # the third seat is closed
        for _ in range(12):
            if app.focused is not None and app.focused.id == "seed":
                break
            await pilot.press("down")
        await pilot.press("7")
        await pilot.press("down", *"hawk")  # the code
        await until(pilot, lambda: "◂ closed ▸" in screen_text(app))
        await tap(pilot, "f10")
        await until(pilot, lambda: "CONTENT NOTE" in screen_text(app))
        await tap(pilot, "enter")
        for turn in range(1, 5):
            await on(pilot, RoundupScreen)
            await tap(pilot, "enter")
            for seat in ("halden", "sarvia"):
                await until(
                    pilot, lambda seat=seat: isinstance(app.screen, Curtain) and app.screen.seat.id == seat
                )
                await tap(pilot, "enter")
                if turn == 1:
                    await on(pilot, RoleCard)
                    await asyncio.sleep(LET_GO)
                    await tap(pilot, "enter")
                await on(pilot, DeskScreen)
                if turn == 1:  # order the first open move
                    await pilot.press("5")
                    await settle(pilot)
                    await pilot.press("enter")
                    await settle(pilot)
                    if not isinstance(app.screen, DeskScreen):  # it asks how
                        await pilot.press("enter")
                    await until(pilot, lambda: "1/2" in screen_text(app))
                await commit(pilot)
        await on(pilot, RoundupScreen)
        assert "Go on" in screen_text(app)
        await tap(pilot, "enter")
        await on(pilot, GuessScreen)
        assert "Halden   which hidden aim" in screen_text(app)
        await tap(pilot, "1", "2", "left", "2", "enter")
        await on(pilot, EndingScreen)
        await tap(pilot, "r")
        await on(pilot, Replay)
        await tap(pilot, "end", "e", "escape")
        await on(pilot, EndingScreen)
        assert "Questions for the debrief" in await settle(pilot)
        await tap(pilot, "p", "escape")  # back from the paper
        assert "Questions for the debrief" in await settle(pilot)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, Menu)
        await tap(pilot, "q")
        await until(pilot, lambda: app.return_value == 0)
    (save,) = (tmp_path / "saves").glob("*.toml")
    game = GameLog.read(save)
    assert game.over
    assert game.seed is None  # people played: it stays sealed
    assert game.unveil("hawk")
    assert game.setups["commission"].kind == "closed"
    assert all(game.turns[0].orders[seat].moves for seat in ("halden", "sarvia"))
    assert game.guessed == {"halden": {"sarvia": "treaty_made"}}
    assert [taken.seconds is None for taken in game.decisions] == [False] * 8  # how long each desk was open
    assert game.verify() == []


async def test_who_plays_alone_meets_no_curtain(tmp_path: Path) -> None:
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "dam.toml").write_bytes(MINI.read_bytes())
    async with app.run_test() as pilot:
        await on(pilot, Menu)
        await tap(pilot, "a")
        await until(pilot, lambda: "4 turns" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, ChooseSeat)
        await tap(pilot, "down", "enter")
        await until(pilot, lambda: "CONTENT NOTE" in screen_text(app))
        await tap(pilot, "enter")
        for turn in range(2):
            await on(pilot, RoundupScreen)
            await tap(pilot, "enter")
            if not turn:
                await on(pilot, RoleCard)
                await asyncio.sleep(LET_GO)
                await tap(pilot, "enter")
            await on(pilot, DeskScreen)
            await tap(pilot, "escape")  # there is nobody to hand the keyboard to
            await on(pilot, Confirm)
            await tap(pilot, "escape")
            await commit(pilot)
            await on(pilot, RoundupScreen)
    (save,) = (tmp_path / "saves").glob("*.toml")
    game = resumed(save)
    assert [setup.policy for setup in game.setups.values()] == ["planner", "", "planner"]
    assert game.settings.alone
    game.reseat("commission", SeatSetup())  # somebody joins: now desks are hidden
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)


async def test_the_clock_starts_when_the_first_role_card_has_been_read() -> None:
    game = Game.new(mini(), seed=7, settings=Settings(turn_minutes=5))

    async def flow(app: Program) -> int:
        await play(app, game, brief=True)
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test() as pilot:
        for screen in (Briefing, RoundupScreen, Curtain):
            await on(pilot, screen)
            await tap(pilot, "enter")
        await on(pilot, RoleCard)
        clock = app.clock
        assert clock is not None
        assert not clock.running
        text = await settle(pilot)
        assert "Light by winter" in text
        assert "turbine: a wheel that the water turns, for light." in text
        await tap(pilot, "l")
        assert "some cost favours" in await settle(pilot)
        await tap(pilot, "escape")  # somebody still looked
        await on(pilot, Curtain)
        assert not clock.running
        await tap(pilot, "enter")
        await on(pilot, RoleCard)
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        assert clock.running


async def test_a_late_seat_another_first_and_a_take_back() -> None:
    game = fresh()
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "n")
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        await tap(pilot, "s")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: "sarvia" in game.committed)
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "halden")
        await tap(pilot, "t")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: "sarvia" not in game.committed)
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        assert app.screen.draft.empty  # type: ignore[attr-defined]


async def test_machines_and_closed_seats_need_no_curtain() -> None:
    game = fresh(sarvia="ai", commission="closed")
    app = WargameApp(at_table(game), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert game.committed == {"sarvia"}
        await tap(pilot, "enter")
        await commit(pilot)
        await on(pilot, RoundupScreen)
    assert game.turn == 2


async def test_a_game_goes_on_where_it_stood(tmp_path: Path) -> None:
    save = tmp_path / "saves" / "x.toml"
    first = fresh(save=save)
    first.commit("halden", first.default("halden"))
    first.close()
    app = WargameApp(resume_flow(save), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        assert "◆ in" in screen_text(app)
        await tap(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        await tap(pilot, "ctrl+c")
        await tap(pilot, "ctrl+c")
        await until(pilot, lambda: app.return_value == 130)


async def test_a_full_disk_is_told_and_a_copy_goes_on_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    game = fresh(save=tmp_path / "saves" / "x.toml", sarvia="closed", commission="closed")
    app = WargameApp(at_table(game), theme="ink", animations="none")
    append, full = Journal.append, [True]

    def fail(journal: Journal, kind: str, body: dict[str, Any], **more: Any) -> Record:
        if full and kind == "resolution":
            raise NotSaved("The disk is full.", tmp_path, dead=True)
        return append(journal, kind, body, **more)

    monkeypatch.setattr(Journal, "append", fail)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "enter")
        await commit(pilot)
        await on(pilot, NotSavedBox)
        await until(pilot, lambda: "NOT SAVED" in screen_text(app))
        text = screen_text(app)
        assert "The disk is full." in text
        assert "Try again" not in text
        full.clear()
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
    assert game.path is not None
    assert game.path.parent == tmp_path
    assert GameLog.read(game.path).turn == 2


async def test_bad_saves_are_told_on_the_menu_and_not_touched(tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    play_out(fresh(save=saves / "whole.toml")).close()
    data = (saves / "whole.toml").read_bytes()
    (saves / "damaged.toml").write_bytes(data.replace(b'kind = "resolution"', b'kind = "resolutiom"', 1))
    (saves / "other.toml").write_text("hello = 1\n")
    before = {path.name: path.read_bytes() for path in saves.iterdir()}
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "2 saves have something wrong" in screen_text(app))
        await tap(pilot, "o")
        await until(pilot, lambda: "played to its end" in screen_text(app))
        await settle(pilot)
        texts = ""
        for key in ("end", "up", "up"):
            await tap(pilot, key)
            texts += await settle(pilot)
        assert "can't be read" in texts
        assert "is not a saved game" in texts
        assert "is damaged at record" in texts
    assert {path.name: path.read_bytes() for path in saves.iterdir()} == before


async def test_what_is_sound_of_a_damaged_save_is_shown(tmp_path: Path) -> None:
    save = tmp_path / "saves" / "x.toml"
    play_out(fresh(save=save)).close()
    parts = save.read_bytes().split(b'kind = "resolution"')
    save.write_bytes(b'kind = "resolution"'.join(parts[:2]) + b'kind = "resolutiom"' + parts[2])
    app = WargameApp(replay_flow(save), theme="ink", animations="none")
    async with app.run_test(size=(120, 36)) as pilot:
        await on(pilot, Replay)
        text = screen_text(app)
        assert "is damaged at record" in text
        assert "Turn 1 of 4" in text
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        assert "Y leaves it. N, or Esc again, stays." in screen_text(app)
        await tap(pilot, "y")
        await until(pilot, lambda: app.return_value == 0)


async def test_a_game_that_was_left_in_the_public_phase_goes_on_with_it(tmp_path: Path) -> None:
    save = tmp_path / "saves" / "x.toml"
    game = fresh(save=save, sarvia="closed", commission="closed")
    while not game.over:
        game.commit("halden", game.default("halden"))
        game.resolve()
        app = WargameApp(at_table(game), theme="ink", animations="none")
        async with app.run_test() as pilot:
            await on(pilot, RoundupScreen)
            assert "WHAT THE SEATS DID" in await settle(pilot)
            await tap(pilot, "d")
            assert f"Turn {game.resolved} of 4" in await settle(pilot)
            await tap(pilot, "escape", "enter")
            await on(pilot, GuessScreen if game.over else Curtain)
            app.exit(0)
        game = game if game.over else resumed(save)


async def test_the_table_can_be_left_from_the_curtain(tmp_path: Path) -> None:
    app = WargameApp(play_flow(str(MINI), {}, 7, tmp_path / "x.toml"), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Begin" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert "Esc Menu" in screen_text(app).splitlines()[-1]
        for answer, then in (("escape", Curtain), ("y", Menu)):
            await tap(pilot, "escape")
            await on(pilot, Confirm)
            await tap(pilot, answer)
            await on(pilot, then)
        assert "x.toml" in await settle(pilot)
        app.exit(0)


async def test_leaving_the_table_tells_where_the_game_waits(tmp_path: Path) -> None:
    save = tmp_path / "saves" / "x.toml"
    app = WargameApp(play_flow(str(MINI), {}, 7, save), theme="ink", animations="none")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Begin" in screen_text(app))
        await tap(pilot, "l", "escape")  # the long brief is put down first
        assert isinstance(brief := app.screen, Briefing)
        assert not brief.long
        await tap(pilot, "escape")
        await on(pilot, Menu)
        await until(pilot, lambda: "x.toml" in screen_text(app))
        assert "Continue" in screen_text(app)
        await until(pilot, lambda: "turn 1 of 4" in screen_text(app))
        await tap(pilot, "c")
        await on(pilot, Briefing)  # which nobody has read yet
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
        await tap(pilot, "ctrl+q")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: app.return_value == 0)


async def test_slow_work_is_told_and_ends_under_the_cover_too() -> None:
    go = threading.Event()

    async def flow(app: Program) -> int:
        return await in_thread(app, lambda: 7 if go.wait(5) else 0, "The machines are thinking ...")

    app = WargameApp(flow, theme="ink")
    async with app.run_test() as pilot:
        await until(pilot, lambda: "The machines are thinking" in screen_text(app))
        await pilot.resize_terminal(60, 20)
        await on(pilot, TooSmall)
        go.set()
        await pilot.pause(0.1)
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.return_value == 7)
