"""That library's own tests, run on our game. They need the extra ``wargame[pettingzoo]``."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pettingzoo")

import numpy as np
from pettingzoo.test import parallel_api_test, parallel_seed_test

from wargame.bots.pettingzoo_env import WargameEnv

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
