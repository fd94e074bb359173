"""The effect language: one line, one change."""

from __future__ import annotations

import re

import pytest

from wargame.scenario.effects import KINDS, RESERVED, expressions, parse_effect, problems
from wargame.scenario.errors import ExpressionError
from wargame.scenario.lint.survey import survey

KNOWN = {"track": {"trust", "ladder"}, "flag": {"parade"}, "move": {"test"}}


def test_add() -> None:
    effect = parse_effect("trust += 6")
    assert effect.amount is not None
    assert (effect.kind, effect.name, effect.when) == (KINDS["+="], "trust", None)
    assert effect.amount.constant == 6
    effect = parse_effect("trust-=done('test')*2 when flag('parade') and turn > 2")
    assert effect.kind is KINDS["-="]
    assert effect.when is not None
    assert effect.when.kind == "boolean"
    assert len(list(expressions(effect))) == 2


def test_set_and_clear() -> None:
    assert parse_effect("ladder = max(ladder, 3)").kind is KINDS["="]
    assert parse_effect("ladder = -3").amount.constant == -3  # type: ignore[union-attr]
    assert parse_effect(" set  parade ").kind is KINDS["set"]
    effect = parse_effect("clear parade when ladder < 2")
    assert effect.kind is KINDS["clear"]
    assert effect.name == "parade"


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("", 1, "can't be read"),
        ("trust", 1, "Write trust += 6"),
        ("trust + 6", 1, "Write trust += 6"),
        ("set trust 5", 1, "can't be read"),
        ("trust =- 5", 1, "Write trust -= 1"),
        ("trust == 5", 1, "can't be read"),
        ("trust += ", 0, "nothing here"),
        ("trust += true", 9, "has to be a number"),
        ("trust += 1 when", 12, "something is missing"),
        ("trust += 1 when ladder", 17, "has to be a condition"),
        ("trust += 1 when flga('x')", 17, "Did you mean flag"),
        ("trust += 1 wehn true", 12, "something is missing"),
        ("trust += a.b", 10, "dot"),
        ("trust.x += 1", 1, "can't be read"),
        ("trust **= 2", 1, "can't be read"),
        ("set parade; set parade", 1, "in one text"),
        ("trust += " + "1 + " * 300 + "1", 0, "longer"),
    ],
)
def test_refused(source: str, column: int, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_effect(source)
    assert words in str(caught.value)
    assert caught.value.column == column


@pytest.mark.parametrize("sign", KINDS)
def test_every_kind_is_read_and_worded(sign: str) -> None:
    kind = KINDS[sign]
    name, strange = {"track": ("trust", "trst"), "flag": ("parade", "prade")}[kind.changes]
    effect = parse_effect(kind.usage(name, "6") + " when ladder < 2")
    assert (effect.kind, effect.name) == (kind, name)
    assert len(list(expressions(effect))) == (1 if effect.amount is None else 2)
    assert not list(problems(effect, KNOWN))
    found = survey({"injects": {"one": {"effects": [effect.source]}}})
    assert found.changed == {(kind.changes, name)}
    (error,) = problems(parse_effect(kind.usage(strange, "6")), KNOWN)
    assert str(error) == f"There is no {kind.changes} called {strange}. Did you mean {name}?"
    with pytest.raises(ExpressionError, match=re.escape(f"{sign} {kind.example or kind.changes}")):
        parse_effect("hello")
    assert kind.example or sign in RESERVED


def test_both_halves_of_an_effect_are_told() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_effect("trst += nosuch(1) when flga('prade') and flag('prade')")
    error = caught.value
    assert [(one.column, one.message) for one in (error, *error.others)] == [
        (9, "There is no function called nosuch."),
        (24, "There is no function called flga."),
    ]
    assert [(use.kind, use.name, use.column) for use in error.uses] == [
        ("track", "trst", 1),
        ("flag", "prade", 47),
    ]


def test_unknown_names() -> None:
    assert not list(problems(parse_effect("trust += ladder when flag('parade')"), KNOWN))
    found = [str(error) for error in problems(parse_effect("trst += lader when flag('prade')"), KNOWN)]
    assert found == [
        "There is no track called trst. Did you mean trust?",
        "There is no track called lader. Did you mean ladder?",
        "There is no flag called prade. Did you mean parade?",
    ]
    assert "write set parade" in str(next(problems(parse_effect("parade += 1"), KNOWN)))
    assert "write trust += 1" in str(next(problems(parse_effect("set trust"), KNOWN)))


def test_an_effect_can_end_in_a_reason() -> None:
    effect = parse_effect("trust -= 2 when flag('parade') because it was said, and when asked denied")
    assert effect.because == "it was said, and when asked denied"
    assert effect.when is not None
    assert (effect.kind.sign, effect.when.source.strip()) == ("-=", "flag('parade')")
    assert parse_effect("set parade because all saw it").name == "parade"
    assert parse_effect("trust += 1").because == ""
