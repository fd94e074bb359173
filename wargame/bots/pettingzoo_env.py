"""The game as a PettingZoo environment, for people who train or test players with that library.

Optional: ``pip install "wargame[pettingzoo]"``. Every seat is an agent; a step is a turn. An agent orders one
move, or nothing; words and agreements are left out. It observes only what its seat's view holds.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from gymnasium.spaces import Box, Dict, Discrete
from pettingzoo import ParallelEnv

from wargame.bots.random_policy import RandomPolicy
from wargame.bots.runner import answer_waiting
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order, Orders
from wargame.rules.views import SeatView
from wargame.scenario import load
from wargame.session import Game
from wargame.session.seat import SeatDoor

Observation = dict[str, Any]


class WargameEnv(ParallelEnv):  # type: ignore[misc]  # the library has no types
    """A scenario as a parallel environment.

    Action 0 is to order nothing, action n the seat's move n in the order of the scenario. An observation
    is a dict: ``observation`` holds the turn as a share of all, for each track the lowest and highest
    value that the seat knows it to have, as shares of its range, what is left of the seat's resource as a
    share of its track's maximum, and for each flag whether the seat knows it to be set; ``action_mask``
    is 1 for what can be ordered now. The reward is the seat's score, 0 to 1, when the game ends, and 0
    before. An action that can't be ordered counts as nothing. Exchanges are answered for the agents as by
    ``random``, by the weights that the scenario gives its answers.
    """

    metadata = {"name": "wargame_v0", "render_modes": []}  # noqa: RUF012 - as PettingZoo declares it
    render_mode = None

    def __init__(self, scenario: str = "offer") -> None:
        self.rules: Rules = compile_rules(load(scenario))
        self.possible_agents: list[str] = list(self.rules.seats)
        self.agents: list[str] = []
        self._moves = {
            seat: [m.id for m in self.rules.scenario.moves.values() if m.seat == seat]
            for seat in self.possible_agents
        }
        self._size = 2 + 2 * len(self.rules.scenario.tracks) + len(self.rules.scenario.flags)
        self._seeds = np.random.default_rng()
        self._game: Game | None = None

    @cache  # noqa: B019 - the library asks for the same object every time
    def observation_space(self, agent: str) -> Dict:
        """What an agent can observe."""
        actions = len(self._moves[agent]) + 1
        return Dict(
            {
                "observation": Box(0.0, 1.0, (self._size,), np.float32),
                "action_mask": Box(0, 1, (actions,), np.int8),
            }
        )

    @cache  # noqa: B019
    def action_space(self, agent: str) -> Discrete:
        """What an agent can do."""
        return Discrete(len(self._moves[agent]) + 1)

    def reset(
        self, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Observation], dict[str, dict[str, Any]]]:
        """Begins a game; the same seed and the same actions give the same game."""
        if seed is not None:
            self._seeds = np.random.default_rng(seed)
        self._game = Game.new(self.rules, seed=int(self._seeds.integers(10**9)))
        self.agents = self.possible_agents[:]
        return self._observe(), {agent: {} for agent in self.agents}

    def step(
        self, actions: dict[str, int]
    ) -> tuple[
        dict[str, Observation],
        dict[str, float],
        dict[str, bool],
        dict[str, bool],
        dict[str, dict[str, Any]],
    ]:
        """Resolves a turn."""
        game = self._game
        if game is None or not self.agents:
            raise RuntimeError("Call reset() first.")
        for agent in self.agents:
            door = game.seat(agent)
            door.commit(self._orders(door, int(actions.get(agent, 0))))
        answer_waiting(game, {agent: RandomPolicy() for agent in self.agents})
        game.resolve()
        agents, over = self.agents, game.over
        seen, scores = self._observe(), dict.fromkeys(agents, 0.0)
        if over:
            scores |= {s.seat.id: s.score / 100 for s in game.end().scores}
            self.agents = []
        flags = dict.fromkeys(agents, over)
        return seen, scores, flags, dict.fromkeys(agents, False), {agent: {} for agent in agents}

    def _orders(self, door: SeatDoor, action: int) -> Orders:
        moves = self._moves[door.id]
        if not 1 <= action <= len(moves):
            return Orders()
        orders = Orders(moves=(Order(moves[action - 1]),))
        return Orders() if door.problems(orders) else orders

    def _observe(self) -> dict[str, Observation]:
        assert self._game is not None
        return {agent: self._observation(self._game.seat(agent).view()) for agent in self.agents}

    def _observation(self, view: SeatView) -> Observation:
        tracks = self.rules.scenario.tracks
        values = [view.turn.number / view.turn.of]
        resource = self.rules.scenario.seats[view.seat.id].resource
        values.append(view.resource_left / tracks[resource].max if resource else 0.0)
        for shown in view.tracks:
            track = tracks[shown.id]
            width = max(track.max - track.min, 1)
            values += [(shown.low - track.min) / width, (shown.high - track.min) / width]
        known = {name for name, _ in view.flags}
        values += [float(flag.name in known) for flag in self.rules.scenario.flags.values()]
        mask = [1, *(int(not move.closed and not view.over) for move in view.moves)]
        return {
            "observation": np.clip(np.array(values, np.float32), 0, 1),
            "action_mask": np.array(mask, np.int8),
        }
