"""The effect language of scenarios: one line, one change.

``trust += 6``, ``trust -= done('parade')``, ``ladder = 3``, ``set parade``, ``clear parade``; each may go on
with ``when`` and a condition, as in ``oil -= 2 when flag('embargo')``, and end in ``because`` and a reason.

``KINDS`` has one entry for each kind of effect, and nothing else knows them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, Protocol

from wargame.scenario import functions
from wargame.scenario.arithmetic import whole
from wargame.scenario.errors import ExpressionError, Use, did_you_mean
from wargame.scenario.expressions import Expression, Known, parse
from wargame.values import frozen


class Writer(Protocol):
    """What emitting an effect asks of the compiler of the rules: all of it Python source text."""

    def code(self, expression: Expression) -> str:
        """Return an expression as it is."""

    def whole(self, expression: Expression) -> str:
        """Return an expression rounded to a whole number."""

    def track(self, id: str) -> str:
        """Return the value of a track."""

    def put(self, id: str, value: str) -> list[str]:
        """Return lines that put a track at a value, within its bounds."""

    def push(self, id: str, value: str, *, up: bool = True, down: bool = True) -> list[str]:
        """Return lines that move a track to a value, within its bounds; what goes past them weighs where the
        track says. ``up`` and ``down`` say which way that can be from where it is."""

    def mark(self, id: str, *, on: bool) -> list[str]:
        """Return lines that set a flag, or take it back."""


@frozen
class Effect:
    """An effect: its kind, the id of what it changes, the amount where the kind has one, the condition, the
    reason that players are told."""

    source: str
    kind: EffectKind
    name: str
    amount: Expression | None = None
    when: Expression | None = None
    because: str = ""


@frozen
class EffectKind:
    """A kind of effect. A ``sign`` stands between the id and an amount, or is a word before the id alone.

    ``changes`` is the table that the id must come from, ``does`` what the manual says, and ``emit`` gives the
    source text that does it; ``example`` is an amount.
    """

    sign: str
    changes: Literal["track", "flag"]
    does: str
    emit: Callable[[Writer, Effect], list[str]]
    example: str = ""

    def usage(self, name: str, amount: str) -> str:
        """Return how an effect of this kind is written."""
        return f"{self.sign} {name}" if self.sign.isalpha() else f"{name} {self.sign} {amount}"


def _add(writer: Writer, effect: Effect, sign: Literal[1, -1] = 1) -> list[str]:
    assert effect.amount is not None
    here, fixed = writer.track(effect.name), effect.amount.constant
    if fixed is None:
        return writer.push(effect.name, f"{here} {'+' if sign > 0 else '-'} ({writer.whole(effect.amount)})")
    by = sign * whole(fixed)
    return writer.push(effect.name, f"{here} + {by}", up=by > 0, down=by < 0)


def _take(writer: Writer, effect: Effect) -> list[str]:
    return _add(writer, effect, -1)


def _put(writer: Writer, effect: Effect) -> list[str]:
    assert effect.amount is not None
    return writer.put(effect.name, writer.whole(effect.amount))


def _set(writer: Writer, effect: Effect) -> list[str]:
    return writer.mark(effect.name, on=True)


def _clear(writer: Writer, effect: Effect) -> list[str]:
    return writer.mark(effect.name, on=False)


KINDS: dict[str, EffectKind] = {
    kind.sign: kind
    for kind in (
        EffectKind("+=", "track", "adds to a track", _add, "6"),
        EffectKind("-=", "track", "takes from it", _take, "6"),
        EffectKind("=", "track", "puts it at a value", _put, "40"),
        EffectKind("set", "flag", "sets a flag", _set),
        EffectKind("clear", "flag", "takes the flag back", _clear),
    )
}
"""Every kind of effect, by its sign."""

LENGTH = 700
"""Characters of an effect, at most."""

_WORDS = [sign for sign in KINDS if sign.isalpha()]
RESERVED = functions.RESERVED.union(_WORDS)
"""Words that can't be the id of a track."""

