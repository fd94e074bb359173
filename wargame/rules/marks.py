"""How orders would move a seat's own aims, as the seat reckons: the marks beside a choice.

Reckoned from the state that the seat believes in, each order alone and by its odds: what an aim would be
worth if the game ended so. An offer counts as signed by all, an answer as the last one needed, and whatever
is in force by how likely it is to last. What others do, and what an order makes possible later, is not
reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.ids import SeatId
from wargame.rules.belief import believed
from wargame.rules.compiled import MoveCode, Rules
from wargame.rules.context import Context
from wargame.rules.diplomacy import Negotiations
from wargame.rules.lasting import durability
from wargame.rules.orders import Grade, Options, Orders
from wargame.rules.scoring import objectives_of
from wargame.rules.state import State, evolve

POINTS = (0.3, 4)
"""From how many points of an aim's 100 on there is one mark, and two."""

_NO_LEAK = [0, 2**64 - 1]
"""The dice of a seat's order: the grade is given, so the first does not count."""

Points = list[float]
"""One number for each of the seat's aims."""


class Aims:
    """The own aims of a seat in a state, and how orders would move them."""

    def __init__(self, rules: Rules, state: State, seat: SeatId) -> None:
        self.rules, self.seat = rules, seat
        self.state = believed(rules, state, seat)
        self.aims = objectives_of(rules, self.state, seat)
        self._codes = [rules.objectives[aim.id] for aim in self.aims]
        self._now = self._scores(rules.context(self.state))

    def marks(self, orders: Orders) -> tuple[tuple[str, int], ...]:
        """By the name of each aim that the orders would move: -2 to 2, never 0."""
        moved = [0.0] * len(self.aims)
        for share, x in self._worlds(orders):
            for n, points in enumerate(self._scores(x)):
                moved[n] += share * (points - self._now[n])
        told = ((aim.name, _mark(points)) for aim, points in zip(self.aims, moved, strict=True))
        return tuple((name, mark) for name, mark in told if mark)

    def _scores(self, x: Context) -> Points:
        """What each aim would be worth if the game ended so: what was agreed lasts by its odds."""
        asked = [a for a in x.agreements if a.survived is None]
        rules = self.rules
        odds = [durability(rules, x, a).percent if rules.asked(a.parties) else 100 for a in asked]
        chance = sum(odds) / len(odds) / 100 if odds else 1.0
        points, standing = [0.0] * len(self.aims), x.agreements
        for lasts, share in ((True, chance), (False, 1 - chance)):
            if share:
                x.agreements = [evolve(a, survived=lasts) if a.survived is None else a for a in standing]
                x.hold()
                for n, code in enumerate(self._codes):
                    points[n] += share * min(max(code.score(x.t, x.f, x), 0), 100)
        return points

    def _worlds(self, orders: Orders) -> Iterator[tuple[float, Context]]:
        """What each order alone would make of the state, with its share of likelihood."""
        rules, state, seat = self.rules, self.state, self.seat
        for order in orders.moves:
            code, x = rules.codes[order.move], rules.context(state)
            x.options = code.choices(order.options)
            chance = rules.odds[code.index](x.t, x.f, x)[1] / 100
            grades: tuple[tuple[Grade, float], ...] = (("success", chance), ("failure", 1 - chance))
            for grade, share in grades:
                if share:
                    yield share, self._done(code, order.options, grade)
        if orders.drafts or orders.stances or any(answer.answer == "sign" for answer in orders.answers):
            x = rules.context(state)
            talks = Negotiations(rules, x, {seat: orders}, None)
            signed = {answer.proposal for answer in orders.answers if answer.answer == "sign"}
            talks.speak([seat])
            talks.propose([seat])
            for n, offer in enumerate(talks.proposals):
                if offer.id in signed or n >= len(state.proposals):
                    talks.proposals[n] = evolve(offer, signed=offer.parties)
            talks.answer(())
            yield 1.0, x

    def _done(self, code: MoveCode, options: Options, grade: Grade) -> Context:
        """The state after a move, as it comes out."""
        x = self.rules.context(self.state)
        x.options, x.ordered = code.choices(options), frozenset({code.index})
        self.rules.acts[code.index](x.t, x.f, x, _NO_LEAK * len(self.rules.seats), 100, 0, grade, [])
        x.options = ()
        return x


def _mark(points: float) -> int:
    size = sum(abs(points) >= least for least in POINTS)
    return size if points > 0 else -size
