"""Deals on their tab and in the orders: answered with one press, drafted from what lies ready."""

from __future__ import annotations

from tests.tui.desk.sitting import sitting
from wargame.rules.orders import Answer, Draft
from wargame.tui.desk.boxes import AskAct
from wargame.tui.desk.proposal_form import ProposalForm


async def test_an_offer_is_signed_refused_and_countered_from_the_orders_with_one_press() -> None:
    async with sitting() as here:
        await here.press("6", "down", "down")
        assert "Offer · a little good for us (+1 now)" in here.text()
        await here.press("s")
        assert here.orders.answers == (Answer("2-kim", "sign"),)
        await here.press("r")
        assert here.orders.answers == (Answer("2-kim", "refuse"),)
        await here.press("r")
        assert not here.orders.answers, "the same once more takes it back"
        await here.press("c")
        assert isinstance(here.app.screen, ProposalForm)
        await here.press("ctrl+s")
        assert here.orders.drafts == (Draft(("suspend", "moratorium"), ("kim",)),)
        assert here.orders.answers == (Answer("2-kim", "refuse"),)
        await here.press("up", "enter")
        assert isinstance(here.app.screen, AskAct)
        await here.press("escape", "down", "enter")
        assert isinstance(here.app.screen, ProposalForm), "a draft is opened at once"


async def test_what_lies_ready_is_taken_changed_or_left() -> None:
    async with sitting() as here:
        await here.press("4")
        assert [id for id in here.ids() if (id or "").startswith("ready:")] == [
            "ready:small", "ready:middle", "ready:large",
        ]  # fmt: skip
        await here.press("down", "down", "enter")
        assert here.orders.drafts == (Draft(("freeze", "memo")),)
        assert "ready:small" not in here.ids()
        await here.press("down", "c")
        assert isinstance(here.app.screen, ProposalForm)
        await here.press("end", "enter", "ctrl+s")
        assert len(here.orders.drafts) == 2
