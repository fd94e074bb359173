"""The window changes its size while a desk is open."""

from __future__ import annotations

from tests.tui.desk.sitting import sitting
from tests.tui.screens import LARGE, SMALL, settle

HUGE = (200, 60)


async def test_from_any_size_to_any_other() -> None:
    async with sitting() as here:
        await here.press("5")
        for size in (LARGE, HUGE, SMALL, HUGE, LARGE, SMALL):
            await here.pilot.resize_terminal(*size)
            text = await settle(here.pilot)
            assert ("THE MAP" in text) == (size != SMALL)
            assert "Send Kim a private letter" in text


async def test_many_changes_at_once() -> None:
    async with sitting() as here:
        for width, height in (LARGE, HUGE, LARGE, HUGE, SMALL, HUGE):
            await here.pilot.resize_terminal(width, height)
        text = await settle(here.pilot)
        assert text.count("THE MAP") == 1
        assert here.app.is_running
