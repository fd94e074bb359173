"""A game that is looked at: read from a save, with its variations, and whether its results are true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self
from weakref import WeakValueDictionary

from attrs import evolve

import wargame.scenario as scenarios
from wargame import journal as journals
from wargame import readings
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.wording import listed
from wargame.scenario.known import fingerprint
from wargame.session.notebook import keep, recall
from wargame.session.progress import GameError, Progress, Unlock
from wargame.session.records.notes import BookmarkRecord, NoteRecord
from wargame.session.replay import course, restore
from wargame.session.sealing import CantOpen, by_code
from wargame.session.setup import Difference
from wargame.session.verify import ENGINE, ENGINES, verify
from wargame.session.views import Viewed
from wargame.text import clean

_AT_HAND: WeakValueDictionary[str, Rules] = WeakValueDictionary()
"""The rules of games that somebody looks at, by the fingerprint of the scenario in their saves: the games of
a class share them."""


class GameLog(Viewed):
    """A game to look at. It never writes; ``Game`` adds what can be done.

    ``id`` names the game without giving its seed away, ``engine`` is the version of the rules it is played
    with, ``path`` its save, if it has one, and ``torn`` how many bytes of an unfinished
    record stand at the end of the save that was read.
    """

    def __init__(self, rules: Rules, header: Mapping[str, Any], unlock: Unlock = lambda hidden: None) -> None:
        super().__init__(rules, header, unlock)
        self.path: Path | None = None
        self.torn, self._partly, self._unveiled = 0, False, False
        self._main: Self | None = None
        self._changes: tuple[Callable[[Progress], Progress], ...] = ()

    @staticmethod
    def read(path: Path) -> GameLog:
        """The game in a save, which is not locked. Raises JournalError, or GameError if it makes no sense."""
        contents = journals.read(path)
        log = GameLog._restored(contents.header, contents.records)
        if not log.turns:
            raise GameError(
                "This save ends before the game's first turn began: there is nothing to see. If it was "
                "copied or downloaded, the copy may not be complete: look for a whole one where it came "
                "from. If the game was broken off as it began, go on with it to play."
            )
        log.path, log.torn = path, len(contents.torn)
        log._tell(*contents.notices, *filter(None, (recall(path, log.id, log._progress),)))
        return log

    @staticmethod
    def part(error: journals.JournalError) -> GameLog:
        """What can be shown of a save that could not be read whole; the error is among its notices.

        Raises ``error`` itself where it has nothing to show, or GameError.
        """
        if error.contents is None or not error.contents.records:
            raise error
        log = GameLog._restored(error.contents.header, error.contents.records)
        if not log.turns:
            raise error
        log.path, log._partly = error.path, True
        log._tell(str(error))
        return log

    @classmethod
    def _restored(
        cls,
        header: Mapping[str, Any],
        records: Iterable[journals.Record],
        unlock: Unlock = lambda hidden: None,
    ) -> Self:
        """The game as its records left it. Raises GameError."""
        try:
            game = cls(_rules(header["scenario"]), header, unlock)
        except scenarios.ScenarioErrors as error:
            raise GameError(f"The scenario inside this save can't be read: {error}") from error
        except KeyError as error:
            raise GameError(f"The header of this save has no {error}.") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise GameError("The header of this save is not written as this program writes it.") from error
        restore(game._progress, records)
        return game

    @classmethod
    def _beside(cls, log: GameLog, id: str) -> Self:
        """A game of the same rules and settings with a name of its own, which knows no dice yet."""
        game = cls(log.rules, {"id": id, "engine": log.engine, "seed": 0})
        game.settings, game._began = log.settings, log._began
        return game

    @property
    def main(self) -> Self:
        """The game whose variation this is; itself, where it is none."""
        return self._main or self

    @property
    def name(self) -> str:
        """What files that are kept beside its save are called, up to their suffix; a variation has its own.
        Empty where there is no save."""
        return f"{self.path.name}{f'.{self.of.number}' if self.of else ''}" if self.path else ""

    def variation(self, which: int | str) -> Self:
        """One of them, by its number or its name: a game like any other, also to be compared with this one.

        Raises GameError where there is none, where it makes no sense, and while people play, unless the
        table's code was given.
        """
        self._must_be_open()
        number = self._number(which)
        progress = course(self._progress.variations, number)
        for change in self._changes:
            progress = change(progress)
        progress.variations = self._progress.variations
        main = self.main
        log = type(self)._beside(main, f"{main.id}-v{number}")
        # In a debrief nobody counts the minutes, nor is anything to be hidden from the others at the table.
        log.settings = evolve(
            main.settings,
            minutes=0,
            turn_minutes=0,
            clock="tells",
            open_table=0,
            alone=True,
            umpire=False,
        )
        log._progress, log._main, log.path = progress, main, main.path
        log.of = progress.variations[number].about
        return log

    def adopt(self, game: GameLog) -> None:
        """Takes over the variations that the same game has by now, and where it is kept."""
        self.main._progress.variations.update(game._progress.variations)
        self.path = self.main.path = game.path

    def _number(self, which: int | str) -> int:
        """The number of a variation. Raises GameError."""
        names = {one.name.casefold(): one.number for one in reversed(self.variations)}
        numbers = {f"{one.number}": one.number for one in self.variations}
        if found := {**names, **numbers}.get(str(which).casefold().strip()):  # one may be called "2"
            return found
        known = listed([f"{one.number} ({one.name})" for one in self.variations]) or "none yet"
        raise GameError(f"There is no variation {clean(str(which), 40)!r} of this game. There are: {known}.")

    def _must_be_open(self) -> None:
        if self.veiled:
            raise GameError(
                "While people play, a variation would tell what they must not know yet: it takes the code "
                "of the table."
            )

    def remark(self, text: str, *, turn: int, bookmark: bool = False) -> str:
        """Keeps a note, or a bookmark, on a turn that whoever looks at the game makes: in its save, if that
        is whole and can be written, else beside it. Returns a sentence that says where, if it is not in the
        save. Raises GameError for a turn that has not begun."""
        kind, at = BookmarkRecord if bookmark else NoteRecord, datetime.now().replace(microsecond=0)
        record = kind(turn=turn, text=clean(text, 200 if bookmark else 2000, 20), seat="", at=at)
        record.check(self._progress)
        told = self._keep(record)
        record.apply(self._progress)
        return told

    def _keep(self, record: NoteRecord | BookmarkRecord) -> str:
        main, number, body = self.main, self.of.number if self.of else 0, record.document(self.rules)
        if number:
            self._progress.variations[number].steps.append(journals.Record(0, record.kind, body, ""))
        whole = not main.torn and not main._partly
        return keep(self.path, main.id, record.kind, body, sound=whole, variation=number)

    def changed(self, change: Callable[[Any], Any], *, noted: bool) -> GameLog:
        """The same game to look at, with its variations, with everything that was decided, said and told
        changed alike; with its notes and bookmarks, or without."""
        game, alike = copy(self), partial(_changed, change=change, noted=noted)
        game._began, game._progress = change(self._began), alike(self._progress)
        game.settings = change(self.settings)
        game._changes = (*self._changes, alike)
        game._progress.variations = {
            number: evolve(one, about=change(one.about)) for number, one in self._progress.variations.items()
        }
        return game

    @property
    def veiled(self) -> bool:
        """Is this to be shown as the public saw it? So it is while people play, unless the table's code was
        given, or the instructor allows more."""
        if self._main is not None:
            return self._main.veiled
        held = (*self._began.values(), *(setup for _, _, setup in self.reseated))
        people = any(setup.kind == "people" for setup in held)
        return people and not self.over and not self._unveiled

    @property
    def has_code(self) -> bool:
        """Did the table choose a code at the start?"""
        return bool(self.main._code)

    def must_know(self, code: str) -> None:
        """Lifts the veil if a code is given. Raises GameError for one that is not the table's."""
        if code and not self.unveil(code):
            raise GameError(
                "This is not the code of this game." if self.has_code else "For this game no code was chosen."
            )

    def unveil(self, code: str) -> bool:
        """Lifts the veil, if this is the table's code. Takes about a tenth of a second."""
        if self._main is not None:
            return self._main.unveil(code)
        try:
            by_code(code, self._code)
        except CantOpen:
            return False
        self.lift()
        return True

    def lift(self) -> None:
        """Lifts the veil, as the instructor allows it."""
        self.main._unveiled = True

    def verify(self) -> list[Difference]:
        """Plays all decisions again and compares every result with the save; [] if everything agrees.

        ``resolved`` says of how many turns there is a result. Of a turn that is still on, its dawn is
        compared and the orders committed so far are checked. What was undone is compared as well.

        Variations in its save are no part of that: see ``verify_variation``.

        Raises GameError for a game of another engine version, which can't be recomputed.
        """
        self.must_be_recomputable()
        return verify(self._progress, self.id)

    def verify_variation(self, which: int | str) -> list[Difference]:
        """The same for a variation, also while people play: from the turn on in which it parts from its
        parent. Raises GameError where there is none, or it makes no sense, too."""
        self.must_be_recomputable()
        return verify(course(self._progress.variations, self._number(which)), self.id)

    def must_be_recomputable(self) -> None:
        """Raises GameError for a game of another engine version: what it came to can be shown, but neither
        checked nor played on from."""
        if self.engine not in ENGINES:
            raise GameError(
                f"This game was played with rules {self.engine}; this program has rules {ENGINE} "
                "and can't recompute it."
            )


