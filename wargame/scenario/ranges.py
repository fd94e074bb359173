"""What an expression can come to, whatever happens in a game: reckoned with ranges instead of numbers.

``Reckoner.can`` says whether conditions can hold (or fail), ``Reckoner.span`` between which numbers a value
lies. Both err on one side only: what they call impossible is so, but some of it they let pass.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Protocol

from wargame.scenario.arithmetic import COMPARE, LIMIT, OPERATORS
from wargame.scenario.functions import ARITHMETIC, FUNCTIONS

Span = tuple[float, float]
"""The lowest and the highest value; a condition goes from 0 (it fails) to 1 (it holds)."""

Atom = tuple[str, tuple[str, ...]]
"""What an expression asks the game: a function and its arguments; a track is one by itself, without any."""

Known = dict[Atom, Span]
"""What has been found out about atoms beyond what always holds."""

ANY: Span = (-LIMIT, LIMIT)

STEPS = 5_000
"""How many pieces are looked at for one answer; a crafted expression gets none beyond."""

_WORDS = frozenset({"true", "false", *FUNCTIONS, *ARITHMETIC})
_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


class World(Protocol):
    """What is known of a game before it is played."""

    def span(self, asked: Atom) -> Span:
        """Return between which numbers an atom lies; a track is an atom without arguments."""

    def follows(self, asked: Atom, holds: bool) -> Iterable[tuple[Atom, Span]]:
        """Yield what else is so where a condition holds, or fails."""

    def day(self, asked: Atom) -> Span | None:
        """Return the turns in which ``after`` or ``before`` a date holds, None for any other atom."""


class Reckoner:
    """Answers questions about expressions (as syntax trees that the parser has passed) in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.left = STEPS

    def can(self, conditions: Sequence[tuple[ast.expr, bool]], known: Known | None = None) -> bool:
        """Can all these conditions hold (True) or fail (False) at the same time?"""
        return self.known(conditions, known) is not None

    def known(self, conditions: Sequence[tuple[ast.expr, bool]], known: Known | None = None) -> Known | None:
        """Return what is so where the conditions hold or fail as they should; None where they can't."""
        self.left = STEPS
        found: Known | None = dict(known or {})
        for _ in range(2):  # what stands last may have told something about what stands first
            found = None if found is None else self._all(conditions, found)
        return found

    def span(self, node: ast.expr, known: Known | None = None) -> Span:
        """Return the lowest and the highest value."""
        self.left = STEPS
        return self._span(node, known or {})

    # -- conditions -----------------------------------------------------------------------------------

    def _all(self, conditions: Iterable[tuple[ast.expr, bool]], known: Known) -> Known | None:
        found: Known | None = known
        for node, truth in conditions:
            found = None if found is None else self._where(node, truth, found)
        return found

    def _any(self, found: Iterable[Known | None]) -> Known | None:
        """Return what is so in every one of several cases."""
        cases = [one for one in found if one is not None]
        if not cases:
            return None
        shared = set(cases[0]).intersection(*cases[1:])
        return {one: _hull(case[one] for case in cases) for one in shared}

    def _where(self, node: ast.expr, truth: bool, known: Known) -> Known | None:
        """Return what is so where a condition holds or fails; None where it can't."""
        self.left -= 1
        if self.left < 0:
            return known
        match node:
            case ast.Constant(value=value) | ast.Name(id="true" | "false" as value):
                return known if (value in (True, "true")) is truth else None
            case ast.UnaryOp():
                return self._where(node.operand, not truth, known)
            case ast.BoolOp():
                sides = [(side, truth) for side in node.values]
                if isinstance(node.op, ast.And) is truth:
                    return self._all(sides, known)
                return self._any(self._all([side], known) for side in sides)
            case ast.IfExp():
                test, yes, no = node.test, node.body, node.orelse
                cases = [(test, True), (yes, truth)], [(test, False), (no, truth)]
                return self._any(self._all(case, known) for case in cases)
            case ast.Compare():
                pairs = [
                    (left, COMPARE[type(op)][0], right)
                    for left, op, right in zip(
                        (node.left, *node.comparators), node.ops, node.comparators, strict=False
                    )
                ]
                if not truth:
                    return self._any(self._pair(a, _OPPOSITE[sign], b, known) for a, sign, b in pairs)
                found: Known | None = known
                for a, sign, b in pairs:
                    found = None if found is None else self._pair(a, sign, b, found)
                return found
        asked = atom(node)
        turns = self.world.day(asked) if asked else None
        if turns is not None:
            low, high = turns
            other = (high + 1, LIMIT) if low == -LIMIT else (-LIMIT, low - 1)
            return self._learn(("turn", ()), turns if truth else other, known)
        return self._narrow(node, (truth, truth), known)

    def _pair(self, left: ast.expr, sign: str, right: ast.expr, known: Known) -> Known | None:
        """Return what is so where a comparison holds."""
        if sign in (">", ">="):
            return self._pair(right, sign.replace(">", "<"), left, known)
        a, b = self._span(left, known), self._span(right, known)
        whole = _whole(left) and _whole(right)
        if sign == "!=":
            if a == b and a[0] == a[1]:
                return None
            x, y = (_without(a, b), _without(b, a)) if whole else (a, b)
        elif sign == "==":
            x = y = (max(a[0], b[0]), min(a[1], b[1]))
        else:
            step = 1 if sign == "<" and whole else 0
            if sign == "<" and a[0] >= b[1]:
                return None
            x, y = (a[0], min(a[1], b[1] - step)), (max(b[0], a[0] + step), b[1])
        narrowed = self._narrow(left, x, known)
        return None if narrowed is None else self._narrow(right, y, narrowed)

    def _narrow(self, node: ast.expr, span: Span, known: Known) -> Known | None:
        """Return what is so where a value lies in a span; None where it can't."""
        here = self._span(node, known)
        here = (max(here[0], span[0]), min(here[1], span[1]))
        if here[0] > here[1]:
            return None
        asked = atom(node)
        if asked and self.world.day(asked) is None:
            return self._learn(asked, here, known)
        if is_condition(node):
            return known if here == (0, 1) else self._where(node, here == (1, 1), known)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return self._narrow(node.operand, (-here[1], -here[0]), known)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            (a, b), (c, d) = self._span(node.left, known), self._span(node.right, known)
            if isinstance(node.op, ast.Add):
                x, y = (here[0] - d, here[1] - c), (here[0] - b, here[1] - a)
            else:
                x, y = (here[0] + c, here[1] + d), (a - here[1], b - here[0])
            narrowed = self._narrow(node.left, x, known)
            return None if narrowed is None else self._narrow(node.right, y, narrowed)
        return known

    def _learn(self, asked: Atom, span: Span, known: Known) -> Known | None:
        """Return what is so where an atom lies in a span, with all that follows from it."""
        before = known.get(asked) or self.world.span(asked)
        here = (max(before[0], span[0]), min(before[1], span[1]))
        if here[0] > here[1]:
            return None
        if here == before:
            return known
        found: Known | None = {**known, asked: here}
        if here[0] == here[1]:
            for other, follows in self.world.follows(asked, bool(here[0])):
                found = None if found is None else self._learn(other, follows, found)
        return found

    # -- numbers --------------------------------------------------------------------------------------

    def _span(self, node: ast.expr, known: Known) -> Span:
        self.left -= 1
        if self.left < 0:
            return ANY
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return node.value, node.value
        asked = atom(node)
        if asked and self.world.day(asked) is None:
            return known.get(asked) or self.world.span(asked)
        if is_condition(node):
            yes, no = (self._where(node, truth, known) is not None for truth in (True, False))
            return (0 if no else 1, 1 if yes else 0) if yes or no else (0, 1)
        match node:
            case ast.IfExp():
                cases = [(self._where(node.test, True, known), node.body)]
                cases.append((self._where(node.test, False, known), node.orelse))
                spans = [self._span(side, case) for case, side in cases if case is not None]
                return _hull(spans) if spans else ANY
            case ast.UnaryOp():
                low, high = self._span(node.operand, known)
                return (-high, -low) if isinstance(node.op, ast.USub) else (low, high)
            case ast.BinOp():
                return self._computed(node, self._span(node.left, known), self._span(node.right, known))
            case ast.Call():
                spans = [self._span(arg, known) for arg in node.args]
                return _call(ast.unparse(node.func), spans)
        return ANY

    def _computed(self, node: ast.BinOp, a: Span, b: Span) -> Span:
        sign, helper, compute = OPERATORS[type(node.op)]
        if sign == "%":
            most = max(abs(b[0]), abs(b[1]))
            return (0 if b[0] >= 0 else -most, 0 if b[1] <= 0 else most)
        ends = {*b}
        if helper and b[0] <= 0 <= b[1]:  # as far from 0 as the smallest divisor lets it
            if not _whole(node.right):
                return ANY
            ends |= {one for one in (-1, 0, 1) if b[0] <= one <= b[1]}
        results = [compute(x, y) for x in a for y in ends]
        return max(min(results), -LIMIT), min(max(results), LIMIT)


