"""What offers were worth, who would have signed, and the offer that could have been."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.players import play
from wargame.analysis.bargaining import NEVER, Bargaining, bargaining
from wargame.ids import ObjectiveId, PaperId, SeatId, TermId
from wargame.rules.belief import believed
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Answer, Draft, Orders
from wargame.rules.terms import conflicts
from wargame.scenario.model import Expr, Objective, Scenario
from wargame.session import Game, GameLog

HALDEN, SARVIA = SeatId("halden"), SeatId("sarvia")
SLOW = TermId("slow_fill")


def turn(game: Game, orders: Mapping[SeatId, Orders] | None = None) -> Game:
    for seat in game.rules.seats:
        game.commit(seat, (orders or {}).get(seat, Orders()))
    game.resolve()
    return game


def offered(rules: Rules, answer: Any = None) -> Game:
    """A game in which Halden offers slow filling in the third turn of four, and Sarvia answers in the
    last."""
    game = turn(turn(Game.new(rules, seed=2)))
    turn(game, {HALDEN: Orders(drafts=(Draft((SLOW,), parties=(SARVIA,)),))})
    answers = (Answer(PaperId("3-halden"), answer),) if answer else ()
    return turn(game, {SARVIA: Orders(answers=answers)})


def wants(scenario: Scenario, score: str) -> Rules:
    """The rules where Sarvia wants one thing alone."""
    id = ObjectiveId("one")
    aim = Objective(id=id, seat=SARVIA, name="One", text="One.", score=Expr(score), met="", missed="")
    others = {id: aim for id, aim in scenario.objectives.items() if aim.seat != SARVIA}
    return compile_rules(evolve(scenario, objectives={**others, aim.id: aim}))


def test_a_signature_that_is_all_one_wants_is_worth_all(mini: Scenario) -> None:
    (offer,) = bargaining(offered(wants(mini, "100 if signed() > 0 else 0"), "refuse"), playouts=200).offers
    stake = next(stake for stake in offer.stakes if stake.seat == SARVIA)
    assert stake.gain.mean == 100
    assert stake.signs
    assert stake.margin == 100 + stake.worth / 2 - stake.price
    assert (offer.fate, offer.signed, offer.refused) == ("refused", (HALDEN,), (SARVIA,))
    nothing = bargaining(offered(wants(mini, "100 if signed() == 0 else 0"), "sign"), playouts=200)
    (offer,) = nothing.offers
    stake = next(stake for stake in offer.stakes if stake.seat == SARVIA)
    assert stake.gain.mean == -100
    assert not stake.signs
    assert not offer.possible
    assert offer.least == stake.margin < -90
    assert (offer.fate, offer.signed, offer.refused) == ("signed", (HALDEN, SARVIA), ())


def test_an_offer_is_told_for_every_seat_by_what_was_so_then(rules: Rules) -> None:
    game = offered(rules, "sign")
    found = bargaining(game, playouts=200)
    (offer,) = found.offers
    assert (offer.turn, offer.made, offer.id, offer.author) == (4, 3, "3-halden", HALDEN)
    assert (offer.terms, offer.parties) == ((SLOW,), (HALDEN, SARVIA))
    assert [stake.seat for stake in offer.stakes] == [*rules.seats]
    assert [stake.party for stake in offer.stakes] == [True, True, False]
    for stake in offer.stakes:
        seen = rules.context(believed(rules, game.turns[3].opening, stake.seat))
        assert stake.worth == rules.worth(stake.seat, (SLOW,), seen)
        assert stake.signs == (stake.party and stake.margin >= 0)
        assert stake.gain.low <= stake.gain.mean <= stake.gain.high
    assert offer.possible == all(stake.signs for stake in offer.stakes if stake.party)
    assert found == bargaining(game, playouts=200)


def test_offers_that_could_have_been_were_never_made_and_could_stand(rules: Rules) -> None:
    game = offered(rules, "sign")
    found = bargaining(game, most=2, playouts=100)
    made = {frozenset(p.terms) for p in game.state.proposals}
    assert {offer.turn for offer in found.missed} == {2, 3, 4}
    for offer in found.missed:
        opening = rules.context(game.turns[offer.turn - 1].opening)
        assert frozenset(offer.terms) not in made
        assert (offer.made, offer.id, offer.fate, offer.signed) == (0, NEVER, "never made", ())
        assert next(conflicts(rules, opening, offer.terms), "") == ""
        assert {seat for id in offer.terms for seat in rules.terms[id].term.by} <= set(offer.parties)
        assert set(offer.parties) == {HALDEN, SARVIA}
    for when in (2, 3, 4):
        least = [offer.least for offer in found.missed if offer.turn == when]
        assert least == sorted(least, reverse=True)
        assert len(least) <= 2
    assert found.played == 2 * found.worlds * (1 + 3 * 4)


def test_games_that_are_on_or_broken_off(rules: Rules) -> None:
    assert bargaining(Game.new(rules, seed=1)) == Bargaining((), (), 0, 0)
    game = play(Game.new(rules, seed=4), 4, turns=2)
    on = bargaining(game, playouts=50)
    assert {offer.turn for offer in on.missed} <= {2, 3}
    game.break_off()
    assert {offer.turn for offer in bargaining(game, playouts=50).missed} <= {2}


@pytest.mark.parametrize("seed", [3, 4])
def test_all_offers_of_a_game_are_there(rules: Rules, seed: int) -> None:
    game = play(Game.new(rules, seed=seed), seed)
    found = bargaining(game, playouts=50)
    assert [offer.id for offer in found.offers] == [p.id for p in game.state.proposals if p.made < game.turn]


def test_the_offers_of_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.analysis.bargaining.LEAST", 2)
    game = GameLog.read(Path("saves/sample.toml"))
    found = bargaining(game, playouts=1)
    assert [offer.id for offer in found.offers] == [p.id for p in game.state.proposals if p.made < game.turn]
    assert {offer.turn for offer in found.missed} <= set(range(2, game.turn + 1))
    assert found.worlds == 2
