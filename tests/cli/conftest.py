"""The program as others meet it: a subprocess, in a folder and with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
def run(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Run ``wargame`` with arguments in an empty folder; no input, nothing that is a terminal."""

    def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wargame", *map(str, arguments)],
            cwd=tmp_path,
            env={**environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


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
