from __future__ import annotations

import random
from typing import Any, Literal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import MINI
from tests.players import answered, play, random_turn
from tests.shipped import shipped_rules
from wargame.bots.planner.rollout import RolloutPolicy
from wargame.rules.account import Account, Change, Deed, Happening, PledgeFate, Talk
from wargame.rules.adjudicator import adjudicate, resolve
from wargame.rules.belief import seen_pledge
from wargame.rules.bulletins import cables
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, dawn, opening
from wargame.rules.dice import Dice, KeptDice
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.ledger import end_view
from wargame.rules.legality import problems
from wargame.rules.orders import (
    Answer,
    Draft,
    Injection,
    Letter,
    Order,
    Orders,
    Promise,
    Ruling,
    Stance,
    Umpire,
)
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import points, score
from wargame.rules.seat_views import seat_view
from wargame.rules.state import Agreement, State
from wargame.scenario.model import Event, Factor, Outcome, Past, Persona, Scenario
from wargame.session import Game
from wargame.session.cup import Cup

NOTHING = Orders()


class Loaded(Dice):
    """Dice whose faces a test chooses; every other die is the game's own."""

    def __init__(self, faces: dict[tuple[str, int], int], seed: int = 1) -> None:
        super().__init__(seed)
        self.faces = faces

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        lanes = list(super().lanes(turn, slot, group))
        for (who, die), face in self.faces.items():
            if slot == group == 0:
                lanes[("halden", "sarvia", "commission").index(who) * 2 + die] = (
                    (face << 64) + (1 << 63)
                ) // 100
        return tuple(lanes)


def started(rules: Rules, dice: Dice) -> State:
    return dawn(rules, opening(rules, dice), dice)[0]


def table(**orders: Orders) -> dict[str, Orders]:
    return {"halden": NOTHING, "sarvia": NOTHING, "commission": NOTHING, **orders}


def changed(rules: Rules, state: State, track: str, value: int) -> State:
    """The state with a track at another value."""
    at = rules.track_index[track]
    return evolve(state, tracks=(*state.tracks[:at], value, *state.tracks[at + 1 :]))


def do(*moves: str) -> Orders:
    return Orders(moves=tuple(Order(move) for move in moves))


def deed(account: Account, move: str) -> Deed:
    return next(e for e in account.entries if isinstance(e, Deed) and e.move == move)


def step(
    rules: Rules, state: State, orders: dict[str, Orders], dice: Dice, umpire: Umpire | None = None
) -> tuple[State, Account]:
    return resolve(rules, state, orders, dice, umpire or Umpire())


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


def shuffled(scenario: Scenario, seed: int) -> Scenario:
    """A scenario of the same words in which conditions, odds, effects and leanings go with other things, and
    what is pushed past bounds weighs elsewhere."""
    rng, s = random.Random(seed), scenario

    def dealt(things: dict[Any, Any], *fields: str) -> dict[Any, Any]:
        for field in fields:
            values = [getattr(thing, field) for thing in things.values()]
            rng.shuffle(values)
            pairs = zip(things.items(), values, strict=True)
            things = {id: evolve(thing, **{field: value}) for (id, thing), value in pairs}
        return things

    def leaning(test: str) -> str:
        return rng.choice(("2", "0", f"{rng.randrange(3)} if {test} else 0.5"))

    moves = dealt(s.moves, "needs", "odds", "factors", "success", "failure", "triumph", "backfire", "once")
    tests = [need.when for move in s.moves.values() for need in move.needs]
    seats = {
        id: evolve(seat, persona=Persona(leaning={move: leaning(rng.choice(tests)) for move in moves}))
        for id, seat in s.seats.items()
    }
    tracks = dealt(s.tracks, "drift")
    for id, to, each in (("trust", "tension", "0.5"), ("harvest", "standing", "trust // 30 - 1")):
        past = Past(track=to, each=each)
        tracks[id] = evolve(tracks[id], below=past, above=past)
    return evolve(
        s,
        seats=seats,
        moves=moves,
        tracks=tracks,
        events=dealt(s.events, "when", "odds", "effects", "on", "at", "repeat"),
        reactions=dealt(s.reactions, "when", "odds", "factors", "effects", "repeat"),
        terms=dealt(s.terms, "on_signing", "each_turn", "on_break", "performed_by", "broken_by"),
    )


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
    """Its moves stand ready, its words alone are orders: turn by turn the same as by orders in full."""
    rules = compile_rules(shuffled(mini, name)) if isinstance(name, int) else shipped_rules(name)
    rollout, compared, agreed = RolloutPolicy(rules), 0, 0
    for seed in range(6):
        dice = KeptDice(seed)
        x = rules.context(opening(rules, dice))
        while not x.ending:
            told = rules.context(x.snapshot())
            begin_turn(rules, x, dice, asking=False)
            begin_turn(rules, told, dice, [], asking=False)
            numbers = rollout.numbers(f"{seed}/{x.turn}")
            orders = rollout.orders(told, numbers)
            adjudicate(rules, x, rollout.turn(x, numbers), dice)
            assert x.snapshot() == resolve(rules, told.snapshot(), orders, dice)[0]
            compared, agreed = compared + 1, agreed + bool(x.agreements)
    assert compared >= 12
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


