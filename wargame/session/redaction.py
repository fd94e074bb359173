"""A game without the words that people wrote in it: for students, for research, for a colleague.

Decisions, dice and results stay as they are, so a save without its words verifies like the one with them.
Which words there are is said once, in ``WORDS``; a test holds it against the types of all records.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar, get_args

from attrs import evolve, fields, has, resolve_types

import wargame.journal as journals
from wargame.ids import SeatId
from wargame.rules.account import Deed, Happening
from wargame.rules.compiled import Rules
from wargame.rules.orders import Draft, Injection, Letter, Order, Orders, Ruling
from wargame.rules.state import Mail, Proposal
from wargame.session.cup import Cup
from wargame.session.documents import from_document, value_to
from wargame.session.log import GameLog
from wargame.session.pin import nobodys
from wargame.session.progress import GameError, Undone
from wargame.session.records import KINDS
from wargame.session.records.answers import AnswerRecord
from wargame.session.records.base import GameRecord
from wargame.session.records.notes import BookmarkRecord, MessageRecord, NoteRecord, StatementRecord
from wargame.session.records.observers import HeadlineRecord, ObserversRecord
from wargame.session.records.opened import Opened
from wargame.session.records.seats import CommitRecord, PeopleRecord, PinRecord, SeatRecord, TakeBackRecord
from wargame.session.records.turns import BranchRecord, RebindRecord, ResolutionRecord, RewindRecord
from wargame.session.records.variations import RenameRecord, VariationRecord
from wargame.session.replay import WITHIN
from wargame.session.sealing import Key, Secrets
from wargame.session.setup import Incident, Note, Observers, SeatSetup, Settings, Variation

T = TypeVar("T")

Kind = Literal["private", "names", "public"]
"""Who was to read words: few; nobody, as they name a person; everybody at the table."""

WORDS: Mapping[tuple[type[Any], str], Kind] = {
    (Letter, "text"): "private",
    (Mail, "text"): "private",
    (Draft, "note"): "private",
    (Proposal, "note"): "private",
    (Order, "arguments"): "private",
    (Orders, "why"): "private",
    (Orders, "say"): "public",
    (Deed, "arguments"): "private",
    (Deed, "ruling"): "private",
    (Ruling, "reason"): "private",
    (Injection, "headline"): "public",
    (Injection, "text"): "public",
    (Injection, "reason"): "private",
    (Happening, "headline"): "public",
    (Happening, "text"): "public",
    (Happening, "reason"): "private",
    (Note, "text"): "public",
    (NoteRecord, "text"): "private",
    (BookmarkRecord, "text"): "private",
    (StatementRecord, "text"): "public",
    (HeadlineRecord, "text"): "public",
    (MessageRecord, "text"): "public",
    (RewindRecord, "reason"): "private",
    (Undone, "reason"): "private",
    (VariationRecord, "name"): "private",
    (VariationRecord, "comment"): "private",
    (RenameRecord, "name"): "private",
    (RenameRecord, "comment"): "private",
    (Variation, "name"): "private",
    (Variation, "comment"): "private",
    (SeatSetup, "team"): "public",
    (SeatSetup, "players"): "names",
    (Settings, "class_name"): "names",
    (Settings, "group"): "names",
    (Settings, "press"): "names",
    (Settings, "analyst"): "names",
    (Observers, "press"): "names",
    (Observers, "analyst"): "names",
    (ObserversRecord, "press"): "names",
    (ObserversRecord, "analyst"): "names",
    (PeopleRecord, "players"): "names",
    (PeopleRecord, "team"): "public",
    (CommitRecord, "by"): "names",
    (AnswerRecord, "by"): "names",
    (SeatRecord, "by"): "names",
    (PinRecord, "by"): "names",
    (Incident, "by"): "names",
}
"""The words of people: in which field of what they stand, and for whom they were."""

_CALLED = {
    "team": "Team",
    "players": "Players",
    "by": "Person",
    "name": "Course",
    "class_name": "Class",
    "group": "Group",
    "press": "Press",
    "analyst": "Analyst",
}
"""What stands for a name, with a number: the same one for the same name."""


class Redactor:
    """Takes words of some kinds out of values; the same words give the same each time."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = frozenset(kinds)
        self._names: dict[tuple[str, str], str] = {}
        self._numbers = {name: count(1) for name in _CALLED}

    def __call__(self, value: T) -> T:
        """The value without them."""
        changed: T = self._changed(value)
        return changed

    def _changed(self, value: Any) -> Any:
        if isinstance(value, tuple | list):
            inside = [self(one) for one in value]
            changed = any(new is not old for new, old in zip(inside, value, strict=True))
            return type(value)(inside) if changed else value
        if isinstance(value, dict):
            return {key: self(one) for key, one in value.items()}
        changes = {}
        cls: Any = type(value)
        for name, kind in _wordy(cls):
            old = getattr(value, name)
            if kind == "public" and getattr(value, "to", None):
                kind = "private"  # what the umpire tells some seats alone
            if kind is None:
                new = self(old)
            elif kind in self._kinds:
                new = self._without(name, old)
            else:
                continue
            if new is not old:
                changes[name] = new
        return evolve(value, **changes) if changes else value

    def _without(self, field: str, words: Any) -> Any:
        if not isinstance(words, str):
            return tuple(self._without(field, one) for one in words)
        if not words:
            return words
        if field not in _CALLED:
            n = len(words.split())
            return f"({n} {'word' if n == 1 else 'words'})"
        if (field, words) not in self._names:
            self._names[field, words] = f"{_CALLED[field]} {next(self._numbers[field])}"
        return self._names[field, words]


