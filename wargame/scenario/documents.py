"""A scenario's document: one file, or a chain of files that build on each other, merged into one table.

``extends = "offer"`` names the file that a file builds on, beside it or in the library. ``drop`` lists what
is left out of that (``"moves.parade"``). Then the file's own tables are merged in: a table into a table of
the same name, key by key; anything else takes the place of what was there. Last, the lists in ``add`` go to
the end of those of the same names (``[[add.moves.parade.factors]]``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field

from wargame import readings
from wargame.scenario import shelf
from wargame.scenario.errors import Finding, Place, Problem, ScenarioErrors, did_you_mean, written
from wargame.scenario.files import SIGNS, cleaned, read, signs_in
from wargame.values import define

if TYPE_CHECKING:
    from wargame.scenario.lines import Lines

CHAIN = 4
"""How many files can build on each other."""
ENOUGH = 250
"""How many problems of one file are looked for."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}\Z")


@define(slots=False)
class Layer:
    """One file of a chain: its path, the name that users know it by, its text, and the hash of that."""

    path: Path
    label: str
    text: str = field(repr=False)
    hash: str = field(repr=False)
    added: dict[Place, int] = field(factory=dict, repr=False)
    """The lists that the file adds to, and how many items they had."""

    @cached_property
    def lines(self) -> Lines:
        """Where things stand in the file. Takes a while, so it is only asked for when something is wrong."""
        from wargame.scenario.lines import Lines  # for what is wrong

        return Lines(self.text)

    def place(self, path: Place) -> Place:
        """Return where the file has what the document has at a place: at the same, or in ``add``."""
        for n in range(1, len(path)):
            number = path[n]
            if isinstance(number, int) and number >= self.added.get(path[:n], number + 1):
                return ("add", *path[:n], number - self.added[path[:n]], *path[n + 1 :])
        return path

    def depth(self, path: Place) -> int:
        """Return how many steps of a path of the document lead to something that stands in the file."""
        here = self.place(path)
        return self.lines.depth(here) - (len(here) - len(path))


@define
class Document:
    """The merged table, the files it comes from (the last in the chain first), and what is wrong so far.

    ``replaced`` are the lists of tables that took the place of inherited ones, with the files they stand in.
    """

    data: dict[str, Any]
    layers: list[Layer]
    problems: list[Problem]
    replaced: list[tuple[Layer, Place, int]] = field(factory=list)

    @property
    def name(self) -> str:
        """The name that this has among what travels with the program; empty where it does not."""
        name = readings.name_of(layer.hash for layer in self.layers)
        return name if readings.names(name) else ""

    def locate(self, found: Finding) -> Problem:
        """Say in which file and line a finding stands: where its place was written last."""
        layer = max(self.layers, key=lambda one: one.depth(found.path), default=None)
        line = layer.lines.find(layer.place(found.path)) if layer else 0
        label = layer.label if layer else "scenario"
        return Problem(label, line, written(found.path), found.message, found.hint, found.severity)

    def inherited(self, place: Place) -> bool:
        """Does what stands at a place come from another file than the last in the chain?"""
        return any(layer.depth(place) > self.layers[0].depth(place) for layer in self.layers[1:])

    def doubts(self) -> Iterator[Problem]:
        """Yield a warning for each list that looks as if it should add to one that it takes the place of."""
        for layer, place, number in self.replaced:
            if not layer.lines.in_double_brackets(place):
                continue
            below = self.layers[self.layers.index(layer) + 1 :]
            base = max(below, key=lambda one: one.depth(place))
            name, line = written(place), base.lines.find(base.place(place))
            message = f"This takes the place of the {number} that {base.label} has from line {line} on."
            hint = f'To add to them write [[add.{name}]]; if they shall go, put "{name}" in drop.'
            yield Problem(layer.label, layer.lines.find(place), name, message, hint, "warning")

    def order(self, problem: Problem) -> tuple[int, int]:
        """Sort key: file by file, line by line."""
        labels = [layer.label for layer in self.layers]
        return (labels.index(problem.file) if problem.file in labels else -1, problem.line)


def open_document(name: str | Path) -> Document:
    """Read a scenario by name or path, with all that it extends.

    Raises ``ScenarioErrors`` if one of the files can't be read.
    """
    path = shelf.find(name)
    named = len(Path(name).parts) > 1 or str(name).endswith(".toml")
    return _open(path, str(path) if named else path.name, (), SIGNS)


