from __future__ import annotations

import random
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import MINI
from tests.players import answered, play, random_turn
from tests.rules.turns import NOTHING, do, shuffled, started, step, table
from tests.shipped import shipped_rules
from wargame.bots.planner.rollout import RolloutPolicy
from wargame.rules.abreast import alone
from wargame.rules.account import Account, Change, Deed, Happening
from wargame.rules.adjudicator import Adjudication, adjudicate, resolve
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice, KeptDice
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.scoring import points, score
from wargame.scenario.model import Outcome, Past, Scenario
from wargame.session import Game
from wargame.session.cup import Cup


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), choice=st.integers(0, 10**6))
def test_changing_one_order_moves_no_other_die(mini: Scenario, seed: int, choice: int) -> None:
    rng = random.Random(choice)
    game = play(Game.new(mini, seed=seed), choice, turns=rng.randrange(3))
    if game.over:
        return
    rules, state, dice = game.rules, game.record.opening, Dice(seed)
    orders = dict(random_turn(game, rng))
    seat = rng.choice(rules.seats)
    others = {**orders, seat: NOTHING}
    _, one = step(rules, state, orders, dice)
    _, other = step(rules, state, others, dice)

    def faces(account: Account) -> dict[object, int]:
        deeds = {(e.seat, e.slot): e.roll for e in account.entries if isinstance(e, Deed) and e.seat != seat}
        rest = {(e.kind, e.id): e.roll for e in account.entries if isinstance(e, Happening) and e.odds < 100}
        return dict([*deeds.items(), *rest.items()])

    shared = faces(one).keys() & faces(other).keys()
    assert {key: faces(one)[key] for key in shared} == {key: faces(other)[key] for key in shared}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_in_which_seats_commit_is_irrelevant(mini: Scenario, seed: int) -> None:
    rng = random.Random(seed)
    results = []
    for backwards in (False, True):
        game = Game.new(mini, seed=seed)
        orders = list(random_turn(game, random.Random(seed)).items())
        if backwards:
            orders.reverse()
        else:
            rng.shuffle(orders)
        for seat, given_orders in orders:
            game.commit(seat, given_orders)
        results.append(answered(game, random.Random(seed)).resolve())
    assert results[0] == results[1]


def test_a_resolution_changes_neither_state_nor_orders(rules: Rules) -> None:
    dice = Dice(4)
    state = started(rules, dice)
    orders = table(halden=do("fill_on"), sarvia=do("patrol"))
    before = repr((state, orders))
    step(rules, state, orders, dice)
    assert repr((state, orders)) == before


def test_what_is_taken_below_a_floor_weighs_elsewhere(mini: Scenario) -> None:
    trusted = evolve(mini.tracks["trust"], below=Past(track="tension", each="0.5"))
    tracks = {**mini.tracks, "trust": trusted}
    fill = evolve(mini.moves["fill_on"], success=Outcome(effects=("trust -= 9",)))
    rules = compile_rules(evolve(mini, tracks=tracks, moves={**mini.moves, "fill_on": fill}))
    trust, tension = (rules.track_index[id] for id in ("trust", "tension"))

    def after(*values: int) -> tuple[int, int, list[Change]]:
        x, changes = rules.context(started(rules, Dice(1))), list[Change]()
        x.t[trust], x.t[tension] = values
        rules.codes["fill_on"].grades["success"](x.t, x.f, x, changes)
        return x.t[trust], x.t[tension], changes

    assert after(20, 2)[:2] == (11, 2)
    assert after(9, 2)[:2] == (0, 2)
    assert after(4, 2) == (0, 5, [("trust", 4, 0), ("tension", 2, 5)])  # five too many: two and a half
    assert after(0, 6) == (0, 8, [("tension", 6, 8)])


