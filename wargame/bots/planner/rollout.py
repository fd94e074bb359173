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
from collections.abc import Sequence
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
DEED, BREACH = 16.0, 0.05
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
_way = itemgetter(1)
STEPS = 4096
RACE = tuple(round(-math.log((n + 0.5) / STEPS), 6) for n in range(STEPS))
"""Running times whose shares of the first place are as the leanings (exponential ones), in even steps and
rounded, so that every machine has the same."""


Race = list[tuple[float, int, Condition, Value | None, float]]
"""The ways of ordering moves in a turn, the fastest first: how long each needs at least, its number,
whether it is open, what its time is divided by (None where that has been done), its time before that."""

Bond = tuple[tuple[TermId, ...], tuple[bool, ...]]
"""What an agreement asks of rollouts: its terms, and which have been kept."""


class TurnNumbers(NamedTuple):
    """The chance of one turn: for each seat how many slots it fills and the race of its moves, empty where it
    fills none, and the numbers for a draft (three) and each seat's word, from 0 to ``ROOM``. ``bound`` keeps
    races among agreements."""

    slots: tuple[int, ...]
    races: list[Race]
    words: tuple[int, ...]
    bound: dict[tuple[Bond, ...], list[Race]]


class RolloutPolicy:
    """How seats play in the looks ahead of one scenario. It keeps nothing of the games it plays."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        seats, terms = rules.scenario.seats, rules.terms
        self.variants = tuple(variants(code.move) for code in rules.moves)
        self._ways = [(code, order) for code in rules.moves for order in self.variants[code.index]]
        self._first_way = [*itertools.accumulate(map(len, self.variants), initial=0)]
        self._idle = [int(ROOM * (0.08 + seats[seat].persona.patience * 0.002)) for seat in rules.seats]
        self._allowed = [seats[seat].moves for seat in rules.seats]
        self._hands = tuple(zip(rules.seats, rules.resources, strict=True))
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
        self._asked = {id: self._asking(code) for id, code in terms.items() if code.term.performed_with}
        self._orders: dict[tuple[int, ...], tuple[int, Orders]] = {}
        self._between: dict[tuple[SeatId, ...], list[TermCode]] = {}

    @classmethod
    def of(cls, rules: Rules) -> RolloutPolicy:
        """The one that all planners of these rules share."""
        if cls not in rules.kept:
            rules.kept[cls] = cls(rules)
        policy: RolloutPolicy = rules.kept[cls]
        return policy

    @cached_property
    def _weights(self) -> list[float]:
        """How fast each move is in the mean, before any leaning that may change."""
        weights = [CAUTION[code.move.severity] for code in self.rules.moves]
        for one in itertools.chain(*self.rules.playout.leanings.values()):
            if one.leaning is None:
                weights[one.number] *= one.most
        return weights

    @cached_property
    def _racing(self) -> list[list[tuple[int, float, int, int, int, Condition, float, Value | None]]]:
        """For each seat what its moves race with: the place of a move's number among those drawn, how fast it
        is in the mean, the place of the number for its variant, the number of the first of its ways and how
        many it has, whether it is open, how much is leant to it at most and what that is now."""
        first = sum(self._allowed)
        word, ways, weights = first + len(self._weights), self._first_way, self._weights
        return [
            [
                (first + i, weights[i], word + i, ways[i], len(self.variants[i]), is_open, most, leaning)
                for i, is_open, most, leaning in of
            ]
            for of in self.rules.playout.leanings.values()
        ]

    def numbers(self, key: str) -> TurnNumbers:
        """The chance of one turn, the same for the same key."""
        drawn = self._drawn.unpack(shake_128(key.encode()).digest(self._drawn.size))
        place, slots = 0, []
        races: list[Race] = []
        for idle, allowed, racing in zip(self._idle, self._allowed, self._racing, strict=True):
            wanted = sum([number >= idle for number in drawn[place : place + allowed]])
            place += allowed
            race: Race = []
            for at, weight, v, way, ways, is_open, most, leaning in racing if wanted else ():
                time = RACE[drawn[at] >> 4] / weight
                race.append(
                    (
                        time if leaning is None else time / most,
                        way if ways == 1 else way + drawn[v] * ways // ROOM,
                        is_open,
                        leaning,
                        time,
                    )
                )
            race.sort()
            slots.append(wanted)
            races.append(race)
        return TurnNumbers(tuple(slots), races, drawn[place + 2 * len(self._weights) :], {})

    def turn(self, x: Context, numbers: TurnNumbers) -> dict[SeatId, Orders]:
        """What every seat orders in the turn in which ``x`` stands.

        A seat's open moves run a race in which each has its own number, shorter the more is leant to it; so a
        change in one of them moves none of the others. Those that come in first are ordered, as far as they
        can be paid together. No more of them are looked at than could be among the first.
        """
        t, f, given = x.t, x.f, self._orders
        orders: dict[SeatId, Orders] = {}
        races = self._bound_races(x, numbers) if x.agreements else numbers.races
        for (seat, resource), wanted, race in zip(self._hands, numbers.slots, races, strict=True):
            if not wanted:
                orders[seat] = NOTHING
                continue
            last = math.inf
            first: list[tuple[float, int]] = []  # called with its type it would take longer than the race
            for time, way, is_open, leaning, before in race:
                if time > last:
                    break
                if is_open(t, f, x):
                    if leaning is not None:
                        leant = leaning(t, f, x)
                        if leant <= 0:
                            continue
                        time = before / leant
                    first.append((time, way))
                    if len(first) >= wanted:
                        first.sort()
                        last = first[wanted - 1][0]
            ways = tuple(map(_way, first[:wanted]))
            cost, mine = given.get(ways) or self._given(ways)
            if resource is not None and cost > t[resource]:
                _, mine = self._given(self._payable(ways, t[resource]))
            orders[seat] = mine
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

    def _payable(self, ways: Sequence[int], left: int) -> tuple[int, ...]:
        """Those that can be paid together, first one first."""
        paid = []
        for way in ways:
            cost = self._ways[way][0].cost
            if cost <= left:
                left -= cost
                paid.append(way)
        return tuple(paid)

    def _given(self, ways: tuple[int, ...]) -> tuple[int, Orders]:
        """The orders of moves in these ways, with what they cost together."""
        moves = [self._ways[way][1] for way in ways]
        orders = Orders(moves=self.rules.playout.plays.prepared(moves)) if moves else NOTHING
        self._orders[ways] = sum(self._ways[way][0].cost for way in ways), orders
        return self._orders[ways]

    def _bound_races(self, x: Context, numbers: TurnNumbers) -> list[Race]:
        """The races among agreements that bind to some moves and forbid others."""
        key = tuple([(a.terms, tuple(map(bool, a.kept))) for a in x.agreements])
        races = numbers.bound.get(key)
        if races is None:
            races = numbers.bound[key] = self._bound(key, numbers.races)
        return races

    def _bound(self, bonds: Sequence[Bond], races: Sequence[Race]) -> list[Race]:
        """The races in which moves that agreements ask for are faster, and done as agreed, and those that
        they forbid slower."""
        factors: dict[int, float] = {}
        asked: dict[int, int] = {}
        for terms, keeping in bonds:
            for id, kept in zip(terms, keeping, strict=True):
                breaches, deeds = self._bonds[id]
                factors.update(breaches)
                if deeds and not kept:
                    factors.update(deeds)
                    asked.update(self._asked.get(id, {}))
        found, ways = [*races], self._ways
        for n in {self.rules.moves[i].seat for i in factors}:
            found[n] = [
                (time / factors[i], asked.get(way, way), is_open, leaning, before / factors[i])
                if i in factors
                else one
                for one in races[n]
                for time, way, is_open, leaning, before in (one,)
                for i in (ways[way][0].index,)
            ]
            found[n].sort()
        return found

    def _asking(self, code: TermCode) -> dict[int, int]:
        """For each way of ordering a move that does not perform the term one that does, if there is one."""
        found: dict[int, int] = {}
        for n in code.performed_by:
            first, orders = self._first_way[n], self.variants[n]
            good = [first + i for i, way in enumerate(orders) if code.performed(self.rules.moves[n], way)]
            others = set(range(first, first + len(orders))) - set(good)
            found.update((way, good[way % len(good)]) for way in sorted(others) if good)
        return found

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
        sums, worst, total = [0] * len(seats), -99, 0
        while len(chosen) < MAX_TERMS:
            best: tuple[TermCode, list[int]] | None = None
            low, high = worst, total
            for code, worths in pool:
                after = [*map(add, sums, worths)]
                least = min(after)
                more = least > low or (least == low and sum(after) > high)
                if more and fits(code, taken, x):
                    best, low, high = (code, after), least, sum(after)
            if best is None:
                break
            (code, sums), worst, total = best, low, high
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
    if term.id in taken or not taken.isdisjoint(code.excludes):
        return False
    return not term.requires or all(id in taken or id in x.held for id in term.requires)


def variants(move: Move) -> tuple[Order, ...]:
    """The ways to order a move, at most ``MAX_VARIANTS``; the first takes the default choices."""
    choices = [[(option.id, choice) for choice in option.choices] for option in move.options.values()]
    made = itertools.islice(itertools.product(*choices), MAX_VARIANTS)
    return tuple(Order(move.id, options) for options in made)
