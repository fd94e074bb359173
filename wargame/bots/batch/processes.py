"""Worker processes that can be broken off at any moment, and leave nobody behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr, suppress
from multiprocessing import resource_tracker
from types import FrameType
from typing import Any, TypeVar

Result = TypeVar("Result")
_working = _ended = False
"""Of this worker: whether it is at a piece of work, and whether it was told to do no more."""


class Pool:
    """Processes that work, and whether Ctrl-C was pressed since they were started. ``start`` says how they
    are started, as ``multiprocessing`` has it; by ``spawn`` also where there are threads.

    Ctrl-C interrupts nothing in this process while the pool lives, which would leave its locks held: it is
    noted, and ``check`` raises at a point where nothing is half done.
    """

    def __init__(self, jobs: int, start: str | None = None) -> None:
        self._others = set(multiprocessing.active_children())
        context = multiprocessing.get_context(start)
        if start == "spawn" and os.name == "posix":
            _track()
        self._executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
        self._interrupted = False

    def submit(self, act: Callable[..., Result], *args: Any) -> Future[Result]:
        """Has a process do a piece of work. One that starts here is told of Ctrl-C only when it can take
        it."""
        with _held_back():
            return self._executor.submit(_work, act, *args)

    def check(self) -> None:
        """Raises KeyboardInterrupt if Ctrl-C was pressed."""
        if self._interrupted:
            raise KeyboardInterrupt

    def note(self, signum: int, frame: FrameType | None) -> None:
        """The handler of Ctrl-C."""
        self._interrupted = True

    def shut(self, *, now: bool) -> None:
        """Ends the processes: when they are done, or ``now``. Then they are told to drop what they are at,
        not killed: who is killed while sending half a result leaves the other side waiting for the rest for
        ever."""
        if now and os.name == "posix":  # elsewhere the console tells everyone, and nobody can tell one alone
            for child in set(multiprocessing.active_children()) - self._others:
                assert child.pid is not None
                with suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGINT)
        self._executor.shutdown(cancel_futures=now)


def _track() -> None:
    """Start the process that clears away what processes share. It is handed stderr, and what a screen has put
    in its place has no descriptor to hand on; and where this one is ended by force, it need not tell that
    there was something to clear away."""
    sys.warnoptions.append("ignore:resource_tracker")
    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
    sys.warnoptions.pop()


@contextmanager
def processes(jobs: int, start: str | None = None) -> Iterator[Pool]:
    """A pool of ``jobs`` processes. Where it is broken off, they drop what they are at."""
    pool = Pool(jobs, start)
    before = signal.getsignal(signal.SIGINT)
    heeded = threading.current_thread() is threading.main_thread() and callable(before)
    if heeded:
        signal.signal(signal.SIGINT, pool.note)
    try:
        yield pool
    except BaseException:
        pool.shut(now=True)
        raise
    else:
        pool.shut(now=False)
    finally:
        if heeded:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _held_back() -> Iterator[None]:
    """Signals of Ctrl-C wait, here and in processes that start meanwhile. Does nothing on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _work(act: Callable[..., Result], *args: Any) -> Result:
    """``act`` in a worker. Raises KeyboardInterrupt when it was told to stop."""
    global _working
    _working = True
    try:
        if _ended:
            raise KeyboardInterrupt
        return act(*args)
    finally:
        _working = False


def _begin() -> None:
    signal.signal(signal.SIGINT, _end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end(signum: int, frame: FrameType | None) -> None:
    """Interrupts the work; between two pieces there is nothing to interrupt."""
    global _working, _ended
    _ended = True
    if _working:
        _working = False
        raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Ends this process when the one that wants its results is no more."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
