"""Negotiations while a turn is adjudicated: a draft becomes a proposal, a proposal that all its parties sign
an agreement, whose terms are kept or broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from wargame.ids import MoveId, PaperId, SeatId, TermId
from wargame.rules.account import Change, Entry, Talk, TalkKind
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.dice import Dice
from wargame.rules.orders import AllOrders, Draft, Order, StanceWord
from wargame.rules.state import Agreement, Proposal, evolve
from wargame.rules.terms import conflicts, parties_of

SAID: dict[StanceWord, TalkKind] = {"endorse": "endorsed", "disown": "disowned", "silent": "silent"}

Word = tuple[SeatId, StanceWord]
"""What a seat says of a proposal or an agreement."""


class Negotiations:
    """The proposals and agreements of one adjudication. Works on lists that the context reads too."""

    def __init__(self, rules: Rules, x: Context, entries: list[Entry] | None) -> None:
        self.rules = rules
        self.x = x
        self.entries = entries
        self.proposals = list(x.proposals)
        self.agreements = list(x.agreements)
        x.proposals = self.proposals
        x.agreements = self.agreements

    def _tell(self, talk: Talk) -> None:
        if self.entries is not None:
            self.entries.append(talk)

    def answer(self, orders: AllOrders) -> None:
        """Takes in answers, in seat order; what all its parties have signed comes into force."""
        for seat in self.rules.seats:
            for answer in orders[seat].answers:
                i = self._open(answer.proposal)
                if i is None:
                    continue
                proposal = self.proposals[i]
                if seat not in proposal.parties or seat in proposal.signed:
                    continue
                if answer.answer == "refuse":
                    self.proposals[i] = evolve(proposal, status="refused")
                    self._tell(Talk("refused", proposal.id, seat))
                else:
                    self.proposals[i] = evolve(proposal, signed=(*proposal.signed, seat))
                    self._tell(Talk("signed", proposal.id, seat))
        for i, proposal in enumerate(self.proposals):
            if proposal.status == "open" and set(proposal.parties) <= set(proposal.signed):
                self._come_into_force(i)

    def _open(self, id: str) -> int | None:
        for i, proposal in enumerate(self.proposals):
            if proposal.id == id and proposal.status == "open":
                return i
        return None

    def _come_into_force(self, i: int) -> None:
        """A term binds once: what another agreement holds already stays there. A proposal lapses when nothing
        is left of it, or when something of it has become impossible since it was written."""
        proposal, x = self.proposals[i], self.x
        terms = tuple(term for term in proposal.terms if not x.agreed(term))
        why = next(conflicts(self.rules, x, proposal.terms), "") if terms else "all of it is in force already"
        if why:
            self.proposals[i] = evolve(proposal, status="expired")
            self._tell(Talk("lapsed", proposal.id, why=why))
            return
        self.proposals[i] = evolve(proposal, status="signed")
        self.agreements.append(
            Agreement(
                id=proposal.id,
                author=proposal.author,
                terms=terms,
                parties=proposal.parties,
                since=x.turn,
                kept=(0,) * len(terms),
                stances=proposal.stances,
            )
        )
        changes: list[Change] = []
        self.rules.signing(x.t, x.f, x, changes)
        for term in terms:
            self.rules.terms[term].on_signing(x.t, x.f, x, changes)
        self._tell(Talk("in force", proposal.id, changes=changes))

    def propose(self, orders: AllOrders) -> None:
        """Makes proposals of drafts. The other seats see them at the next dawn."""
        for seat in self.rules.seats:
            for n, draft in enumerate(orders[seat].drafts, 1):
                suffix = "" if n == 1 else f".{n}"
                self.proposals.append(self._proposal(seat, draft, PaperId(f"{self.x.turn}-{seat}{suffix}")))
                self._tell(Talk("proposed", self.proposals[-1].id, seat))

    def _proposal(self, seat: SeatId, draft: Draft, id: PaperId) -> Proposal:
        parties = parties_of(self.rules, seat, draft)
        return Proposal(
            id=id,
            author=seat,
            terms=draft.terms,
            parties=parties,
            cc=tuple(s for s in self.rules.seats if s in draft.cc and s not in parties),
            made=self.x.turn,
            expires=min(self.x.turn + self.rules.scenario.agreements.expires, self.rules.last_turn),
            note=draft.note,
            signed=(seat,),
        )

    def speak(self, orders: AllOrders) -> None:
        """Takes in what seats say of proposals and agreements. A word has its effects the first time that
        the seat says it of that proposal or agreement."""
        for seat in self.rules.seats:
            for stance in orders[seat].stances:
                word: Word = (seat, stance.stance)
                new = False
                for i, proposal in enumerate(self.proposals):
                    if proposal.id == stance.about:
                        new = word not in proposal.stances
                        self.proposals[i] = evolve(proposal, stances=(*proposal.stances, word))
                for i, agreement in enumerate(self.agreements):
                    if agreement.id == stance.about:
                        new = word not in agreement.stances
                        self.agreements[i] = evolve(agreement, stances=(*agreement.stances, word))
                self._stance_effects(word, stance.about, new)

    def _stance_effects(self, word: Word, about: PaperId, new: bool) -> None:
        x, apply = self.x, self.rules.stances.get(word)
        changes: list[Change] = []
        if apply is not None and new:
            apply(x.t, x.f, x, changes)
        self._tell(Talk(SAID[word[1]], about, word[0], changes=changes))

    def expire(self) -> None:
        """Lets proposals run out whose time is over."""
        for i, proposal in enumerate(self.proposals):
            if proposal.status == "open" and proposal.expires <= self.x.turn:
                self.proposals[i] = evolve(proposal, status="expired")
                self._tell(Talk("expired", proposal.id))

    def perform(self, orders: AllOrders) -> None:
        """For every agreement and each of its terms: broken, not yet due, kept (with its effects) or late."""
        chosen = {order.move: order for mine in orders.values() for order in mine.moves}
        for i, agreement in enumerate(self.agreements):
            kept = list(agreement.kept)
            breaches = list(agreement.breaches)
            for n, id in enumerate(agreement.terms):
                if any(b[0] == id for b in breaches):
                    continue
                breaker = self._breaker(id)
                if breaker:
                    breaches.append((id, breaker, self.x.turn))
                    self.agreements[i] = evolve(agreement, kept=tuple(kept), breaches=tuple(breaches))
                    self._term("broken", agreement.id, id, breaker)
                elif self.x.turn - agreement.since < self.x.grace.get(id, 0):
                    continue
                elif kept[n] or self._performed(id, chosen):
                    kept[n] += 1
                    self._term("kept", agreement.id, id)
                elif self.x.turn - agreement.since >= self.rules.terms[id].term.within:
                    self._term("late", agreement.id, id)
            self.agreements[i] = evolve(agreement, kept=tuple(kept), breaches=tuple(breaches))
        self.x.settled = True

    def _breaker(self, id: TermId) -> SeatId | Literal[""]:
        """The seat of the first move, in the scenario's order, that was ordered and breaks the term."""
        code = self.rules.terms[id]
        for index in sorted(code.broken_by & self.x.ordered):
            seat = self.rules.moves[index].move.seat
            if seat in code.term.by:
                return seat
        return ""

    def _performed(self, id: TermId, chosen: Mapping[MoveId, Order]) -> bool:
        """Is there nothing to do for the term, or was it done this turn, as the term asks? What can be done
        only once, and in one way, counts whenever it was done."""
        x, code = self.x, self.rules.terms[id]
        for i in code.performed_by:
            move = self.rules.moves[i]
            if i in x.happened and code.performed(move, chosen[move.move.id]):
                return True
            if x.done[i] and move.move.once and not code.term.performed_with:
                return True
        return not code.performed_by

    def _term(self, kind: TalkKind, agreement: PaperId, id: TermId, seat: SeatId | Literal[""] = "") -> None:
        x, code = self.x, self.rules.terms[id]
        changes: list[Change] = []
        if kind == "kept":
            code.each_turn(x.t, x.f, x, changes)
        elif kind == "broken":
            code.on_break(x.t, x.f, x, changes)
        self._tell(Talk(kind, agreement, seat, id, changes))

    def outlive(self, dice: Dice) -> None:
        """After the last turn: the dice decide which agreements outlive the change of hands. Those that it
        does not concern do."""
        x = self.x
        for i, agreement in enumerate(self.agreements):
            if not self.rules.asked(agreement.parties):
                self.agreements[i] = evolve(agreement, survived=True)
                self._tell(Talk("untouched", agreement.id))
                continue
            x.subject = agreement
            base, odds, reasons = self.rules.durability(x.t, x.f, x)
            x.subject = None
            roll = dice.roll(x.turn, agreement.id, "durability")
            self.agreements[i] = evolve(agreement, survived=roll < odds)
            kind: TalkKind = "survived" if roll < odds else "fell"
            self._tell(Talk(kind, agreement.id, odds=odds, roll=roll, reasons=reasons, base=base))
