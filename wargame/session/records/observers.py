"""Records of what observers do: the press desk writes, the analyst foresees. Nothing in the game comes of
them."""

from __future__ import annotations

from datetime import datetime

from wargame.ids import ForecastId
from wargame.session.cleaning import clean_names
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.session.setup import Foreseen, Note, Observers
from wargame.values import frozen


@frozen(kw_only=True)
class ObserversRecord(GameRecord):
    """From this turn on others observe; nobody, where there are no names."""

    kind = "observers"
    press: str = ""
    analyst: str = ""
    at: datetime | None = None

    def apply(self, progress: Progress) -> None:
        names = Observers(clean_names(self.press), clean_names(self.analyst))
        progress.observed.append((self.turn, names))


@frozen(kw_only=True)
class HeadlineRecord(GameRecord):
    """The press desk wrote the first headline of the paper of this turn; a later one replaces it."""

    kind = "headline"
    text: str
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if not self.text:
            raise GameError("A headline needs words.")

    def apply(self, progress: Progress) -> None:
        progress.headlines[self.turn] = Note(self.turn, self.text)


@frozen(kw_only=True)
class ForeseenRecord(GameRecord):
    """How likely the analyst takes what is asked in this turn to be, in percent; a later one replaces it."""

    kind = "foreseen"
    question: ForecastId
    percent: int
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        super().check(progress)
        asked = progress.turns[-1].opening.asked
        if not asked or (asked[-1].turn, asked[-1].question) != (self.turn, self.question):
            raise GameError("That is not asked in this turn.")
        if not 0 <= self.percent <= 100:
            raise GameError("A forecast is a number from 0 to 100.")

    def apply(self, progress: Progress) -> None:
        progress.foreseen[self.turn] = Foreseen(self.turn, self.question, self.percent)
