"""The effect language of scenarios: one line, one change.

``trust += 6``, ``trust -= done('parade')``, ``ladder = 3``, ``set parade``, ``clear parade``; each may end in
``when`` and a condition, as in ``oil -= 2 when flag('embargo')``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from wargame.scenario.errors import ExpressionError, did_you_mean
from wargame.scenario.expressions import Expression, Known, parse


@frozen
class AddEffect:
    """Add ``sign`` (1 or -1) times ``amount``, rounded to a whole number, to the track."""

    source: str
    track: str
    amount: Expression
    sign: int
    when: Expression | None = None


@frozen
class SetTrack:
    """Put the track at ``amount``, rounded to a whole number."""

    source: str
    track: str
    amount: Expression
    when: Expression | None = None


@frozen
class SetFlag:
    """Set the flag."""

    source: str
    flag: str
    when: Expression | None = None


@frozen
class ClearFlag:
    """Take the flag back."""

    source: str
    flag: str
    when: Expression | None = None


Effect = AddEffect | SetTrack | SetFlag | ClearFlag

LENGTH = 700
"""Characters of an effect, at most."""

_FLAG = re.compile(r"\s*(set|clear)\s+([A-Za-z_]\w*)\s*\Z", re.ASCII)
_TRACK = re.compile(r"\s*([A-Za-z_]\w*)\s*(\+=|-=|=(?![=+-]))", re.ASCII)
_SLIP = re.compile(r"\s*([A-Za-z_]\w*)\s*=([+-])", re.ASCII)
_WHEN = re.compile(r"\swhen\s")
_SHAPES = (
    "Write trust += 6, trust -= 6, trust = 40, set flag or clear flag, with or without when ... after it."
)


@lru_cache(maxsize=8192)
def parse_effect(source: str) -> Effect:
    """Read one effect; raise ``ExpressionError`` where it isn't one. Names are checked by ``problems``."""
    if len(source) > LENGTH:
        raise ExpressionError(f"This is longer than {LENGTH} characters.", "Split it into several effects.")
    split = _WHEN.search(source)
    head = source[: split.start()] if split else source
    when = _part(source, split.end(), len(source), "boolean") if split else None
    flag = _FLAG.match(head)
    if flag:
        kind = SetFlag if flag[1] == "set" else ClearFlag
        return kind(source, flag[2], when)
    track = _TRACK.match(head)
    if track is None:
        slip = _SLIP.match(head)
        hint = f"Write {slip[1]} {slip[2]}= 1, or {slip[1]} = {slip[2]}1 with a blank." if slip else _SHAPES
        raise ExpressionError("This can't be read as an effect.", hint, 1, source)
    amount = _part(source, track.end(), len(head), "number")
    if track[2] == "=":
        return SetTrack(source, track[1], amount, when)
    return AddEffect(source, track[1], amount, 1 if track[2] == "+=" else -1, when)


def expressions(effect: Effect) -> Iterator[Expression]:
    """Yield the expressions in an effect: the amount and the condition, where it has them."""
    if isinstance(effect, AddEffect | SetTrack):
        yield effect.amount
    if effect.when is not None:
        yield effect.when


def problems(effect: Effect, known: Known) -> Iterator[ExpressionError]:
    """Yield an error for each name in an effect that doesn't exist."""
    kind, name, other = "track", "", "flag"
    if isinstance(effect, AddEffect | SetTrack):
        name = effect.track
    else:
        kind, name, other = "flag", effect.flag, "track"
    ids = known.get(kind)
    if ids is not None and name not in ids:
        hint = did_you_mean(name, ids)
        if name in known.get(other, ()):
            write = f"set {name}" if other == "flag" else f"{name} += 1"
            hint = f"It is a {other}: write {write}."
        column = effect.source.find(name) + 1
        yield ExpressionError(f"There is no {kind} called {name}.", hint, column, effect.source)
    for expression in expressions(effect):
        yield from expression.problems(known)


def _part(source: str, start: int, end: int, kind: str) -> Expression:
    """Parse a stretch of the source, with columns that count from the beginning of the whole."""
    try:
        return parse(source[start:end], "boolean" if kind == "boolean" else "number")
    except ExpressionError as error:
        column = error.column + start if error.column else 0
        raise ExpressionError(error.message, error.hint, column, source) from None
