"""Whether what a save says speaks of things that its own scenario has: every id in orders, accounts and
states is looked up, so that no view stumbles over one later. What a field names, its type says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import NoneType
from typing import Any

from attrs import fields

from wargame.ids import EventId, InjectId, ReactionId, references
from wargame.rules.account import Account, Deed, Happening
from wargame.rules.compiled import Rules
from wargame.rules.orders import FURTHEST, Injection, Order, Orders, Ruling, Umpire
from wargame.rules.state import State
from wargame.scenario.cards import named
from wargame.scenario.model import Scenario
from wargame.session.documents import BadRecord

_PLAIN = frozenset({str, int, bool, datetime, NoneType})
"""Types of values in which nothing stands; most fields have one."""


def must_make_sense(rules: Rules, record: Any) -> None:
    """Raise BadRecord, in words, for the first thing in a record (an attrs object) that the scenario does not
    have."""
    for found in references(record):
        known = rules.known
        there = [known[kind] for kind in found.kinds if kind in known]
        if there and not any(found.text in ids for ids in there):
            raise BadRecord(f"there is no {found.what} called {found.text[:40]!r}")
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if type(value) not in _PLAIN:
            for wrong in _inside(rules, value):
                raise BadRecord(wrong)


def _inside(rules: Rules, value: Any) -> Iterator[str]:
    """What a value gets wrong that only its other fields tell."""
    match value:
        case tuple():  # orders that are laid open stand there with their seats
            for item in value:
                yield from _inside(rules, getattr(item, "orders", None))
        case Orders():
            for order in value.moves:
                yield from _options(rules.scenario, order)
            yield from _card(rules.scenario, value.card)
        case Umpire():
            for one in (*value.rulings, *value.injects):
                yield from _inside(rules, one)
        case Ruling():
            if abs(value.shift) > FURTHEST:
                yield f"it shifts odds by more than {FURTHEST} points"
        case Injection():
            for push in value.pushes:
                track = rules.scenario.tracks[push.track]
                if abs(push.by) > track.max - track.min:
                    yield f"it moves {push.track} further than it goes"
        case Account():
            for entry in value.entries:
                if isinstance(entry, Happening):
                    yield from _happening(rules, entry)
                elif isinstance(entry, Deed):
                    yield from _options(rules.scenario, entry)
        case State():
            for agreement in value.agreements:
                if len(agreement.kept) != len(agreement.terms):
                    yield f"agreement {agreement.id[:40]!r} counts other terms than it has"


def _happening(rules: Rules, entry: Happening) -> Iterator[str]:
    kind = {"event": EventId, "reaction": ReactionId, "inject": InjectId}[entry.kind]
    free = entry.kind == "inject" and not entry.id  # news in the umpire's own words
    if not free and entry.id not in rules.known[kind]:
        yield f"there is no {entry.kind} called {entry.id[:40]!r}"


def _card(scenario: Scenario, text: str) -> Iterator[str]:
    try:
        if text:
            named(scenario, text)
    except KeyError:
        yield f"there is no card called {text[:40]!r}"


def _options(scenario: Scenario, order: Order | Deed) -> Iterator[str]:
    """Choices that the move, which exists, does not offer."""
    options = scenario.moves[order.move].options
    for option, choice in order.options:
        if option not in options or choice not in options[option].choices:
            yield f"there is no choice {choice[:40]!r} for {option[:40]!r}"
