"""Keys at the negotiating desk."""

from __future__ import annotations

from tests.tui.desk.sitting import sitting
from tests.tui.desk.table import EMPTY
from wargame.rules.orders import Draft
from wargame.tui.desk.bargain import DraftDeal
from wargame.tui.desk.one_of import OneOf


async def test_tab_leads_from_the_terms_straight_to_who_signs() -> None:
    async with sitting(EMPTY) as here:
        await here.press("4", "n")
        await here.until(lambda: isinstance(here.app.screen, DraftDeal))
        box = here.app.screen
        await here.press("down", "down", "enter", "tab")
        assert isinstance(box.focused, OneOf)
        assert box.focused.id == "role-kim"
        await here.press("right", "right", "ctrl+s")
        assert here.orders.drafts == (Draft(("memo",), ("kim",)),)


async def test_the_papers_can_be_scrolled_by_keys_too() -> None:
    async with sitting(EMPTY) as here:
        await here.press("4", "n")
        await here.until(lambda: isinstance(here.app.screen, DraftDeal))
        await here.press("shift+tab")
        assert here.app.screen.focused is not None
        assert here.app.screen.focused.id == "term"
