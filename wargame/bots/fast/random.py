"""The fast player of the policy ``random``: orders and words drawn from all that is legal."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.hand import Hand
from wargame.bots.random_policy import LETTERS, STANCES, RandomPolicy
from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.compiled import Rules, TermCode
from wargame.rules.context import Context
from wargame.rules.estimates import KENT
from wargame.rules.orders import Answer, Draft, Letter, Orders, Promise, Stance, StanceWord
from wargame.rules.state import Proposal
from wargame.rules.terms import apart, conflicts, unmet
from wargame.values import maker

_orders, _a_letter, _a_promise = maker(Orders), maker(Letter), maker(Promise)


class FastRandom:
    """Draws what ``RandomPolicy`` draws and as often, with numbers of its own."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)
        self._rules = rules
        self._seat = rules.seats[seat]
        seats = rules.scenario.seats
        self._decided = {q.id for q in rules.forecasts if self._seat in q.decided_by}
        self._others = tuple(id for id in rules.seats if id != self._seat)
        self._promisable = tuple(code.move.id for code in rules.moves if code.seat == seat)
        signers = {id for id in rules.seats if seats[id].may_sign}
        terms = [code.term for code in rules.terms.values() if self._seat in signers]
        self._terms = tuple(term.id for term in terms if signers.issuperset(term.by))
        self._most = max(1, min(4, rules.scenario.agreements.max_terms))
        self._stance_needs = rules.stance_needs.get(self._seat, ())
        policy = RandomPolicy()
        self._letters, self._drafts = _percent(policy.letters), _percent(policy.drafts)
        self._answers, self._stances = _percent(policy.answers), _percent(policy.answers / 2)

    def __call__(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> Orders:
        """Return a draw from the legal orders of the seat."""
        hand = self._hand
        wanted = draws.below(hand.allowance + 1)
        moves = hand.draw(x, found, wanted, draws) if wanted else ()
        late = x.turn >= self._rules.last_turn  # what nobody would read is not written
        return _orders(
            moves=tuple([hand.order(move, draws) for move in moves]),
            letters=self._letter(x, draws) if not late and draws.below(100) < self._letters else (),
            drafts=self._draft(x, draws)
            if not late and self._terms and draws.below(100) < self._drafts
            else (),
            answers=self._answer(x, draws) if x.proposals else (),
            stances=self._stance(x, draws) if x.proposals or x.agreements else (),
            forecast=KENT[draws.below(len(KENT))][0] if self._asked(x) else None,
        )

    def _asked(self, x: Context) -> bool:
        """Is a question put to the seat in this turn?"""
        put = x.asked[-1] if x.asked else None
        return put is not None and put.turn == x.turn and put.question not in self._decided

    def _letter(self, x: Context, draws: KeyedDraws) -> tuple[Letter, ...]:
        """One letter to one seat, sometimes with a promise."""
        if not self._others:
            return ()
        promise = None
        if self._promisable and draws.below(100) < 40:
            move = self._promisable[draws.below(len(self._promisable))]
            by = x.turn + max(1, draws.below(min(3, self._rules.last_turn - x.turn) + 1))
            promise = _a_promise(move, draws.below(2) == 0, by)
        to = self._others[draws.below(len(self._others))]
        if promise and x.promised(self._seat, to, promise.move, promise.will):
            promise = None
        return (_a_letter(to, LETTERS[draws.below(len(LETTERS))], promise),)

    def _draft(self, x: Context, draws: KeyedDraws) -> tuple[Draft, ...]:
        """One draft of a few terms that go together, between seats that can sign."""
        rules, held = self._rules, x.held
        left = [rules.terms[id] for id, _ in rules.playout.pool((), self._terms)(x.t, x.f, x)]
        if held:
            left = [c for c in left if c.term.id not in held and held.isdisjoint(c.excludes)]
        wanted = 1 + draws.below(self._most)
        chosen: list[TermCode] = []
        while left and len(chosen) < wanted:
            code = left.pop(draws.below(len(left)))
            if _fits(code, chosen, x):
                chosen.append(code)
        if not any(seat != self._seat for code in chosen for seat in code.term.by):
            return ()
        return (Draft(tuple(code.term.id for code in chosen)),)

    def _answer(self, x: Context, draws: KeyedDraws) -> tuple[Answer, ...]:
        """An answer to most proposals that wait for one, never a signature under two that exclude each
        other."""
        seat = self._seat
        signed: set[TermId] = set()
        answers: list[Answer] = []
        for p in x.proposals:
            if p.status != "open" or seat not in p.parties or seat in p.signed:
                continue
            if draws.below(100) < self._answers:
                signs = draws.below(2) and self._can_sign(p, signed, x)
                signed.update(p.terms if signs else ())
                answers.append(Answer(p.id, "sign" if signs else "refuse"))
        return tuple(answers)

    def _can_sign(self, proposal: Proposal, signed: set[TermId], x: Context) -> bool:
        """Can it come into force now, beside what is signed with it?"""
        rules, terms = self._rules, proposal.terms
        return not (any(apart(rules, terms, signed)) or any(conflicts(rules, x, terms)))

    def _stance(self, x: Context, draws: KeyedDraws) -> tuple[Stance, ...]:
        """Now and then a new word on an agreement or a proposal that the seat knows and is no party to."""
        seat = self._seat
        known: dict[PaperId, tuple[tuple[SeatId, StanceWord], ...]] = {}
        for a in x.agreements:
            if seat not in a.parties:
                known[a.id] = a.stances
        for p in x.proposals:
            if p.status == "open" and seat in p.cc:
                known[p.id] = p.stances
        if not known or unmet(self._stance_needs, x):
            return ()
        chosen: list[Stance] = []
        for id, stances in known.items():
            if draws.below(100) < self._stances:
                held = dict(stances).get(seat, "silent")
                words = [stance for stance in STANCES if stance != held]
                chosen.append(Stance(id, words[draws.below(len(words))]))
        return tuple(chosen)


def _fits(code: TermCode, chosen: Sequence[TermCode], x: Context) -> bool:
    """Whether the term can join the chosen ones."""
    ids = {other.term.id for other in chosen}
    return ids.isdisjoint(code.excludes) and all(
        other in ids or x.agreed(other) for other in code.term.requires
    )


def _percent(share: float) -> int:
    return round(100 * share)
