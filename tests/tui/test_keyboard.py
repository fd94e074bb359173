"""Keys faster than screens: each goes to the screen that was seen, or waits for the one it asked for."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual import work
from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import MouseDown, MouseUp
from textual.pilot import Pilot
from textual.widgets import Static

from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.desk.sitting import sitting
from tests.tui.games import MINI, fresh, no_roles, played
from tests.tui.hammer import PLACES, key
from tests.tui.samples import PUBLIC, REVEAL, ROUNDUP, TURN
from tests.tui.screens import SMALL, on, screen_text, until
from wargame.rules.orders import Orders
from wargame.tui.app import WargameApp
from wargame.tui.curtain import Curtain
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.flow import menu_flow, replay_flow
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm, Help
from wargame.tui.page import Shown
from wargame.tui.play import play
from wargame.tui.program import Program
from wargame.tui.replay import Replay
from wargame.tui.reveal import RevealScreen
from wargame.tui.roundup import RoundupScreen
from wargame.tui.waiting import Waiting

EVERY_FRAME = True


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "dam.toml").write_bytes(MINI.read_bytes())


def at_once(app: App[Any], *names: str) -> None:
    """Press keys in one go, as a terminal sends them that were pressed while it was busy."""
    for name in names:
        app.post_message(key(name))


def idle(pilot: Pilot[Any]) -> bool:
    """Has every key been dealt with?"""
    app = pilot.app
    assert isinstance(app, WargameApp)
    return app.keyboard.idle


async def burst(pilot: Pilot[Any], *names: str) -> None:
    """Press keys in one go, and wait until all has been dealt with."""
    at_once(pilot.app, *names)
    await pilot.pause()
    await until(pilot, lambda: not pilot.app.screen_stack or idle(pilot))


async def hold(pilot: Pilot[Any], name: str, seconds: float = 1.0) -> None:
    """Hold a key down: a keyboard repeats it thirty times a second, after half a second.

    The times of the keys are the keyboard's, however slowly this machine sends them.
    """
    pressed = monotonic()
    for after in (0.0, *(0.5 + n / 30 for n in range(round((seconds - 0.5) * 30)))):
        one = key(name)
        one.time = pressed + after
        await asyncio.sleep(max(0.0, one.time - monotonic()))
        pilot.app.post_message(one)
    await pilot.pause()
    await until(pilot, lambda: not pilot.app.screen_stack or idle(pilot))


@asynccontextmanager
async def table(**kinds: str) -> AsyncIterator[tuple[Pilot[Any], Any]]:
    """A game at the table, from its briefing."""
    game = fresh(no_roles(), **kinds)

    async def flow(app: Program) -> int:
        await play(app, game, brief=True)
        return 0

    async with WargameApp(flow, theme="ink", animations="none").run_test(size=SMALL) as pilot:
        yield pilot, game


# -- the desk ---------------------------------------------------------------------------------------------


async def test_tabs_and_page_down_quickly() -> None:
    async with sitting() as here:
        for keys in (
            ("4", "5", "4", "pagedown"),
            ("5", "4", "5", "pagedown"),
            ("6", "pagedown", "3", "pageup"),
        ):
            await burst(here.pilot, *keys)
        assert here.desk.active == "letters"


async def test_every_tab_takes_a_page_key_in_the_burst_that_opens_it() -> None:
    async with sitting() as here:
        for tab in "234561":
            await burst(here.pilot, tab, "pagedown", "pageup", "end", "pagedown")


async def test_moves_ordered_in_one_burst_are_those_under_the_cursor() -> None:
    async with sitting() as slow:
        await slow.press("5", "enter", "down", "enter")
    async with sitting() as here:
        await burst(here.pilot, "5", "enter", "down", "enter")
        assert here.orders.moves == slow.orders.moves != ()


async def test_a_burst_does_what_the_same_keys_do_one_by_one() -> None:
    keys = (
        *("5", "enter", "down", "enter", "o", "down", "enter", "a"), *"It is time", "enter", "enter",
        *("3", "n"), *"Dear all", "ctrl+s", "4", "n", "enter", "ctrl+s", "6", "f", "4", "2", "enter", "u",
    )  # fmt: skip
    async with sitting() as slow:
        for name in keys:
            await burst(slow.pilot, name)
    for gap in (0.0, 0.003):
        async with sitting() as here:
            for name in keys:
                at_once(here.app, name)
                await asyncio.sleep(gap)
            await here.until(lambda: here.app.keyboard.idle)
            assert here.orders == slow.orders
            assert all((here.orders.moves, here.orders.letters, here.orders.drafts))


async def test_keys_while_orders_are_being_saved_are_for_what_comes_after() -> None:
    seat = FakeSeat(VIEW)
    async with sitting(seat=seat) as here:
        go = asyncio.Event()

        async def send(orders: Orders, *, late: bool = False) -> bool:
            await go.wait()
            return True

        here.desk._send = send
        at_once(here.app, "f10", "enter", "5", "enter", "f10")
        await asyncio.sleep(0.1)
        assert not here.result
        assert here.orders.moves == ()
        go.set()
        await here.until(lambda: here.result)
        assert here.orders.moves == ()


# -- from screen to screen --------------------------------------------------------------------------------


@pytest.mark.parametrize("digit", "25")
async def test_enter_and_a_digit_at_once_open_that_tab_of_the_desk(digit: str) -> None:
    async with table() as (pilot, _):
        await until(pilot, lambda: pilot.app.screen.is_mounted)
        await burst(pilot, "enter")
        await on(pilot, RoundupScreen)
        await burst(pilot, "enter")
        await on(pilot, Curtain)
        await burst(pilot, "enter", digit)
        desk = pilot.app.screen
        assert isinstance(desk, DeskScreen)
        assert desk.tabs().index(next(t for t in desk.tabs() if t.id == desk.active)) == int(digit) - 1


async def test_the_key_that_committed_does_not_open_the_desk_of_the_next_seat() -> None:
    async with table(commission="closed") as (pilot, game):
        for kind in (RoundupScreen, Curtain, DeskScreen):
            await burst(pilot, "enter")
            await on(pilot, kind)
        await burst(pilot, "f10", "enter", "enter", "enter")
        assert game.committed
        assert isinstance(pilot.app.screen, Curtain)


async def test_a_page_for_all_is_not_put_down_by_keys_that_were_not_meant_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with table(sarvia="closed", commission="closed") as (pilot, game):
        for kind in (RoundupScreen, Curtain, DeskScreen):
            await burst(pilot, "enter")
            await on(pilot, kind)
        # The last seat commits, and more is typed before the page is there: none of it is for that.
        await burst(pilot, "f10", "enter", "x", "enter", "enter")
        await on(pilot, RoundupScreen)
        await asyncio.sleep(0.1)
        assert isinstance(pilot.app.screen, RoundupScreen)
        assert game.resolved == 1
        # A double press is one press.
        monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 60.0)
        await burst(pilot, "p")
        await burst(pilot, "escape")
        await on(pilot, RoundupScreen)
        await burst(pilot, "escape")
        assert isinstance(pilot.app.screen, RoundupScreen)
        await burst(pilot, "enter")
        await on(pilot, Curtain)


async def test_a_double_press_at_the_commit_does_not_open_the_next_seats_curtain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with table(commission="closed") as (pilot, game):
        for kind in (RoundupScreen, Curtain, DeskScreen):
            await burst(pilot, "enter")
            await on(pilot, kind)
        await burst(pilot, "g")
        await on(pilot, Commit)
        monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 60.0)
        await burst(pilot, "enter")
        await on(pilot, Curtain)
        await burst(pilot, "enter")
        assert isinstance(curtain := pilot.app.screen, Curtain)
        assert (curtain.seat.id, game.committed) == ("sarvia", {"halden"})
        monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 0.0)
        await burst(pilot, "enter")
        await on(pilot, DeskScreen)


async def test_enter_held_in_the_dice_stops_at_the_page_that_follows() -> None:
    async def flow(app: Program) -> int:
        await app.push_screen_wait(RevealScreen(TURN, REVEAL))
        await app.push_screen_wait(RoundupScreen(ROUNDUP, PUBLIC))
        return 7

    async with WargameApp(flow, theme="ink", animations="none").run_test(size=SMALL) as pilot:
        await on(pilot, RevealScreen)
        await hold(pilot, "enter")
        assert isinstance(pilot.app.screen, RoundupScreen)
        await burst(pilot, "up")
        at_once(pilot.app, "enter")
        await until(pilot, lambda: pilot.app.return_value == 7)


async def test_escape_asks_on_the_menu_and_never_ends_the_program_by_itself() -> None:
    async with WargameApp(menu_flow(), theme="ink", animations="none").run_test(size=SMALL) as pilot:
        await on(pilot, Menu)
        await burst(pilot, "n")
        await hold(pilot, "escape")
        assert isinstance(pilot.app.screen, Menu | Confirm)
        await asyncio.sleep(0.2)
        if isinstance(pilot.app.screen, Menu):
            await burst(pilot, "escape")
        assert isinstance(pilot.app.screen, Confirm)
        at_once(pilot.app, "y")
        await until(pilot, lambda: pilot.app.return_value == 0)


async def test_escape_in_a_replay_behind_which_nothing_lies_asks() -> None:
    flow = replay_of(played())
    async with WargameApp(flow, theme="ink", animations="none").run_test(size=SMALL) as pilot:
        await on(pilot, Replay)
        await burst(pilot, "f1")
        assert isinstance(pilot.app.screen, Help)
        await hold(pilot, "escape")
        assert pilot.app.is_running
        await asyncio.sleep(0.2)  # now it is another press
        if not isinstance(pilot.app.screen, Confirm):
            await burst(pilot, "escape")
        at_once(pilot.app, "y")
        await until(pilot, lambda: pilot.app.return_value == 0)


def replay_of(game: Any) -> Callable[[Program], Awaitable[int]]:
    """What ``wargame replay`` runs, on a game that is in memory."""
    from unittest.mock import patch

    with patch("wargame.session.saves.open_replay", lambda path: game):
        return replay_flow(Path("x.toml"))


# -- work in progress -------------------------------------------------------------------------------------


async def test_keys_pressed_at_work_in_progress_are_for_nobody_and_earlier_ones_are_kept() -> None:
    go = asyncio.Event()
    seen: list[object] = []

    async def flow(app: Program) -> int:
        seen.append(await app.push_screen_wait(Confirm(Content("First?"))))
        await app.push_screen_wait(Waiting("Thinking ...", asyncio.create_task(go.wait())))
        seen.append(await app.push_screen_wait(Confirm(Content("Second?"))))
        return 7

    async with WargameApp(flow, theme="ink", animations="none").run_test(size=SMALL) as pilot:
        await on(pilot, Confirm)
        await until(pilot, lambda: idle(pilot))
        at_once(pilot.app, "n", "y")  # the second for what comes after the first
        await on(pilot, Waiting)
        at_once(pilot.app, "n", "escape")
        await pilot.pause()
        go.set()
        await until(pilot, lambda: pilot.app.return_value == 7)
    assert seen == [False, True]


async def test_a_key_that_waits_is_not_forgotten_when_the_processor_is_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the system, for longer than a timer of Textual's is to run, in the moment when it begins."""
    taken = itertools.count()
    monkeypatch.setattr("textual._time.get_time", lambda: monotonic() + next(taken) / 100)
    go = asyncio.Event()

    async def flow(app: Program) -> int:
        await app.push_screen_wait(Confirm(Content("First?")))
        await app.push_screen_wait(Waiting("Thinking ...", asyncio.create_task(go.wait())))
        return 7 if await app.push_screen_wait(Confirm(Content("Second?"))) else 8

    async with WargameApp(flow, theme="ink", animations="none").run_test(size=SMALL) as pilot:
        await on(pilot, Confirm)
        await until(pilot, lambda: idle(pilot))
        at_once(pilot.app, "n", "y")
        await on(pilot, Waiting)
        await asyncio.sleep(0.1)
        go.set()
        await until(pilot, lambda: pilot.app.return_value == 7)


