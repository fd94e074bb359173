"""The clock: minutes of a turn for all seats together, then a grace time. It tells, and people decide; or it
has a lesson to end, and acts: a seat has its share of what is left, and what it has then is committed. What
all watch, the open table and an answer in public, has a time of its own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from threading import Lock
from typing import Literal

from attrs import evolve
from textual.content import Content

from wargame.ids import SeatId
from wargame.session.live import Time
from wargame.session.pace import Pace, Times

_LATE = 20.0
"""Seconds of grace for a seat where the clock acts."""
_RETRY = 60.0
"""Seconds after which what could not be saved is tried again."""
_WARNED = 30.0
"""Seconds from which on a seat is warned there."""
_LAST = 10.0
"""And from which on all are, where they watch."""
_NAP = 60.0
"""After so many seconds in which nobody asked for the time the computer must have been asleep."""


class _Awake:
    """The seconds that the computer is awake. While its lid is closed some systems' clocks go on and others'
    stand; here they stand. It is asked every few seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic(), datetime.now(UTC)
        self._slept = 0.0
        self._lock = Lock()
        self.naps = 0

    def now(self) -> float:
        with self._lock:  # what lies on the desks is kept by a thread, which asks, too
            last, then = self._last
            now, here = self._last = time.monotonic(), datetime.now(UTC)
            if (here - then).total_seconds() > _NAP:
                self._slept += now - last
                self.naps += 1
            return now - self._slept


class _Countdown:
    """Seconds that go by while it runs."""

    def __init__(self, seconds: float, awake: _Awake) -> None:
        self._left = seconds
        self._since: float | None = None
        self._awake = awake

    def left(self) -> float:
        return self._left - (self._awake.now() - self._since if self._since is not None else 0)

    def run(self, on: bool) -> None:
        self._left = self.left()
        self._since = self._awake.now() if on else None

    def more(self, seconds: float) -> None:
        self._left += seconds


class _Call(_Countdown):
    """Seconds for something that all watch."""

    def __init__(self, what: str, about: object, seconds: float, awake: _Awake) -> None:
        super().__init__(seconds, awake)
        self.what, self.about = what, about


