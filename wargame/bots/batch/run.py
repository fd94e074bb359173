"""Runs a batch: cuts it into chunks, has an executor or joblib play them, adds them up as they come in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any

from wargame.bots.batch.chunk import Spec, run_chunk
from wargame.bots.batch.processes import processes
from wargame.bots.batch.summary import Summary
from wargame.values import frozen

CHUNK = 250
"""Games in a chunk, at most."""
WAITING = 64
"""Chunks that an executor has before their time, at least."""


@frozen
class Played:
    """What a batch came to; ``complete`` is false where it was broken off, ``trouble`` says why if nobody
    asked for it."""

    summary: Summary
    complete: bool
    trouble: str = ""


def chunks(games: int, jobs: int) -> Iterator[tuple[int, int]]:
    """The chunks of a batch: every game once, in order."""
    size = max(1, min(CHUNK, -(-games // max(4 * jobs, 50))))
    for first in range(0, games, size):
        yield first, min(first + size, games)


def run(
    spec: Spec,
    games: int,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    joblib: Any = None,
    tell: Callable[[int], object] = lambda games: None,
) -> Played:
    """Play a batch of ``games`` games. The summary is the same to the last digit however they are played.

    ``executor`` may be any executor of ``concurrent.futures``; ``joblib`` an object such as
    ``joblib.Parallel(n_jobs=8, return_as="generator_unordered")``, which then runs on the back end that
    joblib is configured for. Without either, one job plays here and several have a process each.
    ``jobs`` says how many workers there are, for the size of chunks; what waits for them does not grow
    with ``games``. ``tell`` is called with the number of games of every chunk that came in. Ctrl-C gives
    what has been played so far.
    """
    total = Summary()
    try:
        with closing(_parts(spec, chunks(games, jobs), jobs, executor, joblib)) as parts:
            for part in parts:
                total += part
                tell(part.games)
    except KeyboardInterrupt:
        return Played(total, complete=False)
    except BrokenExecutor:
        return Played(total, complete=False, trouble="A process that played was ended from outside.")
    return Played(total, complete=True)


def _parts(
    spec: Spec, cut: Iterator[tuple[int, int]], jobs: int, executor: Executor | None, joblib: Any
) -> Generator[Summary]:
    if joblib is not None:
        from joblib import delayed

        yield from joblib(delayed(run_chunk)(spec, first, last) for first, last in cut)
    elif executor is not None:
        submit = partial(executor.submit, partial(run_chunk, spec))
        yield from _submitted(submit, cut, jobs)
    elif jobs <= 1:
        for first, last in cut:
            yield run_chunk(spec, first, last)
    else:
        with processes(jobs) as pool:
            yield from _submitted(partial(pool.submit, spec), cut, jobs, pool.check)


def _submitted(
    submit: Callable[[int, int], Future[Summary]],
    cut: Iterator[tuple[int, int]],
    jobs: int,
    check: Callable[[], None] | None = None,
) -> Iterator[Summary]:
    """What comes of the chunks, as they are done. Only a few more are submitted than there are workers, and
    what is not begun is taken back where the batch is broken off. ``check`` is called now and then."""
    running: set[Future[Summary]] = set()
    try:
        while True:
            for first, last in islice(cut, max(2 * jobs, WAITING) - len(running)):
                running.add(submit(first, last))
            if not running:
                return
            done, running = wait(running, None if check is None else 0.1, FIRST_COMPLETED)
            if check is not None:
                check()
            for future in done:
                yield future.result()
    finally:
        for future in running:
            future.cancel()
