"""What lies uncommitted on the desks, kept in a file beside the save while it is typed, and the time that is
left of the turn: so a crash, a closed window or a dead battery takes neither, nor makes wrong PINs forgotten.

Each desk is sealed under the PIN of its seat; without a PIN it is only veiled. The key of a desk is kept once
more under the game's own, for the PIN that is cleared and for the time that is up. ``docs/saves.md`` says
against whom that helps.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from hashlib import scrypt
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Self

from attrs import evolve, field

from wargame.ids import SeatId
from wargame.rules.orders import Orders
from wargame.session import beside
from wargame.session.cleaning import clean_orders
from wargame.session.documents import reader, value_to
from wargame.session.game import Game
from wargame.session.log import GameLog
from wargame.session.pace import Times
from wargame.session.references import must_make_sense
from wargame.session.sealing import Key
from wargame.session.setup import Incident
from wargame.values import frozen

BRIEF = SeatId("")
KIND, FORMAT = "wargame drafts", 1
SUFFIX = ".draft"

_MOST = 1 << 20
_BEAT = 5.0
"""Seconds after which the time left is written anew, if nothing else is."""
_COST = 1 << 14
_BLOCK = 1024
"""Desks are padded to so many bytes: how much is written on one is nobody's business."""


@frozen
class Sheet:
    """What lies on a desk: the ``orders`` composed so far, and what is being written in an open box.

    ``writing`` holds just that: one letter, draft of a deal, order with its reasons, forecast, sentence or
    note. ``at`` says which letter or draft of the orders it will replace, if any. With it goes which ``tab``
    was open then and which rows had been ``read``; where one looks is no reason to write. ``unsent``: the
    turn in which it was being written is over.
    """

    orders: Orders = field(factory=Orders)
    writing: Orders = field(factory=Orders)
    at: int | None = None
    tab: str = field(default="", eq=False)
    read: tuple[str, ...] = field(default=(), eq=False)
    unsent: bool = False