def test_odds_are_the_sum_of_base_and_reasons_within_bounds(mini: Scenario) -> None:
    low, high = mini.odds.min, mini.odds.max
    seen = 0
    for seed in range(30):
        for record in play(Game.new(mini, seed=seed), seed).turns:
            assert record.account is not None
            for entry in record.account.entries:
                if isinstance(entry, Deed) and entry.odds < 100:
                    total = entry.base + sum(reason.add for reason in entry.reasons)
                    assert entry.odds == min(max(total, low), high)
                    assert (entry.roll < entry.odds) == (entry.grade in ("success", "triumph"))
                    seen += 1
    assert seen > 50


def test_inside_a_stage_all_odds_come_from_the_same_state(rules: Rules) -> None:
    """Protest and the sale of power are both 'words': neither sees what the other did to trust."""
    dice = Loaded({("halden", 0): 99, ("sarvia", 0): 0})
    state = started(rules, dice)
    _, alone = step(rules, state, table(halden=do("sell_power")), dice)
    _, both = step(rules, state, table(halden=do("sell_power"), sarvia=do("protest")), dice)
    assert deed(both, "protest").changes
    assert deed(alone, "sell_power").odds == deed(both, "sell_power").odds


def test_a_factor_sees_what_others_order_in_the_same_turn(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    _, calm = step(rules, state, table(halden=do("sell_power")), dice)
    _, tense = step(rules, state, table(halden=do("sell_power"), sarvia=do("patrol")), dice)
    assert deed(tense, "sell_power").odds == deed(calm, "sell_power").odds - 15


@pytest.mark.parametrize("won", [40, 41, 44])
def test_grades_follow_the_die(mini: Scenario, won: int) -> None:
    """The best fifth of successes are triumphs, the worst fifth of failures backfire; a face more where that
    is no whole number."""
    move = evolve(mini.moves["sell_power"], odds=str(won), factors=())
    rules = compile_rules(evolve(mini, moves={**mini.moves, move.id: move}))
    state, grades = started(rules, Dice(1)), []
    for face in range(100):
        _, account = step(rules, state, table(halden=do("sell_power")), Loaded({("halden", 0): face}))
        found = deed(account, "sell_power")
        assert (found.odds, found.roll) == (won, face)
        grades.append(found.grade)
    best, worst = -(-won // 5), -(-(100 - won) // 5)
    expected = {"triumph": best, "success": won - best, "failure": 100 - won - worst, "backfire": worst}
    assert grades == [grade for grade, faces in expected.items() for _ in range(faces)]


@pytest.mark.parametrize(("far", "high"), [("900", True), ("trust + 900", True), ("-900", False)])
def test_odds_and_tracks_stay_within_their_bounds(mini: Scenario, far: str, high: bool) -> None:
    track = mini.tracks["tension"]
    outcome = Outcome(effects=(f"tension += {far}", f"standing = {far}"))
    move = evolve(mini.moves["publish_gauge"], odds=far, factors=(), success=outcome, failure=outcome)
    drift = (Factor(add=far, when="turn == 2", because="it rains"),)
    rules = compile_rules(
        evolve(
            mini,
            moves={**mini.moves, move.id: move},
            tracks={**mini.tracks, "trust": evolve(mini.tracks["trust"], drift=drift)},
            events={},
            reactions={},
        )
    )
    dice, orders = Dice(1), table(commission=do(move.id))
    closing, account = step(rules, started(rules, dice), orders, dice)
    odds = mini.odds.max if high else mini.odds.min
    assert deed(account, move.id).odds == odds
    assert rules.bounded(901 if high else -901) == odds
    second, _ = dawn(rules, closing, dice)
    x = rules.context(opening(rules, dice))
    begin_turn(rules, x, dice)
    assert rules.playout.plays[move.id][2][0](x.t, x.f, x) == odds
    adjudicate(rules, x, orders, dice)
    begin_turn(rules, x, dice)
    for state in (second, x.snapshot()):
        tension, standing, trust = (
            state.tracks[rules.track_index[id]] for id in ("tension", "standing", "trust")
        )
        assert tension == (track.max if high else track.min)
        assert (standing, trust) == ((100, 100) if high else (0, 0))


def test_a_quiet_move_leaks_by_its_own_die(rules: Rules) -> None:
    state = started(rules, Dice(1))
    for face in range(100):
        dice = Loaded({("halden", 0): 0, ("halden", 1): face})
        closing, account = step(rules, state, table(halden=do("sell_power")), dice)
        found = deed(account, "sell_power")
        assert found.leak_roll == face
        assert found.leaked is (face < found.leak_odds)
        assert bool(closing.flags[rules.flag_index["leak_known"]]) is found.leaked
    assert 0 < found.leak_odds < 100


def test_what_can_not_leak_does_not(rules: Rules) -> None:
    state = started(rules, Dice(1))
    _, account = step(rules, state, table(sarvia=do("patrol")), Loaded({("sarvia", 1): 0}))
    found = deed(account, "patrol")
    assert (found.leak_odds, found.leak_roll, found.leaked) == (0, 0, None)


def test_tried_counts_earlier_turns_only(mini: Scenario) -> None:
    """The fund can be asked twice; what a move has been tried before is the same for all that happens in a
    turn."""
    move = mini.moves["publish_gauge"]
    outcome = evolve(move.success, effects=("standing += 10 * tried('publish_gauge')",))
    changed = evolve(mini, moves={**mini.moves, "publish_gauge": evolve(move, success=outcome)})
    rules, dice = compile_rules(changed), Dice(1)
    i, state, gains = rules.track_index["standing"], opening(rules, dice), []
    for _ in range(3):
        state, _ = dawn(rules, state, dice)
        before = state.tracks[i]
        _, account = step(rules, state, table(commission=do("publish_gauge")), dice)
        state, _ = step(rules, state, table(commission=do("publish_gauge")), dice)
        gains.append(sum(b - a for id, a, b in deed(account, "publish_gauge").changes if id == "standing"))
        assert state.tracks[i] >= before
    assert gains == [0, 10, 20]


def test_moves_are_paid_for(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    i = rules.track_index["favours"]
    closing, _ = step(rules, state, table(halden=do("fill_on")), dice)
    assert closing.tracks[i] == state.tracks[i] - 1
    _, account = step(rules, changed(rules, state, "favours", 0), table(halden=do("fill_on")), dice)
    assert ("favours", 0, 0) in deed(account, "fill_on").changes


def test_a_success_never_takes_the_ladder_down(rules: Rules) -> None:
    high = changed(rules, started(rules, Dice(1)), "tension", 8)
    orders = table(sarvia=do("patrol"))
    for face, rung in ((0, "patrols"), (99, "")):
        closing, account = step(rules, high, orders, Loaded({("sarvia", 0): face}))
        assert closing.tracks[rules.track_index["tension"]] >= 7
        assert not [change for change in deed(account, "patrol").changes if change[0] == "tension"]
        assert deed(account, "patrol").rung == rung


def test_the_ladder_rises_and_backing_down_has_its_price(rules: Rules) -> None:
    dice = Loaded({("sarvia", 0): 0})
    state = started(rules, dice)
    up, account = step(rules, state, table(sarvia=do("patrol")), dice)
    tension, trust = rules.track_index["tension"], rules.track_index["trust"]
    assert up.tracks[tension] >= 4
    assert deed(account, "patrol").rung == "patrols"
    down, account = step(rules, up, table(sarvia=do("stand_down")), dice)
    assert ("trust", up.tracks[trust], up.tracks[trust] - 2) in deed(account, "stand_down").changes
    assert down.tracks[tension] < up.tracks[tension]


def test_the_escalation_index_counts_what_was_done(rules: Rules) -> None:
    dice = Dice(1)
    closing, _ = step(
        rules, started(rules, dice), table(halden=do("fill_on"), sarvia=do("patrol", "protest")), dice
    )
    assert dict(zip(rules.seats, closing.escalation, strict=True)) == {
        "halden": 4,
        "sarvia": 16,
        "commission": 0,
    }


def test_an_umpire_shifts_odds_and_overrules_but_the_engines_word_is_kept(rules: Rules) -> None:
    dice = Loaded({("halden", 0): 99})
    state = started(rules, dice)
    orders = table(halden=Orders(moves=(Order("sell_power", (), ("One.", "Two.")),)))
    _, plain = step(rules, state, orders, dice)
    umpire = Umpire(rulings=(Ruling("halden", 0, "Well argued.", (0, 1), "success"),))
    _, ruled = step(rules, state, orders, dice, umpire)
    before, after = deed(plain, "sell_power"), deed(ruled, "sell_power")
    assert after.odds == before.odds + 2 * rules.scenario.odds.argument
    assert (after.grade, after.engine, after.ruling) == ("success", "backfire", "Well argued.")


def test_what_the_umpire_rules_is_what_happens(rules: Rules) -> None:
    dice = Loaded({("halden", 0): 0})
    state, orders = started(rules, dice), table(halden=do("sell_power"))
    done: dict[Literal["triumph", "success", "failure", "backfire"], int]
    done = {"triumph": 1, "success": 1, "failure": 0, "backfire": 0}
    at = rules.track_index["favours"]
    for grade, won in done.items():
        umpire = Umpire(rulings=(Ruling("halden", 0, "So be it.", (), grade),))
        closing, account = step(rules, state, orders, dice, umpire)
        found, code = deed(account, "sell_power"), rules.codes["sell_power"]
        assert (found.grade, found.engine) == (grade, "triumph")
        assert closing.done[code.index] == won
        x, changes = rules.context(state), [("favours", state.tracks[at], state.tracks[at] - code.cost)]
        x.t[at] -= code.cost
        code.grades[grade](x.t, x.f, x, changes)
        assert found.changes[: len(changes)] == changes


def test_arguments_lift_odds_to_their_bound_and_no_certainty(mini: Scenario) -> None:
    for odds, shown in (("96", mini.odds.max), ("100", 100)):
        move = evolve(mini.moves["sell_power"], odds=odds, factors=())
        rules, dice = compile_rules(evolve(mini, moves={**mini.moves, move.id: move})), Dice(1)
        umpire = Umpire(rulings=(Ruling("halden", 0, "Well argued.", (0, 1)),))
        _, account = step(rules, started(rules, dice), table(halden=do(move.id)), dice, umpire)
        found = deed(account, move.id)
        assert found.odds == shown
        assert [r.add for r in found.reasons] == ([2 * mini.odds.argument] if shown < 100 else [])


def test_a_factor_that_adds_nothing_is_no_reason(mini: Scenario) -> None:
    factors = (Factor(add="trust - trust", because="nothing"), Factor(add="trust - 30", because="trust"))
    move = evolve(mini.moves["publish_gauge"], odds="50", factors=factors)
    rules, dice = compile_rules(evolve(mini, moves={**mini.moves, move.id: move})), Dice(1)
    _, account = step(rules, started(rules, dice), table(commission=do(move.id)), dice)
    assert [reason.because for reason in deed(account, move.id).reasons] == ["trust"]


def test_an_inject_has_its_effects_and_free_text_none(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    base, _ = step(rules, state, table(), dice)
    free, account = step(
        rules, state, table(), dice, Umpire(injects=(Injection(headline="News", text="Said."),))
    )
    assert free == base
    assert any(isinstance(e, Happening) and e.headline == "News" for e in account.entries)
    inject = next(iter(rules.scenario.injects))
    changed, _ = step(rules, state, table(), dice, Umpire(injects=(Injection(inject),)))
    assert changed != base


def test_letters_arrive_at_the_next_dawn_and_promises_are_held_against_deeds(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    letters = (
        Letter("halden", "We will not patrol.", Promise("patrol", False, 2)),
        Letter("halden", "We will protest.", Promise("protest", True, 2)),
    )
    sent, _ = step(rules, state, table(sarvia=Orders(letters=letters)), dice)
    assert [p.status for p in sent.pledges] == ["open", "open"]
    second, _ = dawn(rules, sent, dice)
    assert [m.sent for m in second.mail] == [1, 1]
    kept, _ = step(rules, second, table(sarvia=do("protest")), dice)
    assert [p.status for p in kept.pledges] == ["kept", "kept"]
    broken, _ = step(rules, second, table(sarvia=do("patrol")), dice)
    assert [p.status for p in broken.pledges] == ["broken", "broken"]


def test_a_promise_binds_from_the_turn_in_which_it_is_made(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    said = {
        ("protest", True, 1): "kept",
        ("wait_and_pray", True, 1): "broken",
        ("wait_and_pray", False, 1): "kept",
        ("protest", False, 3): "broken",
        ("wait_and_pray", True, 3): "open",
    }
    letters = tuple(Letter("halden", "Our word.", Promise(*promise)) for promise in said)
    closing, account = step(
        rules, state, table(sarvia=Orders(moves=(Order("protest"),), letters=letters)), dice
    )
    assert [p.status for p in closing.pledges] == list(said.values())
    fates = [e.status for e in account.entries if isinstance(e, PledgeFate)]
    assert sorted(fates) == sorted(["made"] * 5 + [s for s in said.values() if s != "open"])


@pytest.fixture
def agreed(rules: Rules) -> tuple[State, Dice]:
    """A state at the dawn of turn 3 with an agreement in force since turn 2."""
    dice = Dice(3)
    state = started(rules, dice)
    term = next(t for t in rules.scenario.terms.values() if t.id == "slow_fill")
    draft = Draft((term.id,), parties=("halden", "sarvia"))
    offered, _ = step(rules, state, table(sarvia=Orders(drafts=(draft,))), dice)
    second, _ = dawn(rules, offered, dice)
    signed, account = step(
        rules,
        second,
        table(halden=Orders(moves=(Order("hold_levels"),), answers=(Answer("1-sarvia", "sign"),))),
        dice,
    )
    kinds = [e.kind for e in account.entries if isinstance(e, Talk)]
    assert kinds[:2] == ["signed", "in force"]
    return dawn(rules, signed, dice)[0], dice


def test_a_signed_proposal_is_in_force_and_kept(rules: Rules, agreed: tuple[State, Dice]) -> None:
    state, _ = agreed
    assert [a.id for a in state.agreements] == ["1-sarvia"]
    assert state.agreements[0].kept == (1,)
    assert state.proposals[0].status == "signed"


def test_what_a_term_requires_may_be_in_force_already(rules: Rules, agreed: tuple[State, Dice]) -> None:
    state, dice = agreed
    power = Orders(drafts=(Draft(("power",), parties=("halden", "sarvia")),))
    assert problems(rules, state, "halden", power) == []
    broken, _ = step(rules, state, table(halden=do("fill_on")), dice)
    assert any("in the same draft" in p for p in problems(rules, broken, "halden", power))


def test_a_turn_that_is_not_over_counts_for_no_performance(rules: Rules, agreed: tuple[State, Dice]) -> None:
    """Signed and kept in turn 2: at the dawn of turn 3 all has been done so far, and nothing is late."""
    state, dice = agreed
    assert rules.context(state).performance() == 100
    closing, _ = step(rules, state, table(), dice)
    assert closing.agreements[0].kept == (2,)
    assert rules.context(dawn(rules, closing, dice)[0]).performance() == 100
    unkept = evolve(state, agreements=(evolve(state.agreements[0], kept=(0,)),))
    assert rules.context(unkept).performance() == 0
    assert rules.context(evolve(closing, ending="war")).performance() == 100


@pytest.mark.parametrize(("turns", "told"), [(1, "not yet performed"), (2, "not yet performed"), (3, "late")])
def test_a_term_is_late_when_its_turns_are_over_not_when_the_game_is(
    mini: Scenario, turns: int, told: str
) -> None:
    """A war in the turn of signing does not make overdue what had two turns' time."""
    rules = compile_rules(mini)
    game = Game.new(rules, seed=3)
    paper = Agreement("1-sarvia", "sarvia", ("slow_fill",), ("halden", "sarvia"), 2, (0,))
    state = evolve(game.record.opening, turn=1 + turns, ending="war", agreements=(paper,))
    record = evolve(
        game.record, turn=1 + turns, closing=state, account=Account(1 + turns, "adjudication", [])
    )
    assert [clause[1] for clause in end_view(rules, (record,)).agreements[0].clauses] == [told]
    assert [clause[1] for clause in seat_view(rules, (record,), "halden").agreements[0].clauses] == [told]


def test_a_term_is_broken_by_the_move_it_forbids(rules: Rules, agreed: tuple[State, Dice]) -> None:
    state, dice = agreed
    closing, account = step(rules, state, table(halden=do("fill_on")), dice)
    assert closing.agreements[0].breaches == (("slow_fill", "halden", 3),)
    broken = [e for e in account.entries if isinstance(e, Talk) and e.kind == "broken"]
    assert [(b.seat, b.term) for b in broken] == [("halden", "slow_fill")]


def test_stances_are_kept_and_have_their_price_once(rules: Rules, agreed: tuple[State, Dice]) -> None:
    """Said, taken back and said again: it counts as said, but changes nothing more."""
    state, dice = agreed

    def say(state: State, stance: Literal["endorse", "silent"]) -> tuple[State, list[Change]]:
        orders = table(commission=Orders(stances=(Stance("1-sarvia", stance),)))
        closing, account = step(rules, state, orders, dice)
        changes = [e.changes for e in account.entries if isinstance(e, Talk) and e.seat == "commission"]
        return closing, changes[0]

    def said(state: State) -> tuple[bool, object]:
        held = seat_view(rules, (TurnRecord(state.turn, Account(state.turn, "dawn", []), state),), "halden")
        return rules.context(state).stance("commission", "endorse"), held.agreements[0].stances

    once, price = say(state, "endorse")
    assert {change[0] for change in price} == {"standing", "trust"}
    assert said(once) == (True, (("commission", "endorse"),))
    silent, nothing = say(once, "silent")
    assert nothing == []
    assert said(silent) == (False, ())
    again, nothing = say(silent, "endorse")
    assert nothing == []
    assert said(again) == (True, (("commission", "endorse"),))


def test_a_clause_binds_once(rules: Rules) -> None:
    """Of two papers signed in one turn the second brings only what the first does not hold, and nothing at
    all if that is everything; what is in force can't be offered again until it is broken."""
    dice = Dice(3)
    both = ("halden", "sarvia")
    state = started(rules, dice)
    mine = Orders(drafts=(Draft(("slow_fill",), both), Draft(("slow_fill", "no_troops"), both)))
    theirs = Orders(drafts=(Draft(("slow_fill",), both),))
    offered, _ = step(rules, state, table(halden=theirs, sarvia=mine), dice)
    second, _ = dawn(rules, offered, dice)
    signed, account = step(
        rules,
        second,
        table(
            halden=Orders(answers=(Answer("1-sarvia", "sign"), Answer("1-sarvia.2", "sign"))),
            sarvia=Orders(answers=(Answer("1-halden", "sign"),)),
        ),
        dice,
    )
    assert sorted(term for a in signed.agreements for term in a.terms) == ["no_troops", "slow_fill"]
    assert [p.status for p in signed.proposals] == ["signed", "expired", "signed"]
    kept = [e.term for e in account.entries if isinstance(e, Talk) and e.kind in ("kept", "late")]
    assert sorted(set(kept)) == sorted(kept)
    third, _ = dawn(rules, signed, dice)
    assert any("in force already" in p for p in problems(rules, third, "halden", theirs))
    view = seat_view(rules, (TurnRecord(3, Account(3, "dawn", []), third),), "halden")
    assert {t.id for t in view.terms if t.closed == "in force already"} == {"slow_fill", "no_troops"}
    broken, _ = step(rules, third, table(halden=do("fill_on")), dice)
    assert problems(rules, broken, "halden", theirs) == []


def test_of_two_papers_that_exclude_each_other_one_comes_into_force(rules: Rules) -> None:
    """Nobody can sign both; where each signs the other's, the later lapses, and its parties hear why. What
    is excluded by what is in force can't be offered, whichever of the two names the other."""
    dice = Dice(3)
    both = ("halden", "sarvia")
    state = started(rules, dice)
    slow, fast = Draft(("slow_fill",), both), Draft(("fast_fill",), both)
    mine = table(sarvia=Orders(drafts=(slow, fast)))
    offered, _ = step(rules, state, mine, dice)
    second, _ = dawn(rules, offered, dice)
    sign = Orders(answers=(Answer("1-sarvia", "sign"), Answer("1-sarvia.2", "sign")))
    assert any("can't both be signed" in p for p in problems(rules, second, "halden", sign))
    offered, _ = step(rules, state, table(sarvia=Orders(drafts=(slow,)), halden=Orders(drafts=(fast,))), dice)
    second, _ = dawn(rules, offered, dice)
    crossed = table(
        halden=Orders(answers=(Answer("1-sarvia", "sign"),)),
        sarvia=Orders(answers=(Answer("1-halden", "sign"),)),
    )
    signed, account = step(rules, second, crossed, dice)
    assert [a.terms for a in signed.agreements] == [("fast_fill",)]
    (lapsed,) = [e for e in account.entries if isinstance(e, Talk) and e.kind == "lapsed"]
    assert lapsed.id == "1-sarvia"
    assert rules.scenario.terms["fast_fill"].name in lapsed.why
    third, _ = dawn(rules, signed, dice)
    records = (TurnRecord(2, Account(2, "dawn", []), second, crossed, Umpire(), account, signed),)
    for seat in both:
        assert any(lapsed.why in cable.text for cable in cables(rules, records, seat))
    assert any("can't go with" in p for p in problems(rules, third, "sarvia", Orders(drafts=(slow,))))
    terms = {**rules.scenario.terms, "slow_fill": evolve(rules.scenario.terms["slow_fill"], excludes=())}
    one_way = compile_rules(evolve(rules.scenario, terms=terms))
    assert any("can't go with" in p for p in problems(one_way, third, "sarvia", Orders(drafts=(slow,))))


def test_what_has_become_impossible_is_not_signed_and_not_in_force(rules: Rules) -> None:
    dice = Dice(3)
    both = ("halden", "sarvia")
    drafts = Orders(drafts=(Draft(("slow_fill", "power"), both), Draft(("no_troops",), both)))
    state = started(rules, dice)
    assert problems(rules, state, "sarvia", drafts) == []
    offered, _ = step(rules, state, table(sarvia=drafts), dice)
    second, _ = dawn(rules, offered, dice)
    sign = Orders(answers=(Answer("1-sarvia", "sign"), Answer("1-sarvia.2", "sign")))
    trust = rules.track_index["trust"]
    second = evolve(second, tracks=tuple(0 if i == trust else v for i, v in enumerate(second.tracks)))
    (problem,) = problems(rules, second, "halden", sign)
    assert "Sarvia's offer can't be signed now" in problem
    assert "nobody would believe it" in problem
    view = seat_view(rules, (TurnRecord(2, Account(2, "dawn", []), second),), "halden")
    assert {p.id: bool(p.closed) for p in view.proposals} == {"1-sarvia": True, "1-sarvia.2": False}
    signed, _ = step(rules, second, table(halden=sign), dice)
    assert [a.terms for a in signed.agreements] == [("no_troops",)]
    assert [p.status for p in signed.proposals] == ["expired", "signed"]


def test_only_what_is_done_after_the_signature_counts(rules: Rules) -> None:
    """A deed of earlier turns is no performance, unless it can be done only once."""
    dice = Dice(3)
    both = ("halden", "sarvia")
    state = started(rules, dice)
    draft = Orders(drafts=(Draft(("slow_fill",), both),))
    offered, _ = step(rules, state, table(sarvia=draft, halden=do("hold_levels")), dice)
    assert offered.done[rules.move_index["hold_levels"]] == 1
    second, _ = dawn(rules, offered, dice)
    sign = table(halden=Orders(answers=(Answer("1-sarvia", "sign"),)))
    signed, _ = step(rules, second, sign, dice)
    assert signed.agreements[0].kept == (0,)
    third, _ = dawn(rules, signed, dice)
    done, _ = step(rules, third, table(halden=do("hold_levels")), dice)
    assert done.agreements[0].kept == (1,)
    fourth, _ = step(rules, dawn(rules, done, dice)[0], table(), dice)
    assert fourth.agreements[0].kept == (2,)
    move = rules.scenario.moves["hold_levels"]
    once = compile_rules(
        evolve(rules.scenario, moves={**rules.scenario.moves, "hold_levels": evolve(move, once=True)})
    )
    assert step(once, second, sign, dice)[0].agreements[0].kept == (1,)


def test_a_promise_whose_breach_leaked_is_broken_for_its_reader(rules: Rules) -> None:
    code = rules.codes["sell_power"]
    assert code.move.visibility == "quiet"
    dice = Dice(1)
    state = started(rules, dice)
    word = Letter("commission", "We sell no power.", Promise("sell_power", False, 3))
    sent, _ = step(rules, state, table(halden=Orders(letters=(word,))), dice)
    second, _ = dawn(rules, sent, dice)
    seen = {}
    for leak in (0, 99):
        loaded = Loaded({("halden", 0): 0, ("halden", 1): leak})
        closing, account = step(rules, second, table(halden=do("sell_power")), loaded)
        (deed,) = [e for e in account.entries if isinstance(e, Deed) and e.move == "sell_power"]
        assert closing.pledges[0].status == "broken"
        seen[deed.leaked] = [
            seen_pledge(rules, closing.pledges[0], eye).status for eye in ("halden", "commission")
        ]
    assert seen == {True: ["broken", "broken"], False: ["broken", "open"]}


def test_a_promise_is_given_once(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    word = Letter("halden", "We will not patrol.", Promise("patrol", False, 3))
    twice = Orders(letters=(word, evolve(word, text="We mean it.")))
    assert any("once is enough" in p for p in problems(rules, state, "sarvia", twice))
    others = Orders(letters=(word, evolve(word, to="commission")))
    assert problems(rules, state, "sarvia", others) == []
    sent, _ = step(rules, state, table(sarvia=Orders(letters=(word,))), dice)
    second, _ = dawn(rules, sent, dice)
    assert any("once is enough" in p for p in problems(rules, second, "sarvia", Orders(letters=(word,))))
    broken, _ = step(rules, second, table(sarvia=do("patrol")), dice)
    third, _ = dawn(rules, broken, dice)
    again = evolve(word, promise=Promise("patrol", False, 4))
    assert problems(rules, third, "sarvia", Orders(letters=(again,))) == []


def test_refused_and_expired_offers_leave_the_table(rules: Rules) -> None:
    dice = Dice(3)
    draft = Draft(("slow_fill",), parties=("halden", "sarvia"))
    state, _ = step(rules, started(rules, dice), table(sarvia=Orders(drafts=(draft,))), dice)
    state, _ = dawn(rules, state, dice)
    refused, _ = step(rules, state, table(halden=Orders(answers=(Answer("1-sarvia", "refuse"),))), dice)
    assert refused.proposals[0].status == "refused"
    while state.proposals[0].status == "open":
        closing, _ = step(rules, state, table(), dice)
        state = evolve(closing, ending="")
        if state.turn < rules.last_turn:
            state, _ = dawn(rules, state, dice)
    assert state.proposals[0].status == "expired"
    assert state.turn == 1 + rules.scenario.agreements.expires or state.turn == rules.last_turn


def test_events_happen_by_their_own_dice(mini: Scenario) -> None:
    """An account shows no die for what is sure, whether that was written or reckoned."""
    odds = {
        "sure": "100",
        "summed": "standing + 900",
        "half": "50",
        "some": "standing - 20",
        "never": "-5",
    }
    events = {id: Event(id=id, name=id, odds=text, repeat=id == "half") for id, text in odds.items()}
    rules = compile_rules(
        evolve(mini, events={**events, "idle": Event(id="idle", name="Idle", when="trust > 999")})
    )
    some = rules.scenario.tracks["standing"].start - 20
    wanted, seen = {"sure": 100, "summed": 100, "half": 50, "some": some, "never": 0}, set()
    for seed in range(30):
        dice = Dice(seed)
        first, one = dawn(rules, opening(rules, dice), dice)
        second, two = dawn(rules, first, dice)
        fired = dict.fromkeys(rules.scenario.events, 0)
        for account in (one, two):
            for entry in account.entries:
                if isinstance(entry, Happening):
                    assert entry.odds == wanted[entry.id]
                    roll = 0 if entry.odds == 100 else dice.roll(account.turn, "event", entry.id)
                    assert (entry.roll, entry.happened) == (roll, roll < entry.odds)
                    assert not fired[entry.id] or entry.id == "half"
                    fired[entry.id] += entry.happened
                    seen.add((entry.id, entry.happened))
        assert second.fired[: len(fired)] == tuple(fired.values())
    assert seen == {(id, id in ("sure", "summed")) for id in odds} | {("half", True), ("some", True)}


def test_every_game_ends(mini: Scenario) -> None:
    endings = {play(Game.new(mini, seed=seed), seed).state.ending for seed in range(60)}
    assert len(endings) >= 2
    assert "" not in endings


def test_rules_compile_to_the_same_game_twice(mini: Scenario) -> None:
    one, other = (play(Game.new(evolve(mini), seed=9), 9) for _ in range(2))
    assert one.rules is not other.rules
    assert [r.closing for r in one.turns] == [r.closing for r in other.turns]
    assert compile_rules(one.rules.scenario) is one.rules  # as long as somebody holds them