def _rules(document: Any) -> Rules:
    """The rules of the scenario in a save. Raises ScenarioErrors, TypeError, ValueError, AttributeError."""
    try:
        name = document.name if isinstance(document, readings.Reading) else fingerprint(document)
    except (TypeError, ValueError, RecursionError):  # what is no document at all: it is told of there
        return compile_rules(scenarios.from_document(document))
    if (rules := _AT_HAND.get(name)) is None:
        rules = _AT_HAND[name] = compile_rules(scenarios.from_document(document))
    return rules


def _changed(held: Progress, change: Callable[[Any], Any], *, noted: bool) -> Progress:
    """What a game has come to, with everything in it changed alike."""
    return evolve(
        held,
        turns=change(held.turns),
        pending=change(held.pending),
        umpire=change(held.umpire),
        put=change(held.put),
        setups=change(held.setups),
        notes=change(held.notes) if noted else [],
        bookmarks=change(held.bookmarks) if noted else [],
        statements=change(held.statements),
        headlines=change(held.headlines),
        reseated=change(held.reseated),
        observed=change(held.observed),
        messages=change(held.messages),
        incidents=change(held.incidents),
        undone=change(held.undone),
        left=change(held.left),
        breaks=change(held.breaks),
        parting=change(held.parting),
    )
