"""Which scenarios there are, and finding one by name.

Beside the shipped scenarios there are one's own, in ``scenarios`` of the working directory. Of two with the
same name one's own counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from wargame.scenario.errors import Problem, ScenarioErrors, nearest
from wargame.scenario.files import Wrong, parse, read
from wargame.shipped import directory
from wargame.text import clean
from wargame.values import frozen

_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_CHAIN = 4
_LISTED = 20


@frozen
class Entry:
    """A scenario on the shelf: what a menu says of it.

    ``minutes`` is the length of the lesson, ``turn_minutes`` that of a turn's clock, 0 if not said; ``acts``:
    the clock is one of the lesson. ``problem`` says why a file can't be read.
    """

    name: str
    title: str
    minutes: int
    summary: str
    path: Path
    content_note: str = ""
    turn_minutes: int = 0
    acts: bool = False
    problem: str = ""


def folders() -> tuple[Path, ...]:
    """Return the folders that scenarios are looked for in, one's own first."""
    both = (Path.cwd() / "scenarios", directory("scenarios"))
    return tuple(dict.fromkeys(path.resolve() for path in both if path.is_dir()))


def library() -> tuple[Entry, ...]:
    """Return all scenarios in order of their names. Only the head of each file is read."""
    paths: dict[str, Path] = {}
    for folder in folders():
        for path in folder.glob("*.toml"):
            paths.setdefault(path.stem, path)
    return tuple(_entry(name, paths[name]) for name in sorted(paths))


def find(name: str | Path, beside: Path | None = None) -> Path:
    """Return the file of a scenario, given its path or its name, with or without ``.toml``.

    With ``beside`` those in this folder come first. Raises ``ScenarioErrors`` with the nearest right name if
    there is none.
    """
    text = str(name)
    given = Path(text)
    looks_like_path = len(given.parts) > 1 or given.suffix == ".toml"
    try:
        if looks_like_path and given.exists():
            return given
        places = [*reversed(folders()), *([beside] if beside else [])]
        known = {path.stem: path for folder in places for path in folder.glob("*.toml")}
        stem = given.name.removesuffix(".toml")
        if len(given.parts) <= 1 and stem in known:
            return known[stem]
        for path in (given, Path(f"{text}.toml")):
            if text and path.is_file():
                return path
        here = {path.stem: str(path.with_suffix("")) for path in given.parent.glob("*.toml")}
    except (OSError, ValueError):
        raise ScenarioErrors([Problem(text, 0, "", "This can't be the name of a file.")]) from None
    close = here.get(nearest(stem, here)) or nearest(stem, known)
    there = sorted(here.values() if here and len(given.parts) > 1 else known)[:_LISTED]
    hint = f"Did you mean {close}?" if close else f"There are: {', '.join(there) or 'none'}."
    raise ScenarioErrors([Problem(text, 0, "", "There is no such scenario.", hint)])


def _entry(name: str, path: Path) -> Entry:
    try:
        head = _head(path, 0)
    except ScenarioErrors as errors:
        told = str(errors.problems[0].message)
        return Entry(clean(name, 80), clean(name, 80), 0, "", path, problem=told)
    return Entry(
        name=clean(name, 80),
        title=clean(str(head.get("title") or name), 120),
        minutes=_minutes(head.get("minutes")),
        summary=clean(str(head.get("summary", "")), 600),
        path=path,
        content_note=clean(str(head.get("content_note", "")), 600),
        turn_minutes=_minutes(head.get("turn_minutes")),
        acts=head.get("clock") == "acts",
    )


def _minutes(found: Any) -> int:
    return found if isinstance(found, int) and 0 < found < 10_000 else 0


def _head(path: Path, depth: int) -> dict[str, Any]:
    """Return the keys above the first table of a file, with those of the file it extends."""
    head = _own_head(path)
    base = head.get("extends")
    if isinstance(base, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,80}", base) and depth < _CHAIN:
        beside = path.with_name(f"{base}.toml")
        head = {**_head(beside if beside.exists() else find(base), depth + 1), **head}
    return head


def _own_head(path: Path) -> dict[str, Any]:
    for text in _heads(path):
        with suppress(Wrong):  # the bracket may have stood inside a text
            return parse(text)
    return read(path)[2]


def _heads(path: Path) -> Iterator[str]:
    """Yield the text up to the first line that starts with a bracket, up to the second, and so on."""
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            text = file.read(32 * 1024).decode("utf-8-sig", errors="ignore")
    except OSError:
        return
    for found, _ in zip(_TABLE.finditer(text), range(8), strict=False):
        yield text[: found.start()]
