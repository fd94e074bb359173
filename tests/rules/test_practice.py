"""Games on cards alone: the practice, the flagship and its lesson."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.shipped import shipped
from wargame.ids import SeatId
from wargame.rules.views import CardView
from wargame.scenario import library
from wargame.session import Game


def on_cards(name: str, seed: int) -> tuple[Game, list[tuple[SeatId, CardView]]]:
    """A game in which every seat takes an open choice of each card by lot, and the cards that came."""
    rng, game, came = random.Random(seed), Game.new(shipped(name), seed=seed), []
    while not game.over:
        for id in game.scenario.seats:
            card = game.seat(id).card()
            assert card is not None, (id, game.state.turn, seed)
            came.append((id, card))
            choices = [choice for choice in card.choices if not choice.closed]
            assert len(choices) >= 2, (card.id, seed)
            game.seat(id).commit(rng.choice(choices).orders)
        while game.exchange is not None and game.exchange.asked is not None:
            game.answer(game.exchange.asked.id, "back down")
        game.resolve()
    return game, came


@pytest.mark.parametrize(("name", "games"), [("first-letter", 12), ("offer-lesson", 4), ("offer", 2)])
def test_every_seat_has_a_card_in_every_turn(name: str, games: int) -> None:
    for seed in range(games):
        game, came = on_cards(name, seed)
        assert len(came) == len(game.scenario.seats) * len(game.scenario.calendar)
        assert game.end().headline


def test_the_cards_of_the_practice_answer_what_the_others_did() -> None:
    games = [on_cards("first-letter", seed)[1] for seed in range(12)]
    for seat in shipped("first-letter").seats:
        second = {[card.id for id, card in came if id == seat][1] for came in games}
        assert len(second) > 1, seat


def test_a_page_can_be_signed_in_the_practice() -> None:
    signed = [bool(on_cards("first-letter", seed)[0].state.agreements) for seed in range(12)]
    assert any(signed)
    assert not all(signed)


def test_the_practice_is_short_and_the_first_on_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert library()[0].name == "first-letter"
    practice = shipped("first-letter")
    assert len(practice.brief.split()) <= 150
    assert all(len(seat.card.split()) <= 95 for seat in practice.seats.values())
