"""Reading an expression: what is allowed, of which kind and size each piece is, and its source text.

Everything here works by lists of what is allowed; what is on no list is refused.
"""

from __future__ import annotations

import ast
import re
from datetime import date
from typing import NoReturn

from wargame.scenario.arithmetic import COMPARE, COMPUTE, LIMIT, OPERATORS, Value, bound
from wargame.scenario.errors import ExpressionError, Use, did_you_mean
from wargame.scenario.functions import ARITHMETIC, FUNCTIONS, NAMES, NUMBER, Kind, usage

LENGTH = 500
"""Characters of an expression, at most."""
NODES = 200
"""Names, numbers, operators and calls in it, at most."""
DEPTH = 40
"""How deep they can nest."""

_SPLIT = "Split it: use a flag, or several factors."

WRONG_KIND: dict[Kind, tuple[str, str]] = {
    "boolean": (
        "This has to be a condition, but it is a number.",
        "Compare it with something, as in trust >= 40.",
    ),
    "number": (
        "This has to be a number, but it is a condition.",
        "Write the number for each case, as in 5 if flag('x') else 0.",
    ),
}
"""Message and hint for an expression that is not of the kind (the key) that it has to be."""

_FOREIGN = re.compile(r"[^A-Za-z0-9_ '\".,()+\-*/%<>=!]")
_ODD_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(?:\d[\d.]*[A-Za-z_]\w*|0\d+)")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_ONE_EQUALS = re.compile(r"(?<![=<>!])=(?!=)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

_EITHER = "Write it as in 5 if trust >= 40 else 0."

_INSTEAD = {
    "&": "Write and.",
    "|": "Write or.",
    "~": "Write not.",
    "^": "There are no powers.",
    **dict.fromkeys("[]{}", "Only round brackets are used."),
    **dict.fromkeys("\u2018\u2019\u201c\u201d`", "Use the straight quotation mark: '"),
    **dict.fromkeys("\u2212\u2013\u2014", "Use the minus sign of the keyboard: -"),
    "\u00d7": "Write * to multiply.",
    "?": _EITHER,
    "\u00f7": "Write / to divide.",
    "\u2265": "Write >= instead.",
    "\u2264": "Write <= instead.",
    "\u2260": "Write != instead.",
}

_MEANT: tuple[tuple[str, str], ...] = (
    (r"\d\s*%\s*(?![\w\s('.])", "Leave % out: odds are in percent anyway."),
    (r"=>|=<", "Write >= or <=."),
    (r"<>", "Write != for not equal."),
    (r"!(?!=)", "Write not."),
    (r"\b(AND|OR|NOT|IF|ELSE)\b", "Write and, or, not, if and else in small letters."),
    (r"\bthen\b|^\s*if\b|\bif\b(?!.*\belse\b)", _EITHER),
)
"""What somebody meant who writes what can't be read, and how it is written."""

_REFUSED: dict[type[ast.AST], str] = {
    ast.Attribute: "A dot can't follow a name.",
    ast.Pow: "There are no powers.",
    ast.Tuple: "A comma can only stand between the arguments of a function; a number has a point.",
    ast.GeneratorExp: "There are no loops.",
    ast.Starred: "A star can't stand here.",
    ast.Is: "is can't stand here; write ==.",
    ast.IsNot: "is can't stand here; write !=.",
    ast.In: "in can't stand here.",
    ast.NotIn: "in can't stand here.",
}


Parts = list[str | tuple[str, tuple[str, ...] | None]]
"""Source text, with (id, None) where a track and (name, arguments) where a function is to be filled in."""


class Piece:
    """What is known of a piece of an expression: no value of it is further from 0 than ``size``.

    A piece without a ``kind`` has something wrong in it, which has been noted.
    """

    __slots__ = ("integer", "kind", "parts", "size", "value")

    def __init__(
        self, kind: Kind | None, integer: bool, size: float, value: Value | None, parts: Parts
    ) -> None:
        self.kind = kind
        self.integer = integer
        self.size = size
        self.value = value
        self.parts = parts


def syntax_tree(source: str) -> ast.expr:
    """Parse within the limits, or raise ``ExpressionError``. The result still has to be checked."""
    if len(source) > LENGTH:
        raise ExpressionError(f"This is longer than {LENGTH} characters.", _SPLIT)
    text = re.sub(r"[\n\t\r]", " ", source)
    _look(text, source)
    indent = len(text) - len(text.lstrip())  # a parser would take it for the layout of a program
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise _syntax(error, source, indent) from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionError("This nests too deeply.", _SPLIT, 0, source) from None