class Clock:
    """Counts down ``minutes`` from ``start``, then ``grace`` seconds more. With 0 minutes it says nothing.

    With a ``pace`` it acts: minutes of a turn follow from what is left of the lesson, and each seat has its
    ``share`` of them, after which, and some seconds of grace, it is ``up``.
    """

    def __init__(self, minutes: float, grace: float = 60, pace: Pace | None = None) -> None:
        self.seconds = minutes * 60 if pace is None else pace.desks(pace.play * 60, 1)
        self.grace = grace
        self.pace = pace
        self.held = False
        """Does it stand still until somebody lets it go on?"""
        self._turn: _Countdown | None = None
        self._seat: _Countdown | None = None
        self._call: _Call | None = None
        self._awake = _Awake()
        self._lesson = _Countdown(pace.play * 60.0 if pace else 0, self._awake)
        self._before = _Countdown(0, self._awake)
        self._playing = False
        """Has the first turn of the lesson begun?"""
        self._of: SeatId | Literal[""] = ""
        self._desks = self._on = self._over = False
        self._run()

    @property
    def ticks(self) -> bool:
        """Has it anything to tell?"""
        return self.seconds > 0 or self._call is not None

    @property
    def running(self) -> bool:
        """Has it been started, and isn't it paused?"""
        return self._on and not self.held

    def start(self, left: float | None = None, turns: int = 1) -> None:
        """Begin a new turn, with so many ``turns`` to come, this one among them; or go on with one that has
        so many seconds left."""
        if self.pace is not None:
            self.seconds = self.pace.desks(self._lesson.left(), turns)
        self._turn = _Countdown(self.seconds if left is None else min(left, self.seconds), self._awake)
        self._seat = None
        self._playing = self._desks = True
        self._over = False
        self.go_on()

    def resume(self, kept: Times) -> None:
        """Go on in a lesson of which so much is left; without a word of that from its beginning. Where
        somebody stopped the clock it stands, until somebody lets it go on."""
        self.hold(on=kept.held)
        if self.pace is not None and kept.lesson is not None:
            self._lesson = _Countdown(min(kept.lesson, self.pace.play * 60.0), self._awake)
            before = self.pace.brief * 60.0 if kept.before is None else kept.before
            self._before = _Countdown(-max(0.0, before), self._awake)
            self._playing = True
            self._run()

    def share(self, out: int, seat: SeatId, left: float | None = None) -> None:
        """A seat is next, one of so many whose orders are out: where the clock acts, it has its part; or what
        was ``left`` of that."""
        if self.pace is not None and self._turn is not None:
            turn = max(0.0, self._turn.left())
            self._of = seat
            self._seat = _Countdown(turn / max(1, out) if left is None else min(left, turn), self._awake)
            self._run()

    def pause(self) -> None:
        """Stop the time of the turn, as while all watch the reveal; a lesson goes on."""
        self._on = False
        self._run()

    def all_in(self) -> None:
        """The desks of the turn are closed: nothing is left of it."""
        self._desks = False
        self.pause()

    def end(self) -> None:
        """The game is over: a lesson stands, too, unless there is another turn."""
        self._over = True
        self.pause()

    def go_on(self) -> None:
        """Let it run again from where it was paused."""
        self._on = self._turn is not None
        self._run()

    def call(self, what: str, seconds: float, about: object) -> None:
        """Count down so many seconds for something that all watch; once for what it is ``about``, however
        often that is gone back to."""
        if self._call is None or self._call.about != about:
            self._call = _Call(what, about, seconds, self._awake)
            self._run()

    def called(self) -> None:
        """What all watched is over."""
        self._call = None

    def hold(self, *, on: bool | None = None) -> bool:
        """Stand still until this is called again, and nothing acts meanwhile; is it so now? ``on`` says which
        it shall be."""
        self.held = not self.held if on is None else on
        self._run()
        return self.held

    def more(self, seconds: float = 60) -> None:
        """Give the turn, the seat whose share it is, and what all watch more time."""
        for one in (self._turn, self._seat, self._call):
            if one is not None:
                one.more(seconds)

    def again(self) -> None:
        """What is done when time is up could not be done: it is tried again in a minute, not each second."""
        if self._call is not None:
            self._call.more(_RETRY - self._call.left())
        elif self._seat is not None:
            self._seat.more(_RETRY - _LATE - self._seat.left())

    def _run(self) -> None:
        for one in (self._turn, self._seat):
            if one is not None:
                one.run(self.running)
        if self._call is not None:
            self._call.run(not self.held)
        self._lesson.run(self._playing and not self.held and not self._over)
        self._before.run(not self._playing and not self.held)

    def left(self) -> float:
        """Seconds left of the turn; below 0 in the grace time."""
        return self._turn.left() if self._turn is not None else self.seconds

    @property
    def up(self) -> bool:
        """Has the seat had its share and the grace after it, or what it has for an answer in public?"""
        if self._call is not None:
            return self.pace is not None and not self.held and self._call.left() <= 0
        return self.running and self._seat is not None and self._seat.left() <= -_LATE

    @property
    def naps(self) -> int:
        """How often the computer has been asleep for more than a minute. Ask every few seconds."""
        self._awake.now()
        return self._awake.naps

    def times(self) -> Times:
        """What is to be kept, should the program end now: of a turn while its desks are open, of a lesson
        once it has begun."""
        self._awake.now()
        desks = self._desks and self.seconds > 0
        times = Times(self.left() if desks else None, held=self.held and self.ticks)
        if desks and self._seat is not None:
            times = evolve(times, seat=self._of, share=self._seat.left())
        if self.pace is not None and self._playing:
            times = evolve(times, lesson=self._lesson.left(), before=-self._before.left())
        return times

    def told(self) -> Time | None:
        """What it shows now, for those outside; None where it says nothing."""
        if not self.ticks:
            return None
        if self._call is not None:
            return Time(self._call.what, self._call.left(), not self.held, self.held)
        if self._seat is not None:
            return Time("seat", self._seat.left(), self.running, self.held)
        return Time("turn", self.left(), self.running and self._turn is not None, self.held)

    @property
    def plan(self) -> str:
        """``minute 18 of 50``: how much of a lesson has gone by, from its brief on; empty where there is no
        lesson to end."""
        if self.pace is None:
            return ""
        gone = self.pace.play * 60 - self._lesson.left() - self._before.left()
        return f"minute {int(gone / 60)} of {self.pace.minutes}"

    def words(self) -> Content:
        """``turn 06:41``; the last minute, the grace minute and the end are told in words; of a seat's
        share, what is done then."""
        if not self.ticks:
            return Content("")
        if self.held:
            return Content.assemble((" clock stopped ", "bold reverse"))
        if self._call is not None:
            return _told(self._call.what, self._call.left(), _LAST, 0)
        if self._seat is not None:
            return _told("you have", self._seat.left(), _WARNED, _LATE, over="commits in")
        return _told("turn", self.left(), 60, self.grace)


def time_words(time: Time, left: float) -> Content:
    """The same of a clock elsewhere, with so many seconds left."""
    if time.held:
        return Content.assemble((" clock stopped ", "bold reverse"))
    if time.of == "turn":
        return _told("turn", left, 60, 60)
    return _told("seat", left, _WARNED, _LATE) if time.of == "seat" else _told(time.of, left, _LAST, 0)


def _told(what: str, left: float, last: float, grace: float, over: str = "grace") -> Content:
    if left <= -grace:
        return Content.assemble((" time is up ", "bold reverse"))
    if left <= 0:
        return Content.assemble((f" {over} {_minutes(left + grace)} ", "bold reverse"))
    if left <= last:
        name = "last minute" if last == 60 else "soon over"
        return Content.assemble((f"{name} {_minutes(left)}", "bold $accent"))
    return Content.assemble((f"{what} ", "$faint"), (_minutes(left), "bold"))


def _minutes(seconds: float) -> str:
    whole = max(0, int(seconds))
    return f"{whole // 60:02}:{whole % 60:02}"
