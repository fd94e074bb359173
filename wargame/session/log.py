"""Where a game stands and what every eye sees of it: the part of a session that only looks."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from wargame.rules.bulletins import cables, reveal
from wargame.rules.compiled import Rules
from wargame.rules.ledger import debrief_view, end_view
from wargame.rules.orders import Order
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import order_odds, public_view, seat_view
from wargame.rules.state import State
from wargame.rules.views import (
    Cable,
    DebriefView,
    EndView,
    News,
    OddsView,
    PublicView,
    RevealLine,
    SeatInfo,
    SeatView,
)
from wargame.scenario.model import Scenario
from wargame.session.progress import GameError, Progress
from wargame.session.setup import Note, SeatSetup, Settings


class GameLog:
    """What can be seen of a game. ``Game`` adds what can be done."""

    rules: Rules
    settings: Settings
    _progress: Progress

    @property
    def turns(self) -> tuple[TurnRecord, ...]:
        """A record for each turn begun, the newest last."""
        return self._progress.turns

    @property
    def setups(self) -> Mapping[str, SeatSetup]:
        """Who has each seat now."""
        return self._progress.setups

    @property
    def locked(self) -> frozenset[str]:
        """The seats whose desks ask for a PIN."""
        return frozenset(self._progress.pins)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was noted for the debrief."""
        return self._progress.notes

    @property
    def reseated(self) -> tuple[tuple[int, str, SeatSetup], ...]:
        """The changes of seats: turn, seat, who has it now."""
        return self._progress.reseated

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences for the person at the table."""
        return self._progress.notices

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self.rules.scenario

    @property
    def record(self) -> TurnRecord:
        """The newest turn."""
        return self.turns[-1]

    @property
    def turn(self) -> int:
        """The number of the newest turn."""
        return self.turns[-1].turn

    @property
    def state(self) -> State:
        """The newest state: the truth, for the umpire and the debrief."""
        return self.record.closing or self.record.opening

    @property
    def over(self) -> bool:
        """Has the game ended?"""
        return bool(self.record.closing is not None and self.record.closing.ending)

    @property
    def resolved(self) -> int:
        """How many turns have been adjudicated."""
        return sum(record.closing is not None for record in self.turns)

    @property
    def committed(self) -> frozenset[str]:
        """The seats whose orders for this turn are in."""
        return frozenset(self._progress.pending)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The seats whose orders are still out; closed seats never are."""
        if self.record.closing is not None:
            return ()
        return tuple(
            seat
            for seat, setup in self.setups.items()
            if setup.kind != "closed" and seat not in self._progress.pending
        )

    def upto(self, turn: int | None = None, *, opening: bool = False) -> tuple[TurnRecord, ...]:
        """The records up to a turn (all by default); with ``opening`` the last one as it stood before
        adjudication."""
        if turn is None:
            return self.turns
        if not 1 <= turn <= len(self.turns):
            raise GameError(f"There is no turn {turn}; the game has {len(self.turns)}.")
        turns = self.turns[:turn]
        if opening:
            last = turns[-1]
            turns = (*turns[:-1], TurnRecord(last.turn, last.dawn, last.opening))
        return turns

    def view(self, seat: str, turn: int | None = None) -> SeatView:
        """What a seat sees now, or saw when it decided in an earlier turn."""
        view = seat_view(self.rules, self.upto(turn, opening=turn is not None), self._progress.seat(seat))
        others = tuple(self._named(other) for other in view.others)
        return evolve(view, seat=self._named(view.seat), others=others)

    def public(self, turn: int | None = None) -> PublicView:
        """What everybody sees now, or saw at the beginning of an earlier turn."""
        view = public_view(self.rules, self.upto(turn, opening=turn is not None))
        view = evolve(view, seats=tuple(self._named(seat) for seat in view.seats))
        told = tuple(
            News(
                when,
                f"{self.scenario.seats[seat].name} changes hands",
                f"{_holder(setup)} from now on.",
                2,
                "",
            )
            for when, seat, setup in self.reseated
            if when == view.turn.number and not view.over
        )
        return evolve(view, news=view.news + told) if told else view

    def _named(self, seat: SeatInfo) -> SeatInfo:
        """A seat as this game speaks of it: without its holder's name where offices are to be named."""
        return seat if self.settings.names == "people" else evolve(seat, person="")

    def odds(self, seat: str, order: Order) -> OddsView:
        """The odds of one order with its options, as its seat would reckon them."""
        return order_odds(self.rules, self.turns, self._progress.seat(seat), order)

    def reveal(self, turn: int) -> tuple[RevealLine, ...]:
        """The public steps of an adjudicated turn."""
        return reveal(self.rules, self.upto(turn)[-1])

    def cables(self, seat: str, turn: int) -> tuple[Cable, ...]:
        """What was cabled to one seat in one turn."""
        return tuple(c for c in cables(self.rules, self.turns, self._progress.seat(seat)) if c.turn == turn)

    def debrief(self, turn: int) -> DebriefView:
        """The whole truth about a turn: for the debrief only."""
        return debrief_view(self.rules, self.upto(turn))

    def end(self) -> EndView:
        """What the finished game comes to. Raises GameError while it is not over."""
        if not self.over:
            raise GameError("The game is not over.")
        return end_view(self.rules, self.turns)


def _holder(setup: SeatSetup) -> str:
    """Who plays a seat, in words for everybody."""
    if setup.kind == "people":
        return f"Team {setup.team} plays it" if setup.team else "People play it"
    return "A caretaker plays it" if setup.kind == "ai" else "Its declared default stands in"
