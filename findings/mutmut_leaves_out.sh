#!/usr/bin/env bash
# One would guess that a mutation tool which says "3 of 3 killed" has put faults into all of a module. What really happens
# (mutmut 3.8.0): it changes the bodies of functions and methods that carry no decorator, and nothing else. A table of
# constants, a class's attribute, a cached function and a property get no mutant at all, and are not counted as left out.
# It matters here because much of what the rules promise stands in tables (effects, grades, kinds of records) and in
# decorated functions: figures of that tool would say nothing of them, so benchmarks/mutants makes its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check mutmut==3.8.0 pytest==9.0.1
mkdir -p "$work/project/odds" "$work/project/tests"
cd "$work/project"
cat >odds/__init__.py <<'PYTHON'
from functools import cache

STEPS = {"calm": 1, "tense": 2}


def plain(level):
    return STEPS[level] + 1


@cache
def kept(level):
    return STEPS[level] + 1


class Ladder:
    top = 3

    def height(self, level):
        return STEPS[level] * self.top

    @property
    def middle(self):
        return self.top // 2
PYTHON
cat >tests/test_odds.py <<'PYTHON'
from odds import Ladder, kept, plain


def test_all():
    assert plain("calm") == kept("calm") == 2
    assert Ladder().height("tense") == 6
    assert Ladder().middle == 1
PYTHON
cat >pyproject.toml <<'TOML'
[project]
name = "odds"
version = "1"

[tool.mutmut]
source_paths = ["odds"]
pytest_add_cli_args_test_selection = ["tests"]
TOML
"$work/env/bin/mutmut" --version
"$work/env/bin/mutmut" run >run.log 2>&1 || { tail -n 20 run.log; exit 1; }
"$work/env/bin/mutmut" results --all true | tee results.txt
functions=$(sed -E 's/^ *odds\.(.*)__mutmut_.*/\1/' results.txt | LC_ALL=C sort -u | paste -sd ' ')
[ "$functions" = "x_plain xǁLadderǁheight" ] || { echo "mutants were made of: $functions"; exit 1; }
