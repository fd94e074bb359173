"""Who leads a seat, and what each of its people did."""

from __future__ import annotations

from attrs import evolve

from tests.tui.games import HAND, mini
from wargame.analysis.taking_part import Part, taking_part
from wargame.ids import SeatId
from wargame.rules.orders import Letter, Order, Orders
from wargame.session import Game, SeatSetup
from wargame.session.people import Chairs, chairs, members

PAIR = SeatSetup(players="Ada, Ben")


def test_two_lead_in_turns_and_the_other_advises() -> None:
    assert [chairs(PAIR, turn) for turn in (1, 2, 3)] == [
        Chairs("Ada", "Ben"),
        Chairs("Ben", "Ada"),
        Chairs("Ada", "Ben"),
    ]
    assert chairs(SeatSetup(), 1) == Chairs()
    assert chairs(SeatSetup(players="Ada"), 4) == Chairs("Ada")
    assert members(SeatSetup(players="Ann-and Lee, and Ben and Andy")) == ("Ann-and Lee", "Ben", "Andy")
    assert chairs(SeatSetup("ai", "random", players="Ada, Ben"), 1) == Chairs()


def test_all_of_a_crowd_lead_and_advise_equally_often() -> None:
    names = tuple(f"Student {n}" for n in range(12))
    crowd = SeatSetup(players=", ".join(names))
    assert members(crowd) == names
    led = [chairs(crowd, turn) for turn in range(1, 13)]
    assert [one.lead for one in led] == list(names)
    assert [one.adviser for one in led] == [*names[1:], names[0]]


def test_names_in_any_script_stay_whole_and_empty_ones_are_nobody() -> None:
    crowd = [f"Aleksandra Konstantinopolska-{n} 김민준" for n in range(40)]
    seats = {
        "halden": SeatSetup(players=", ".join(crowd)),
        "sarvia": SeatSetup(players=" ,; \u200b, and "),
        "commission": SeatSetup(players="Zoë + O'Neil & =1+1"),
    }
    game = Game.new(mini(), seed=7, seats=seats)
    kept = members(game.setups["halden"])
    assert len(kept) > 30
    assert kept == tuple(crowd[: len(kept)])  # of more there is no half a name
    assert members(game.setups["sarvia"]) == ()
    assert members(game.setups["commission"]) == ("Zoë", "O'Neil", "=1", "1")
    for seat in game.rules.seats:
        game.commit(seat, Orders())
    game.resolve()
    assert len(taking_part(game)) == len(kept) + 4


def test_what_a_seat_did_counts_for_whoever_led_it_then() -> None:
    seats = {seat: SeatSetup("closed") for seat in mini().seats}
    seats |= {"halden": PAIR, "sarvia": SeatSetup(players=f"Ben, {HAND}")}
    game = Game.new(mini(), seed=7, seats=seats)
    move = next(move.id for move in game.view("halden").moves if not move.closed)
    order = Order(move, arguments=("It is near.", "They asked."))
    game.commit("halden", Orders((order,), letters=(Letter("sarvia", "Hello."),), say="Peace.", why="So."))
    game.commit("sarvia", game.default("sarvia"))
    game.resolve()
    game.reseat("halden", evolve(PAIR, players="Cy"))
    game.commit("halden", Orders(), late=True)
    game.commit("sarvia", Orders())
    game.resolve()

    found = {(part.name, part.seat): part for part in taking_part(game)}
    assert found["Ada", "halden"] == Part(
        "Ada",
        "halden",
        turns=1,
        led=1,
        letters=1,
        statements=1,
        arguments=2,
        reasons=1,
        in_time=1,
        own_words=2,
    )
    assert found["Ben", "halden"] == Part("Ben", "halden", turns=1, advised=1)
    assert found["Cy", "halden"] == Part("Cy", "halden", turns=1, led=1)  # the clock gave the orders
    assert found["Ben", "sarvia"].led == 1
    assert found["Ben", "sarvia"].in_time == 0  # it was played by its default
    assert sum(part.led for part in found.values()) == 4
    game.rewind(2, "once more")
    game.commit("halden", Orders(), by="the instructor", late=True)  # it lay composed as the turn was ended
    game.commit("sarvia", game.default("sarvia"), by="the instructor", late=True)
    game.resolve()
    found = {(part.name, part.seat): part for part in taking_part(game)}
    assert found["Cy", "halden"].in_time == 1
    assert sum(part.in_time for part in found.values() if part.seat == "sarvia") == 0
    game.rewind(2, "once more")
    assert sum(part.led for part in taking_part(game)) == 2


def test_what_a_card_had_ready_are_nobodys_own_words() -> None:
    seats = {SeatId(seat): SeatSetup("ai", "default") for seat in ("kim", "biden")}
    game = Game.new("first-letter", seed=7, seats={**seats, SeatId("trump"): PAIR})
    card = game.card("trump")
    assert card is not None
    choice = next(one.orders for one in card.choices if one.orders.letters)
    for say, own in ((choice.say, 0), ("We have written.", 1)):
        again = Game.again(game)
        again.commit("trump", evolve(choice, say=say))
        for seat in again.waiting:
            again.commit(seat, again.default(seat))
        again.resolve()
        (ada,) = [part for part in taking_part(again) if part.led]
        assert (ada.letters, ada.own_words) == (1, own)
