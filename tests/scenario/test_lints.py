"""Every lint finds what it is for, where it stands, and the example scenario has nothing to find."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.scenario.changes import MINI, Change, findings, put
from tests.scenario.doubts import WARNINGS
from tests.scenario.faults import ERRORS
from wargame.scenario.errors import written
from wargame.scenario.lint import LINTS, examine
from wargame.scenario.structure import structure


def test_the_example_has_nothing_to_find() -> None:
    assert findings(lambda document: None) == []


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str) -> None:
    expect(*ERRORS[name], severity="error")


@pytest.mark.parametrize("name", WARNINGS)
def test_warnings(name: str) -> None:
    expect(*WARNINGS[name], severity="warning")


def expect(change: Change, path: str, words: str, severity: str) -> None:
    found = findings(change)
    assert any(
        written(one.path) == path and words in f"{one.message} {one.hint}" and one.severity == severity
        for one in found
    ), found


@pytest.mark.parametrize(
    "effects",
    [
        ["set gates_closed", "reservoir += 12 when not flag('gates_closed')"],
        ["set gates_closed", "reservoir += 12 when done('fill_on') <= 1"],
        ["set gates_closed when option('loud')", "reservoir += 12 when option('hushed')"],
        ["clear gates_closed", "set gates_closed", "reservoir += 12"],
        ["set gates_closed", "reservoir -= 12"],
    ],
    ids=["asks the flag", "wears thin", "another choice", "marks the turn", "a price"],
)
def test_what_does_not_pay_again_is_not_told(effects: list[str]) -> None:
    found = findings(put("moves.fill_on.success.effects", effects))
    assert not any("pays again" in one.message for one in found)


def test_every_lint_is_tested() -> None:
    """Each lint must find something in one of the changed scenarios."""
    silent = set(LINTS)
    for change, *_ in [*ERRORS.values(), *WARNINGS.values()]:
        document = deepcopy(MINI)
        change(document)
        scenario, _misfits = structure(document)
        assert scenario is not None
        from wargame.scenario.lint.survey import survey

        seen = survey(document)
        asked = [lint for lint in silent if not (lint.sound and seen.findings)]
        silent -= {lint for lint in asked if any(lint.look(scenario, seen))}
    assert not silent


def test_warnings_are_left_out_on_request() -> None:
    document = deepcopy(MINI)
    document["sources"]["x"] = {"title": "X"}
    scenario, _ = structure(document)
    assert scenario is not None
    assert examine(document, scenario, warnings=False) == []
