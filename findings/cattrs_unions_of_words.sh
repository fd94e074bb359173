#!/usr/bin/env bash
# One would guess that a field of several words can be typed as a union of literals, or of an id (a NewType of str) and a
# literal, since cattrs structures each of them alone, and a single Literal with all the words, and gives such values back
# as plain data. What really happens (cattrs 26.2.1): structuring raises StructureHandlerNotFoundError, for every value, the
# plainest too; unstructuring goes through. So a class can write a file that it can't read.
# It matters here because fields of scenarios and saves say by their type which ids and which words may stand in them
# (`TrackId | Literal[""]`): the converters register a hook for such unions, and grades are one Literal of all words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check attrs==26.1.0 cattrs==26.2.1
cat >"$work/unions.py" <<'PYTHON'
from importlib.metadata import version
from typing import Literal, NewType

from attrs import frozen
from cattrs import Converter
from cattrs.errors import StructureHandlerNotFoundError

Id = NewType("Id", str)
kinds = {
    "Id": Id,
    'Literal["", "a"]': Literal["", "a"],
    'Id | Literal[""]': Id | Literal[""],
    'Literal["a"] | Literal[""]': Literal["a"] | Literal[""],
}
found = {}
for name, kind in kinds.items():
    cls = frozen(type("Thing", (), {"__annotations__": {"word": kind}}))
    try:
        Converter().structure({"word": "a"}, cls)
        found[name] = "read"
    except StructureHandlerNotFoundError:
        found[name] = "no handler"
    assert Converter().unstructure(cls("a")) == {"word": "a"}
    print(f"cattrs {version('cattrs')}: {name:28} {found[name]}")
assert list(found.values()) == ["read", "read", "no handler", "no handler"], found
PYTHON
"$work/env/bin/python" "$work/unions.py"
