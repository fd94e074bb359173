"""What the readme, the docs and the pages beside them say is so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "saves/*.md")
    for path in ROOT.glob(pattern)
)


def test_the_example_plays_a_game() -> None:
    code = re.search(r"<!-- example -->\n```python\n(.*?)```", README, re.S)
    assert code
    assert code[1].count("\n") <= 14
    done = subprocess.run(
        [sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) >= 5


def test_every_command_is_in_the_table() -> None:
    from wargame.cli.group import COMMANDS

    assert re.findall(r"^\| `wargame (\w+) ", README, re.M) == list(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_modules_and_folders_that_are_named_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    places = re.findall(r"`(\w[\w./*]*(?:\.py|\.tcss|/))`", text)  # NAME stands for any name
    patterns = {place: place.replace("NAME", "*") for place in places}
    assert [place for place, pattern in patterns.items() if not _found(pattern)] == []


def _found(pattern: str) -> bool:
    return any(True for folder in (ROOT, ROOT / "wargame") for _ in folder.glob(pattern))


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = (
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    )
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = "".join(re.findall(r"^\| ([\w ,-]+) \|", reasons, re.M))
    assert [name for name in named if re.split(r"[<>=~\[ ]", name)[0] not in rows] == []
