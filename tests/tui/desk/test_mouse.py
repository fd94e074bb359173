"""Everything a seat does in a turn, by mouse alone (and a keyboard for the letter's own text)."""

from __future__ import annotations

from textual.events import MouseDown, MouseUp

from tests.desk.views import EMPTY
from tests.tui.desk.sitting import sitting
from wargame.rules.orders import Answer, Draft, Letter, Order, Promise, Stance
from wargame.tui.desk.letter_form import LetterForm


async def test_a_letter_with_a_promise() -> None:
    async with sitting() as here:
        await here.click_text("3 Letters")
        await here.click_text("✎ Write a letter")
        await here.until(lambda: isinstance(here.app.screen, LetterForm))
        await here.click_text("● Beijing")
        await here.click_text("Write here.")
        await here.write("Hi")
        await here.click_text("we will not")
        await here.click_text("Send an envoy to Panmunjom")
        await here.click_text("( ) 6")
        await here.click_text("Into the tray")
        assert here.orders.letters == (Letter("xi", "Hi", Promise("envoy", False, 6)),)


async def test_a_deal() -> None:
    async with sitting(EMPTY) as here:
        await here.click_text("4 Deals")
        await here.click_text("✎ Draft a deal")
        await here.click_text("Hand-over memo")
        await here.click_text("Hand-over memo")
        await here.click_text("( ) asked to sign")
        await here.click_text("Into the tray")
        assert here.orders.drafts == (Draft(("memo",), ("kim",)),)


async def test_an_offer_and_an_agreement() -> None:
    async with sitting() as here:
        await here.click_text("4 Deals")
        await here.click_text("S Sign")
        assert here.orders.answers == (Answer("2-kim", "sign"),)
        await here.click_text("Offer of Pyongyang to you")
        await here.click_text("Refuse it")
        assert here.orders.answers == (Answer("2-kim", "refuse"),)
        await here.press("end")
        await here.click_text("You and Beijing")
        await here.click_text("Endorse it")
        assert here.orders.stances == (Stance("1-xi", "endorse"),)


async def test_a_double_click_opens_the_menu_and_chooses_nothing_in_it() -> None:
    async with sitting() as here:
        await here.click_text("4 Deals")
        y = next(n for n, line in enumerate(here.text().splitlines()) if "Offer of Pyongyang" in line)
        here.app.CLICK_CHAIN_TIME_THRESHOLD = 60
        for _ in range(2):  # not by the pilot, whose clicks are all single ones
            for event in (MouseDown, MouseUp):
                here.app.post_message(event(None, 12, y, 0, 0, 1, False, False, False, 12, y))
            await here.look()
        assert "Sign it" in here.text()
        assert here.desk.draft.empty


async def test_moves_and_the_commit() -> None:
    async with sitting() as here:
        await here.click_text("5 Moves")
        await here.click_text("Routine designations")
        assert here.orders.moves == (), "the first click only looks"
        await here.click_text("Routine designations")
        assert here.orders.moves == (Order("designate"),)
        await here.click_text("U Undo")
        assert here.orders.moves == ()
        await here.click_text("Enter Order")
        await here.click_text("G Commit")
        await here.click_text("Commit  Enter")
        await here.until(lambda: here.result)
        assert here.result[0] is not None


async def test_a_forecast_and_handing_back() -> None:
    async with sitting() as here:
        await here.click_text("6 Orders")
        await here.click_text("F Forecast")
        await here.click_text("probably not")
        assert here.orders.forecast == 30
        await here.click_text("Esc Back")
        await here.click_text("Hand back  Y")
        await here.until(lambda: here.result)
        assert here.result == [None]
