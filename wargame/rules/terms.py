"""The terms of a draft: who must sign, and what keeps them from being proposed or from coming into force."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence

from wargame.ids import SeatId, TermId
from wargame.rules.compiled import NeedCode, Rules, TermCode
from wargame.rules.context import Context
from wargame.rules.orders import Draft


def unmet(needs: Iterable[NeedCode], x: Context) -> str:
    """The reason of the first need that does not hold; empty if all hold."""
    for need in needs:
        if not need.holds(x.t, x.f, x):
            return need.because or "not possible now"
    return ""


def term_closed(rules: Rules, code: TermCode, x: Context) -> str:
    """Why a term can't be proposed now, in words; empty if it can."""
    if x.agreements:
        if code.term.id in x.held:
            return "in force already"
        for other in code.excludes:
            if other in x.held:
                return f"can't go with {rules.terms[other].term.name}, which is in force"
    return unmet(code.needs, x)


def open_terms(codes: Iterable[TermCode], x: Context) -> list[TermCode]:
    """Those of these terms that can be proposed now: for which ``term_closed`` has nothing."""
    held = x.held
    return [
        code
        for code in codes
        if not (code.needs and unmet(code.needs, x))
        and not (held and (code.term.id in held or not held.isdisjoint(code.excludes)))
    ]


def conflicts(rules: Rules, x: Context, terms: Sequence[TermId]) -> Iterator[str]:
    """What keeps terms that are not in force yet from coming into force together now, each in words."""
    for id in terms:
        code = rules.terms[id]
        if id in x.held:
            continue
        name = code.term.name
        reason = term_closed(rules, code, x)
        if reason:
            yield f"{name}: {reason}"
        for other in code.term.requires:
            if other not in terms and other not in x.held:
                yield f"{name} needs {rules.terms[other].term.name} in the same draft"
        for other in code.excludes:
            if other in terms:
                yield f"{name} and {rules.terms[other].term.name} can't stand in one draft"


def apart(rules: Rules, terms: Iterable[TermId], signed: Collection[TermId]) -> Iterator[str]:
    """What keeps one seat from signing these terms beside those that it signs in the same turn, in words."""
    for id in terms:
        code = rules.terms[id]
        for other in code.excludes:
            if other in signed:
                yield f"{code.term.name} and {rules.terms[other].term.name} can't both be signed"


def parties_of(rules: Rules, author: SeatId, draft: Draft) -> tuple[SeatId, ...]:
    """Who must sign a draft: its author, the seats that must perform a term, and those it names; in seat
    order."""
    needed = {author, *draft.parties}
    for id in draft.terms:
        needed.update(rules.terms[id].term.by)
    return tuple(seat for seat in rules.seats if seat in needed)


def bargains(
    rules: Rules, author: SeatId, codes: Sequence[TermCode], sizes: Iterable[int], x: Context
) -> Iterator[tuple[tuple[TermId, ...], tuple[SeatId, ...]]]:
    """All drafts of so many of these terms that can stand together beside what is in force, and that bind
    another seat than the author; with their parties in seat order."""
    for size in sizes:
        for chosen in itertools.combinations(codes, size):
            bound = {author, *(seat for code in chosen for seat in code.term.by)}
            if len(bound) > 1 and together(chosen, x):
                yield tuple(c.term.id for c in chosen), tuple(s for s in rules.seats if s in bound)


def together(chosen: Sequence[TermCode], x: Context) -> bool:
    """Can the terms stand in one draft, beside what is in force?"""
    ids = {c.term.id for c in chosen}
    return all(
        ids.isdisjoint(c.term.excludes) and all(id in ids or id in x.held for id in c.term.requires)
        for c in chosen
    )
