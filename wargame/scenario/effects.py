"""The effect language of scenarios: one line, one change.

``trust += 6``, ``trust -= done('parade')``, ``ladder = 3``, ``set parade``, ``clear parade``; each may end in
``when`` and a condition, as in ``oil -= 2 when flag('embargo')``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from wargame.scenario.errors import ExpressionError, Use, did_you_mean
from wargame.scenario.expressions import Expression, Known, parse
from wargame.scenario.functions import Kind


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
    """Read one effect; raise ``ExpressionError`` where it isn't one, with all that is wrong in it.

    Names are checked by ``problems``.
    """
    if len(source) > LENGTH:
        raise ExpressionError(f"This is longer than {LENGTH} characters.", "Split it into several effects.")
    split = _WHEN.search(source)
    head = source[: split.start()] if split else source
    wrong: list[ExpressionError] = []
    when = _part(source, split.end(), len(source), "boolean", wrong) if split else None
    flag, track, amount = _FLAG.match(head), _TRACK.match(head), None
    if track is not None:
        amount = _part(source, track.end(), len(head), "number", wrong)
    elif flag is None:
        slip = _SLIP.match(head)
        hint = f"Write {slip[1]} {slip[2]}= 1, or {slip[1]} = {slip[2]}1 with a blank." if slip else _SHAPES
        wrong.append(ExpressionError("This can't be read as an effect.", hint, 1, source))
    if wrong:
        uses = [Use("flag", flag[2], flag.start(2) + 1)] if flag else []
        uses += [Use("track", track[1], track.start(1) + 1)] if track else []
        raise _all_of(wrong, uses)
    if track is None:
        assert flag is not None
        kind = SetFlag if flag[1] == "set" else ClearFlag
        return kind(source, flag[2], when)
    assert amount is not None
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


def _part(source: str, start: int, end: int, kind: Kind, wrong: list[ExpressionError]) -> Expression | None:
    """Parse a stretch of the source, or note in ``wrong`` why not, where it stands in the whole."""
    try:
        return parse(source[start:end], kind)
    except ExpressionError as error:
        wrong.append(error.moved(start, source))
        return None


def _all_of(wrong: list[ExpressionError], uses: list[Use]) -> ExpressionError:
    """Return the error that stands first in the text, with all others in it."""
    first, *others = sorted(wrong, key=lambda error: error.column)
    for other in others:
        first.others += (other, *other.others)
        first.uses += other.uses
    first.uses = (*uses, *first.uses)
    return first
