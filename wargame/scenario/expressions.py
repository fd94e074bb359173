"""The expression language of scenarios: a small part of Python's syntax that can only compute a value.

``parse`` reads an expression, checks every piece of it against a list of what is allowed, checks its kinds
and returns an ``Expression``. From there two ways lead on. ``Expression.emit`` gives Python source text for
the compiler of the rules, who says how a track is read and a function is called. ``evaluate`` walks
the syntax tree; it is slow and simple and serves as the reference that compiled code is tested against.

The language is total: every expression has a value, always, in bounded time and space. There are no
loops, no powers and no texts; length, depth and size are capped before and after parsing; dividing by
zero gives 0; no number grows beyond ``LIMIT``. Values are of kind ``boolean`` or ``number``, and the two
never mix. Names are those of tracks, ``turn`` and ``turns``; ``FUNCTIONS`` lists what can be called.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from wargame.scenario.arithmetic import COMPARE, COMPUTE, HELPERS, LIMIT, OPERATORS, Value, bound, whole
from wargame.scenario.errors import ExpressionError, Use, did_you_mean
from wargame.scenario.functions import ARITHMETIC, FUNCTIONS, NAMES, NUMBER, Function, Kind, usage
from wargame.scenario.parser import DEPTH, LENGTH, NODES, WRONG_KIND, Parser, syntax_tree

__all__ = [
    "ARITHMETIC",
    "DEPTH",
    "FUNCTIONS",
    "HELPERS",
    "LENGTH",
    "LIMIT",
    "NAMES",
    "NODES",
    "NUMBER",
    "Expression",
    "ExpressionError",
    "Function",
    "Kind",
    "Use",
    "Value",
    "evaluate",
    "everything",
    "parse",
    "usage",
    "whole",
]

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
    tree: ast.expr = field(repr=False)
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
        if kind == "track" and use.name in known.get("flag", ()):
            hint = f"It is a flag: write flag('{use.name}')."
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
    tree = syntax_tree(source)
    reader = Parser(source)
    top = reader.top(tree, want)
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
        tree=tree,
        parts=tuple(top.parts),
    )


def evaluate(
    expression: Expression,
    track: Callable[[str], int],
    call: Callable[[str, tuple[str, ...]], Value],
) -> Value:
    """Compute an expression by walking its tree; ``track`` and ``call`` give the values of its names."""
    return _walk(expression.tree, track, call)


def _walk(
    node: ast.expr, track: Callable[[str], int], call: Callable[[str, tuple[str, ...]], Value]
) -> Value:
    def value(inner: ast.expr) -> Any:
        return _walk(inner, track, call)

    result: Any
    match node:
        case ast.Constant(value=bool() | int() | float() as constant):
            result = constant
        case ast.Name(id="true" | "false" as name):
            result = name == "true"
        case ast.Name(id=name):
            result = call(name, ()) if name in NAMES else track(name)
        case ast.Call(func=ast.Name(id=name), args=args) if name in COMPUTE:
            result = COMPUTE[name](*map(value, args))
        case ast.Call(func=ast.Name(id=name), args=args):
            result = call(name, tuple(str(arg.value) for arg in args if isinstance(arg, ast.Constant)))
        case ast.BinOp(left=left, op=op, right=right):
            result = bound(OPERATORS[type(op)][2](value(left), value(right)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            result = not value(operand)
        case ast.UnaryOp(op=op, operand=operand):
            result = -value(operand) if isinstance(op, ast.USub) else value(operand)
        case ast.BoolOp(op=op, values=values):
            result = (all if isinstance(op, ast.And) else any)(map(value, values))
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [value(left), *map(value, others)]
            pairs = zip(ops, sides, sides[1:], strict=False)
            result = all(COMPARE[type(op)][1](a, b) for op, a, b in pairs)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            result = value(body) if value(test) else value(orelse)
        case _:
            raise AssertionError(f"parse let a {type(node).__name__} through")
    return result  # type: ignore[no-any-return]
