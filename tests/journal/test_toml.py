"""The reader of TOML: what it takes of a save, and of what people write, it reads as every reader does; the
rest it refuses."""

from __future__ import annotations

import math
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds import LONG, bounded
from tests.journal.test_values import HEADERS
from wargame.journal import format as text
from wargame.toml import parse

ROOT = Path(__file__).resolve().parents[2]
SIGNS = "\"'[]{}=.,#\n \\-_:+0123456789eTZzu\0\x7f\u2028é"


@settings(max_examples=80 * min(LONG, 12))
@given(HEADERS)
def test_it_reads_what_is_written_like_every_other_reader(table: dict[str, Any]) -> None:
    written = tomli_w.dumps(table)
    assert parse(written) == parse(written, loose=True) == tomllib.loads(written)


def _spoilt(text: str, rng: random.Random) -> str:
    i, j = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return rng.choice(
        [
            text[:i] + rng.choice(SIGNS) + text[i:],
            text[:i] + rng.choice(SIGNS) + text[i + 1 :],
            text[:i] + text[j:],
            text[:j] + text[i:j] + text[j:],
        ]
    )


@settings(max_examples=60 * min(LONG, 12))
@given(HEADERS, st.integers(0, 2**32))
def test_what_it_accepts_is_toml_and_means_the_same(table: dict[str, Any], seed: int) -> None:
    """Spoilt anywhere: refused, or read as any other reader reads it."""
    rng, written = random.Random(seed), tomli_w.dumps(table)
    for _ in range(8):
        spoilt = _spoilt(written, rng)
        try:
            read = parse(spoilt)
        except ValueError:
            continue
        assert read == tomllib.loads(spoilt)


BY_HAND = '''# A scenario as people write it.
title="A \\"ferry\\" \\u00e9"   # why not
art = \'\'\'
 \\ '' \'\'\'
[ a . "b c" ]
x.y = 1
x.z.w = -0
"q" = [ 1, # one
  2.5, [ ],
\t{a=1, b = "x" ,c = {} } ,
]
[a.d]
long = """
Two \\
   lines ""
and \\t more"""
when = 2020-02-29
[[list]]
on=true
[[list.in]]
[list.at]
o.k = 'x"y'
'''


def test_what_people_write_is_read_without_a_reader_of_all_of_toml() -> None:
    assert parse(BY_HAND.replace(" . ", "."), loose=True) == tomllib.loads(BY_HAND)
    for file in (ROOT / "scenarios").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert parse(text, loose=True) == tomllib.loads(text)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_what_it_accepts_of_what_people_write_means_the_same(seed: int) -> None:
    """Spoilt anywhere: refused, or read as any other reader reads it."""
    rng = random.Random(seed)
    for _ in range(20):
        spoilt = BY_HAND.replace(" . ", ".")
        for _ in range(rng.choice([1, 1, 2])):
            spoilt = _spoilt(spoilt, rng)
        try:
            read = parse(spoilt, loose=True)
        except ValueError:
            continue
        assert read == tomllib.loads(spoilt), spoilt


@pytest.mark.parametrize(
    "line",
    [
        "a.b = 1",
        "a = 'x'",
        'a = """x"""',
        'a = "x" # a comment',
        "a = 0x10",
        "a = 1_000",
        "a = +1",
        "a = 01",
        "a = 01.5",
        "a = 01e+10",
        "a = { b = 1, }",
        "a = {\n b = 1 }",
        "a = { b = 1\n}",
        "a = 1\u0663",
        "a = 1.\u0663",
        "a = 2020-10-10 10:00:00+10:75",
        "# \x01\na = 1",
        "# \r\na = 1",
        "a = inf",
        "a = nan",
        "a = 1e999",
        "a = 9223372036854775808",
        "a = 99999999999999999999999999",
        "a = 2020-02-30",
        "a = 2020-10-03T10:00:00Z",
        'a = "\\x41"',
        'a = "\\u12"',
        'a = "\\ud800"',
        'a = "\t\x01"',
        "a = [1 2]",
        "a = [1,, 2]",
        "a = [1",
        "a = { b = 1, b = 2 }",
        "a = { b.c = 1 }",
        "a = 1\na = 2",
        "a = 1 b = 2",
        "[a]\n[a]\n",
        "[a\n",
        "[a]]\n",
        "[[a]\n",
        "[a]\n[[a]]\n",
        "[[a]]\n[a]\n",
        "[a.b]\n[a]\n",
        "a = {}\n[a.b]\n",
        "a = [{}]\n[[a]]\n",
        "a = [{}]\n[a.b]\n",
        "a = 1\n[a.b]\n",
        "a=1",
        "a = ",
        "a = 1\n# below the top",
        "[" + "a." * 20 + "a]\n",
        "a = " + "[" * 20 + "]" * 20,
    ],
)
def test_what_a_save_never_has_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"^\w"):
        parse(line)


