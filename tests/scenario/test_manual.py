"""The manual tells the truth: its example loads, its tables and lists are those of the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from wargame.bots.contradictions import contradictions
from wargame.scenario import check, load, model, shapes
from wargame.scenario.effects import KINDS, parse_effect
from wargame.scenario.expressions import parse
from wargame.scenario.functions import ARITHMETIC, FUNCTIONS, NAMES, usage
from wargame.scenario.lint import LINTS
from wargame.scenario.lint.survey import texts
from wargame.scenario.structure import structure

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
BLOCKS = FENCED.findall(TEXT)
"""The examples of the guide."""
EXAMPLE = next(block for kind, block in BLOCKS if block.startswith("# ferry.toml"))
CLASSES = [cls for cls in vars(model).values() if isinstance(cls, type) and attrs.has(cls)]
WHEN = {"always": "", "adjudication": "once orders are in", "move": "in the move itself"}


def told() -> list[str]:
    """The problems that the manual shows."""
    return [line for kind, block in BLOCKS if not kind for line in block.splitlines() if ".toml:" in line]


@pytest.fixture
def ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first example, saved as the guide says."""
    monkeypatch.chdir(tmp_path)
    Path("scenarios").mkdir()
    path = Path("scenarios") / "ferry.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_first_example_passes_check_as_printed(ferry: Path) -> None:
    assert check("ferry", lambda scenario: contradictions(scenario, 20)) == []


def test_the_example_that_builds_on_it_passes_check_as_printed(ferry: Path) -> None:
    (block,) = (block for kind, block in BLOCKS if block.startswith("extends"))
    ferry.with_name("dry.toml").write_text(block, encoding="utf-8")
    assert check("dry") == []
    assert len(load("dry").moves["strike"].factors) == 3


def test_the_problems_it_shows_are_those_that_are_told(ferry: Path) -> None:
    without, unknown = told()
    ferry.write_text(EXAMPLE.replace('sources = ["almanac"]\n', "", 1), encoding="utf-8")
    assert [str(problem) for problem in check("ferry")] == [without]
    ferry.write_text(EXAMPLE.replace("goodwill > 60", "godwill > 60"), encoding="utf-8")
    assert unknown in [str(problem) for problem in check("ferry")]
    ferry.write_text(EXAMPLE.replace('sources = ["almanac"]\n', "").split("[sources")[0], encoding="utf-8")
    (problem,) = check("ferry")
    assert problem.severity == "warning"
    assert load("ferry")


@pytest.mark.parametrize(
    "block", [block for kind, block in BLOCKS + FENCED.findall(README) if kind == "toml"]
)
def test_all_examples_have_known_keys_and_values_of_the_right_kind(block: str) -> None:
    document = tomllib.loads(block)
    for word in ("extends", "drop", "add"):
        document.pop(word, None)
    findings = structure(document)[1]  # what a part leaves out stands elsewhere
    assert [one for one in findings if not re.search("is missing|Nothing of what", one.message)] == []


def test_the_program_in_python_runs(ferry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = (block for kind, block in BLOCKS if kind == "python")
    exec(compile(code, "scenarios.md", "exec"), {})
    assert "8 turns" in capsys.readouterr().out


@pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "toml"])
def test_all_examples_are_toml_with_readable_expressions(block: str) -> None:
    for _, text, kind in texts(tomllib.loads(block)):
        if kind:
            parse(text, kind)
        else:
            parse_effect(text)


def default(attribute: Any) -> str:
    if attribute.default is attrs.NOTHING:
        return "needed"
    value = attribute.default.factory() if isinstance(attribute.default, attrs.Factory) else attribute.default
    if isinstance(value, bool):
        return str(value).lower()
    if (not value and value != 0) or attrs.has(type(value)):
        return "–"
    return ", ".join(f"`{item}`" for item in (value if isinstance(value, tuple) else (value,)))


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_tables_list_every_field_with_its_default(cls: type) -> None:
    rows = [
        (attribute.name, default(attribute))
        for attribute in attrs.fields(cls)
        if not (attribute.name == "id" and shapes.keyed(cls))
    ]
    tables = [
        re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", table.split("\n\n")[0], re.MULTILINE)
        for table in TEXT.split("| field | what it is | if left out |")[1:]
    ]
    assert rows in tables


def test_every_function_is_told() -> None:
    for function in FUNCTIONS.values():
        kind = "true or false" if function.kind == "boolean" else "a number"
        assert f"| `{usage(function.name)}` | {kind}: {function.doc} | {WHEN[function.when]} |" in TEXT
    for name, doc in ARITHMETIC.items():
        assert f"| `{usage(name)}` | a number: {doc} | |" in TEXT
    for name, doc in NAMES.items():
        assert f"| `{name}` | a number: {doc} | |" in TEXT


def test_every_kind_of_effect_is_told() -> None:
    written = dict(re.findall(r'^\| `"(.*)"` \| (.*) \|$', TEXT.split("## Effects")[1], re.MULTILINE))
    told = {parse_effect(text).kind: does for text, does in written.items() if " when " not in text}
    assert told == {kind: kind.does for kind in KINDS.values()}


def test_every_lint_is_told_under_its_severity() -> None:
    errors, warnings = TEXT.split("**Warnings** don't:")
    for lint in LINTS:
        assert f"\n* {lint.finds}\n" in (errors if lint.severity == "error" else warnings)


def test_links_inside_the_page_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\(#([\w-]+)\)", TEXT)) <= heads
