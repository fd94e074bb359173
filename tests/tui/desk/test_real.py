"""The desk in real games: the rules take what it composes, and it shows no seat the secrets of another."""

from __future__ import annotations

import random
import re

from tests.players import answered, random_orders
from tests.tui.desk.sitting import sitting
from tests.tui.games import fresh, mini
from tests.tui.screens import LARGE
from wargame.desk.draft import OrdersDraft
from wargame.rules.orders import Draft, Letter, Order
from wargame.session import Game, Settings


def _around(game: Game, turns: int) -> None:
    """Play some turns with every seat writing, drafting and ordering."""
    rng = random.Random(3)
    for _ in range(turns):
        for seat in game.rules.seats:
            game.commit(seat, random_orders(game, rng, seat))
        answered(game, rng).resolve()


async def test_a_turn_by_keys_is_committed_and_durable() -> None:
    game = fresh()
    async with sitting(seat=game.seat("halden")) as here:
        await here.press("3", "n")
        await here.write("Hi")
        await here.press("ctrl+s", "4", "n", "end", "enter", "ctrl+s")
        await here.press("5", "enter", "down", "enter", "6", "f10", "enter")
        await here.until(lambda: here.result)
    assert "halden" in game.committed
    assert here.result[0] is not None
    assert here.result[0].letters == (Letter("sarvia", "Hi"),)
    assert here.result[0].drafts == (Draft(("no_troops",)),)
    assert [order.move for order in here.result[0].moves] == ["hold_levels", "fill_on"]


async def test_the_odds_of_an_option_are_those_of_the_rules() -> None:
    game = fresh()
    async with sitting(seat=game.seat("halden")) as here:
        await here.press("5", "down", "o", "down", "enter")
        order = here.orders.moves[0]
        assert order == Order("fill_on", (("volume", "loud"),))
        assert str(game.odds("halden", order)) in here.text()


async def test_the_front_page_of_the_desk_is_the_one_that_all_saw() -> None:
    game = fresh()
    _around(game, 3)
    shown = game.public()
    async with sitting(seat=game.seat("halden"), size=LARGE) as here:
        await here.press("2")
        text = await here.look()
        assert f"No. {shown.number}" in text
        assert here.desk.page(4) == shown.news
        assert shown.news[0].headline.upper()[:40] in text
        for turn in (1, 2, 3):
            assert here.desk.page(turn) == game.public(turn).news


async def test_orders_taken_back_are_on_the_desk_again() -> None:
    game = fresh()
    game.commit("halden", OrdersDraft.of(game.seat("halden")).orders)
    game.take_back("halden")
    orders = game.default("halden")
    draft = OrdersDraft.of(game.seat("halden"), orders)
    async with sitting(seat=game.seat("halden"), draft=draft) as here:
        await here.press("6")
        for order in orders.moves:
            assert draft.move(order.move).name in here.text()


async def test_no_seat_sees_what_is_anothers() -> None:
    game = fresh(seed=987654321)
    secret = "The turbine is a secret of two"
    game.commit("sarvia", OrdersDraft.of(game.seat("sarvia")).orders)
    draft = OrdersDraft.of(game.seat("halden"))
    draft.put_letter(Letter("sarvia", secret))
    draft.put_draft(Draft(("slow_fill",), ("sarvia",), (), secret))
    game.commit("halden", draft.orders)
    game.commit("commission", OrdersDraft.of(game.seat("commission")).orders)
    game.resolve()
    _around(game, 1)
    forbidden = [secret, "Grid debt", game.scenario.seats["halden"].stakes, str(game.seed)]
    forbidden += [o.text for o in game.scenario.objectives.values() if o.seat == "halden"]
    async with sitting(size=LARGE, seat=game.seat("commission")) as here:
        seen = []
        for tab in "123456":
            await here.press(tab)
            seen.append(here.text())
            for _ in range(3 if tab in "234" else 0):
                await here.press("down")
                seen.append(here.text())
        words = " ".join(" ".join(seen).split())
        for text in forbidden:
            assert text not in words
    async with sitting(seat=game.seat("sarvia")) as here:
        await here.press("3", "down")
        assert secret in here.text(), "the one it was written to reads it"


async def test_a_late_turn_can_be_shown_to_who_signs_and_who_doesnt() -> None:
    game = fresh()
    _around(game, 3)
    for seat in ("halden", "commission"):
        async with sitting(seat=game.seat(seat)) as here:
            await here.press("2", "end", "3", "end", "4", "end", "6")


async def test_the_situation_says_what_stands_and_since_when() -> None:
    game = fresh()
    async with sitting(size=LARGE, seat=game.seat("halden")) as here:
        assert "The gates are shut (since turn 1)" in await here.look()
        assert "The gauge was surveyed" not in here.text()


async def test_a_desk_of_a_game_that_hides_odds_has_words_for_them_and_no_number() -> None:
    """On every tab, beside every move, and on the card."""
    game = Game.new(mini(), seed=7, settings=Settings(odds="hidden"))
    _around(game, 2)
    percent, told = re.compile(r"\d ?%"), ""
    async with sitting(seat=game.seat("halden")) as here:
        for key in ("1", "2", "3", "4", "6", "5"):
            await here.press(key)
            told += await here.look()
        for _ in game.view("halden").moves:
            await here.press("down")
            told += await here.look()
        await here.press("k")
        told += await here.look()
    assert "likely" in told
    assert not percent.search(told), percent.findall(told)
