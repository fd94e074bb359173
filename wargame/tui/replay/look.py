"""Where a replay stands and through whose eye it looks; what it shows there is made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from wargame.debrief.eye import eyes
from wargame.debrief.headline import in_a_sentence
from wargame.debrief.model import Words
from wargame.debrief.moments import Moment, moments
from wargame.debrief.pages import PAGES, Outcome, Told, page_told
from wargame.debrief.pages.outcomes import outcomes
from wargame.rules.views import SeatInfo, TurnInfo
from wargame.session.log import GameLog

T = TypeVar("T")


class Look:
    """A turn, a moment of it, a page, an eye, and which outcome of the page is chosen.

    ``moment`` counts among ``moments``; ``chosen`` counts the outcomes of the page.
    """

    def __init__(self, game: GameLog) -> None:
        self.game = game
        self.moments: tuple[Moment, ...] = moments(game)
        self.seats: dict[str, SeatInfo] = {seat.id: seat for seat in game.seats}
        self.turns: tuple[TurnInfo, ...] = tuple(game.dates(record.turn) for record in game.turns)
        self.eye = eyes(game)[0]
        self.page = "situation"
        self.moment = self.of_turn(game.of.turn)[0] if game.of else 0
        self.chosen = 0
        self._kept: dict[Hashable, Any] = {}

    @property
    def here(self) -> Moment:
        """The moment in hand."""
        return self.moments[self.moment]

    @property
    def turn(self) -> int:
        """The turn in hand."""
        return self.here.turn

    @property
    def last(self) -> int:
        """The newest turn."""
        return len(self.turns)

    def of_turn(self, turn: int) -> list[int]:
        """The moments of a turn, as they count."""
        return [n for n, moment in enumerate(self.moments) if moment.turn == turn]

    def told(self, page: str) -> Told:
        """What stands on a page of the turn in hand."""
        turn = 0 if PAGES[page].whole else self.turn
        return self.kept(("told", page), lambda: page_told(self.game, self.turn, self.eye, page), turn)

    def headline(self, most: int) -> Words:
        """What of the turn in hand was most dramatic."""
        came = self.kept("came", lambda: tuple(outcomes(self.game, self.turn, self.eye)))
        return in_a_sentence(came, most)

    def kept(self, what: Hashable, make: Callable[[], T], turn: int | None = None) -> T:
        """What was made of a turn (the one in hand by default) for this eye, when it was asked for first."""
        key = (self.turn if turn is None else turn, self.eye, what)
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    @property
    def outcomes(self) -> list[Outcome]:
        """What can be chosen on the page in hand."""
        return [part for part in self.told(self.page) if isinstance(part, Outcome)]

    @property
    def outcome(self) -> Outcome | None:
        """What is chosen there."""
        found = self.outcomes
        return found[min(self.chosen, len(found) - 1)] if found else None

    def move(self, step: int) -> bool:
        """Choose what is above or below; False where there is nothing."""
        at = self.chosen + step
        if not 0 <= at < len(self.outcomes):
            return False
        self.chosen = at
        return True

    def choose(self, at: int) -> None:
        """Choose the outcome that is so many parts below the top of the page."""
        parts = self.told(self.page)
        self.chosen = sum(isinstance(part, Outcome) for part in parts[:at])

    def renew(self) -> None:
        """There is more to be seen of the game, or something was noted."""
        self._kept.clear()

    # -- to another place ---------------------------------------------------------------------------------

    def to_moment(self, n: int) -> None:
        """To a moment, and the page that tells it."""
        self.moment = min(max(n, 0), len(self.moments) - 1)
        here = self.here
        if here.page:
            self.page, self.chosen = here.page, 0
            if here.kind:
                kinds = [outcome.kind for outcome in self.outcomes]
                self.chosen = kinds.index(here.kind) + here.place if here.kind in kinds else 0

    def to_turn(self, turn: int) -> None:
        """To a turn, and there to the page in hand."""
        turn = min(max(turn, 1), self.last)
        what, page = self.here.what, self.page
        there = self.of_turn(turn)
        same = [n for n in there if self.moments[n].what == what and self.moments[n].page == page]
        self.moment = next(iter(same or [n for n in there if self.moments[n].page == page] or there))
        self.chosen = 0

    def to_page(self, page: str) -> None:
        """To a page of the turn in hand, and to the moment that it tells, if it tells one."""
        if page != self.page:
            there = [n for n in self.of_turn(self.turn) if self.moments[n].page == page]
            self.moment = next((n for n in there if self.moments[n].what != "exchange"), self.moment)
            self.page, self.chosen = page, 0

    @property
    def on_moment(self) -> bool:
        """Does the page in hand tell the moment in hand?"""
        return self.here.page == self.page
