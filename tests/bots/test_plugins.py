"""Policies of other packages: the example of docs/balance.md, offered by an entry point, plays."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wargame.bots import registry
from wargame.bots.plugins import installed
from wargame.bots.policy import PolicyError
from wargame.bots.random_policy import make

ROOT = Path(__file__).resolve().parents[2]
MINI = ROOT / "tests" / "scenarios" / "mini.toml"


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages with the documented policy, as an installer would leave it."""
    text = (ROOT / "docs" / "balance.md").read_text(encoding="utf-8")
    code = next(c for c in re.findall(r"```python\n(.*?)```", text, re.S) if "class Dove" in c)
    points = re.search(r'\[project\.entry-points\."(.+?)"\]\n(\w+) = "(.+?)"', text)
    assert points
    group, name, value = points.groups()
    (tmp_path / f"{value.split(':')[0]}.py").write_text(code)
    info = tmp_path / "doves-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: doves\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        f"[{group}]\n{name} = {value}\nbroken = no_such_module:X\nrandom = my_package:Dove\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    installed.cache_clear()
    yield tmp_path
    installed.cache_clear()


def test_the_documented_policy_plays_at_the_table_and_in_batches(packages: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(packages)!r})\n"
        "from wargame.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    for words, says in (
        (["auto", MINI, "--seed", "1", "--seat", "sarvia=dove"], "The calmest thing at hand"),
        (["balance", MINI, "--games", "4", "--seat", "sarvia=dove"], "Sarvia dove"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert says in done.stdout


def test_a_broken_one_is_named_and_none_takes_our_names(packages: Path) -> None:
    assert registry.names() == [*registry.own_names(), "broken", "dove"]
    assert registry.maker("random") is make
    assert registry.maker("dove").__name__ == "Dove"
    with pytest.raises(PolicyError, match="no_such_module"):
        registry.maker("broken")
    for nobody in ("nobody", "moves"):
        with pytest.raises(KeyError):
            registry.maker(nobody)
