"""The order of a round: which seat comes next to the keyboard, what is open to it, what everybody is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field

from wargame.ids import SeatId
from wargame.rules.wording import listed
from wargame.session.game import Game
from wargame.session.log import GameLog
from wargame.session.setup import Observers, SeatSetup
from wargame.text import full_stop
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


@frozen
class PeopleChanges:
    """Who the people of seats are from now on, each as (players, team), and who observes, where that was
    changed."""

    seats: Mapping[SeatId, tuple[str, str]]
    observers: Observers | None = None

    def apply(self, game: Game) -> None:
        """Makes them. After a failure to save it goes on where that stopped. Raises what ``Game`` raises."""
        for seat, (players, team) in self.seats.items():
            if (game.setups[seat].players, game.setups[seat].team) != (players, team):
                game.change_people(seat, players, team)
        if self.observers is not None and self.observers != game.observers():
            game.change_observers(self.observers.press, self.observers.analyst)


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

    def comes_again(self, seat: SeatId | None = None) -> None:
        """The same seat once more, or the one that was at its desk. A PIN that was given no longer counts as
        given."""
        self._first, self._known = seat or self.seat, None

    def passes_on(self) -> None:
        """The one after this seat first."""
        waiting = self.waiting
        self._first, self._known = waiting[(waiting.index(self.seat) + 1) % len(waiting)], None

    def lets_in(self, seat: SeatId) -> None:
        """A seat that has just given its PIN, if it has one, is next and is not asked for it again."""
        self._first = self._known = seat


def said_to_all(game: GameLog, since: int = 0) -> tuple[str, ...]:
    """What the instructor has told everybody in this turn, or since another."""
    before, now = _told_before(game)[0], range(since or game.turn, game.turn + 1)
    told = [note.text for note in game.messages[before:] if note.turn in now]
    return tuple(f"The instructor: {full_stop(text)}" for text in told)


def _told_before(game: GameLog) -> tuple[int, int]:
    """How many messages and incidents there were when the game last went back."""
    return game.undone[-1].told if game.undone else (0, 0)


_AT_ONCE = {
    " was out of time": " were out of time",
    " gave what it had": " gave what they had",
    " got its default": " got their defaults",
}


def told_of(game: GameLog, since: int, heard: int = 0) -> tuple[str, ...]:
    """What everybody is told at the table: what the instructor says from turn ``since`` on; that the game
    went back to the turn that is on; what was done for a seat without its PIN, as often as there is a page
    for all, since anybody could have done it, and nobody may be the only one who knows; or as time was up or
    the turn was ended, of the first ``heard`` incidents no more."""
    before, now = _told_before(game)[1], range(since, game.turn + 1)
    said = [*said_to_all(game, since)]
    for undone in game.undone[-1:] if not game.over else ():
        if (back := undone.turns[0].turn) == game.turn:
            said.append(f"The game went back to turn {back}: {full_stop(undone.reason)}")
    did: dict[str, dict[str, None]] = {}
    for n, i in enumerate(game.incidents):
        if i.told and i.turn in now and n >= (max(before, heard) if i.in_passing else before):
            name = game.scenario.seats[i.seat].name if i.seat else "The instructor"
            did.setdefault(i.after, {})[name] = None
    for one, several in _AT_ONCE.items():  # a whole table may be: that is one sentence
        for what in [what for what, names in did.items() if what.startswith(one) and len(names) > 1]:
            did[what.replace(one, several)] = {listed(list(did.pop(what))): None}
    return (*said, *(f"{name}{what}." for what, names in did.items() for name in names))
