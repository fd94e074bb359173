"""Time in which a program has nothing to do: tests of screens skip it.

A screen that waits for its next look, or a test that rests between two presses, does nothing meanwhile. Where
nothing is to come from elsewhere, either, the clock is put forward to the next thing that is due: all happens
in the same order, at the same times of that clock, and what needs the processor takes the time that it takes.
"""

from __future__ import annotations

import asyncio
import threading
import time
from asyncio import AbstractEventLoop, Future
from asyncio.base_events import BaseEventLoop
from selectors import BaseSelector, DefaultSelector, SelectorKey
from typing import Any

import pytest

_AT_WORK = 0.005
"""Seconds at most that are waited at a time for a thread that may be at work, or at rest like the program."""

_PATIENCE = 60.0
"""Seconds after which a program that never has nothing to do has a fault."""

_real, _skipped = time.monotonic, 0.0
_resting: list[Future[None]] = []


def monotonic() -> float:
    """The clock, with all time that has been skipped."""
    return _real() + _skipped


def put_forward() -> None:
    """Have that clock in place of ``time.monotonic``: before anything is imported that takes it by name."""
    time.monotonic = monotonic


async def rest() -> None:
    """Wait until all is done that can be done now: nothing is in a queue, and what is left waits for its time
    or for a thread. For those who have asked to ``skip``."""
    until = asyncio.get_running_loop().create_future()
    _resting.append(until)
    async with asyncio.timeout(_PATIENCE):
        await until


def skip(patch: pytest.MonkeyPatch) -> None:
    """Skip what a loop would wait until something is due; on Windows, whose loops have no selector, wait."""
    before, called = set(threading.enumerate()), set[Future[Any]]()
    select, run = DefaultSelector.select, BaseEventLoop.run_in_executor

    def skip_to_next(selector: BaseSelector, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        global _skipped
        if _resting and timeout != 0:
            while _resting:
                if not (one := _resting.pop()).done():
                    one.set_result(None)
            timeout = 0
        if not timeout or called:
            return select(selector, timeout)
        others = [one for one in threading.enumerate() if one not in before and "asyncio_" not in one.name]
        waited = min(timeout, _AT_WORK) if others else 0
        began = _real()
        if not (found := select(selector, waited)):
            _skipped += max(0.0, timeout - (_real() - began))
        return found

    def run_in_executor(loop: AbstractEventLoop, *arguments: Any) -> Future[Any]:
        future = run(loop, *arguments)
        called.add(future)
        future.add_done_callback(called.discard)
        return future

    patch.setattr(DefaultSelector, "select", skip_to_next)
    patch.setattr(BaseEventLoop, "run_in_executor", run_in_executor)
