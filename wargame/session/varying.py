"""Courses of a game that were not taken: how they begin in its save, and go on."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Self

from wargame.ids import SeatId
from wargame.rules.changes import Change
from wargame.session.acting import Acting
from wargame.session.cleaning import clean_setup
from wargame.session.progress import GameError
from wargame.session.records.base import SPARE
from wargame.session.records.variations import Held, RenameRecord, VariationRecord
from wargame.session.setup import SeatSetup
from wargame.text import clean


class Varying(Acting):
    """A game, or a variation of one, from which others may part."""

    def vary(
        self,
        turn: int,
        *,
        name: str = "",
        comment: str = "",
        change: Change | None = None,
        anew: Iterable[str] | None = None,
        seats: Mapping[str, SeatSetup] | Mapping[SeatId, SeatSetup] | None = None,
        salt: str = "",
    ) -> Self:
        """Begins a variation of this game, or of this variation, at the dawn of a turn. It is kept in the
        same save; nothing of this game is changed. Gives the game that goes on with it, as long as this one
        is not closed.

        In its first turn the seats of ``anew`` order again and all others did what they did, with a
        ``change`` of that turn; without one all order again, unless ``anew`` says who. Who orders as before
        answers as before, if nobody orders again. ``seats`` says who plays it on: people, where nothing is
        said. The dice are those that fell in all turns that have been adjudicated, also for an order that
        stays; after that they come from ``salt``, at random where none is given, so that nobody tries out the
        luck to come.

        Raises GameError for a turn that has not begun, for orders that could not be given and whatever else
        there is not, and while people play, unless the table's code was given.
        """
        self._must_be_open()
        self.must_be_recomputable()
        rules, main, number = self.rules, self.main, len(self.variations) + 1
        free = rules.seats if anew is None and change is None else map(self._progress.seat, anew or ())
        name = clean(name, 60) or f"Turn {turn}, otherwise ({number})"
        if name.casefold() in (one.name.casefold() for one in self.variations):
            raise GameError(f"There is a variation called {name!r} already.")
        begun = VariationRecord.of(
            rules,
            change or Change(turn),
            id=f"variation-{number}",
            turn=turn,
            variation=number,
            parent=self.of.number if self.of else 0,
            name=name,
            comment=clean(comment, 1000, 10),
            salt=salt or secrets.token_hex(8),
            seats=tuple(
                Held(seat, clean_setup((seats or {}).get(seat, SeatSetup()))) for seat in rules.seats
            ),
            anew=tuple(dict.fromkeys(free)),
            at=self._now(),
        )
        begun.begin(self._progress)
        main._do(begun, share=1 if main.over else SPARE)
        return main.variation(number)

    def variation(self, which: int | str) -> Self:
        """One of the variations in the save, to be looked at or to go on with. Raises what ``GameLog``
        raises, and JournalError where it stopped between two turns and the next can't be saved."""
        game = super().variation(which)
        game._clock = self._clock
        if game.record.closing is not None and not game.over:
            game._begin()
        return game

    def rename(self, which: int | str, name: str, comment: str = "") -> None:
        """Gives a variation another name and comment. Raises GameError for none, and for one that another
        has."""
        number, name = self._number(which), clean(name, 60)
        if not name or name.casefold() in (v.name.casefold() for v in self.variations if v.number != number):
            raise GameError(f"{name!r} is the name of another variation." if name else "There is no name.")
        main, turn = self.main, self._progress.variations[number].about.turn
        comment = clean(comment, 1000, 10)
        main._do(RenameRecord(turn=turn, variation=number, name=name, comment=comment, at=self._now()))
