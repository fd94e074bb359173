"""How every seat plays in a look ahead: quickly, in character, with as much sense as a drawn number has.

Moves are drawn by the persona's leaning, made rarer the more severe they are, so that seats of a scenario
without personas lean away from force too. Drafts are made where every party would gain by the worth of the
terms, signed by those who gain, and what is signed is more likely done than not. There are no letters.

All chance comes from the numbers of the turn, one for every seat, move and purpose: two looks ahead with the
same numbers differ only in what follows from their difference.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import shake_128
from operator import add, itemgetter
from struct import Struct
from typing import NamedTuple

from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.compiled import Condition, Rules, TermCode, Value
from wargame.rules.context import Context
from wargame.rules.orders import Answer, Draft, Order, Orders, Stance
from wargame.rules.terms import unmet
from wargame.scenario.model import Move

CAUTION = {
    "de-escalation": 1.2,
    "status-quo": 1.0,
    "posturing": 0.7,
    "non-violent": 0.35,
    "violent": 0.06,
    "nuclear": 0.01,
}
"""What a leaning is multiplied with for a move of each severity. A designer's judgement."""

MAX_VARIANTS = 6
DEED, BREACH = 6.0, 0.05
"""How much likelier a move is that performs a term signed, and one that breaks it."""
DRAFTS = 0.3
"""How likely it is in a turn without an open proposal that one is thought about."""
SPEAK = 0.5
"""How likely a seat that can't sign says what it thinks of an agreement in a turn."""
LIKED, DISLIKED = 3, -4
"""Worth from which such a seat speaks for an agreement, and against it."""
MAX_TERMS = 4
"""How many terms a draft has at most."""
NOTHING = Orders()
ROOM = 1 << 16
"""From how many values a random number is drawn."""
STEPS = 4096
RACE = tuple(round(-math.log((n + 0.5) / STEPS), 6) for n in range(STEPS))
"""Running times whose shares of the first place are as the leanings (exponential ones), in even steps and
rounded, so that every machine has the same."""


Race = list[tuple[float, int, Condition, Value | None, float]]
"""The moves that may be ordered in a turn, the fastest first: how long each needs at least, its number,
whether it is open, what its time is divided by (None where that has been done), its time before that."""


class TurnNumbers(NamedTuple):
    """The chance of one turn: for each seat how many slots it fills and the race of its moves, for each move
    its time before any leaning that may change and its variant, and the numbers for a draft (three) and each
    seat's word, from 0 to ``ROOM``. ``bound`` keeps races among agreements."""

    slots: tuple[int, ...]
    races: list[Race]
    times: list[float]
    variant: list[int]
    words: tuple[int, ...]
    bound: dict[tuple[object, ...], list[Race]]


