"""Records of what seats make of each other when all is over."""

from __future__ import annotations

from datetime import datetime

from wargame.ids import ObjectiveId, SeatId
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.values import frozen


@frozen
class Guess:
    """The hidden aim that a seat is thought to have drawn."""

    of: SeatId
    aim: ObjectiveId


@frozen(kw_only=True)
class GuessRecord(GameRecord):
    """What the people of a seat took the hidden aims of other seats to be, before these were turned over.
    Nothing, where they did not guess.

    A game that was gone on with after its end may have another at the next one: those were asked for once.
    The first counts, as what it is about was known by then."""

    kind = "guess"
    share = 1
    seat: SeatId
    aims: tuple[Guess, ...] = ()
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        if not progress.over:
            raise GameError("Aims are guessed when the game is over.")
        if self.turn != progress.turns[-1].turn:
            raise GameError(f"turn {progress.turns[-1].turn} was the last, not turn {self.turn}")
        if progress.setups[self.seat].kind != "people":
            raise GameError(f"{progress.name(self.seat)} is no people's seat: it does not guess.")
        if self.seat in progress.asked:
            raise GameError(f"{progress.name(self.seat)} has guessed already.")
        objectives = progress.rules.scenario.objectives
        for guess in self.aims:
            aim = objectives[guess.aim]
            if guess.of == self.seat or not aim.hidden or aim.seat != guess.of:
                raise GameError(f"That is no hidden aim that {progress.name(self.seat)} could guess.")
        if len({guess.of for guess in self.aims}) < len(self.aims):
            raise GameError("A seat has one hidden aim.")

    def apply(self, progress: Progress) -> None:
        progress.asked.add(self.seat)
        if not progress.laid_open:
            progress.guesses.setdefault(self.seat, {guess.of: guess.aim for guess in self.aims})