def _look(text: str, source: str) -> None:
    """Refuse what no expression contains, before any parser sees it, with advice for common slips."""
    if not text.strip():
        raise ExpressionError(
            "There is nothing here.", "Write an expression, such as trust >= 40.", 0, source
        )
    foreign = _FOREIGN.search(text)
    if foreign:
        char = foreign.group()
        name = char if char.isprintable() else f"Character {ord(char)}"
        hint = _INSTEAD.get(char, "")
        raise ExpressionError(f"{name} can't stand in an expression.", hint, foreign.start() + 1, source)
    bare = _QUOTED.sub(lambda found: "'" * len(found.group()), text)
    number = _ODD_NUMBER.search(bare)
    if number:
        raise ExpressionError(
            f"{number.group()} is neither a number nor a name.",
            "Numbers are written plainly, as in 5 or 0.5, with a blank after them.",
            number.start() + 1,
            source,
        )
    equals = _ONE_EQUALS.search(bare)
    if equals:
        hint = _meant(bare) or "Write == to compare."
        raise ExpressionError("A single = can't stand here.", hint, equals.start() + 1, source)


def _meant(text: str) -> str:
    """Return how what somebody seems to have meant is written; empty where that isn't plain."""
    return next((hint for pattern, hint in _MEANT if re.search(pattern, text)), "")


def _syntax(error: SyntaxError, source: str, indent: int) -> ExpressionError:
    """Say what a parser found in words that need no knowledge of parsers."""
    column = max(1, min((error.offset or 0) + indent, len(source)))
    told = str(error.msg)
    if "never closed" in told:
        message = "A bracket is opened and never closed."
    elif "unmatched" in told:
        message = "A bracket is closed that was never opened."
    elif "unterminated" in told:
        message = "A quotation mark is missing."
    elif "too many nested" in told:
        message = "This nests too deeply."
    else:
        message = "This can't be read as an expression: something is missing here, or too much."
    return ExpressionError(message, _meant(_QUOTED.sub("''", source)), column, source)


class _TooMuch(ExpressionError):
    """An expression beyond the limits, in which nothing more is looked for."""


