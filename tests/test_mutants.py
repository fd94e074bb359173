"""The check of the tests themselves: which faults it puts in."""

from __future__ import annotations

import ast
from pathlib import Path

from benchmarks.mutants.faults import mutants

SOURCE = '''"""Words."""

from __future__ import annotations

KINDS = {"a": 1, "b": 2}


def within(value: int, high: int | None = None) -> int:
    """More words."""
    assert value is not None
    if value < 0 and high:
        raise ValueError("below")
    return min(value, 9)
'''
CHANGES = """
KINDS = {'b': 2}
KINDS = {'a': 1}
KINDS = {'': 1, 'b': 2}
KINDS = {'a': 1, '': 2}
KINDS = {'a': 2, 'b': 2}
KINDS = {'a': 1, 'b': 3}
if True:
if False:
if value < 0 or high:
if high:
if value < 0:
if value <= 0 and high:
if value < 1 and high:
pass
raise ValueError('')
return None
return value
return 9
return min(value, 10)
"""


def test_every_fault_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "within.py"
    path.write_text(SOURCE)
    found = mutants("within", path)
    assert [mutant.change.splitlines()[-1].removeprefix("+ ") for mutant in found] == CHANGES.split("\n")[
        1:-1
    ]
    assert [mutant.late for mutant in found] == [False] * 6 + [True] * 13
    assert len({ast.unparse(mutant.tree()) for mutant in found}) == len(found)
    assert path.read_text() == SOURCE
