"""Which moves to order: single ones are tried first, then sets of the best of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from wargame.bots.planner.halving import Trial, halve
from wargame.bots.planner.lookahead import Look, Lookahead, Outcome
from wargame.bots.planner.utility import Utility
from wargame.rules.orders import Order, Orders
from wargame.rules.scoring import total
from wargame.rules.state import evolve
from wargame.rules.views import SeatView
from wargame.values import frozen

Plan = tuple[Order, ...]
"""Moves for one turn."""

MAX_SINGLES, MAX_SETS = 30, 22
BEST = 6
"""How many single plans sets are made of."""
SINGLES = 0.45
"""The share of the budget that goes to single moves where a seat may order more than one."""
PLAYS = 4
"""How many looks ahead a set gets in the mean, where the budget reaches. Single moves get one each
first: with the same luck for all that tells much, and a move that is never tried is never ordered."""


@frozen
class Choice:
    """The plans that were tried, best first, with what came of them. There is at least one."""

    trials: tuple[Trial[Plan, Outcome], ...]

    @property
    def plan(self) -> Plan:
        """The best plan."""
        return self.trials[0].candidate

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the best plan came to."""
        return tuple(self.trials[0].results)


class Chooser:
    """Chooses moves for one decision. ``words`` are the orders without moves that go with every plan."""

    def __init__(self, look: Lookahead, utility: Utility, view: SeatView, words: Orders) -> None:
        self.look = look
        self.utility = utility
        self.view = view
        self.words = words
        rules = look.rules
        x = rules.context(look.world(0).state)
        open_now = {move.id for move in view.moves if not move.closed}
        self.weights = {
            rules.move_ids[i]: w
            for i, w in look.rollout.weights(utility.seat, x)
            if rules.move_ids[i] in open_now
        }
        self._costs = {move.id: move.cost if view.resource else 0 for move in view.moves}
        self._found: dict[tuple[Plan, int], Outcome] = {}

    def choose(self, budget: int) -> Choice:
        """Try plans with at most ``budget`` looks ahead."""
        singles = self._singles(budget)
        if self.view.allowance < 2 or len(singles) < 3:
            return Choice(tuple(self._halve(singles, budget)))
        first = int(budget * SINGLES)
        ranked = self._halve(singles, first, keep=BEST)
        return Choice(tuple(self._halve(self._sets(ranked, budget), budget - first)))

    def _halve(
        self, trials: Sequence[Trial[Plan, Outcome]], budget: int, keep: int = 1
    ) -> list[Trial[Plan, Outcome]]:
        return halve(trials, self._play, self.utility.of, budget, keep)

    def _play(self, asked: Sequence[tuple[Plan, int]]) -> list[Outcome]:
        """Looks ahead at plans; what one came to as a single move, it comes to among the sets."""
        found, words = self._found, self.words
        new = [one for one in asked if one not in found]
        looks = self.look.play([Look(n, evolve(words, moves=plan)) for plan, n in new])
        found.update(zip(new, looks, strict=True))
        return [found[one] for one in asked]

    def _trial(self, plan: Plan) -> Trial[Plan, Outcome]:
        names = [order.move for order in plan]
        state, index = self.look.world(0).state, self.look.rules.move_index
        leanings = [(self.weights.get(name, 1.0), state.tried[index[name]]) for name in names]
        fondness = self.utility.fondness(leanings, self.view.allowance - len(plan))
        return Trial(plan, fondness + self.utility.kept(plan, state))

    def _singles(self, budget: int) -> list[Trial[Plan, Outcome]]:
        """Waiting and every single move, likeliest first; no more than the budget can tell apart."""
        index, variants = self.look.rules.move_index, self.look.rollout.variants
        moves = sorted(self.weights, key=lambda id: -self.weights[id])
        found = [(order,) for id in moves for order in variants[index[id]]]
        first = [plan for plan in found if plan[0] == variants[index[plan[0].move]][0]]
        others = [plan for plan in found if plan not in first]
        room = min(MAX_SINGLES, max(4, int(budget * SINGLES)))
        return [self._trial(plan) for plan in [(), *first, *others][:room]]

    @property
    def _left(self) -> int:
        return self.view.resource_left if self.view.resource else 0

    def _sets(self, ranked: Sequence[Trial[Plan, Outcome]], budget: int) -> list[Trial[Plan, Outcome]]:
        """Sets of the best single moves, in the order of what their parts promise together."""
        waiting = next(trial for trial in ranked if not trial.candidate)
        parts = [trial for trial in ranked if trial.candidate][:BEST]
        found: list[tuple[float, Plan]] = [(0.0, ())]
        for size in range(1, self.view.allowance + 1):
            for chosen in itertools.combinations(parts, size):
                plan = tuple(trial.candidate[0] for trial in chosen)
                if self._payable(plan):
                    found.append((total(self._gain(trial, waiting) for trial in chosen), plan))
        found.sort(key=lambda item: -item[0])
        room = min(MAX_SETS, max(3, budget // PLAYS))
        return [self._trial(plan) for _, plan in found[:room]]

    def _gain(self, trial: Trial[Plan, Outcome], waiting: Trial[Plan, Outcome]) -> float:
        """What a single move promised over waiting, in the worlds that both were tried in."""
        of = self.utility.of
        pairs = list(zip(trial.results, waiting.results, strict=False))
        gain = total(of(a) - of(b) for a, b in pairs) / len(pairs) if pairs else 0.0
        return gain + trial.handicap - waiting.handicap

    def _payable(self, plan: Plan) -> bool:
        names = [order.move for order in plan]
        cost = sum(self._costs[name] for name in names)
        return len(set(names)) == len(names) and (not self.view.resource or cost <= self._left)
