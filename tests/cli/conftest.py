"""The program as others meet it: what it prints and its status, in a folder and with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.nursery import Nursery

ROOT = Path(__file__).resolve().parents[2]
MINI = ROOT / "tests" / "scenarios" / "mini.toml"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COV_", "PYTEST"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
    }


@pytest.fixture
def run(
    tmp_path: Path,
    environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run ``wargame`` with arguments in an empty folder; nothing is a terminal. In this process, which is ten
    times as quick as one of its own."""
    from wargame.cli import main

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        for name in ("HOME", "XDG_DATA_HOME"):
            monkeypatch.setenv(name, environment[name])
        words = [str(word) for word in arguments]
        capsys.readouterr()
        status = main(words)
        return subprocess.CompletedProcess(words, status, *capsys.readouterr())

    return run


@pytest.fixture
def process(tmp_path: Path, environment: dict[str, str]) -> Run:
    """As ``run``, in a process of its own: where what Python prints of itself, or the encoding, matters."""

    def process(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wargame", *map(str, arguments)],
            cwd=tmp_path,
            env={**environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return process


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """What forks programs that have been imported (POSIX only)."""
    from tests.nursery import Nursery

    one = Nursery()
    yield one
    one.close()


@pytest.fixture(scope="session")
def game(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The save of a finished game of the small scenario."""
    from wargame.cli import main

    path = tmp_path_factory.mktemp("games") / "game.toml"
    assert main(["auto", str(MINI), "--seed", "1", "--save", str(path)]) == 0
    return path


@pytest.fixture(scope="session")
def seat() -> str:
    """A seat of the small scenario."""
    import tomllib

    seats: dict[str, object] = tomllib.loads(MINI.read_text(encoding="utf-8"))["seats"]
    return next(iter(seats))
