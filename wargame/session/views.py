"""What every eye sees of a game: seats, the public, and after the game everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from wargame.ids import SeatId
from wargame.rules.bulletins import cables, reveal
from wargame.rules.cards import card_view, uncalled, untaken
from wargame.rules.compiled import Rules
from wargame.rules.exchange_views import exchange_views
from wargame.rules.exchanges import begun
from wargame.rules.ledger import debrief_view, end_view
from wargame.rules.legality import default_orders, problems
from wargame.rules.marks import Aims
from wargame.rules.orders import Order, Orders
from wargame.rules.roundup import roundup, seat_line
from wargame.rules.seat_views import order_odds, public_forecast, public_view, seat_info, seat_view, turn_info
from wargame.rules.state import State
from wargame.rules.views import (
    PAGE,
    Cable,
    CardView,
    DebriefView,
    EndView,
    ExchangeView,
    ForecastView,
    GainsView,
    News,
    PublicView,
    RevealLine,
    RoundupView,
    SeatInfo,
    SeatView,
    Told,
    TurnInfo,
    laid_out,
)
from wargame.rules.wording import capital, listed
from wargame.session.cleaning import clean_orders
from wargame.session.people import members
from wargame.session.progress import GameError, Unlock
from wargame.session.setup import SeatSetup
from wargame.session.standing import Standing
from wargame.text import team_name

_BY_NAME = 4
"""So many people are told by name; a seat has seldom more."""


class Viewed(Standing):
    """A game in views, each made for whoever may see it."""

    def __init__(self, rules: Rules, header: Mapping[str, Any], unlock: Unlock = lambda hidden: None) -> None:
        super().__init__(rules, header, unlock)
        self._asked: tuple[State, Aims] | None = None

    @property
    def _hidden(self) -> bool:
        """Are odds told in words alone? In a game that hides them until it is over; those of what has been
        carried out are always told."""
        return self.settings.odds == "hidden" and not self.over

    @property
    def seats(self) -> tuple[SeatInfo, ...]:
        """The seats, as everybody knows them."""
        return tuple(self._named(seat_info(self.rules, seat)) for seat in self.rules.seats)

    def dates(self, turn: int | None = None) -> TurnInfo:
        """Where a turn that has begun (the newest by default) stands in the calendar."""
        return turn_info(self.rules, self.turn if turn is None else self._progress.begun(turn))

    def view(self, seat: str, turn: int | None = None) -> SeatView:
        """What a seat sees now, or saw when it decided in an earlier turn."""
        turns = self.upto(turn, opening=turn is not None)
        view = seat_view(self.rules, turns, self._progress.seat(seat), hidden=self._hidden)
        others = tuple(self._named(other) for other in view.others)
        return evolve(view, seat=self._named(view.seat), others=others)

    def public(self, turn: int | None = None) -> PublicView:
        """What everybody sees now, or saw at the beginning of an earlier turn."""
        view = public_view(self.rules, self.upto(turn, opening=turn is not None), hidden=self._hidden)
        view = evolve(view, seats=self.seats)
        told = tuple(
            News(
                view.turn.number,
                f"{self.scenario.seats[seat].name} changes hands",
                f"{self._holder(seat, setup, view.turn.number)} from now on.",
                2,
                "",
            )
            for seat, setup in (() if view.over else self.hands(view.turn.number))
        )
        front, also = laid_out((*view.news, *view.also, *told)) if told else (view.news, view.also)
        if (headline := self._headline(view.turn.number)) and not view.over:
            front = (News(view.turn.number, headline, "", 9, "the press desk"), *front)
            front, also = front[:PAGE], (*front[PAGE:], *also)
        return evolve(view, news=front, also=also)

    def _headline(self, turn: int) -> str:
        """The press desk's headline, marked as theirs."""
        return f"Press desk: {self.headlines[turn].text}" if turn in self.headlines else ""

    @property
    def question(self) -> ForecastView | None:
        """What is asked in the turn that is on, of whomever; None where nothing is."""
        return public_forecast(self.rules, self.state)

    def _named(self, seat: SeatInfo) -> SeatInfo:
        """A seat as this game speaks of it: without its holder's name where offices are to be named."""
        return seat if self.settings.names == "people" else evolve(seat, person="")

    def problems(self, seat: str, orders: Orders) -> list[str]:
        """What is wrong with these orders, a sentence each; [] if they can be committed."""
        seat, orders = self._progress.seat(seat), clean_orders(orders)
        found = problems(self.rules, self.record.opening, seat, orders)
        wrong = uncalled(self.rules, self.turns, seat, orders)
        return [*found, f"{capital(wrong)}."] if wrong else found

    def default(self, seat: str, *, on_card: bool = False) -> Orders:
        """What the scenario orders for a seat that gives nothing; ``on_card`` with the choice of its card
        that this amounts to (``untaken``)."""
        id = self._progress.seat(seat)
        default = default_orders(self.rules, self.record.opening, id)
        return untaken(self.rules, self.card(id), default) if on_card else default

    def card(self, seat: str, turn: int | None = None) -> CardView | None:
        """The card that a seat has before it, or had when it decided in an earlier turn, for all that it
        knew; None where there is none for it."""
        turns = self.upto(turn, opening=turn is not None)
        return card_view(self.rules, turns, self._progress.seat(seat), hidden=self._hidden)

    def odds(self, seat: str, order: Order) -> Told:
        """The odds of one order with its options, as its seat would reckon them."""
        return order_odds(self.rules, self.turns, self._progress.seat(seat), order, hidden=self._hidden)

    def marks(self, seat: str, orders: Orders) -> tuple[tuple[str, int], ...]:
        """How orders that can be committed would move the seat's own aims, by name, -2 to 2, as the seat
        reckons; those that they leave alone are not there."""
        return self._aims(seat).marks(orders)

    def gains(self, seat: str, order: Order) -> GainsView:
        """What an order of a move that is open would do for its seat, as the seat reckons."""
        return self._aims(seat).gains(order)

    def _aims(self, seat: str) -> Aims:
        """Kept until it is asked for another seat or state: a desk asks once a move."""
        kept, state, id = self._asked, self.state, self._progress.seat(seat)
        if kept is None or kept[0] is not state or kept[1].seat != id:
            kept = self._asked = state, Aims(self.rules, state, id)
        return kept[1]

    @property
    def exchange(self) -> ExchangeView | None:
        """The exchange that waits for an answer, once all orders of the turn are in."""
        found = self.exchanges()
        return found[-1] if found and found[-1].asked is not None else None

    def exchanges(self, turn: int | None = None) -> tuple[ExchangeView, ...]:
        """The exchanges of a turn (the newest by default) that have begun, as everybody sees them."""
        record = self.upto(turn)[-1]
        if record.closing is None:
            bouts = self._progress.bouts
        else:
            x = self.rules.context(record.opening)
            bouts = begun(self.rules, x, record.orders, record.replies)
        return exchange_views(self.rules, record.opening, bouts, self._named, hidden=self._hidden)

    def reveal(self, turn: int) -> tuple[RevealLine, ...]:
        """The public steps of an adjudicated turn."""
        return reveal(self.rules, self.upto(turn)[-1])

    def roundup(self, turn: int | None = None) -> RoundupView:
        """What everybody is told between two turns: as this one begins (the newest by default), or once it is
        adjudicated and no other follows."""
        view = roundup(self.rules, self.upto(turn, opening=turn is not None))
        now = self.turn if turn is None else turn
        played = now if turn is None and self.record.closing is not None else now - 1
        hands = [
            seat_line(self.rules, seat, "changes hands", f"{self._holder(seat, setup, now)} from now on.")
            for seat, setup in (self.hands(now) if now > played else ())
        ]
        declared = [note for note in self._progress.statements if note.turn == played]
        said = [(seat_info(self.rules, SeatId(note.seat)), note.text) for note in declared]
        headline = self._headline(now) if now > played else ""
        return evolve(view, acts=(*view.acts, *hands), said=(*view.said, *said), headline=headline)

    def cables(self, seat: str, turn: int) -> tuple[Cable, ...]:
        """What was cabled to one seat in one turn."""
        return cables(self.rules, self.turns[turn - 1 : turn], self._progress.seat(seat))

    def debrief(self, turn: int) -> DebriefView:
        """The whole truth about a turn: for the debrief only."""
        return debrief_view(self.rules, self.upto(turn))

    def end(self) -> EndView:
        """What the finished game comes to. Raises GameError while it is not over."""
        if not self.over:
            raise GameError("The game is not over.")
        end = end_view(self.rules, self.turns)
        scores = tuple(evolve(score, guessed=self._guessers(score.seat.id)) for score in end.scores)
        return evolve(end, broken=self.broken, scores=scores, analyst=self.analyst)

    def _guessers(self, seat: SeatId) -> tuple[SeatInfo, ...] | None:
        """Who had guessed a seat's hidden aim; None where nobody tried."""
        drawn = self.state.hidden[self.rules.seat_index[seat]]
        tried = {by: aims[seat] for by, aims in self.guessed.items() if seat in aims}
        right = tuple(self._named(seat_info(self.rules, by)) for by, aim in tried.items() if aim == drawn)
        return right if tried else None

    def _holder(self, seat: SeatId, setup: SeatSetup, turn: int) -> str:
        """Who plays a seat from a turn on, in words for everybody: by name where other people do."""
        if setup.kind != "people":
            return "A caretaker plays it" if setup.kind == "ai" else "Its declared default stands in"
        others = self.held_by(seat, turn - 1).kind == "people"
        names = members(setup) if others and len(members(setup)) <= _BY_NAME else ()
        if not setup.team:
            return f"{listed(names) or 'People'} {'plays' if len(names) == 1 else 'play'} it"
        known = all(name.split()[0] in setup.team for name in names)  # it is called by them
        return f"{capital(team_name(setup.team))}{'' if known else f' ({listed(names)})'} plays it"
