from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from tests.players import play
from tests.rules.turns import Loaded, changed, deed, do, started, step, table
from wargame.rules.account import Deed
from wargame.rules.adjudicator import adjudicate
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, dawn, opening
from wargame.rules.dice import LIMITS, Dice
from wargame.scenario.model import Factor, Outcome, Scenario
from wargame.session import Game


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
    follows: list[Any] = []
    for lane in (LIMITS[odds] - 1, LIMITS[odds]):  # the last that succeeds, the first that does not
        rules.playout.plays[move.id][2](x.t, x.f, x, (lane,) * 8, follows.append)
    assert follows[0] is not follows[-1]
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
