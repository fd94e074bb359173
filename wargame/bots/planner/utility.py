"""What a planner wants in character: how its persona weighs ends, haste, its own word and its leanings.

Only +, -, * and / are used, so that every machine comes to the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.bots.planner.lookahead import PATIENT, Outcome
from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.orders import Order
from wargame.rules.state import State

LEANING = 1.0
"""Points of score for which the strongest leaning would go against a better end."""
WORD = 6.0
"""Points that the own word is worth to somebody who shuns all risk; half of it to the boldest."""
TEDIUM, TIRED = 0.15, 5
"""Points that a move loses each time it has been ordered, and for how many times at most: nobody likes to do
the same thing turn after turn, or to be so easily foreseen."""
SIGNATURE = 1.5
"""Points that an agreement has to bring before somebody of middling patience signs it."""
WORTH = 0.5
"""Points of score for each point that an agreement's terms are worth, besides what they score."""


class Utility:
    """The judgement of one seat."""

    def __init__(self, rules: Rules, seat: SeatId) -> None:
        persona = rules.scenario.seats[seat].persona
        self.rules = rules
        self.seat = seat
        self.patience = persona.patience
        self.risk = persona.risk
        self._curve = (50 - persona.risk) / 100
        self._haste = max(0, PATIENT - persona.patience) / 200

    def of(self, outcome: Outcome) -> float:
        """What an end is worth, 0 to 100: the own score, bent by how risk is taken, and for the impatient
        mixed with how things stand after this turn."""
        value = outcome.score * (1 - self._haste) + outcome.near * self._haste
        return value + self._curve * value * (100 - value) / 100

    def fondness(self, leanings: Iterable[tuple[float, int]], empty: int) -> float:
        """What leanings add to a set of moves that leaves ``empty`` slots free, in points.

        ``leanings`` has for each move how much the seat leans to it (1: neither way) and how often it has
        ordered it.
        """
        total = max(0, self.patience - 50) / 50 * empty
        for weight, tried in leanings:
            total += LEANING * (weight - 1) / (weight + 1) - TEDIUM * min(tried, TIRED)
        return total

    @property
    def word(self) -> float:
        """Points that it costs to break the own word."""
        return WORD * (200 - self.risk) / 200

    def kept(self, plan: Sequence[Order], state: State) -> float:
        """What these orders of one turn do to the own word, in points: promises in letters, and the
        clauses of agreements."""
        total, moves = 0.0, [order.move for order in plan]
        for pledge in state.pledges:
            if pledge.seat == self.seat and pledge.status == "open":
                if pledge.move in moves:
                    total += self.word / 2 if pledge.will else -self.word
                elif pledge.will and pledge.by <= state.turn:
                    total -= self.word
        index = self.rules.move_index
        ordered = {index[move] for move in moves}
        for agreement in state.agreements:
            for id, kept in zip(agreement.terms, agreement.kept, strict=True):
                code = self.rules.terms[id]
                if any(breach[0] == id for breach in agreement.breaches):
                    continue
                if self.seat in code.term.by and code.broken_by & ordered:
                    total -= self.word
                if not kept and any(code.performed(self.rules.codes[order.move], order) for order in plan):
                    total += self.word / 2
        return total

    @property
    def price(self) -> float:
        """Points that an agreement has to bring before it is signed: more for the patient, who may wait
        for a better one, less than nothing for the most impatient."""
        return SIGNATURE + (self.patience - 50) / 25
