"""That library's own tests, run on our game. They need the extra ``wargame[pettingzoo]``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from attrs import evolve

pytest.importorskip("pettingzoo")

import numpy as np
from pettingzoo.test import parallel_api_test, parallel_seed_test

from wargame.bots.pettingzoo_env import WargameEnv
from wargame.rules.belief import sample
from wargame.rules.seat_views import seat_view

MINI = str(Path(__file__).parent.parent / "scenarios" / "mini.toml")


def test_it_passes_the_librarys_own_tests() -> None:
    parallel_api_test(WargameEnv(MINI), num_cycles=60)
    parallel_seed_test(lambda: WargameEnv(MINI), num_cycles=12)


def test_the_same_seed_and_actions_give_the_same_turns() -> None:
    """Said again in our own words, with the turns counted: a test of seeds that compares nothing proves
    nothing."""
    turns = 0
    for seed in range(8):
        one, other = WargameEnv(MINI), WargameEnv(MINI)
        seen, same = one.reset(seed=seed)[0], other.reset(seed=seed)[0]
        picks = np.random.default_rng(seed)
        while one.agents:
            actions = {}
            for agent, shown in seen.items():
                assert one.observation_space(agent).contains(shown)
                assert all((shown[k] == same[agent][k]).all() for k in shown)
                actions[agent] = int(picks.choice(np.flatnonzero(shown["action_mask"])))
            seen, rewards, over, _, _ = one.step(actions)
            same, rewards2, over2, _, _ = other.step(actions)
            assert (rewards, over) == (rewards2, over2)
            turns += 1
        assert all(0 <= reward <= 1 for reward in rewards.values())
    assert turns >= 16


def test_what_a_seat_cannot_know_is_not_in_its_observation() -> None:
    """Hidden tracks, flags and objectives are changed at random; the observation stays as it is."""
    compared = 0
    for seed in range(6):
        env = WargameEnv(MINI)
        seen = env.reset(seed=seed)[0]
        game, rules = env._game, env.rules
        assert game is not None
        record = game.turns[-1]
        for agent in env.agents:
            other = sample(rules, record.opening, agent, random.Random(seed))
            view = seat_view(rules, [evolve(record, opening=other)], agent)
            assert (env._observation(view)["observation"] == seen[agent]["observation"]).all()
            assert (env._observation(view)["action_mask"] == seen[agent]["action_mask"]).all()
            compared += other != record.opening
    assert compared >= 12
