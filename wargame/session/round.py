"""The order of a round: which seat comes next to the keyboard, what is open to it, what everybody is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field

from wargame.ids import SeatId
from wargame.rules.wording import listed
from wargame.session.game import Game
from wargame.session.setup import SeatSetup
from wargame.values import frozen

Pin = Literal["", "may", "has", "given"]
"""The seat may set a PIN, has one, or has one that was given a moment ago; or there is no question of one."""


@frozen
class SeatChanges:
    """Who plays from now on, where that was changed, and seats whose PIN is cleared. ``allowed`` has who
    allowed the one or the other for seats with a PIN."""

    setups: Mapping[SeatId, SeatSetup]
    cleared: frozenset[SeatId] = frozenset()
    allowed: Mapping[SeatId, str] = field(factory=dict)

    def apply(self, game: Game) -> None:
        """Makes them. After a failure to save it goes on where that stopped. Raises what ``Game`` raises."""
        for seat, setup in self.setups.items():
            if game.setups[seat] != setup:
                game.reseat(seat, setup, by=self.allowed.get(seat, ""))
        for seat in self.cleared & game.locked:
            game.lock(seat, "", by=self.allowed.get(seat, ""))


class Round:
    """The seats of people giving the orders of one turn, one after another at one keyboard."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self._first: SeatId | None = None
        self._known: SeatId | None = None

    @property
    def waiting(self) -> tuple[SeatId, ...]:
        """The seats of people whose orders are out."""
        return tuple(seat for seat in self.game.waiting if self.game.setups[seat].kind == "people")

    @property
    def seat(self) -> SeatId | None:
        """The seat that is next; None once all orders of people are in."""
        waiting = self.waiting
        return self._first if self._first in waiting else next(iter(waiting), None)

    @property
    def alone(self) -> bool:
        """Is there nobody at the table from whom a desk must be hidden?"""
        return self.game.settings.alone and not self.shared and not self.game.locked

    @property
    def shared(self) -> bool:
        """Have people more than one seat?"""
        return sum(setup.kind == "people" for setup in self.game.setups.values()) > 1

    @property
    def pin(self) -> Pin:
        """How it stands with the PIN of the seat that is next."""
        if self.seat in self.game.locked:
            return "given" if self._known == self.seat else "has"
        return "may" if self.shared else ""

    @property
    def committed(self) -> tuple[SeatId, ...]:
        """The seats of people that may take their orders back, in the scenario's order."""
        setups = self.game.setups
        return tuple(s for s in setups if s in self.game.committed and setups[s].kind == "people")

    # -- what comes next ------------------------------------------------------------------------------

    def sits_down(self) -> None:
        """The seat goes to its desk; after that whoever is first in order."""
        self._first = self._known = None

    def comes_again(self) -> None:
        """The same seat once more. A PIN that was given no longer counts as given."""
        self._first, self._known = self.seat, None

    def passes_on(self) -> None:
        """The one after this seat first."""
        waiting = self.waiting
        self._first, self._known = waiting[(waiting.index(self.seat) + 1) % len(waiting)], None

    def lets_in(self, seat: SeatId) -> None:
        """A seat that has just given its PIN, if it has one, is next and is not asked for it again."""
        self._first = self._known = seat


def told_of(game: Game, since: int, heard: int = 0) -> tuple[str, ...]:
    """What everybody is told at the table: what was done from turn ``since`` on for a seat without its PIN,
    as often as there is a page for all, since anybody could have done it, and nobody may be the only one who
    knows; or by the clock, of the first ``heard`` incidents no more."""
    did: dict[str, dict[str, None]] = {}
    for n, i in enumerate(game.incidents):
        if i.told and i.turn >= since and (n >= heard or not i.by_clock):
            did.setdefault(i.words, {})[game.scenario.seats[i.seat].name] = None
    late = did.get("was out of time", {})
    if len(late) > 1:  # a whole table may be: that is one sentence
        did["were out of time"] = {listed(list(did.pop("was out of time"))): None}
    return tuple(f"{name} {what}." for what, names in did.items() for name in names)
