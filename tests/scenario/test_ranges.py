"""What the reckoning with ranges calls impossible is impossible, and it sees what an author would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds import bounded
from tests.scenario.interpreter import evaluate
from wargame.scenario.expressions import parse
from wargame.scenario.parser import syntax_tree
from wargame.scenario.ranges import ANY, Atom, Reckoner, Span

SPANS: dict[Atom, Span] = {
    ("trust", ()): (0, 100),
    ("debt", ()): (-3, 3),
    ("turn", ()): (1, 4),
    ("turns", ()): (4, 4),
    ("done", ("run",)): (0, 1),
    ("worth", ("kim",)): ANY,
    ("since", ("idle",)): (0, 99),
    ("since", ("ice",)): (0, 99),
}
DAYS = {("after", ("2031-06-08",)): (3, ANY[1]), ("before", ("2031-06-08",)): (ANY[0], 2)}


class World:
    """Four turns, two tracks, a flag, a move."""

    def span(self, asked: Atom) -> Span:
        return SPANS.get(asked, (0, 1))

    def follows(self, asked: Atom, holds: bool) -> Iterable[tuple[Atom, Span]]:
        if asked[0] == "flag":
            yield ("since", asked[1]), (0, 4) if holds else (99, 99)

    def day(self, asked: Atom) -> Span | None:
        return DAYS.get(asked)


def can(*conditions: str) -> bool:
    return Reckoner(World()).can([(syntax_tree(text), True) for text in conditions])


@pytest.mark.parametrize(
    "condition",
    [
        "turn > 4",
        "turn > turns",
        "turn == 0",
        "turn > 2 and turn < 3",
        "3 < turn < 4",
        "trust > 100",
        "trust < 0 or trust > 100",
        "100 < trust",
        "trust + 5 > 105",
        "2 * trust > 200",
        "abs(debt) > 3",
        "max(trust, 10) < 10",
        "clamp(debt, 0, 2) > 2",
        "min(trust, debt) > 3",
        "trust // 10 > 10",
        "trust % 7 > 7",
        "100 / trust > 100",
        "debt // trust > 3",
        "(10 if flag('idle') else 5) > 10",
        "trust >= 60 and trust < 40",
        "trust - 10 > 60 and trust < 40",
        "flag('idle') and not flag('idle')",
        "flag('idle') == (not flag('idle')) and flag('idle')",
        "not (flag('idle') or not flag('idle'))",
        "(flag('idle') or flag('ice')) and not flag('idle') and not flag('ice')",
        "flag('idle') and since('idle') > 50",
        "since('idle') < 99 and not flag('idle') and trust > 3",
        "done('run') > 1",
        "done('run') != 0 and done('run') != 1",
        "after('2031-06-08') and before('2031-06-08')",
        "after('2031-06-08') and turn < 3",
        "false if trust > 3 else turn > 4",
        "not (trust <= 100)",
    ],
)
def test_what_can_never_be(condition: str) -> None:
    assert not can(condition)
    assert not can("trust > 3", condition)


@pytest.mark.parametrize(
    "condition",
    [
        "turn == 4",
        "trust == 100",
        "100 / trust >= 100",
        "trust > 60 or trust < 40",
        "flag('idle') != flag('ice')",
        "since('idle') == 99",
        "worth('kim') > 10 * trust",
        "trust > debt > turn - 2",
        "not flag('idle')",
        "turn > 2.5 and turn < 3.5",
    ],
)
def test_what_may_be(condition: str) -> None:
    assert can(condition)


def test_a_crafted_expression_takes_no_time() -> None:
    text = "trust > 0"
    while len(text) < 430:
        text = f"(1 if {text} else 0) > 0"
    with bounded():
        assert can(text)


NUMBER = st.sampled_from(
    ["trust", "debt", "turn", "turns", "done('run')", "since('idle')", "0", "1", "4", "60", "0.5"]
)
CONDITION = st.sampled_from(
    ["flag('idle')", "flag('ice')", "after('2031-06-08')", "before('2031-06-08')", "true"]
)


def _more(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    n, c = inner.map(lambda pair: pair[0]), inner.map(lambda pair: pair[1])
    sign = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    number = st.one_of(
        st.builds("({} {} {})".format, n, st.sampled_from(["+", "-", "*", "/", "//", "%"]), n),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), n, n),
        st.builds("clamp({}, {}, {})".format, n, n, n),
        st.builds("abs({})".format, n),
        st.builds("-{}".format, n),
        st.builds("({} if {} else {})".format, n, c, n),
    )
    condition = st.one_of(
        st.builds("({} {} {})".format, n, sign, n),
        st.builds("({} {} {} {} {})".format, n, sign, n, sign, n),
        st.builds("({} {} {})".format, c, st.sampled_from(["and", "or"]), c),
        st.builds("(not {})".format, c),
        st.builds("({} == {})".format, c, c),
        st.builds("({} if {} else {})".format, c, c, c),
    )
    return st.tuples(number, condition)


PAIRS = st.recursive(st.tuples(NUMBER, CONDITION), _more, max_leaves=16)


@given(
    PAIRS,
    PAIRS,
    st.integers(0, 100),
    st.integers(-3, 3),
    st.integers(1, 4),
    st.integers(0, 1),
    st.sampled_from([0, 2, 4, 99]),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_what_comes_about_was_never_called_impossible(
    pair: tuple[str, str],
    also: tuple[str, str],
    trust: int,
    debt: int,
    turn: int,
    done: int,
    since: int,
    ice: bool,
) -> None:
    def call(name: str, args: tuple[str, ...]) -> Any:
        if (name, args) in DAYS:
            low, high = DAYS[name, args]
            return low <= turn <= high
        flags = {"idle": since < 99, "ice": ice}
        values = {"turn": turn, "turns": 4, "done": done, "since": since}
        return flags[args[0]] if name == "flag" else values[name]

    def value(text: str) -> Any:
        return evaluate(parse(text), {"trust": trust, "debt": debt}.__getitem__, call)

    reckoner = Reckoner(World())
    low, high = reckoner.span(syntax_tree(pair[0]))
    assert low - 1e-6 <= value(pair[0]) <= high + 1e-6
    facts = [(syntax_tree(text), bool(value(text))) for text in (pair[1], also[1])]
    known = reckoner.known(facts)
    assert known is not None
    low, high = reckoner.span(syntax_tree(pair[0]), known)
    assert low - 1e-6 <= value(pair[0]) <= high + 1e-6
