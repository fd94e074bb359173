"""Parts of the planner: halving, character, drafts, and what it says of its reasons."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.players import play as play_turns
from tests.shipped import shipped_rules
from wargame.bots.planner import Planner, halving
from wargame.bots.planner.halving import LEAST, Trial, challenge, halve
from wargame.bots.planner.lookahead import Look, Lookahead, Outcome
from wargame.bots.planner.moves import Chooser
from wargame.bots.planner.rollout import RolloutPolicy, fits
from wargame.bots.planner.utility import Utility
from wargame.bots.runner import choose
from wargame.ids import ChoiceId, MoveId, OptionId, TermId
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Answer, Order, Orders
from wargame.rules.state import Agreement
from wargame.rules.terms import together
from wargame.scenario.model import Persona, Scenario
from wargame.session import Game


def character(scenario: Scenario, seat: str, **persona: object) -> Scenario:
    seats = {**scenario.seats, seat: evolve(scenario.seats[seat], persona=Persona(**persona))}
    return evolve(scenario, seats=seats)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20), st.integers(0, 200), st.integers(1, 6))
def test_halving_keeps_to_its_budget_and_gives_all_the_same_luck(
    values: list[int], budget: int, keep: int
) -> None:
    played: list[tuple[int, int]] = []

    def play(asked: Sequence[tuple[int, int]]) -> list[int]:
        played.extend(asked)
        return [values[candidate] for candidate, _ in asked]

    ranked = halve([Trial[int, int](i) for i in range(len(values))], play, float, budget, keep)
    assert len(played) == len(set(played)) <= budget
    assert sorted(trial.candidate for trial in ranked) == list(range(len(values)))
    for trial in ranked:
        assert [n for candidate, n in played if candidate == trial.candidate] == list(
            range(len(trial.results))
        )
    assert [len(t.results) for t in ranked] == sorted((len(t.results) for t in ranked), reverse=True)
    if budget >= len(values) * 6:
        assert values[ranked[0].candidate] == max(values)


@given(st.lists(st.sampled_from((-3, -1, 1, 3)), min_size=1, max_size=3), st.integers(0, 12))
def test_a_question_is_over_once_it_is_decided_and_gives_all_the_same_luck(
    gains: list[int], worlds: int
) -> None:
    played: list[tuple[int, int]] = []

    def play(asked: Sequence[tuple[int, int]]) -> list[int]:
        played.extend(asked)
        return [50 + 10 * gain + n for gain, n in asked]

    base, trials = Trial[int, int](0), [Trial[int, int](gain) for gain in gains]
    challenge(base, trials, play, float, worlds)
    for trial in trials:
        assert trial.results == [end + 10 * trial.candidate for end in base.results[: len(trial.results)]]
        assert trial.over(base) == (10 * trial.candidate if worlds else 0)
    assert len(played) == len(base.results) + sum(len(trial.results) for trial in trials)
    better = sum(gain > 0 for gain in gains)
    assert len(base.results) == (worlds if better > 1 else min(LEAST, worlds))


@given(st.integers(1, 12), st.integers(0, 120), st.integers(1, 6), st.integers(0, 10**6))
def test_worlds_are_played_together_only_where_nobody_can_leave_between_them(
    many: int, budget: int, keep: int, seed: int
) -> None:
    def play(asked: Sequence[tuple[int, int]]) -> list[int]:
        return [random.Random(f"{seed}/{n}/{one}").randrange(3) + 8 * (one % 3) for one, n in asked]

    def singly(trials: Any, play: Any, value: Any, most: int) -> Iterator[None]:
        return tries(trials, play, value, 1)

    tries, found = halving._tries, []
    for way in (tries, singly):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(halving, "_tries", way)
            trials = [Trial[int, int](i) for i in range(many)]
            ranked = halve(trials, play, float, budget, keep)
            base, others = Trial[int, int](0), [Trial[int, int](i) for i in range(1, many + 1)]
            challenge(base, others, play, float, budget)
            found.append([(t.candidate, t.values) for t in (*ranked, base, *others)])
    assert found[0] == found[1]


def test_looks_ahead_come_to_the_same_alone_and_abreast() -> None:
    game = play_turns(Game.new(shipped_rules("offer"), seed=3), 1, 2)
    look = Lookahead(game.seat("kim"), RolloutPolicy(game.rules), random.Random(1), 100)
    moves = [move.id for move in game.view("kim").moves if not move.closed]
    looks = [Look(n % 3, Orders(moves=(Order(moves[n % len(moves)]),)) if n % 4 else None) for n in range(24)]
    together = look.play(looks)
    for one, found in zip(looks, together, strict=True):
        (alone,) = look.play([one])
        assert alone.end.snapshot() == found.end.snapshot()
        assert (alone.score, alone.near, alone.forecast) == (found.score, found.near, found.forecast)
    assert look.played == 2 * len(looks) == 100 - look.left


def test_a_clause_is_performed_only_by_the_deed_that_it_asks_for_and_until_it_was() -> None:
    rules = shipped_rules("offer")
    state = Game.new(rules, seed=1).state

    def worth(way: str, kept: int) -> float:
        paper = Agreement("1-kim", "kim", (TermId("remains"),), ("trump", "kim"), 1, (kept,))
        order = Order(MoveId("gesture"), ((OptionId("what"), ChoiceId(way)),))
        return Utility(rules, "kim").kept((order,), evolve(state, agreements=(paper,)))

    assert worth("bones", 0) > 0
    assert worth("families", 0) == 0
    assert worth("bones", 1) == 0


def test_what_a_persona_never_does_it_never_does(mini: Scenario) -> None:
    kept = character(mini, "halden", never=("fill_on",))
    ordered: dict[bool, set[str]] = {}
    for one in (mini, kept):
        ordered[one is kept] = set()
        for seed in range(4):
            game = Game.new(one, seed=seed)
            while not game.over:
                orders = choose(game, "halden", Planner(game.seat("halden"), 30))
                ordered[one is kept].update(order.move for order in orders.moves)
                game.commit("halden", orders)
                for seat in game.waiting:
                    game.commit(seat, game.default(seat))
                game.resolve()
    assert "fill_on" in ordered[False]
    assert "fill_on" not in ordered[True]
    assert ordered[True]


def test_risk_bends_what_an_end_is_worth_and_keeps_its_order(mini: Scenario) -> None:
    def worth(risk: int, score: int) -> float:
        rules = compile_rules(character(mini, "halden", risk=risk))
        x = rules.context(Game.new(mini, seed=1).record.opening)
        return Utility(rules, "halden").of(Outcome(score, score, x, None))

    for risk in (0, 50, 100):
        ends = [worth(risk, score) for score in range(0, 101, 10)]
        assert ends == sorted(ends)
    sure = {risk: worth(risk, 50) for risk in (0, 50, 100)}
    gamble = {risk: (worth(risk, 20) + worth(risk, 80)) / 2 for risk in (0, 50, 100)}
    assert sure[0] > gamble[0]
    assert sure[50] == gamble[50]
    assert sure[100] < gamble[100]


def test_no_draft_is_made_again_that_was_refused(mini: Scenario) -> None:
    drafts = 0
    for seed in range(8):
        game, made = Game.new(mini, seed=seed), set[frozenset[str]]()
        while not game.over:
            orders = choose(game, "sarvia", Planner(game.seat("sarvia"), 60))
            for draft in orders.drafts:
                assert frozenset(draft.terms) not in made
                made.add(frozenset(draft.terms))
                drafts += 1
            game.commit("sarvia", orders)
            refusals = tuple(Answer(p.id, "refuse") for p in game.view("halden").proposals if p.must_answer)
            game.commit("halden", Orders(answers=refusals))
            game.commit("commission", game.default("commission"))
            game.resolve()
    assert drafts >= 8


def test_drafts_of_the_rollout_policy_leave_everybody_better_off(rules: Rules, mini: Scenario) -> None:
    rollout, found = RolloutPolicy(rules), 0
    for seed in range(5):
        x = rules.context(Game.new(mini, seed=seed).record.opening)
        terms = rollout.package(("halden", "sarvia"), x)
        if terms:
            found += 1
            assert all(rules.worth(seat, terms, x) >= 1 for seat in ("halden", "sarvia"))
            assert all(fits(rules.terms[id], set(terms[:i]), x.held) for i, id in enumerate(terms))
    assert found


def test_a_draft_may_build_on_what_is_in_force_already(rules: Rules, mini: Scenario) -> None:
    power, state = rules.terms[TermId("power")], Game.new(mini, seed=1).record.opening
    paper = Agreement("1-halden", "halden", (TermId("slow_fill"),), ("halden", "sarvia"), 1, (0,))
    signed = rules.context(evolve(state, agreements=(paper,)))
    assert not fits(power, set(), rules.context(state).held)
    assert fits(power, {TermId("slow_fill")}, rules.context(state).held)
    assert fits(power, set(), signed.held)
    assert together((power,), signed)
    assert not together((power,), rules.context(state))


def test_the_rollout_policy_draws_as_it_leans_and_each_move_for_itself(
    rules: Rules, mini: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    rollout, x = RolloutPolicy(rules), rules.context(Game.new(mini, seed=1).record.opening)
    numbers = [rollout.numbers(f"{n}") for n in range(400)]
    seat = rules.seats[0]
    drawn = [rollout.orders(x, one)[seat].moves[:1] for one in numbers]
    weights = dict(rollout.weights(seat, x))
    counts = {i: sum(d[0].move == rules.move_ids[i] for d in drawn if d) for i in weights}
    total = sum(counts.values())
    for i, weight in weights.items():
        share = weight / sum(weights.values())
        assert abs(counts[i] / total - share) < 4 * (share * (1 - share) / total) ** 0.5 + 0.01
    other = next(i for i, w in weights.items() if counts[i])
    leanings = rules.playout.leanings
    monkeypatch.setitem(leanings, seat, tuple(one for one in leanings[seat] if one.number != other))
    rollout = RolloutPolicy(rules)
    numbers = [rollout.numbers(f"{n}") for n in range(400)]
    for one, before in zip(numbers, drawn, strict=True):
        if before and before[0].move != rules.move_ids[other]:
            assert rollout.orders(x, one)[seat].moves[:1] == before


def test_in_looks_ahead_what_is_due_is_done_in_the_way_that_was_agreed() -> None:
    rules = shipped_rules("offer")
    rollout, state = RolloutPolicy(rules), Game.new(rules, seed=1).state

    def ways(kept: int) -> list[ChoiceId]:
        paper = Agreement("1-kim", "kim", (TermId("remains"),), ("trump", "kim"), 1, (kept,))
        x = rules.context(evolve(state, agreements=(paper,)))
        turns = (rollout.orders(x, rollout.numbers(f"{n}"))["kim"] for n in range(100))
        return [
            order.options[0][1] for turn in turns for order in turn.moves if order.move == MoveId("gesture")
        ]

    due, done = ways(0), ways(1)
    assert set(due) == {"bones"}
    assert set(done) == {"bones", "families"}
    assert len(due) > 50 > len(done)


def test_every_open_move_is_tried() -> None:
    game = Game.new(shipped_rules("offer"), seed=1)
    view = game.view("kim")
    door = game.seat("kim")
    look = Lookahead(door, RolloutPolicy(door.rules), random.Random(1), 70)
    tried: set[str] = set()
    play = look.play

    def noted(looks: Iterable[Look]) -> list[Outcome]:
        looks = list(looks)
        tried.update(order.move for one in looks for order in (one.mine or Orders()).moves)
        return play(looks)

    look.play = noted  # type: ignore[method-assign]
    Chooser(look, Utility(door.rules, "kim"), view, Orders()).choose(70)
    assert tried == {move.id for move in view.moves if not move.closed}
    assert len(tried) > 10


def test_a_reason_counts_and_names_both_plans(mini: Scenario) -> None:
    said = []
    for seed in range(4):
        game = Game.new(mini, seed=seed)
        for seat in game.waiting:
            said.append(choose(game, seat, Planner(game.seat(seat), 80)).why)
    names = [move.name for move in mini.moves.values()]
    for why in said:
        assert re.match(r"In \d+ looks? ahead with the same luck, ", why), why
        assert any(name in why for name in names)
    assert any("; mostly because " in why for why in said)
