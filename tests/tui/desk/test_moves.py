"""The tab of moves: few to begin with, the others by stage, and what each does for the seat."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from textual.events import Key

from tests.desk.views import MOVES, VIEW, move, odds
from tests.tui.desk.sitting import sitting
from wargame.desk.shortlist import shortlist
from wargame.rules.orders import Order, Orders

MANY = (
    *MOVES,
    *(move(f"word{n}", f"Say word {n}", "A word.", "words", 0, odds(50, "about even", 50)) for n in range(5)),
)


def test_first_come_two_moves_of_each_adviser_the_default_and_the_boldest() -> None:
    found = shortlist(MANY, Orders((Order("designate"),)))
    assert list(found.items()) == [
        ("bombers", "National Security Adviser"),
        ("brief_transition", "National Security Adviser"),
        ("letter_kim", "Special Representative"),
        ("word0", "Special Representative"),
        ("designate", "by default"),
        ("envoy", "the boldest"),
    ]


async def test_six_moves_come_first_and_the_others_by_stage_with_what_opens_the_closed_ones(
    golden: Callable[[str, str], None],
) -> None:
    async with sitting(evolve(VIEW, moves=MANY)) as here:
        await here.press("5", "1", "5")
        assert len([id for id in here.ids() if id]) == 7
        golden(await here.look(), "desk-moves-many-80")
        await here.press("end", "enter", "end")
        assert len([id for id in here.ids() if id]) == len(MANY) + 1
        assert here.ids()[-2:] == ["suspension", "summit"]
        await here.press("up")
        assert "Opened by  Send an envoy to Panmunjom" in here.text()
        await here.press("up", "enter", "m")
        assert here.orders.moves == (Order("word4"),)
        assert len([id for id in here.ids() if id]) == 8, "what is ordered stays in sight"
        assert "✓ Say word 4" in here.text()


async def test_an_order_against_a_promise_is_told_and_not_refused() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("No")
        await here.press("tab", "right", "right", "tab", "home", "tab", "tab", "ctrl+s")
        (letter,) = here.orders.letters
        assert letter.promise is not None
        assert not letter.promise.will
        here.desk.open_tab("moves", letter.promise.move)
        await here.press()
        assert "You promised Pyongyang not to do this, until the end of turn 4." in await here.look()
        await here.press("f10")
        assert "Against your word" not in await here.look()
        await here.press("escape", "enter")
        assert here.orders.moves[0].move == letter.promise.move
        await here.press("f10")
        assert "Against your word" in await here.look()
        await here.press("enter")
        await here.until(lambda: here.result)


@pytest.mark.parametrize("key", ["o", "a"])
async def test_leaving_options_or_reasons_leaves_the_move_as_it_was(key: str) -> None:
    async with sitting() as here:
        await here.press("5", key, "escape")
        assert here.orders.moves == ()
        assert "Not ordered: Send Kim" in here.text()
        await here.press("enter", key, "escape")
        assert len(here.orders.moves) == 1
        assert "Still ordered, as it was" in here.text()


async def test_keeping_options_or_reasons_orders_the_move_in_one_change() -> None:
    async with sitting() as here:
        await here.press("5", "o", "down", "enter")
        assert here.orders.moves == (Order("letter_kim", (("tone", "formal"),)),)
        assert "Ordered, done that way: Send Kim" in here.text()
        await here.press("u", "a")
        await here.write("So")
        await here.press("ctrl+o")
        assert here.orders.moves[0].arguments == ("So",)
        await here.press("u")
        assert here.desk.draft.empty


async def test_moves_with_options_and_reasons() -> None:
    async with sitting() as here:
        await here.press("5", "o", "down", "enter")
        assert here.orders.moves == (Order("letter_kim", (("tone", "formal"),)),)
        await here.press("a")
        await here.write("So")
        await here.press("enter")
        await here.write("Ja")
        await here.press("enter", "enter")
        assert here.orders.moves[0].arguments == ("So", "Ja")
        assert "Your reasons" in here.text()
        await here.press("enter")
        assert here.orders.moves == ()


async def test_what_cant_be_ordered_says_why() -> None:
    async with sitting() as here:
        await here.press("5", "end", "up", "enter")
        assert "Kim has to announce a freeze first" in here.text().splitlines()[-2]
        await here.press("home", "enter", "down", "enter", "down", "enter")
        assert "Take one back first" in here.text().splitlines()[-2]


async def test_a_forecast_in_words_and_in_numbers() -> None:
    async with sitting() as here:
        await here.press("6", "f", "enter")
        assert "There is no answer yet." in here.text()
        await here.press("tab", "enter")
        assert here.orders.forecast is None, "nobody has said anything"
        await here.press("shift+tab", "down", "down", "enter")
        assert here.orders.forecast == 30
        assert "Forecast kept: probably not (30 %)." in here.text()
        await here.press("f", "tab")
        await here.press("backspace", "backspace")
        await here.write("250")
        await here.press("enter")
        assert "0 to 100" in here.text()
        await here.press("backspace", "enter")
        assert here.orders.forecast == 25
        await here.press("u", "u")
        assert here.orders.forecast is None
        await here.press("f", "up", "enter")
        assert here.orders.forecast == 93
        await here.press("u", "f", "d")
        assert here.orders.forecast == 75, "the letters of a card"


async def test_a_number_typed_into_the_forecast_is_what_is_kept() -> None:
    async with sitting() as here:
        await here.press("6", "f", "4", "0", "enter")
        assert here.orders.forecast == 40
        await here.press("f", "enter")
        assert here.orders.forecast == 40, "opened again it says what was said"
        await here.press("f", "1", "2", "shift+tab", "enter")
        assert here.orders.forecast == 12
        await here.press("f", "7", "5", "shift+tab", "down", "enter")
        assert here.orders.forecast == 93, "the cursor moved last"
        await here.press("f", "tab", "tab", "8", "ctrl+s")
        assert here.orders.forecast == 8


async def test_two_digits_at_once_are_one_number() -> None:
    async with sitting() as here:
        await here.press("6", "f")
        for digit in "65":
            here.app.post_message(Key(digit, digit))
        await here.press("enter")
        assert here.orders.forecast == 65


async def test_space_never_chooses_it_reads_on() -> None:
    async with sitting() as here:
        await here.press("5", "o", "down", "space")
        assert here.orders.moves == ()
        await here.press("escape", "4", "n", "space", "space", "ctrl+o")
        assert here.orders.drafts == ()


async def test_whom_to_ask_is_told_with_its_keys() -> None:
    async with sitting() as here:
        await here.press("4", "n", "down", "enter", "ctrl+o")
        assert "choose whom you ask to sign. ← → choose." in " ".join(here.text().split())


async def test_the_tray_changes_reorders_and_drops() -> None:
    async with sitting() as here:
        await here.press("5", "enter", "down", "enter", "6")
        assert here.ids()[1:3] == ["move:letter_kim", "move:brief_transition"]
        await here.press("right_square_bracket")
        assert [order.move for order in here.orders.moves] == ["brief_transition", "letter_kim"]
        await here.press("home", "x")
        assert len(here.orders.moves) == 1
        await here.press("home", "enter")
        assert here.desk.active == "moves"
