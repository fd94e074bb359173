"""Orders, accounts and states as plain TOML data and back: how a journal's records read.

Empty and default values are left out. Numbers that follow the scenario's tables are written as tables by
id, so that a person can read them and an added track moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from attrs import asdict, fields_dict, has

from wargame.ids import EndingId, fields, is_id
from wargame.rules import account as entries
from wargame.rules.account import Account, Entry
from wargame.rules.compiled import Rules
from wargame.rules.state import Agreement, Asked, Fought, Mail, Pledge, Proposal, State
from wargame.session.setup import SeatSetup
from wargame.values import told

if TYPE_CHECKING:
    from cattrs import Converter

Document = dict[str, Any]
T = TypeVar("T")

ENTRIES: dict[str, type[Any]] = {
    "drift": entries.Drift,
    "happening": entries.Happening,
    "move": entries.Deed,
    "talks": entries.Talk,
    "promise": entries.PledgeFate,
    "answer": entries.Answered,
    "exchange": entries.Showdown,
    "default": entries.Omission,
    "end": entries.End,
}
NAMES = {cls: name for name, cls in ENTRIES.items()}
LISTS: dict[str, type[Any]] = {
    "mail": Mail,
    "pledges": Pledge,
    "proposals": Proposal,
    "agreements": Agreement,
    "asked": Asked,
    "exchanges": Fought,
}


class BadRecord(ValueError):
    """A record does not hold what records of its kind hold."""


@cache
def _converter() -> Converter:
    from cattrs import Converter  # a game that begins need not wait for it

    converter = Converter(forbid_extra_keys=False)
    converter.register_structure_hook_func(is_id, lambda value, _: str(value))
    return converter


def value_to(rules: Rules, value: Any) -> Any:
    """A field of a record as TOML data."""
    if isinstance(value, State):
        return state_to(rules, value)
    if isinstance(value, Account):
        return account_to(value)
    if isinstance(value, SeatSetup):
        return {key: text for key, text in asdict(value).items() if text}
    return _plain(value)


def reader(kind: Any) -> Callable[[Rules, Any], Any]:
    """What does the reverse of ``value_to`` for fields of this type, accounts apart. It raises BadRecord, or
    TypeError for a value of another sort."""
    if kind is State:
        return state_from
    args = get_args(kind)
    if get_origin(kind) is tuple:
        one = reader(args[0]) if has(args[0]) else lambda rules, held: str(held)
        return lambda rules, document: tuple(one(rules, held) for held in document)
    for cls in (kind, *args[:1]):  # the second: a value that may be left out
        if has(cls):
            return lambda rules, document: from_document(document, cls)
    if get_origin(kind) is Literal:
        return partial(_one_of, args)
    return partial(_sort_of, str if is_id(kind) else kind)


def _one_of(words: tuple[str, ...], rules: Rules, document: Any) -> Any:
    if document not in words:
        raise BadRecord(f"{str(document)[:40]!r} is none of {', '.join(words)}")
    return document


def _sort_of(sort: Any, rules: Rules, document: Any) -> Any:
    if not isinstance(document, sort) or (isinstance(document, bool) and sort is not bool):  # true is an int
        raise TypeError(f"it is no {sort}")
    return document


def from_document(document: Any, cls: type[T]) -> T:
    """An attrs value of plain TOML data. Raises BadRecord."""
    if not isinstance(document, Mapping):
        raise BadRecord(f"{cls.__name__.lower()} stands there as no table")
    try:
        return _converter().structure(document, cls)
    except Exception as error:  # cattrs groups errors of many kinds; none of them is ours to tell apart
        raise BadRecord(f"it can't be read as {cls.__name__.lower()}") from error


def plain_from(rules: Rules, document: Any, cls: type[T]) -> T:
    """An attrs value without others in it, of plain TOML data: a game that begins need not wait for cattrs.
    Raises BadRecord, or TypeError for a value of another sort."""
    if not isinstance(document, Mapping):
        raise BadRecord(f"{cls.__name__.lower()} stands there as no table")
    plain: type = cls
    held = {name: kind for name, kind in fields(plain).items() if name in document}
    return cls(**{name: reader(kind)(rules, document[name]) for name, kind in held.items()})


def account_to(account: Account) -> list[Document]:
    """An account's entries as TOML data, each with ``is`` for its sort."""
    found = []
    for entry in account.entries:
        body = {key: value for key, value in _plain(entry).items() if value != []}
        if "changes" in body:
            body["changes"] = [f"{id} {before} -> {after}" for id, before, after in body["changes"]]
        found.append({"is": NAMES[type(entry)], **body})
    return found