class Drafts:
    """What the seats of a game have on their desks in this turn, in the file ``SAVE.draft``.

    ``notices`` are sentences for the table; ``times`` are those of when the file was written, of the turn
    where it was this one. ``clock`` tells how they are now. A thread writes: nobody waits for the disk.
    """

    def __init__(self, game: Game, clock: Callable[[], Times] = Times) -> None:
        self.times = Times()
        self.unread: set[SeatId] = set()
        """Who has not read its role yet in a game that has just begun; ``BRIEF`` for the brief of all."""
        self.notices: tuple[str, ...] = ()
        self._game = game
        self._clock = clock
        self._turn = _turn(game)
        self._sheets: dict[SeatId, Sheet] = {}
        self._closed: dict[SeatId, _Closed] = {}  # desks not opened yet
        self._locks: dict[SeatId, _Lock] = {}
        self._sealed: dict[SeatId, tuple[Sheet, _Lock, _Closed]] = {}
        self._lost: set[SeatId] = set()
        self._laid: dict[SeatId, Orders] = {}  # on desks that nobody has opened yet
        self._trouble = ""
        self._written: Any = None
        self._path: Path | None = None
        self._lock = Lock()
        self._due = Event()
        self._over = False
        self._read()
        self._thread = Thread(target=self._write_on, name="wargame-drafts", daemon=True)
        self._thread.start()

    # -- what the table asks ------------------------------------------------------------------------------

    def open(self, seat: SeatId, pin: str = "") -> None:
        """Opens a desk with the PIN of its seat, with which it is sealed from now on. No digits: the seat has
        none, also as it was cleared; or nobody is there to give it, and it stays sealed. Takes about a tenth
        of a second."""
        lock = self._locks.get(seat)
        if lock is not None and not pin and (not lock.pin or seat in self._game.locked):
            return
        closed = self._closed.get(seat)
        spare = self._spare(seat, closed) if closed is not None else None
        if spare is not None and not pin and seat in self._game.locked:
            lock = spare
        else:
            lock = _Lock.of(pin, closed.salt if closed else secrets.token_bytes(16))
        with self._lock:
            if closed is not None:
                self._closed.pop(seat, None)
                # A PIN is on the disk before what lies on the desk is sealed with it.
                opened = any(self._unfold(seat, closed, key) for key in (spare, lock))
                if not opened and not self._unfold(seat, closed, _Lock.of("", closed.salt)):
                    self._lost.add(seat)
            self._locks[seat] = lock
        self._due.set()
        if (laid := self._laid.pop(seat, None)) is not None:
            self.lay(seat, laid)

    def _unfold(self, seat: SeatId, closed: _Closed, lock: _Lock | None) -> bool:
        """Lays out what was on a desk; says whether that opens it."""
        if lock is None:
            return False
        try:
            self._sheets[seat] = _sheet(self._game, seat, lock.open(closed.text, self._about(seat)))
        except ValueError:
            return False
        return True

    @property
    def bound(self) -> frozenset[SeatId]:
        """The desks not opened yet that nothing opens here but their PINs."""
        closed = {s: kept for s, kept in self._closed.items() if s in self._game.locked}
        return frozenset(seat for seat, kept in closed.items() if self._spare(seat, kept) is None)

    def lost(self, seat: SeatId) -> str:
        """Why what lay on a desk that was opened can't be had, said once; empty if there was nothing."""
        if seat not in self._lost:
            return ""
        self._lost.remove(seat)
        return "What this desk had before can't be opened: it is damaged, or had another PIN."

    def sheet(self, seat: SeatId) -> Sheet | None:
        """What lies on a desk that was opened, if anything does."""
        return self._sheets.get(seat)

    def keep(self, seat: SeatId, sheet: Sheet) -> str:
        """Keeps what lies on a desk that was opened. Returns why nothing can be kept now, or nothing."""
        with self._lock:
            if sheet == Sheet():
                self._sheets.pop(seat, None)
            else:
                self._sheets[seat] = sheet
        self._due.set()
        return self._trouble

    def soon(self) -> None:
        """Have the file written now: a PIN was tried, and that is not to be forgotten."""
        self._due.set()

    def drop(self, seat: SeatId) -> None:
        """Keeps nothing of a desk any more: all that was on it is committed."""
        self.keep(seat, Sheet())

    def lay(self, seat: SeatId, orders: Orders) -> None:
        """Lays orders on a desk, as for a turn that is played again: once it is opened, if it is not yet."""
        if seat in self._locks:
            self.keep(seat, evolve(self._sheets.get(seat) or Sheet(), orders=orders, tab=""))
        else:
            self._laid[seat] = orders

    def next_turn(self, *, same: bool = False) -> None:
        """Begins with empty desks, but for letters and offers that were still being written when a seat was
        out of time. Where the ``same`` turn begins anew, what lies on desks stays, but for those that only a
        PIN opens that was not given yet."""
        with self._lock:
            for seat, closed in self._closed.items() if same else ():
                lock = self._spare(seat, closed) or _Lock.of("", closed.salt)
                if self._unfold(seat, closed, lock):
                    self._locks[seat] = lock
                else:
                    self._lost.add(seat)
            self._turn, self.times = _turn(self._game), self.times.of_lesson
            self.unread.clear()
            if same:
                self._sealed.clear()  # what is sealed is bound to the turn as it was
            else:
                self._sheets = {seat: rest for seat, sheet in self._sheets.items() if (rest := unsent(sheet))}
            self._closed.clear()
            self._laid.clear()
        self._due.set()

    def close(self) -> None:
        """Returns when the file holds what there is to keep; nothing is written after that."""
        self._over = True
        self._due.set()
        self._thread.join()
        self._write()

    # -- the file -----------------------------------------------------------------------------------------

    def _read(self) -> None:
        save = self._game.path
        if save is None:
            return
        path = _beside(self._game, save)
        try:
            found = _load(path)
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError):
            self._tell(f"{path.name} can't be read: nothing that was written on a desk before is here.")
            return
        try:
            desks = {SeatId(str(seat)): _Closed.of(kept) for seat, kept in dict(found["desks"]).items()}
            game, *_ = found["of"]
            told = dict(found.get("told", {}))
            for seat, n in dict(found.get("wrong", {})).items() if game == self._game.id else ():
                self._recall_tries(SeatId(str(seat)), int(n), int(told.get(seat, 0)))
            times = Times.of(found)
            if game == self._game.id:
                self.times = times.of_lesson
            if found["of"] != list(self._turn):
                if desks:
                    self._tell(f"What {path.name} keeps of desks is of another game or turn: it is left out.")
                return
            self.unread = {SeatId(str(seat)) for seat in list(found.get("unread", ()))}
            self._closed = {seat: kept for seat, kept in desks.items() if seat in self._game.rules.seats}
        except (KeyError, TypeError, ValueError, ArithmeticError):
            self._tell(f"{path.name} is damaged: nothing that was written on a desk before is here.")
        else:
            self._path = path
            self.times = times

    def _recall_tries(self, seat: SeatId, n: int, told: int) -> None:
        if seat not in self._game.locked or n <= 0:
            return
        self._game.guesses.recall(seat, n)
        self._game.guesses.tell(seat)
        if n > told:
            name = self._game.scenario.seats[seat].name
            tried = Incident(1, seat, "had its PIN tried", times=n - told)
            self._tell(f"Before the program ended {name}{tried.after}.")

    def _tell(self, notice: str) -> None:
        self.notices = (*self.notices, notice)

    def _write_on(self) -> None:
        while not self._over:
            self._due.wait(_BEAT)
            self._due.clear()
            self._write()

    def _write(self) -> None:
        save = self._game.path
        if save is None:
            return
        with self._lock:
            desks = {seat: closed.document for seat, closed in self._closed.items()}
            desks |= {seat: self._seal(seat, sheet) for seat, sheet in self._sheets.items()}
            document: dict[str, Any] = self._clock().over(self.times).document
            if self._game.over and not self._game.broken:
                document = {}
            if self.unread:
                document["unread"] = sorted(self.unread)
            if wrong := dict(self._game.guesses.wrong):
                document["wrong"] = wrong
                document["told"] = dict(self._game.guesses.told)
            if desks or document:
                document |= {"kind": KIND, "format": FORMAT, "of": list(self._turn), "desks": desks}
        path = _beside(self._game, save)
        if (path, document) == self._written:
            return
        try:
            if document:
                beside.put(path, json.dumps(document).encode())
            if self._path is not None and (self._path != path or not document):  # also after a move
                with suppress(OSError) if document else nullcontext():  # an old place may be out of reach
                    self._path.unlink(missing_ok=True)
        except OSError as error:
            self._trouble = f"What you write can't be kept beside the save: {error.strerror or error}."
        else:
            self._written, self._trouble = (path, document), ""
            self._path = path if document else None

    def _seal(self, seat: SeatId, sheet: Sheet) -> dict[str, str]:
        lock, kept = self._locks[seat], self._sealed.get(seat)
        if kept is None or kept[0] is not sheet or kept[1] is not lock:
            about = self._about(seat)
            text = lock.seal(value_to(self._game.rules, sheet), about)
            own = self._game.own_key
            spare = own.seal({"of": about, "key": lock.key.raw.hex()}) if own and lock.pin else ""
            kept = self._sealed[seat] = sheet, lock, _Closed(lock.salt, text, spare)
        return kept[2].document

    def _about(self, seat: SeatId) -> list[Any]:
        return [*self._turn, seat]

    def _spare(self, seat: SeatId, closed: _Closed) -> _Lock | None:
        """What a PIN closed, opened without it; None where this game has no key for that."""
        own = self._game.own_key
        if own is None or not closed.spare:
            return None
        try:
            match own.open(closed.spare):
                case {"of": found, "key": str(key)} if found == self._about(seat):
                    return _Lock(closed.salt, True, Key(bytes.fromhex(key)))
        except ValueError:
            pass
        return None


