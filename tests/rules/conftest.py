from __future__ import annotations

from pathlib import Path

import pytest

from wargame.rules.compiled import Rules, compile_rules
from wargame.scenario import load
from wargame.scenario.model import Scenario

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"


@pytest.fixture(scope="session")
def mini() -> Scenario:
    return load(MINI)


@pytest.fixture(scope="session")
def rules(mini: Scenario) -> Rules:
    return compile_rules(mini)
