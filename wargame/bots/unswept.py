"""Thinking and playing that nobody sweeps under: looks ahead and games make much, and nothing in circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_thinking = 0
"""How many think at this moment: machines may in a thread, while another game goes on."""
_swept = False
"""Whether garbage was collected before the first of them began."""


@contextmanager
def unswept() -> Iterator[None]:
    """No collection of garbage meanwhile, which would go through all that is being thought and find nothing
    to take away. When the last who thinks is done, it is as it was before the first began."""
    global _thinking, _swept
    with _lock:
        if not _thinking:
            _swept = gc.isenabled()
            gc.disable()
        _thinking += 1
    try:
        yield
    finally:
        with _lock:
            _thinking -= 1
            if not _thinking and _swept:
                gc.enable()
