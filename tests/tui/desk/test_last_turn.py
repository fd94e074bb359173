"""In the last turn the desk offers nothing that nobody would read; what came can be answered."""

from __future__ import annotations

from attrs import evolve

from tests.desk.views import VIEW
from tests.tui.desk.sitting import sitting
from tests.tui.screens import LARGE
from wargame.rules.orders import Answer

WHY = "This is the last turn: nobody would read it before the end"
LAST = evolve(VIEW, turn=evolve(VIEW.turn, number=VIEW.turn.of), late=WHY)


async def test_no_letter_is_offered_in_the_last_turn() -> None:
    async with sitting(LAST, size=LARGE) as here:
        await here.press("3")
        assert "No letters any more" in here.text()
        assert "Write a letter" not in here.text()
        for key in ("n", "enter"):
            await here.press(key)
            assert here.app.screen is here.desk
            assert WHY in here.text()
        await here.press("6")
        assert "Write a letter" not in here.text()
        assert here.orders.letters == ()


async def test_no_draft_and_no_counter_is_offered_in_the_last_turn() -> None:
    async with sitting(LAST, size=LARGE) as here:
        await here.press("4")
        assert "No drafts any more" in here.text()
        assert "Draft a deal" not in here.text()
        for key in ("n", "c"):
            await here.press(key)
            assert here.app.screen is here.desk
        await here.press("home", "enter")
        assert "ounter it" not in here.text()
        await here.press("s")
        assert here.orders.answers == (Answer("2-kim", "sign"),)
        await here.press("6")
        assert "Draft a deal" not in here.text()


async def test_no_key_answers_a_question_that_is_not_put() -> None:
    async with sitting(evolve(VIEW, forecast=None), size=LARGE) as here:
        await here.press("6")
        assert "Forecast" not in here.text().splitlines()[-1]
        await here.press("f")
        assert here.app.screen is here.desk
