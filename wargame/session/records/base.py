"""What all records have in common: a document form that follows from their fields, a check, an effect."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Self

from attrs import NOTHING, fields, resolve_types

from wargame.rules.compiled import Rules
from wargame.session.documents import Document, reader, value_to
from wargame.session.progress import Progress
from wargame.session.references import must_make_sense
from wargame.values import frozen

SPARE = 0.85
"""How full a save may be with what a game can do without."""
Reader = Callable[[Rules, Mapping[str, Any]], Any]
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
        read = [(name, take) for name, needed, take in _readers(cls) if needed or name in body]
        record = cls(**{name: take(rules, body) for name, take in read})
        must_make_sense(rules, record)
        return record

    @classmethod
    def reader(cls, name: str, kind: Any) -> Reader:
        """What takes a field of this name and type out of a document."""
        read = reader(kind)
        return lambda rules, body: read(rules, body[name])

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


@cache
def _readers(cls: type[GameRecord]) -> list[tuple[str, bool, Reader]]:
    """The fields of a class: whether a document must have them, and what takes them out of it."""
    return [(f.name, f.default is NOTHING, cls.reader(f.name, f.type)) for f in fields(resolve_types(cls))]
