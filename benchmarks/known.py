"""Writes down the scenarios that travel with the program, once each of them is without errors.

Run with ``python -m benchmarks.known`` after any change of a file in ``scenarios`` or of the sample.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wargame.journal import read
from wargame.journal.format import header_block, read_header
from wargame.scenario import known, resolved_document, to_document
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


def main() -> None:
    """Write them into the module."""
    path = Path(known.__file__)
    listed = "".join(f'        "{digest}",  # {what}\n' for digest, what in fingerprints().items())
    text = re.sub(
        r"frozenset\(\{?.*?\n?\)\n\n",
        f"frozenset(\n    {{\n{listed}    }}\n)\n\n",
        path.read_text("utf-8"),
        flags=re.DOTALL,
    )
    path.write_text(text, "utf-8", newline="\n")
    print(listed, end="", file=sys.stderr)


if __name__ == "__main__":
    main()
