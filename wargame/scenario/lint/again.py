"""Moves that pay twice for one state."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from wargame.scenario.effects import Effect
from wargame.scenario.errors import Finding
from wargame.scenario.expressions import Expression
from wargame.scenario.lint.bounds import Bounds
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Move, Scenario
from wargame.scenario.parser import syntax_tree
from wargame.scenario.ranges import Known

_DECIDES = frozenset({"needs", "odds", "factors", "success"})
"""The parts of a move that can make it pay less the second time, or close it."""

LOOKS = 2_000
"""How many pairs of effects are looked at in a scenario; the flagship has 100."""

_SO_OFTEN = frozenset({"done", "tried"})


def pays_again(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Moves that set a flag and can be ordered again while it stands, for the same effects: what is open is
    opened, who is gone is sent away. Of each move the first such flag."""
    looks = iter(range(LOOKS))
    for id, move in scenario.moves.items():
        said = [
            text for place, text in survey.expressions if place[:2] == ("moves", id) and place[2] in _DECIDES
        ]
        if move.once or any(
            name in _SO_OFTEN and args == (id,) for text in said for name, args in text.calls
        ):
            continue
        here = ("moves", id, "success", "effects")
        effects = [effect for place, effect in survey.effects if place[:4] == here]
        for place, effect in survey.effects:
            if place[:4] != here or effect.kind.sign != "set" or _asked(effect, effects, said):
                continue
            if _pays(Bounds(scenario, place), move, effect, effects, looks):
                yield Finding(
                    place,
                    f"While {effect.name} stands, the move can be ordered again and pays again.",
                    f"Ask for flag('{effect.name}') or done('{id}') in a need, a factor or an effect.",
                )
                break


def _asked(made: Effect, effects: Iterable[Effect], said: Iterable[Expression]) -> bool:
    """Does the move ask for a flag that it sets, or for one that it sets together with that?"""
    together = {
        (effect.name,) for effect in effects if effect.kind.sign == "set" and effect.when == made.when
    }
    return any(name in ("flag", "since") and args in together for text in said for name, args in text.calls)


def _pays(bounds: Bounds, move: Move, made: Effect, effects: Iterable[Effect], looks: Iterator[int]) -> bool:
    """Can the move, ordered as when it ``made`` a flag and while that stands, raise a track? Each effect that
    may come with it takes one of ``looks``; where none is left, nothing is said to."""
    stands: Known = {**bounds.now, ("flag", (made.name,)): (1, 1)}
    before = [(syntax_tree(need.when), True) for need in move.needs]

    def together(other: Effect) -> bool:
        trees: list[tuple[ast.expr, bool]] = [
            (syntax_tree(one.when.source), True) for one in (made, other) if one.when is not None
        ]
        return next(looks, None) is not None and bounds.reckoner.can([*before, *trees], stands)

    back = (other for other in effects if other.kind.sign == "clear" and other.name == made.name)
    if any(map(together, back)):
        return False  # taken back and set anew it only marks the turn
    rises = (other for other in effects if other.kind.sign == "+=")  # what falls is a price as a rule
    return any(map(together, rises))
