"""How much is tried, and a bound on work, wide enough that it tells a blow-up from a slow machine."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONG = int(os.environ.get("WARGAME_LONG", "1"))
"""How many times as much as at every change is tried where tests draw or leave out: the long tier."""


def figure(what: str, number: int) -> None:
    """Says how much was tried; the long tier collects it."""
    print(f"FIGURE {what}: {number:,}")


@contextmanager
def bounded(seconds: float = 10) -> Iterator[None]:
    """Fails when what is done within takes more than ``seconds`` of this process's own time."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < seconds


@contextmanager
def counted() -> Iterator[list[int]]:
    """How often functions are called and generators go on within: the same on every machine."""
    count = [0]

    def note(frame: object, event: str, argument: object) -> None:
        count[0] += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        yield count
    finally:
        sys.setprofile(None)
