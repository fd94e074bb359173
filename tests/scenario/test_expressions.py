"""The expression language: all that is allowed works, all else is refused, compiled equals interpreted."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds import LONG, bounded
from tests.scenario.interpreter import evaluate
from wargame.scenario.arithmetic import HELPERS, LIMIT, whole
from wargame.scenario.effects import RESERVED
from wargame.scenario.errors import ExpressionError
from wargame.scenario.expressions import Expression, everything, parse
from wargame.scenario.functions import FUNCTIONS, usage
from wargame.scenario.parser import LENGTH

TRACKS = {"trust": 40, "tension": -7, "zero": 0, "big": 10**9}
CALLS: dict[str, Any] = {"turn": 3, "turns": 8, "since": 99, "done": 2, "worth": 1.5, "performance": 33.25}


def track(name: str) -> int:
    return TRACKS[name]


def call(name: str, args: tuple[str, ...]) -> Any:
    if name in CALLS:
        return CALLS[name]
    if FUNCTIONS[name].kind == "boolean":
        return sum(map(len, args)) % 2 == 0
    return len(args) * 7


def compiled(expression: Expression) -> Any:
    source = expression.emit(lambda name: f"T[{name!r}]", lambda name, args: f"C({name!r}, {args!r})")
    return eval(source, {"__builtins__": {}, "T": TRACKS, "C": call, **HELPERS})


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1", 1),
        ("-0.5", -0.5),
        ("+trust", 40),
        ("trust + tension * 2", 26),
        ("(trust + tension) * 2", 66),
        ("trust - 3 - 2", 35),
        ("trust / 16", 2.5),
        ("trust // 16", 2),
        ("tension // 2", -4),
        ("trust % 16", 8),
        ("trust / zero", 0),
        ("trust // zero + trust % zero", 0),
        ("min(trust, 3, tension)", -7),
        ("max(trust, 3)", 40),
        ("abs(tension)", 7),
        ("clamp(trust, 0, 10)", 10),
        ("clamp(tension, 0, 10)", 0),
        ("turn + turns", 11),
        ("since('x')", 99),
        ("true", True),
        ("False", False),
        ("not true or True", True),
        ("trust >= 40 and not tension > 0", True),
        ("0 < trust < 50 <= 50 != 3", True),
        ("0 < trust < 30", False),
        ("trust == 40 == 40.0", True),
        ("flag('x') == flag('y')", True),
        ("5 if trust > 10 else -5", 5),
        ("true if tension > 0 else false", False),
        ("after('2020-11-03')", True),
        ("  trust\n  + 1\t", 41),
        ("'x' and true", None),
        ('flag("ab")', True),
    ],
)
def test_allowed(source: str, value: Any) -> None:
    if value is None:
        with pytest.raises(ExpressionError):
            parse(source)
        return
    found = parse(source)
    assert found.kind == ("boolean" if isinstance(value, bool) else "number")
    assert evaluate(found, track, call) == value
    assert compiled(found) == value


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_can_be_called_as_its_usage_says(name: str) -> None:
    found = parse(usage(name))
    assert found.kind == FUNCTIONS[name].kind
    assert len(found.calls) == 1
    assert found.calls[0][0] == name
    assert compiled(found) == evaluate(found, track, call)


REFUSED = {
    "attribute": "trust.__class__",
    "dunder": "__import__('os')",
    "dunder chain": "().__class__.__bases__[0].__subclasses__()",
    "attribute call": "'a'.format(trust)",
    "power": "9**9**9",
    "text times number": "99999999*'ab'",
    "text": "'abc'",
    "texts compared": "'a' < 'b'",
    "bytes": "b'a' == 1",
    "f-string": "f'{trust}' == 1",
    "list": "[1, 2]",
    "tuple": "1, 2",
    "dict": "{1: 2}",
    "subscript": "trust[0]",
    "comprehension": "max(x for x in trust)",
    "lambda": "(lambda: 1)()",
    "walrus": "(a := 1)",
    "shift": "1 << 99",
    "bit and": "1 & 2",
    "bit or": "1 | 2",
    "bit xor": "1 ^ 2",
    "invert": "~trust",
    "matrix": "a @ b",
    "keyword argument": "min(a=1, b=2)",
    "star": "min(*trust)",
    "double star": "min(**trust)",
    "none": "None",
    "ellipsis": "...",
    "complex": "1j",
    "hexadecimal": "0x10",
    "scientific": "1e9",
    "underscore": "1_000",
    "leading zero": "007",
    "too large": "10000000000",
    "too long a number": "9" * 499,
    "is": "trust is 3",
    "in": "'a' in 'abc'",
    "assignment": "trust = 3",
    "statement": "import os",
    "two lines": "1; 2",
    "comment": "1 # 2",
    "backslash": "1 + \\\n 2",
    "nothing": "  ",
    "await": "await trust",
    "yield": "(yield 1)",
    "unknown function": "eval('1')",
    "builtin": "open('x')",
    "function without brackets": "flag",
    "argument not quoted": "flag(x)",
    "argument a number": "flag(1)",
    "argument computed": "flag('a' + 'b')",
    "too few arguments": "will('kim')",
    "too many arguments": "flag('a', 'b')",
    "min of one": "min(1)",
    "clamp of two": "clamp(1, 2)",
    "call of a call": "min(1, 2)(3)",
    "call of a track": "trust(1)",
    "bad date": "after('2020-02-30')",
    "odd date": "after('20201103')",
    "number as condition": "trust and true",
    "not of a number": "not trust",
    "condition as number": "5 * flag('x')",
    "sum of conditions": "true + true",
    "minus a condition": "-true",
    "condition in min": "min(true, 1)",
    "mixed comparison": "flag('x') == 1",
    "conditions ordered": "flag('x') < flag('y')",
    "mixed if": "1 if true else false",
    "number as test": "1 if trust else 2",
    "open bracket": "(trust",
    "close bracket": "trust)",
    "open quote": "flag('x)",
    "half": "trust >",
    "nothing after if": "1 if true",
    "control character": "trust \x1b[2J",
    "zero byte": "trust\x00",
    "letter of another script": "tru\u0455t",
    "full width": "\uff41",
    "curly quotes": "flag(\u2018x\u2019)",
    "too long": "1" + " + 1" * 200,
    "20,000 terms": " and ".join(["true"] * 20_000),
    "deep not": "not " * 120 + "true",
    "deeper not": "not " * 100_000 + "true",
    "deep minus": "-" * 499 + "1",
    "deeper minus": "-" * 100_000 + "1",
    "deep brackets": "(" * 249 + "1" + ")" * 249,
    "deeper brackets": "(" * 100_000,
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED.keys())
def test_refused(source: str) -> None:
    with bounded(), pytest.raises(ExpressionError) as caught:
        parse(source)
    error = caught.value
    assert 0 <= error.column <= min(len(source), LENGTH)
    for jargon in ("ast", "Syntax", "None", "Error", "str", "int", "node", "operand"):
        assert jargon not in re.findall(r"\w+", error.message + error.hint)


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("trust >= 3 and flga('x')", 16, "Did you mean flag?"),
        ("  trust.x", 3, "dot"),
        ("trust & true", 7, "Write and."),
        ("5 * flag('x')", 5, "5 if flag('x') else 0"),
        ("trust = 3", 7, "=="),
        ("after('2020-13-01')", 7, "year-month-day"),
        ("min(1, 2, (3)", 4, "never closed"),
    ],
)
def test_where_and_what(source: str, column: int, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert caught.value.column == column
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("trsut + nosuch(1)", ["1 There is no track called trsut", "9 There is no function called nosuch"]),
        (
            "nosuch(lost('x'), 1) + min(true)",
            [
                "1 no function called nosuch",
                "8 no function called lost",
                "24 wrong number of arguments",
                "28 has to be a number",
            ],
        ),
        (
            "nosuch(1) > 2 and nosuch(1) > 3 and flag(x)",
            ["1 no function", "19 no function", "42 quotation marks"],
        ),
        (
            "after('x') or flag('gone') and lost ** 2",
            ["7 not a date", "20 no flag called gone", "32 no powers", "32 no track called lost"],
        ),
        ("gone + gone + gone", ["1 There is no track called gone"]),
        ("nosuch(1) * 2 + 3 if nosuch else 4", ["1 no function called nosuch", "22 no track called nosuch"]),
        ("not nosuch(1) and 1 < nosuch(2) == nosuch(3)", ["5 no func", "23 no func", "36 no func"]),
        ("trust < true < 1 < 2", ["9 can't be compared"]),
        ("5 * flag('gone')", ["5 has to be a number", "10 no flag called gone"]),
    ],
)
def test_everything_wrong_in_an_expression_is_told_once(source: str, told: list[str]) -> None:
    known = {"track": {"trust"}, "flag": {"parade"}}
    try:
        errors = list(parse(source).problems(known))
    except ExpressionError as error:
        errors = everything(error, known)
    assert len(errors) == len(told), [(error.column, str(error)) for error in errors]
    for error, words in zip(errors, told, strict=True):
        column, _, message = words.partition(" ")
        assert (error.column, message in str(error)) == (int(column), True), (error.column, str(error))


def test_beyond_the_limits_only_that_is_told() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("min(nosuch(1), " + "1," * 210 + "1)")
    assert "more than 200 parts" in caught.value.message
    assert caught.value.others == ()


def test_names_are_checked_against_what_exists() -> None:
    known = {"track": {"trust"}, "flag": {"parade"}, "seat": {"kim", "xi"}, "move": {"test"}}
    assert parse("trust + turn + escalation('all') + escalation('xi')", known=known)
    with pytest.raises(ExpressionError, match=r"no track called trst\. Did you mean trust"):
        parse("trst + 1", known=known)
    with pytest.raises(ExpressionError, match=r"write flag\('parade'\)"):
        parse("parade > 1", known=known)
    found = parse("flag('parad') and ordered('tset') and will('kin', 'test')")
    errors = list(found.problems(known))
    assert [error.column for error in errors] == [6, 27, 44]
    assert "Did you mean kim?" in str(errors[2])


def test_wanted_kind() -> None:
    with pytest.raises(ExpressionError, match="condition, but it is a number"):
        parse("trust", "boolean")
    with pytest.raises(ExpressionError, match="number, but it is a condition"):
        parse("true", "number")


def test_what_an_expression_knows_of_itself() -> None:
    found = parse("trust + done('a') + done('a') + turn if flag('b') else trust / 2")
    assert found.tracks == {"trust"}
    assert set(found.calls) == {("done", ("a",)), ("turn", ()), ("flag", ("b",))}
    assert not found.integer
    assert parse("trust // 2 + done('a') * 3").integer
    assert not parse("trust * 0.5").integer


@pytest.mark.parametrize(
    ("source", "constant"),
    [
        ("1 + 2 * 3", 7),
        ("false and flag('x')", False),
        ("flag('x') or true", True),
        ("3 > 2 > 1", True),
        ("trust > 1 and 2 < 1", False),
        ("1 > 2 > trust", False),
        ("1 < 2 < trust", None),
        ("5 if true else trust", 5),
        ("5 if flag('x') else 5", 5),
        ("not false", True),
        ("trust", None),
        ("1 / 0", 0),
    ],
)
def test_constants(source: str, constant: Any) -> None:
    assert parse(source).constant == constant


def test_division_by_zero_is_seen() -> None:
    assert parse("trust + 1 / (2 - 2)").divides_by_zero == 9
    assert parse("trust % 0").divides_by_zero == 1
    assert not parse("trust / turn").divides_by_zero


def test_rounding_is_half_up() -> None:
    assert [whole(x) for x in (2.5, -2.5, 2.4999, 7, -0.5)] == [3, -2, 2, 7, 0]


def test_reserved_words_cover_the_language() -> None:
    assert {"turn", "flag", "min", "if", "true", "when", "set"} <= RESERVED


def test_importing_it_is_cheap() -> None:
    code = (
        "import sys, wargame.scenario.expressions, wargame.scenario.effects;"
        "bad = {'cattrs', 'textual', 'tomllib'} & set(sys.modules); sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.floats(0, 1000, allow_subnormal=False).map(lambda x: f"{x:.3f}"),
    st.sampled_from([*TRACKS, "turn", "turns", "done('a')", "worth('kim')", "performance()", "0"]),
)
CONDITIONS = st.sampled_from(["true", "false", "flag('x')", "flag('xy')", "option('a')", "True"])


def _number(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[str]:
    number, condition = inner.map(lambda pair: pair[0]), inner.map(lambda pair: pair[1])
    return st.one_of(
        st.builds("({} {} {})".format, number, st.sampled_from(["+", "-", "*", "/", "//", "%"]), number),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), number, number),
        st.builds("clamp({}, {}, {})".format, number, number, number),
        st.builds("abs({})".format, number),
        st.builds("-{}".format, number),
        st.builds("({} if {} else {})".format, number, condition, number),
    )


def _condition(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[str]:
    number, condition = inner.map(lambda pair: pair[0]), inner.map(lambda pair: pair[1])
    sign = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    return st.one_of(
        st.builds("({} {} {})".format, number, sign, number),
        st.builds("({} {} {} {} {})".format, number, sign, number, sign, number),
        st.builds("({} {} {})".format, condition, st.sampled_from(["and", "or"]), condition),
        st.builds("(not {})".format, condition),
        st.builds("({} == {})".format, condition, condition),
        st.builds("({} if {} else {})".format, condition, condition, condition),
    )


EXPRESSIONS = st.recursive(
    st.tuples(NUMBERS, CONDITIONS),
    lambda inner: st.tuples(_number(inner), _condition(inner)),
    max_leaves=12,
).flatmap(st.sampled_from)


@given(EXPRESSIONS)
@settings(max_examples=200 * LONG, deadline=None)
def test_compiled_equals_interpreted(source: str) -> None:
    try:
        found = parse(source)
    except ExpressionError as error:
        assert "longer" in error.message or "parts" in error.message or "deep" in error.message  # noqa: PT017
        return
    value = evaluate(found, track, call)
    assert compiled(found) == value
    assert type(compiled(found)) is type(value)
    assert isinstance(value, bool) == (found.kind == "boolean")
    assert math.isfinite(value)
    assert abs(value) <= LIMIT
    if found.constant is not None:
        assert found.constant == value
    if found.integer:
        assert isinstance(value, int)


@given(st.text(alphabet="abflag truenotis()'\".,+-*/%<>=!0123456789\n\\[]{}:#\u2018", max_size=60))
@settings(max_examples=150 * LONG, deadline=None)
def test_anything_is_read_or_refused_with_words(source: str) -> None:
    try:
        parse(source)
    except ExpressionError as error:
        assert error.message  # noqa: PT017
