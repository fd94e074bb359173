"""The command that makes the tables of docs/offer.md: what it keeps, and where it writes."""

from __future__ import annotations

from operator import neg
from pathlib import Path
from typing import Any

import pytest

from benchmarks.kept import bare, kept
from benchmarks.offer import DOC, PARTS, written

KEY = {"engine": "1"}


def test_a_cut_run_goes_on_where_it_was_and_refuses_another_key(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    assert kept(path, KEY, int, neg, range(2), 1) == [0, -1]
    path.write_text(path.read_text("utf-8").replace("[1, -1]", "[1, 99]") + "[2, -", "utf-8")
    assert kept(path, KEY, int, neg, range(4), 1) == [0, 99, -2, -3]
    assert kept(path, KEY, int, neg, range(3), 1) == [0, 99, -2]
    with pytest.raises(ValueError, match="another scenario"):
        kept(path, {"engine": "2"}, int, neg, range(2), 1)


def test_what_is_kept_hangs_on_rules_and_not_on_words() -> None:
    def document(headline: str, odds: int, *variants: dict[str, Any]) -> dict[str, Any]:
        outcome = {"headline": headline, "effects": ["trust += 1"], "variants": list(variants)}
        return {"moves": {"letter": {"odds": odds, "success": outcome}}}

    plain = bare(document("ONE", 50))
    assert bare(document("ANOTHER", 50, {"when": "flag('channel')", "headline": "MORE"})) == plain
    assert bare(document("ONE", 51)) != plain
    assert bare(document("ONE", 50, {"when": "flag('channel')", "effects": ["trust += 2"]})) != plain


def test_every_part_has_its_marks_in_the_document_once() -> None:
    text = DOC.read_text("utf-8")
    for name in PARTS:
        new = written(text, name, "| a table |")
        assert new.count("| a table |") == 1
    assert text.count("<!-- end -->") == len(PARTS)
    with pytest.raises(ValueError, match="stand 0 times"):
        written("no marks here", "courses", "")
