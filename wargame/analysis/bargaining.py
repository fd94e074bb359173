"""The bargaining range: what each offer was worth to every seat, who would have signed, and the offer that
could have been."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import evolve

from wargame.analysis.futures import Comparison, Futures
from wargame.analysis.measures import Shift
from wargame.analysis.work import Here, Work
from wargame.bots.planner.rollout import MAX_TERMS
from wargame.bots.planner.utility import WORTH, Utility
from wargame.ids import PaperId, SeatId, TermId
from wargame.rules.abreast import abreast
from wargame.rules.belief import believed
from wargame.rules.compiled import Rules
from wargame.rules.orders import Answer
from wargame.rules.record import TurnRecord
from wargame.rules.state import Proposal, State
from wargame.rules.terms import bargains
from wargame.session.log import GameLog
from wargame.values import frozen

PLAYOUTS = 3_000
"""How many games are played on for all offers, about, unless said."""
LEAST = 8
"""In how many pairs of games an offer is tried at least."""
POOL = 9
"""Of how many terms offers that were never made are put together: those worth most to all who can sign."""
TRIED = 4
"""How many offers never made are tried for each turn."""
NEVER = PaperId("never made")

Fate = Literal["open", "refused", "expired", "signed", "never made"]


@frozen
class Stake:
    """What an offer was to a seat. ``gain`` is what it would have brought it, in points of score: in force
    against refused, with the same luck. ``worth`` is what the scenario takes its terms to be worth to that
    seat, summed, as the seat could tell then. A seat in character signs for ``gain + worth / 2`` points from
    its ``price`` on: more for the patient, who may wait for better, less for the impatient. ``party``: had it
    to sign?"""

    seat: SeatId
    party: bool
    gain: Shift
    worth: int
    price: float

    @property
    def margin(self) -> float:
        """By how many points the offer was above its price; below 0 it fell short by so much."""
        return self.gain.mean + WORTH * self.worth - self.price

    @property
    def signs(self) -> bool:
        """Would it have signed?"""
        return self.party and self.margin >= 0


@frozen
class Offer:
    """An offer, by what was so in the ``turn`` in which it could first be signed. ``made`` is the turn of its
    draft, 0 where it was never made. ``signed`` and ``refused`` are the seats that did, its author among
    them; ``fate`` is what came of it. ``stakes`` has every seat, in seat order."""

    turn: int
    made: int
    id: PaperId
    author: SeatId | Literal[""]
    terms: tuple[TermId, ...]
    parties: tuple[SeatId, ...]
    fate: Fate
    signed: tuple[SeatId, ...]
    refused: tuple[SeatId, ...]
    stakes: tuple[Stake, ...]

    @property
    def least(self) -> float:
        """The margin of the party that fell short by most, or had least to spare."""
        return min(stake.margin for stake in self.stakes if stake.party)

    @property
    def possible(self) -> bool:
        """Would all its parties have signed?"""
        return self.least >= 0


@frozen
class Bargaining:
    """All ``offers`` that could be answered, in the order in which they were made; for each turn in which an
    offer could have been signed the best found among those ``missed``, never made in the whole game, the best
    first: those that leave the worst off party best off. ``worlds`` is in how many pairs of games each was
    tried, ``played`` how many games were played in all."""

    offers: tuple[Offer, ...]
    missed: tuple[Offer, ...]
    worlds: int
    played: int


def bargaining(
    game: GameLog, *, most: int = 1, playouts: int = PLAYOUTS, seed: int = 0, work: Work | None = None
) -> Bargaining:
    """Plays on with each offer signed by all and with it refused, from the turn in which it could first be
    signed; for each turn, up to ``most`` offers never made. About ``playouts`` games are played, and some
    more where they do not reach for a few pairs each. What is told is told of the truth, which nobody had
    then; what was never made is looked for among offers of few terms that promise most by their worth: there
    may be better ones. ``work``, of the same game and seed, does the parts, if it is given.
    """
    work = work or Here(Futures(game, seed))
    begun, futures = work.played, work.futures
    opened = {record.turn: record.opening for record in game.turns}
    made = [p for p in game.state.proposals if p.made + 1 in opened]
    never = [
        found for turn, state in opened.items() if turn > 1 for found in _never(futures, game, turn, state)
    ]
    if not (made or never):
        return Bargaining((), (), 0, 0)
    worlds = max(LEAST, playouts // (2 * (len(made) + len(never))))
    tried = [*((p.made + 1, p) for p in made), *never]
    found = [*work.each(stakes, [(turn, p, worlds) for turn, p in tried])]
    offers = [_offer(game, p, at_stake) for p, at_stake in zip(made, found, strict=False)]
    missed: list[Offer] = []
    for turn in opened:
        pairs = zip(never, found[len(made) :], strict=True)
        then = [_missed(turn, p, at_stake) for (when, p), at_stake in pairs if when == turn]
        missed += sorted(then, key=lambda offer: -offer.least)[:most]
    return Bargaining(tuple(offers), tuple(missed), worlds, work.played - begun)


def stakes(futures: Futures, part: tuple[int, Proposal, int]) -> tuple[Stake, ...]:
    """What an offer is to every seat when a turn opens, tried in so many pairs of games."""
    turn, offer, worlds = part
    rules, compared = futures.rules, Comparison(futures.rules)
    state = futures.game.turns[turn - 1].opening
    last = max(offer.parties, key=lambda seat: seat != offer.author)
    signed = tuple(seat for seat in offer.parties if seat != last)
    waiting = evolve(offer, signed=signed, status="open", expires=state.turn)
    others = tuple(p for p in state.proposals if p.id != offer.id)
    tabled = evolve(state, proposals=(*others, waiting))
    lucks = map(futures.world, range(worlds))
    answered = [{last: Answer(offer.id, word)} for word in _WORDS]
    ends = abreast(luck.from_opening(rules.context(tabled), each) for luck in lucks for each in answered)
    for sign, refuse in zip(ends[::2], ends[1::2], strict=True):
        compared.add(sign, refuse)
    return tuple(_stake(rules, state, offer, *found) for found in compared.seats.items())


def _stake(rules: Rules, state: State, offer: Proposal, seat: SeatId, gain: Shift) -> Stake:
    worth = rules.worth(seat, offer.terms, rules.context(believed(rules, state, seat)))
    return Stake(seat, seat in offer.parties, gain, worth, Utility(rules, seat).price)


_WORDS: tuple[Literal["sign", "refuse"], ...] = ("sign", "refuse")


def _offer(game: GameLog, p: Proposal, stakes: tuple[Stake, ...]) -> Offer:
    refused = [seat for record in game.turns for seat in _refusals(record, p.id)]
    return Offer(
        p.made + 1, p.made, p.id, p.author, p.terms, p.parties, p.status, p.signed, tuple(refused), stakes
    )


def _refusals(record: TurnRecord, id: PaperId) -> Iterator[SeatId]:
    """The seats that refused an offer in a turn."""
    for seat, orders in record.orders.items():
        if any(answer.proposal == id and answer.answer == "refuse" for answer in orders.answers):
            yield seat


def _missed(turn: int, p: Proposal, stakes: tuple[Stake, ...]) -> Offer:
    return Offer(turn, 0, NEVER, "", p.terms, p.parties, "never made", (), (), stakes)


def _never(futures: Futures, game: GameLog, turn: int, state: State) -> list[tuple[int, Proposal]]:
    """The most promising offers for a turn of those never made: between each group of seats the one by which
    the worst off of them gains most by the worth of the terms, then others."""
    rules, x = futures.rules, futures.rules.context(state)
    signers = futures.rollout.signers
    made = {frozenset(p.terms) for p in game.state.proposals}
    codes = futures.rollout.open_terms(signers, x)
    codes.sort(key=lambda code: -sum(rules.worth(seat, (code.term.id,), x) for seat in signers))
    sizes = range(1, min(MAX_TERMS, game.scenario.agreements.max_terms) + 1)
    found: dict[tuple[frozenset[TermId], tuple[SeatId, ...]], tuple[int, int, Proposal]] = {}
    for author in signers:
        for terms, parties in bargains(rules, author, codes[:POOL], sizes, x):
            key = frozenset(terms), parties
            if key[0] not in made and key not in found:
                worths = [rules.worth(seat, terms, x) for seat in parties]
                p = Proposal(NEVER, author, terms, parties, (), turn - 1, turn)
                found[key] = min(worths), sum(worths), p
    ranked = sorted(found.values(), key=lambda item: item[:2], reverse=True)
    return [(turn, p) for p in _varied(p for _, _, p in ranked)][:TRIED]


def _varied(ranked: Iterable[Proposal]) -> Sequence[Proposal]:
    """The same, the first of each group of parties before all others."""
    first: dict[tuple[SeatId, ...], Proposal] = {}
    rest = [p for p in ranked if first.setdefault(p.parties, p) is not p]
    return [*first.values(), *rest]
