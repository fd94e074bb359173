"""Every lint finds what it is for, where it stands, and the example scenario has nothing to find."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import pytest

from tests.scenario.changes import MINI, Change, findings, put
from tests.scenario.doubts import WARNINGS
from tests.scenario.faults import ERRORS
from wargame.scenario.errors import written
from wargame.scenario.lint import LINTS, examine
from wargame.scenario.lint.again import LOOKS, pays_again
from wargame.scenario.lint.reach import never_open
from wargame.scenario.lint.survey import survey
from wargame.scenario.ranges import Reckoner
from wargame.scenario.structure import structure


def test_the_example_has_nothing_to_find() -> None:
    assert findings(lambda document: None) == []


@pytest.mark.parametrize("never", [None, 0, 77, 199])
def test_needs_are_not_asked_each_with_all_before_it(
    never: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many a move has, and whichever of them can't hold."""
    asked: list[int] = []
    can = Reckoner.can

    def counted(self: Reckoner, conditions: Sequence[Any], known: Any = None) -> bool:
        asked.append(len(conditions))
        return can(self, conditions, known)

    def many(document: dict[str, Any]) -> None:
        needs = [{"when": f"trust >= {n // 10}", "because": "x"} for n in range(200)]
        if never is not None:
            needs[never]["when"] = "trust > 100"
        document["moves"]["patrol"]["needs"] = needs

    document = deepcopy(MINI)
    many(document)
    scenario, _ = structure(document)
    assert scenario is not None
    monkeypatch.setattr(Reckoner, "can", counted)
    found = [*never_open(scenario, survey(document))]
    assert [one.path[-2] for one in found] == ([] if never is None else [never])
    assert sum(asked) < 3_000


def test_pairs_of_effects_are_looked_at_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    document = deepcopy(MINI)
    for n in range(80):
        document["flags"][f"f{n}"] = {"name": f"F{n}"}
    document["moves"]["patrol"]["success"]["effects"] = [f"set f{n}" for n in range(80)]
    document["moves"]["patrol"]["success"]["effects"] += ["tension += 1 when trust > 5"] * 80
    scenario, _ = structure(document)
    assert scenario is not None
    looked: list[object] = []
    monkeypatch.setattr(Reckoner, "can", lambda *asked: looked.append(asked))
    assert [*pays_again(scenario, survey(document))] == []
    assert 0 < len(looked) <= LOOKS


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
