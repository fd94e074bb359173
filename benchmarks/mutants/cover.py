"""Which tests run which lines, and how long they take: recorded once for a state of the code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import coverage
import pytest
from attrs import define

from benchmarks.mutants.trials import ROOT, in_fork, run_pytest

SECONDS = 1800  # of processor time for the tests of one file, while they are traced


@define(frozen=True)
class Cover:
    """``seconds`` of each test; ``tests`` that run a line, by file and line."""

    seconds: Mapping[str, float]
    tests: Mapping[str, Mapping[int, frozenset[str]]]

    def of(self, path: Path, lines: tuple[int, int]) -> set[str]:
        """The tests that run any of the lines."""
        rows = self.tests.get(path.relative_to(ROOT).as_posix(), {})
        return {test for line in range(lines[0], lines[1] + 1) for test in rows.get(line, ())}

    def of_file(self, path: Path) -> set[str]:
        """The tests that run anything of the file."""
        return self.of(path, (1, max(self.tests.get(path.relative_to(ROOT).as_posix(), {1: 0}))))


class Recorder:
    """Notes for each test the lines it runs; those of a fixture that tests share, for all of these tests."""

    def __init__(self, files: Sequence[str]) -> None:
        self.coverage = coverage.Coverage(data_file=None, include=[f"{ROOT}/{name}/*" for name in files])
        self.passed: dict[str, float] = {}
        self.users: dict[str, list[str]] = {}
        self.test = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for name in getattr(item, "fixturenames", ()):
                self.users.setdefault(f"fixture {name}", []).append(item.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.test = item.nodeid
        self.coverage.switch_context(self.test)
        start = process_time()
        try:
            return (yield)
        finally:
            if self.test in self.passed:
                self.passed[self.test] = round(process_time() - start, 3)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        self.coverage.switch_context(f"fixture {fixturedef.argname}")
        try:
            return (yield)
        finally:
            self.coverage.switch_context(self.test)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.passed[report.nodeid] = report.duration
        elif report.failed:
            self.passed.pop(report.nodeid, None)

    def document(self) -> dict[str, Any]:
        """What was recorded. Tests that failed, or that were not run, are not in it."""
        data = self.coverage.get_data()
        lines: dict[str, dict[int, list[str]]] = {}
        for file in data.measured_files():
            rows = lines.setdefault(Path(file).relative_to(ROOT).as_posix(), {})
            for line, contexts in data.contexts_by_lineno(file).items():
                tests = {t for context in contexts for t in self.users.get(context, [context])}
                rows[line] = sorted(tests & self.passed.keys())
        return {"seconds": self.passed, "lines": lines}


def cover(files: Sequence[str], tests: Sequence[Path], folder: Path) -> Cover:
    """Run the test files one by one, those not yet recorded in ``folder`` for the code as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    code = _hash(sorted([*(ROOT / "wargame").rglob("*.py"), *(ROOT / "tests").rglob("conftest.py")]))
    seconds: dict[str, float] = {}
    found: dict[str, dict[int, set[str]]] = {}
    for test in tests:
        kept = folder / f"{test.stem}-{_hash([test], code)}.json"
        if not kept.exists():
            _record(files, test, kept)
        document = json.loads(kept.read_text(encoding="utf-8"))
        seconds |= document["seconds"]
        for file, rows in document["lines"].items():
            for line, names in rows.items():
                found.setdefault(file, {}).setdefault(int(line), set()).update(names)
    frozen = {file: {line: frozenset(t) for line, t in rows.items()} for file, rows in found.items()}
    return Cover(seconds, frozen)


def _record(files: Sequence[str], test: Path, kept: Path) -> None:
    def child(pipe: int) -> int:
        recorder = Recorder(files)
        with recorder.coverage.collect():
            run_pytest([str(test.relative_to(ROOT))], kept.parent / "record", [], recorder)
        kept.write_text(json.dumps(recorder.document()), encoding="utf-8")
        return 0

    in_fork(child, kept.parent / "record", SECONDS)
    if not kept.exists():
        raise SystemExit(f"the tests of {test} could not be recorded")
    print(f"recorded {test.relative_to(ROOT)}", flush=True)


def _hash(paths: Sequence[Path], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
