"""``docs/promises.md`` keeps to what there is: promises have number, tests and figure, tests exist."""

from __future__ import annotations

import re

from tests.cli.conftest import ROOT

PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", PAGE, re.M)


def test_every_promise_is_there_and_has_a_test_that_exists() -> None:
    assert [int(number) for number, *_ in ROWS] == [*range(1, 29), *range(34, 37)]
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    found = set(re.findall(r"def (test_\w+)", source))
    for number, _, tests, figure in ROWS:
        assert figure, number
        named = set(re.findall(r"`(test_\w+)`", tests))
        assert named, number
        assert named <= found, named - found
