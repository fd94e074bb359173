"""What all records have in common: a document form that follows from their fields, a check, an effect."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import NOTHING, fields, resolve_types

from wargame.rules.compiled import Rules
from wargame.session.documents import Document, value_from, value_to
from wargame.session.progress import Progress
from wargame.session.references import must_make_sense
from wargame.values import frozen

SPARE = 0.85
"""How full a save may be with what a game can do without."""
KINDS: dict[str, type[GameRecord]] = {}
"""The class of each kind of record."""


@frozen(kw_only=True)
class GameRecord(ABC):
    """Something that happened. Its fields are the keys of its document, in their order; one that has its
    default is left out. ``id`` keeps the same thing from being saved twice."""

    kind: ClassVar[str]
    share: ClassVar[float] = SPARE
    """How full a save may be with it. The rest is for what a game can't do without."""
    of_save: ClassVar[bool] = False
    """Is it about the save as a whole, and so no step of a variation?"""
    id: str = ""
    turn: int

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" in vars(cls):
            KINDS[cls.kind] = cls

    @classmethod
    def read(cls, rules: Rules, body: Mapping[str, Any]) -> Self:
        """The reverse of ``document``.

        Raises BadRecord for what the scenario does not have, KeyError for what is missing, and TypeError or
        ValueError for what is of another sort.
        """
        held = [f for f in fields(resolve_types(cls)) if f.default is NOTHING or f.name in body]
        found = {f.name: cls._value(rules, body, f.name, f.type) for f in held}
        record = cls(**found)
        must_make_sense(rules, record)
        return record

    @classmethod
    def _value(cls, rules: Rules, body: Mapping[str, Any], name: str, kind: Any) -> Any:
        return value_from(rules, body[name], kind)

    def document(self, rules: Rules) -> Document:
        """What stands in a save of it, but for the kind."""
        values = {f.name: (getattr(self, f.name), f.default) for f in fields(type(self))}
        return {name: value_to(rules, value) for name, (value, default) in values.items() if value != default}

    def check(self, progress: Progress) -> None:
        """Raises GameError if this can't happen now."""
        progress.must_be_on(self.turn)

    @abstractmethod
    def apply(self, progress: Progress) -> None:
        """Lets it take its effect."""
