"""What is looked at before a lesson: terminal, disk, folder, scenarios, a save. Nothing is changed but by
``repaired``, and that changes only what is provably of no use, and says what it did."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from wargame import readings
from wargame.journal import JournalError, Locked, open_journal
from wargame.journal.disk import DISK, Disk
from wargame.journal.errors import reason, shown, sized
from wargame.journal.lock import Lock
from wargame.journal.newfile import save_bytes
from wargame.session.drafts import SUFFIX, stale
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.text import clean
from wargame.values import frozen

How = Literal["ok", "look", "wrong"]

ENOUGH, LITTLE = 20 << 20, 200 << 20
"""Bytes without which a lesson should not begin, and under which somebody should look: a save takes one or
two megabytes."""
SLOW = 0.5
"""Seconds that a commit may take to reach the disk before somebody should know."""
_SYNCED = re.compile(
    r"dropbox|onedrive|google ?drive|icloud|mobile documents|cloudstorage|nextcloud|owncloud|pcloud|box sync"
    r"|seafile|syncthing|my drive",
    re.IGNORECASE,
)
_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".sync", ".owncloudsync.log")
"""What sync programs put into their folders, whatever these are called."""
_FAR = re.compile(r"nfs|cifs|smb|sshfs|webdav|davfs|afs|9p|ceph|gluster|rclone|afp", re.IGNORECASE)
"""File systems on another computer."""
_COPIES = 100


@frozen
class Finding:
    """What was found ``about`` something: it is as it should be (``ok``), somebody should ``look``, or it is
    ``wrong``; and what to ``do`` about it."""

    about: str
    how: How
    words: str
    do: str = ""

    def __str__(self) -> str:
        told = " ".join(filter(None, (self.words, self.do)))
        return f"{self.how:<5}  {self.about}: {told}"


# -- the terminal -----------------------------------------------------------------------------------------


def terminal(size: tuple[int, int], least: tuple[int, int], environ: Mapping[str, str]) -> Iterator[Finding]:
    """How the screens will look in a terminal of this size (columns, lines), as its environment tells."""
    width, height = size
    told = f"{width} x {height}"
    if width < least[0] or height < least[1]:
        do = f"Enlarge the window, or make its letters smaller: {least[0]} x {least[1]} is needed."
        yield Finding("size", "wrong", f"{told} is too small.", do)
    elif width >= 140:
        do = "For a projector enlarge its letters until about 80 to 100 columns are left."
        yield Finding("size", "ok", f"{told}.", do)
    else:
        yield Finding("size", "ok", f"{told}.")
    yield _colours(environ)


def _colours(environ: Mapping[str, str]) -> Finding:
    term = environ.get("TERM", "")
    if sys.platform != "win32" and term in ("", "dumb", "unknown"):
        do = "Use another terminal program: this one can't draw screens."
        return Finding("colours", "wrong", f"The terminal says that it is {clean(term, 20) or 'none'}.", do)
    if "NO_COLOR" in environ:
        return Finding("colours", "ok", "None, as NO_COLOR asks: the plain theme.")
    if environ.get("COLORTERM", "") in ("truecolor", "24bit") or "WT_SESSION" in environ:
        return Finding("colours", "ok", "All of them.")
    if "256" in term:
        return Finding("colours", "ok", "256.")
    do = "Ctrl+T changes the theme; high contrast and plain read well everywhere."
    return Finding("colours", "look", "Sixteen or fewer.", do)


def letters(environ: Mapping[str, str], encoding: str, drawn: bool | None) -> Finding:
    """Whether signs beyond ASCII arrive: as the locale says, and as a terminal ``drew`` them (None: not
    tried)."""
    named = next(filter(None, map(environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    if drawn is False:
        do = "Set the terminal to UTF-8; else lines and marks are drawn as gibberish."
        return Finding("letters", "wrong", "The terminal does not read UTF-8.", do)
    if drawn or sys.platform == "win32" or "utf" in named.lower().replace("-", ""):
        return Finding("letters", "ok", "UTF-8.")
    do = "If lines look broken, start it with LANG=C.UTF-8."
    return Finding("letters", "look", f"The locale says {clean(named or encoding, 30)}, not UTF-8.", do)


KEYS: Mapping[str, tuple[Sequence[bytes], str]] = {
    "F1": ((b"\x1bOP", b"\x1b[11~", b"\x1b[[A", b"\x1b[P", b"\x00;"), "? or Ctrl+G helps, too."),
    "F10": ((b"\x1b[21~", b"\x00D"), "G commits, too."),
    "Esc": ((b"\x1b", b"\x1b[27u"), "Without it boxes close with N or Ctrl+C."),
    "Ctrl+R": ((b"\x12", b"\x1b[114;5u"), "The list of commands (Ctrl+P) has the instructor's box, too."),
}
"""Keys that terminals like to keep for themselves: what should arrive of each, and what does the same."""


def key(name: str, arrived: bytes | None) -> Finding:
    """What came of a key: its bytes, none (the terminal kept it), or None where it was passed over."""
    right, instead = KEYS[name]
    about = f"key {name}"
    if arrived is None:
        return Finding(about, "ok", "Passed over.")
    if arrived in right:
        return Finding(about, "ok", "Arrives.")
    if not arrived:
        return Finding(about, "look", "Nothing arrived: the terminal keeps it for itself.", instead)
    return Finding(about, "look", f"Something else arrived: {_bytes(arrived)}.", instead)


def _bytes(data: bytes) -> str:
    named = {0x1B: "ESC", 0x0D: "Enter", 0x09: "Tab", 0x20: "Space", 0x7F: "Backspace"}
    parts = [named.get(one) or (chr(one) if 0x20 < one < 0x7F else f"0x{one:02x}") for one in data[:12]]
    return " ".join(parts)


# -- the disk ---------------------------------------------------------------------------------------------


def disk(folder: Path, *, disk: Disk = DISK, free: int | None = None) -> Iterator[Finding]:
    """Whether saves can be written to a folder, or to where it would be made, reach the disk, and are locked;
    how much room there is; whether something else writes there, too."""
    there = folder.absolute()
    while not there.is_dir() and there != there.parent:
        there = there.parent
    yield from _written(folder, there, disk)
    with suppress(OSError):
        yield _room(shutil.disk_usage(there).free if free is None else free)
    yield place(there)


def _written(folder: Path, there: Path, disk: Disk) -> Iterator[Finding]:
    file = there / f".wargame-doctor-{secrets.token_hex(4)}"
    do = "Play in a folder of your own: make a folder saves, and start wargame beside it."
    begun = time.monotonic()
    try:
        fd = disk.open_new(file)
        try:
            disk.write_all(fd, b"wargame\n" * 512)
            disk.sync(fd)
            disk.sync_folder(there)
            took = time.monotonic() - begun
            whole = disk.holds(file, b"wargame\n" * 512)
        finally:
            disk.close(fd)
            disk.remove(file)
    except OSError as error:
        yield Finding("disk", "wrong", f"Nothing can be kept in {shown(folder)}: {reason(error)}.", do)
        return
    if not whole:
        yield Finding("disk", "wrong", f"What is written to {shown(there)} does not read back.", do)
    elif took > SLOW:
        words = f"A commit takes {took:.1f} s to reach the disk of {shown(folder)}."
        yield Finding("disk", "look", words, "A disk of this computer is quicker than a stick or a network.")
    else:
        words = f"Saves go to {shown(folder.absolute())}, and are on the disk in {took * 1000:.0f} ms."
        yield Finding("disk", "ok", words)
    yield _locked(file, do)


def _locked(file: Path, do: str) -> Finding:
    try:
        first = Lock(file)
    except (OSError, JournalError):
        return Finding("locks", "wrong", "Files can't be locked there: two windows could write one save.", do)
    try:
        Lock(file).release()
    except Locked:
        return Finding("locks", "ok", "Only one window can write to a save.")
    except OSError as error:
        return Finding("locks", "wrong", f"Files can't be locked there: {reason(error)}.", do)
    finally:
        first.release()
    return Finding("locks", "wrong", "A lock keeps nobody out there: two windows could write one save.", do)


def _room(free: int) -> Finding:
    told = f"{free / (1 << 30):.1f} GB are free." if free >= 1 << 30 else f"{free >> 20} MB are free."
    how: How = "wrong" if free < ENOUGH else "look" if free < LITTLE else "ok"
    do = "" if how == "ok" else "Make room: a save takes one or two megabytes, a report as much."
    return Finding("space", how, told, do)


def place(folder: Path, mounts: str | None = None) -> Finding:
    """Whether a folder lies where another program or another computer writes, too. ``mounts`` are the lines
    of the system's list of file systems, which is read where it is not given."""
    path = folder.absolute().resolve()
    named = next((part for part in path.parts if _SYNCED.search(part)), "")
    marked = next((mark for above in (path, *path.parents) for mark in _MARKS if (above / mark).exists()), "")
    if named or marked:
        words = f"{shown(path)} is synchronised ({clean(named or marked, 60)})."
        do = "Pause that during the lesson, or play elsewhere: it may lock a save, or put back an old one."
        return Finding("place", "look", words, do)
    if kind := _file_system(path, mounts):
        words = f"{shown(path)} lies on another computer ({clean(kind, 30)})."
        return Finding("place", "look", words, "If the network goes, so does saving: play on a disk here.")
    return Finding("place", "ok", "The folder is on this computer, and in no synchronised one that is known.")


