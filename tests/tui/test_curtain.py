"""Nothing of one seat reaches the next: the curtain covers everything, and heeds nothing but its own keys."""

from __future__ import annotations

import pytest

from tests.tui.games import fresh, unsent
from tests.tui.samples import SEATS, TURN
from tests.tui.screens import LARGE, SMALL, screen_text, settle, tap, until
from wargame.desk.draft import OrdersDraft
from wargame.rules.orders import Letter, Orders
from wargame.tui.app import WargameApp
from wargame.tui.curtain import Curtain
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.modals import Help
from wargame.tui.palette import Palette
from wargame.tui.play import play
from wargame.tui.program import Program
from wargame.tui.roundup import RoundupScreen
from wargame.tui.too_small import TooSmall

SECRET = "xylophone at midnight"


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80", "120"])
async def test_nothing_of_a_desk_shines_through(size: tuple[int, int]) -> None:
    app = WargameApp(theme="ink", animations="none")
    game = fresh()
    async with app.run_test(size=size, notifications=True) as pilot:
        halden = game.seat("halden")
        draft = OrdersDraft.of(halden, Orders(letters=(Letter("sarvia", SECRET),)))
        desk = DeskScreen(halden, unsent, draft)
        app.push_screen(desk)
        await until(pilot, lambda: app.focused is not None)
        await tap(pilot, "3")
        assert SECRET in await settle(pilot)
        app.copy_to_clipboard(SECRET)
        app.notify(SECRET, markup=False)
        await tap(pilot, "escape")
        await tap(pilot, "enter")
        await settle(pilot)
        app.push_screen(Curtain(SEATS[1], TURN, seats=SEATS))
        text = await settle(pilot)
        assert SECRET not in text
        assert "xylophone" not in app.export_screenshot()
        assert app.clipboard == ""
        assert SECRET not in app.title + app.sub_title


async def test_the_curtain_is_deaf() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test() as pilot:
        curtain = Curtain(SEATS[1], TURN, seats=SEATS)
        said: list[object] = []
        app.push_screen(curtain, said.append)
        await until(pilot, lambda: "P Y O N G Y A N G" in screen_text(app))
        for key in ("ctrl+p", "f9", "tab", "x", "f10", "n", "t", "ctrl+s"):
            await pilot.press(key)
            assert app.screen is curtain, key
        assert not any(isinstance(screen, Help | Palette) for screen in app.screen_stack)
        assert app.theme == "ink"
        assert said == []


async def test_the_curtain_stays_deaf_under_the_cover_of_a_small_window() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(Curtain(SEATS[1], TURN))
        await pilot.resize_terminal(61, 20)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        await tap(pilot, "ctrl+p", "f1", "enter")
        assert isinstance(app.screen, TooSmall)
        assert "PYONGYANG" not in screen_text(app)


async def test_every_seat_is_met_by_its_own_curtain_and_by_no_other_desk() -> None:
    game = fresh()

    async def flow(app: Program) -> int:
        await play(app, game, brief=False)
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    met = []
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Go on" in screen_text(app))
        await tap(pilot, "enter")
        for seat in game.scenario.seats:
            await until(
                pilot, lambda seat=seat: isinstance(app.screen, Curtain) and app.screen.seat.id == seat
            )
            assert [s for s in app.screen_stack if isinstance(s, DeskScreen)] == []
            await tap(pilot, "enter")
            await until(
                pilot, lambda seat=seat: isinstance(app.screen, DeskScreen) and app.screen.seat.id == seat
            )
            met.append(seat)
            await tap(pilot, "f10")
            await settle(pilot)
            await tap(pilot, "enter")
            await until(pilot, lambda seat=seat: seat in game.committed or game.turn == 2)
        await until(pilot, lambda: isinstance(app.screen, RoundupScreen))
    assert met == list(game.scenario.seats)


async def test_help_on_the_curtain_tells_its_keys_and_no_secret() -> None:
    app = WargameApp(theme="ink", animations="none")
    said: list[object] = []
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Curtain(SEATS[1], TURN, another=True, back=True, pin="may"), said.append)
        await tap(pilot, "f1")
        await until(pilot, lambda: isinstance(app.screen, Help))
        text = await settle(pilot)
        assert "Behind this curtain" in text
        assert "Another seat" in text
        assert "Find a command" not in text
        await tap(pilot, "ctrl+p", "enter")
        await until(pilot, lambda: isinstance(app.screen, Curtain))
        assert said == []
