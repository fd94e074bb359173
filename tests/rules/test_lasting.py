"""What everybody can tell of whether agreements will last, and the dice that decide it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve

from tests.rules.test_secrets import judged
from tests.rules.test_truth import agreement, at, quiet
from tests.shipped import shipped
from wargame.rules.account import Account, Talk
from wargame.rules.adjudicator import resolve
from wargame.rules.belief import bounds, knows_flag, knows_move, seen
from wargame.rules.bulletins import dawn_news, news, reveal
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dice import Dice
from wargame.rules.lasting import chances, durability, last_dice
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import public_view, seat_view
from wargame.rules.state import Mail, Pledge, Proposal, State
from wargame.rules.views import ChanceView
from wargame.rules.wording import agreement_text, capital
from wargame.scenario.model import PUBLIC, Durability, Expr, Factor, Scenario, Track

PAIR = ("trump", "kim")
NOTHING = Account(1, "dawn", [])


@pytest.fixture(scope="module")
def flagship() -> Rules:
    return compile_rules(shipped("offer"))


def told(rules: Rules, *states: State) -> Mapping[Any, ChanceView]:
    return chances(rules, [TurnRecord(state.turn, NOTHING, state) for state in states])


def knowing(rules: Rules, state: State, *flags: str) -> State:
    """The state with flags set two turns ago."""
    now = list(state.flags)
    for flag in flags:
        now[rules.flag_index[flag]] = max(1, state.turn - 2)
    return evolve(state, flags=tuple(now))


def weighed(mini: Scenario, *factors: tuple[str, str, str], odds: str = "50") -> Rules:
    """The small scenario with factors (points, condition, reason) of whether an agreement lasts."""
    made = tuple(Factor(add=Expr(add), when=Expr(when), because=because) for add, when, because in factors)
    return compile_rules(evolve(mini, durability=Durability(odds=Expr(odds), factors=made)))


def moved(rules: Rules, before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """How the chance of an agreement is told when tracks have moved."""
    deal = agreement("1-halden", 2, ("halden", "sarvia"), "slow_fill")

    def state(turn: int, tracks: Mapping[str, int]) -> State:
        opening = at(rules, turn, agreements=(deal,))
        values = list(opening.tracks)
        for id, value in tracks.items():
            values[rules.track_index[id]] = value
        return evolve(opening, tracks=tuple(values))

    return str(told(rules, state(3, before), state(4, now))["1-halden"])


def test_the_chance_is_told_with_its_change_and_the_cause(flagship: Rules) -> None:
    deal = agreement("2-kim", 3, PAIR, "moratorium", kept=1)
    sound = ("channel", "in_room", "pledged", "guaranteed", "inspected", "line_dialogue")
    first = knowing(flagship, at(flagship, 5, agreements=(deal,)), *sound)
    state = evolve(first, turn=6, agreements=(evolve(deal, kept=(2,)),))
    before = told(flagship, first)["2-kim"]
    assert str(before) == f"{before.odds.percent} %"  # type: ignore[union-attr]  # it was not asked before
    same = told(flagship, first, state)["2-kim"]
    assert str(same) == f"{same.odds.percent} %, as before"  # type: ignore[union-attr]
    more = told(flagship, first, knowing(flagship, state, "briefing_out"))["2-kim"]
    assert str(more) == f"{same.odds.percent + 5} %, up 5: Biden's team was briefed"  # type: ignore[union-attr]
    warned = told(flagship, first, knowing(flagship, state, "briefing_out", "warned_deal"))["2-kim"]
    assert str(warned) == f"{same.odds.percent - 5} %, down 5: a review of hurried deals was announced"  # type: ignore[union-attr]


def test_the_cause_moved_the_chance_in_its_own_direction(mini: Scenario) -> None:
    rules = weighed(mini, ("trust", "true", "trust"), ("-2 * harvest", "harvest > 3", "the harvest"))
    assert moved(rules, {"trust": 0, "harvest": 0}, {"trust": 9, "harvest": 4}) == "51 %, up 1: trust"
    assert moved(rules, {"trust": 0, "harvest": 0}, {"trust": 5, "harvest": 4}) == "47 %, down 3: the harvest"


def test_a_reason_that_is_gone_or_weighs_less_is_told_as_that(mini: Scenario) -> None:
    rules = weighed(mini, ("-20", "trust < 20", "nobody trusts"), ("9", "trust >= 30", "they trust"),
                    ("4", "trust >= 20", "they talk"), ("-harvest", "true", "the harvest"))  # fmt: skip
    rest = {"harvest": 5}
    assert moved(rules, {"trust": 10} | rest, {"trust": 20} | rest).endswith(
        "up 24: no longer “nobody trusts”"
    )
    assert moved(rules, {"trust": 20} | rest, {"trust": 30} | rest).endswith("up 9: they trust")
    assert moved(rules, {"trust": 30} | rest, {"trust": 20} | rest).endswith("down 9: no longer “they trust”")
    assert moved(rules, {"trust": 30, "harvest": 9}, {"trust": 30, "harvest": 4}).endswith(
        "up 5: “the harvest” weighs less"
    )


def test_one_deed_that_ends_a_reason_and_begins_another_is_told_by_what_is_there(mini: Scenario) -> None:
    rules = weighed(mini, ("-8", "trust < 20", "nobody was told"), ("5", "trust >= 20", "all were told"))
    assert moved(rules, {"trust": 10}, {"trust": 20}).endswith("up 13: all were told")


def test_a_change_without_a_reason_in_words_is_told_without_one(mini: Scenario) -> None:
    rules = weighed(mini, ("trust", "true", ""))
    assert moved(rules, {"trust": 0}, {"trust": 9}) == "59 %, up 9"
    rules = weighed(mini, odds="trust")
    assert moved(rules, {"trust": 20}, {"trust": 29}) == "29 %, up 9"


def test_what_moves_under_the_limit_of_odds_is_told(mini: Scenario) -> None:
    """Else a deed that helps what stands at the bottom would seem to be for nothing."""
    rules = weighed(mini, ("trust", "true", "trust"), odds="-60")
    least = rules.scenario.odds.min
    assert moved(rules, {"trust": 5}, {"trust": 20}) == f"{least} %, as before, though better: trust"
    assert moved(rules, {"trust": 20}, {"trust": 5}).startswith(f"{least} %, as before, though worse: ")
    assert moved(rules, {"trust": 5}, {"trust": 5}) == f"{least} %, as before"


def test_no_chance_is_told_where_nothing_is_asked(flagship: Rules) -> None:
    """What Washington did not sign does not fall with it; and who ends in war throws no dice."""
    state = at(
        flagship,
        5,
        agreements=(
            agreement("2-kim", 3, ("kim", "xi"), "moratorium"),
            agreement("3-kim", 4, PAIR, "liaison"),
        ),
    )
    assert set(told(flagship, state)) == {"3-kim"}
    record = TurnRecord(5, NOTHING, state)
    for view in (public_view(flagship, [record]), seat_view(flagship, [record], "xi")):
        assert [bool(a.chance) for a in view.agreements] == [False, True]
        assert [bool(a.outlook) for a in view.agreements] == [False, True]
    over = evolve(record, closing=evolve(state, ending=next(iter(flagship.scenario.endings))))
    assert chances(flagship, [over]) == {}


def finished(rules: Rules, *deals: tuple[str, int], parties: tuple[str, ...] = PAIR, seed: int) -> TurnRecord:
    """A last turn with agreements (term, since when), and some of what makes them last known to few."""
    made = tuple(
        agreement(f"{n}-kim", since, parties, term, kept=2) for n, (term, since) in enumerate(deals, 1)
    )
    state = evolve(at(rules, rules.last_turn), agreements=made)
    if "briefed" in rules.flag_index:
        state = knowing(rules, state, "briefed", "senate_ready", "in_room", "channel")
    closing, account = resolve(rules, state, quiet(rules, state), Dice(seed))
    return TurnRecord(state.turn, NOTHING, state, quiet(rules, state), account=account, closing=closing)


def test_the_last_dice_come_last_the_surest_first(mini: Scenario) -> None:
    """What all were most in doubt of is decided last; nobody can tell from the order how a die falls."""
    rules = weighed(mini, ("20", "has('power')", "power"), ("-20", "has('slow_fill')", "slow"))
    deals = ("slow_fill", 2), ("no_troops", 3), ("power", 4)
    fates = set()
    for seed in range(12):
        record = finished(rules, *deals, parties=("halden", "sarvia"), seed=seed)
        steps, dice = reveal(rules, record), last_dice(rules, record)
        assert steps[-3:] == dice
        assert not any(step.chance for step in steps[:-3])
        assert [step.chance.odds.percent for step in dice if step.chance] == [70, 50, 30]  # type: ignore[union-attr]
        held = {a.id: a for a in record.closing.agreements} if record.closing else {}
        said = {agreement_text(rules, held[id], (*held.values(),)) for id in ("1-kim", "2-kim", "3-kim")}
        assert {step.what for step in dice} == {f"Will {text} last?" for text in said}
        fates.add(tuple(step.sentence for step in dice))
    assert len(fates) > 3


def test_a_last_die_is_thrown_by_the_true_odds_beside_what_everybody_could_tell(flagship: Rules) -> None:
    fates = set()
    for seed in range(30):
        record = finished(flagship, ("moratorium", 3), seed=seed)
        (die,) = last_dice(flagship, record)
        assert record.account is not None
        (thrown,) = [e for e in record.account.entries if isinstance(e, Talk) and e.odds]
        assert die.odds is not None
        assert (die.odds.percent, die.odds.base, die.roll) == (thrown.odds, thrown.base, thrown.roll)
        assert [(f.add, f.because) for f in die.odds.factors] == [(r.add, r.because) for r in thrown.reasons]
        assert die.chance is not None
        assert "leading senators were sounded out" in {f.because for f in die.odds.factors}
        secret = {f.because for f in die.odds.factors} - {f.because for f in die.chance.odds.factors}  # type: ignore[union-attr]
        assert "Biden's team was briefed" in secret
        holds = thrown.roll < thrown.odds
        rule = flagship.scenario.durability
        assert die.sentence == (rule.survives if holds else rule.falls)
        fates.add(holds)
    assert fates == {True, False}


def test_agreements_of_one_turn_have_names_of_their_own(flagship: Rules) -> None:
    deals = [agreement(f"{n}-kim", since, PAIR, "liaison") for n, since in enumerate((3, 4, 3, 3, 3))]
    record = TurnRecord(5, NOTHING, at(flagship, 5, agreements=tuple(deals)))
    assert len({a.name for a in public_view(flagship, [record]).agreements}) == len(deals)


def test_no_news_tell_how_a_last_die_fell(flagship: Rules) -> None:
    rule = flagship.scenario.durability
    for seed in range(8):
        record = finished(flagship, ("moratorium", 3), seed=seed)
        for item in (*news(flagship, record), *dawn_news(flagship, record)):
            assert item.headline not in (rule.survives, rule.falls)
        (after,) = public_view(flagship, [record]).agreements
        assert after.outlook == f"{capital(after.name)}: {after.fate}"  # the last paper, after all of it
        assert after.fate == (rule.survives if after.survived else rule.falls)


@pytest.mark.parametrize("name", ["mini", "offer"])
def test_nothing_hidden_shines_through_the_chance(name: str, mini: Scenario) -> None:
    """Whatever nobody outside can know is changed at random; what everybody knows alone counts."""
    scenario = mini if name == "mini" else shipped("offer")
    rules = compile_rules(judged(scenario))
    signers = tuple(seat.id for seat in scenario.seats.values() if seat.may_sign)[:2]
    state = at(rules, 3, agreements=(agreement("1-x", 2, signers, next(iter(scenario.terms))),))
    seen_by_all, rng, known = told(rules, state), random.Random(5), 0
    assert seen_by_all["1-x"].odds.factors  # type: ignore[union-attr]
    for _ in range(150):
        secret = evolve(
            state,
            tracks=tuple(
                rng.choice([v for v in range(t.min, t.max + 1) if _alike(t, v, was)])
                for t, was in zip(scenario.tracks.values(), state.tracks, strict=True)
            ),
            flags=tuple(
                was if knows_flag(rules, id, PUBLIC) else rng.randrange(3)
                for id, was in zip(rules.flag_index, state.flags, strict=True)
            ),
            done=tuple(0 if knows_move(code.move, PUBLIC) else rng.randrange(3) for code in rules.moves),
            tried=tuple(0 if knows_move(code.move, PUBLIC) else rng.randrange(3) for code in rules.moves),
            mail=(Mail(1, signers[0], signers[1], "Soon."),) * rng.randrange(3),
            escalation=tuple(rng.randrange(9) for _ in rules.seats),
            fired=tuple(rng.randrange(2) for _ in state.fired),
            proposals=(Proposal("2-x", signers[0], (), signers, (), 2, 4, signed=signers[:1]),)
            * rng.randrange(2),
            pledges=(Pledge(signers[0], signers[1], rules.moves[0].move.id, True, 1, 3, "kept"),)
            * rng.randrange(2),
        )
        assert told(rules, secret) == seen_by_all
        x = rules.context(secret)
        known += durability(rules, x, secret.agreements[0]) != seen_by_all["1-x"].odds
    assert known > 140  # the truth is another nearly always


def _alike(track: Track, value: int, other: int) -> bool:
    return seen(track, PUBLIC) == "hidden" or bounds(track, PUBLIC, value) == bounds(track, PUBLIC, other)
