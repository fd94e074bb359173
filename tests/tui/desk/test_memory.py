"""What a desk leaves in memory when it is closed: nothing."""

from __future__ import annotations

import gc

from textual.strip import Strip
from textual.widget import Widget

from tests.tui.games import fresh, unsent
from tests.tui.screens import LARGE, on, settle
from wargame.tui.app import WargameApp
from wargame.tui.desk.screen import DeskScreen


async def test_opened_again_and_again_a_desk_leaves_no_widget_and_no_drawn_line() -> None:
    app, door = WargameApp(theme="ink", animations="none"), fresh().seat("halden")
    left = []
    async with app.run_test(size=LARGE) as pilot:
        for _ in range(4):
            app.push_screen(DeskScreen(door, unsent))
            await on(pilot, DeskScreen)
            await pilot.press("5", "3")
            await settle(pilot)
            app.pop_screen()
            await pilot.pause()
            gc.collect()
            kinds = [type(thing) for thing in gc.get_objects()]
            left.append((sum(issubclass(kind, Widget) for kind in kinds), kinds.count(Strip)))
    _, second, *later = left  # what the first screen of a program makes is left out by the collector
    assert max(widgets for widgets, _ in later) <= second[0] + 2
    assert later[-1][1] <= second[1] + 100  # a desk has some thousand
