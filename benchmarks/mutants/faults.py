"""The faults that a module can be given, one at a time, in its syntax tree."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

from attrs import define, evolve

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OTHER = {"any": "all", "all": "any"}
PICKING = ("min", "max", "sorted", "reversed", "abs")
AROUND = 60  # letters
TYPES = ("annotation", "returns", "decorator_list", "bases", "ctx", "format_spec")
"""Fields that are not run, or that only say what kind of thing a class or function is."""


@define(frozen=True)
class Mutant:
    """A module with one fault: the how-manieth of its faults, what the fault changes, and the first and last
    line of what it stands in. ``late``: those lines run in calls, not while the module is imported."""

    module: str
    path: Path
    number: int
    change: str
    lines: tuple[int, int]
    late: bool

    def tree(self) -> ast.Module:
        """The module's syntax tree with the fault in it."""
        tree = _parsed(self.path)
        for number, fault in enumerate(_faults(tree, None, late=False)):
            if number == self.number:
                fault.put(fault.new)
                return ast.fix_missing_locations(tree)
        raise LookupError(self)


@define(frozen=True)
class _Fault:
    """Where a node stands (in which one, in which field, where in a list), and what could stand there."""

    parent: ast.AST
    field: str
    index: int | None
    node: Any
    statement: ast.stmt
    late: bool
    new: ast.AST | None = None

    def put(self, node: Any) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(module: str, path: Path) -> list[Mutant]:
    """Every fault that the module can be given, in the order of its lines."""
    found = []
    for number, fault in enumerate(_faults(_parsed(path), None, late=False)):
        before = ast.unparse(fault.statement).splitlines()
        fault.put(fault.new)
        whole = fault.new if fault.node is fault.statement else fault.statement
        after = ast.unparse(whole).splitlines()  # type: ignore[arg-type]
        fault.put(fault.node)
        lines = fault.node.lineno, fault.node.end_lineno
        found.append(Mutant(module, path, number, _change(before, after), lines, fault.late))
    return found


def _change(before: list[str], after: list[str]) -> str:
    """The lines that differ, and of long ones only what stands around the difference."""
    changed = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    lines = [f"{line[0]} {line[1:].strip()}" for line in changed if not line.startswith("@@")]
    pairs = enumerate(zip(lines[0][2:], lines[-1][2:], strict=False))
    same = next((n for n, (one, other) in pairs if one != other), 0)
    if same > AROUND:
        lines = [f"{line[:2]}... {line[2 + same - AROUND // 2 :]}" for line in lines]
    return "\n".join(line if len(line) < 3 * AROUND else f"{line[: 3 * AROUND]} ..." for line in lines)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _faults(parent: ast.AST, statement: ast.stmt | None, *, late: bool) -> Iterator[_Fault]:
    for field, value in ast.iter_fields(parent):
        if field in TYPES:
            continue
        within = late or (isinstance(parent, ast.FunctionDef | ast.Lambda) and field == "body")
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _idle(node):
                continue
            around = node if isinstance(node, ast.stmt) else statement
            if around is not None and hasattr(node, "lineno"):
                fault = _Fault(parent, field, index, node, around, within)
                yield from (evolve(fault, new=new) for new in _instead(fault))
            yield from _faults(node, around, late=within)


def _idle(node: ast.AST) -> bool:
    """Nothing to change here: documentation, imports, what only the type checker reads, what holds anyway."""
    match node:
        case ast.Expr(ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.If(ast.Name("TYPE_CHECKING")) | ast.Assign([ast.Name("__all__")]) | ast.keyword("strict"):
            return True
    return False


def _instead(fault: _Fault) -> Iterator[ast.AST]:
    """What could stand in a node's place."""
    node, parent = fault.node, fault.parent
    if _tested(fault):
        if not isinstance(parent, ast.While):
            yield ast.Constant(True)
        yield ast.Constant(False)
    match node:
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(str(value)):
            yield ast.Constant("" if value else "XX")
        case ast.BinOp() | ast.AugAssign() if type(node.op) in SWAPS:
            yield _with(node, op=SWAPS[type(node.op)]())
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.BoolOp(_, values):
            yield _with(node, op=SWAPS[type(node.op)]())
            for rest in _shorter(values):
                yield rest[0] if len(rest) == 1 else _with(node, values=rest)
        case ast.Compare(_, ops):
            for i, op in enumerate(ops):
                if type(op) in SWAPS:
                    yield _with(node, ops=[*ops[:i], SWAPS[type(op)](), *ops[i + 1 :]])
        case ast.Call(ast.Name(name)) if name in OTHER:
            yield _with(node, func=ast.Name(OTHER[name], ast.Load()))
        case ast.Call(ast.Name(name), args) if name in PICKING:
            yield from (arg for arg in args if not isinstance(arg, ast.Starred | ast.GeneratorExp))
        case ast.Dict(keys, values):
            for some, rest in zip(_shorter(keys), _shorter(values), strict=True):
                yield _with(node, keys=some, values=rest)
        case ast.Set(elements) if len(elements) > 1:
            yield from (_with(node, elts=rest) for rest in _shorter(elements))
        case ast.Tuple(elements) | ast.List(elements):
            if len(elements) > 1 and (isinstance(parent, ast.Compare) or not fault.late):
                yield from (_with(node, elts=rest) for rest in _shorter(elements))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant) and not _truth(value):
            yield ast.Return(ast.Constant(None))
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.Delete) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    ):
        yield ast.Pass()


def _tested(fault: _Fault) -> bool:
    """Is the node a condition, on its own or as a value? Parts of one are left out one by one instead."""
    parent, node = fault.parent, fault.node
    if isinstance(parent, ast.BoolOp) or (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)):
        return False
    return fault.field in ("test", "ifs", "guard") or _truth(node)


def _truth(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )


def _shorter(items: list[Any]) -> list[list[Any]]:
    """The list without each of its items in turn."""
    return [items[:i] + items[i + 1 :] for i in range(len(items))]


def _with(node: Any, **fields: Any) -> Any:
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new
