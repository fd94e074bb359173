"""The planner: legal, honest, repeatable, within its budget, with reasons, and better than simple ones."""

from __future__ import annotations

import random

import pytest
from attrs import evolve

from tests.players import answered, play
from wargame.bots.planner import LEAST, MOST, Planner
from wargame.bots.registry import make
from wargame.bots.runner import choose, play_out
from wargame.rules.belief import bounds, sample, seen
from wargame.rules.compiled import Rules
from wargame.session import Game, SeatSetup

BUDGET = 40


def seated(rules: Rules, seed: int, **policies: str) -> Game:
    seats = {seat: SeatSetup("ai", policies.get(seat, "default")) for seat in rules.seats}
    return Game.new(rules, seed=seed, seats=seats)


def test_it_plays_legal_games_with_reasons_within_its_budget(rules: Rules) -> None:
    decisions = 0
    for seed in range(3):
        game = seated(rules, seed)
        while not game.over:
            for seat in game.waiting:
                player = Planner(game.seat(seat), BUDGET)
                orders = choose(game, seat, player)
                assert "not legal" not in orders.why
                assert game.problems(seat, orders) == []
                assert 0 < player.played <= BUDGET
                assert orders.why
                assert orders.forecast is None or 0 <= orders.forecast <= 100
                game.commit(seat, orders)
                decisions += 1
            answered(game, random.Random(1)).resolve()
    assert decisions >= 18


def test_the_same_game_comes_out_again(rules: Rules) -> None:
    told = []
    for _ in range(2):
        game = seated(rules, 5, **dict.fromkeys(rules.seats, f"planner:{BUDGET}"))
        play_out(game)
        told.append([(r.orders, r.closing) for r in game.turns])
    assert told[0] == told[1]
    assert len(told[0]) >= 2


def test_what_it_can_not_tell_changes_no_sample_and_no_order(rules: Rules) -> None:
    compared = 0
    for seat in rules.seats:
        game = play(Game.new(rules, seed=3), 3, turns=2)
        record = game.record
        state = record.opening
        orders = _decide(game, seat)
        for id, i in rules.track_index.items():
            track = rules.scenario.tracks[id]
            if seen(track, seat) == "exact":
                continue
            low, high = (
                (track.min, track.max)
                if seen(track, seat) == "hidden"
                else bounds(track, seat, state.tracks[i])
            )
            other = low if state.tracks[i] != low else high
            changed = evolve(state, tracks=(*state.tracks[:i], other, *state.tracks[i + 1 :]))
            one, two = (sample(rules, s, seat, random.Random(1)) for s in (state, changed))
            assert one == two
            game._progress.turns = (*game.turns[:-1], evolve(record, opening=changed))
            assert _decide(game, seat) == orders
            game._progress.turns = (*game.turns[:-1], record)
            compared += 1
    assert compared >= 5


def _decide(game: Game, seat: str) -> object:
    return choose(game, seat, Planner(game.seat(seat), BUDGET))


def test_it_plays_better_than_random_and_default(rules: Rules) -> None:
    """Paired games: the same seeds, the planner's seat once by the planner and once by each other policy."""
    gains: dict[str, list[int]] = {"random": [], "default": []}
    for seed in range(20):
        for seat in ("halden", "sarvia"):
            scores = {}
            for policy in (planner := f"planner:{BUDGET}", *gains):
                game = seated(rules, seed, **{**dict.fromkeys(rules.seats, "random"), seat: policy})
                play_out(game)
                scores[policy] = next(s.score for s in game.end().scores if s.seat.id == seat)
            for other, found in gains.items():
                found.append(scores[planner] - scores[other])
    for other, found in gains.items():
        mean = sum(found) / len(found)
        error = (sum((g - mean) ** 2 for g in found) / (len(found) - 1) / len(found)) ** 0.5
        assert mean > 2 * error, (other, mean, error)


def test_its_budget_is_part_of_its_name(rules: Rules) -> None:
    door = Game.new(rules, seed=1).seat("halden")
    player = make("planner:77", door)
    assert isinstance(player, Planner)
    assert player.budget == 77
    for wrong in ("planner:0", f"planner:{MOST + 1}", "planner:much"):
        with pytest.raises(ValueError, match=f"from {LEAST} to"):
            make(wrong, door)
