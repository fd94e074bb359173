"""Proposals and agreements: which to sign, what to say of those of others, and what to propose oneself.

Everything is judged by looks ahead in pairs: the same world with the agreement in force and without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from wargame.bots.planner.halving import Trial, challenge
from wargame.bots.planner.lookahead import Alter, Look, Lookahead, Outcome
from wargame.bots.planner.rollout import MAX_TERMS
from wargame.bots.planner.utility import WORTH, Utility
from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.orders import Answer, Draft, Orders, Stance, StanceWord
from wargame.rules.scoring import total
from wargame.rules.state import Agreement, Proposal, State, evolve
from wargame.rules.terms import bargains
from wargame.rules.views import ProposalView, SeatView
from wargame.values import frozen

PAIRS = 12
"""How many pairs of looks ahead a question gets at most."""
QUESTIONS = 2
"""How many proposals are answered, and how many spoken about, by looking ahead; the newest first."""
TRIED = 3
"""How many drafts are compared by looking ahead."""
POOL = 9
"""How many terms drafts are made of."""
GAIN = 1.0
"""Points that a word for or against an agreement has to bring."""
FAIR = 1
"""What a draft's terms have to be worth to the other side, at first."""
CONCESSION = 1
"""How much more after each refusal."""
REACH = 3
"""Samples in which the worth of a term to others is looked up."""
DRAFT = PaperId("draft")
"""The id of a draft in the worlds in which it is on the table."""


Said = tuple[Orders, Alter | None]
"""Words without moves, and what is different in the worlds in which they are said."""
SaidTrial = Trial[Said, Outcome]


@frozen
class Negotiation:
    """What a seat says this turn, and why, in clauses that go on from "we". ``partners`` are the others whom
    the drafts are for."""

    answers: tuple[Answer, ...] = ()
    stances: tuple[Stance, ...] = ()
    drafts: tuple[Draft, ...] = ()
    partners: tuple[SeatId, ...] = ()
    reasons: tuple[str, ...] = ()


