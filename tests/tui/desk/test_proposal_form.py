"""Keys at the negotiating desk."""

from __future__ import annotations

from tests.desk.views import EMPTY
from tests.tui.desk.sitting import sitting
from wargame.rules.orders import Draft
from wargame.tui.desk.proposal_form import ProposalForm
from wargame.tui.desk.radio import RadioRow


async def test_tab_leads_from_the_terms_straight_to_who_signs() -> None:
    async with sitting(EMPTY) as here:
        await here.press("4", "n")
        await here.until(lambda: isinstance(here.app.screen, ProposalForm))
        box = here.app.screen
        await here.press("down", "down", "enter", "tab")
        assert isinstance(box.focused, RadioRow)
        assert box.focused.id == "role-kim"
        await here.press("right", "right", "ctrl+s")
        assert here.orders.drafts == (Draft(("memo",), ("kim",)),)


async def test_the_papers_can_be_scrolled_by_keys_too() -> None:
    async with sitting(EMPTY) as here:
        await here.press("4", "n")
        await here.until(lambda: isinstance(here.app.screen, ProposalForm))
        await here.press("shift+tab")
        assert here.app.screen.focused is not None
        assert here.app.screen.focused.id == "term"
