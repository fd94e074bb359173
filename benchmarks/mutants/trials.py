"""Tests against a mutant, in a process of its own that ends early and never writes into the checkout.

All that tests import from others is imported once, before the first fork. The mutant is handed to the child
by an import hook: no file holds it.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import Phase, settings

from benchmarks.mutants.faults import Mutant

ROOT = Path(__file__).parents[2]
MEMORY = 3 << 30  # bytes: a mutant that never stops to append ends here
settings.register_profile("mutants", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate))


class Hook(MetaPathFinder):
    """Finds one module with a fault in it instead of the one on disk."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name != self.mutant.module:
            return None
        loader = Loader(name, str(self.mutant.path))
        loader.mutant = self.mutant
        return spec_from_file_location(name, self.mutant.path, loader=loader)


class Loader(SourceFileLoader):
    """Compiles the tree of a mutant."""

    mutant: Mutant

    def get_code(self, name: str) -> CodeType:
        return compile(self.mutant.tree(), self.path, "exec")


class Chosen:
    """Runs the given tests, in their order, and sends the name of the first that fails."""

    def __init__(self, tests: Sequence[str], pipe: int) -> None:
        self.tests = tests
        self.pipe = pipe

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = {item.nodeid: item for item in items}
        items[:] = [found[test] for test in self.tests if test in found]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.pipe, report.nodeid.encode() + b"\n")


def trial(mutant: Mutant, tests: Sequence[str], folder: Path, seconds: int) -> tuple[str, str]:
    """Run the tests on the mutant until one fails: ``killed`` (and by which test; none when it can't even be
    imported), ``timeout`` or ``survived``. ``seconds`` of processor time are allowed."""

    def child(pipe: int) -> int:
        sys.meta_path.insert(0, Hook(mutant))
        files = list(dict.fromkeys(test.split("::")[0] for test in tests))
        return run_pytest(files, folder, ["-x"], Chosen(tests, pipe))

    status, said = in_fork(child, folder, seconds)
    if os.WIFSIGNALED(status):
        return "timeout", ""
    return ("killed" if os.WEXITSTATUS(status) else "survived"), said.split("\n")[0]


def run_pytest(files: Sequence[str], folder: Path, more: Sequence[str], plugin: object) -> int:
    """Run test files of the checkout from within ``folder``."""
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no", "--no-summary"]
    places = ["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), "--basetemp", str(folder / "tmp")]
    os.chdir(folder)
    return int(
        pytest.main([*options, *places, *more, *(str(ROOT / file) for file in files)], plugins=[plugin])
    )


def in_fork(work: Callable[[int], int], folder: Path, seconds: int) -> tuple[int, str]:
    """Do some work in a child: its exit status, and what it wrote to the pipe it was given."""
    folder.mkdir(parents=True, exist_ok=True)
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        status = 70
        try:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(6 * seconds)  # for one that waits for ever
            null = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(null, stream)
            os.environ.update(HYPOTHESIS_PROFILE="mutants", XDG_DATA_HOME=str(folder / "data"))
            status = work(writing)
        finally:
            os._exit(status)
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8", errors="replace") as pipe:
            said = pipe.read()
        _, status = os.waitpid(pid, 0)
    except BaseException:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        raise
    return status, said