# A lone = before another sign is a slip: trust =- 5 is meant as trust -= 5.
_SIGNS = "|".join(re.escape(s) + "(?![=+-])" * (len(s) == 1) for s in KINDS if s not in _WORDS)
_WORD = re.compile(rf"\s*({'|'.join(_WORDS)})\s+([A-Za-z_]\w*)\s*\Z", re.ASCII)
_SIGN = re.compile(rf"\s*([A-Za-z_]\w*)\s*({_SIGNS})", re.ASCII)
_SLIP = re.compile(r"\s*([A-Za-z_]\w*)\s*=([+-])", re.ASCII)
_SWITCH = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*(true|false)\s*\Z", re.ASCII | re.IGNORECASE)
_NEXT = re.compile(
    r"\s*(?:[,;&]|\band\b)\s*(?=(?:set|clear)\s+[A-Za-z_]|[A-Za-z_]\w*\s*[+-]=)"
    r"|\s*[,;&]\s*(?=[A-Za-z_]\w*\s*=(?!=))"
)
"""Where in a text another effect seems to begin."""
_WHEN = re.compile(r"\swhen\s")
_BECAUSE = re.compile(r"\sbecause\s")
*_MOST, _LAST = [
    kind.usage("trust" if kind.example else kind.changes, kind.example) for kind in KINDS.values()
]
_SHAPES = f"Write {', '.join(_MOST)} or {_LAST}, with or without when ... after it."


@lru_cache(maxsize=8192)
def parse_effect(source: str) -> Effect:
    """Read one effect; raise ``ExpressionError`` where it isn't one, with all that is wrong in it.

    Names are checked by ``problems``.
    """
    if len(source) > LENGTH:
        raise ExpressionError(f"This is longer than {LENGTH} characters.", "Split it into several effects.")
    ends = _BECAUSE.search(source)
    end = ends.start() if ends else len(source)
    split = _WHEN.search(source, 0, end)
    head = source[: split.start() if split else end]
    wrong: list[ExpressionError] = []
    when = _part(source, split.end(), end, "boolean", wrong) if split else None
    amount = None
    if found := _SWITCH.match(head):
        word, name = _WORDS[found[2].lower() == "false"], found[1]
        raise ExpressionError(
            "A track is a number, a flag is set or cleared.", f"Write {word} {name}.", 1, source
        )
    if found := _SIGN.match(head):
        kind, at = KINDS[found[2]], 1
        amount = _part(source, found.end(), len(head), "number", wrong)
    elif found := _WORD.match(head):
        kind, at = KINDS[found[1]], 2
    else:
        slip = _SLIP.match(head)
        hint = f"Write {slip[1]} {slip[2]}= 1, or {slip[1]} = {slip[2]}1 with a blank." if slip else _SHAPES
        _refuse_several(source, end)
        raise _all_of([*wrong, ExpressionError("This can't be read as an effect.", hint, 1, source)], [])
    if wrong:
        _refuse_several(source, end)
        raise _all_of(wrong, [Use(kind.changes, found[at], found.start(at) + 1)])
    return Effect(source, kind, found[at], amount, when, source[ends.end() :].strip() if ends else "")


def _refuse_several(source: str, end: int) -> None:
    """Raise an error where other effects begin in a text, before the place where its reason does."""
    texts = [f'"{one.strip()}"' for one in _NEXT.split(source[:end])]
    if len(texts) > 1:
        hint = f"Each effect is a text of its own: [{', '.join(texts)}]."
        raise ExpressionError("Several effects stand here in one text.", hint, 1, source)


def emit(effect: Effect, writer: Writer) -> list[str]:
    """Return the lines of Python source that have the effect."""
    lines = effect.kind.emit(writer, effect)
    if effect.when is None or effect.when.constant is True:
        return lines
    return [f"if {writer.code(effect.when)}:", *(f" {line}" for line in lines)]


def expressions(effect: Effect) -> Iterator[Expression]:
    """Yield the expressions in an effect: the amount and the condition, where it has them."""
    if effect.amount is not None:
        yield effect.amount
    if effect.when is not None:
        yield effect.when


def problems(effect: Effect, known: Known) -> Iterator[ExpressionError]:
    """Yield an error for each name in an effect that doesn't exist."""
    name, table = effect.name, effect.kind.changes
    ids = known.get(table)
    if ids is not None and name not in ids:
        hint = did_you_mean(name, ids)
        others = [
            kind for kind in KINDS.values() if kind.changes != table and name in known.get(kind.changes, ())
        ]
        if others:
            hint = f"It is a {others[0].changes}: write {others[0].usage(name, '1')}."
        column = effect.source.find(name) + 1
        yield ExpressionError(f"There is no {table} called {name}.", hint, column, effect.source)
    for expression in expressions(effect):
        yield from expression.problems(known)


def _part(
    source: str, start: int, end: int, kind: functions.Kind, wrong: list[ExpressionError]
) -> Expression | None:
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
