"""Results of many games, kept in a file as they come, so that a run that was cut goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

from wargame.scenario import load, to_document
from wargame.scenario.known import fingerprint
from wargame.session.verify import ENGINE

T = TypeVar("T")
WORDS = """
name title text headline headlines cables line because advice parts met missed claims sources card cards
deck debrief criteria guide brief briefs epilogue summary short content_note derole masthead dateline
disclaimer glossary map actors what who office aim stakes have thought question instead_of
"""
TEXTS = frozenset(WORDS.split())
"""What a game doesn't hang on, by the keys of a scenario."""


def key_of(scenario: str, **more: object) -> dict[str, str]:
    """What results hang on: the engine, a scenario without its texts and whatever else is named."""
    return {
        "engine": ENGINE,
        "scenario": fingerprint(bare(to_document(load(scenario)))),
        **{name: str(value) for name, value in more.items()},
    }


def bare(value: Any) -> Any:
    """A document without its texts, and without what is nothing but a text with its condition."""
    if isinstance(value, dict):
        told = {key: bare(one) for key, one in value.items() if key not in TEXTS or isinstance(one, int)}
        return {key: one for key, one in told.items() if one != []}
    if isinstance(value, list | tuple):
        inside = [bare(one) for one in value]
        return [one for one in inside if not (isinstance(one, dict) and one.keys() <= {"when"})]
    return value


def kept(
    path: Path | None,
    key: dict[str, str],
    kind: Any,
    one: Callable[[int], T],
    numbers: Iterable[int],
    jobs: int,
) -> list[T]:
    """``one`` of each number, in their order: read from the file where it has them, the others made by
    ``jobs`` processes and written into it as they come. Without a path nothing is kept. A file whose games
    were played under another key raises ValueError."""
    converter = make_converter()
    numbers = list(numbers)
    done: dict[int, T] = {}
    if path is not None:
        found = _lines(path)
        if next(found, key) != key:
            raise ValueError(
                f"{path} holds what was played with another scenario, engine or size; move it away"
            )
        done = {number: converter.structure(result, kind) for number, result in found}
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _add(path, key)
    todo = iter([number for number in numbers if number not in done])
    with ProcessPoolExecutor(jobs) as pool:
        waiting = {pool.submit(one, number): number for number in islice(todo, 2 * jobs)}
        while waiting:
            first = next(iter(waiting))
            number, result = waiting.pop(first), first.result()
            done[number] = result
            if path is not None:
                _add(path, [number, converter.unstructure(result)])
            waiting.update((pool.submit(one, number), number) for number in islice(todo, 1))
    return [done[number] for number in numbers]


def _lines(path: Path) -> Iterator[Any]:
    """What the whole lines of a file say; a last one that was cut is taken off."""
    if not path.exists():
        return
    text = path.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if whole != text:
        path.write_bytes(whole)
    yield from map(json.loads, whole.splitlines())


def _add(path: Path, what: Any) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(what)}\n")
