"""Lints about the words in which news is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from wargame.ids import MoveId
from wargame.scenario.errors import Finding, Place
from wargame.scenario.expressions import Expression
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Scenario

_ORDERED = frozenset(("ordered", "happened", "failed"))


def one_text(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Options of open moves that no text asks for, though the papers write of the move."""
    asked = {
        (place[1], args[0])
        for place, expression in _variants(survey)
        for name, args in expression.calls
        if name == "option"
    }
    for id, move in scenario.moves.items():
        printed = move.visibility == "open" and bool(move.success.headline or move.failure.headline)
        for name, option in move.options.items():
            told = len(option.choices) < 2 or any((id, choice) in asked for choice in option.choices)
            if printed and not told:
                hint = f"Give its outcomes variants that ask option('{[*option.choices][-1]}')."
                yield Finding(
                    ("moves", id, "options", name), "Whatever is chosen here, the same is told.", hint
                )


def instead_of(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Variants told instead of their own news, or of a move of which they don't ask that it was made."""
    for place, expression in _variants(survey):
        variant: Any = scenario
        for step in place[:-1]:
            variant = getattr(variant, str(step)) if attrs.has(type(variant)) else variant[step]
        asked = {args[0] for name, args in expression.calls if name in _ORDERED}
        where = (*place[:-1], "instead_of")
        for other in variant.instead_of:
            if other == place[1]:
                yield Finding(where, f"{other} is what this tells of: it is never told beside it.")
            elif MoveId(other) in scenario.moves and other not in asked:
                hint = f"Let its when ask ordered('{other}'), happened('{other}') or failed('{other}')."
                yield Finding(where, f"{other} is left out for this where it was not even made.", hint)


def _variants(survey: Survey) -> Iterator[tuple[Place, Expression]]:
    """The conditions of all variants."""
    for place, expression in survey.expressions:
        if place[-3:-2] == ("variants",) and place[-1] == "when":
            yield place, expression