class Parser:
    """One walk over a tree: allows, types, measures and writes it. Use it once.

    What is wrong is noted in ``errors``, and the walk goes on beside it.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.indent = len(source) - len(source.lstrip())
        self.nodes = 0
        self.errors: list[ExpressionError] = []
        self.uses: list[Use] = []
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.divides_by_zero = 0

    def fail(self, node: ast.AST, message: str, hint: str = "") -> NoReturn:
        """Raise the error that belongs to this node."""
        raise ExpressionError(message, hint, self.column(node), self.source)

    def note(self, node: ast.AST, message: str, hint: str = "") -> None:
        """Note an error that belongs to this node, and go on."""
        self.errors.append(ExpressionError(message, hint, self.column(node), self.source))

    def too_much(self, node: ast.AST, message: str) -> NoReturn:
        """Raise the error of an expression that is beyond the limits."""
        raise _TooMuch(message, _SPLIT, self.column(node), self.source)

    def top(self, tree: ast.expr, want: Kind | None) -> Piece:
        """Check a whole expression; raise the first error with all others in it."""
        piece = self.read(tree)
        if want is not None and piece.kind not in (want, None):
            self.errors.append(ExpressionError(*WRONG_KIND[want], column=1, source=self.source))
        if self.errors:
            first, *others = sorted(self.errors, key=lambda error: error.column)
            first.others, first.uses = tuple(others), tuple(self.uses)
            raise first.with_traceback(None)
        return piece

    def column(self, node: ast.AST) -> int:
        """Return where the node starts, from 1."""
        return int(getattr(node, "col_offset", -1)) + 1 + self.indent

    def read(self, node: ast.expr, depth: int = 0, want: Kind | None = None) -> Piece:
        """Check a node and all below it, and note what is wrong."""
        self.nodes += 1
        if self.nodes > NODES:
            self.too_much(node, f"This has more than {NODES} parts.")
        if depth > DEPTH:
            self.too_much(node, "This nests too deeply.")
        try:
            piece = self.dispatch(node, depth + 1)
        except _TooMuch:
            raise
        except ExpressionError as error:
            self.errors.append(error.with_traceback(None))
            return Piece(None, True, NUMBER, None, [])
        if want is not None and piece.kind not in (want, None):
            self.note(node, *WRONG_KIND[want])
            piece.kind = None
        return piece

    def dispatch(self, node: ast.expr, depth: int) -> Piece:
        """Send each kind of node that is allowed to its method."""
        match node:
            case ast.Constant():
                return self.constant(node)
            case ast.Name():
                return self.name(node)
            case ast.Call():
                return self.call(node, depth)
            case ast.BinOp():
                return self.arithmetic(node, depth)
            case ast.UnaryOp():
                return self.unary(node, depth)
            case ast.Compare():
                return self.compare(node, depth)
            case ast.BoolOp():
                return self.logic(node, depth)
            case ast.IfExp():
                return self.choice(node, depth)
        self.fail(node, _REFUSED.get(type(node), "This can't stand in an expression."))

    def constant(self, node: ast.Constant) -> Piece:
        """A number, true or false."""
        value = node.value
        if isinstance(value, bool):
            return Piece("boolean", True, 1, value, [str(value)])
        if isinstance(value, int | float):
            if not abs(value) <= NUMBER:
                self.fail(node, f"{NUMBER:,} is the largest number that can be written.")
            return Piece("number", isinstance(value, int), abs(value), value, [repr(value)])
        if isinstance(value, str):
            self.fail(node, "A text in quotation marks can only stand in a function, as in flag('x').")
        self.fail(node, "This can't stand in an expression.", "Write 0 or false.")

    def name(self, node: ast.Name) -> Piece:
        """A track, ``turn`` or ``turns``."""
        name = node.id
        if name in ("true", "false"):
            return Piece("boolean", True, 1, name == "true", [name.capitalize()])
        if name in NAMES:
            self.calls.append((name, ()))
            return Piece("number", True, NUMBER, None, [(name, ())])
        if name in FUNCTIONS or name in ARITHMETIC:
            message, hint = f"{name} needs brackets after it.", f"Write {usage(name)}."
            raise ExpressionError(message, hint, self.column(node), self.source, name)
        self.uses.append(Use("track", name, self.column(node)))
        return Piece("number", True, NUMBER, None, [(name, None)])

    def call(self, node: ast.Call, depth: int) -> Piece:
        """A function."""
        if not isinstance(node.func, ast.Name):
            self.fail(
                node.func, _REFUSED.get(type(node.func), "Only a function can be followed by brackets.")
            )
        name = node.func.id
        if name not in FUNCTIONS and name not in ARITHMETIC:
            for arg in node.args:
                if not (isinstance(arg, ast.Constant) and isinstance(arg.value, str)):
                    self.read(arg, depth)
            self.fail(
                node, f"There is no function called {name}.", did_you_mean(name, {*FUNCTIONS, *ARITHMETIC})
            )
        if node.keywords:
            self.fail(node, f"{name} takes plain arguments.", f"Write {usage(name)}.")
        if name in ARITHMETIC:
            return self.compute(node, name, depth)
        function = FUNCTIONS[name]
        if len(node.args) != len(function.args):
            self.fail(node, f"{name} has the wrong number of arguments.", f"Write {usage(name)}.")
        args = tuple(
            self.argument(arg, kind, name) for arg, kind in zip(node.args, function.args, strict=True)
        )
        self.calls.append((name, args))
        return Piece(function.kind, function.whole, NUMBER, None, [(name, args)])

    def argument(self, node: ast.expr, kind: str, name: str) -> str:
        """An id or a date, in quotation marks."""
        self.nodes += 1
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            hint = f"Write '{node.id}'." if isinstance(node, ast.Name) else f"Write {usage(name)}."
            self.note(node, f"{name} needs a name in quotation marks.", hint)
            return ""
        if kind != "date":
            self.uses.append(Use(kind, node.value, self.column(node), name))
        elif not _is_date(node.value):
            self.note(node, f"'{node.value}' is not a date.", "Write year-month-day, as in '2020-11-03'.")
        return node.value

    def compute(self, node: ast.Call, name: str, depth: int) -> Piece:
        """``min``, ``max``, ``abs`` or ``clamp``."""
        least, most = {"abs": (1, 1), "clamp": (3, 3)}.get(name, (2, NODES))
        args = [self.read(arg, depth, "number") for arg in node.args]
        if not least <= len(args) <= most:
            self.fail(node, f"{name} has the wrong number of arguments.", f"Write {usage(name)}.")
        known = [arg.value for arg in args if arg.value is not None]
        value = COMPUTE[name](*known) if len(known) == len(args) else None
        parts: Parts
        if name == "clamp":
            x, low, high = (arg.parts for arg in args)
            parts = ["max(", *low, ", min(", *high, ", ", *x, "))"]
        else:
            parts = [f"{name}(", *_joined(", ", args), ")"]
        return Piece("number", all(arg.integer for arg in args), max(arg.size for arg in args), value, parts)

    def arithmetic(self, node: ast.BinOp, depth: int) -> Piece:
        """An operator between two numbers."""
        if type(node.op) not in OPERATORS:
            self.read(node.left, depth)
            self.read(node.right, depth)
            self.fail(node, _REFUSED.get(type(node.op), "This sign can't stand in an expression."))
        sign, helper, compute = OPERATORS[type(node.op)]
        a = self.read(node.left, depth, "number")
        b = self.read(node.right, depth, "number")
        integer = a.integer and b.integer and sign != "/"
        value = None if a.value is None or b.value is None else bound(compute(a.value, b.value))
        if helper and not (b.value and abs(b.value) >= 1):  # it may be 0, or so small that the result is huge
            if b.value == 0:
                self.divides_by_zero = self.divides_by_zero or self.column(node)
            size = b.size if sign == "%" else LIMIT
            return Piece("number", integer, size, value, [f"{helper}(", *a.parts, ", ", *b.parts, ")"])
        sizes = {"+": a.size + b.size, "-": a.size + b.size, "*": a.size * b.size, "%": b.size}
        size = sizes.get(sign, a.size + 1)
        parts: Parts = ["(", *a.parts, f" {sign} ", *b.parts, ")"]
        if size > LIMIT:  # what can't get that far is not checked when it runs
            size = LIMIT
            parts = ["_bound", *parts]
        return Piece("number", integer, size, value, parts)

    def unary(self, node: ast.UnaryOp, depth: int) -> Piece:
        """A sign before a number, or ``not`` before a condition."""
        if isinstance(node.op, ast.Not):
            piece = self.read(node.operand, depth, "boolean")
            value: Value | None = None if piece.value is None else not piece.value
            return Piece("boolean", True, 1, value, ["(not ", *piece.parts, ")"])
        piece = self.read(node.operand, depth, "number")
        if isinstance(node.op, ast.UAdd):
            return piece
        value = None if piece.value is None else -piece.value
        return Piece("number", piece.integer, piece.size, value, ["(-", *piece.parts, ")"])

    def compare(self, node: ast.Compare, depth: int) -> Piece:
        """One comparison, or a chain of them."""
        left = self.read(node.left, depth)
        parts: Parts = ["(", *left.parts]
        value: Value | None = True
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.read(right_node, depth)
            if type(op) not in COMPARE:
                self.note(node, _REFUSED.get(type(op), "This can't stand in an expression."))
                left = right
                continue
            sign, compute = COMPARE[type(op)]
            if left.kind and right.kind and right.kind != left.kind:
                self.note(right_node, "A condition can't be compared with a number.")
                right.kind = None  # said once, also in a chain
            elif right.kind == "boolean" and sign not in ("==", "!="):
                self.note(right_node, f"{sign} compares numbers, but this is a condition.")
            if left.value is None or right.value is None:
                value = value and None
            elif not compute(left.value, right.value):
                value = False
            parts += [f" {sign} ", *right.parts]
            left = right
        return Piece("boolean", True, 1, value, [*parts, ")"])

    def logic(self, node: ast.BoolOp, depth: int) -> Piece:
        """``and`` or ``or`` between conditions."""
        both = isinstance(node.op, ast.And)
        sides = [self.read(side, depth, "boolean") for side in node.values]
        values = [side.value for side in sides]
        value: Value | None = None
        if (not both) in values:
            value = not both
        elif None not in values:
            value = both
        return Piece("boolean", True, 1, value, ["(", *_joined(" and " if both else " or ", sides), ")"])

    def choice(self, node: ast.IfExp, depth: int) -> Piece:
        """``a if condition else b``."""
        test = self.read(node.test, depth, "boolean")
        yes = self.read(node.body, depth)
        no = self.read(node.orelse, depth)
        if yes.kind and no.kind and yes.kind != no.kind:
            self.fail(node.orelse, "One side of this if is a number and the other a condition.")
        value = None if test.value is None else yes.value if test.value else no.value
        if test.value is None and yes.value == no.value:  # the test decides nothing
            value = yes.value
        parts: Parts = ["(", *yes.parts, " if ", *test.parts, " else ", *no.parts, ")"]
        return Piece(yes.kind or no.kind, yes.integer and no.integer, max(yes.size, no.size), value, parts)


def _joined(separator: str, pieces: list[Piece]) -> Parts:
    parts: Parts = []
    for i, piece in enumerate(pieces):
        if i:
            parts.append(separator)
        parts += piece.parts
    return parts


def _is_date(text: str) -> bool:
    if not _DATE.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
