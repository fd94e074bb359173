"""Samples of what the state could be: true to what a seat knows, and blind to what it can't know."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.players import play
from tests.shipped import shipped_rules
from wargame.rules.belief import bounds, knows_flag, knows_move, sample, seen
from wargame.rules.compiled import Rules
from wargame.rules.scoring import points, score
from wargame.rules.state import Mail, Pledge, Proposal, State
from wargame.scenario.model import Event, Reaction
from wargame.session import Game

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"
SCENARIOS = (str(MINI), "offer")


@cache
def rules_of(name: str) -> Rules:
    return shipped_rules(name)


@cache
def state_of(name: str, seed: int, turns: int) -> State:
    game = play(Game.new(rules_of(name).scenario, seed=seed), seed, turns)
    return game.turns[-1].opening


def states() -> st.SearchStrategy[tuple[Rules, State]]:
    return st.builds(
        lambda name, seed, turns: (rules_of(name), state_of(name, seed, turns)),
        st.sampled_from(SCENARIOS),
        st.integers(0, 3),
        st.integers(0, 3),
    )


def disguised(rules: Rules, state: State, eye: str, rng: random.Random) -> State:
    """The state with everything changed that the eye can't know."""
    s = rules.scenario
    tracks = []
    for track, value in zip(s.tracks.values(), state.tracks, strict=True):
        same = [
            v
            for v in range(track.min, track.max + 1)
            if seen(track, eye) == "hidden" or bounds(track, eye, v) == bounds(track, eye, value)
        ]
        tracks.append(rng.choice(same))
    happenings: list[Event | Reaction] = [*s.events.values(), *s.reactions.values()]
    told = [bool(h.headline or h.text) or eye in h.cables for h in happenings]
    known = [knows_move(code.move, eye) for code in rules.moves]
    others = [seat for seat in rules.seats if seat != eye]
    one, two = others[0], others[1]
    secret = [m.id for m in s.moves.values() if m.seat == one and not knows_move(m, eye)]
    terms = tuple(list(s.terms)[:1])
    return evolve(
        state,
        tracks=tuple(tracks),
        flags=tuple(
            value if knows_flag(rules, id, eye) else rng.randint(0, state.turn)
            for id, value in zip(s.flags, state.flags, strict=True)
        ),
        done=tuple(n if k else rng.randint(0, 3) for n, k in zip(state.done, known, strict=True)),
        tried=tuple(n if k else rng.randint(0, 3) for n, k in zip(state.tried, known, strict=True)),
        fired=tuple(n if k else rng.randint(0, 3) for n, k in zip(state.fired, told, strict=True)),
        escalation=tuple(rng.randint(0, 99) for _ in rules.seats),
        hidden=tuple(
            h if seat == eye or not deck else rng.choice(deck)
            for (seat, deck), h in zip(rules.decks.items(), state.hidden, strict=True)
        ),
        mail=(*state.mail, Mail(state.turn - 1, one, two, "between us")),
        pledges=(
            *(
                evolve(p, status=rng.choice(("open", "kept", "broken")))
                if p.move in secret and p.seat == one and p.to == eye
                else p
                for p in state.pledges
            ),
            Pledge(one, two, next(m.id for m in s.moves.values() if m.seat == one), True, 1, 2),
        ),
        proposals=(
            *state.proposals,
            Proposal("secret", one, terms, (one, two), (), state.turn, state.turn + 1),
        ),
        asked=tuple(
            evolve(a, answers=tuple((seat, rng.randint(0, 100)) for seat in others)) for a in state.asked
        ),
    )


@settings(max_examples=60, deadline=None)
@given(states(), st.integers(0, 10**6))
def test_what_a_seat_can_not_know_changes_no_sample(case: tuple[Rules, State], seed: int) -> None:
    rules, state = case
    for eye in rules.seats:
        changed = disguised(rules, state, eye, random.Random(seed))
        assert changed != state
        assert sample(rules, changed, eye, random.Random(seed)) == sample(
            rules, state, eye, random.Random(seed)
        )


@settings(max_examples=40, deadline=None)
@given(states(), st.integers(0, 10**6))
def test_samples_agree_with_what_a_seat_knows(case: tuple[Rules, State], seed: int) -> None:
    rules, state = case
    for n, eye in enumerate(rules.seats):
        drawn = sample(rules, state, eye, random.Random(seed))
        for track, value, true in zip(
            rules.scenario.tracks.values(), drawn.tracks, state.tracks, strict=True
        ):
            low, high = bounds(track, eye, true)
            assert low <= value <= high, track.id
        for id, value, true in zip(rules.scenario.flags, drawn.flags, state.flags, strict=True):
            assert value == true or not knows_flag(rules, id, eye), id
        assert drawn.hidden[n] == state.hidden[n]
        assert drawn.agreements == state.agreements
        assert [p for p in drawn.proposals if p.author == eye] == [
            p for p in state.proposals if p.author == eye
        ]
        assert drawn.escalation[n] == state.escalation[n]
        for (_, deck), hidden in zip(rules.decks.items(), drawn.hidden, strict=True):
            assert hidden in deck or not deck


@pytest.mark.parametrize("name", SCENARIOS, ids=["mini", "offer"])
def test_samples_reach_all_that_a_seat_holds_possible(name: str) -> None:
    rules, state = rules_of(name), state_of(name, 1, 1)
    for eye in rules.seats:
        rng = random.Random(1)
        drawn = [sample(rules, state, eye, rng) for _ in range(300)]
        for i, (seat, deck) in enumerate(rules.decks.items()):
            if seat != eye:
                assert {s.hidden[i] for s in drawn} == set(deck or {""})
        for i, track in enumerate(rules.scenario.tracks.values()):
            if seen(track, eye) != "exact":
                assert len({s.tracks[i] for s in drawn}) > 1, track.id


@pytest.mark.parametrize("name", SCENARIOS, ids=["mini", "offer"])
def test_points_are_scores(name: str) -> None:
    rules = rules_of(name)
    compared = 0
    for seed in range(4):
        game = play(Game.new(rules.scenario, seed=seed), seed)
        state = game.state
        for seat in rules.seats:
            assert points(rules, rules.context(state), seat) == score(rules, state, seat)[0]
            compared += 1
    assert compared == 4 * len(rules.seats)
