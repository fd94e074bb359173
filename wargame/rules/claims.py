"""What texts claim of the game, held against the turn in which they were told.

Two texts of a turn that contradict each other can't both be true of it: one of them claims what is not so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wargame.ids import Place
from wargame.rules.account import Account, Deed, Entry, Happening, Reason
from wargame.rules.bulletins import is_public
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import objectives_of
from wargame.rules.seat_views import ladder_view
from wargame.rules.state import State
from wargame.rules.wording import grade_of
from wargame.scenario.expressions import parse
from wargame.scenario.model import PUBLIC, Expr, Factor, Part
from wargame.values import frozen


@frozen
class Told:
    """A text that was told: where it stands in the scenario, what it says and claims, and the options of the
    move that it is about."""

    path: Place
    text: str
    claims: tuple[Expr, ...] = ()
    options: tuple[str, ...] = ()


@frozen
class Untrue:
    """A text that claims what was not so in ``turn``, and another one of the turn that says otherwise, if
    there is one."""

    told: Told
    claim: str
    turn: int
    beside: Told | None = None


def untrue(rules: Rules, record: TurnRecord, following: State | None = None) -> Iterator[Untrue]:
    """What was told in a turn and was not so. ``following`` is the state at the next dawn, in which the
    papers of this turn are read."""
    x = rules.context(record.opening)
    yield from _held(rules, x, record.dawn)
    if record.account is None or record.closing is None:
        return
    x = rules.context(record.closing)
    x.settled = True
    deeds = [entry for entry in record.account.entries if isinstance(entry, Deed)]
    x.ordered = {rules.move_index[deed.move] for deed in deeds}
    for deed in deeds:
        index = rules.move_index[deed.move]
        (x.happened if deed.grade in ("triumph", "success") else x.failed).add(index)
        x.tried[index] -= 1  # as many as in earlier turns
    yield from _held(rules, x, record.account)
    for state in filter(None, (record.closing, following)):
        yield from _ladder(rules, deeds, state, record.turn)
    if record.closing.ending:
        yield from _ending(rules, x, record.closing)


def _held(rules: Rules, x: Context, account: Account) -> Iterator[Untrue]:
    told = [(entry, text) for entry in account.entries for text in _told(rules, entry)]
    for entry, text in told:
        for claim in _false(rules, x, text):
            others = (other for by, other in told if by is not entry and _speaks_of(by, claim))
            yield Untrue(text, claim, x.turn, next(others, None))


def _false(rules: Rules, x: Context, told: Told) -> Iterator[Expr]:
    x.options = told.options
    for claim in told.claims:
        if not rules.condition(claim)(x.t, x.f, x):
            yield claim
    x.options = ()


def _told(rules: Rules, entry: Entry) -> Iterator[Told]:
    """The texts of the scenario that an entry of an account brings."""
    s = rules.scenario
    if isinstance(entry, Deed):
        move = s.moves[entry.move]
        made = rules.codes[move.id].choices(entry.options)
        grade = grade_of(move, entry.grade)
        for part in (grade, "leaked") if entry.leaked else (grade,):
            outcome = getattr(move, part)
            if outcome is not None:
                yield _text(("moves", move.id, part), outcome, made)
    elif isinstance(entry, Happening) and entry.happened and entry.id:
        table = f"{entry.kind}s"
        yield _text((table, entry.id), getattr(s, table)[entry.id])


def _text(path: Place, item: Any, options: tuple[str, ...] = ()) -> Told:
    told = item.text or next(iter(item.cables.values()), "")
    return Told(path, f"{item.headline}: {told}" if item.headline else told, item.claims, options)


def _speaks_of(entry: Entry, claim: str) -> bool:
    """Is it of this that the claim speaks: of its move, or of what it changed?"""
    names = {args[0] for _, args in parse(claim, "boolean").calls if args}
    if isinstance(entry, Deed) and entry.move in names:
        return True
    changed = {id for id, _, _ in entry.changes} if isinstance(entry, Deed | Happening) else set()
    return not changed.isdisjoint(names | parse(claim, "boolean").tracks)


def _ladder(rules: Rules, deeds: Iterable[Deed], state: State, turn: int) -> Iterator[Untrue]:
    """News of a rung that was climbed, under a ladder that stands below it."""
    ladder = rules.scenario.ladder
    here = next((rung for rung in ladder_view(rules, state, PUBLIC) if rung.here), None)
    if ladder is None or here is None:
        return
    for deed in deeds:
        if deed.rung and is_public(rules, deed) and ladder.rungs[deed.rung].at > here.at:
            path = ("moves", deed.move, "rung")
            text = f"{rules.scenario.moves[deed.move].name}: {ladder.rungs[deed.rung].name}"
            yield Untrue(Told(path, text), f"the ladder marks {ladder.rungs[deed.rung].name}", turn)


def _ending(rules: Rules, x: Context, state: State) -> Iterator[Untrue]:
    """What the end says: its paragraphs, the reasons of scores and of the verdict, why agreements last."""
    s = rules.scenario
    ending = s.endings[state.ending]  # type: ignore[index]
    found = [
        Told(("endings", ending.id), ending.text, ending.claims),
        *_parts(rules, x, ("endings", ending.id), ending.parts),
    ]
    for seat in rules.seats:
        for objective in objectives_of(rules, state, seat):
            found += _parts(rules, x, ("objectives", objective.id), objective.parts)
    found += _factors(("verdict",), s.verdict.factors, rules.verdict(x.t, x.f, x)[2])
    yield from (Untrue(told, claim, state.turn) for told in found for claim in _false(rules, x, told))
    for agreement in state.agreements:
        if rules.asked(agreement.parties):
            x.subject = agreement
            reasons = rules.durability(x.t, x.f, x)[2]
            for told in _factors(("durability",), s.durability.factors, reasons):
                yield from (Untrue(told, claim, state.turn) for claim in _false(rules, x, told))
            x.subject = None


def _parts(rules: Rules, x: Context, path: Place, parts: Iterable[Part]) -> Iterator[Told]:
    for n, part in enumerate(parts):
        if rules.condition(part.when)(x.t, x.f, x):
            yield Told((*path, "parts", n), part.text, part.claims)


def _factors(path: Place, factors: Iterable[Factor], reasons: Iterable[Reason]) -> Iterator[Told]:
    because = {reason.because for reason in reasons}
    for n, factor in enumerate(factors):
        if factor.because in because:
            yield Told((*path, "factors", n), factor.because, factor.claims)
