"""In which words of the scenario something that happened is told, by what the reader knows of the turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from attrs import evolve

from wargame.ids import EventId, MoveId, ReactionId
from wargame.rules.account import WON, Account, Deed, Entry, Happening
from wargame.rules.belief import believed, knows_move
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.state import State
from wargame.rules.wording import grade_of, item_of
from wargame.scenario.model import Event, Inject, Observer, Outcome, Reaction

Worded = Outcome | Event | Reaction | Inject
"""What has words of its own, and variants of them."""

W = TypeVar("W", bound=Worded)


def turned(rules: Rules, state: State, deeds: Iterable[Deed]) -> Context:
    """The context at the end of a turn with these deeds, in which its texts are read; ``state`` is its
    closing."""
    x = rules.context(state)
    x.settled = True
    x.ordered = set()
    for deed in deeds:
        index = rules.move_index[deed.move]
        x.ordered.add(index)
        (x.happened if deed.grade in WON else x.failed).add(index)
        x.tried[index] = max(x.tried[index] - 1, 0)  # as many as in earlier turns
    return x


class Stories:
    """The words for what an account has, as ``eye`` knows the turn (everything for None).

    Conditions of variants are asked as the eye would answer them, so that no secret shows through the choice
    of words. ``state`` is what the account led to.
    """

    def __init__(self, rules: Rules, account: Account, state: State, eye: Observer | None) -> None:
        self.rules, self.account, self.state, self.eye = rules, account, state, eye

    def outcome(self, deed: Deed) -> Outcome:
        """The outcome that the scenario writes for the deed's grade, in the words that fit."""
        move = self.rules.scenario.moves[deed.move]
        outcome: Outcome = getattr(move, grade_of(move, deed.grade))
        return self._worded(outcome, deed)

    def leak(self, deed: Deed) -> Outcome | None:
        """What the scenario writes where the deed comes out, if it does."""
        leaked = self.rules.scenario.moves[deed.move].leaked
        return None if leaked is None else self._worded(leaked, deed)

    def item(self, entry: Happening) -> Event | Reaction | Inject | None:
        """The scenario's event, reaction or inject; None for news in the umpire's own words."""
        item = item_of(self.rules, entry)
        return None if item is None else self._worded(item)

    def chosen(self, item: Worded, deed: Deed | None = None) -> int | None:
        """Which variant of these news is told, by its place among them; None for the news themselves."""
        if not item.variants:
            return None
        x = self._x
        x.options = self.rules.codes[deed.move].choices(deed.options) if deed else ()
        holds = (self.rules.condition(variant.when)(x.t, x.f, x) for variant in item.variants)
        found = next((n for n, so in enumerate(holds) if so), None)
        x.options = ()
        return found

    def apart(self, told: Sequence[Entry]) -> Iterator[Entry]:
        """Those of the entries that are told which no other one tells too."""
        gone: set[MoveId | EventId | ReactionId] = set()
        for entry in told:
            if _name(entry) not in gone:
                gone.update(self._instead_of(entry))
        return (entry for entry in told if _name(entry) not in gone)

    def _instead_of(self, entry: Entry) -> tuple[MoveId | EventId | ReactionId, ...]:
        deed = entry if isinstance(entry, Deed) else None
        item: Worded | None
        if deed is not None:
            move = self.rules.scenario.moves[deed.move]
            open = move.visibility == "open"
            item = getattr(move, grade_of(move, deed.grade)) if open else move.leaked
        else:
            item = item_of(self.rules, entry) if isinstance(entry, Happening) else None
        found = None if item is None else self.chosen(item, deed)
        return () if item is None or found is None else item.variants[found].instead_of

    def _worded(self, item: W, deed: Deed | None = None) -> W:
        found = self.chosen(item, deed)
        if found is None:
            return item
        variant = item.variants[found]
        return evolve(
            item,
            headline=variant.headline or item.headline,
            text=variant.text or item.text,
            cables={**item.cables, **variant.cables},
            claims=variant.claims,
        )

    @cached_property
    def _x(self) -> Context:
        state = self.state if self.eye is None else believed(self.rules, self.state, self.eye)
        deeds = [entry for entry in self.account.entries if isinstance(entry, Deed) and self._knows(entry)]
        return turned(self.rules, state, deeds)

    def _knows(self, deed: Deed) -> bool:
        return (
            self.eye is None
            or bool(deed.leaked)
            or knows_move(self.rules.scenario.moves[deed.move], self.eye)
        )


def _name(entry: Entry) -> MoveId | EventId | ReactionId | str:
    """By which id others tell of an entry; empty where they can't."""
    if isinstance(entry, Deed):
        return entry.move
    return entry.id if isinstance(entry, Happening) and entry.kind != "inject" else ""