def test_comments_may_stand_at_the_top() -> None:
    assert parse("# one\n\n# two\na = 1\n") == {"a": 1}


def test_kinds_of_numbers_are_kept_apart() -> None:
    table = {"a": 0, "b": -0.0, "c": 1.0, "d": 1e100, "e": True, "f": -(2**63), "g": 5e-324}
    read = parse(tomli_w.dumps(table))
    assert [type(value) for value in read.values()] == [type(value) for value in table.values()]
    assert math.copysign(1, read["b"]) == -1


@pytest.mark.parametrize(
    ("unit", "most", "refused"),
    [
        (b"=", text.MAX_SIGNS, b"="),
        (b"a,", text.MAX_SIGNS, b","),
        (b"[ ", text.MAX_SIGNS, b"["),
        (b". ", text.MAX_SIGNS, b"."),
        (b"\\n" * 8, text.MAX_SIGNS, b"\\" * 8),
        (b"=,[.", text.MAX_SIGNS // 4, b"."),
        (b"x", text.MAX_FILE, b"x"),
    ],
)
def test_what_the_limits_of_a_save_count(unit: bytes, most: int, refused: bytes) -> None:
    """On both sides of each limit, on bytes that cost nobody anything."""
    assert text.fits(unit * most, 0)
    assert not refused or not text.fits(unit * most + refused, 0)


@pytest.mark.parametrize(
    ("unit", "signs"), [(0, 1), ([], 2), (0.5, 2), ({"a": 0}, 2)], ids=["comma", "list", "point", "table"]
)
def test_what_the_limit_of_a_block_counts(unit: object, signs: int) -> None:
    def block(count: int) -> bytes:
        return text.record_block(1, "note", {"list": [unit] * count}, text.NO_SEAL)[0]

    own = 200  # of the record itself
    block((text.MAX_BLOCK_SIGNS - own) // signs)
    with pytest.raises(ValueError, match="more values than a saved game"):
        block(text.MAX_BLOCK_SIGNS // signs)


def test_what_is_in_a_text_is_no_value_but_an_escape_takes_time() -> None:
    def block(words: str) -> bytes:
        return text.record_block(1, "note", {"text": words}, text.NO_SEAL)[0]

    many = text.MAX_BLOCK_SIGNS * 2
    for words in ("=" * many, ", [x] " * (many // 6), "..." * (many // 3), '"' * text.MAX_BLOCK_SIGNS):
        block(words)
    with pytest.raises(ValueError, match="more values than a saved game"):
        block('"' * (8 * text.MAX_BLOCK_SIGNS))


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        ("    {},\n", "]\n"),
        ("    { a = 1 },\n", "]\n"),
        ("[[[[]]]],\n", "]\n"),
        ('    "\\n",\n', "]\n"),
        ("2020-10-10 10:00:00+01:00,\n", "]\n"),
        (" \n", "]\n"),
    ],
)
def test_time_grows_with_the_length_alone(unit: str, end: str) -> None:
    count = min(text.MAX_RECORD // len(unit), text.MAX_BLOCK_SIGNS)
    with bounded(3):
        parse("a = [\n" + unit * count + end)


def test_many_tables_under_one_name() -> None:
    deep = ".".join("abcdefghij")
    with bounded(3):
        parse("".join(f"[{deep}.k{i}]\n" for i in range(4000)))
