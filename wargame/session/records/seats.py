"""Records of what seats do, and of who has them."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from wargame.ids import SeatId
from wargame.rules.orders import Orders
from wargame.session.pin import sealed
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.session.setup import SeatSetup


@frozen(kw_only=True)
class _OfSeat(GameRecord):
    """Something about one seat, in the turn that is being played."""

    seat: SeatId
    at: datetime | None = None


@frozen(kw_only=True)
class CommitRecord(_OfSeat):
    """A seat committed its orders. Whether the rules allow them is not asked here."""

    kind = "commit"
    orders: Orders

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.seat in progress.pending:
            raise GameError(f"{progress.name(self.seat)} has committed already; take it back first.")
        progress.must_be_held(self.seat)

    def apply(self, progress: Progress) -> None:
        nth = self.turn, self.seat
        progress.commits[nth] = progress.commits.get(nth, 0) + 1
        progress.pending[self.seat] = self.orders


@frozen(kw_only=True)
class TakeBackRecord(_OfSeat):
    """A seat took its orders back, and with them goes what the umpire ruled on them."""

    kind = "takeback"

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.seat not in progress.pending:
            raise GameError(f"{progress.name(self.seat)} has not committed.")
        if not progress.waiting:
            raise GameError("Everybody has committed; it is too late to take orders back.")

    def apply(self, progress: Progress) -> None:
        progress.forget_rulings(self.seat)
        del progress.pending[self.seat]


@frozen(kw_only=True)
class SeatRecord(_OfSeat):
    """A seat was given to somebody else; what was ruled on its default orders no longer holds."""

    kind = "seat"
    setup: SeatSetup

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.seat in progress.pending:
            raise GameError(f"{progress.name(self.seat)} has committed; change the seat next turn.")

    def apply(self, progress: Progress) -> None:
        progress.forget_rulings(self.seat)
        progress.setups[self.seat] = self.setup
        progress.reseated = (*progress.reseated, (self.turn, self.seat, self.setup))


@frozen(kw_only=True)
class PinRecord(_OfSeat):
    """A seat was given a PIN, kept as ``pin.seal`` gives it, or rid of its own."""

    kind = "pin"
    pin: str = ""

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.pin and self.seat in progress.pins:
            raise GameError(f"{progress.name(self.seat)} has a PIN already.")
        if self.pin and not sealed(self.pin):
            raise GameError("its PIN is not kept as this program keeps one")

    def apply(self, progress: Progress) -> None:
        progress.pins.pop(self.seat, None)
        if self.pin:
            progress.pins[self.seat] = self.pin
