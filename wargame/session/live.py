"""What a table shows just now, in a small file beside its save, for whoever watches from outside.

It says nothing that those in the room do not see: its type has no place for more than ids of what is public,
counts and seconds. A thread writes it: nobody at the table waits for it, and nothing goes wrong there without
it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import asdict, evolve

from wargame.session import beside
from wargame.values import frozen

if TYPE_CHECKING:
    from wargame.session.log import GameLog

KIND, FORMAT = "wargame live", 1
SUFFIX = ".live"

_MOST = 1 << 14
_LATEST = 1e10
"""Seconds since 1970 to which no clock here comes; a file may say what it likes."""
_BEAT = 2.0
"""Seconds after which it is asked whether the clock was stopped or given more."""
LEAF, TOLD = 100, 9_999
"""How far an end has come: so much for each leaf before the one in hand, from the epilogue's on, and one for
each piece told on it; and what stands for all of it."""
SIGN = 4.0
"""Seconds after which the file is touched, so that one sees that the program goes on."""
_DRIFT = 1.5
"""Seconds by which a clock may differ from what was written of it."""

Phase = Literal[
    "",
    "brief",
    "press",
    "news",
    "analyst",
    "dice",
    "talk",
    "curtain",
    "desk",
    "exchange",
    "umpire",
    "last dice",
    "guess",
    "end",
]
"""What a page of the table is: the brief, the press desk's box, the roundup, the analyst's box, the dice of
the roundup, the open table, the curtain before a desk, the desk or role card itself, an answer in public, the
umpire's stop, the dice over agreements, the guesses of hidden aims, the end."""
_AT: frozenset[Phase] = frozenset({"curtain", "desk"})
PHASES: tuple[Phase, ...] = get_args(Phase)


@frozen
class Time:
    """The seconds that are ``left`` ``of`` a turn, a seat's share of it, or what all watch; below 0 in the
    grace time. ``runs``: they go by. ``held``: somebody stopped the clock."""

    of: str
    left: float
    runs: bool
    held: bool = False


@frozen
class Fight:
    """An exchange that all watch: by its id, and those of the moves that opened it."""

    id: str
    moves: tuple[str, ...] = ()


@frozen
class Showing:
    """A page, as it says of itself. ``seat`` is who is at the keyboard, is named on the curtain or is asked;
    ``item`` how far a page has come that tells one thing after another; ``fight`` what is fought on it."""

    phase: Phase
    seat: str = ""
    item: int = 0
    fight: Fight | None = None


@frozen
class Live:
    """What a table shows ``since`` a moment (seconds since 1970): ``turn`` is on, of ``told`` turns all have
    heard what came of them, and so often it was ``rewound``; ``fights`` are the exchanges of this turn so
    far. ``time`` is that of the clock at the moment ``at``, if there is one."""

    of: str
    showing: Showing
    turn: int
    told: int
    rewound: int
    since: float
    at: float
    fights: tuple[Fight, ...] = ()
    time: Time | None = None


class LiveFile:
    """Writes the file of a game, ``SAVE.live``, until it is closed; then it is gone."""

    def __init__(self, game: GameLog, time: Callable[[], Time | None] = lambda: None) -> None:
        self._game = game
        self._time = time
        self._live: Live | None = None
        self._written: Live | None = None
        self._path: Path | None = None
        self._touched = 0.0
        self._due = Event()
        self._over = False
        self._thread = Thread(target=self._write_on, name="wargame-live", daemon=True)
        self._thread.start()

    def show(self, showing: Showing) -> None:
        """A page shows this now. Called where pages are shown; the rest is done elsewhere."""
        game, now, before = self._game, time.time(), self._live
        turn, told, rewound = game.turn, game.resolved, len(game.undone)
        if showing.phase == "press" and told and (before is None or before.told < told):
            told -= 1  # the press desk alone has the news of it
        fights: tuple[Fight, ...] = ()
        since = now
        if before is not None and (before.turn, before.told, before.rewound) == (turn, told, rewound):
            fights = before.fights
            called = {before.showing.phase, showing.phase} <= _AT and before.showing.seat == showing.seat
            if called or before.showing == showing:  # it was called to the keyboard then, or a box has gone
                since = before.since
        if (fight := showing.fight) is not None and fight not in fights:
            fights = (*fights, fight)
        self._live = Live(game.id, showing, turn, told, rewound, since, now, fights)
        self._due.set()

    def again(self) -> None:
        """The clock was changed."""
        self._due.set()

    def close(self) -> None:
        """The game is left: the file goes."""
        self._over = True
        self._due.set()
        self._thread.join()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _write_on(self) -> None:
        while not self._over:
            self._due.wait(_BEAT)
            self._due.clear()
            with suppress(Exception):  # it is no matter of the game
                self._write()

    def _write(self) -> None:
        live, save = self._live, self._game.path
        if live is None or save is None or self._over:
            return
        path, now = save.with_name(self._game.name + SUFFIX), time.time()
        live = evolve(live, at=now, time=self._time())
        if path == self._path and self._written is not None and _same(live, self._written):
            if now - self._touched >= SIGN:
                self._touched = now
                os.utime(path)
            return
        old = self._path
        self._path = path
        if old is not None and old != path:  # the game goes on elsewhere
            with suppress(OSError):
                old.unlink(missing_ok=True)
        document = {"kind": KIND, "format": FORMAT, **asdict(live)}
        beside.put(path, json.dumps(document).encode(), like=save, sync=False)
        self._written, self._touched = live, now


def _same(now: Live, before: Live) -> bool:
    """Is there nothing to write? What a clock that runs shows goes by itself."""
    if evolve(now, at=0.0, time=None) != evolve(before, at=0.0, time=None):
        return False
    if now.time is None or before.time is None:
        return now.time is before.time
    passed = now.at - before.at if before.time.runs else 0.0
    return (
        evolve(now.time, left=0.0) == evolve(before.time, left=0.0)
        and abs(before.time.left - passed - now.time.left) < _DRIFT
    )


def load(path: Path) -> Live:
    """What the file says. Raises OSError, or ValueError for what is no such file, or of a newer program."""
    data = beside.load(path, _MOST)
    try:
        found = json.loads(data)
        if (found["kind"], found["format"]) != (KIND, FORMAT):
            raise ValueError("no such file")
        shown, clock = found["showing"], found.get("time")
        fights = tuple(_fight(one) for one in list(found.get("fights", ()))[:20])
        phase: Phase = next((one for one in PHASES if one == shown["phase"]), "")
        return Live(
            of=_text(found["of"]),
            showing=Showing(phase, _text(shown["seat"]), _number(shown["item"])),
            turn=_number(found["turn"]),
            told=_number(found["told"]),
            rewound=_number(found["rewound"]),
            since=_seconds(found["since"]),
            at=_seconds(found["at"]),
            fights=fights,
            time=None
            if clock is None
            else Time(_text(clock["of"]), _seconds(clock["left"]), bool(clock["runs"]), bool(clock["held"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it is not written as this program writes it") from error


def _fight(found: Any) -> Fight:
    return Fight(_text(found["id"]), tuple(_text(move) for move in list(found["moves"])[:20]))


def _text(found: Any) -> str:
    if not isinstance(found, str) or len(found) > 200:
        raise TypeError("no id")
    return found


def _number(found: Any) -> int:
    if type(found) is not int or not 0 <= found < 10_000:
        raise TypeError("no count")
    return found


def _seconds(found: Any) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) < _LATEST:
        raise TypeError("no seconds")
    return float(found)
