"""Planners think without a collection of garbage meanwhile, and leave none that it would have found."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from tests.shipped import shipped_rules
from wargame.bots.planner import Planner
from wargame.bots.unswept import unswept
from wargame.session import Game


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_a_decision_is_not_swept_under_and_leaves_nothing_to_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Game.new(shipped_rules("offer"), seed=1).seat("kim")
    view, seen, policy = door.view(), list[bool](), Planner(door, 40)
    legal = policy._legal

    def looked(orders: Any) -> Any:
        seen.append(gc.isenabled())
        return legal(orders)

    monkeypatch.setattr(policy, "_legal", looked)
    policy.choose(view, random.Random(1))  # whatever is compiled when it is first needed
    gc.collect()
    policy.choose(view, random.Random(1))
    assert gc.collect() == 0
    assert seen == [False, False]
    assert gc.isenabled()


def test_it_is_as_before_when_the_last_is_done_whatever_happened() -> None:
    @unswept()
    def err() -> None:
        raise ValueError(f"collecting: {gc.isenabled()}")

    with pytest.raises(ValueError, match="collecting: False"):
        err()
    assert gc.isenabled()
    gc.disable()
    with unswept(), unswept():
        pass
    assert not gc.isenabled()


def test_two_that_think_at_once_do_not_undo_each_other() -> None:
    begun, end = Event(), Event()

    def think() -> None:
        with unswept():
            begun.set()
            end.wait(60)

    with unswept():
        thread = Thread(target=think)
        thread.start()
        assert begun.wait(60)
    assert not gc.isenabled()
    end.set()
    thread.join()
    assert gc.isenabled()