def _file_system(path: Path, mounts: str | None) -> str:
    """The kind of file system on another computer on which a path lies; empty where it lies here."""
    if sys.platform == "win32":
        import ctypes

        far = str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4
        return "a network drive" if far else ""
    found = Path("/"), ""
    told = _mounts() if mounts is None else mounts
    for point, kind in (line for form in _MOUNTED for line in form.findall(told)):
        mounted = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point))
        if path.is_relative_to(mounted) and mounted.is_relative_to(found[0]):
            found = mounted, kind
    return found[1] if _FAR.search(found[1]) else ""


_MOUNTED = re.compile(r"^\S+ (/\S*) (\S+) ", re.MULTILINE), re.compile(r"^.+ on (/.*?) \((\w+)", re.MULTILINE)
"""Where a file system stands in the tree, and its kind: in Linux's list, and in what ``mount`` prints."""


def _mounts() -> str:
    with suppress(OSError):
        return Path("/proc/mounts").read_text("utf-8", "replace")
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5).stdout
    return ""


def pin() -> Finding:
    """Whether the instructor is known by a PIN on this computer."""
    from wargame.session.instructor import Instructor

    if Instructor().known:
        return Finding("instructor", "ok", "A PIN is set on this computer.")
    words = "No PIN is set on this computer: whoever sits at it can do what only you should."
    return Finding("instructor", "look", words, "Ctrl+R on the menu sets one.")