def account_from(turn: int, phase: str, documents: Iterable[Mapping[str, Any]]) -> Account:
    """The reverse of ``account_to``. Raises BadRecord."""
    found: list[Entry] = []
    for document in documents:
        body = dict(document)
        cls = ENTRIES.get(body.pop("is", ""))
        if cls is None:
            raise BadRecord(f"An entry of the account is of no known sort: {document.get('is')!r}.")
        for name in ("options", "reasons"):
            if name in fields_dict(cls):
                body.setdefault(name, [])
        body["changes"] = [_change(text) for text in body.get("changes", ())]
        found.append(from_document(body, cls))
    return Account(turn, phase, found)


def _change(text: str) -> tuple[str, int, int]:
    """A change as it is written: ``trust 28 -> 34``."""
    try:
        id, before, _, after = text.split()
        return id, int(before), int(after)
    except (AttributeError, ValueError) as error:
        raise BadRecord(f"A change in the account is garbled: {text!r}.") from error


def state_to(rules: Rules, state: State) -> Document:
    """A state as TOML data. Everything that is not zero or empty is there."""
    s = rules.scenario
    document: Document = {
        "turn": state.turn,
        "tracks": dict(zip(s.tracks, state.tracks, strict=True)),
        "flags": _table(s.flags, state.flags),
        "done": _table(s.moves, state.done),
        "tried": _table(s.moves, state.tried),
        "fired": _table((*s.events, *s.reactions), state.fired),
        "escalation": _table(s.seats, state.escalation),
        "hidden": {seat: o for seat, o in zip(s.seats, state.hidden, strict=True) if o},
        **{name: [_plain(item) for item in getattr(state, name)] for name in LISTS},
    }
    document = {key: value for key, value in document.items() if value}
    return {**document, "ending": state.ending} if state.ending else document


def state_from(rules: Rules, document: Mapping[str, Any]) -> State:
    """The reverse of ``state_to``. Raises BadRecord."""
    s = rules.scenario
    try:
        tables: dict[str, Any] = {
            "tracks": tuple(int(document["tracks"][id]) for id in s.tracks),
            "flags": _row(s.flags, document.get("flags", {})),
            "done": _row(s.moves, document.get("done", {})),
            "tried": _row(s.moves, document.get("tried", {})),
            "fired": _row((*s.events, *s.reactions), document.get("fired", {})),
            "escalation": _row(s.seats, document.get("escalation", {})),
            "hidden": tuple(str(document.get("hidden", {}).get(id, "")) for id in s.seats),
        }
        turn = int(document["turn"])
    except KeyError as error:
        raise BadRecord(f"its state has no {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadRecord("its state is not written as this program writes it") from error
    lists: dict[str, Any] = {
        name: tuple(from_document(item, cls) for item in document.get(name, ()))
        for name, cls in LISTS.items()
    }
    return State(turn=turn, ending=EndingId(str(document.get("ending", ""))), **tables, **lists)


def _table(ids: Iterable[str], values: Iterable[int]) -> dict[str, int]:
    return {id: value for id, value in zip(ids, values, strict=True) if value}


def _row(ids: Iterable[str], table: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(int(table.get(id, 0)) for id in ids)


def _plain(value: Any) -> Any:
    """Values as tables without what is as by default, tuples as lists, and no None, all the way down: what a
    TOML reader gives back."""
    if has(type(value)):
        value = told(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
