"""Cards: which one comes, what its choices would commit, and why one is closed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from wargame.debrief.plain import plain_lines
from wargame.debrief.sections.orders import orders_list
from wargame.journal import JournalError
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise
from wargame.rules.views import CardView
from wargame.scenario import from_document
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, Settings
from wargame.session.records.seats import CommitRecord

MINI = (Path(__file__).parents[1] / "scenarios" / "mini.toml").read_text(encoding="utf-8")
ADVICE = {
    "halden": {"engineer": "Fill.", "envoy": "Write."},
    "sarvia": {"general": "March.", "agronomist": "Plant."},
}


def choice(**said: Any) -> dict[str, Any]:
    return {"title": "This", "line": "It is so.", **said}


def card(choices: dict[str, Any], seat: str = "halden", **said: Any) -> dict[str, Any]:
    told = {"situation": "The lake rises.", "advice": ADVICE[seat]}
    return {"seat": seat, **told, "choices": choices, **said}


def scenario(favours: int = 6, **cards: dict[str, Any]) -> Scenario:
    document = tomllib.loads(MINI)
    document["tracks"]["favours"]["start"] = favours
    return from_document({**document, "cards": cards})


FILL = choice(moves=["fill_on"], options={"fill_on": ["loud"]})
HOLD = choice(moves=["hold_levels"])


def shown(game: Game, seat: str = "halden") -> CardView:
    found = game.seat(seat).card()
    assert found is not None
    assert found == game.seat(seat).card()  # however often it is asked
    return found


def turn(game: Game, **orders: Orders) -> None:
    for seat in game.waiting:
        game.commit(seat, orders.get(seat, Orders()))
    game.resolve()


def test_a_choice_is_a_bundle_of_orders_that_can_be_committed_as_it_stands() -> None:
    promise = {"move": "hold_levels", "within": 2}
    sell = choice(
        moves=["sell_power"],
        also=["hold_levels", "fill_on"],  # for the last there is no room
        letter={"to": "sarvia", "text": "We sell.", "promise": promise},
        offer={"terms": ["slow_fill"], "parties": ["sarvia"], "cc": ["commission"], "note": "As agreed."},
        say="Light for all.",
    )
    power = choice(moves=["sell_power"], also=["hold_levels"])
    game = Game.new(scenario(spring=card({"sell": sell, "fill": FILL, "power": power})), seed=1)
    view = shown(game)
    first, second, third = view.choices
    assert (view.id, view.situation, view.paper) == ("spring", "The lake rises.", "")
    assert view.advice == (("Chief engineer", "Fill."), ("Envoy to the commission", "Write."))
    assert first.orders == Orders(
        moves=(Order("sell_power"), Order("hold_levels")),
        letters=(Letter("sarvia", "We sell.", Promise("hold_levels", True, 3)),),
        drafts=(Draft(("slow_fill",), ("sarvia",), ("commission",), "As agreed."),),
        card="spring/sell",
        say="Light for all.",
    )
    assert second.orders.moves == (Order("fill_on", (("volume", "loud"),)),)
    assert third.odds
    assert third.odds.percent == 41  # type: ignore[union-attr]  # of the move that the choice is about
    assert (first.odds, second.odds) == (None, None)  # no die is thrown for an offer, nor for what is sure
    assert dict(second.marks)["Light by winter"] > 0
    assert second.marks == game.seat("halden").marks(second.orders)
    assert {mark for one in view.choices for _, mark in one.marks} <= {-2, -1, 1, 2}
    game.commit("halden", first.orders)
    assert shown(game) == view
    turn(game)
    promised = Order("hold_levels")
    assert game.state.pledges[0].by == 3
    game.commit("halden", Orders(moves=(promised,)))


def test_the_heaviest_card_comes_that_did_not_come_before() -> None:
    both = {"fill": FILL, "hold": HOLD}
    game = Game.new(
        scenario(
            late=card(both, weight=9, when="turn > 1"),
            plain=card(both, repeat=True),
            heavy=card(both, weight=5),
            second=card(both),
            theirs=card({"wait": choice(), "go": choice(moves=["patrol"])}, seat="sarvia"),
        ),
        seed=1,
    )
    came = []
    while not game.over:
        view = shown(game)
        came.append(view.id)
        orders = view.choices[1].orders
        turn(game, halden=evolve(orders, card=view.id) if view.id == "late" else orders)
    assert came == ["heavy", "late", "plain", "second"]
    assert game.card("halden") is None  # it is over
    assert game.card("halden", 2) is not None
    assert game.card("commission", 1) is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"moves": ["fill_on", "sell_power"]}, "Fill on: costs 1 favours, 0 left."),
        ({"offer": {"terms": ["power", "no_troops"]}}, "Cheap power needs Slow filling in the same draft."),
        ({"answer": "sign"}, "No offer waits for your answer."),
        ({"stance": "endorse"}, "There is no paper that you could endorse."),
    ],
)
def test_a_choice_that_cannot_be_ordered_is_closed_and_says_why(said: dict[str, Any], why: str) -> None:
    game = Game.new(scenario(0, one=card({"a": choice(), "hold": HOLD, "other": choice(**said)})), seed=1)
    closed = shown(game).choices[2]
    assert closed.closed.startswith(why)
    assert closed.marks == ()
    game = Game.new(scenario(0, one=card({"hold": HOLD, "other": choice(**said)})), seed=1)
    assert game.seat("halden").card() is None  # one open choice is no dilemma


def test_an_answer_is_to_the_newest_offer_and_names_it() -> None:
    ways = {"sign": choice(answer="sign"), "not": choice(answer="refuse", stance="disown")}
    game = Game.new(scenario(paper=card(ways, when="offered('sarvia', 'halden')", repeat=True)), seed=1)
    assert game.seat("halden").card() is None
    offers = [Draft(("slow_fill",), ("halden",)), Draft(("no_troops",), ("halden",))]
    for draft in offers:
        turn(game, sarvia=Orders(drafts=(draft,)))
    view = shown(game)
    assert view.paper == "Sarvia's offer of turn 2"
    assert view.choices[0].orders.answers == (Answer("2-sarvia", "sign"),)
    assert view.choices[1].orders.stances[0].about == "2-sarvia"
    turn(game, halden=view.choices[0].orders)
    assert [paper.id for paper in game.state.agreements] == ["2-sarvia"]


def test_a_letter_is_not_sent_in_the_last_turn_and_promises_nothing_twice() -> None:
    letter = {"to": "sarvia", "text": "Soon.", "promise": {"move": "fill_on", "will": False, "within": 3}}
    ways = {"write": choice(letter=letter), "both": choice(moves=["hold_levels"], letter=letter), "no": HOLD}
    game = Game.new(scenario(words=card(ways, repeat=True)), seed=1)
    for number in range(1, 5):
        write, both, _ = shown(game).choices
        if number < 4:
            promise = Promise("fill_on", False, 4) if number == 1 else None
            assert write.orders.letters == (Letter("sarvia", "Soon.", promise),)
        turn(game, halden=both.orders)
    assert "nobody would read it" in write.closed
    assert (both.closed, both.orders.letters) == ("", ())


def test_a_card_that_did_not_come_is_neither_committed_nor_true(tmp_path: Path) -> None:
    both, save = {"fill": FILL, "hold": HOLD}, tmp_path / "a.toml"
    cards = scenario(one=card(both, when="turn == 1"), two=card(both, when="turn > 1"))
    game = Game.new(cards, save=save, hides=False)
    assert game.problems("halden", Orders(card="two/hold")) == ["The card two did not come to halden."]
    with pytest.raises(GameError, match="The card two did not come to halden"):
        game.commit("halden", Orders(card="two/hold"))
    turn(game, halden=Orders(card="one/hold"))
    with pytest.raises(GameError, match="The card one did not come"):
        game.commit("halden", Orders(card="one"))
    game._do(CommitRecord(turn=2, seat="halden", orders=Orders(card="one")))
    game.close()
    assert [(d.where, d.turn) for d in GameLog.read(save).verify()] == [("orders.halden.card", 2)]


def test_card_and_sentence_stand_in_the_save_and_are_true(tmp_path: Path) -> None:
    both = {"fill": FILL, "hold": HOLD}
    march = {"wait": choice(moves=["wait_and_pray"]), "march": choice(moves=["patrol"])}
    save = tmp_path / "a.toml"
    game = Game.new(scenario(one=card(both), theirs=card(march, "sarvia")), seed=1, save=save)
    said = "[bold]We\x1b[31m fill.\n" + 200 * "x"
    with pytest.raises(GameError, match="There is no card 'one/none'"):
        game.commit("halden", Orders(card="one/none"))
    with pytest.raises(GameError, match="another seat's"):
        game.commit("halden", Orders(card="theirs"))
    turn(game, halden=Orders(card="one/hold", say=said))
    game.close()
    log = GameLog.read(save)
    orders = log.turns[0].orders["halden"]
    assert (orders.card, len(orders.say), orders.say[:18]) == ("one/hold", 140, "[bold]We[31m fill.")
    assert log.verify() == []
    forged = save.read_text(encoding="utf-8").replace('"one/hold"', '"one/held"')
    save.write_text(forged, encoding="utf-8")
    with pytest.raises((GameError, JournalError)):
        GameLog.read(save)


def test_a_default_on_a_card_is_told_as_the_choice_that_it_amounts_to_and_signs_nothing(
    tmp_path: Path,
) -> None:
    wait = {"to": "sarvia", "text": "We wait."}
    said = scenario(
        a=card({"write": {**HOLD, "letter": wait}, "hold": {**HOLD, "say": "We wait."}, "fill": FILL}),
        b=card({"fill": {**FILL, "letter": wait}, "write": {**HOLD, "letter": wait}}, weight=2),
    )
    game = Game.new(said, seed=1, save=tmp_path / "x.toml", settings=Settings(desk="cards"))
    plain, told = game.default("halden"), game.default("halden", on_card=True)
    assert told == evolve(plain, card="a/hold")
    assert told.defaulted
    turn(game, halden=told)
    assert game.default("halden", on_card=True) == evolve(game.default("halden"), card="b")
    told_of = orders_list(game.rules, game.turns[0].orders["halden"], {})
    assert "Taken by default: This" in "\n".join(plain_lines([told_of]))
    assert game.verify() == []
    game.close()
