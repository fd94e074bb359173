"""Every tab and box of the desk as text, at two sizes, full and empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.views import EMPTY, VIEW
from tests.tui.desk.sitting import sitting
from tests.tui.screens import LARGE, SMALL
from wargame.rules.views import SeatView

Golden = Callable[[str, str], None]
TABS = ("situation", "news", "letters", "deals", "moves", "orders")


@pytest.mark.parametrize(
    ("view", "state", "size"), [(VIEW, "full", SMALL), (VIEW, "full", LARGE), (EMPTY, "empty", SMALL)]
)
async def test_tabs(golden: Golden, view: SeatView, state: str, size: tuple[int, int]) -> None:
    async with sitting(view, size) as here:
        for n, tab in enumerate(TABS, 1):
            await here.press(str(n))
            text = await here.look()
            assert "G Commit" in text.splitlines()[-1], "the footer has room for all keys of the tab"
            golden(text, f"desk-{tab}-{state}-{size[0]}")


BOXES = {
    "letter": ("3", "n"),
    "promise": ("3", "n", "tab", "tab", "right"),
    "deal": ("4", "n", "enter"),
    "answer": ("4", "enter"),
    "options": ("5", "o"),
    "reasons": ("a",),
    "forecast": ("6", "f"),
    "commit": ("f10",),
    "back": ("escape",),
    "help": ("5", "f1"),
}


@pytest.mark.parametrize(
    ("size", "boxes"), [(SMALL, tuple(BOXES)), (LARGE, ("promise", "deal", "help"))], ids=["80", "120"]
)
async def test_boxes(golden: Golden, size: tuple[int, int], boxes: tuple[str, ...]) -> None:
    async with sitting(size=size) as here:
        for box in boxes:
            await here.press(BOXES[box][0])
            if len(BOXES[box]) > 1:
                await here.look()
                await here.press(*BOXES[box][1:])
            golden(await here.look(), f"desk-box-{box}-{size[0]}")
            here.app.screen.dismiss(None)
            await here.until(lambda: here.app.screen is here.desk)


async def test_the_commit_of_nothing(golden: Golden) -> None:
    async with sitting() as here:
        await here.press("f10")
        golden(await here.look(), "desk-box-commit-nothing-80")


async def test_the_situation_moves_beside_the_tabs_and_back_with_the_window() -> None:
    async with sitting() as here:
        await here.press("5")
        assert "THE LADDER" not in here.text()
        await here.pilot.resize_terminal(*LARGE)
        await here.until(lambda: "THE LADDER" in here.text())
        await here.pilot.resize_terminal(*SMALL)
        await here.until(lambda: "THE LADDER" not in here.text())


async def test_the_first_visit_says_what_to_do_and_later_ones_dont_at_80x24() -> None:
    async with sitting() as here:
        await here.press("5")
        assert "Choose your moves" in here.text()
        await here.press("1", "5")
        assert "Choose your moves" not in here.text()


async def test_every_theme_shows_the_same_words() -> None:
    async with sitting() as here:
        await here.press("5")
        words = await here.look()
        for theme in ("paper", "contrast", "plain"):
            here.app.theme = theme
            await here.press("down", "up")
            assert await here.look() == words
