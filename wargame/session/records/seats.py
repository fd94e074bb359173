"""Records of what seats do, and of who has them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from attrs import evolve

from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.orders import Orders
from wargame.session.cleaning import clean_setup
from wargame.session.documents import Document, value_to
from wargame.session.pin import sealed
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.session.records.opened import Opened, lay_open
from wargame.session.setup import Decision, Incident, SeatSetup
from wargame.values import frozen


@frozen(kw_only=True)
class _OfSeat(GameRecord):
    """Something about one seat, in the turn that is being played."""

    seat: SeatId
    at: datetime | None = None


_NONE = Orders()


@frozen(kw_only=True)
class CommitRecord(_OfSeat):
    """A seat committed its orders. Whether the rules allow them is not asked here.

    They stand there in clear; or ``bound`` binds them (``sealing.bound``) until the turn's resolution lays
    them open, and ``sealed`` has them, with the nonce, under the key of the game. ``by`` is who allowed that
    a seat with a PIN is played by its default; ``late``: the clock did it, or who is named by ``by`` ended
    the turn; ``default``: nothing could be committed then that lay on its desk. ``seconds`` is for how long
    its desk had been open in this turn, where somebody counted.
    """

    kind = "commit"
    orders: Orders = _NONE
    bound: str = ""
    sealed: str = ""
    by: str = ""
    late: bool = False
    default: bool = False
    seconds: int | None = None

    def document(self, rules: Rules) -> Document:
        found = super().document(rules)
        return found if self.bound else {**found, "orders": value_to(rules, self.orders)}

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.seat in progress.committed:
            raise GameError(f"{progress.name(self.seat)} has committed already; take it back first.")
        progress.must_be_held(self.seat)
        if bool(self.bound) != (progress.secrets is not None):
            raise GameError("its orders are not kept as this game keeps them")

    def apply(self, progress: Progress) -> None:
        nth = self.turn, self.seat
        progress.commits[nth] = progress.commits.get(nth, 0) + 1
        progress.committed[self.seat] = self.bound
        by_clock = self.late and not self.by  # who had orders when somebody ended the turn was not late
        progress.decisions.append(Decision(self.turn, self.seat, "orders", self.at, self.seconds, by_clock))
        if not self.bound:
            progress.pending[self.seat] = self.orders
        elif progress.key is not None:
            held = Opened.of(self.seat, self.sealed, progress.key)
            held.must_fit(progress.rules, self.bound)
            lay_open(progress, (held,))
        if self.late and self.by:
            given = progress.pending.get(self.seat)  # older saves don't say it, and may be under seal
            default = self.default or (given is not None and given.defaulted)
            what: Literal["got its default", "gave what it had"]
            what = "got its default" if default else "gave what it had"
            progress.incidents.append(Incident(self.turn, self.seat, what, self.by))
        elif self.by:
            progress.incidents.append(Incident(self.turn, self.seat, "was played by its default", self.by))
        elif self.late:
            progress.incidents.append(Incident(self.turn, self.seat, "was out of time"))


@frozen(kw_only=True)
class TakeBackRecord(_OfSeat):
    """A seat took its orders back, and with them goes what the umpire ruled on them."""

    kind = "takeback"

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.seat not in progress.committed:
            raise GameError(f"{progress.name(self.seat)} has not committed.")
        if not progress.waiting:
            raise GameError("Everybody has committed; it is too late to take orders back.")

    def apply(self, progress: Progress) -> None:
        progress.forget_rulings(self.seat)
        del progress.committed[self.seat]
        progress.go_through(len(progress.decisions) + len(progress.setups))
        last = max(n for n, taken in enumerate(progress.decisions) if taken.seat == self.seat)
        del progress.decisions[last]
        progress.pending.pop(self.seat, None)
        progress.nonces.pop(self.seat, None)
        progress.incidents.append(Incident(self.turn, self.seat, "took its orders back"))


_GIVEN: Mapping[str, Any] = {
    "people": "was given to people",
    "ai": "was given to a machine",
    "closed": "was closed",
}


@frozen(kw_only=True)
class SeatRecord(_OfSeat):
    """A seat was given to somebody else, as ``by`` allowed where it has a PIN; what was ruled on its default
    orders no longer holds."""

    kind = "seat"
    setup: SeatSetup
    by: str = ""

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.seat in progress.committed:
            raise GameError(f"{progress.name(self.seat)} has committed; change the seat next turn.")

    def apply(self, progress: Progress) -> None:
        progress.forget_rulings(self.seat)
        _give(progress, self.turn, self.seat, self.setup)
        if self.by:
            progress.incidents.append(Incident(self.turn, self.seat, _GIVEN[self.setup.kind], self.by))


@frozen(kw_only=True)
class PeopleRecord(_OfSeat):
    """The people of a seat, or the order in which they lead, are others: from this turn on, or from the next
    where it has committed in this one."""

    kind = "people"
    players: str = ""
    team: str = ""

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if progress.setups[self.seat].kind != "people":
            raise GameError(f"No people have {progress.name(self.seat)}; give it to some first.")

    def apply(self, progress: Progress) -> None:
        setup = evolve(progress.setups[self.seat], players=self.players, team=self.team)
        _give(progress, self.turn + (self.seat in progress.committed), self.seat, setup)


def _give(progress: Progress, turn: int, seat: SeatId, setup: SeatSetup) -> None:
    """Lets a seat be somebody else's from a turn on, whoever was to have it from a later one."""
    progress.setups[seat] = setup = clean_setup(setup)
    later = bisect_right(progress.reseated, turn, key=lambda change: change[0])
    kept = [change for change in progress.reseated[later:] if change[1] != seat]
    progress.reseated[later:] = [(turn, seat, setup), *kept]


@frozen(kw_only=True)
class PinRecord(_OfSeat):
    """A seat was given a PIN, kept as ``pin.seal`` gives it, or rid of its own, as ``by`` allowed."""

    kind = "pin"
    pin: str = ""
    by: str = ""

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if self.pin and self.seat in progress.pins:
            raise GameError(f"{progress.name(self.seat)} has a PIN already.")
        if self.pin and not sealed(self.pin):
            raise GameError("its PIN is not kept as this program keeps one")

    def apply(self, progress: Progress) -> None:
        had = progress.pins.pop(self.seat, None)
        if self.pin:
            progress.pins[self.seat] = self.pin
            progress.incidents.append(Incident(self.turn, self.seat, "was given a PIN"))
        elif had:
            progress.incidents.append(Incident(self.turn, self.seat, "was rid of its PIN", self.by))


@frozen(kw_only=True)
class TriedRecord(GameRecord):
    """A seat's PIN, or without a seat the instructor's, was tried so many ``times``, wrongly."""

    kind = "tried"
    times: int
    seat: SeatId | Literal[""] = ""
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        progress.begun(self.turn)
        if self.times < 1:
            raise GameError("nobody tried it")

    def apply(self, progress: Progress) -> None:
        progress.incidents.append(Incident(self.turn, self.seat, "had its PIN tried", times=self.times))
