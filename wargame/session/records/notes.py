"""Records of words: notes, bookmarks, statements, messages."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from wargame.ids import SeatId
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.session.setup import Note
from wargame.values import frozen


@frozen(kw_only=True)
class _Written(GameRecord):
    """Words about a turn that has begun; they change nothing in the game. No seat: of the game as a whole."""

    text: str
    seat: SeatId | Literal[""]
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        progress.begun(self.turn)

    @property
    def note(self) -> Note:
        """The words as a game keeps them."""
        return Note(self.turn, self.text, self.seat)


@frozen(kw_only=True)
class NoteRecord(_Written):
    """A note for the debrief."""

    kind = "note"

    def apply(self, progress: Progress) -> None:
        progress.notes.append(self.note)


@frozen(kw_only=True)
class BookmarkRecord(_Written):
    """A moment to come back to in the debrief."""

    kind = "bookmark"

    def apply(self, progress: Progress) -> None:
        progress.bookmarks.append(self.note)


@frozen(kw_only=True)
class StatementRecord(_Written):
    """A seat's public sentence, in the turn that is being played."""

    kind = "statement"

    def check(self, progress: Progress) -> None:
        progress.must_be_on(self.turn)
        progress.must_be_held(progress.seat(self.seat))
        if not self.text:
            raise GameError("A statement needs words.")

    def apply(self, progress: Progress) -> None:
        progress.statements.append(self.note)


@frozen(kw_only=True)
class MessageRecord(GameRecord):
    """What the instructor tells everybody, in this turn."""

    kind = "message"
    text: str
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        progress.begun(self.turn)
        if not self.text:
            raise GameError("A message needs words.")

    def apply(self, progress: Progress) -> None:
        progress.messages.append(Note(self.turn, self.text))
