"""The policy ``planner``: it looks ahead from what its seat knows, in character, and says why.

It sees its seat's view and samples of what the state could be for all that the seat knows, never the state
or its dice. Looks ahead are games played to their end by a rollout policy for every seat, with luck of the
planner's own that is the same for every plan compared. The budget is a number of looks ahead, not a time, so
that the same game comes out on any machine.
"""

from __future__ import annotations

import random
from typing import Any

from attrs import evolve

from wargame.bots.planner.answers import best_answer
from wargame.bots.planner.letters import letters
from wargame.bots.planner.lookahead import Lookahead, Outcome
from wargame.bots.planner.moves import Chooser
from wargame.bots.planner.proposals import Negotiator
from wargame.bots.planner.reasons import reason
from wargame.bots.planner.rollout import RolloutPolicy
from wargame.bots.planner.utility import Utility
from wargame.bots.policy import PolicyError
from wargame.bots.unswept import unswept
from wargame.rules.orders import AnswerWord, Orders
from wargame.rules.views import ExchangeView, SeatView
from wargame.session.seat import SeatDoor

BUDGET = 300
"""Looks ahead for one decision, where the seating gives no other number."""
LEAST, MOST = 1, 100_000
ANSWER = 0.3
"""The share of the budget that an answer in an exchange takes."""
NEGOTIATION = 0.3
"""The share of the budget that words may take, where there is something to say."""


class Planner:
    """Plays a seat by looking ahead. ``played`` is how many looks ahead the newest decision took."""

    def __init__(self, door: SeatDoor, budget: int = BUDGET) -> None:
        self.budget = budget
        self.played = 0
        self._door = door
        self._rollout = RolloutPolicy.of(door.rules)
        self._utility = Utility(door.rules, door.id)

    @unswept()
    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return orders for the seat of ``view``: moves, words and a forecast, with the reason in ``why``."""
        rules, utility = self._door.rules, self._utility
        look = Lookahead(self._door, self._rollout, rng, self.budget)
        said = Negotiator(look, utility, view).negotiate(int(self.budget * NEGOTIATION))
        words = Orders(drafts=said.drafts, answers=said.answers, stances=said.stances)
        choice = Chooser(look, utility, view, words).choose(look.left)
        self.played = look.played
        orders = evolve(
            words,
            moves=choice.plan,
            letters=letters(utility, view, rng, choice, said.partners),
            forecast=_forecast(choice.outcomes) if view.forecast else None,
            why=reason(rules, utility, choice, said.reasons),
        )
        return self._legal(orders)

    @unswept()
    def answer(self, view: SeatView, exchange: ExchangeView, rng: random.Random) -> AnswerWord:
        """Return the answer in an exchange that comes out best."""
        look = Lookahead(self._door, self._rollout, rng, max(1, int(self.budget * ANSWER)))
        return best_answer(look, self._utility, self._door.exchanges(), self._door.ordered)

    def _legal(self, orders: Orders) -> Orders:
        """The orders; should they not be allowed, without the part that is not."""
        parts: Any = ({}, *({part: ()} for part in ("letters", "drafts", "stances", "answers")))
        bare = Orders(moves=orders.moves, why=orders.why)
        for less in (*(evolve(orders, **part) for part in parts), bare):
            if not self._door.problems(less):
                return less
        return evolve(self._door.default(), why=orders.why)


def make(door: SeatDoor, argument: str = "") -> Planner:
    """Return a planner for the seat of ``door``; the argument is its budget in looks ahead.

    Raises PolicyError for a wrong one.
    """
    return Planner(door, budget_of(argument))


def budget_of(argument: str) -> int:
    """Return the budget that stands behind the name: the 600 of ``planner:600``; the usual one for ``""``.

    Raises PolicyError for anything but a number from 1 to 100,000.
    """
    if not argument:
        return BUDGET
    if not (argument.isascii() and argument.isdecimal() and LEAST <= int(argument[:9]) <= MOST):
        raise PolicyError(
            f"planner:{argument} is no planner: its budget is a number of looks ahead from {LEAST} to "
            f"{MOST:,}, such as planner:600."
        )
    return int(argument)


def _forecast(outcomes: tuple[Outcome, ...]) -> int | None:
    """How often it came out so in the looks ahead of the best plan, in percent, never quite certain."""
    known = [outcome.forecast for outcome in outcomes if outcome.forecast is not None]
    return (100 * (sum(known) + 1) + (len(known) + 2) // 2) // (len(known) + 2) if known else None
