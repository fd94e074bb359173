"""What does not fit in a document hides no other error, and is not told again as an error elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.scenario.changes import MINI, both, drop, put
from tests.scenario.faults import ERRORS
from wargame.scenario.errors import Place, written
from wargame.scenario.lint import examine
from wargame.scenario.structure import structure

MISFITS = both(
    put("minuts", 40),  # unknown
    put("turn_minutes", "eight"),  # of the wrong sort
    put("moves.wait_and_pray.odds", [1]),
    drop("objectives.rule.met"),  # missing
)


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_found_beside_what_does_not_fit(name: str) -> None:
    change, path, words = ERRORS[name]
    document = deepcopy(MINI)
    both(change, MISFITS)(document)
    scenario, misfits = structure(document)
    assert scenario is None
    assert len(misfits) >= 4
    found = [
        (written(one.path), f"{one.message} {one.hint}") for one in examine(document, None, warnings=True)
    ]
    assert any(at == path and words in told for at, told in found), found
    assert len(found) == len(set(found))


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in a document below its top."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield (*place, step)
        yield from places(item, (*place, step))


def shape(place: Place) -> tuple[Any, ...]:
    """The place without the ids and numbers in it."""
    tables = {key for key, value in MINI.items() if isinstance(value, dict)}
    return tuple(
        "*" if isinstance(step, int) or (i == 1 and place[0] in tables) else step
        for i, step in enumerate(place)
    )


def changed(place: Place, how: str) -> Any:
    """The document with one thing at a place that does not fit, or None where it can't be made so."""
    document = deepcopy(MINI)
    table: Any = document
    for step in place[:-1]:
        table = table[step]
    last = place[-1]
    if how in ("gone", "slip"):
        if isinstance(last, int):
            return None
        value = table.pop(last)
        if how == "slip":
            table[f"{last}e"] = value
    else:
        table[last] = {"text": "x", "number": 77, "list": [[]]}[how]
    return document


@pytest.mark.parametrize("how", ["gone", "slip", "text", "number", "list"])
def test_what_does_not_fit_brings_no_other_errors(how: str) -> None:
    """One place after the other, one of each shape: nothing but the misfit itself is told."""
    hows = ("gone", "slip", "text", "number", "list")
    shapes = list({shape(place): place for place in places(MINI)}.values())
    tried = 0
    for place in shapes[hows.index(how) % 2 :: 2]:
        document = changed(place, how)
        if document is None or structure(document)[0] is not None:
            continue
        tried += 1
        assert examine(document, None, warnings=True) == [], written(place)
    assert tried > 30


def test_much_that_does_not_fit_is_enough() -> None:
    document = deepcopy(MINI)
    for track in range(100):
        document["tracks"][f"t{track}"] = {"start": "x"}
    document["tracks"]["trust"]["start"] = 999
    assert examine(document, None, warnings=True) == []
