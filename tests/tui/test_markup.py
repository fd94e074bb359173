"""No text of ours reaches a widget as markup that was put together: a scan of all the screens' code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import wargame.tui

CODE = Path(wargame.tui.__file__).parent
SINKS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "SelectionList", "Select",
    "Selection", "Collapsible", "TabPane", "Tab", "Placeholder", "notify", "update", "from_markup",
    "set_options", "add_option",
    "DiscoveryHit", "Hit", "Tooltip",
}  # fmt: skip
TITLES = {"border_title", "border_subtitle", "tooltip"}


def made_up(node: ast.expr) -> bool:
    """Is this a string put together from pieces?"""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        sides = (node.left, node.right)
        return any(
            made_up(side) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            for side in sides
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {"format", "join"} and isinstance(node.func.value, ast.Constant)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "str"
    return False


def complaints(source: str) -> list[str]:
    """Every place where made-up text reaches something that reads markup."""
    found = []
    tree = ast.parse(source)
    ours = {  # a class of our own may bear the name of one of Textual's
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wargame.")
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(name.name == "escape" for name in node.names):
            found.append(f"line {node.lineno}: escape() is no protection")
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SINKS - ours and any(made_up(argument) for argument in node.args):
                found.append(f"line {node.lineno}: made-up text in {name}")
            for keyword in node.keywords:
                if keyword.arg == "markup" and not (
                    isinstance(keyword.value, ast.Constant) and keyword.value.value is False
                ):
                    found.append(f"line {node.lineno}: markup may only be switched off")
                if keyword.arg in TITLES | {"message", "title"} and name in SINKS and made_up(keyword.value):
                    found.append(f"line {node.lineno}: made-up text in {name}({keyword.arg}=)")
        if isinstance(node, ast.Assign) and made_up(node.value):
            targets = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
            found += [
                f"line {node.lineno}: made-up text in {target}" for target in targets if target in TITLES
            ]
    return found


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=lambda path: str(path.relative_to(CODE)))
def test_no_made_up_markup(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        "Static(f'{name}')",
        "Label('a' + name)",
        "box.update('%s' % name)",
        "app.notify(str(error))",
        "Option('{}'.format(name))",
        "box.border_title = f'{name}'",
        "Static(name, markup=True)",
        "from textual.markup import escape",
        "Content.from_markup(f'[b]{name}[/b]')",
    ],
)
def test_the_scan_sees_what_it_must(bad: str) -> None:
    assert complaints(bad)


@pytest.mark.parametrize(
    "good", ["Static(Content(f'{name}'))", "Static('fixed')", "Content.from_markup('[b]$who[/b]', who=name)"]
)
def test_the_scan_lets_pass_what_is_safe(good: str) -> None:
    assert complaints(good) == []
