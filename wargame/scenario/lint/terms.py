"""Lints about terms of agreements: whether somebody wants them, can keep them, can break them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from wargame.ids import TermId
from wargame.scenario.errors import Finding, Place
from wargame.scenario.lint.reach import span
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Scenario, Term


def terms(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Terms that nobody wants, that nobody can keep or only somebody else, that nothing breaks, or that need
    what excludes each other."""
    for id, term in scenario.terms.items():
        place: Place = ("terms", id)
        if not any(span(scenario, (*place, "worth", seat), text)[1] > 0 for seat, text in term.worth.items()):
            hint = f"Add worth = {{ {next(iter(scenario.seats), 'x')} = 3 }}, from about -10 to 10."
            yield Finding(
                place, "This term is worth something to nobody, so no machine will ask for it.", hint
            )
        if not term.by:
            hint = 'Add by = ["..."], the seats that do it.'
            yield Finding(place, "Nobody has to perform this term, so nobody can keep or break it.", hint)
        for name, what in (("performed_by", "keep"), ("broken_by", "break")):
            for i, move in enumerate(getattr(term, name)):
                if term.by and (found := scenario.moves.get(move)) and found.seat not in term.by:
                    told = f"{found.seat} doesn't have to perform this term, so it can't {what} it."
                    yield Finding((*place, name, i), told, f"Add {found.seat} to by, or leave {move} out.")
                elif name == "broken_by" and move in term.performed_by:
                    yield Finding(
                        (*place, name, i), f"{move} keeps this term (performed_by), so it can't break it."
                    )
        if term.on_break and not term.broken_by:
            hint = "Name the moves that break it in broken_by."
            yield Finding((*place, "on_break"), "Nothing breaks this term.", hint)
        for one, other in combinations(sorted(_needed(scenario, id)), 2):
            if one in _excluded(scenario, other) or other in _excluded(scenario, one):
                both = f"{one} and {other}".replace(id, "itself")
                yield Finding((*place, "requires"), f"This term needs {both}, which exclude each other.")


def _needed(scenario: Scenario, id: TermId) -> set[TermId]:
    """Return a term with all that it requires, and what that requires."""
    found, new = {id}, [id]
    while new:
        more = set(_term(scenario, new.pop()).requires) - found
        found |= more
        new += more
    return found


def _excluded(scenario: Scenario, id: TermId) -> tuple[TermId, ...]:
    return _term(scenario, id).excludes


def _term(scenario: Scenario, id: TermId) -> Term:
    return scenario.terms.get(id) or Term(id=id, name="", text="")
