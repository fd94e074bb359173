"""Two guards of the keyboard, each held by a test."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tests.tui.hammer import key
from tests.tui.samples import PUBLIC, ROUNDUP
from tests.tui.screens import SMALL, on, until
from wargame.tui.app import WargameApp
from wargame.tui.command import Command
from wargame.tui.modals import Confirm
from wargame.tui.page import Shown
from wargame.tui.roundup import RoundupScreen

EVERY_FRAME = True
REPEAT = 0.03
"""Seconds between two keys of one that is held down."""


class _Opens(Shown[None]):
    """A page that asks a question when Y was pressed so often; Y is the answer, too."""

    KEYS = (Command("opens.more", "more", "y", "More", "Once more."),)

    def __init__(self, after: int, answers: list[object]) -> None:
        super().__init__()
        self.after, self.answers, self.pressed = after, answers, 0

    def compose(self) -> ComposeResult:
        yield Static("A page")

    def action_more(self) -> None:
        self.pressed += 1
        if self.pressed == self.after:
            self.app.push_screen(Confirm(Content("Now?")), self.answers.append)


@pytest.mark.parametrize(
    ("times", "gap", "means_it"), [(4, REPEAT, False), (4, 0.2, True), (1, REPEAT, True)]
)
async def test_a_key_that_is_held_down_answers_nothing_that_it_opened(
    times: int, gap: float, *, means_it: bool
) -> None:
    """However fast the question is there and to be seen: who holds a key down does not read. A key that was
    pressed a few times, or slowly, is meant."""
    app, answers = WargameApp(theme="ink", animations="none"), list[object]()
    async with app.run_test(size=SMALL) as pilot:
        page = _Opens(times, answers)
        app.push_screen(page)
        await on(pilot, _Opens)
        began = monotonic()
        for n in range(times + 1):
            await until(pilot, lambda: app.keyboard.idle)
            one = key("y")
            one.time = began + n * gap
            app.post_message(one)
            await pilot.pause()
            await until(pilot, lambda: app.keyboard.idle)
            if n + 1 == times:
                await on(pilot, Confirm)
        assert page.pressed == times
        assert bool(answers) == means_it
        assert isinstance(app.screen, _Opens if means_it else Confirm)


async def test_a_page_for_all_is_painted_only_once_it_has_been_on_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not as it is mounted: a key pressed then is not meant for what nobody can see yet."""
    told: list[tuple[bool, bool]] = []
    refresh = Screen._compositor_refresh

    def painted(self: Screen[Any]) -> None:
        if isinstance(self, RoundupScreen):
            told.append((self.is_mounted, self.painted))
        refresh(self)

    monkeypatch.setattr(Screen, "_compositor_refresh", painted)
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        page = RoundupScreen(ROUNDUP, PUBLIC)
        app.push_screen(page)
        await on(pilot, RoundupScreen)
        await until(pilot, lambda: page.painted and told)
    assert told[0][1] is False
