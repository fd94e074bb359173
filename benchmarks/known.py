"""Writes down the scenarios that travel with the program, once each of them is without errors.

Run with ``python -m benchmarks.known`` after any change of a file in ``scenarios`` or of the sample.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import tomli_w

from wargame import readings, toml
from wargame.journal import read
from wargame.journal.format import header_block, read_header
from wargame.journal.values import plain
from wargame.scenario import known, load, resolved_document, to_document
from wargame.scenario.documents import open_document
from wargame.scenario.files import cleaned
from wargame.scenario.lint import examine
from wargame.scenario.model import Scenario
from wargame.scenario.structure import structure
from wargame.shipped import directory


def shipped() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every document of a scenario that travels with the program, with what it is: of a file, of a game that
    is begun with it now, of the sample game."""
    for path in sorted(directory("scenarios").glob("*.toml")):
        document = resolved_document(path)
        yield path.stem, document
        block = header_block({"scenario": to_document(sound(document))})[0]  # values come before tables there
        yield f"a game of {path.stem}", cleaned(read_header(block)[1]["scenario"])[0]
    for path in sorted(directory("saves").glob("*.toml")):
        yield path.stem, cleaned(read(path).header["scenario"])[0]


def sound(document: dict[str, Any]) -> Scenario:
    """The scenario in a document that has no errors. Raises ValueError for another."""
    scenario, findings = structure(document)
    findings += examine(document, scenario, warnings=False)
    if scenario is None or findings:
        raise ValueError("; ".join(found.message for found in findings))
    return scenario


def fingerprints() -> dict[str, str]:
    """What stands for each of them, with what it is."""
    return {known.fingerprint(document): what for what, document in shipped() if sound(document)}


def games() -> Iterator[tuple[str, str]]:
    """The name of each scenario that travels with the program, and what a save of a new game has of it."""
    for path in sorted(directory("scenarios").glob("*.toml")):
        layers = open_document(path).layers
        yield (
            readings.name_of(layer.hash for layer in layers),
            tomli_w.dumps({"scenario": plain(to_document(load(path)))}),
        )


def texts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text in which such a scenario stands, with what it reads as: a file, whose contents are cleaned,
    that part of a save."""
    for path in sorted(directory("scenarios").glob("*.toml")):
        text = path.read_text("utf-8")
        table, wrong = cleaned(toml.parse(text, loose=True))
        if wrong:
            raise ValueError(wrong[0][1])
        yield text, table
    for _, text in games():
        yield text, toml.parse(text)
    for path in sorted(directory("saves").glob("*.toml")):
        inside = path.read_text("utf-8").partition("\n[scenario]\n")[2].partition("\n[seal]\n")[0]
        yield f"[scenario]\n{inside}", toml.parse(f"[scenario]\n{inside}")


def found() -> tuple[dict[str, str], dict[str, str]]:
    """The hashes of what such texts read as, by theirs; those of what saves have, by the names of the
    scenarios."""
    hash_of, stand_in = readings.hash_of, readings.plain
    read = {hash_of(text.encode()): hash_of(stand_in(table)) for text, table in texts()}
    return read, {name: hash_of(text.encode()) for name, text in games()}


def main() -> None:
    """Write them into the modules."""
    listed = "".join(f'        "{digest}",  # {what}\n' for digest, what in fingerprints().items())
    _write(known, r"frozenset\(\{?.*?\n?\)\n\n", f"frozenset(\n    {{\n{listed}    }}\n)\n\n")
    for name, table in zip(("_READINGS", "_WRITTEN"), found(), strict=True):
        lines = "".join(f'    "{one}": "{other}",\n' for one, other in table.items())
        _write(readings, rf"(?<={name}: dict\[str, str\] = )\{{.*?\}}\n", f"{{\n{lines}}}\n")
    print(listed, end="", file=sys.stderr)


def _write(module: ModuleType, place: str, text: str) -> None:
    path = Path(module.__file__ or "")
    path.write_text(
        re.sub(place, text, path.read_text("utf-8"), count=1, flags=re.DOTALL), "utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
