"""A game that goes on: its turns one after another, and each step on disk when the call returns."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from wargame import journal as journals
from wargame.rules.adjudicator import break_off, resolve
from wargame.rules.compiled import Rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.record import TurnRecord
from wargame.rules.wording import listed
from wargame.session.cup import UnknownDice
from wargame.session.documents import Document
from wargame.session.log import GameLog
from wargame.session.pin import Guesses
from wargame.session.progress import GameError, Unlock
from wargame.session.records.base import SPARE, GameRecord
from wargame.session.records.notes import BookmarkRecord, NoteRecord
from wargame.session.records.opened import open_here
from wargame.session.records.turns import (
    DawnRecord,
    EndRecord,
    RebindRecord,
    ResolutionRecord,
    ResumeRecord,
    RewindRecord,
)
from wargame.session.replay import WITHIN
from wargame.session.sealing import Key, Keyring
from wargame.session.verify import ENGINE, ENGINES
from wargame.text import clean


class SealedOrders(GameError):
    """Orders of the turn that is on can't be opened here."""

    def __init__(self, turn: int, names: str) -> None:
        super().__init__(
            f"What {names} committed in turn {turn} can't be opened here: the game was begun on another "
            "computer. Nothing was changed. Go on there, or with the code of the table (--code); or begin "
            "the turn anew here (--anew)."
        )
        self.turn, self.names = turn, names


