"""The small scenario, and golden files: texts that were looked at once and are compared ever after."""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import idle
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.scenario import load
from wargame.scenario.model import Scenario

settings.register_profile("same", derandomize=True, deadline=None)  # the same examples in every run
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
gc.set_threshold(50_000)  # as the program does
idle.put_forward()

MINI = Path(__file__).parent / "scenarios" / "mini.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--keys", type=int, default=800, help="keys at screens and boxes, test_hammer.py")
    parser.addoption("--key-seed", default="", help="another run of keys there")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python is told to keep nothing compiled beside the sources, keep it in pytest's cache: for the
    next run, and for the programs that tests start."""
    cache = getattr(config, "cache", None)  # a plugin's, which may be off
    if sys.dont_write_bytecode and cache is not None:
        with contextlib.suppress(OSError):  # nothing can be kept here
            sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(cache.mkdir("compiled"))
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            sys.dont_write_bytecode = False
    if config.getoption("numprocesses", None) and not sys.dont_write_bytecode:
        _compile_once()


def _compile_once() -> None:
    """In a fresh clone, compile for all processes what each would compile by itself, at the same time."""
    tests = Path(__file__).parent
    compiled = importlib.util.cache_from_source(str(tests.parent / "wargame" / "tui" / "app.py"))
    if Path(compiled).exists():
        return
    parts = sorted(str(path) for path in [*tests.glob("*/"), *tests.glob("test_*.py")])
    collect = [sys.executable, "-m", "pytest", "-n0", "--collect-only", "-qq"]
    each = [[*collect, *parts[n::2]] for n in range(2)]
    for run in [subprocess.Popen(one, stdout=subprocess.DEVNULL, cwd=tests.parent) for one in each]:
        run.wait()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Each process begins with tests that lie together, so that few make the same things for them."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "worksteal"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Two processes more than there are processors: tests of programs and of the disk wait much."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session")
def mini() -> Scenario:
    return load(MINI)


@pytest.fixture(scope="session")
def rules(mini: Scenario) -> Rules:
    return compile_rules(mini)


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test leaves lies in the data and cache folders of who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _quick_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs are hashed in few rounds; tests of the hash itself put a fixture of this name in its place."""
    monkeypatch.setattr("wargame.session.pin._ROUNDS", 100)
    monkeypatch.setattr("wargame.session.sealing._ROUNDS", 100)


@pytest.fixture(autouse=True)
def _no_home_of_anybodys(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is kept in mind of games that tests play."""
    folder = tmp_path_factory.getbasetemp() / "nobody" / "saves"
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: folder)


@pytest.fixture
def transcript(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``transcript(text, name)``: compare with ``golden/NAME.txt`` beside the test, or write it."""

    def compare(text: str, name: str) -> None:
        path = request.path.parent / "golden" / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"there is no {path.name}: run with --update-golden, then read it"
        assert text == path.read_text(encoding="utf-8")

    return compare