@frozen
class _Closed:
    """A desk as the file has it: ``text`` is sealed under a PIN with this ``salt``; the key of that, if it
    is one, is sealed in ``spare`` under the game's own."""

    salt: bytes
    text: str
    spare: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError."""
        return cls(bytes.fromhex(kept["salt"]), str(kept["text"]), str(kept.get("spare", "")))

    @property
    def document(self) -> dict[str, str]:
        """As it stands in the file."""
        found = {"salt": self.salt.hex(), "text": self.text}
        return {**found, "spare": self.spare} if self.spare else found


@frozen(eq=False)
class _Lock:
    """Seals what lies on one desk; ``pin`` tells whether by a PIN."""

    salt: bytes
    pin: bool
    key: Key

    @classmethod
    def of(cls, pin: str, salt: bytes) -> Self:
        return cls(
            salt, bool(pin), Key(scrypt(pin.encode(), salt=salt, n=_COST if pin else 2, r=8, p=1, dklen=32))
        )

    def seal(self, desk: Any, about: list[Any]) -> str:
        """A desk's document, bound to what it is ``about``, so that it can be put in no other's place."""
        return self.key.seal({"of": about, "desk": desk}, _BLOCK)

    def open(self, text: str, about: list[Any]) -> Any:
        """The reverse. Raises ValueError for another key, for any change, and about something else."""
        match self.key.open(text):
            case {"of": found, "desk": desk} if found == about:
                return desk
        raise ValueError("it is another desk")


def unsent(sheet: Sheet) -> Sheet | None:
    """What of a sheet was being written and can be sent another time: a letter, or an offer."""
    writing = evolve(Orders(), letters=sheet.writing.letters, drafts=sheet.writing.drafts)
    return Sheet(writing=writing, unsent=True) if writing != Orders() else None


def stale(game: GameLog, save: Path) -> str:
    """Why what lies beside a save can be of no use to its game, in a sentence; empty where it can be, or
    nothing is there."""
    path = save.with_name(game.name + SUFFIX)
    try:
        found = json.loads(beside.load(path, _MOST))
    except (json.JSONDecodeError, UnicodeDecodeError):
        return f"{path.name} is damaged: what it kept of desks can't be had."
    except (OSError, ValueError, RecursionError):  # nobody knows what it is
        return ""
    ours = isinstance(found, dict) and (found.get("kind"), found.get("format")) == (KIND, FORMAT)
    if not ours or found.get("of") == list(_turn(game)):
        return ""
    return f"{path.name} keeps desks of another game or turn."


def _turn(game: GameLog) -> tuple[str, int, int]:
    """What tells this turn from all others: the game, its number, how often the game was rewound."""
    return game.id, game.begun, len(game.undone)


def _sheet(game: Game, seat: SeatId, desk: Any) -> Sheet:
    """A sheet from its document: what the seat could have had on its desk. Raises ValueError."""
    try:
        sheet: Sheet = reader(Sheet)(game.rules, desk)
        must_make_sense(game.rules, sheet)
    except (KeyError, RecursionError) as error:
        raise ValueError("it makes no sense") from error
    sheet = evolve(sheet, orders=clean_orders(sheet.orders))
    if not {*game.problems(seat, sheet.orders)} <= {*game.problems(seat, Orders())}:
        raise ValueError("it can't be ordered")
    return sheet


def _beside(game: Game, save: Path) -> Path:
    return save.with_name(game.name + SUFFIX)


def _load(path: Path) -> dict[str, Any]:
    """What the file holds. Raises OSError or ValueError."""
    found = json.loads(beside.load(path, _MOST))
    if not isinstance(found, dict) or (found.get("kind"), found.get("format")) != (KIND, FORMAT):
        raise ValueError("no file of drafts")
    return found
