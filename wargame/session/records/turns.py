"""Records of the course of a game: a turn begins, is adjudicated, is undone, or goes on in another game."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime
from typing import Any, ClassVar

from attrs import evolve

from wargame.ids import SeatId
from wargame.rules.account import Account
from wargame.rules.compiled import Rules
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.session.documents import Document, account_from, state_to
from wargame.session.progress import GameError, Progress, Undone
from wargame.session.records.base import GameRecord, Reader
from wargame.session.records.opened import Opened, lay_open, must_fit
from wargame.session.sealing import Secrets
from wargame.session.setup import Branch
from wargame.values import frozen


@frozen(kw_only=True)
class _Step(GameRecord):
    """A result of the rules: the state that a phase of the turn led to, and the account of it.

    Its document leaves out the words of earlier turns, which the records before it hold: else a save would
    grow with the square of the game's length.
    """

    phase: ClassVar[str]
    state: State
    account: Account

    @classmethod
    def reader(cls, name: str, kind: Any) -> Reader:
        if kind is Account:
            return lambda rules, body: account_from(body["turn"], cls.phase, body[name])
        return super().reader(name, kind)

    def document(self, rules: Rules) -> Document:
        return {**super().document(rules), "state": state_to(rules, self._told_here())}

    def _told_here(self) -> State:
        """The state without letters and notes of earlier turns."""
        return _said_since(self.state, self.turn)

    def check(self, progress: Progress) -> None:
        progress.go_through(progress.rules.cells)
        if self.state.turn != self.turn:
            raise GameError(f"its state is of turn {self.state.turn}")


def _said_since(state: State, turn: int) -> State:
    """The state with the letters and notes of a turn and of later ones alone."""
    return evolve(
        state,
        mail=tuple(letter for letter in state.mail if letter.sent >= turn),
        proposals=tuple(p if p.made >= turn else evolve(p, note="") for p in state.proposals),
    )


def _all_said(progress: Progress, state: State, before: State | None) -> State:
    """The same with those of the state before it. One that holds any has all: so they were saved once."""
    if before is None:
        return state
    progress.go_through(len(before.mail) + len(before.proposals))
    notes = {proposal.id: proposal.note for proposal in before.proposals}
    return evolve(
        state,
        mail=(*(before.mail if all(m.sent == state.turn for m in state.mail) else ()), *state.mail),
        proposals=tuple(evolve(p, note=p.note or notes.get(p.id, "")) for p in state.proposals),
    )


@frozen(kw_only=True)
class DawnRecord(_Step):
    """A turn began. The first lays ``dice`` open that the game began with."""

    kind = "dawn"
    share = 1
    phase = "dawn"
    dice: str = ""

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if progress.turns and (progress.turns[-1].closing is None or progress.over):
            raise GameError(f"turn {progress.turns[-1].turn} is still on, or the last")
        following = len(progress.turns) + 1
        if self.turn != following or self.turn > progress.rules.last_turn:
            raise GameError(f"turn {following} comes next, if any, not turn {self.turn}")
        if following == 1:
            progress.must_be_bound(0, self.dice)

    def apply(self, progress: Progress) -> None:
        if self.dice:
            progress.cup = progress.cup.open(0, self.dice)
        state = _all_said(progress, self.state, progress.turns[-1].closing if progress.turns else None)
        progress.turn_to((*progress.turns, TurnRecord(self.turn, self.account, state)))


@frozen(kw_only=True)
class ResolutionRecord(_Step):
    """A turn was adjudicated. ``defaults`` are the seats that gave no orders; ``dice`` and ``opened`` lay
    open what was bound."""

    kind = "resolution"
    share = 1
    phase = "adjudication"
    defaults: tuple[SeatId, ...] = ()
    dice: str = ""
    opened: tuple[Opened, ...] = ()

    def check(self, progress: Progress) -> None:
        super().check(progress)
        progress.must_be_on(self.turn)
        progress.must_be_complete()
        progress.must_be_bound(self.turn, self.dice)
        must_fit(progress, self.opened)

    def apply(self, progress: Progress) -> None:
        if self.dice:
            progress.cup = progress.cup.open(self.turn, self.dice)
        progress.go_through(10 * len(progress.cup.opened) + 200 * len(progress.rules.seats))
        lay_open(progress, self.opened)
        progress.must_be_answered()  # before, what it was about could have been under seal
        done = evolve(
            progress.turns[-1],
            orders=progress.orders,
            umpire=progress.umpire,
            replies=progress.replies,
            account=self.account,
            closing=_all_said(progress, self.state, progress.turns[-1].opening),
        )
        progress.turn_to((*progress.turns[:-1], done))


@frozen(kw_only=True)
class EndRecord(_Step):
    """The game was broken off: after this turn, the one adjudicated last, it was scored as it stood. What is
    on is kept, and can be gone on with."""

    kind = "end"
    share = 1
    phase = "end"
    at: datetime | None = None

    def _told_here(self) -> State:
        return _said_since(self.state, self.turn + 1)  # the turn's own stand in its resolution

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if progress.over:
            raise GameError("The game is over.")
        done = [record.turn for record in progress.turns if record.closing is not None]
        if not done:
            raise GameError("Nothing has been carried out yet: there is nothing to score.")
        if self.turn != done[-1]:
            raise GameError(f"turn {done[-1]} is the one to score, not turn {self.turn}")
        if not self.state.ending:
            raise GameError("No ending of this scenario holds now.")

    def apply(self, progress: Progress) -> None:
        before = progress.turns[self.turn - 1].closing
        progress.break_off(_all_said(progress, self.state, before), self.account)


@frozen(kw_only=True)
class ResumeRecord(GameRecord):
    """A game that was broken off goes on in this turn, from where it stood."""

    kind = "resume"
    share = 1
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        if not progress.left:
            raise GameError("The game was not broken off.")
        if self.turn != progress.left[-1].turn:
            raise GameError(f"it goes on in turn {progress.left[-1].turn}, not in turn {self.turn}")

    def apply(self, progress: Progress) -> None:
        progress.go_on()


@frozen(kw_only=True)
class RewindRecord(GameRecord):
    """The game went back to the dawn of ``turn`` and goes on from there; what it undoes is kept, and so are
    who has which seat, PINs, notes and bookmarks.

    The dice are keyed by seed and turn and know of no rewind: the same orders come to the same as before.
    """

    kind = "rewind"
    reason: str
    at: datetime | None = None
    opened: tuple[Opened, ...] = ()

    def check(self, progress: Progress) -> None:
        progress.begun(self.turn)
        must_fit(progress, self.opened)
        if not self.reason:
            raise GameError("A rewind needs a reason.")

    def apply(self, progress: Progress) -> None:
        keep, turn = self.turn - 1, self.turn
        back = progress.turns[keep]
        lay_open(progress, self.opened)
        said = bisect_left(progress.statements, turn, key=lambda note: note.turn)
        gone = tuple(progress.statements[said:])
        progress.go_through(len(progress.turns) + len(progress.decisions) + len(progress.put))
        progress.go_through(len(progress.headlines) + len(progress.foreseen))
        told = len(progress.messages), len(progress.incidents)
        progress.undone.append(Undone(self.reason, progress.played[keep:], progress.cup, gone, told))
        del progress.statements[said:]
        progress.decisions[:] = [taken for taken in progress.decisions if taken.turn < turn]
        for later in [n for n in (*progress.headlines, *progress.foreseen) if n >= turn]:
            progress.headlines.pop(later, None)
            progress.foreseen.pop(later, None)
        # Who took a seat in a turn that is gone has it from this turn on, and everybody is told now.
        progress.put = progress.put_before(turn)
        later = bisect_right(progress.reseated, turn, key=lambda change: change[0])
        progress.reseated[later:] = [(turn, seat, who) for _, seat, who in progress.reseated[later:]]
        progress.observed[:] = [(min(turn, since), who) for since, who in progress.observed]
        progress.turn_to((*progress.turns[:keep], TurnRecord(turn, back.dawn, back.opening)))


@frozen(kw_only=True)
class BranchRecord(GameRecord):
    """What stands before it was copied from another game, ``parent`` by its id, up to the dawn of this turn;
    from here on the dice have a ``salt`` of their own, or are bound anew by ``secrets``, so that nobody can
    try out the luck to come."""

    kind = "branch"
    of_save = True
    parent: str
    salt: str = ""
    secrets: Secrets | None = None
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if progress.secrets is None if self.secrets else (progress.secrets is not None or not self.salt):
            raise GameError("its dice are not kept as this game keeps them")

    def apply(self, progress: Progress) -> None:
        progress.branches.append(Branch(self.parent, self.turn, self.salt))
        progress.go_through(len(progress.cup.salts))
        if self.secrets is None:
            progress.bound = f"{progress.cup.seed}/{self.salt}"
            progress.cup = progress.cup.salted(self.turn, self.salt)
        else:
            progress.bound = "".join(self.secrets.dice)
            progress.hide(self.turn, self.secrets)


@frozen(kw_only=True)
class RebindRecord(GameRecord):
    """The game goes on where what it hid can't be opened, in a copy on another computer: what was committed
    in this turn is void, and the dice from it on are others."""

    kind = "rebind"
    of_save = True
    share = 1
    secrets: Secrets
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        super().check(progress)
        if progress.secrets is None:
            raise GameError("nothing is hidden in this game")

    def apply(self, progress: Progress) -> None:
        progress.rebound += ((self.turn, tuple(progress.committed)),)
        progress.hide(self.turn, self.secrets)
