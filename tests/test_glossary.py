"""The glossary tells the truth: what it names is in the code, every package is in it, each word once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "wargame"
LINES = [
    line
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| word |", "|---"))
]
ROWS = [re.fullmatch(r"\| \*\*([^*|]+)\*\* \| ([^|]+) \| (`[^|]+`(?:, | in )?)+ \|", line) for line in LINES]
WORDS = [row[1] for row in ROWS if row]
GIVEN_UP = {
    "press",
    "eyes",
    "telling",
    "happenings",
    "looking",
    "course",
    "temper",
    "light",
    "untold",
    "sense",
    "swift",
    "chair",
    "dealer",
    "luck",
}
"""Names that only those knew who had given them; the field has a term for each."""


def named(line: str) -> list[str]:
    """What stands in backticks in the last column of a line."""
    return re.findall(r"`([^`]+)`", line.rsplit(" | ", 1)[1])


def is_place(name: str) -> bool:
    """Is this the name of a file or a folder?"""
    return "/" in name or name.endswith(".py")


def files(place: str) -> list[Path]:
    """The modules of a path below the code; a package ends in a slash."""
    return sorted((CODE / place).rglob("*.py")) if place.endswith("/") else [CODE / place]


def top_level(path: Path) -> Iterator[str]:
    """The names that a module defines, by reading it only: importing a screen takes its time."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def classes_and_modules() -> Iterator[str]:
    for path in CODE.rglob("*.py"):
        yield path.parent.name if path.stem == "__init__" else path.stem
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name


def words(name: str) -> set[str]:
    """``seat_views`` and ``SeatViews`` are both seat and views."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_every_line_is_a_word_its_meaning_and_its_place() -> None:
    assert [line for line, row in zip(LINES, ROWS, strict=True) if not row] == []


def test_every_word_is_there_once_and_in_order() -> None:
    for before, after in pairwise(map(str.casefold, WORDS)):
        assert before < after


def test_every_place_is_in_the_code() -> None:
    wrong = []
    for line in LINES:
        modules = [path for place in named(line) if is_place(place) for path in files(place)]
        missing = [path for path in modules if not path.is_file()]
        defined = {name for path in modules if path not in missing for name in top_level(path)}
        if not modules or missing or not {name for name in named(line) if not is_place(name)} <= defined:
            wrong.append(line)
    assert wrong == []


def test_every_package_has_a_word() -> None:
    packages = {f"{path.parent.relative_to(CODE).as_posix()}/" for path in CODE.rglob("*/__init__.py")}
    told = {name for line in LINES for name in named(line)}
    assert {package for package in packages if not any(name.startswith(package) for name in told)} == set()


def test_no_name_comes_back_that_was_given_up() -> None:
    assert sorted(name for name in classes_and_modules() if words(name) & GIVEN_UP) == []
