"""Records of the course of a game: a turn begins, is adjudicated, is undone, or goes on in another game."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from attrs import evolve, frozen

from wargame.ids import SeatId
from wargame.rules.account import Account
from wargame.rules.compiled import Rules
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.session.documents import account_from
from wargame.session.progress import GameError, Progress, Undone
from wargame.session.records.base import GameRecord
from wargame.session.setup import Branch


@frozen(kw_only=True)
class _Step(GameRecord):
    """A result of the rules: the state that a phase of the turn led to, and the account of it."""

    phase: ClassVar[str]
    state: State
    account: Account

    @classmethod
    def _value(cls, rules: Rules, body: Mapping[str, Any], name: str, kind: Any) -> Any:
        if kind is Account:
            return account_from(body["turn"], cls.phase, body[name])
        return super()._value(rules, body, name, kind)

    def check(self, progress: Progress) -> None:
        if self.state.turn != self.turn:
            raise GameError(f"its state is of turn {self.state.turn}")


@frozen(kw_only=True)
class DawnRecord(_Step):
    """A turn began."""

    kind = "dawn"
    phase = "dawn"

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if progress.turns and (progress.turns[-1].closing is None or progress.over):
            raise GameError(f"turn {progress.turns[-1].turn} is still on, or the last")
        following = len(progress.turns) + 1
        if self.turn != following or self.turn > progress.rules.last_turn:
            raise GameError(f"turn {following} comes next, if any, not turn {self.turn}")

    def apply(self, progress: Progress) -> None:
        progress.turn_to((*progress.turns, TurnRecord(self.turn, self.account, self.state)))


@frozen(kw_only=True)
class ResolutionRecord(_Step):
    """A turn was adjudicated. ``defaults`` are the seats that gave no orders."""

    kind = "resolution"
    phase = "adjudication"
    defaults: tuple[SeatId, ...] = ()

    def check(self, progress: Progress) -> None:
        super().check(progress)
        progress.must_be_on(self.turn)
        progress.must_be_complete()

    def apply(self, progress: Progress) -> None:
        done = evolve(
            progress.turns[-1],
            orders=progress.orders,
            umpire=progress.umpire,
            account=self.account,
            closing=self.state,
        )
        progress.turn_to((*progress.turns[:-1], done))


@frozen(kw_only=True)
class RewindRecord(GameRecord):
    """The game went back to the dawn of ``turn`` and goes on from there; what it undoes is kept, and so are
    who has which seat, PINs, notes and bookmarks.

    The dice are keyed by seed and turn and know of no rewind: the same orders come to the same as before.
    """

    kind = "rewind"
    reason: str
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        progress.begun(self.turn)
        if not self.reason:
            raise GameError("A rewind needs a reason.")

    def apply(self, progress: Progress) -> None:
        keep, turn = self.turn - 1, self.turn
        back = progress.turns[keep]
        said = bisect_left(progress.statements, turn, key=lambda note: note.turn)
        progress.undone = (
            *progress.undone,
            Undone(
                self.reason,
                progress.played[keep:],
                progress.statements[said:],
                progress.branches,
            ),
        )
        progress.statements = progress.statements[:said]
        # Who took a seat in a turn that is gone has it from this turn on, and everybody is told now.
        later = bisect_right(progress.reseated, turn, key=lambda change: change[0])
        moved = tuple((turn, seat, who) for _, seat, who in progress.reseated[later:])
        progress.reseated = progress.reseated[:later] + moved
        progress.turn_to((*progress.turns[:keep], TurnRecord(turn, back.dawn, back.opening)))


@frozen(kw_only=True)
class BranchRecord(GameRecord):
    """What stands before it was copied from another game, ``parent`` by its id, up to the dawn of this turn;
    from here on the dice have a ``salt`` of their own, so that nobody can try out the luck to come."""

    kind = "branch"
    parent: str
    salt: str
    at: datetime | None = None

    def apply(self, progress: Progress) -> None:
        progress.branches = (*progress.branches, Branch(self.parent, self.turn, self.salt))
