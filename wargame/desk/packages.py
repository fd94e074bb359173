"""Drafts that lie ready, of three sizes, made of what both sides could sign as far as the seat can tell."""

from __future__ import annotations

import random
from collections.abc import Sequence

from wargame.ids import SeatId
from wargame.rules.orders import Draft, Orders
from wargame.rules.terms import bargains, open_terms
from wargame.rules.views import SeatView
from wargame.session.seat import SeatDoor
from wargame.values import frozen

SIZES = {"small": (2,), "middle": (3, 4), "large": (5, 6)}
"""How many terms there are in a package of each size."""
POOL = 9
"""Of how many terms packages are made."""
SAMPLES = 3
"""In how many states that could be it is looked up what a term is worth."""


@frozen
class Package:
    """A draft that lies ready. ``worth`` is what it is worth now to each of the others who have to sign, as
    far as the seat can tell, and ``ours`` to itself."""

    size: str
    draft: Draft
    ours: int
    worth: tuple[tuple[SeatId, int], ...]


def packages(door: SeatDoor, view: SeatView) -> tuple[Package, ...]:
    """The best of each size of which everybody who signs has something; none of a size where there is none.
    What this seat has proposed before is not among them."""
    me, signers = view.seat.id, {*view.signers}
    if view.late or me not in signers:
        return ()
    rules, chance = door.rules, random.Random(view.turn.number)
    worlds = [rules.context(door.sample(chance)) for _ in range(SAMPLES)]
    free = {term.id: term.points for term in view.terms if not term.closed and signers.issuperset(term.by)}
    codes = [code for code in open_terms(rules.terms.values(), worlds[0]) if code.term.id in free]
    worth = {
        (seat, c.term.id): sum(rules.worth(seat, (c.term.id,), x) for x in worlds) / SAMPLES
        for seat in view.signers
        for c in codes
    } | {(me, id): points for id, points in free.items()}
    codes.sort(key=lambda code: -sum(worth[seat, code.term.id] for seat in view.signers))
    made = {frozenset(p.terms) for p in view.proposals if p.mine == "author"}

    def best(size: str, counts: Sequence[int]) -> Package | None:
        found: list[tuple[float, Package]] = []
        for terms, parties in bargains(rules, me, codes[:POOL], counts, worlds[0]):
            ours, *theirs = (
                sum(worth[seat, id] for id in terms) for seat in (me, *(p for p in parties if p != me))
            )
            if ours >= 1 and min(theirs) >= 1 and frozenset(terms) not in made:
                others = tuple(zip((p for p in parties if p != me), map(round, theirs), strict=True))
                found.append((ours + min(*theirs, 4) / 2, Package(size, Draft(terms), round(ours), others)))
        found.sort(key=lambda item: -item[0])
        return next((p for _, p in found if not door.problems(Orders(drafts=(p.draft,)))), None)

    sized = ((size, [n for n in counts if n <= view.max_terms]) for size, counts in SIZES.items())
    return tuple(package for size, counts in sized if (package := best(size, counts)))
