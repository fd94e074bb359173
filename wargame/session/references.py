"""Whether what a save says speaks of things that its own scenario has: every id in orders, accounts and
states is looked up, so that no view stumbles over one later."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from wargame.rules import account, orders, state
from wargame.rules.compiled import Rules
from wargame.session.documents import BadRecord

Ids = Mapping[str, Container[str]]
"""The ids that a scenario has, by what they name."""

_GRADES = frozenset({"success", "failure", "triumph", "backfire"})
_FATES = frozenset({"made", "kept", "broken"})
_STANCES = frozenset({"endorse", "disown", "silent"})
_TALKS = frozenset(
    {"proposed", "signed", "refused", "expired", "lapsed", "in force", "endorsed", "disowned", "silent"}
    | {"kept", "late", "broken", "survived", "fell"}
)

_NAMES: dict[type[Any], dict[str, str]] = {
    orders.Order: {"move": "move"},
    orders.Promise: {"move": "move"},
    orders.Letter: {"to": "seat"},
    orders.Draft: {"terms": "term", "parties": "seat", "cc": "seat"},
    orders.Ruling: {"seat": "seat"},
    orders.Injection: {"inject": "inject?"},
    account.Drift: {"track": "track"},
    account.Deed: {"seat": "seat", "move": "move", "grade": "grade", "engine": "grade"},
    account.Talk: {"kind": "talk", "seat": "seat?", "term": "term?"},
    account.PledgeFate: {"seat": "seat", "to": "seat", "move": "move", "status": "fate"},
    account.Omission: {"seat": "seat"},
    account.End: {"ending": "ending"},
    state.Mail: {"sender": "seat", "to": "seat"},
    state.Pledge: {"seat": "seat", "to": "seat", "move": "move"},
    state.Proposal: {"author": "seat", "terms": "term", "parties": "seat", "cc": "seat", "signed": "seat"},
    state.Agreement: {"author": "seat", "terms": "term", "parties": "seat"},
    state.Asked: {"question": "forecast"},
    state.State: {"hidden": "objective?", "ending": "ending?"},
}
"""What the texts of a field name; ``?``: or nothing."""

_ROWS: dict[type[Any], dict[str, tuple[str, ...]]] = {
    account.Happening: {"changes": ("change", "", "")},
    account.Deed: {"changes": ("change", "", "")},
    account.Talk: {"changes": ("change", "", "")},
    state.Proposal: {"stances": ("seat", "stance")},
    state.Agreement: {"stances": ("seat", "stance"), "breaches": ("term", "seat", "")},
    state.Asked: {"answers": ("seat", "")},
}
"""The same for fields that hold rows: what each place of a row names."""


_INSIDE: dict[type[Any], tuple[str, ...]] = {
    orders.Orders: ("moves", "letters", "drafts"),
    orders.Letter: ("promise",),
    account.Account: ("entries",),
    state.State: ("mail", "pledges", "proposals", "agreements", "asked"),
}
"""The fields that hold other values to look at."""


def must_make_sense(rules: Rules, *values: Any) -> None:
    """Raise BadRecord, in words, for the first thing in ``values`` that the scenario does not have."""
    ids = _ids(rules)
    for value in values:
        for wrong in _wrong(rules, ids, value):
            raise BadRecord(wrong)


def _ids(rules: Rules) -> Ids:
    s = rules.scenario
    return {
        "seat": s.seats,
        "move": s.moves,
        "term": s.terms,
        "track": s.tracks,
        "change": {*s.tracks, *s.flags},
        "event": s.events,
        "reaction": s.reactions,
        "inject": s.injects,
        "forecast": s.forecasts,
        "objective": s.objectives,
        "ending": s.endings,
        "grade": _GRADES,
        "talk": _TALKS,
        "fate": _FATES,
        "stance": _STANCES,
    }


def _wrong(rules: Rules, ids: Ids, value: Any) -> Iterator[str]:
    """Yield a sentence for all in a value, and in what it holds, that the scenario does not have."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _wrong(rules, ids, item)
        return
    cls = type(value)
    for name, kind in _NAMES.get(cls, {}).items():
        found = getattr(value, name)
        for id in (found,) if isinstance(found, str) else found:
            yield from _unknown(ids, kind, id)
    for name, kinds in _ROWS.get(cls, {}).items():
        for row in getattr(value, name):
            for kind, id in zip(kinds, row, strict=True):
                if kind:
                    yield from _unknown(ids, kind, id)
    look = _MORE.get(cls)
    if look is not None:
        yield from look(rules, ids, value)
    for name in _INSIDE.get(cls, ()):
        yield from _wrong(rules, ids, getattr(value, name))


def _unknown(ids: Ids, kind: str, id: str) -> Iterator[str]:
    if not (id in ids[kind.rstrip("?")] or (kind.endswith("?") and not id)):
        yield f"there is no {kind.rstrip('?')} called {id[:40]!r}"


def _happening(rules: Rules, ids: Ids, value: account.Happening) -> Iterator[str]:
    if value.kind not in ("event", "reaction", "inject"):
        yield f"nothing that happens is called {value.kind[:40]!r}"
    elif value.id or value.kind != "inject":
        yield from _unknown(ids, value.kind, value.id)


def _options(rules: Rules, ids: Ids, value: orders.Order | account.Deed) -> Iterator[str]:
    move = rules.scenario.moves.get(value.move)
    for option, choice in value.options:
        if move is None or option not in move.options or choice not in move.options[option].choices:
            yield f"there is no choice {choice[:40]!r} for {option[:40]!r}"


def _agreement(rules: Rules, ids: Ids, value: state.Agreement) -> Iterator[str]:
    if len(value.kept) != len(value.terms):
        yield f"agreement {value.id[:40]!r} counts other terms than it has"


_MORE: dict[type[Any], Callable[[Rules, Ids, Any], Iterator[str]]] = {
    account.Happening: _happening,
    account.Deed: _options,
    orders.Order: _options,
    state.Agreement: _agreement,
}
"""What else is looked at."""
