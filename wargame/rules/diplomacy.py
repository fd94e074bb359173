"""Negotiations while a turn is adjudicated: a draft becomes a proposal, a proposal that all its parties sign
an agreement, whose terms are kept or broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.account import Change, Entry, Reason, Talk, TalkKind
from wargame.rules.compiled import Apply, Rules, TermCode
from wargame.rules.context import Context
from wargame.rules.dice import LIMITS, Dice, name, scale
from wargame.rules.orders import Draft, Order, Orders, StanceWord
from wargame.rules.state import Agreement, Proposal, evolve, evolver
from wargame.rules.terms import conflicts, parties_of
from wargame.values import maker

_closed, _signed = evolver(Proposal, "status"), evolver(Proposal, "signed")
_performed, _survived = evolver(Agreement, "kept", "breaches"), evolver(Agreement, "survived")
NONE: tuple[Reason, ...] = ()
SAID: dict[StanceWord, TalkKind] = {"endorse": "endorsed", "disown": "disowned", "silent": "silent"}

Word = tuple[SeatId, StanceWord]
"""What a seat says of a proposal or an agreement."""
Said = tuple[SeatId, Orders]
"""A seat that has something to say, and its orders; such come in seat order."""


class Negotiations:
    """The proposals and agreements of a game being adjudicated. Works on lists that the context reads too."""

    def __init__(self, rules: Rules, x: Context, entries: list[Entry] | None) -> None:
        self.rules = rules
        self.x = x
        self.entries = entries
        self.proposals = list(x.proposals)
        self.agreements = list(x.agreements)
        x.proposals = self.proposals
        x.agreements = self.agreements

    def _tell(self, kind: TalkKind, id: PaperId, *of: Any, **more: Any) -> None:
        if self.entries is not None:
            self.entries.append(Talk(kind, id, *of, **more))

    def hear(self, said: Sequence[Said]) -> None:
        """Takes in all that is said in a turn: first what is answered, then words on papers, then drafts."""
        self.answer(said)
        if said:
            self.speak(said)
            self.propose(said)

    def answer(self, said: Iterable[Said]) -> None:
        """Takes in answers; what all its parties have signed comes into force."""
        for seat, orders in said:
            for answer in orders.answers:
                i = self._open(answer.proposal)
                if i is None:
                    continue
                proposal = self.proposals[i]
                if seat not in proposal.parties or seat in proposal.signed:
                    continue
                if answer.answer == "refuse":
                    self.proposals[i] = _closed(proposal, "refused")
                    self._tell("refused", proposal.id, seat)
                else:
                    self.proposals[i] = _signed(proposal, (*proposal.signed, seat))
                    self._tell("signed", proposal.id, seat)
        for i, proposal in enumerate(self.proposals):
            if proposal.status == "open" and set(proposal.parties).issubset(proposal.signed):
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
        terms = tuple(term for term in proposal.terms if term not in x.held)
        why = next(conflicts(self.rules, x, proposal.terms), "") if terms else "all of it is in force already"
        if why:
            self.proposals[i] = _closed(proposal, "expired")
            self._tell("lapsed", proposal.id, why=why)
            return
        self.proposals[i] = _closed(proposal, "signed")
        self.agreements.append(
            maker(Agreement)(
                id=proposal.id,
                author=proposal.author,
                terms=terms,
                parties=proposal.parties,
                since=x.turn,
                kept=(0,) * len(terms),
                stances=proposal.stances,
            )
        )
        x.hold()
        changes: list[Change] = []
        self.rules.signing(x.t, x.f, x, changes)
        for term in terms:
            self.rules.terms[term].on_signing(x.t, x.f, x, changes)
        self._tell("in force", proposal.id, changes=changes)

    def propose(self, said: Iterable[Said]) -> None:
        """Makes proposals of drafts. The other seats see them at the next dawn."""
        for seat, orders in said:
            for n, draft in enumerate(orders.drafts, 1):
                suffix = "" if n == 1 else f".{n}"
                self.proposals.append(self._proposal(seat, draft, PaperId(f"{self.x.turn}-{seat}{suffix}")))
                self._tell("proposed", self.proposals[-1].id, seat)

    def _proposal(self, seat: SeatId, draft: Draft, id: PaperId) -> Proposal:
        parties = parties_of(self.rules, seat, draft)
        return maker(Proposal)(
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

    def speak(self, said: Iterable[Said]) -> None:
        """Takes in what seats say of proposals and agreements. A word has its effects the first time that
        the seat says it of that proposal or agreement."""
        for seat, orders in said:
            for stance in orders.stances:
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
        self._tell(SAID[word[1]], about, word[0], changes=changes)

    def expire(self) -> None:
        """Lets proposals run out whose time is over."""
        for i, proposal in enumerate(self.proposals):
            if proposal.status == "open" and proposal.expires <= self.x.turn:
                self.proposals[i] = _closed(proposal, "expired")
                self._tell("expired", proposal.id)

    def perform(self, ordered: Mapping[int, Order]) -> None:
        """For every agreement and each of its terms: broken, not yet due, kept (with its effects) or late.
        ``ordered`` has the moves of the turn by their numbers."""
        x, terms, grace, undone = self.x, self.rules.terms, self.x.grace, ordered.keys().isdisjoint
        for i, agreement in enumerate(self.agreements):
            age, paper = x.turn - agreement.since, agreement.id
            kept, breaches = list(agreement.kept), agreement.breaches
            for n, id in enumerate(agreement.terms):
                if breaches and any(b[0] == id for b in breaches):
                    continue
                code = terms[id]
                breaker = "" if undone(code.broken_by) else self._breaker(code)
                if breaker:
                    breaches = (*breaches, (id, breaker, x.turn))
                    self.agreements[i] = _performed(agreement, tuple(kept), breaches)
                    x.hold()
                    self._term("broken", paper, id, code.on_break, breaker)
                elif id in grace and age < grace[id]:
                    continue
                elif kept[n] or not code.performed_by or self._performed(code, ordered):
                    kept[n] += 1
                    self._term("kept", paper, id, code.each_turn)
                elif age >= code.term.within:
                    self._tell("late", paper, "", id)
            self.agreements[i] = _performed(agreement, tuple(kept), breaches)
        x.settled = True

    def _breaker(self, code: TermCode) -> SeatId | Literal[""]:
        """The seat of the first move, in the scenario's order, that was ordered and breaks the term."""
        for index in sorted(code.broken_by.intersection(self.x.ordered)):
            seat = self.rules.moves[index].move.seat
            if seat in code.term.by:
                return seat
        return ""

    def _performed(self, code: TermCode, ordered: Mapping[int, Order]) -> bool:
        """Was it done this turn, as the term asks? What can be done only once, and in one way, counts
        whenever it was done."""
        x = self.x
        for i in code.performed_by:
            move = self.rules.moves[i]
            if i in x.happened and code.performed(move, ordered[i]):
                return True
            if x.done[i] and move.move.once and not code.term.performed_with:
                return True
        return False

    def _term(
        self, kind: TalkKind, paper: PaperId, id: TermId, apply: Apply, seat: SeatId | Literal[""] = ""
    ) -> None:
        changes: list[Change] = []
        apply(self.x.t, self.x.f, self.x, changes)
        if self.entries is not None:
            self._tell(kind, paper, seat, id, changes)

    def outlive(self, dice: Dice) -> None:
        """After the last turn: the dice decide which agreements outlive the change of hands. Those that it
        does not concern do."""
        x = self.x
        for i, agreement in enumerate(self.agreements):
            if not self.rules.asked(agreement.parties):
                self.agreements[i] = _survived(agreement, True)
                self._tell("untouched", agreement.id)
                continue
            x.subject = agreement
            base, reasons = 0, NONE
            if self.entries is None:
                odds = self.rules.playout.durability(x.t, x.f, x)
            else:
                base, odds, reasons = self.rules.durability(x.t, x.f, x)
            x.subject = None
            lane = dice.named(x.turn)(name(agreement.id, "durability"))
            survived = lane < LIMITS[odds]
            self.agreements[i] = _survived(agreement, survived)
            x.hold()
            if self.entries is not None:
                kind: TalkKind = "survived" if survived else "fell"
                self._tell(kind, agreement.id, odds=odds, roll=scale(lane), reasons=reasons, base=base)
