"""The progress of a game so far: what was decided and what came of it. The session changes it; a journal
restores it."""

from __future__ import annotations

from attrs import define, evolve, field

from wargame.rules.compiled import Rules
from wargame.rules.orders import Orders, Umpire
from wargame.rules.record import TurnRecord
from wargame.session.setup import Note, SeatSetup


class GameError(ValueError):
    """Something was asked of a game that it can't do now."""


@define
class Progress:
    """What a game has come to.

    ``turns`` holds a record for each turn begun, the newest last; ``pending`` the orders committed in it,
    ``umpire`` what the umpire has done in it; ``commits`` counts commits by turn and seat; ``reseated``
    lists changes of seats (turn, seat, who has it now); ``pins`` has what is kept of the PIN of each seat
    that has one; ``notices`` are sentences for the person at the table.
    """

    rules: Rules
    setups: dict[str, SeatSetup]
    turns: tuple[TurnRecord, ...] = ()
    pending: dict[str, Orders] = field(factory=dict)
    umpire: Umpire = field(factory=Umpire)
    commits: dict[tuple[int, str], int] = field(factory=dict)
    notes: tuple[Note, ...] = ()
    reseated: tuple[tuple[int, str, SeatSetup], ...] = ()
    pins: dict[str, str] = field(factory=dict)
    notices: tuple[str, ...] = ()

    def seat(self, seat: str) -> str:
        """The seat's id, if there is such a seat. Raises GameError."""
        if seat not in self.rules.seat_index:
            known = ", ".join(self.rules.seats)
            raise GameError(f"There is no seat {seat[:40]!r}; there are {known}.")
        return seat

    def must_be_held(self, seat: str) -> None:
        """Raises GameError for a closed seat: nobody orders for it."""
        if self.setups[seat].kind == "closed":
            raise GameError(f"{self.rules.scenario.seats[seat].name} is closed: it has its default orders.")

    def take_back(self, seat: str) -> Orders:
        """Takes a seat's orders back, and with them what the umpire ruled on them. Raises GameError where
        there are none."""
        if seat not in self.pending:
            raise GameError(f"{self.rules.scenario.seats[seat].name} has not committed.")
        self._forget_rulings(seat)
        return self.pending.pop(seat)

    def reseat(self, turn: int, seat: str, setup: SeatSetup) -> None:
        """Gives a seat to somebody else; what was ruled on its default orders no longer holds."""
        self._forget_rulings(seat)
        self.setups[seat] = setup
        self.reseated = (*self.reseated, (turn, seat, setup))

    def keep_pin(self, seat: str, kept: str) -> None:
        """Keeps a seat's PIN as ``pin.seal`` gives it; nothing: the seat has none any more."""
        if kept:
            self.pins[seat] = kept
        else:
            self.pins.pop(seat, None)

    def _forget_rulings(self, seat: str) -> None:
        rulings = tuple(ruling for ruling in self.umpire.rulings if ruling.seat != seat)
        self.umpire = evolve(self.umpire, rulings=rulings)

    def close_turn(self, record: TurnRecord) -> None:
        """Puts an adjudicated turn in the place of the open one."""
        self.turns = (*self.turns[:-1], record)
        self.pending = {}
        self.umpire = Umpire()