# -- scenarios, saves -------------------------------------------------------------------------------------


def scenarios() -> Iterator[Finding]:
    """Whether the scenarios that a menu offers can be played: one line for those that came with the program
    and are as they were, one for each other."""
    from wargame.scenario import check, library

    as_they_came = []
    for entry in library():
        with suppress(OSError):
            if readings.knows(readings.hash_of(entry.path.read_bytes())):
                as_they_came.append(entry.name)
                continue
        problems = check(entry.path)
        errors = [problem for problem in problems if problem.severity == "error"]
        about, do = f"scenario {entry.name}", f"wargame check {shown(entry.path)} tells all."
        if errors:
            yield Finding(about, "wrong", clean(str(errors[0]), 300), do)
        elif problems:
            yield Finding(about, "look", f"Can be played; {len(problems)} warnings.", do)
        else:
            yield Finding(about, "ok", "Can be played.")
    yield Finding("scenarios", "ok", f"{', '.join(as_they_came)}: as they came with the program.")


def saved(path: Path) -> Iterator[Finding]:
    """Whether a save can be read, agrees with its own decisions, and can be gone on with."""
    try:
        game = GameLog.read(path)
    except JournalError as error:
        yield Finding("save", "wrong", f"{error}")
        return
    try:
        differences = game.verify()
    except GameError as error:  # of another version of the rules: it is shown, not recomputed
        yield Finding("save", "look", f"{error}")
    else:
        if differences:
            do = "Take an undamaged copy. wargame verify tells more."
            yield Finding("save", "wrong", f"It does not follow from its decisions: {differences[0]}.", do)
        else:
            turns = "1 turn" if game.resolved == 1 else f"{game.resolved} turns"
            on = "The game is over." if game.over else f"wargame resume goes on in turn {game.turn}."
            yield Finding("save", "ok", f"{turns} played again, and all agree. {on}")
    for what, words in _mends(path, game):
        yield Finding(what, "look", words, "--repair puts it right; so does the next wargame resume.")
    names = [there.name for there in path.parent.iterdir() if there.name.startswith(path.stem)]
    if others := [name for name in names if "conflict" in name.lower()]:
        do = "A sync program found two versions. Verify both, and go on with the longer one."
        yield Finding("copies", "look", f"Beside it lies {clean(others[0], 100)}.", do)
    try:
        Lock(path).release()
    except Locked:
        yield Finding(
            "window", "look", "Another window has this game open.", "Close it there to play it here."
        )
    except OSError as error:
        do = "It can be shown, not played: copy it to a folder that you can write to."
        yield Finding("window", "look", f"Nothing can be written beside it: {reason(error)}.", do)


def _mends(path: Path, game: GameLog) -> Iterator[tuple[str, str]]:
    """What of a save, or beside it, is provably of no use."""
    if game.torn:
        yield "end", f"Saving was cut short: {sized(game.torn)} at its end are no whole record."
    if why := stale(game, path):
        yield "desks", why


def repaired(path: Path) -> Iterator[str]:
    """Put right what ``saved`` finds to be of no use: a torn end, desks of another game or turn. Before that
    the whole file is copied; what was done is said, a sentence each. Nothing else is ever changed.

    Raises JournalError where the save can't be read or written, or another window has it, and OSError."""
    game = GameLog.read(path)
    mends = list(_mends(path, game))
    if mends:
        Lock(path).release()  # nobody plays it just now
    for what, _ in mends:
        if what == "end":
            copy = _copied(path)
            journal = open_journal(path)
            journal.close()
            yield f"The save as it was is kept as {shown(copy)}."
            yield from journal.notices
        else:
            desks = path.with_name(game.name + SUFFIX)
            aside = _free(desks, "aside")
            desks.rename(aside)
            yield f"{shown(desks)} was of no use to this game: it is called {shown(aside)} now."


def _copied(path: Path) -> Path:
    data, copy = path.read_bytes(), _free(path, "copy")
    save_bytes(copy, data, DISK)
    return copy


def _free(path: Path, ending: str) -> Path:
    names = (f"{path.name}{f'.{n}' if n > 1 else ''}.{ending}" for n in range(1, _COPIES))
    return next(free for name in names if not os.path.lexists(free := path.with_name(name)))
