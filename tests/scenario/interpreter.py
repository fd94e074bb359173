"""A slow and simple interpreter of expressions: what compiled code is tested against."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from wargame.scenario.arithmetic import COMPARE, COMPUTE, OPERATORS, Value, bound
from wargame.scenario.expressions import Expression
from wargame.scenario.functions import NAMES
from wargame.scenario.parser import syntax_tree


def evaluate(
    expression: Expression,
    track: Callable[[str], int],
    call: Callable[[str, tuple[str, ...]], Value],
) -> Value:
    """Compute an expression by walking its tree; ``track`` and ``call`` give the values of its names."""
    return _walk(syntax_tree(expression.source), track, call)


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
