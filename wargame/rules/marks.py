"""How orders would move a seat's own aims, as the seat reckons: the marks beside a choice.

Reckoned from the state that the seat believes in, one order after the other from there, each by its odds. An
offer counts as signed by all, an answer as the last one needed. What others do, and what comes of it later,
is not reckoned; but an agreement counts by how likely it is to last.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.ids import SeatId
from wargame.rules.belief import believed
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.diplomacy import Negotiations
from wargame.rules.lasting import durability
from wargame.rules.orders import Grade, Order, Orders
from wargame.rules.scoring import objectives_of
from wargame.rules.state import State, evolve

POINTS = (1, 6)
"""From how many points of an aim's 100 on there is one mark, and two."""

_NO_LEAK = [0, 2**64 - 1]
"""The dice of a seat's order: the grade is given, so the first does not count."""


def marks(rules: Rules, state: State, seat: SeatId, orders: Orders) -> tuple[tuple[str, int], ...]:
    """By the name of each of the seat's aims that the orders would move: -2 to 2, never 0."""
    belief = believed(rules, state, seat)
    before = _scores(rules, rules.context(belief), belief, seat)
    moved = [0.0] * len(before)
    for share, x in _worlds(rules, belief, seat, orders):
        for n, points in enumerate(_scores(rules, x, belief, seat)):
            moved[n] += share * (points - before[n])
    aims = objectives_of(rules, belief, seat)
    told = ((aim.name, _mark(points)) for aim, points in zip(aims, moved, strict=True))
    return tuple((name, mark) for name, mark in told if mark)


def _mark(points: float) -> int:
    size = sum(abs(points) >= least for least in POINTS)
    return size if points > 0 else -size


def _scores(rules: Rules, x: Context, state: State, seat: SeatId) -> list[float]:
    """What each of the seat's aims would be worth if the game ended so: what was agreed lasts by its odds."""
    codes = [rules.objectives[aim.id] for aim in objectives_of(rules, state, seat)]
    asked = [a for a in x.agreements if a.survived is None]
    odds = [durability(rules, x, a).percent if rules.asked(a.parties) else 100 for a in asked]
    chance = sum(odds) / len(odds) / 100 if odds else 1.0
    points, standing = [0.0] * len(codes), x.agreements
    for lasts, share in ((True, chance), (False, 1 - chance)):
        if share:
            x.agreements = [evolve(a, survived=lasts) if a.survived is None else a for a in standing]
            x.hold()
            for n, code in enumerate(codes):
                points[n] += share * min(max(code.score(x.t, x.f, x), 0), 100)
    return points


def _worlds(rules: Rules, state: State, seat: SeatId, orders: Orders) -> Iterator[tuple[float, Context]]:
    """What each order alone would make of the state, with its share of likelihood."""
    for order in orders.moves:
        code = rules.codes[order.move]
        x = _context(rules, state, order)
        chance = rules.odds[code.index](x.t, x.f, x)[1] / 100
        grades: tuple[tuple[Grade, float], ...] = (("success", chance), ("failure", 1 - chance))
        for grade, share in grades:
            if share:
                x = _context(rules, state, order)
                rules.acts[code.index](x.t, x.f, x, _NO_LEAK * len(rules.seats), 100, 0, grade, [])
                x.options = ()
                yield share, x
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


def _context(rules: Rules, state: State, order: Order) -> Context:
    """The state with one order being carried out."""
    code, x = rules.codes[order.move], rules.context(state)
    x.options, x.ordered = code.choices(order.options), frozenset({code.index})
    return x
