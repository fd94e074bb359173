"""How expressions compute: operators and helpers that always give a number within bounds."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

Value = bool | int | float

LIMIT = 10**15
"""No result becomes larger than this: it stays at the limit."""


def bound(x: Any) -> Any:
    """Keep a number within the limit."""
    return LIMIT if x > LIMIT else -LIMIT if x < -LIMIT else x


def divide(a: Any, b: Any) -> Any:
    """``a / b``, or 0 where ``b`` is 0."""
    return bound(a / b) if b else 0


def floor_divide(a: Any, b: Any) -> Any:
    """``a // b``, or 0 where ``b`` is 0."""
    return bound(a // b) if b else 0


def modulo(a: Any, b: Any) -> Any:
    """``a % b``, or 0 where ``b`` is 0."""
    return a % b if b else 0


def clamp(x: Any, low: Any, high: Any) -> Any:
    """``x``, but not above ``high`` and not below ``low``."""
    return max(low, min(high, x))


def whole(x: float) -> int:
    """Round to a whole number, halves up: 2.5 gives 3, -2.5 gives -2."""
    return x if isinstance(x, int) else math.floor(x + 0.5)


COMPARE: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
}
"""The comparisons, each with its sign."""

OPERATORS: dict[type[ast.operator], tuple[str, str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", "", operator.add),
    ast.Sub: ("-", "", operator.sub),
    ast.Mult: ("*", "", operator.mul),
    ast.Div: ("/", "_div", divide),
    ast.FloorDiv: ("//", "_floordiv", floor_divide),
    ast.Mod: ("%", "_mod", modulo),
}
"""The operators between numbers, each with its sign and the helper that emitted code needs for it."""

COMPUTE: dict[str, Callable[..., Any]] = {"min": min, "max": max, "abs": abs, "clamp": clamp}
"""The functions that only compute."""

HELPERS: dict[str, Callable[..., Any]] = {
    "_bound": bound,
    "_div": divide,
    "_floordiv": floor_divide,
    "_mod": modulo,
    "abs": abs,
    "max": max,
    "min": min,
}
"""The names that emitted code uses: it needs no other globals and no builtins."""
