"""Runs a batch: cuts it into chunks, has an executor or joblib play them, adds them up as they come in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any

from attrs import frozen

from wargame.bots.batch.chunk import Spec, run_chunk
from wargame.bots.batch.processes import play, processes
from wargame.bots.batch.summary import Summary

CHUNK = 250
"""Games in a chunk, at most."""
WAITING = 64
"""Chunks that an executor has before their time, at least."""


@frozen
class Played:
    """What a batch came to; ``complete`` is false where it was broken off."""

    summary: Summary
    complete: bool


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
    return Played(total, complete=True)


def _parts(
    spec: Spec, cut: Iterator[tuple[int, int]], jobs: int, executor: Executor | None, joblib: Any
) -> Generator[Summary]:
    if joblib is not None:
        from joblib import delayed

        yield from joblib(delayed(run_chunk)(spec, first, last) for first, last in cut)
    elif executor is not None:
        yield from _submitted(partial(run_chunk, spec), cut, jobs, executor)
    elif jobs <= 1:
        for first, last in cut:
            yield run_chunk(spec, first, last)
    else:
        with processes(jobs) as pool:
            yield from _submitted(partial(play, spec), cut, jobs, pool)


def _submitted(
    chunk: Callable[[int, int], Summary], cut: Iterator[tuple[int, int]], jobs: int, executor: Executor
) -> Iterator[Summary]:
    """What an executor makes of the chunks, as they are done. Only a few more are given to it than it has
    workers, and what it did not begin is taken back where the batch is broken off."""
    running: set[Future[Summary]] = set()
    try:
        while True:
            for first, last in islice(cut, max(2 * jobs, WAITING) - len(running)):
                running.add(executor.submit(chunk, first, last))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        for future in running:
            future.cancel()
