"""How orders would move a seat's own aims, as the seat reckons: the marks beside a choice.

Reckoned from the state that the seat believes in, each order alone and by its odds: what an aim would be
worth if the game ended so. An offer counts as signed by all, an answer as the last one needed, and whatever
is in force by how likely it is to last. What others do, and what an order makes possible later, is not
reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from wargame.ids import MoveId, PaperId, SeatId, TermId
from wargame.rules.belief import believed, seen
from wargame.rules.compiled import MoveCode, Rules
from wargame.rules.context import Context
from wargame.rules.diplomacy import Negotiations
from wargame.rules.lasting import durability
from wargame.rules.legality import closed_because
from wargame.rules.orders import Grade, Order, Orders, Ruling
from wargame.rules.scoring import objectives_of
from wargame.rules.state import Agreement, State, evolve
from wargame.rules.terms import open_terms
from wargame.rules.views import GainsView
from wargame.scenario.model import Track

POINTS = (0.3, 4)
"""From how many points of an aim's 100 on there is one mark, and two."""

_NO_LEAK = [0, 2**64 - 1]
"""The dice of a seat's order: the grade is given, so the first does not count."""

LASTS = "How likely a deal lasts"
"""What the odds that an agreement outlives the last turn are called among the means."""

_WORDS = re.compile(r"\w+")

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
        return _told((aim.name, points) for aim, points in zip(self.aims, moved, strict=True))

    def gains(self, order: Order) -> GainsView:
        """What a move would do to the aims, and what else is in it for the seat, whatever it costs."""
        orders = Orders((order,))
        worlds = list(self._worlds(orders))
        moved = dict.fromkeys(self._before, 0.0)
        for share, x in worlds:
            if self._paid is not None:
                x.t[self._paid] += self.rules.codes[order.move].cost  # that is told in its place
            for name, value in self._means(x).items():
                moved[name] += share * (value - self._before[name])
        (moves, terms), (moves_then, terms_then) = self._doors, self._open(worlds[0][1])
        s = self.rules.scenario
        return GainsView(
            aims=self.marks(orders),
            means=_told(moved.items()),
            opens=tuple(s.moves[id].name for id in moves_then if id not in moves),
            shuts=tuple(s.moves[id].name for id in moves if id not in moves_then and id != order.move),
            terms=tuple(s.terms[id].name for id in terms_then if id not in terms),
        )

    @cached_property
    def _paid(self) -> int | None:
        """The track that the seat pays with."""
        return self.rules.resources[self.rules.seat_index[self.seat]]

    @cached_property
    def _before(self) -> dict[str, float]:
        return self._means(self.rules.context(self.state))

    @cached_property
    def _doors(self) -> tuple[tuple[MoveId, ...], tuple[TermId, ...]]:
        return self._open(self.rules.context(self.state))

    def _means(self, x: Context) -> dict[str, float]:
        """What serves aims later, by name, more being better: what the seat pays with; what the odds of deals
        rest on out of its sight; how likely a deal lasts, one in force or else an empty one of all."""
        rules, rests = self.rules, self._rests
        means = {track.name: x.t[n] * sign for n, track, sign in rests}
        papers = [a for a in x.agreements if a.survived is None and rules.asked(a.parties)]
        signers = tuple(id for id, seat in rules.scenario.seats.items() if seat.may_sign)
        if not papers and signers and rules.asked(signers):
            papers = [Agreement(PaperId(""), self.seat, (), signers, x.turn, ())]
        if papers:
            means[LASTS] = sum(durability(rules, x, a).percent for a in papers) / len(papers)
        return means

    @cached_property
    def _rests(self) -> list[tuple[int, Track, float]]:
        s = self.rules.scenario
        named = {word for f in s.durability.factors for word in _WORDS.findall(f"{f.when} {f.add}")}
        return [
            (n, track, -1.0 if track.good == "down" else 1.0)
            for n, (id, track) in enumerate(s.tracks.items())
            if n == self._paid or (id in named and track.good and seen(track, self.seat) == "hidden")
        ]

    def _open(self, x: Context) -> tuple[tuple[MoveId, ...], tuple[TermId, ...]]:
        """The seat's moves that are open, and the terms if it may sign; an id can be that of one of each."""
        rules = self.rules
        moves = (c for c in rules.moves if c.move.seat == self.seat and not closed_because(rules, x, c))
        signs = rules.scenario.seats[self.seat].may_sign
        terms = (c.term.id for c in open_terms(rules.terms.values(), x)) if signs else ()
        return tuple(c.move.id for c in moves), tuple(terms)

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
                    yield share, self._done(code, order, grade)
        if orders.drafts or orders.stances or any(answer.answer == "sign" for answer in orders.answers):
            x = rules.context(state)
            talks = Negotiations(rules, x, None)
            signed = {answer.proposal for answer in orders.answers if answer.answer == "sign"}
            talks.speak([(seat, orders)])
            talks.propose([(seat, orders)])
            for n, offer in enumerate(talks.proposals):
                if offer.id in signed or n >= len(state.proposals):
                    talks.proposals[n] = evolve(offer, signed=offer.parties)
            talks.answer(())
            yield 1.0, x

    def _done(self, code: MoveCode, order: Order, grade: Grade) -> Context:
        """The state after a move, as it comes out."""
        x = self.rules.context(self.state)
        x.options, x.ordered = code.choices(order.options), frozenset({code.index})
        lanes, ruling = _NO_LEAK * len(self.rules.seats), Ruling(self.seat, 0, "", grade=grade)
        self.rules.acts[code.index](x.t, x.f, x, lanes, (100, 100, ()), 0, 0, order, ruling)
        x.options = ()
        return x


def _told(moved: Iterable[tuple[str, float]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, mark) for name, points in moved if (mark := _mark(points)))


def _mark(points: float) -> int:
    size = sum(abs(points) >= least for least in POINTS)
    return size if points > 0 else -size
