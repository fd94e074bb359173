"""The order of a round: which seat comes next to the keyboard, what is open to it, whose PIN was cleared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from wargame.ids import SeatId
from wargame.rules.wording import listed
from wargame.session.game import Game
from wargame.session.setup import SeatSetup

Pin = Literal["", "may", "has", "given"]
"""The seat may set a PIN, has one, or has one that was given a moment ago; or there is no question of one."""


Cleared = Mapping[SeatId, str]
"""Seats whose PIN was cleared, and who allowed it."""


@frozen
class SeatChanges:
    """Who plays from now on, where that was changed; and who allowed it for each seat whose PIN was
    cleared."""

    setups: Mapping[SeatId, SeatSetup]
    cleared: Cleared = field(factory=dict)

    def apply(self, game: Game) -> None:
        """Makes them. After a failure to save it goes on where that stopped. Raises what ``Game`` raises."""
        for seat, setup in self.setups.items():
            if game.setups[seat] != setup:
                game.reseat(seat, setup)
        for seat, by in self.cleared.items():
            if seat in game.locked:
                game.lock(seat, "", by=by)


class Round:
    """The seats of people giving the orders of one turn, one after another at one keyboard.

    ``before`` are the seats whose PIN was cleared as the turn began. Everybody is told of cleared PINs at
    every seat, so that whoever cleared one is not the only one who knows; ``cleared`` are those since then.
    """

    def __init__(self, game: Game, before: Cleared | None = None) -> None:
        self.game = game
        self.cleared: Cleared = {}
        self._before = before or {}
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
    def pin(self) -> Pin:
        """How it stands with the PIN of the seat that is next."""
        if self.seat in self.game.locked:
            return "given" if self._known == self.seat else "has"
        people = [setup for setup in self.game.setups.values() if setup.kind == "people"]
        return "may" if len(people) > 1 else ""

    @property
    def committed(self) -> tuple[SeatId, ...]:
        """The seats of people that may take their orders back, in the scenario's order."""
        setups = self.game.setups
        return tuple(s for s in setups if s in self.game.committed and setups[s].kind == "people")

    @property
    def told(self) -> tuple[str, ...]:
        """Sentences for everybody about cleared PINs."""
        return told_of(self.game, {**self._before, **self.cleared})

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


def told_of(game: Game, cleared: Cleared) -> tuple[str, ...]:
    """What everybody is told about PINs that somebody has cleared. Anybody could have."""
    names = [seat.name for id, seat in game.scenario.seats.items() if id in cleared]
    if not names:
        return ()
    one = len(names) == 1
    by = listed(sorted({who for who in cleared.values() if who}))
    allowed = f", allowed by {by}" if by else ""
    return (f"The PIN{'' if one else 's'} of {listed(names)} {'was' if one else 'were'} cleared{allowed}.",)
