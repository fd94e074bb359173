"""The tab of moves: few to begin with, the others by stage, and what each does for the seat."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from tests.desk.fake import MOVES, VIEW, move, odds
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
