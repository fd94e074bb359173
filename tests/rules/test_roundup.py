"""The roundup: what everybody is told between two turns, short and once."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from attrs import evolve

from tests.players import answered, play, random_turn
from tests.shipped import shipped_rules
from tests.tui.games import fresh
from wargame.rules.account import Deed
from wargame.rules.bulletins import is_public
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order, Orders
from wargame.rules.roundup import ITEMS, SHIFTS, roundup
from wargame.rules.views import PublicView, RoundupView
from wargame.scenario.model import Scenario
from wargame.session import Game, GameLog
from wargame.session.places import find_save
from wargame.tui.widgets.roundup import roundup_text

KEYS = 20
"""Words of the last line of its screen."""


def pages(game: GameLog) -> Iterator[tuple[RoundupView, PublicView]]:
    for number in range(1, game.turn + 1):
        yield game.roundup(number), game.public(number)
    yield game.roundup(), game.public()


def talkative(rules: Rules) -> Game:
    """A game in which every seat says in public as much as it may."""
    game, rng = Game.new(rules, seed=9), random.Random(9)
    for _ in range(2):
        for seat, orders in random_turn(game, rng).items():
            game.commit(seat, evolve(orders, say="we agree " * 40))
        answered(game, rng).resolve()
    return game


@pytest.mark.parametrize("name", ["sample", "offer", "offer-lesson", "offer-second-term", "mini"])
def test_a_turn_is_told_in_350_words_at_most(name: str, mini: Scenario) -> None:
    if name == "sample":
        games = [GameLog.read(find_save("sample"))]
    else:
        rules = compile_rules(mini) if name == "mini" else shipped_rules(name)
        games = [play(Game.new(rules, seed=seed), seed) for seed in range(3)]
        games.append(talkative(rules))
    for game in games:
        for view, public in pages(game):
            for width in (78, 118):
                text = roundup_text(view, public, width).plain.replace("│", " ")
                assert sum(any(c.isalnum() for c in word) for word in text.split()) + KEYS <= 350
            assert len(view.world) <= ITEMS
            assert len(view.shifts) <= SHIFTS


def test_it_tells_each_public_deed_with_its_odds_and_how_it_came_out() -> None:
    game = play(Game.new(shipped_rules("offer"), seed=5), 5)
    for record in game.turns:
        assert record.account is not None
        deeds = [d for d in record.account.entries if isinstance(d, Deed) and is_public(game.rules, d)]
        view = roundup(game.rules, game.upto(record.turn))
        told = [(act.what, act.grade) for act in view.acts if act.grade]
        moves = game.scenario.moves
        assert sorted(told) == sorted((moves[d.move].name, d.grade) for d in deeds)
        for act in view.acts:
            assert act.odds is None or f"{act.odds.words} ({act.odds.percent} %)" == str(act.odds)


def test_it_tells_by_what_a_number_moved_that_everybody_sees(mini: Scenario) -> None:
    rules = compile_rules(mini)
    game = Game.new(rules, seed=3)
    for seat in rules.seats:
        orders = Orders((Order("hold_levels"),)) if seat == "halden" else Orders()
        game.commit(seat, orders)
    game.resolve()
    before = dict(zip(rules.track_index, game.turns[0].opening.tracks, strict=True))
    for shift in game.roundup().shifts:
        id = next((id for id, track in game.scenario.tracks.items() if track.name == shift.name), None)
        if id is not None and shift.moved[:2] in ("up", "do"):
            now = game.turns[1].opening.tracks[rules.track_index[id]]
            assert int(shift.shown) == now
            assert shift.way * int(shift.moved.split(":")[0].split()[1]) == now - before[id]
    assert any(shift.cause for shift in game.roundup().shifts)


def test_what_a_seat_said_in_public_stands_there_once_its_turn_is_over() -> None:
    game = fresh()
    game.declare("halden", "The gates stay open.")
    assert game.roundup().said == ()
    for seat in game.waiting:
        game.commit(seat, Orders(say="We wait.") if seat == "sarvia" else Orders())
    assert game.roundup().said == ()
    game.resolve()
    told = [(who.id, text) for who, text in game.roundup().said]
    assert told == [("sarvia", "We wait."), ("halden", "The gates stay open.")]
    assert "“The gates stay open.”" in roundup_text(game.roundup(), game.public(), 78).plain


def test_where_there_is_little_room_the_texts_go_and_the_names_stay(
    mini: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = play(Game.new(compile_rules(mini), seed=4), 4, turns=2)
    whole = game.roundup()
    monkeypatch.setattr("wargame.rules.roundup.WORDS", 0)
    short = game.roundup()
    assert any(item.text for item in whole.world)
    assert not any(item.text for item in short.world)
    assert not any(act.sentence for act in short.acts)
    assert [act.what for act in short.acts] == [act.what for act in whole.acts]