async def test_ctrl_c_works_at_work_in_progress() -> None:
    go = asyncio.Event()

    async def flow(app: Program) -> int:
        await app.push_screen_wait(Waiting("Thinking ...", asyncio.create_task(go.wait())))
        return 7

    async with WargameApp(flow, theme="ink", animations="none").run_test(size=SMALL) as pilot:
        await on(pilot, Waiting)
        at_once(pilot.app, "x", "ctrl+c", "ctrl+c")
        await until(pilot, lambda: pilot.app.return_value == 130)


# -- results, and the end ---------------------------------------------------------------------------------


async def test_a_result_is_given_once_and_only_by_the_screen_itself() -> None:
    app = WargameApp(theme="ink", animations="none")
    below: list[object] = []
    above: list[object] = []
    async with app.run_test(size=SMALL) as pilot:
        under, over = Confirm(Content("Under?")), Confirm(Content("Over?"))
        app.push_screen(under, below.append)
        await pilot.pause()
        app.push_screen(over, above.append)
        await pilot.pause()
        under.dismiss(True)
        under.dismiss(False)
        await pilot.pause()
        assert app.screen is over
        over.dismiss(False)
        over.dismiss(True)
        await until(pilot, lambda: below)
        await pilot.pause()
        assert (below, above) == ([True], [False])
        assert len(app.screen_stack) == 1