class RolloutPolicy:
    """How seats play in the looks ahead of one scenario. It keeps nothing of the games it plays."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        seats, terms = rules.scenario.seats, rules.terms
        self.variants = tuple(variants(code.move) for code in rules.moves)
        self._costs = [code.cost for code in rules.moves]
        self._idle = [int(ROOM * (0.08 + seats[seat].persona.patience * 0.002)) for seat in rules.seats]
        self._allowed = [seats[seat].moves for seat in rules.seats]
        self._drawn = Struct(f"<{sum(self._allowed) + 2 * len(rules.moves) + 3 + len(rules.seats)}H")
        self.signers = tuple(seat for seat in rules.seats if seats[seat].may_sign)
        self._speakers = tuple((n, seat) for n, seat in enumerate(rules.seats) if not seats[seat].may_sign)
        self._terms = tuple(
            code for code in terms.values() if code.term.by and set(code.term.by) <= set(self.signers)
        )
        self._bonds = {
            id: (dict.fromkeys(code.broken_by, BREACH), dict.fromkeys(code.performed_by, DEED))
            for id, code in terms.items()
        }
        self._orders: dict[tuple[tuple[int, int], ...], Orders] = {}
        self._between: dict[tuple[SeatId, ...], list[TermCode]] = {}

    @cached_property
    def _weights(self) -> list[float]:
        """How fast each move is in the mean, before any leaning that may change."""
        weights = [CAUTION[code.move.severity] for code in self.rules.moves]
        for one in itertools.chain(*self.rules.playout.leanings.values()):
            if one.leaning is None:
                weights[one.number] *= one.most
        return weights

    def numbers(self, key: str) -> TurnNumbers:
        """The chance of one turn, the same for the same key."""
        drawn = self._drawn.unpack(shake_128(key.encode()).digest(self._drawn.size))
        place, slots = 0, []
        for idle, allowed in zip(self._idle, self._allowed, strict=True):
            slots.append(sum([number >= idle for number in drawn[place : place + allowed]]))
            place += allowed
        last = place + len(self._weights)
        words = last + len(self._weights)
        times = [RACE[n >> 4] / weight for n, weight in zip(drawn[place:last], self._weights, strict=True)]
        variant = [n * len(ways) // ROOM for n, ways in zip(drawn[last:words], self.variants, strict=True)]
        return TurnNumbers(tuple(slots), self._races(times, {}), times, variant, drawn[words:], {})

    def turn(self, x: Context, numbers: TurnNumbers) -> dict[SeatId, Orders]:
        """What every seat orders in the turn in which ``x`` stands.

        A seat's open moves run a race in which each has its own number, shorter the more is leant to it; so a
        change in one of them moves none of the others.
        """
        races = self._bound_races(x, numbers) if x.agreements else numbers.races
        orders = {}
        for n, seat in enumerate(self.rules.seats):
            wanted = numbers.slots[n]
            orders[seat] = self._first(n, x, races[n], wanted, numbers.variant) if wanted else NOTHING
        if self._terms:
            self._talk(x, numbers.words, orders)
        return orders

    def weights(self, seat: SeatId, x: Context) -> list[tuple[int, float]]:
        """The moves that the seat would order now, with how likely each is against the others."""
        found = []
        for one in self.rules.playout.leanings[seat]:
            if one.open(x.t, x.f, x):
                leant = one.leaning(x.t, x.f, x) if one.leaning else 1
                if leant > 0:
                    found.append((one.number, 1 / (1 / self._weights[one.number] / leant)))
        return found

    # -- moves ----------------------------------------------------------------------------------------

    def _first(self, n: int, x: Context, race: Race, wanted: int, variant: Sequence[int]) -> Orders:
        """Orders of the open moves that come in first, as far as they can be paid together. No more of them
        are looked at than could be among the first."""
        t, f, last = x.t, x.f, math.inf
        first: list[tuple[float, int]] = []
        for time, i, is_open, leaning, before in race:
            if time > last:
                break
            if is_open(t, f, x):
                if leaning is not None:
                    leant = leaning(t, f, x)
                    if leant <= 0:
                        continue
                    time = before / leant
                first.append((time, i))
                if len(first) >= wanted:
                    first.sort()
                    del first[wanted:]
                    last = first[-1][0]
        if not first:
            return NOTHING
        chosen = [(i, variant[i]) for _, i in first]
        resource, costs = self.rules.resources[n], self._costs
        if resource is not None and len(chosen) > 1:
            left, all_of, chosen = t[resource], chosen, []
            for way in all_of:
                if costs[way[0]] <= left:
                    left -= costs[way[0]]
                    chosen.append(way)
        key = tuple(chosen)
        orders = self._orders.get(key)
        if orders is None:
            moves = tuple(self.variants[i][v] for i, v in key)
            orders = self._orders[key] = Orders(moves=self.rules.playout.plays.prepared(moves))
        return orders

    def _races(self, times: Sequence[float], factors: Mapping[int, float]) -> list[Race]:
        """The race of each seat, where some moves are so many times as fast."""
        races = []
        for of in self.rules.playout.leanings.values():
            race: Race = []
            for i, is_open, most, leaning in of:
                time = times[i] / factors[i] if i in factors else times[i]
                race.append((time if leaning is None else time / most, i, is_open, leaning, time))
            race.sort(key=itemgetter(0, 1))
            races.append(race)
        return races

    def _bound_races(self, x: Context, numbers: TurnNumbers) -> list[Race]:
        """The races among agreements that bind to some moves and forbid others."""
        key = tuple([(a.terms, tuple(map(bool, a.kept))) for a in x.agreements])
        races = numbers.bound.get(key)
        if races is None:
            races = numbers.bound[key] = self._races(numbers.times, self._bound(x))
        return races

    def _bound(self, x: Context) -> dict[int, float]:
        """What agreements do to the likelihood of moves."""
        factors: dict[int, float] = {}
        for agreement in x.agreements:
            for id, kept in zip(agreement.terms, agreement.kept, strict=True):
                breaches, deeds = self._bonds[id]
                factors.update(breaches)
                if deeds and not kept:
                    factors.update(deeds)
        return factors

    # -- words ----------------------------------------------------------------------------------------

    def _talk(self, x: Context, numbers: Sequence[int], orders: dict[SeatId, Orders]) -> None:
        """Adds answers, a draft and stances to a turn's orders."""
        waiting = False
        for p in x.proposals:
            if p.status == "open":
                waiting = True
                for seat in p.parties:
                    if seat not in p.signed:
                        answer = self._answer(seat, p.id, p.terms, x)
                        if answer is not None:
                            o = orders[seat]
                            orders[seat] = Orders(o.moves, answers=(*o.answers, answer), drafts=o.drafts)
        if not waiting and len(x.agreements) < 2 and numbers[0] < DRAFTS * ROOM:
            author = self.signers[numbers[1] * len(self.signers) // ROOM]
            draft = self._draft(author, x, numbers[2])
            if draft is not None:
                orders[author] = Orders(orders[author].moves, drafts=(draft,))
        if x.agreements:
            for n, seat in self._speakers:
                if numbers[3 + n] < SPEAK * ROOM:
                    self._speak(seat, x, orders)

    def _answer(self, seat: SeatId, id: PaperId, terms: Sequence[TermId], x: Context) -> Answer | None:
        worth = self.rules.worth(seat, terms, x)
        return Answer(id, "sign") if worth > 0 else Answer(id, "refuse") if worth < -1 else None

    def _speak(self, seat: SeatId, x: Context, orders: dict[SeatId, Orders]) -> None:
        if unmet(self.rules.stance_needs.get(seat, ()), x):
            return
        for a in x.agreements:
            if seat not in dict(a.stances):
                worth = self.rules.worth(seat, a.terms, x)
                if worth >= LIKED or worth <= DISLIKED:
                    stance = Stance(a.id, "endorse" if worth > 0 else "disown")
                    orders[seat] = Orders(orders[seat].moves, stances=(stance,))
                    return

    def _draft(self, author: SeatId, x: Context, number: int) -> Draft | None:
        """A draft for one other seat, or for all that can sign, if there is one by which everybody gains."""
        others = [seat for seat in self.signers if seat != author]
        if not others:
            return None
        place = number * (len(others) + 1) // ROOM
        seats = (author, others[place]) if place < len(others) else (author, *others)
        terms = self.package(seats, x)
        return Draft(terms) if terms else None

    def package(self, seats: Sequence[SeatId], x: Context) -> tuple[TermId, ...]:
        """Terms between ``seats`` by which each of them gains; () where there are none.

        Each term taken is the one that leaves the worst off best off.
        """
        t, f = x.t, x.f
        pool = [
            (code, [0 if worth is None else worth(t, f, x) for worth in map(code.worth.get, seats)])
            for code in self.open_terms(seats, x)
        ]
        chosen: list[TermCode] = []
        taken: set[TermId] = set()
        sums, worst = [0] * len(seats), -99
        while len(chosen) < MAX_TERMS:
            best: tuple[int, int, TermCode, list[int]] | None = None
            for code, worths in pool:
                if fits(code, taken, x):
                    after = list(map(add, sums, worths))
                    low = min(after)
                    if best is None or low > best[0] or (low == best[0] and sum(after) > best[1]):
                        best = (low, sum(after), code, after)
            if best is None or best[0] < worst or (best[0] == worst and best[1] <= sum(sums)):
                break
            worst, _, code, sums = best
            chosen.append(code)
            taken.add(code.term.id)
        bound = {seat for code in chosen for seat in code.term.by}
        if worst < 1 or len(bound | {seats[0]}) < 2:
            return ()
        return tuple(code.term.id for code in chosen)

    def open_terms(self, seats: Sequence[SeatId], x: Context) -> list[TermCode]:
        """The terms that ``seats`` alone could perform, that can be drafted now and are not agreed yet."""
        key = tuple(seats)
        between = self._between.get(key)
        if between is None:
            between = self._between[key] = [c for c in self._terms if set(c.term.by).issubset(seats)]
        open_now = [code for code in between if not (code.needs and unmet(code.needs, x))]
        if x.agreements:
            agreed = {id for a in x.agreements for id in a.terms}
            open_now = [c for c in open_now if c.term.id not in agreed and agreed.isdisjoint(c.term.excludes)]
        return open_now


def fits(code: TermCode, taken: set[TermId], x: Context) -> bool:
    """Can the term join those that are taken already in one draft? What it requires may be in force."""
    term = code.term
    return (
        term.id not in taken
        and all(id in taken or id in x.held for id in term.requires)
        and taken.isdisjoint(code.excludes)
    )


def variants(move: Move) -> tuple[Order, ...]:
    """The ways to order a move, at most ``MAX_VARIANTS``; the first takes the default choices."""
    choices = [[(option.id, choice) for choice in option.choices] for option in move.options.values()]
    made = itertools.islice(itertools.product(*choices), MAX_VARIANTS)
    return tuple(Order(move.id, options) for options in made)
