"""Worker processes for a batch that can be broken off at any moment, and leave nobody behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from types import FrameType

from wargame.bots.batch.chunk import Spec, run_chunk
from wargame.bots.batch.summary import Summary

_playing = _ended = False
"""Of this worker: whether it is in a chunk, and whether it was told to play no more."""


@contextmanager
def processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of ``jobs`` processes for ``play``. Where it is broken off, they drop what they are at.

    They are told, not killed: who is killed while sending half a result leaves the other side waiting for
    the rest for ever.
    """
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, initializer=_begin)
    try:
        yield pool
    except BaseException:
        if os.name == "posix":  # elsewhere the console tells everyone, and nobody can tell one alone
            for child in set(multiprocessing.active_children()) - others:
                assert child.pid is not None
                os.kill(child.pid, signal.SIGINT)
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def play(spec: Spec, first: int, last: int) -> Summary:
    """``run_chunk`` in a worker. Raises KeyboardInterrupt when it was told to stop."""
    global _playing
    _playing = True
    try:
        if _ended:
            raise KeyboardInterrupt
        return run_chunk(spec, first, last)
    finally:
        _playing = False


def _begin() -> None:
    signal.signal(signal.SIGINT, _end)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end(signum: int, frame: FrameType | None) -> None:
    """Interrupts the chunk; between two chunks there is nothing to interrupt."""
    global _playing, _ended
    _ended = True
    if _playing:
        _playing = False
        raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Ends this process when the one that wants its results is no more."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
