"""What people and scenarios write is text in every tab and box, and harms neither app nor terminal."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import pytest
from textual.events import Paste

from tests.desk.fake import FakeSeat, drafting
from tests.desk.views import VIEW
from tests.tui.desk.sitting import Sitting, sitting
from tests.tui.desk.test_looks import BOXES
from tests.tui.games import HAND, HOSTILE
from tests.tui.screens import LARGE, SMALL
from wargame.rules.orders import Letter
from wargame.rules.views import SeatView

_IDS = {
    "id",
    "seat",
    "to",
    "sender",
    "move",
    "by",
    "author",
    "parties",
    "terms",
    "signed",
    "requires",
    "excludes",
}
_FIXED = {
    "signers",
    "promisable",
    "stances",
    "place",
    "status",
    "mine",
    "kind",
    "colour",
    "severity",
    "good",
    "shown",
}


@cache
def spoiled() -> SeatView:
    """The view with a hostile hand in every text."""
    view = _spoil(VIEW, "")
    assert isinstance(view, SeatView)
    return view


def _spoil(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return f"{HAND} {value}" if value and key not in _IDS | _FIXED else value
    if isinstance(value, tuple):
        return tuple(_spoil(item, key) for item in value)
    if hasattr(type(value), "__attrs_attrs__"):
        names = [field.name for field in type(value).__attrs_attrs__]
        return type(value)(**{name: _spoil(getattr(value, name), name) for name in names})
    return value


def _harmless(here: Sitting) -> None:
    for char in here.text():
        assert char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}, repr(char)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80", "120"])
async def test_every_tab(size: tuple[int, int]) -> None:
    async with sitting(spoiled(), size) as here:
        for tab in "123456":
            await here.press(tab)
            _harmless(here)
        await here.press("2")
        assert "[red]alarm[/red]" in here.text()


async def test_every_box() -> None:
    async with sitting(spoiled()) as here:
        for keys in BOXES.values():
            await here.press(*keys)
            _harmless(here)
            here.app.screen.dismiss(None)
            await here.until(lambda: here.app.screen is here.desk)


async def test_what_a_hostile_hand_writes_is_kept_as_text() -> None:
    draft = drafting(VIEW)
    draft.put_letter(Letter("kim", HAND))
    draft.note(HAND)
    draft.add_move("letter_kim")
    draft.argue("letter_kim", HOSTILE[:3])
    async with sitting(draft=draft) as here:
        for keys in (("3", "down"), ("enter",), ("escape", "5"), ("6", "down"), ("end", "up"), ("f10",)):
            await here.press(*keys)
            _harmless(here)


async def test_clicking_a_name_triggers_nothing() -> None:
    async with sitting(spoiled()) as here:
        await here.press("5")
        text = here.text()
        for y, line in enumerate(text.splitlines()):
            if (x := line.find("Blue")) >= 0:
                await here.pilot.click(offset=(x, y))
        assert here.app.is_running
        assert here.app.screen is here.desk or here.orders.moves


async def test_nothing_harmful_is_taken_from_the_clipboard() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        here.app.post_message(Paste("\x9b31mred\u202e \x1b]0;x\x07\u200bend\nnext"))
        await here.press("ctrl+s")
        assert here.orders.letters[0].text == "31mred ]0;xend\nnext"
        await here.press("5", "a")
        here.app.post_message(Paste("\u202eso"))
        await here.press("ctrl+s")
        assert here.orders.moves[0].arguments == ("so",)


async def test_a_letter_may_be_long_but_not_endless() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        here.app.post_message(Paste("x" * 3000))
        await here.press("ctrl+s")
        assert "at most 2000" in here.text()
        assert here.orders.letters == ()


async def test_problems_from_the_rules_are_text() -> None:
    async with sitting(seat=FakeSeat(problems=(HAND,))) as here:
        await here.press("f10")
        assert "[red]alarm[/red]" in here.text()
        _harmless(here)
