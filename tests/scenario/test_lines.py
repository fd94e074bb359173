"""Lines are found for every key and item of a TOML text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds import LONG
from wargame.scenario.errors import Place
from wargame.scenario.lines import Lines

MINI = Path(__file__).parents[1] / "scenarios" / "mini.toml"

TEXT = '''\
title = "a # no comment"  # a comment
"quoted key".inner = 1
brief = """
[not.a.table]
key = 1 \\""" still "" inside
"""
art = \'\'\'
[[no]]
\'\'\'
list = [ # one
  1, [2,
  3], { a = 4, b = [
  5] },
  "x]",
]

[table]
'literal key' = 2020-11-03
[table.sub]
x.y = 1
[[many]]
n = 1
[many.inner]
m = 2
[[many]]
[[many.deep]]
z = 1.5e3
'''


def places(value: Any, path: Place = ()) -> list[Place]:
    found = [path]
    if isinstance(value, dict):
        for key, inside in value.items():
            found += places(inside, (*path, key))
    elif isinstance(value, list):
        for i, inside in enumerate(value):
            found += places(inside, (*path, i))
    return found


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("quoted key",), 2),
        (("quoted key", "inner"), 2),
        (("brief",), 3),
        (("art",), 7),
        (("list",), 10),
        (("list", 0), 11),
        (("list", 1), 11),
        (("list", 1, 1), 12),
        (("list", 2, "a"), 12),
        (("list", 2, "b"), 12),
        (("list", 2, "b", 0), 13),
        (("list", 3), 14),
        (("table",), 17),
        (("table", "literal key"), 18),
        (("table", "sub"), 19),
        (("table", "sub", "x", "y"), 20),
        (("many", 0), 21),
        (("many", 0, "n"), 22),
        (("many", 0, "inner", "m"), 24),
        (("many", 1), 25),
        (("many", 1, "deep", 0, "z"), 27),
        (("many", 1, "deep", 0, "missing", 3), 26),
        (("nothing",), 1),
    ],
)
def test_lines_of_all_kinds_of_toml(path: Place, line: int) -> None:
    assert Lines(TEXT).find(path) == line


@pytest.mark.parametrize("text", [TEXT, MINI.read_text(encoding="utf-8")], ids=["odd", "mini"])
def test_every_place_has_a_line(text: str) -> None:
    lines = Lines(text)
    found = places(tomllib.loads(text))
    assert all(path in lines for path in found)
    assert len(found) > 20


def test_mini_lines_hold_their_keys() -> None:
    text = MINI.read_text(encoding="utf-8")
    rows, lines = text.split("\n"), Lines(text)
    for path in places(tomllib.loads(text))[1:]:
        named = [step for step in path if isinstance(step, str)]
        if isinstance(path[-1], str):
            assert named[-1] in rows[lines.find(path) - 1], path


@given(st.text(alphabet="[]{}=.,\"'\\\n# ab1", max_size=80))
@settings(max_examples=200 * LONG, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    assert Lines(text).find(("a", 0, "b")) >= 1
