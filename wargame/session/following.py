"""A game that another process is writing, as everybody may see it: for a second screen, and for many at once.

What is followed is never opened: no key is asked for, so orders under seal stay so. What leaves this module
are ``TableView`` and ``Seen``, which have room for nothing but what is public, and of that only what the
table has been told: where it says what it shows (``live``), this is never ahead of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from math import inf
from pathlib import Path
from typing import Any, Literal

from attrs import evolve

from wargame.ids import ExchangeId, MoveId, SeatId
from wargame.journal import JournalError, NotAJournal, Record
from wargame.journal.tail import Tail
from wargame.rules.exchange_views import exchange_views
from wargame.rules.exchanges import Bout, answered
from wargame.rules.views import (
    AgreementView,
    EndView,
    ExchangeView,
    OddsView,
    PublicView,
    RevealLine,
    RoundupView,
    ScoreView,
    SeatInfo,
    TurnInfo,
)
from wargame.scenario.model import Map
from wargame.session import live as lives
from wargame.session.live import LEAF, TOLD, Fight, Live, Phase, Showing, Time
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.session.records import KINDS
from wargame.session.replay import WITHIN, restore
from wargame.session.round import told_of
from wargame.values import frozen

_SILENT = 3 * lives.SIGN
"""Seconds without a sign of the table, after which it is said that there is none."""
_AFTER = 60.0
"""Seconds by which a save is newer than what was said of its table, so that another program has gone on."""
_UNFINISHED = 3.0
"""Seconds after which an end that is not whole is no record that is being written."""
_NEWER = "A newer version of this program writes this save: what is new in it is passed over here."


@frozen
class SeatRow:
    """A seat in the turn that is on. ``kind`` says who has it; it is ``committed`` since ``since``, or at the
    keyboard (``here``) since then."""

    seat: SeatInfo
    kind: Literal["people", "ai", "closed"]
    committed: bool
    here: bool
    since: datetime | None = None


@frozen
class TableView:
    """Where a game stands, in short. ``file`` is the name of its save; ``title``, ``class_name``, ``group``
    say which it is.

    ``phase`` is what its table shows, empty where that is not known; ``places`` are its seats, ``keeps``
    those that all others wait for ``since`` a moment. ``table`` says whether it gives a sign of itself: it is
    ``on``, ``silent`` since ``heard``, or ``away`` (nobody plays it now, or by a program that doesn't tell).
    ``trouble`` says what is wrong with the save; what stands here is what was read before then. ``begun`` is
    false where nothing can be shown.
    """

    file: str
    begun: bool = False
    trouble: str = ""
    changed: float = 0.0
    """When the save was written last, in seconds since 1970."""
    title: str = ""
    class_name: str = ""
    group: str = ""
    turn: TurnInfo | None = None
    told: int = 0
    over: bool = False
    decided: bool = False
    """Have the last dice been thrown before everybody?"""
    phase: Phase = ""
    item: int = 0
    here: SeatInfo | None = None
    places: tuple[SeatRow, ...] = ()
    keeps: tuple[SeatInfo, ...] = ()
    since: datetime | None = None
    clock: Time | None = None
    clock_at: float = 0.0
    """When the clock showed that, by ``time.monotonic``."""
    ladder: str = ""
    deals: tuple[AgreementView, ...] = ()
    headline: str = ""
    end: str = ""
    table: Literal["on", "silent", "away"] = "away"
    heard: datetime | None = None


@frozen
class Seen:
    """All that everybody may see of a game now.

    ``roundup`` is what was told as this turn began, ``past`` the same of earlier turns, the newest first,
    each with its number; ``reveal`` are the public steps of the turn told last and, of the last dice, those
    that have been read out. ``told`` are sentences for everybody. ``end`` has no more of the end than the
    table has seen: of seats that are not turned over yet it has the name alone. ``asked`` are the questions
    of the debrief.
    """

    stands: TableView
    public: PublicView | None = None
    roundup: RoundupView | None = None
    chart: Map | None = None
    past: tuple[tuple[int, RoundupView], ...] = ()
    exchanges: tuple[ExchangeView, ...] = ()
    reveal: tuple[RevealLine, ...] = ()
    told: tuple[str, ...] = ()
    end: EndView | None = None
    asked: tuple[str, ...] = ()
    one_page: bool = False
    """Is the end told on one page?"""


class Follower:
    """Follows the save at ``path``. ``look`` says whether anything is new; ``stands`` and ``seen`` have it.

    ``is_game`` is false where the file is no saved game and does not begin like one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_game = True
        self.stands = TableView(path.name)
        """Where the game stands, as of the last look."""
        self._tail = Tail(path)
        self._sign = _Sign(path)
        self._log: _Followed | None = None
        self._trouble = ""
        self._end_asked = self._asked_now = False
        self._torn: float | None = None
        self._kept: tuple[object, PublicView, RoundupView] | None = None

    def look(self) -> bool:
        """Has anything changed that is seen?"""
        changed = (self._read(), self._sign.look(), self._asked_now)
        self._asked_now = False
        if any(changed):
            self.stands = self._table()
        return any(changed)

    def give_up(self) -> None:
        """Show nothing of it until it has changed: it can't be followed."""
        self._log, self._trouble = None, "This game can't be shown: a fault of the program."
        self.stands = self._table()

    def tell_end(self) -> None:
        """Tell the end of a game that is over, though no table has been told it, as somebody wants that."""
        self._end_asked = self._asked_now = True

    def seen(self) -> Seen:
        """All that is seen of it, as of the last look."""
        log, stands = self._log, self.stands
        if log is None or not stands.begun:
            return Seen(stands)
        public, roundup = self._public(log, stands.told)
        return Seen(
            stands,
            public if stands.decided else public.undecided,
            roundup,
            log.scenario.map,
            tuple((turn, log.roundup_of(turn)) for turn in range(stands.told, 0, -1)),
            () if stands.over else log.fought(stands.told + 1, self._fights(log)),
            self._reveal(log, stands),
            told_of(log, stands.told + (not stands.over), len(log.incidents) if stands.phase == "end" else 0),
            _end_so_far(log, stands.item) if stands.phase == "end" else None,
            tuple(log.scenario.debrief.questions) if stands.phase == "end" else (),
            log.scenario.debrief.one_page,
        )

    # -- the save ----------------------------------------------------------------------------------------

    def _read(self) -> bool:
        if self._torn is not None and time.monotonic() - self._torn > _UNFINISHED:
            self._tail.look_again()
        try:
            grown = self._tail.look()
            if grown is not None and grown.anew is None and self._log is None:
                self._tail = Tail(self.path)
                grown = self._tail.look()
            if grown is None:
                return False
            if self._log is None or grown.anew is not None:
                header = grown.anew.header if grown.anew is not None else {}
                self._log, self._kept = None, None
                self._log = _Followed.started(header, grown.records)
            else:
                self._log.take(grown.records)
        except JournalError as error:
            self._fails(error)
        except GameError as error:
            self._log, self._trouble = None, str(error)
        else:
            self._trouble, self.is_game = self._unfinished(torn=grown.torn), True
        return True

    def _unfinished(self, *, torn: bool) -> str:
        """What to say of an end that is not whole: nothing at first, as it is being written."""
        now, since = time.monotonic(), self._torn
        self._torn = (now if since is None else since) if torn else None
        if not torn or since is None or now - since <= _UNFINISHED:
            return ""
        self._torn = inf  # said once
        return "The last record is not whole: it is being written or copied, or was cut short."

    def _fails(self, error: JournalError) -> None:
        self._trouble = str(error).replace(str(self.path), self.path.name)
        if self._log is not None:
            return
        self.is_game = not isinstance(error, NotAJournal) or self._tail.begins
        if error.contents is not None and error.contents.records:
            with suppress(GameError):
                self._log = _Followed.started(error.contents.header, error.contents.records)

    # -- what is seen of it ------------------------------------------------------------------------------

    def _table(self) -> TableView:
        log, sign, name = self._log, self._sign, self.path.name
        if log is None or not log.turns:
            why = self._trouble or "No turn has begun yet."
            return TableView(name, trouble=why, changed=self._tail.changed)
        live = self._live(log)
        told = min(log.resolved, live.told) if live is not None else log.resolved
        over = log.over and told == log.resolved
        showing = live.showing if live is not None else Showing("")
        if live is None and over and (self._end_asked or not log.guessing):
            showing = Showing("end", item=TOLD)
        phase = showing.phase
        if phase in ("last dice", "guess", "end") and not over:
            phase = ""  # it has gone on since
        decided = phase in ("guess", "end")
        public, _ = self._public(log, told)
        public = public if decided else public.undecided
        seats = {seat.id: seat for seat in public.seats}
        here = seats.get(SeatId(showing.seat)) if live is not None and sign.state == "on" else None
        in_ = {*seats} if log.resolved > told else log.committed
        keeps, since = self._keeps(log, live, phase, here, in_)
        end = log.end() if phase == "end" else None
        return TableView(
            name,
            begun=True,
            trouble=self._trouble or (_NEWER if log.newer else ""),
            changed=self._tail.changed,
            title=log.scenario.title,
            class_name=log.settings.class_name,
            group=log.settings.group,
            turn=public.turn,
            told=told,
            over=over,
            decided=decided,
            phase=phase,
            item=showing.item,
            here=here,
            places=tuple(self._place(log, seat, here, in_, live) for seat in public.seats),
            keeps=tuple(seats[seat] for seat in keeps),
            since=since,
            clock=live.time if live is not None else None,
            clock_at=sign.clock_at,
            ladder=next((rung.name for rung in public.ladder if rung.here), ""),
            deals=public.agreements,
            headline=(end.headline if end else "") or next((item.headline for item in public.news), ""),
            end=end.name if end is not None else "",
            table=sign.state if live is not None else "away",
            heard=datetime.fromtimestamp(sign.heard) if live is not None else None,
        )

    def _live(self, log: _Followed) -> Live | None:
        """What the table says, if it speaks of this game, and no other program has gone on with that
        since."""
        live, sign = self._sign.live, self._sign
        if live is None or live.of != log.id:
            return None
        gone_on = sign.state == "silent" and self._tail.changed > sign.heard + _AFTER
        return None if gone_on else live

    def _keeps(
        self, log: _Followed, live: Live | None, phase: Phase, here: SeatInfo | None, in_: Iterable[SeatId]
    ) -> tuple[tuple[SeatId, ...], datetime | None]:
        """Whom all others wait for, and since when."""
        asked = here is not None and phase in ("exchange", "guess")
        out = tuple(seat for seat in log.waiting if seat not in in_)
        out = tuple(seat for seat in out if log.setups[seat].kind == "people") or out  # machines are quick
        if live is not None and here is not None and (asked or here.id in out):
            return (here.id,), datetime.fromtimestamp(live.since)
        if phase not in ("", "curtain", "desk") or not out:
            return (), None
        came = [d.at for d in log.decisions if d.turn == log.turn and d.what == "orders" and d.at]
        return out, max(came, default=None) or datetime.fromtimestamp(self._tail.changed)

    def _place(
        self, log: _Followed, seat: SeatInfo, here: SeatInfo | None, in_: Iterable[SeatId], live: Live | None
    ) -> SeatRow:
        setup, turn = log.setups[seat.id], log.turn
        came = [d.at for d in log.decisions if (d.turn, d.seat, d.what) == (turn, seat.id, "orders")]
        committed, at_keyboard = seat.id in in_, here is not None and here.id == seat.id
        since = came[-1] if committed and came else None
        if at_keyboard and live is not None and not committed:
            since = datetime.fromtimestamp(live.since)
        return SeatRow(seat, setup.kind, committed, at_keyboard, since)

    def _public(self, log: _Followed, told: int) -> tuple[PublicView, RoundupView]:
        """The public view and the roundup that the table has been told. Kept: they stay the same while seats
        commit."""
        written = dict(log.headlines)
        now = (told, log.resolved, len(log.turns), log.over, len(log.undone), len(log.reseated), written)
        if self._kept is None or self._kept[0] != now:
            turn = told + 1 if log.resolved > told else None
            self._kept = now, log.public(turn), log.roundup(turn)
        return self._kept[1:]

    def _fights(self, log: _Followed) -> tuple[Fight, ...]:
        live = self._live(log)
        return live.fights if live is not None and live.turn == log.turn else ()

    def _reveal(self, log: _Followed, stands: TableView) -> tuple[RevealLine, ...]:
        """The public steps of the turn told last; of the last dice, as far as these are told."""
        if not stands.told:
            return ()
        lines = log.reveal(stands.told)
        dice = [line for line in lines if line.chance is not None]
        if stands.phase == "last dice":
            in_hand = dice[: (stands.item + 1) // 2]
            if stands.item % 2:  # not thrown yet: the true sum is read out line by line
                in_hand[-1:] = [evolve(line, odds=None, roll=None, sentence="") for line in in_hand[-1:]]
            return tuple(in_hand)
        return tuple(line for line in lines if line.chance is None or stands.decided)


def _end_so_far(log: GameLog, item: int) -> EndView:
    """The end as far as it has been told: paragraph by paragraph, seat after seat, then the rest."""
    end = log.end()
    leaf, told = divmod(item, LEAF)
    if log.scenario.debrief.one_page or leaf > 2:
        return end
    if leaf == 2:
        return evolve(end, derole="")
    turned = told if leaf == 1 else 0
    seats = {score.seat.id for score in end.scores[:turned]}
    return evolve(
        end,
        epilogue=end.epilogue if leaf else end.epilogue[: max(0, told - 1 - bool(end.broken))],
        scores=(*end.scores[:turned], *(ScoreView(score.seat, 0, ()) for score in end.scores[turned:])),
        verdict=OddsView(0, "", 0, ()),
        verdict_word="",
        escalation=(),
        brier=tuple(one for one in end.brier if one[0] in seats),
        analyst=None,
        derole="",
        judged=False,
    )


class _Sign:
    """What the table of a save says of itself, and whether it still does."""

    def __init__(self, save: Path) -> None:
        self.live: Live | None = None
        self.state: Literal["on", "silent", "away"] = "away"
        self.heard = 0.0
        """When it last gave a sign, in seconds since 1970."""
        self.clock_at = 0.0
        """When its clock showed what it says, by ``time.monotonic``."""
        self._path = save.with_name(save.name + lives.SUFFIX)
        self._mark: object = None

    def look(self) -> bool:
        """Has anything changed?"""
        before = self.live, self.state
        try:
            status = self._path.stat()
        except OSError:
            self._mark, self.live, self.state = None, None, "away"
            return before != (None, "away")
        now, mark = time.time(), (status.st_ino, status.st_size, status.st_mtime_ns)
        if mark != self._mark:
            # By our clock, as soon as there is anything to go by: that of another computer may be wrong.
            first = self._mark is None
            self.heard = min(now, status.st_mtime) if first else now
            self._mark = mark
            live = self.live
            with suppress(OSError, ValueError):  # half copied, or of a newer program
                live = lives.load(self._path)
            if live is not None and live != self.live:
                self.clock_at = time.monotonic() - (max(0.0, now - live.at) if first else 0.0)
                self.live = live
        self.state = "away" if self.live is None else "on" if now - self.heard < _SILENT else "silent"
        return before != (self.live, self.state)


class _Followed(GameLog):
    """A game that grows by the records of another process. It opens nothing that is sealed in them."""

    newer = False
    """Did a newer program write it, with records of a kind that is not known here?"""

    @classmethod
    def started(cls, header: Mapping[str, Any], records: Iterable[Record]) -> _Followed:
        """The game so far. Raises GameError."""
        game = cls._restored(header, ())
        game.take(records)
        return game

    def take(self, records: Iterable[Record]) -> None:
        """What has happened since. Raises GameError; then it can't be followed any further."""
        for record in records:
            self.newer |= record.kind not in KINDS and not record.kind.startswith(WITHIN)
            restore(self._progress, (record,))

    def roundup_of(self, turn: int) -> RoundupView:
        """What was told of a turn that has been adjudicated."""
        return self.roundup(turn + 1 if turn < len(self.turns) else None)

    def fought(self, turn: int, shown: Iterable[Fight]) -> tuple[ExchangeView, ...]:
        """The exchanges of a turn that is on. Where its orders are sealed, those that the table shows; where
        it says nothing, those that were answered in."""
        record = self.turns[turn - 1] if turn <= len(self.turns) else self.record
        if record.closing is not None or self._progress.legible:
            return self.exchanges(record.turn)
        codes = {code.exchange.id: code for codes in self.rules.openers.values() for code in codes}
        replies = self._progress.replies
        fights = tuple(shown) or tuple(Fight(id) for id in dict.fromkeys(r.exchange for r in replies))
        x = self.rules.context(record.opening)
        bouts = [
            Bout(codes[id], tuple(MoveId(move) for move in fight.moves if move in codes[id].moves), x)
            for fight in fights
            if (id := ExchangeId(fight.id)) in codes
        ]
        try:
            return exchange_views(
                self.rules, record.opening, answered(bouts, replies), self._named, hidden=self._hidden
            )
        except ValueError:  # the table is a little ahead, or behind
            return ()
