"""Deals on their tab and in the orders: answered with one press, drafted from what lies ready."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.desk.views import AGREEMENTS, VIEW
from tests.tui.desk.sitting import sitting
from tests.tui.screens import LARGE
from wargame.rules.orders import Answer, Draft, Stance
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


async def test_drafting_with_a_signer_a_reader_and_a_note() -> None:
    async with sitting(size=LARGE) as here:
        await here.press("4", "n", "down", "enter")
        assert "choose whom you offer it to" in here.text()
        await here.press("ctrl+s")
        assert "choose whom you ask to sign" in here.text()
        await here.press("left", "tab", "right", "tab", "tab")
        await here.write("Ok")
        await here.press("enter")
        assert here.orders.drafts == (Draft(("exercises",), ("kim",), ("xi",), "Ok"),)


async def test_a_closed_term_says_why() -> None:
    async with sitting() as here:
        await here.press("4", "n", "end", "up", "up", "up", "enter")
        assert "the Council would never agree" in here.text()


@pytest.mark.parametrize(("key", "answer"), [("s", "sign"), ("r", "refuse")])
async def test_an_offer_is_answered_by_its_key_and_taken_back(key: str, answer: str) -> None:
    async with sitting() as here:
        await here.press("4", key)
        assert [a.answer for a in here.orders.answers] == [answer]
        await here.press(key)
        assert here.orders.answers == ()


async def test_an_offer_is_signed_through_the_menu() -> None:
    async with sitting() as here:
        await here.press("4", "enter", "enter")
        assert here.orders.answers == (Answer("2-kim", "sign"),)
        assert "4 Deals !1" not in here.text()


async def test_a_counter_is_a_refusal_and_a_draft() -> None:
    async with sitting() as here:
        await here.press("4", "c", "down", "enter", "ctrl+s")
        assert here.orders.answers == (Answer("2-kim", "refuse"),)
        assert here.orders.drafts[0].terms == ("suspend", "exercises", "moratorium")


async def test_the_menu_does_not_offer_again_what_is_chosen() -> None:
    async with sitting() as here:
        await here.press("4", "s", "enter")
        text = await here.look()
        assert "Sign it" not in text
        assert "Take back what you chose" in text
        await here.press("enter")
        assert here.orders.answers == (Answer("2-kim", "refuse"),)


async def test_a_seat_falls_silent_on_what_it_endorsed() -> None:
    endorsed = evolve(AGREEMENTS[0], stances=(("trump", "endorse"),))
    async with sitting(evolve(VIEW, agreements=(endorsed,))) as here:
        await here.press("4", "end")
        assert "you endorse it" in here.text()
        await here.press("enter", "i")
        assert "you fall silent on it when you commit" in " ".join(here.text().split())
        await here.press("6")
        assert "We fall silent on our agreement with Beijing" in here.text()


async def test_a_counter_says_that_it_refuses_before_and_after() -> None:
    async with sitting() as here:
        await here.press("4", "enter")
        assert "Refuses theirs and opens it as your own draft" in await here.look()
        await here.press("c", "down", "enter", "ctrl+s")
        assert "You refuse theirs." in " ".join((await here.look()).split())
        await here.press("6")
        assert "you counter it" in await here.look()


async def test_a_counter_leaves_out_what_is_closed() -> None:
    closed = tuple(evolve(t, closed="in force already") if t.id == "moratorium" else t for t in VIEW.terms)
    async with sitting(evolve(VIEW, terms=closed)) as here:
        await here.press("4", "c")
        assert "Left out, as closed now: Test moratorium in writing." in await here.look()
        await here.press("ctrl+s")
        assert here.orders.drafts[0].terms == ("suspend",)


async def test_an_offer_that_cannot_come_into_force_is_not_signed() -> None:
    stance = evolve(VIEW.stance, closed="nobody asks you")
    why = "the missile has flown"
    terms = tuple(evolve(term, closed=why) if term.id == "moratorium" else term for term in VIEW.terms)
    proposal = evolve(VIEW.proposals[0], closed=f"Test moratorium in writing: {why}")
    view = evolve(VIEW, proposals=(proposal,), terms=terms, stance=stance)
    async with sitting(view) as here:
        await here.press("4", "s")
        assert "can't be signed now: Test moratorium in writing: the missile" in here.text()
        await here.press("enter", "s")
        assert "can't be signed now" in here.text()
        await here.press("enter", "e")
        assert "Not now: nobody asks you" in here.text()
        assert here.desk.draft.empty


async def test_nothing_is_said_of_an_offer_off_the_table() -> None:
    lapsed = evolve(VIEW.proposals[0], status="expired", must_answer=False)
    signed = evolve(VIEW.proposals[0], id="1-xi", status="signed", must_answer=False)
    async with sitting(evolve(VIEW, proposals=(lapsed, signed))) as here:
        await here.press("4")
        assert here.ids()[-1] == "proposal:2-kim", "what is in force isn't told twice"
        await here.press("end", "e")
        assert "off the table" in here.text()
        assert here.desk.draft.empty


async def test_a_counter_given_up_changes_nothing() -> None:
    async with sitting() as here:
        await here.press("4", "c", "escape")
        assert here.desk.draft.empty


async def test_agreements_are_endorsed_and_disowned() -> None:
    async with sitting() as here:
        await here.press("4", "end", "e")
        assert here.orders.stances == (Stance("1-xi", "endorse"),)
        await here.press("enter", "d")
        assert here.orders.stances == (Stance("1-xi", "disown"),)
        await here.press("x")
        assert here.orders.stances == ()


async def test_an_earlier_word_is_taken_back() -> None:
    held = evolve(AGREEMENTS[0], stances=(("trump", "endorse"),))
    async with sitting(evolve(VIEW, agreements=(held,))) as here:
        await here.press("4", "end", "e")
        assert "already" in here.text()
        await here.press("enter", "i")
        assert here.orders.stances == (Stance("1-xi", "silent"),)
