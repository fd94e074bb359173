"""The one door of a seat: all that its player may see and do, whether a person at a desk, a machine, or
later somebody at another computer. Who holds a door holds nothing of the truth behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn, Protocol

from wargame.ids import SeatId
from wargame.rules.belief import Chance, sample
from wargame.rules.compiled import Rules
from wargame.rules.orders import AnswerWord, Order, Orders
from wargame.rules.state import State
from wargame.rules.views import CardView, ExchangeView, GainsView, PublicView, SeatView, Told
from wargame.scenario.model import Scenario
from wargame.session.log import GameLog
from wargame.session.people import Chairs, chairs
from wargame.session.progress import GameError
from wargame.session.setup import Settings


class SeatDoor(Protocol):
    """What one seat may see and do. Its methods raise what those of ``Game`` with the same names raise."""

    @property
    def id(self) -> SeatId:
        """The seat's id."""
        ...

    @property
    def rules(self) -> Rules:
        """The scenario, compiled: everybody has it, and it holds no state."""
        ...

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        ...

    @property
    def settings(self) -> Settings:
        """What holds for the whole game."""
        ...

    @property
    def umpired(self) -> bool:
        """Does an umpire look at all orders before they are carried out?"""
        ...

    def view(self, turn: int | None = None) -> SeatView:
        """What the seat sees now, or saw when it decided in an earlier turn."""
        ...

    def public(self, turn: int | None = None) -> PublicView:
        """What everybody sees now, or saw at the beginning of an earlier turn."""
        ...

    def odds(self, order: Order) -> Told:
        """The odds of one order with its options, as the seat would reckon them."""
        ...

    def marks(self, orders: Orders) -> tuple[tuple[str, int], ...]:
        """How orders that can be committed would move the seat's own aims, by name, -2 to 2, as the seat
        reckons; those that they leave alone are not there."""
        ...

    def gains(self, order: Order) -> GainsView:
        """What an order of a move that is open would do for the seat: to its aims, to what serves them later,
        and what success would open and shut."""
        ...

    def problems(self, orders: Orders) -> list[str]:
        """What is wrong with these orders, a sentence each; [] if they can be committed."""
        ...

    def default(self, *, on_card: bool = False) -> Orders:
        """What the scenario orders for the seat where it gives nothing; ``on_card`` with the choice of its
        card that this amounts to, if there is one."""
        ...

    def card(self) -> CardView | None:
        """The card that the seat has before it in this turn, the same however often it is asked; None where
        there is none for it."""
        ...

    def sample(self, chance: Chance) -> State:
        """A state that the game could be in for all that the seat knows, drawn with the caller's own
        random numbers."""
        ...

    @property
    def ordered(self) -> Orders | None:
        """What the seat has committed in this turn; nothing before that."""
        ...

    def given(self, turn: int) -> Orders | None:
        """What was ordered for the seat in an earlier turn; nothing where that was undone, or is not over."""
        ...

    @property
    def chairs(self) -> Chairs:
        """Who of its people leads in this turn, and who advises."""
        ...

    def exchanges(self) -> tuple[ExchangeView, ...]:
        """The exchanges of this turn that have begun, as everybody sees them."""
        ...

    def answer(self, answer: AnswerWord) -> None:
        """Answers for the seat in the exchange that asks it, for good. It is saved when this returns."""
        ...

    def commit(self, orders: Orders) -> None:
        """Commits the seat's orders for this turn. They are saved when this returns."""
        ...

    def take_back(self) -> Orders:
        """Takes the commit back while somebody is still being waited for, and gives the orders back."""
        ...


class LocalSeat:
    """The door of a seat of a game in this process."""

    def __init__(
        self,
        game: GameLog,
        seat: SeatId,
        commit: Callable[[SeatId, Orders], None],
        take_back: Callable[[SeatId], Orders],
        answer: Callable[[SeatId, AnswerWord], None],
    ) -> None:
        self.id = seat
        self.rules = game.rules
        self.scenario = game.scenario
        self.settings = game.settings
        self.public = game.public
        self.view = partial(game.view, seat)
        self.odds = partial(game.odds, seat)
        self.marks = partial(game.marks, seat)
        self.gains = partial(game.gains, seat)
        self.problems = partial(game.problems, seat)
        self.default = partial(game.default, seat)
        self.card = partial(game.card, seat)
        self.commit = partial(commit, seat)
        self.take_back = partial(take_back, seat)
        self.exchanges = game.exchanges
        self.answer = partial(answer, seat)
        self._game = game

    @property
    def umpired(self) -> bool:
        """Does an umpire look at all orders before they are carried out?"""
        return self._game.umpired

    @property
    def ordered(self) -> Orders | None:
        """What the seat has committed in this turn."""
        return self._game.pending(self.id)

    def given(self, turn: int) -> Orders | None:
        """What was ordered for the seat in an earlier turn."""
        record = self._game.upto(turn)[-1]
        return record.orders.get(self.id) if record.closing is not None else None

    @property
    def chairs(self) -> Chairs:
        """Who of its people leads in this turn."""
        return chairs(self._game.setups[self.id], self._game.turn)

    def sample(self, chance: Chance) -> State:
        """A state that could be, for all that the seat knows."""
        return sample(self.rules, self._game.record.opening, self.id, chance)


def looking(game: GameLog, seat: str) -> SeatDoor:
    """The door of a seat of a game that is looked at: nothing can be done through it. Raises GameError if
    there is none."""

    def refuse(*_: object) -> NoReturn:
        raise GameError("This game is only looked at.")

    if seat not in game.rules.seat_index:
        raise GameError(f"There is no seat {seat[:40]!r}; there are {', '.join(game.rules.seats)}.")
    return LocalSeat(game, SeatId(seat), refuse, refuse, refuse)
