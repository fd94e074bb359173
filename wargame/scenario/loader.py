"""Loading scenarios: from a name to objects that the rules can use, or to a list of all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from wargame import readings
from wargame.scenario.documents import Document, open_document
from wargame.scenario.errors import Finding, Problem, ScenarioErrors, written
from wargame.scenario.files import cleaned
from wargame.scenario.known import known
from wargame.scenario.model import Scenario
from wargame.scenario.structure import structure

MOST = 200
"""How many problems are told at once."""


_last: tuple[str, Scenario] | None = None
"""The scenario loaded last of those that travel with the program, and its name in ``readings``."""


def load(name: str | Path) -> Scenario:
    """Return the scenario with this name or path. Raises ``ScenarioErrors`` with all errors found."""
    return load_with_document(name)[0]


def load_with_document(name: str | Path) -> tuple[Scenario, dict[str, Any]]:
    """Return a scenario and its resolved document, read once. Raises ``ScenarioErrors`` as ``load`` does."""
    global _last
    document = open_document(name)
    scenario = _scenario(document)
    if known_as := document.name:
        _last = known_as, scenario
    return scenario, document.data


def known_as(scenario: Scenario) -> str:
    """Return the name in ``readings`` of a scenario as it was loaded; empty where it is not known to have
    one."""
    return _last[0] if _last is not None and _last[1] is scenario else ""


def check(name: str | Path, more: Callable[[Scenario], Iterable[Finding]] | None = None) -> list[Problem]:
    """Return everything wrong or doubtful about a scenario; an empty list for a good one.

    ``more`` looks further into one without errors.
    """
    try:
        document = open_document(name)
    except ScenarioErrors as errors:
        return list(errors.problems)
    return _examined(document, warnings=True, more=more)[1]


def resolved_document(name: str | Path) -> dict[str, Any]:
    """Return a scenario as plain TOML data, with all that it extends merged in and every text clean.

    Nothing is checked but that the files can be read. Raises ``ScenarioErrors``.
    """
    document = open_document(name)
    if document.problems:
        raise ScenarioErrors(document.problems)
    return document.data


def from_document(data: dict[str, Any]) -> Scenario:
    """Return the scenario in a resolved document, such as a save holds. Raises ``ScenarioErrors``."""
    with suppress(TypeError, ValueError, RecursionError):  # what is no document at all
        if (isinstance(data, readings.Reading) or known(data)) and (scenario := structure(data)[0]):
            return scenario
    copy, wrong = cleaned(data)
    document = Document(copy, [], [])
    document.problems = [document.locate(Finding(place, message)) for place, message in wrong]
    return _scenario(document)


def _scenario(document: Document) -> Scenario:
    scenario, problems = _examined(document, warnings=False)
    if scenario is None or problems:
        raise ScenarioErrors(problems)
    return scenario


def _examined(
    document: Document, *, warnings: bool, more: Callable[[Scenario], Iterable[Finding]] | None = None
) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario, unless it has no shape, and what was found, in the order of the files."""
    scenario, findings = structure(document.data)
    if warnings or scenario is None or not (document.name or known(document.data)):
        from wargame.scenario.lint import examine  # what is known needs none of it

        findings += examine(document.data, scenario, warnings=warnings, inherited=document.inherited)
    wrong = document.problems or any(found.severity == "error" for found in findings)
    if more is not None and scenario is not None and not wrong:
        findings += more(scenario)
    told = {problem.path for problem in document.problems if problem.path}  # once each
    findings = [found for found in findings if written(found.path) not in told]
    findings.sort(key=lambda found: found.severity)  # errors first, should there be too many
    doubts = list(document.doubts()) if warnings else []
    problems = [*document.problems, *map(document.locate, findings[:MOST]), *doubts]
    cut = len(document.problems) + len(findings) + len(doubts) > MOST
    problems = sorted(problems[:MOST], key=document.order)
    if cut:
        problems.append(Problem(problems[0].file, 0, "", "There is more, but this is enough for now."))
    return scenario, problems
