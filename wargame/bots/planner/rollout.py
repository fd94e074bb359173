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
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from hashlib import shake_128
from operator import add
from struct import Struct

from attrs import field

from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.compiled import Condition, Given, Rules, TermCode, Together, Value, Worth
from wargame.rules.context import Context
from wargame.rules.orders import Answer, Draft, Order, Orders, Stance
from wargame.rules.state import evolver
from wargame.rules.terms import unmet
from wargame.scenario.model import Move
from wargame.values import define

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
PACKAGES = 1 << 12
"""How many answers to which terms to draft are remembered: of ten questions nine have been put before."""
NOTHING = Orders()
_ordering, _answering = evolver(Orders, "moves"), evolver(Orders, "answers")
_drafting, _speaking = evolver(Orders, "drafts"), evolver(Orders, "stances")
ROOM = 1 << 16
"""From how many values a random number is drawn."""
STEPS = 4096
RACE = tuple(round(-math.log((n + 0.5) / STEPS), 6) for n in range(STEPS))
"""Running times whose shares of the first place are as the leanings (exponential ones), in even steps and
rounded, so that every machine has the same."""


Race = list[tuple[float, int, float | None]]
"""The ways of ordering moves in a turn, the fastest first: how long each needs at least, its number, and None
or, where it tells when it is asked how much is leant to it, the time to be divided by that."""

Racer = tuple[int, float, int, int, int, float | None]
"""A move in its races: the place of its number among those drawn, how fast it is in the mean, the place of
the number for its variant, the number of the first of its ways and how many it has; and how much is leant to
it at most, where that tells what is now."""

Bond = tuple[tuple[TermId, ...], tuple[bool, ...]]
"""What an agreement asks of rollouts: its terms, and which have been kept."""


Drawing = tuple[int | None, int, Race]
"""How a seat draws its moves in a turn: the track that it pays from, if it pays, how many slots it fills, and
the race, empty where it fills none."""


Ways = tuple[int, ...]
"""The numbers of the ways in which a seat orders its moves, the first one first; -1 where it has none."""


@define(eq=False)
class TurnNumbers:
    """The chance of one turn: each seat's race, and the numbers for a draft (three) and each seat's word,
    from 0 to ``ROOM``. ``bound`` keeps races among agreements, ``together`` what came of races."""

    races: list[Drawing]
    words: tuple[int, ...]
    bound: dict[tuple[Bond, ...], list[Drawing]] = field(factory=dict)
    together: dict[tuple[Ways, ...], Together] = field(factory=dict)


