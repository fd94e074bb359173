"""The expression language of scenarios: a small part of Python's syntax that can only compute a value.

``parse`` reads an expression, checks every piece of it against a list of what is allowed, checks its kinds
and returns an ``Expression``, whose ``emit`` gives Python source text for the compiler of the rules, who says
how a track is read and a function is called.

The language is total: every expression has a value, always, in bounded time and space. There are no
loops, no powers and no texts; length, depth and size are capped before and after parsing; dividing by
zero gives 0; no number grows beyond ``LIMIT``. Values are of kind ``boolean`` or ``number``, and the two
never mix. Names are those of tracks, ``turn`` and ``turns``; ``FUNCTIONS`` lists what can be called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import field

from wargame.scenario.arithmetic import Value
from wargame.scenario.errors import ExpressionError, Use, did_you_mean
from wargame.scenario.functions import NAMES, Kind
from wargame.scenario.parser import WRONG_KIND, Parser, syntax_tree
from wargame.values import frozen

Known = Mapping[str, Collection[str]]
"""Which ids exist, by kind: ``track``, ``flag``, ``move``, ``choice``, ``seat``, ``term``."""


@frozen(eq=False)
class Expression:
    """A checked expression.

    ``tracks`` are the ids of the tracks it reads and ``calls`` the functions it calls, each once, with their
    arguments (``turn`` and ``turns`` are calls without any). ``integer`` says that the result is certainly a
    whole number, ``constant`` is the value where it can only be one, else None. ``divides_by_zero`` is the
    column of a division that can only be one by zero, else 0.
    """

    source: str
    kind: Kind
    tracks: frozenset[str]
    calls: tuple[tuple[str, tuple[str, ...]], ...]
    integer: bool
    constant: Value | None
    divides_by_zero: int
    uses: tuple[Use, ...] = field(repr=False)
    _parts: tuple[str | tuple[str, tuple[str, ...] | None], ...] = field(repr=False)

    def emit(self, track: Callable[[str], str], call: Callable[[str, tuple[str, ...]], str]) -> str:
        """Return Python source text that computes this expression.

        ``track(id)`` must give source text for the value of a track, a whole number; ``call(name, args)`` for
        a call of one of ``FUNCTIONS``, or of ``turn`` and ``turns``. Both must be texts that need no brackets
        round them, with values no larger than ``NUMBER``. The result uses the names in ``HELPERS`` and no
        others.
        """
        return "".join(
            part if isinstance(part, str) else track(part[0]) if part[1] is None else call(part[0], part[1])
            for part in self._parts
        )

    def problems(self, known: Known) -> Iterator[ExpressionError]:
        """Yield an error for each name that doesn't exist; kinds that ``known`` leaves out all pass."""
        return unknown(self.uses, known, self.source)


_ASKED = {
    "term": "agreed({0})",
    "move": "ordered({0}), happened({0}) or done({0})",
    "flag": "flag({0})",
    "exchange": "fought({0})",
}
"""How what is no track is asked for."""


def unknown(uses: Iterable[Use], known: Known, source: str) -> Iterator[ExpressionError]:
    """Yield an error for each name that doesn't exist; kinds that ``known`` leaves out all pass."""
    told: set[tuple[str, str]] = set()
    for use in uses:
        kind = use.kind.partition("|")[0]
        ids = known.get(kind)
        if ids is None or use.name in ids or (use.kind == "seat|all" and use.name == "all"):
            continue
        if (kind, use.name) in told:
            continue
        told.add((kind, use.name))
        hint = did_you_mean(use.name, {*ids, *NAMES} if kind == "track" else ids)
        for other, written in _ASKED.items() if kind == "track" else ():
            if use.name in known.get(other, ()):
                hint = f"It is a {other}: write {written.format(repr(use.name))}."
        yield ExpressionError(f"There is no {kind} called {use.name}.", hint, use.column, source)


def everything(error: ExpressionError, known: Known) -> list[ExpressionError]:
    """Return all that is wrong in the text of ``error``, names that don't exist too, from left to right.

    Of which kind a name is that doesn't exist is not asked.
    """
    names = list(unknown(error.uses, known, error.source))
    at = {one.column for one in names}
    kinds = {message for message, _ in WRONG_KIND.values()}
    rest = [one for one in (error, *error.others) if one.message not in kinds or one.column not in at]
    return sorted([*rest, *names], key=lambda one: one.column)


def parse(source: str, want: Kind | None = None, known: Known | None = None) -> Expression:
    """Read ``source``, which must be of kind ``want`` if that is given.

    With ``known`` an unknown name is an error too. Raises ``ExpressionError`` with the first thing that is
    wrong, and all others in it. Results are shared: parsing the same text again costs next to nothing.
    """
    found = _parse(source, want)
    if known is not None:
        for problem in found.problems(known):
            raise problem
    return found


@lru_cache(maxsize=16384)
def _parse(source: str, want: Kind | None) -> Expression:
    reader = Parser(source)
    top = reader.top(syntax_tree(source), want)
    assert top.kind is not None  # what is wrong has been raised
    return Expression(
        source=source,
        kind=top.kind,
        tracks=frozenset(use.name for use in reader.uses if use.kind == "track"),
        calls=tuple(dict.fromkeys(reader.calls)),
        integer=top.integer,
        constant=top.value,
        divides_by_zero=reader.divides_by_zero,
        uses=tuple(reader.uses),
        parts=tuple(top.parts),
    )
