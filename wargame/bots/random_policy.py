"""A player that draws from what is allowed: useful for tests and balance, and good at nothing."""

from __future__ import annotations

import random
from typing import Literal

from wargame.ids import ChoiceId, OptionId, TermId
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise, Stance
from wargame.rules.views import MoveView, SeatView, TermView
from wargame.session.seat import SeatDoor

LETTERS = (
    "We read your last steps with care. What would you do if we did the same?",
    "There is little time. Tell us what you can deliver before it runs out.",
    "Do not mistake our patience for weakness.",
    "A small step from you would be answered with one from us.",
    "Our people ask what we got for our restraint. Help us to answer them.",
    "We would rather hear your terms from you than from the newspapers.",
)


STANCES: tuple[Literal["endorse", "silent", "disown"], ...] = ("endorse", "silent", "disown")


class RandomPolicy:
    """Draws moves it can afford, options, letters, promises, drafts, answers and stances, and a forecast.

    ``letters``, ``drafts`` and ``answers`` say how often it gives these, 0 to 1; a forecast it always gives.
    """

    def __init__(self, letters: float = 0.5, drafts: float = 0.3, answers: float = 0.7) -> None:
        self.letters, self.drafts, self.answers = letters, drafts, answers

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return a draw from the legal orders of ``view``'s seat."""
        moves = _moves(view, rng)
        letters = _letters(view, rng) if rng.random() < self.letters else ()
        drafts = _drafts(view, rng) if rng.random() < self.drafts else ()
        return Orders(
            moves=moves,
            letters=() if view.late else letters,
            drafts=() if view.late else drafts,
            answers=_answers(view, rng, self.answers),
            stances=_stances(view, rng, self.answers),
            forecast=rng.choice(view.forecast.words)[0] if view.forecast else None,
        )


def make(door: SeatDoor, argument: str = "") -> RandomPolicy:
    """Return the policy as it plays a seat: it needs nothing but the view."""
    return RandomPolicy()


def _moves(view: SeatView, rng: random.Random) -> tuple[Order, ...]:
    """Up to the allowance of different open moves that the seat can pay for together."""
    wanted = rng.randint(0, view.allowance)
    left = view.resource_left
    chosen: list[Order] = []
    candidates = [move for move in view.moves if not move.closed]
    rng.shuffle(candidates)
    for move in candidates:
        if len(chosen) == wanted:
            break
        if not view.resource or move.cost <= left:
            left -= move.cost
            chosen.append(Order(move.id, _options(move, rng)))
    return tuple(chosen)


def _options(move: MoveView, rng: random.Random) -> tuple[tuple[OptionId, ChoiceId], ...]:
    return tuple((option.id, rng.choice(option.choices).id) for option in move.options)


def _letters(view: SeatView, rng: random.Random) -> tuple[Letter, ...]:
    """One letter to one seat, sometimes with a promise."""
    if not view.others:
        return ()
    promise = None
    if view.promisable and rng.random() < 0.4:
        move, _name = rng.choice(view.promisable)
        by = max(view.turn.number + 1, rng.randint(view.turn.number, min(view.turn.number + 3, view.turn.of)))
        promise = Promise(move, rng.random() < 0.5, by)
    to = rng.choice(view.others).id
    open_ones = [(p.seat, p.to, p.move, p.will) for p in view.pledges if p.status == "open"]
    if promise and (view.seat.id, to, promise.move, promise.will) in open_ones:
        promise = None
    return (Letter(to, rng.choice(LETTERS), promise),)


def _drafts(view: SeatView, rng: random.Random) -> tuple[Draft, ...]:
    """One draft of a few terms that go together, between seats that can sign."""
    if view.seat.id not in view.signers:
        return ()
    open_terms = [term for term in view.terms if not term.closed and set(term.by) <= set(view.signers)]
    rng.shuffle(open_terms)
    wanted = rng.randint(1, max(1, min(4, view.max_terms)))
    chosen: list[TermView] = []
    for term in open_terms:
        if len(chosen) < wanted and _fits(term, chosen):
            chosen.append(term)
    partners = {seat for term in chosen for seat in term.by} - {view.seat.id}
    if not chosen or not partners:
        return ()
    return (Draft(tuple(term.id for term in chosen)),)


def _fits(term: TermView, chosen: list[TermView]) -> bool:
    """Whether the term can join the chosen ones."""
    ids = {other.id for other in chosen}
    return set(term.requires) <= ids and not set(term.excludes) & ids


def _answers(view: SeatView, rng: random.Random, often: float) -> tuple[Answer, ...]:
    """Answers to what waits for them, never a signature under two texts that exclude each other."""
    excluded = {term.id: set(term.excludes) for term in view.terms}
    signed: set[TermId] = set()
    answers = []
    for proposal in view.proposals:
        if not proposal.must_answer or rng.random() >= often:
            continue
        signs = not proposal.closed and rng.choice((True, False))
        if signs and any(excluded[term] & signed for term in proposal.terms):
            signs = False
        if signs:
            signed.update(proposal.terms)
        answers.append(Answer(proposal.id, "sign" if signs else "refuse"))
    return tuple(answers)


def _stances(view: SeatView, rng: random.Random, often: float) -> tuple[Stance, ...]:
    """Now and then a new word on an agreement or a proposal that the seat knows and is no party to."""
    if view.stance.closed:
        return ()
    known = {item.id: item.stances for item in view.agreements if view.seat.id not in item.parties}
    known |= {
        item.id: item.stances for item in view.proposals if item.mine == "reader" and item.status == "open"
    }
    chosen: list[Stance] = []
    for id, stances in known.items():
        held = dict(stances).get(view.seat.id, "silent")
        if rng.random() < often / 2:
            chosen.append(Stance(id, rng.choice([stance for stance in STANCES if stance != held])))
    return tuple(chosen)
