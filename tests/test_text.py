"""Text from outside is visible, bounded and stable; names of files stay in their folder."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds import bounded
from wargame.text import clean, full_stop, slug

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("ab  \t\n\r\x00\x1b\x85\x9b\u202e\u200b\u3164\u2800\ufe0f\u0301\u0302\u1100\u1161\u11a8")
        ),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  two   words ", "two words"),
        ("a\x1b[2Jb", "a[2Jb"),
        ("a \x1b b", "a b"),
        ("\u202egnp.exe", "gnp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("\u3164", ""),
        ("no\u00a0break", "no break"),
        ("one\ntwo\r\nthree\rfour", "one two three four"),
        ("e\u0301", "\u00e9"),
        ("x\u0323\u0330\u0331\u0332", "x\u0323\u0330"),
        ("\u0301lonely", "lonely"),
        ("\ud800half", "half"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ],
)
def test_one_line(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_lines_are_kept_up_to_the_given_number() -> None:
    assert clean("a\n\n\n\nb  c\n", lines=9) == "a\n\nb c"
    assert clean("a\nb\n\nc\nd", lines=2) == "a\nb c d"


def test_art_keeps_its_blanks() -> None:
    assert clean("\n  +--+   \n  |  |\x1b\n", lines=9, art=True) == "  +--+\n  |  |"


@given(NASTY, st.integers(1, 60), st.integers(1, 6), st.booleans())
@settings(max_examples=500, deadline=None)
def test_clean_is_idempotent_visible_and_bounded(raw: str, limit: int, lines: int, art: bool) -> None:
    once = clean(raw, limit, lines, art=art)
    assert clean(once, limit, lines, art=art) == once
    assert len(once) <= limit
    assert once.count("\n") < lines
    assert all(char.isprintable() or char == "\n" for char in once)
    assert unicodedata.is_normalized("NFC", once)
    if not art:
        assert "  " not in once


def test_work_is_bounded_on_huge_input() -> None:
    with bounded():
        for huge in ("x" * 10_000_000, "\u202e" * 10_000_000, "e\u0301" * 5_000_000):
            assert len(clean(huge)) <= 2000


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("An Offer He Can't Refuse", "an-offer-he-can-t-refuse"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        ("$(rm -rf)", "rm-rf"),
        ("CON", "game"),
        ("com1", "game"),
        ("", "game"),
        (".", "game"),
        ("\u202e", "game"),
        ("M\u00fcnchen", "munchen"),
        ("\uff21\uff22", "ab"),
        ("한국", "game"),
        ("x" * 99, "x" * 40),
    ],
)
def test_slug(raw: str, expected: str) -> None:
    assert slug(raw) == expected


@given(st.text(max_size=200))
def test_slug_is_always_a_safe_name(raw: str) -> None:
    name = slug(raw)
    assert 1 <= len(name) <= 40
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
    assert slug(name) == name


@pytest.mark.parametrize("name", ["A bridge", "Who blinks?", "Enough!", "And so on …", "Dr."])
def test_a_name_at_the_end_of_a_sentence_keeps_its_own_stop(name: str) -> None:
    assert full_stop(name) == (f"{name}." if name == "A bridge" else name)