async def test_a_box_that_is_closed_before_it_was_there_harms_nothing() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        for place in PLACES:
            screen = place.screen()
            app.push_screen(screen)
            screen.dismiss(None)
            await pilot.pause()
            assert len(app.screen_stack) == 1


async def test_the_program_may_end_while_any_screen_is_being_opened() -> None:
    for place, steps in zip([place for place in PLACES if not place.keys], itertools.cycle((1, 4))):
        app = WargameApp(theme="ink", animations="none")
        async with app.run_test(size=SMALL):
            app.push_screen(place.screen())
            for _ in range(steps):
                await asyncio.sleep(0)
            app.exit(0)


@pytest.mark.parametrize("keys", [("ctrl+p",), ("ctrl+p", "x", "escape")])
async def test_the_program_may_end_while_a_command_is_looked_for(keys: tuple[str, ...]) -> None:
    for steps in range(0, 24, 4):
        async with sitting() as here:
            at_once(here.app, *keys)
            for _ in range(steps):
                await asyncio.sleep(0)
            here.app.exit(0)


class _Parting(Static):
    """A part of a screen that takes its time to go, and tells when the others are gone."""

    def __init__(self, going: asyncio.Event) -> None:
        super().__init__()
        self._going = going

    async def on_unmount(self) -> None:
        await asyncio.sleep(0.05)
        self._going.set()
        await asyncio.sleep(0.05)


