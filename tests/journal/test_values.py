"""What goes into a record comes out of it; what TOML cannot hold is refused before anything is written."""

from __future__ import annotations

import enum
import tomllib
from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bounds import LONG
from tests.journal.disks import HEADER, QuickDisk, document
from wargame.journal import BadValue, create, open_journal, read
from wargame.journal.format import RECORD

ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEYS = (
    st.text("ab._-\"' [#=\n\x00é", max_size=4)
    | st.sampled_from(["n", "kind", "seal", "record", "hash", "prev"])
    | TEXT
)
PLAIN = (
    TEXT
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=ZONES)
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.lists(st.dictionaries(KEYS, inner, max_size=3), max_size=3)
    ),
    max_leaves=12,
)
RESERVED = {"n", "kind", "seal", "id"}
BODIES = st.dictionaries(KEYS, VALUES, max_size=5).map(
    lambda body: {key: value for key, value in body.items() if key not in RESERVED}
)
HEADERS = st.dictionaries(KEYS, VALUES, max_size=4).map(
    lambda header: {k: v for k, v in header.items() if k not in {"format", "kind", "record", "seal"}}
)


@settings(
    max_examples=80 * min(LONG, 12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(header=HEADERS, bodies=st.lists(BODIES, max_size=4))
def test_any_values_read_back_as_they_were(
    tmp_path: Path, header: dict[str, Any], bodies: list[dict[str, Any]]
) -> None:
    save = tmp_path / "game.toml"
    save.unlink(missing_ok=True)
    with create(save, header, disk=QuickDisk()) as journal:
        for n, body in enumerate(bodies, 1):
            record = journal.append("note", body)
            assert (record.n, record.body) == (n, body)
    contents = read(save)
    assert contents.header == header
    assert [record.body for record in contents.records] == bodies
    assert contents.records == journal.records
    data = save.read_bytes()
    assert b"\0" not in data
    assert data.count(RECORD) == len(bodies)
    whole = tomllib.loads(data.decode())
    assert whole == document(contents, whole)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"a": 1},
        {"a": {}},
        {"a": []},
        {"a": [{}]},
        {"a": [{"b": 1}]},
        {"record": {"seal": {"prev": "x", "hash": "y"}}},
        {"text": '\n[record.seal]\nprev = "' + "0" * 64 + '"\nhash = "' + "0" * 64 + '"\n'},
        {"text": "\n[[record]]\nn = 9\n"},
        {"text": "x" * 65_536},
        {"text": "\x1b]0;title\x07 \u202e \u0085"},
        {"": {"": {"": [[], [[]], {"": ""}]}}},
        {"rows": [{"cell": [{"deep": [{"deeper": {"at": date(2020, 9, 7)}}]}]}] * 3},
        {"long": [{"text": "y" * 200}, {"text": "z"}]},
    ],
)
def test_short_and_odd_records(tmp_path: Path, body: dict[str, Any]) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER, disk=QuickDisk()) as journal:
        for _ in range(3):
            journal.append("note", body)
    assert [record.body for record in read(save).records] == [body] * 3
    whole = tomllib.loads(save.read_bytes().decode())
    assert whole == document(read(save), whole)
    with open_journal(save) as journal:
        assert journal.append("note", body).n == 4


class Choice(enum.StrEnum):
    YES = "yes"


class Number(enum.IntEnum):
    ONE = 1


def test_likenesses_become_plain(tmp_path: Path) -> None:
    with create(tmp_path / "game.toml", HEADER, disk=QuickDisk()) as journal:
        body = {"a": (1, (2,)), "b": OrderedDict(c=Choice.YES), "d": Number.ONE}
        record = journal.append("note", body)
    assert record.body == {"a": [1, [2]], "b": {"c": "yes"}, "d": 1}
    assert type(record.body["b"]["c"]) is str
    assert type(record.body["d"]) is int
    assert read(tmp_path / "game.toml").records == (record,)


NESTED: dict[str, Any] = {}
for _ in range(20):
    NESTED = {"a": NESTED}
LOOP: list[Any] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"a": None}, "a: TOML has no value for NoneType"),
        ({"orders": [{"note": "x"}, {"note": b"x"}]}, r"orders\[1\].note: TOML has no value for bytes"),
        ({"a": {1, 2}}, "a: TOML has no value for set"),
        ({"a": Decimal("1.5")}, "a: TOML has no value for Decimal"),
        ({"a": object()}, "a: TOML has no value for object"),
        ({"a": {3: 1}}, "a: the key 3 is not text"),
        ({"a": float("nan")}, "a: nan is no number"),
        ({"a": float("-inf")}, "a: -inf is no number"),
        ({"a": 2**63}, "a: the number needs more than 64 bits"),
        ({"a": "\ud800"}, "a: the text holds half a character"),
        ({"a": {"\udfff": 1}}, "half a character"),
        ({"a": time(10, tzinfo=UTC)}, "time zone"),
        ({"a": datetime(2020, 1, 1, tzinfo=timezone(timedelta(seconds=30)))}, "whole number of minutes"),
        ({"a": NESTED}, "nested more than 16 deep"),
        ({"a": LOOP}, "nested more than 16 deep"),
        ({"n": 1}, "n: this key is the file's own"),
        ({"kind": "x"}, "kind: this key is the file's own"),
        ({"seal": {}}, "seal: this key is the file's own"),
        ({"id": ""}, "id: a record's id is a text"),
        ({"id": 7}, "id: a record's id is a text"),
        ({"id": []}, "id: a record's id is a text"),
        ({"a": "x" * 2_200_000}, "more than"),
        ({"a": [0] * 41_000}, "more values than a saved game"),
    ],
)
def test_what_cannot_be_held_is_refused(tmp_path: Path, body: dict[str, Any], words: str) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER, disk=QuickDisk()) as journal:
        size = save.stat().st_size
        with pytest.raises(BadValue, match=words) as caught:
            journal.append("note", body)
        assert "Record 1 (note) was not saved in" in str(caught.value)
        assert len(str(caught.value)) < 500
        assert save.stat().st_size == size
        assert journal.append("note", {"a": 1}).n == 1


@pytest.mark.parametrize("kind", ["", "Order", "1", "a" * 41, "a\n", "[x]"])
def test_a_kind_is_a_word(tmp_path: Path, kind: str) -> None:
    with (
        create(tmp_path / "game.toml", HEADER, disk=QuickDisk()) as journal,
        pytest.raises(BadValue, match="no kind"),
    ):
        journal.append(kind, {})


@pytest.mark.parametrize(
    "header",
    [{"format": 1}, {"kind": "x"}, {"record": []}, {"seal": {}}, {"a": None}, {"a": ["x" * 100] * 12_000}],
)
def test_a_header_that_cannot_be_held(tmp_path: Path, header: dict[str, Any]) -> None:
    with pytest.raises(BadValue, match="was not made"):
        create(tmp_path / "game.toml", header)
    assert not list(tmp_path.iterdir())
