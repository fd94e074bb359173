"""Orders that were committed under seal, laid open."""

from __future__ import annotations

from typing import Self

from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.orders import Orders
from wargame.session.documents import BadRecord, from_document, value_to
from wargame.session.progress import GameError, Progress
from wargame.session.sealing import CantOpen, Key, bound, new_nonce
from wargame.values import frozen


@frozen
class Opened:
    """What a seat committed, and the nonce that it was bound with."""

    seat: SeatId
    nonce: str
    orders: Orders

    @classmethod
    def anew(cls, seat: SeatId, orders: Orders) -> Self:
        """With a nonce of its own."""
        return cls(seat, new_nonce(), orders)

    @classmethod
    def of(cls, seat: SeatId, sealed: str, key: Key) -> Self:
        """The reverse of ``sealed``. Raises BadRecord."""
        try:
            held = key.open(sealed)
            return cls(seat, str(held["nonce"]), from_document(held["orders"], Orders))
        except (CantOpen, KeyError, TypeError) as error:
            raise BadRecord(f"its orders can't be opened: {error}") from error

    def sealed(self, rules: Rules, key: Key) -> str:
        """What stands in the commit, under the key of the game; how much there is in it is nobody's
        business."""
        return key.seal({"nonce": self.nonce, "orders": value_to(rules, self.orders)}, 1024)

    def bound(self, rules: Rules) -> str:
        """What binds the orders."""
        return bound(self.nonce, value_to(rules, self.orders))

    def must_fit(self, rules: Rules, bound: str) -> None:
        """Raises GameError where these are not the orders that were bound."""
        if self.bound(rules) != bound:
            name = rules.scenario.seats[self.seat].name
            raise GameError(f"{name} committed other orders than those laid open")


def open_here(progress: Progress) -> tuple[Opened, ...]:
    """The orders of this turn that were committed under seal, laid open as far as they can be read here."""
    found = progress.nonces.items()
    return tuple(Opened(seat, nonce, progress.pending[seat]) for seat, nonce in found)


def must_fit(progress: Progress, found: tuple[Opened, ...]) -> None:
    """Raises GameError where these are not the orders that were committed under seal in this turn."""
    for one in found:
        one.must_fit(progress.rules, progress.committed.get(one.seat, ""))
    missing = {seat for seat, bound in progress.committed.items() if bound} - {one.seat for one in found}
    if missing:
        raise GameError(f"the orders of {progress.name(missing.pop())} are not laid open")


def lay_open(progress: Progress, found: tuple[Opened, ...]) -> None:
    """Lets everybody read them."""
    for one in found:
        progress.pending[one.seat], progress.nonces[one.seat] = one.orders, one.nonce
