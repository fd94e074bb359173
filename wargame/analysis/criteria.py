"""What the scenario wants to teach: was it met, and when first?"""

from __future__ import annotations

from wargame.ids import CriterionId
from wargame.rules.account import Deed
from wargame.rules.stories import turned
from wargame.scenario.model import Criterion
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class Met:
    """A criterion of the scenario: was it ``met``, None where the game is not over and it can still come
    either way; after which ``turns`` its condition held, and of these the ``first``, None where it never
    did."""

    criterion: CriterionId
    met: bool | None
    turns: tuple[int, ...]

    @property
    def first(self) -> int | None:
        """The first turn after which it held."""
        return self.turns[0] if self.turns else None


def criteria(game: GameLog) -> tuple[Met, ...]:
    """The scenario's teaching criteria, each with what became of it so far, asked of the truth after each
    turn adjudicated, with what was ordered in that turn. None where the scenario names none. Turns that were
    rewound are not in it."""
    ends = []
    for record in game.turns:
        if record.closing is not None and record.account is not None:
            deeds = (entry for entry in record.account.entries if isinstance(entry, Deed))
            ends.append((record.turn, turned(game.rules, record.closing, deeds)))
    found = []
    for criterion in game.scenario.criteria.values():
        holds = game.rules.condition(criterion.when)
        turns = tuple(turn for turn, x in ends if holds(x.t, x.f, x))
        found.append(Met(criterion.id, _met(criterion, turns, len(ends), over=game.over), turns))
    return tuple(found)


def _met(criterion: Criterion, turns: tuple[int, ...], of: int, *, over: bool) -> bool | None:
    """Is a criterion met that held after these turns, of so many?"""
    if criterion.holds == "ever" and turns:
        return True
    if criterion.holds == "always" and len(turns) < of:
        return False
    if not over:
        return None
    return criterion.holds == "always" or (criterion.holds == "end" and of in turns)
