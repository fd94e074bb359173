"""The shipped scenarios, loaded once for all tests: the flagship takes a quarter of a second."""

from __future__ import annotations

from functools import cache

from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.scenario import load
from wargame.scenario.model import Scenario


@cache
def shipped(name: str) -> Scenario:
    return load(name)


@cache
def shipped_rules(name: str) -> Rules:
    return compile_rules(shipped(name))
