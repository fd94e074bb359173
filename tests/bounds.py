"""A bound on work, wide enough that it tells a blow-up from a slow machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bounded(seconds: float = 10) -> Iterator[None]:
    """Fails when what is done within takes more than ``seconds`` of this process's own time."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < seconds