def _open(path: Path, label: str, chain: tuple[Path, ...], signs: int) -> Document:
    text, hash, raw = read(path, label, signs)
    layer = Layer(path, label, text, hash)
    data, wrong = (raw, []) if readings.knows(hash) else cleaned(raw)
    own = Document(data, [layer], [])
    own.problems += [own.locate(Finding(place, message)) for place, message in wrong[:ENOUGH]]
    base_name, drop, more = data.pop("extends", None), data.pop("drop", []), data.pop("add", {})
    if base_name is None:
        for name, given in (("drop", drop), ("add", more)):
            if given:
                found = Finding((name,), f"{name} needs extends: nothing is inherited.")
                own.problems.append(own.locate(found))
        return own
    base_path = _base(own, base_name, path, (*chain, path.resolve()))
    base = _open(base_path, base_path.name, (*chain, path.resolve()), signs - signs_in(text))
    merged = Document(base.data, [layer, *base.layers], [*own.problems, *base.problems], base.replaced)
    _drop(merged, drop)
    _merge(merged, merged.data, data, ())
    _add(merged, merged.data, more, ())
    return merged


def _base(own: Document, name: Any, path: Path, chain: tuple[Path, ...]) -> Path:
    """Return the file that ``extends`` names, or raise."""

    def fail(message: str, hint: str = "") -> ScenarioErrors:
        return ScenarioErrors([*own.problems, own.locate(Finding(("extends",), message, hint))])

    if not isinstance(name, str) or not _NAME.match(name):
        raise fail("extends needs the name of a scenario.", 'Write it without folder and ending: "offer".')
    try:
        base = shelf.find(name, path.parent)
    except ScenarioErrors as errors:
        raise fail(f"There is no scenario called {name}.", errors.problems[0].hint) from None
    if base.resolve() in chain:
        names = " → ".join(one.stem for one in (*chain[chain.index(base.resolve()) :], base))
        raise fail(f"The scenario builds on itself: {names}.")
    if len(chain) >= CHAIN:
        raise fail(f"More than {CHAIN} scenarios build on each other.")
    return base


def _drop(merged: Document, drop: Any) -> None:
    """Take what ``drop`` lists out of what was inherited."""
    if not isinstance(drop, list):
        merged.problems.append(
            merged.locate(Finding(("drop",), "This has to be a list.", 'drop = ["moves.x"]'))
        )
        return
    for i, name in enumerate(drop):
        if len(merged.problems) > ENOUGH:
            return
        *way, last = name.split(".") if isinstance(name, str) else [""]
        table: Any = merged.data
        for step in way:
            table = table.get(step) if isinstance(table, dict) else None
        if isinstance(table, dict) and last in table:
            del table[last]
            continue
        hint = did_you_mean(last, table) if isinstance(table, dict) else ""
        if hint and way:
            hint = hint.replace("mean ", f"mean {'.'.join(way)}.")
        told = name if isinstance(name, str) else "a value that is no text"
        found = Finding(("drop", i), f"Nothing called {told} is inherited.", hint)
        merged.problems.append(merged.locate(found))


def _merge(merged: Document, base: dict[str, Any], over: dict[str, Any], place: Place) -> None:
    """Put ``over`` into ``base``, which stands at a place: tables key by key, all else as a whole."""
    for key, value in over.items():
        before = base.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            _merge(merged, before, value, (*place, key))
            continue
        if (
            isinstance(before, list)
            and before
            and value
            and isinstance(value, list)
            and isinstance(value[0], dict)
        ):
            merged.replaced.append((merged.layers[0], (*place, key), len(before)))
        base[key] = value


def _add(merged: Document, base: Any, more: Any, place: Place) -> None:
    """Put the items of lists in ``more`` at the end of those in ``base``, which stands at a place."""
    if isinstance(more, dict) and isinstance(base, dict):
        for key, value in more.items():
            if key not in base and not isinstance(value, list):
                hint = did_you_mean(key, base)
                found = Finding(
                    ("add", *place, key), f"Nothing called {written((*place, key))} is inherited.", hint
                )
                merged.problems.append(merged.locate(found))
            else:
                _add(merged, base.setdefault(key, []), value, (*place, key))
    elif isinstance(more, list) and isinstance(base, list):
        merged.layers[0].added[place] = len(base)
        base += more
    else:
        told = "This has to be a list." if isinstance(base, list) else "What is inherited here is no list."
        merged.problems.append(
            merged.locate(Finding(("add", *place), told, 'Write [[add.x]], or x = ["..."].'))
        )