class Negotiator:
    """Answers, speaks and drafts for one decision."""

    def __init__(self, look: Lookahead, utility: Utility, view: SeatView) -> None:
        self.look = look
        self.utility = utility
        self.view = view
        self.rules = look.rules
        self.seat = utility.seat
        self._names = {info.id: info.name for info in (view.seat, *view.others)}

    def negotiate(self, budget: int) -> Negotiation:
        """What to say, with at most ``budget`` looks ahead."""
        floor = self.look.left - budget
        answers, said = self._answers(floor)
        stances, spoken = self._stances(floor)
        drafts, partners, drafted = self._draft(floor)
        return Negotiation(answers, stances, drafts, partners, (*said, *spoken, *drafted))

    # -- looks ahead in pairs -----------------------------------------------------------------------------

    def _pairs(self, floor: int, parts: int) -> int:
        """How many pairs a question may have, if it is one of ``parts`` that are still to come."""
        return min(PAIRS, (self.look.left - floor) // (2 * max(parts, 1)))

    def _play(self, asked: Sequence[tuple[Said, int]]) -> list[Outcome]:
        """Worlds played to their ends: with these words, and the moves of the rollout policy."""
        return self.look.play(
            [
                Look(n, evolve(words, moves=self.look.rollout_orders(n).moves), alter)
                for (words, alter), n in asked
            ]
        )

    def _challenge(self, base: SaidTrial, trials: Sequence[SaidTrial], worlds: int) -> None:
        """Tries what could be said against what is said without it."""
        challenge(base, trials, self._play, self.utility.of, worlds)

    # -- answers --------------------------------------------------------------------------------------

    def _answers(self, floor: int) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
        """Signs what leaves this seat better off, refuses the rest."""
        waiting = [p for p in self.view.proposals if p.must_answer and not self._crosses(p)][:QUESTIONS]
        answers, said = [], []
        signed = {id for a in self.view.agreements for id in a.terms}
        for left, p in zip(range(len(waiting), 0, -1), waiting, strict=True):
            gain = self._gain(self._pairs(floor, left + 1), p.id, p.terms)
            known = 2 * len(signed.intersection(p.terms)) >= len(p.terms)
            good = gain >= self.utility.price and not known and not p.closed
            signed.update(p.terms if good else ())
            answers.append(Answer(p.id, "sign" if good else "refuse"))
            said.append(f"{'signed' if good else 'refused'} the offer of {self._names[p.author]}, ")
            if good:
                said[-1] += _ends_by(gain)
            elif p.closed:
                said[-1] += "which can't come into force any more"
            elif known:
                said[-1] += "most of which is agreed without it"
            else:
                said[-1] += _ends_by(gain, "would leave") + (
                    ", too little to sign now" if gain >= 0.5 else ""
                )
        return tuple(answers), tuple(said)

    def _crosses(self, p: ProposalView) -> bool:
        """Is a proposal of this seat's with the same clauses on its way to its author, who will answer it? Of
        two such proposals that of the seat goes on which comes first at the table."""
        order = self.rules.seat_index
        return order[self.seat] < order[p.author] and any(
            q.status == "open" and p.author in q.parties and not set(q.terms).isdisjoint(p.terms)
            for q in self.view.proposals
            if q.mine == "author"
        )

    def _gain(self, pairs: int, id: PaperId, terms: Sequence[TermId]) -> float:
        """What this seat has of a proposal that the others have signed, in points."""
        own = WORTH * self._worth(self.seat, terms)
        alter = partial(_all_but_signed, id, self.seat)
        lacking = SaidTrial((Orders(answers=(Answer(id, "refuse"),)), alter), self.utility.price)
        having = SaidTrial((Orders(answers=(Answer(id, "sign"),)), alter), own)
        self._challenge(lacking, [having], pairs)
        return having.over(lacking) + own

    def _worth(self, seat: SeatId, terms: Sequence[TermId]) -> float:
        """What terms are worth to a seat, as far as this one can tell."""
        total = 0
        for n in range(REACH):
            total += self.rules.worth(seat, terms, self.rules.context(self.look.world(n).state))
        return total / REACH

    # -- words on the agreements of others --------------------------------------------------------------

    def _stances(self, floor: int) -> tuple[tuple[Stance, ...], tuple[str, ...]]:
        """Speaks for or against an agreement of others where that gains something."""
        if self.view.stance.closed:
            return (), ()
        items: list[tuple[PaperId, tuple[tuple[SeatId, StanceWord], ...], Alter | None]] = [
            (a.id, a.stances, None)
            for a in reversed(self.view.agreements)
            if self.seat not in a.parties and a.survived is None
        ]
        items += [
            (p.id, p.stances, partial(_in_force, p.id))
            for p in self.view.proposals
            if p.mine == "reader" and p.status == "open"
        ]
        stances, said = [], []
        for left, (id, held, alter) in zip(range(len(items[:QUESTIONS]), 0, -1), items, strict=False):
            pairs = self._pairs(floor, 2 * left)
            if pairs < 2:
                break
            now = dict(held).get(self.seat, "silent")
            silent = SaidTrial((Orders(), alter), GAIN)
            found = [
                SaidTrial((Orders(stances=(stance,)), alter))
                for stance in (Stance(id, "endorse"), Stance(id, "disown"))
                if stance.stance != now
            ]
            self._challenge(silent, found, pairs)
            best = max(found, key=lambda trial: trial.over(silent))
            gain, stance = best.over(silent), best.candidate[0].stances[0]
            if gain >= GAIN:
                stances.append(stance)
                verb = "spoke for" if stance.stance == "endorse" else "spoke against"
                said.append(f"{verb} what the others agree on, {_ends_by(gain)}")
        return tuple(stances), tuple(said)

    # -- drafts -----------------------------------------------------------------------------------------

    def _draft(self, floor: int) -> tuple[tuple[Draft, ...], tuple[SeatId, ...], tuple[str, ...]]:
        """A draft that would leave this seat better off and that the others can plausibly want."""
        mine = [p for p in self.view.proposals if p.mine == "author"]
        if self.view.late or self.seat not in self.view.signers or any(p.status == "open" for p in mine):
            return (), (), ()
        best: tuple[float, Draft, float, tuple[SeatId, ...]] | None = None
        drafts = self._drafts(mine)[:TRIED]
        pairs = min(PAIRS, (self.look.left - floor) // max(len(drafts) + 1, 1))
        if pairs < 2 or not drafts:
            return (), (), ()
        price, signed = max(self.utility.price, 0.0), Orders(answers=(Answer(DRAFT, "sign"),))
        without = SaidTrial((Orders(), None), price)
        having = [
            SaidTrial((signed, self._tabled(terms, parties)), WORTH * self._worth(self.seat, terms))
            for terms, parties in drafts
        ]
        self._challenge(without, having, pairs)
        for (terms, parties), trial in zip(drafts, having, strict=True):
            gain = trial.over(without) + trial.handicap
            others = [party for party in parties if party != self.seat]
            theirs = min(self._theirs(party, terms, trial.results, without.results) for party in others)
            value = gain + min(theirs, 0.0)
            if gain > price and (best is None or value > best[0]):
                best = (value, Draft(terms), gain, parties)
        if best is None:
            return (), (), ()
        partners = tuple(party for party in best[3] if party != self.seat)
        whom = " and ".join(self._names[party] for party in partners)
        return (best[1],), partners, (f"made {whom} an offer, {_ends_by(best[2])} if it is signed",)

    def _theirs(
        self, party: SeatId, terms: Sequence[TermId], ends: Sequence[Outcome], without: Sequence[Outcome]
    ) -> float:
        """What another party has of an agreement, as far as this seat can tell."""
        score = self.rules.points[party]
        having, lacking = (
            sum(score(x.t, x.f, x) for x in (outcome.end for outcome in side))
            for side in (ends, without[: len(ends)])
        )
        gain = (having - lacking) / len(ends)
        return gain + WORTH * self._worth(party, terms)

    def _drafts(self, mine: Sequence[ProposalView]) -> list[tuple[tuple[TermId, ...], tuple[SeatId, ...]]]:
        """Small drafts with their parties, the most promising first, each with other parties.

        The own side has to gain by the terms' worth, every other party a little, and more after each
        refusal. None is made again that was refused or ran out.
        """
        x = self.rules.context(self.look.world(0).state)
        closed = {term.id for term in self.view.terms if term.closed}
        codes = [c for c in self.look.rollout.open_terms(self.view.signers, x) if c.term.id not in closed]
        worth = {
            (seat, c.term.id): self._worth(seat, (c.term.id,)) for seat in self.rules.seats for c in codes
        }
        # A clause that asks much of one is worth drafting for what it brings to another.
        codes.sort(key=lambda c: -max(worth[seat, c.term.id] for seat in self.view.signers))
        failed = {frozenset(p.terms) for p in mine if p.status in ("refused", "expired")}
        patience = {p.parties: 0 for p in mine}
        for p in mine:
            patience[p.parties] += p.status in ("refused", "expired")
        found: list[tuple[float, tuple[TermId, ...], tuple[SeatId, ...]]] = []
        sizes = range(1, min(MAX_TERMS, self.view.max_terms) + 1)
        for terms, parties in bargains(self.rules, self.seat, codes[:POOL], sizes, x):
            if frozenset(terms) in failed:
                continue
            sums = {seat: total(worth[seat, id] for id in terms) for seat in self.rules.seats}
            least = min(sums[seat] for seat in parties if seat != self.seat)
            if sums[self.seat] >= 1 and least >= FAIR + CONCESSION * patience.get(parties, 0):
                others = total(sums[seat] for seat in self.rules.seats if seat not in parties)
                value = sums[self.seat] / 2 + min(least, 4) + others / 4 - len(terms) / 4
                found.append((value, terms, parties))
        found.sort(key=lambda item: -item[0])
        seen: set[tuple[SeatId, ...]] = set()
        fresh = [item for item in found if not (item[2] in seen or seen.add(item[2]))]  # type: ignore[func-returns-value]
        rest = [item for item in found if item not in fresh]
        return [(terms, parties) for _, terms, parties in (*fresh, *rest)]

    def _tabled(self, terms: tuple[TermId, ...], parties: tuple[SeatId, ...]) -> Alter:
        """A world in which the others have signed these terms."""

        def alter(state: State) -> State:
            signed = tuple(seat for seat in parties if seat != self.seat)
            p = Proposal(DRAFT, signed[0], terms, parties, (), state.turn, state.turn, signed=signed)
            return evolve(state, proposals=(*state.proposals, p))

        return alter


def _all_but_signed(id: PaperId, seat: SeatId, state: State) -> State:
    """The state in which everybody else has signed the proposal."""
    return evolve(
        state,
        proposals=tuple(
            evolve(p, signed=tuple(s for s in p.parties if s != seat)) if p.id == id else p
            for p in state.proposals
        ),
    )


def _in_force(id: PaperId, state: State) -> State:
    """The state in which the proposal is an agreement already."""
    p = next(p for p in state.proposals if p.id == id)
    agreement = Agreement(p.id, p.author, p.terms, p.parties, state.turn, (0,) * len(p.terms), p.stances)
    return evolve(
        state,
        proposals=tuple(q for q in state.proposals if q.id != id),
        agreements=(*state.agreements, agreement),
    )


def _ends_by(gain: float, verb: str = "leaves") -> str:
    """What a gain comes to, in words."""
    points = round(abs(gain))
    if points == 0:
        return "which changes little for us"
    how = "better" if gain > 0 else "worse"
    return f"which {verb} us about {points} point{'s' if points > 1 else ''} {how} off"
