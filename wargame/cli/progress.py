"""How far something slow has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], object]]:
    """What tells how much is done, of how much: by a bar on stderr, if that is a terminal. There is none
    where nothing is told."""
    bar: Any = None
    with ExitStack() as stack:

        def tell(done: int, of: int) -> None:
            nonlocal bar
            if sys.stderr.isatty():
                bar = bar or stack.enter_context(click.progressbar(length=of, file=sys.stderr, label=label))
                bar.update(done - bar.pos)

        yield tell
