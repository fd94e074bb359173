"""Scenarios that travel with the program aren't looked through at each start; any other is, by a letter."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.known import fingerprints
from wargame.journal import read
from wargame.scenario import ScenarioErrors, from_document, load, resolved_document
from wargame.scenario import known as module
from wargame.scenario.files import cleaned
from wargame.scenario.known import fingerprint, known
from wargame.session import Game


def test_what_is_known_are_the_scenarios_that_travel_with_the_program_and_they_have_no_errors() -> None:
    assert set(fingerprints()) == module._FINGERPRINTS, "python -m benchmarks.known writes them anew"


def test_a_known_scenario_is_made_without_a_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "wargame.scenario.lint")
    load("offer")
    assert "wargame.scenario.lint" not in sys.modules


def test_a_game_of_a_known_scenario_is_opened_without_a_look_at_it(tmp_path: Path) -> None:
    Game.new("offer", save=tmp_path / "save.toml").close()
    header = read(tmp_path / "save.toml").header
    assert known(cleaned(header["scenario"])[0])


def test_a_known_scenario_with_one_thing_changed_is_looked_through() -> None:
    document = resolved_document("offer")
    assert known(document)
    document["title"] = ""
    assert not known(document)
    with pytest.raises(ScenarioErrors, match="title"):
        from_document(document)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": [1]}, {"a": {"0": 1}}),
        ({"a": "x\ny"}, {"a": "x\\ny"}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": date(2020, 9, 1)}, {"a": date(2020, 9, 2)}),
    ],
)
def test_what_differs_has_another_fingerprint(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert fingerprint(one) != fingerprint(other)
