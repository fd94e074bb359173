"""Runs a batch: cuts it into chunks, has an executor or joblib play them, adds them up as they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from typing import Any

from attrs import frozen

from wargame.bots.batch.chunk import Spec, run_chunk
from wargame.bots.batch.summary import Summary

CHUNK = 250
"""Games in a chunk, at most."""


@frozen
class Played:
    """What a batch came to; ``complete`` is false where it was broken off."""

    summary: Summary
    complete: bool


def chunks(games: int, jobs: int) -> Iterator[tuple[int, int]]:
    """The chunks of a batch: every game once, in order."""
    size = max(1, min(CHUNK, -(-games // max(4 * jobs, 1))))
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
    ``joblib.Parallel( n_jobs=8, return_as="generator_unordered")``, which then runs on the back end that
    joblib is configured for. Without either, one job plays here and several have a process each. ``tell``
    is called with the number of games of every chunk that came in. Ctrl-C gives what has been played so
    far.
    """
    total = Summary()
    try:
        with ExitStack() as stack:
            for part in _parts(spec, list(chunks(games, jobs)), jobs, executor, joblib, stack):
                total += part
                tell(part.games)
    except KeyboardInterrupt:
        return Played(total, complete=False)
    return Played(total, complete=True)


def _parts(
    spec: Spec,
    cut: list[tuple[int, int]],
    jobs: int,
    executor: Executor | None,
    joblib: Any,
    stack: ExitStack,
) -> Iterator[Summary]:
    if joblib is not None:
        from joblib import delayed

        yield from joblib(delayed(run_chunk)(spec, first, last) for first, last in cut)
    elif executor is None and jobs <= 1:
        for first, last in cut:
            yield run_chunk(spec, first, last)
    else:
        if executor is None:
            executor = ProcessPoolExecutor(jobs)
            stack.callback(executor.shutdown, wait=False, cancel_futures=True)
        futures = [executor.submit(run_chunk, spec, first, last) for first, last in cut]
        for future in as_completed(futures):
            yield future.result()