def _call(name: str, spans: Sequence[Span]) -> Span:
    """Return the span of one of the functions that only compute."""
    lows, highs = zip(*spans, strict=True)
    if name == "abs":
        low, high = spans[0]
        return (0 if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))
    if name == "clamp":
        return max(lows[1], min(lows[2], lows[0])), max(highs[1], min(highs[2], highs[0]))
    pick = min if name == "min" else max
    return pick(lows), pick(highs)


def atom(node: ast.AST) -> Atom | None:
    """Return what a node asks the game; None where it is no question."""
    if isinstance(node, ast.Name) and node.id not in _WORDS:
        return node.id, ()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        return node.func.id, tuple(str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))
    return None


def is_condition(node: ast.expr) -> bool:
    """Does the node give true or false?"""
    match node:
        case ast.BoolOp() | ast.Compare():
            return True
        case ast.UnaryOp():
            return isinstance(node.op, ast.Not)
        case ast.IfExp():
            return is_condition(node.body)
        case ast.Constant():
            return isinstance(node.value, bool)
        case ast.Name():
            return node.id in ("true", "false")
        case ast.Call(func=ast.Name(id=name)):
            return name in FUNCTIONS and FUNCTIONS[name].kind == "boolean"
    return False


def _whole(node: ast.expr) -> bool:
    """Can the value only be a whole number?"""
    match node:
        case ast.Constant():
            return isinstance(node.value, int)
        case ast.BinOp():
            return not isinstance(node.op, ast.Div) and _whole(node.left) and _whole(node.right)
        case ast.UnaryOp():
            return _whole(node.operand)
        case ast.IfExp():
            return _whole(node.body) and _whole(node.orelse)
        case ast.Call(func=ast.Name(id=name)):
            return FUNCTIONS[name].whole if name in FUNCTIONS else all(map(_whole, node.args))
    return True


def _hull(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return min(lows), max(highs)


def _without(a: Span, b: Span) -> Span:
    """Return what is left of a span of whole numbers where it is not ``b``, if that is a single number."""
    if b[0] != b[1]:
        return a
    return a[0] + (a[0] == b[0]), a[1] - (a[1] == b[0])