class RolloutPolicy:
    """How seats play in the looks ahead of one scenario. It keeps nothing of the games it plays."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        seats, terms = rules.scenario.seats, rules.terms
        self.variants = tuple(variants(code.move) for code in rules.moves)
        self._ways = [(code, order) for code in rules.moves for order in self.variants[code.index]]
        self._move_of = [code.index for code, _ in self._ways]
        self._first_way = [*itertools.accumulate(map(len, self.variants), initial=0)]
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
        self._asked = {id: self._asking(code) for id, code in terms.items() if code.term.performed_with}
        self._costs: dict[Ways, int] = {}
        self._packed = lru_cache(PACKAGES)(self._best)

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
    def _racing(self) -> list[tuple[int | None, int, int, list[Racer]]]:
        """Each seat: the track that it pays from, the number below which it leaves a slot free, its slots,
        and what its moves race with."""
        first = sum(self._allowed)
        word, ways, weights = first + len(self._weights), self._first_way, self._weights
        racers: Iterable[list[Racer]] = (
            [
                (first + i, weights[i], word + i, ways[i], len(self.variants[i]), leaning and most)
                for i, _, most, leaning, _ in of
            ]
            for of in self.rules.playout.leanings.values()
        )
        return [*zip(self.rules.resources, self._idle, self._allowed, racers, strict=True)]

    @cached_property
    def _leant(self) -> list[Condition | Value]:
        """For each way of ordering a move whether it is open, or how much is leant to it then."""
        leant = {one.number: one.race for of in self.rules.playout.leanings.values() for one in of}
        return [leant.get(code.index, _never) for code, _ in self._ways]

    def numbers(self, key: str) -> TurnNumbers:
        """The chance of one turn, the same for the same key."""
        drawn = self._drawn.unpack(shake_128(key.encode()).digest(self._drawn.size))
        place = 0
        races: list[Drawing] = []
        for resource, idle, allowed, racing in self._racing:
            wanted = sum([number >= idle for number in drawn[place : place + allowed]])
            place += allowed
            race = [
                (time / most if most else time, way + drawn[v] * ways // ROOM, time if most else None)
                for at, weight, v, way, ways, most in (racing if wanted else ())
                for time in (RACE[drawn[at] >> 4] / weight,)
            ]
            race.sort()
            races.append((resource, wanted, race))
        return TurnNumbers(races, drawn[place + 2 * len(self._weights) :])

    def orders(self, x: Context, numbers: TurnNumbers) -> dict[SeatId, Orders]:
        """What every seat orders in the turn in which ``x`` stands."""
        said = self._said(x, numbers.words)
        drawn = zip(self.rules.seats, self._raced(x, numbers), strict=True)
        return {seat: _ordering(said.get(seat, NOTHING), self._moves(ways)) for seat, ways in drawn}

    def turn(self, x: Context, numbers: TurnNumbers) -> Given:
        """The same as it stands ready."""
        drawn = self._raced(x, numbers)
        together = numbers.together.get(drawn)
        if together is None:
            together = self.rules.playout.plays.together(map(self._moves, drawn))
            numbers.together[drawn] = together
        return together, self._said(x, numbers.words)

    def _raced(self, x: Context, numbers: TurnNumbers) -> tuple[Ways, ...]:
        """The moves that every seat orders.

        A seat's open moves run a race in which each has its own number, shorter the more is leant to it; so a
        change in one of them moves none of the others. Those that come in first are ordered, as far as they
        can be paid together. No more of them are looked at than could be among the first.
        """
        t, f, costs, asking = x.t, x.f, self._costs, self._leant
        drawn: list[Ways] = []
        races = self._bound_races(x, numbers) if x.agreements else numbers.races
        for resource, wanted, race in races:
            last, times, ways = math.inf, [math.inf] * wanted, [-1] * wanted
            for time, way, before in race:
                if time > last:
                    break
                if much := asking[way](t, f, x):
                    if before is not None:
                        if much <= 0:
                            continue
                        time = before / much
                    if time < last or (time == last and way < ways[-1]):
                        place = wanted - 1
                        # Whoever was there moves back: by calls it would take twice as long.
                        while place and (
                            time < times[place - 1] or (time == times[place - 1] and way < ways[place - 1])
                        ):
                            times[place], ways[place] = times[place - 1], ways[place - 1]
                            place -= 1
                        times[place], ways[place] = time, way
                        last = times[-1]
            first = tuple(ways)
            if resource is not None:
                cost = costs.get(first)
                if cost is None:
                    cost = costs[first] = sum([self._ways[way][0].cost for way in first if way >= 0])
                if cost > t[resource]:
                    first = self._payable(first, t[resource])
            drawn.append(first)
        return tuple(drawn)

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

    def _payable(self, ways: Ways, left: int) -> Ways:
        """Those that can be paid together, first one first."""
        paid = []
        for way in ways:
            cost = self._ways[way][0].cost
            if way >= 0 and cost <= left:
                left -= cost
                paid.append(way)
        return tuple(paid)

    def _moves(self, ways: Ways) -> tuple[Order, ...]:
        """The orders of moves in these ways."""
        return tuple([self._ways[way][1] for way in ways if way >= 0])

    def _bound_races(self, x: Context, numbers: TurnNumbers) -> list[Drawing]:
        """The races among agreements that bind to some moves and forbid others."""
        key = tuple([(a.terms, tuple(map(bool, a.kept))) for a in x.agreements])
        races = numbers.bound.get(key)
        if races is None:
            races = numbers.bound[key] = self._bound(key, numbers.races)
        return races

    def _bound(self, bonds: Sequence[Bond], races: Sequence[Drawing]) -> list[Drawing]:
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
        found, moves = [*races], self._move_of
        for n in {self.rules.moves[i].seat for i in factors}:
            resource, wanted, race = races[n]
            slowed = [
                (time / factor, asked.get(way, way), before and before / factor)
                if (factor := factors.get(moves[way])) is not None
                else (time, way, before)
                for time, way, before in race
            ]
            slowed.sort()
            found[n] = resource, wanted, slowed
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

    def _said(self, x: Context, numbers: Sequence[int]) -> dict[SeatId, Orders]:
        """What seats say in a turn: answers, a draft and stances."""
        said: dict[SeatId, Orders] = {}
        if not self._terms:
            return said
        waiting = False
        for p in x.proposals:
            if p.status == "open":
                waiting = True
                for seat in p.parties:
                    if seat not in p.signed:
                        answer = self._answer(seat, p.id, p.terms, x)
                        if answer is not None:
                            before = said[seat].answers if seat in said else ()
                            said[seat] = _answering(NOTHING, (*before, answer))
        if not waiting and len(x.agreements) < 2 and numbers[0] < DRAFTS * ROOM:
            author = self.signers[numbers[1] * len(self.signers) // ROOM]
            draft = self._draft(author, x, numbers[2])
            if draft is not None:
                said[author] = _drafting(NOTHING, (draft,))
        if x.agreements:
            for n, seat in self._speakers:
                if numbers[3 + n] < SPEAK * ROOM:
                    self._speak(seat, x, said)
        return said

    def _answer(self, seat: SeatId, id: PaperId, terms: Sequence[TermId], x: Context) -> Answer | None:
        worth = self.rules.worth(seat, terms, x)
        return Answer(id, "sign") if worth > 0 else Answer(id, "refuse") if worth < -1 else None

    def _speak(self, seat: SeatId, x: Context, said: dict[SeatId, Orders]) -> None:
        if unmet(self.rules.stance_needs.get(seat, ()), x):
            return
        for a in x.agreements:
            if seat not in dict(a.stances):
                worth = self.rules.worth(seat, a.terms, x)
                if worth >= LIKED or worth <= DISLIKED:
                    stance = Stance(a.id, "endorse" if worth > 0 else "disown")
                    said[seat] = _speaking(NOTHING, (stance,))
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

    def package(self, seats: tuple[SeatId, ...], x: Context) -> tuple[TermId, ...]:
        """Terms between ``seats`` by which each of them gains; () where there are none.

        Each term taken is the one that leaves the worst off best off.
        """
        return self._packed(seats, tuple(self._pool(seats, x)), x.held)

    def _best(
        self, seats: Sequence[SeatId], pool: Sequence[Worth], held: frozenset[TermId]
    ) -> tuple[TermId, ...]:
        """The same of these terms, beside those in force."""
        terms = self.rules.terms
        chosen: list[TermCode] = []
        taken: set[TermId] = set()
        sums, worst, total = [0] * len(seats), -99, 0
        while len(chosen) < MAX_TERMS:
            best: tuple[TermCode, list[int]] | None = None
            low, high = worst, total
            for id, worths in pool:
                after = [*map(add, sums, worths)]
                least = min(after)
                more = least > low or (least == low and sum(after) > high)
                if more and fits(terms[id], taken, held):
                    best, low, high = (terms[id], after), least, sum(after)
            if best is None:
                break
            (code, sums), worst, total = best, low, high
            chosen.append(code)
            taken.add(code.term.id)
        bound = {seat for code in chosen for seat in code.term.by}
        if worst < 1 or len(bound | {seats[0]}) < 2:
            return ()
        return tuple(code.term.id for code in chosen)

    def open_terms(self, seats: tuple[SeatId, ...], x: Context) -> list[TermCode]:
        """The terms that ``seats`` alone could perform, that can be drafted now and are not agreed yet."""
        return [self.rules.terms[id] for id, _ in self._pool(seats, x)]

    def _pool(self, seats: tuple[SeatId, ...], x: Context) -> list[Worth]:
        """The same with what each is worth to the seats."""
        terms, found = self.rules.terms, self.rules.playout.pool(seats)(x.t, x.f, x)
        if not x.agreements:
            return found
        agreed = {id for a in x.agreements for id in a.terms}
        return [
            one for one in found if one[0] not in agreed and agreed.isdisjoint(terms[one[0]].term.excludes)
        ]


def _never(t: list[int], f: list[int], x: Context) -> bool:
    """What is never ordered."""
    return False


def fits(code: TermCode, taken: set[TermId], held: frozenset[TermId]) -> bool:
    """Can the term join those that are taken already in one draft? What it requires may be in force."""
    term = code.term
    if term.id in taken or not taken.isdisjoint(code.excludes):
        return False
    return not term.requires or all(id in taken or id in held for id in term.requires)


def variants(move: Move) -> tuple[Order, ...]:
    """The ways to order a move, at most ``MAX_VARIANTS``; the first takes the default choices."""
    choices = [[(option.id, choice) for choice in option.choices] for option in move.options.values()]
    made = itertools.islice(itertools.product(*choices), MAX_VARIANTS)
    return tuple(Order(move.id, options) for options in made)
