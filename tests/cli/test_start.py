"""What is imported at start: a quick answer stays quick."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT

HEAVY = (
    "textual",
    "rich",
    "cattrs",
    "tomli_w",
    "asyncio",
    "importlib.metadata",
    "wargame.rules",
    "wargame.session",
    "wargame.tui",
)


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["play", "--help"], ["show", "--help"], ["auto", "--help"]]
)
def test_what_needs_no_game_imports_none(arguments: list[str]) -> None:
    code = (
        "import sys; from wargame.cli import main; main(sys.argv[1:]); "
        "print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    loaded = done.stderr.split()
    assert "click" in loaded
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.parametrize(
    "package", ["rules", "scenario", "journal", "session", "bots", "desk", "debrief", "cli"]
)
def test_nothing_below_the_screens_imports_textual(package: str) -> None:
    code = f"""
import importlib, pkgutil, sys
import wargame.{package} as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if module.name != "wargame.bots.pettingzoo_env":  # needs an extra
        importlib.import_module(module.name)
assert not {{"textual", "rich"}} & set(sys.modules), sorted(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
