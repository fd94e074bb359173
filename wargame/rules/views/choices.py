"""What a seat can choose among: moves with options and advice, what they would do for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from wargame.ids import (
    ChoiceId,
    MoveId,
    OptionId,
    StageId,
)
from wargame.rules.views.seen import Told
from wargame.values import frozen


@frozen
class ChoiceView:
    """One way to fill an option of a move."""

    id: ChoiceId
    name: str
    line: str


@frozen
class OptionView:
    """An option of a move; the first choice is the default."""

    id: OptionId
    name: str
    choices: tuple[ChoiceView, ...]


@frozen
class AdviceView:
    """An adviser's line: whose, with which leaning (``pressure`` or ``talks``), what."""

    office: str
    leaning: str
    text: str


class Unfinished:
    """A value of which some fields are worked out when the first of them is asked for: until then their slots
    are empty."""

    __slots__ = ("_rest",)
    _rest: ClassVar[Any]

    @classmethod
    def of(cls, rest: Callable[[], Mapping[str, Any]], **known: Any) -> Self:
        """A value with these fields, and those that ``rest`` gives."""
        value = cls.__new__(cls)
        for name, field in {**known, "_rest": rest}.items():
            object.__setattr__(value, name, field)
        return value

    if not TYPE_CHECKING:  # who misspells a field is to be told

        def __getattr__(self, name):
            if name == "_rest":
                raise AttributeError(name)
            for field, value in self._rest().items():
                object.__setattr__(self, field, value)
            return object.__getattribute__(self, name)


@frozen
class MoveView(Unfinished):
    """A move in a seat's catalogue. ``closed`` is empty where it can be ordered, else the reason in words.

    ``effects`` are sentences such as "If it works: trust up 6" about what the seat can see; ``opens`` are
    those about the exchange that the order would open now, with its prices and odds, if it would. The odds
    of a ``leak`` are percent, or words where the game hides them."""

    id: MoveId
    name: str
    line: str
    stage: StageId
    cost: int
    closed: str
    odds: Told
    options: tuple[OptionView, ...]
    visibility: str
    leak: int | str
    effects: tuple[str, ...]
    advice: tuple[AdviceView, ...]
    severity: str
    rung: str
    opens: tuple[str, ...] = ()


@frozen
class GainsView:
    """What a move would do for its seat, as that reckons: to its own ``aims``, and to its ``means``, which
    serve them later (what it pays with, how likely a deal is to last, what that rests on), by name, -2 to 2
    and never 0. ``opens`` and ``shuts`` name moves of its own that success would open and shut, ``terms``
    those of deals that it would open."""

    aims: tuple[tuple[str, int], ...] = ()
    means: tuple[tuple[str, int], ...] = ()
    opens: tuple[str, ...] = ()
    shuts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