class Running(GameLog):
    """A game whose turns are played, with the journal that keeps it, if any does."""

    def __init__(self, rules: Rules, header: Mapping[str, Any], unlock: Unlock = lambda hidden: None) -> None:
        super().__init__(rules, header, unlock)
        self._clock: Callable[[], datetime] = datetime.now
        self._keys = Keyring()
        self.guesses = Guesses()
        self._journal: journals.Journal | None = None

    @property
    def own_key(self) -> Key | None:
        """What seals things of this game beside its save: the key of what it hides, else one of this user on
        this computer. None where none can be kept."""
        if self._progress.key is not None:
            return self._progress.key
        with suppress(OSError):
            return Key.of_game(f"beside {self.id}")
        return None

    def close(self) -> None:
        """Lets go of the save; a variation leaves that to its game."""
        if self._journal is not None:
            self._journal.close()

    def save_copy(self, path: Path) -> None:
        """After a failed write: puts everything so far into a new save and goes on there. Raises
        JournalError."""
        if self.of is not None:
            self.main.save_copy(path)
            self.path = self.main.path
            return
        if self._journal is None:
            raise GameError("This game is not being saved.")
        old = self._journal
        self._write_to(old.copy_to(path))
        old.close()

    def resolve(self) -> TurnRecord:
        """Adjudicates the turn once all orders are in, records it, and begins the next turn unless the
        game is over.

        Returns the adjudicated turn's record. Raises GameError while somebody is still being waited for, also
        for an answer in an exchange, and JournalError where it could not be saved; called again, it goes on
        where that stopped."""
        if self.record.closing is None or self.over:
            self._adjudicate()
        done = self.record  # where it was there already, only the next dawn could not be saved
        if not self.over:
            self._begin()
        return done

    def _adjudicate(self) -> None:
        progress, record = self._progress, self.record
        progress.must_be_on(record.turn)
        progress.must_be_complete()
        progress.must_be_answered()
        orders = progress.orders
        dice = self._dice(record.turn)
        replies = progress.replies
        rules, umpire = progress.rules_in(record.turn), progress.umpire
        closing, account = resolve(rules, record.opening, orders, dice, umpire, replies)
        self._do(
            ResolutionRecord(
                id=self._unique(f"{record.turn}-resolution"),
                turn=record.turn,
                defaults=tuple(s for s, o in orders.items() if s not in progress.committed and o.defaulted),
                state=closing,
                account=account,
                dice=progress.cup.hidden(record.turn),
                opened=open_here(progress),
            )
        )

    def rewind(self, turn: int, reason: str) -> None:
        """Goes back to the dawn of a turn that has begun, also when the game is over. What is undone stays
        in the save and in ``undone``; seats and PINs stay as they are.

        Raises GameError for a turn that there is not, and for no reason.
        """
        reason, opened = clean(reason, 300), open_here(self._progress)
        self._do(RewindRecord(turn=turn, reason=reason, at=self._now(), opened=opened))
        self._hide_anew()

    def break_off(self) -> None:
        """Ends the game now: it is scored as it stands after the turn adjudicated last. What has been ordered
        since is kept, and ``go_on`` goes on with it.

        Raises GameError where the game is over, or nothing has been carried out yet.
        """
        turn = self.resolved
        if self.over or not turn:
            why = "The game is over." if self.over else "Nothing has been carried out yet."
            raise GameError(f"{why} There is nothing to end.")
        state = self.turns[turn - 1].closing
        assert state is not None
        ended, account = break_off(self.rules, state, self._dice(turn))
        id = f"{turn}-end-{len(self._progress.breaks) + 1}"
        self._do(EndRecord(id=id, turn=turn, state=ended, account=account, at=self._now()))

    def go_on(self) -> None:
        """Goes on with a game that was broken off, from where it stood. Raises GameError where it was not."""
        progress = self._progress
        turn = progress.left[-1].turn if progress.left else self.turn
        self._do(ResumeRecord(id=f"{turn}-resume-{len(progress.breaks)}", turn=turn, at=self._now()))
        self._hide_anew()
        if self.record.closing is not None:
            self._begin()

    def _begin(self) -> None:
        """Begins the next turn: its dawn."""
        cup, past = self._progress.cup, len(self.turns)
        dice = self._dice(past)
        before = self.turns[-1].closing if self.turns else opening(self.rules, dice)
        assert before is not None
        state, account = dawn(self._progress.rules_in(past), before, dice)
        id, hidden = self._unique(f"{state.turn}-dawn"), "" if past else cup.hidden(0)
        self._do(DawnRecord(id=id, turn=state.turn, state=state, account=account, dice=hidden))

    def _dice(self, turn: int) -> Dice:
        try:
            return self._progress.dice(turn)
        except UnknownDice as error:
            raise GameError(f"The dice of turn {turn} are sealed, and can't be opened here.") from error

    def _must_go_on(self, code: str) -> None:
        """Raises GameError for a game of other rules than these, and for a wrong code."""
        if self.engine not in ENGINES:
            raise GameError(
                f"This game was played with rules {self.engine}; this program has rules {ENGINE}. "
                "It can be replayed, but not played on."
            )
        self.must_know(code)

    def _must_open(self, anew: bool) -> None:
        """Raises GameError where what is hidden can't be opened here, and that is not said to be meant; and
        for a wrong code, also where none is needed: who gave it counts on it elsewhere."""
        progress, code = self._progress, self._keys.code
        self._must_go_on(code)
        if progress.secrets is None or progress.key is not None:
            return
        if code:
            raise GameError(
                "This is the code with which this game began, but it went on where nobody gave it. Nothing "
                "was changed."
            )
        if progress.committed and not anew and (self.broken or not self.over):
            raise SealedOrders(self.turn, listed([progress.name(seat) for seat in progress.committed]))

    def _hide_anew(self) -> None:
        """Where what a game hides can't be opened here: goes on with a key and with dice that can."""
        progress = self._progress
        if progress.secrets is not None and progress.key is None and not self.over:
            lost = [progress.name(seat) for seat in progress.committed]
            seed, last = secrets.randbits(63), self.rules.last_turn
            hidden = self._keys.make(seed, self.turn, last, self._keys.code)
            self._do(RebindRecord(turn=self.turn, secrets=hidden, at=self._now()))
            new = f": its dice are new from turn {self.turn} on" if self.rules.thrown else ""
            self._tell(f"This game was begun on another computer{new}.")
            if lost:
                self._tell(f"What {listed(lost)} committed can't be opened here and must be given again.")

    def _do(self, record: GameRecord, *, share: float | None = None) -> None:
        """Lets something happen, once it is known that it can and on the disk that it did."""
        record.check(self._progress)
        self._write(record, record.share if share is None else share)
        record.apply(self._progress)

    def _write(self, record: GameRecord, share: float) -> None:
        document = record.document(self.rules)
        if self.of is not None:
            self.main._add_step(self.of.number, record.kind, document)
        elif self._journal is not None:
            self._journal.append(record.kind, document, share=share)

    def _add_step(self, variation: int, kind: str, document: Document) -> None:
        """Keeps a step of a variation. It leaves a game that goes on the room that this needs."""
        body = {"variation": variation, **document}
        if "id" in body:
            body["id"] = f"{variation}-{body['id']}"
        if self._journal is not None:
            body = self._journal.append(f"{WITHIN}{kind}", body, share=1 if self.over else SPARE).body
        self._progress.variations[variation].steps.append(journals.Record(0, kind, body, ""))

    def _keep(self, record: NoteRecord | BookmarkRecord) -> str:
        if self._journal is None and self.of is None:
            return super()._keep(record)
        try:
            self._write(record, record.share)
        except journals.JournalError:  # the table is told when it next has to be saved
            return super()._keep(record)
        return ""

    def _unique(self, id: str) -> str:
        """The id of a step of the game: after a rewind the same step is taken again, and is another one."""
        return f"{id}.{len(self.undone)}" if self.undone else id  # no seat has a dot in its name

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _write_to(self, journal: journals.Journal) -> None:
        self._journal, self.path = journal, journal.path
