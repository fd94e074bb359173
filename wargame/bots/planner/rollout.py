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
import random
from collections.abc import Sequence
from typing import NamedTuple

from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.compiled import Rules, TermCode
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
STEPS = 4096
RACE = tuple(round(-math.log((n + 0.5) / STEPS), 6) for n in range(STEPS))
"""Running times whose shares of the first place are as the leanings (exponential ones), in even steps and
rounded, so that every machine has the same."""


class TurnNumbers(NamedTuple):
    """The random numbers of one turn: for each slot whether it stays empty, for each move its time in the
    race and its variant, and those for a draft (three) and each seat's word. All but times go from 0 up to
    1."""

    idle: tuple[float, ...]
    race: tuple[float, ...]
    variant: tuple[float, ...]
    words: tuple[float, ...]


class RolloutPolicy:
    """How seats play in the looks ahead of one scenario. It keeps nothing of the games it plays."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        seats = rules.scenario.seats
        self.variants = tuple(variants(code.move) for code in rules.moves)
        self.caution = [CAUTION[code.move.severity] for code in rules.moves]
        self._costs = [code.cost for code in rules.moves]
        self._idle = [0.08 + seats[seat].persona.patience * 0.002 for seat in rules.seats]
        self._allowed = [seats[seat].moves for seat in rules.seats]
        self._first = list(itertools.accumulate(self._allowed, initial=0))
        self.signers = tuple(seat for seat in rules.seats if seats[seat].may_sign)
        self._speakers = tuple((n, seat) for n, seat in enumerate(rules.seats) if not seats[seat].may_sign)
        self._terms = tuple(
            code for code in rules.terms.values() if code.term.by and set(code.term.by) <= set(self.signers)
        )
        self._cache: dict[tuple[tuple[int, int], ...], Orders] = {(): NOTHING}

    def numbers(self, rng: random.Random) -> TurnNumbers:
        """Draws the random numbers of one turn."""
        moves = len(self.rules.moves)
        return TurnNumbers(
            tuple([rng.random() for _ in range(self._first[-1])]),
            tuple([RACE[int(rng.random() * STEPS)] for _ in range(moves)]),
            tuple([rng.random() for _ in range(moves)]),
            tuple([rng.random() for _ in range(3 + len(self.rules.seats))]),
        )

    def turn(self, x: Context, numbers: TurnNumbers) -> dict[SeatId, Orders]:
        """What every seat orders in the turn in which ``x`` stands."""
        factors = self._bound(x) if x.agreements else {}
        orders = {seat: self._moves(n, seat, x, numbers, factors) for n, seat in enumerate(self.rules.seats)}
        if self._terms:
            self._talk(x, numbers.words, orders)
        return orders

    def weights(self, seat: SeatId, x: Context) -> list[tuple[int, float]]:
        """The moves that the seat would order now, with how likely each is against the others."""
        caution = self.caution
        return [(i, w * caution[i]) for i, w in self.rules.leanings[seat](x.t, x.f, x) if w > 0]

    # -- moves ----------------------------------------------------------------------------------------

    def _moves(
        self, n: int, seat: SeatId, x: Context, numbers: TurnNumbers, factors: dict[int, float]
    ) -> Orders:
        """Draws a seat's moves: each slot is left empty, or takes a move that can still be paid.

        The open moves run a race in which each has its own number, shorter the more is leant to it; so a
        change in one of them moves none of the others.
        """
        found = self.weights(seat, x)
        if factors:
            found = [(i, w * factors.get(i, 1.0)) for i, w in found]
        idle, place = self._idle[n], self._first[n]
        slots = 0
        for number in numbers.idle[place : place + self._allowed[n]]:
            if number >= idle:
                slots += 1
        if not slots or not found:
            return NOTHING
        race = numbers.race
        if slots == 1:
            first, best = -1, 0.0
            for i, w in found:
                time = race[i] / w
                if first < 0 or time < best:
                    first, best = i, time
            order = [first]
        else:
            order = [i for _, i in sorted([(race[i] / w, i) for i, w in found])[:slots]]
        resource = self.rules.resources[n]
        chosen: tuple[tuple[int, int], ...] = ()
        left = x.t[resource] if resource is not None else 0
        for i in order:
            if resource is not None:
                if self._costs[i] > left:
                    continue
                left -= self._costs[i]
            chosen = (*chosen, (i, int(numbers.variant[i] * len(self.variants[i]))))
        orders = self._cache.get(chosen)
        if orders is None:
            orders = self._cache[chosen] = Orders(moves=tuple(self.variants[i][v] for i, v in chosen))
        return orders

    def _bound(self, x: Context) -> dict[int, float]:
        """What agreements do to the likelihood of moves."""
        factors: dict[int, float] = {}
        for agreement in x.agreements:
            for id, kept in zip(agreement.terms, agreement.kept, strict=True):
                code = self.rules.terms[id]
                factors.update(dict.fromkeys(code.broken_by, BREACH))
                if code.performed_by and not kept:
                    factors.update(dict.fromkeys(code.performed_by, DEED))
        return factors

    # -- words ----------------------------------------------------------------------------------------

    def _talk(self, x: Context, numbers: Sequence[float], orders: dict[SeatId, Orders]) -> None:
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
        if not waiting and len(x.agreements) < 2 and numbers[0] < DRAFTS:
            author = self.signers[int(numbers[1] * len(self.signers))]
            draft = self._draft(author, x, numbers[2])
            if draft is not None:
                orders[author] = Orders(orders[author].moves, drafts=(draft,))
        if x.agreements:
            for n, seat in self._speakers:
                if numbers[3 + n] < SPEAK:
                    self._speak(seat, x, orders)

    def _answer(self, seat: SeatId, id: PaperId, terms: Sequence[TermId], x: Context) -> Answer | None:
        worth = self.rules.worth(seat, terms, x)
        return Answer(id, "sign") if worth > 0 else Answer(id, "refuse") if worth < -1 else None

    def _speak(self, seat: SeatId, x: Context, orders: dict[SeatId, Orders]) -> None:
        if unmet(self.rules.stance_needs.get(seat, ()), x):
            return
        for a in x.agreements:
            if all(who != seat for who, _ in a.stances):
                worth = self.rules.worth(seat, a.terms, x)
                if worth >= LIKED or worth <= DISLIKED:
                    stance = Stance(a.id, "endorse" if worth > 0 else "disown")
                    orders[seat] = Orders(orders[seat].moves, stances=(stance,))
                    return

    def _draft(self, author: SeatId, x: Context, number: float) -> Draft | None:
        """A draft for one other seat, or for all that can sign, if there is one by which everybody gains."""
        others = [seat for seat in self.signers if seat != author]
        if not others:
            return None
        place = int(number * (len(others) + 1))
        seats = (author, others[place]) if place < len(others) else (author, *others)
        terms = self.package(seats, x)
        return Draft(terms) if terms else None

    def package(self, seats: Sequence[SeatId], x: Context) -> tuple[TermId, ...]:
        """Terms between ``seats`` by which each of them gains; () where there are none.

        Each term taken is the one that leaves the worst off best off.
        """
        pool = [(code, self._worths(code, seats, x)) for code in self.open_terms(seats, x)]
        chosen: list[TermCode] = []
        sums, worst = [0] * len(seats), -99
        while len(chosen) < MAX_TERMS:
            best: tuple[int, int, TermCode, list[int]] | None = None
            for code, worths in pool:
                if fits(code, chosen):
                    after = [a + b for a, b in zip(sums, worths, strict=True)]
                    if best is None or (min(after), sum(after)) > best[:2]:
                        best = (min(after), sum(after), code, after)
            if best is None or best[0] < worst or (best[0] == worst and best[1] <= sum(sums)):
                break
            worst, _, code, sums = best
            chosen.append(code)
        bound = {seat for code in chosen for seat in code.term.by}
        if worst < 1 or len(bound | {seats[0]}) < 2:
            return ()
        return tuple(code.term.id for code in chosen)

    def open_terms(self, seats: Sequence[SeatId], x: Context) -> list[TermCode]:
        """The terms that ``seats`` alone could perform, that can be drafted now and are not agreed yet."""
        agreed = {id for a in x.agreements for id in a.terms}
        return [
            code
            for code in self._terms
            if code.term.id not in agreed
            and agreed.isdisjoint(code.term.excludes)
            and set(code.term.by) <= set(seats)
            and not unmet(code.needs, x)
        ]

    def _worths(self, code: TermCode, seats: Sequence[SeatId], x: Context) -> list[int]:
        return [self.rules.worth(seat, (code.term.id,), x) for seat in seats]


def fits(code: TermCode, chosen: Sequence[TermCode]) -> bool:
    """Can the term join the chosen ones in one draft?"""
    ids = {other.term.id for other in chosen}
    return (
        code.term.id not in ids
        and ids.issuperset(code.term.requires)
        and ids.isdisjoint(code.term.excludes)
        and all(code.term.id not in other.term.excludes for other in chosen)
    )


def variants(move: Move) -> tuple[Order, ...]:
    """The ways to order a move, at most ``MAX_VARIANTS``; the first takes the default choices."""
    choices = [[(option.id, choice) for choice in option.choices] for option in move.options.values()]
    made = itertools.islice(itertools.product(*choices), MAX_VARIANTS)
    return tuple(Order(move.id, options) for options in made)
