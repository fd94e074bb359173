"""The manual tells the truth: its example loads, its tables and lists are those of the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from wargame.scenario import check, load, model, shapes
from wargame.scenario.effects import KINDS, parse_effect
from wargame.scenario.expressions import parse
from wargame.scenario.functions import ARITHMETIC, FUNCTIONS, NAMES, usage
from wargame.scenario.lint import LINTS
from wargame.scenario.lint.survey import texts

TEXT = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", TEXT, re.DOTALL)
EXAMPLE = next(block for kind, block in BLOCKS if block.startswith("# ferry.toml"))
CLASSES = [cls for cls in vars(model).values() if isinstance(cls, type) and attrs.has(cls)]
WHEN = {"always": "", "adjudication": "once orders are in", "move": "in the move itself"}


def told() -> list[str]:
    """The problems that the manual shows."""
    return [line for kind, block in BLOCKS if not kind for line in block.splitlines() if ".toml:" in line]


def test_the_example_gives_the_problems_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("ferry.toml")
    path.write_text(EXAMPLE, encoding="utf-8")
    assert [str(problem) for problem in check("ferry")] == told()[:2]
    path.write_text(EXAMPLE.replace('default = ["', 'sources = ["almanac"]\ndefault = ["'), encoding="utf-8")
    assert check("ferry") == []
    assert load("ferry").seats["north"].sources == ("almanac",)
    without = EXAMPLE.replace('sources = ["almanac"]\n', "").split("[sources.almanac]")[0]
    path.write_text(without, encoding="utf-8")
    (problem,) = check("ferry")
    assert problem.severity == "warning"
    assert load("ferry")


def test_the_message_it_shows_is_the_message_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ferry.toml").write_text(EXAMPLE.replace("goodwill > 60", "godwill > 60"), encoding="utf-8")
    assert told()[2] in [str(problem) for problem in check("ferry")]


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
