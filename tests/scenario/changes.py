"""Changes of the example scenario, to see what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from wargame.scenario import resolved_document
from wargame.scenario.errors import Finding
from wargame.scenario.lint import examine
from wargame.scenario.structure import structure

MINI = resolved_document(Path(__file__).parents[1] / "scenarios" / "mini.toml")

Change = Callable[[Any], object]


def findings(change: Change) -> list[Finding]:
    document = deepcopy(MINI)
    change(document)
    scenario, misfits = structure(document)
    assert scenario is not None, misfits
    return examine(document, scenario, warnings=True)


def put(path: str, value: Any) -> Change:
    """A change that puts a value at a dotted path."""

    def change(document: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            document = document[int(step)] if isinstance(document, list) else document.setdefault(step, {})
        if isinstance(document, list):
            document[int(last)] = value
        else:
            document[last] = value

    return change


def drop(path: str) -> Change:
    """A change that takes away what stands at a dotted path."""

    def change(document: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            document = document[int(step)] if isinstance(document, list) else document[step]
        del document[int(last) if isinstance(document, list) else last]

    return change


def both(*changes: Change) -> Change:
    return lambda document: [change(document) for change in changes]


def need(when: str) -> list[dict[str, str]]:
    return [{"when": when, "because": "so"}]


def done(**options: list[str]) -> list[dict[str, Any]]:
    return [{"on": MINI["calendar"][0]["start"], "moves": ["fill_on"], "options": options}]


def concept(**changed: Any) -> Change:
    readings = ["A. Author, A Work, 1999", "B. Author, Another Work (1871)"]
    whole = {"name": "Trust", "text": "So.", "shows": ["trust", "patrol", "power"], "readings": readings}
    return put("debrief.concepts.trust", whole | changed)


def on_cards(*cases: tuple[str, str, Any, str, str]) -> dict[str, tuple[Change, str, str]]:
    """What is put at which path of the cards, where it is told (there, in a list there, or elsewhere), and in
    which words."""
    return {
        f"card's {name}": (
            put(f"cards.{path}", value),
            f"cards.{path}{where}" if where[:1] in ("", "[") else f"cards.{where}",
            words,
        )
        for name, path, value, where, words in cases
    }