@cache
def _wordy(cls: Any) -> tuple[tuple[str, Kind | None], ...]:
    """The fields of a class that hold words, with their kind, or something in which there may be some."""
    if not has(cls) or cls in (Cup, Rules):
        return ()
    typed = fields(resolve_types(cls))
    inside = ((f.name, WORDS.get((cls, f.name)), f.type) for f in typed)
    return tuple((name, kind) for name, kind, type in inside if kind or any(map(_may_hold, _classes(type))))


def _may_hold(cls: type[Any]) -> bool:
    return has(cls) and bool(_wordy(cls))


def _classes(annotation: Any) -> Iterable[type[Any]]:
    """All classes that a type is made of."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


def without_words(game: GameLog, *kinds: Kind) -> GameLog:
    """The same game to look at, without words of some kinds."""
    return game.changed(Redactor(kinds), noted="private" not in kinds)


def redacted_save(path: Path) -> bytes:
    """The save of a finished game, without any words that people wrote, and with nothing sealed in it.

    Letters and sentences give way to how many words they had, names to numbers. What binds orders is made
    anew for orders without words, and so are all seals; the code of the table, its keys and PINs are of no
    use in it. Records of kinds that this program does not know are left out. Raises JournalError, and
    GameError for a game that is not over: what its seats have ordered can't be read here, nor taken out.
    """
    contents = journals.read(path)
    log = GameLog.read(path)
    if not log.over:
        raise GameError("The game is not over: what is sealed in its save can't be redacted. End it first.")
    rules, redact = log.rules, Redactor(get_args(Kind))
    known = [one for one in contents.records if one.kind.removeprefix(WITHIN) in KINDS]
    read = [KINDS[one.kind.removeprefix(WITHIN)].read(rules, one.body) for one in known]
    less = [_keyless(redact(record)) for record in read]
    own = [n for n, one in enumerate(known) if not one.kind.startswith(WITHIN)]  # variations hide nothing
    for n, record in zip(own, _bound_anew(rules, [less[n] for n in own]), strict=True):
        less[n] = record
    header = dict(contents.header)
    setups = {seat: from_document(held, SeatSetup) for seat, held in header.get("seats", {}).items()}
    header["seats"] = {seat: value_to(rules, redact(setup)) for seat, setup in setups.items()}
    settings = value_to(rules, redact(from_document(header.get("settings", {}), Settings)))
    header["settings"] = {**header.get("settings", {}), **settings}
    if "secrets" in header:
        header["secrets"] = value_to(rules, _closed(from_document(header["secrets"], Secrets)))
    with TemporaryDirectory(prefix="wargame-") as folder:
        file = Path(folder) / "redacted.toml"
        with journals.create(file, header) as journal:
            for one, record in zip(known, less, strict=True):
                which = {"variation": one.body["variation"]} if one.kind.startswith(WITHIN) else {}
                journal.append(one.kind, {**record.document(rules), **which})
        GameLog.read(file)  # it makes sense, and its orders are those that are bound
        return file.read_bytes()


def _closed(hidden: Secrets) -> Secrets:
    """The same dice bound, and nothing that opens what was hidden."""
    key = Key(secrets.token_bytes(32))
    return Secrets(secrets.token_hex(8), hidden.dice, key.seal(secrets.randbits(63)))


def _keyless(record: GameRecord) -> GameRecord:
    """The same without what could be opened: sealed orders have the words in them."""
    match record:
        case CommitRecord() if record.bound:
            return evolve(record, sealed="")
        case PinRecord() if record.pin:
            return evolve(record, pin=nobodys())
        case RebindRecord():
            return evolve(record, secrets=_closed(record.secrets))
        case BranchRecord() if record.secrets:
            return evolve(record, secrets=_closed(record.secrets))
    return record


def _bound_anew(rules: Rules, records: Sequence[GameRecord]) -> list[GameRecord]:
    """The same with each commit bound to the orders that are laid open of it now."""
    found, last = list(records), dict[SeatId, tuple[int, CommitRecord]]()
    for n, record in enumerate(records):
        match record:
            case CommitRecord():
                last[record.seat] = n, record
            case TakeBackRecord():
                last.pop(record.seat, None)
            case ResolutionRecord() | RewindRecord():
                opened = tuple(Opened.anew(one.seat, one.orders) for one in record.opened)
                found[n] = evolve(record, opened=opened)
                for one in opened:
                    place, commit = last[one.seat]
                    found[place] = evolve(commit, bound=one.bound(rules))
                last.clear()
            case RebindRecord() | BranchRecord():
                last.clear()
    return found
