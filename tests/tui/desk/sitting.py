"""Sitting down at a desk in a test, and what the pilot has to look up there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.screens import SMALL, dealt_with, drawn, screen_text, settle, until
from wargame.desk.draft import OrdersDraft
from wargame.rules.orders import Orders
from wargame.rules.views import SeatView
from wargame.session.seat import SeatDoor
from wargame.tui.app import WargameApp
from wargame.tui.desk.screen import DeskScreen

_NAMES = {"!": "exclamation_mark"}


class Sitting:
    """A desk under test: ``result`` is what the screen gave back, in a list that is empty until it did."""

    def __init__(self, app: WargameApp, pilot: Pilot[Any], desk: DeskScreen, seat: Any) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = desk
        self.seat = seat
        self.result: list[Orders | None] = []

    @property
    def orders(self) -> Orders:
        """What has been composed."""
        return self.desk.draft.orders

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before has been dealt with, and wait until the screen is quiet."""
        for key in keys:
            await self._send(key)
        await self.pilot.pause()
        drawn(self.app)

    async def write(self, text: str) -> None:
        """Type a text."""
        for char in text:
            await self._send("space" if char == " " else char)
        drawn(self.app)

    async def _send(self, key: str) -> None:
        # Pilot.press waits for an idle processor twice a key, and Pilot.pause paints: it adds up.
        char = " " if key == "space" else key if len(key) == 1 else None
        self.app.post_message(Key(_NAMES.get(key, key), char))
        await dealt_with(self.pilot)
        await self.until(lambda: self.app.focused is not None or len(self.app.screen_stack) == 1)

    def text(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)

    async def look(self) -> str:
        """What stands on the screen once it stays the same."""
        await asyncio.sleep(0.06)  # Textual changes screens with a delay
        return await settle(self.pilot)

    async def click_text(self, text: str, dx: int = 1) -> None:
        """Click where a text stands on the screen, as a person would."""
        for y, line in enumerate(self.text().splitlines()):
            if (x := line.find(text)) >= 0:
                await self.pilot.click(offset=(x + dx, y))
                await self.pilot.pause()
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text()}")

    async def until(self, condition: Any) -> None:
        """Wait for a condition."""
        await until(self.pilot, condition)

    def ids(self) -> list[str | None]:
        """The ids of the rows of the list in the open tab."""
        pane = self.desk.query_one(f"#pane-{self.desk.active}")
        return [option.id for option in pane.query_one(OptionList).options]


@asynccontextmanager
async def sitting(
    view: SeatView = VIEW,
    size: tuple[int, int] = SMALL,
    *,
    draft: OrdersDraft | None = None,
    seat: SeatDoor | None = None,
    theme: str = "ink",
) -> AsyncIterator[Sitting]:
    """A desk on the screen."""
    app = WargameApp(theme=theme, animations="none")
    async with app.run_test(size=size) as pilot:
        door = seat or FakeSeat(view)

        async def send(orders: Orders, *, late: bool = False) -> bool:
            door.commit(orders)
            return True

        desk = DeskScreen(door, send, draft)
        here = Sitting(app, pilot, desk, door)
        app.push_screen(desk, here.result.append)
        await until(pilot, lambda: app.screen is desk and app.focused is not None)
        await settle(pilot)
        yield here