@pytest.mark.parametrize(
    ("name", "games"),
    [(str(MINI), 30), ("offer", 10), ("offer-lesson", 5), *((seed, 4) for seed in range(8))],
)
def test_with_and_without_the_account_the_game_is_the_same(
    name: str | int, games: int, mini: Scenario
) -> None:
    """Playouts go by functions of their own: all kinds of orders, on every scenario and on shuffled ones."""
    rules = compile_rules(shuffled(mini, name)) if isinstance(name, int) else shipped_rules(name)
    compared = 0
    for seed in range(games):
        game = play(Game.new(rules, seed=seed), seed)
        cup = Cup(seed)
        x = rules.context(opening(rules, cup.dice(0)))
        for record in game.turns:
            begin_turn(rules, x, KeptDice(cup.dice(record.turn - 1).seed))
            assert x.snapshot() == record.opening
            dice = cup.dice(record.turn)
            adjudicate(rules, x, record.orders, dice, answers=recorded(record.replies, by_rule(dice)))
            assert x.snapshot() == record.closing
            assert [points(rules, x, seat) for seat in rules.seats] == [
                score(rules, record.closing, seat)[0] for seat in rules.seats
            ]
            compared += 1
    assert compared > games


@pytest.mark.parametrize("name", ["offer", "offer-lesson", "first-letter", *range(4)])
def test_a_look_ahead_is_the_game_that_the_account_would_tell(name: str | int, mini: Scenario) -> None:
    """Its moves stand ready, its words alone are orders, its papers go on from turn to turn: the same as by
    orders in full. Two games each have the same numbers, as looks in one world do, and other dice."""
    rules = compile_rules(shuffled(mini, name)) if isinstance(name, int) else shipped_rules(name)
    rollout, compared, agreed = RolloutPolicy(rules), 0, 0
    drawn = cache(rollout.numbers)
    for seed in range(12):
        dice = KeptDice(seed)
        x = rules.context(opening(rules, dice))
        turns = Adjudication(rules, x).parts
        while not x.ending:
            told = rules.context(x.snapshot())
            begin_turn(rules, x, dice, asking=False)
            begin_turn(rules, told, dice, [], asking=False)
            numbers, before = drawn(f"{seed % 6}/{x.turn}"), x.snapshot()
            orders = rollout.orders(told, numbers)
            alone(turns(rollout.turn(x, numbers), dice))
            assert told.snapshot() == before
            assert x.snapshot() == resolve(rules, before, orders, dice)[0]
            compared, agreed = compared + 1, agreed + bool(x.agreements)
    assert compared >= 24
    assert agreed or name != "offer"


@pytest.mark.parametrize("name", ["offer", *range(4)])
def test_those_race_that_are_open_and_leant_to(name: str | int, mini: Scenario) -> None:
    """In looks ahead moves are tested otherwise than for views, one by one: all of the same ones."""
    rules = compile_rules(shuffled(mini, name)) if isinstance(name, int) else shipped_rules(name)
    raced = 0
    for record in play(Game.new(rules, seed=3), 3).turns:
        x = rules.context(record.opening)
        for seat in rules.seats:
            persona = rules.scenario.seats[seat].persona
            weights = {}
            for one in rules.playout.leanings[seat]:
                raced_by = one.race(x.t, x.f, x)
                if not one.open(x.t, x.f, x):
                    assert not raced_by
                else:
                    assert one.leaning is None or raced_by == one.leaning(x.t, x.f, x)
                    weights[one.number] = one.leaning(x.t, x.f, x) if one.leaning else one.most
                    assert weights[one.number] <= one.most
                    if weights[one.number] <= 0:
                        del weights[one.number]
            for i in rules.open_moves[seat](x.t, x.f, x):
                leant = persona.leaning.get(rules.move_ids[i], "1")
                if rules.move_ids[i] in persona.never or not rules.condition(f"({leant}) > 0")(x.t, x.f, x):
                    assert i not in weights
                    continue
                weight = weights.pop(i)
                low, high = f"{weight * 0.999:.4f}", f"{weight * 1.001:.4f}"
                assert rules.condition(f"({leant}) >= {low} and ({leant}) <= {high}")(x.t, x.f, x)
                raced += 1
            assert not weights
    assert raced > 10


def test_every_game_ends(mini: Scenario) -> None:
    endings = {play(Game.new(mini, seed=seed), seed).state.ending for seed in range(60)}
    assert len(endings) >= 2
    assert "" not in endings


def test_rules_compile_to_the_same_game_twice(mini: Scenario) -> None:
    one, other = (play(Game.new(evolve(mini), seed=9), 9) for _ in range(2))
    assert one.rules is not other.rules
    assert [r.closing for r in one.turns] == [r.closing for r in other.turns]
    assert compile_rules(one.rules.scenario) is one.rules  # as long as somebody holds them