class _AtWork(Confirm):
    """A box that has set something going, which wants to tell what came of it."""

    def __init__(self, going: asyncio.Event) -> None:
        super().__init__(Content("Now?"))
        self.going = going

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield _Parting(self.going)

    def on_mount(self) -> None:
        self._tell()

    @work
    async def _tell(self) -> None:
        await self.going.wait()
        self.query_one("#no").focus()


async def test_what_a_closed_screen_had_set_going_ends_with_it_and_not_the_program() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        for end in (False, True):
            box = _AtWork(asyncio.Event())
            app.push_screen(box)
            await on(pilot, _AtWork)
            if not end:
                box.dismiss(None)
                await until(pilot, lambda box=box: not box.is_running)
                assert app.is_running


class _Slow(Confirm):
    """A box that is ready only when it was looked at many times."""

    looks = 0

    @property
    def ready(self) -> bool:
        self.looks += 1
        return self.looks > 20


async def test_a_timer_that_never_comes_leaves_nobody_deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual leaves out a timer for which a busy machine has no time at its start."""
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        said: list[object] = []
        monkeypatch.setattr(app, "set_timer", lambda *_, **__: None)
        app.push_screen(_Slow(Content("Now?")), said.append)
        await on(pilot, _Slow)
        at_once(app, "y")
        await until(pilot, lambda: said == [True])


class _Unseen(RoundupScreen):
    """A page for all that is there, and painted when it is let."""

    shows = False

    def _can_be_seen(self) -> None:
        if self.shows:
            super()._can_be_seen()


async def test_a_key_pressed_before_a_page_for_all_is_painted_is_not_meant_for_it() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        said: list[object] = []
        page = _Unseen(ROUNDUP, PUBLIC)
        app.push_screen(page, said.append)
        await until(pilot, lambda: page.is_mounted and screen_text(app).strip())
        at_once(app, "enter")
        await pilot.pause()
        page.shows = True
        page._can_be_seen()
        await until(pilot, lambda: idle(pilot))
        assert said == []
        at_once(app, "enter")
        await until(pilot, lambda: said)


# -- the mouse --------------------------------------------------------------------------------------------


async def seen(pilot: Pilot[Any], kind: type[Shown[Any]]) -> None:
    """Wait until a screen can be seen, as somebody does who clicks."""
    await on(pilot, kind)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    await until(pilot, lambda: screen.painted and idle(pilot))


def click(app: App[Any], text: str, at: float) -> None:
    """Click on a text of the last line, at a time."""
    line = screen_text(app).splitlines()[-1]
    x, y = line.index(text), app.size.height - 1
    for kind in (MouseDown, MouseUp):
        one = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
        one.time = at
        app.post_message(one)


async def test_a_click_is_for_the_screen_on_which_it_was_made() -> None:
    """A double click on a key in the last line puts the paper down, and leaves the curtain drawn."""
    game = fresh()

    async def flow(app: Program) -> int:
        await play(app, game, brief=False)
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await seen(pilot, RoundupScreen)
        now = monotonic()
        for _ in range(3):
            click(app, "Enter", now)
        for after in (0.3, 0.6):  # a double click goes on as long as there is less than that between two
            await seen(pilot, Curtain)
            click(app, "Enter", now + after)
            await pilot.pause()
            await until(pilot, lambda: idle(pilot))
            await pilot.pause()
        assert isinstance(app.screen, Curtain)
        click(app, "Enter", now + 1.2)
        await on(pilot, DeskScreen)
        app.exit(0)
