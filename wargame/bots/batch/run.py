"""Runs a batch: cuts it into chunks, has an executor or joblib play them, adds them up as they come in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import closing
from functools import partial
from itertools import chain, count, islice
from math import ceil, inf
from typing import Any

from wargame.bots.batch.chunk import Part, Spec, play_part
from wargame.bots.batch.processes import processes
from wargame.bots.batch.summary import Summary
from wargame.values import frozen

LEAST, MOST = 0.5, 1.0
"""Seconds that a chunk should last, once it is known how long a game takes, which may be half wrong."""
WAITING = 64
"""Chunks that an executor has before their time, at least, once so many came: the first tell how long a game
takes, and a worker's very first, in which it compiles, tells too much."""
WAVES = 3
"""Rounds of one chunk a worker in which joblib learns how long a game takes."""


@frozen
class Played:
    """What a batch came to; ``complete`` is false where it was broken off, ``trouble`` says why if nobody
    asked for it."""

    summary: Summary
    complete: bool
    trouble: str = ""


class Cut:
    """Cuts a batch into chunks, every game once. They last ``MOST`` seconds, towards the end less; before it
    is known how long a game takes, they are of one game. How they are cut changes no sum."""

    def __init__(self, games: int, jobs: int) -> None:
        self.games, self.jobs = games, jobs
        self.begun = 0
        self.pace = inf
        self.come = 0
        self.again: list[tuple[int, int]] = []
        """Chunks that came to a worker that did not know the scenario."""

    def __iter__(self) -> Iterator[tuple[int, int]]:
        while self.begun < self.games:
            left = self.games - self.begun
            most = max(LEAST, min(MOST, left * self.pace / (2 * self.jobs))) if self.pace < inf else 0
            first = self.begun
            self.begun += min(left, max(1, ceil(most / self.pace)))
            yield first, self.begun

    def came(self, part: Part) -> Iterator[Summary]:
        """Take what came of a chunk."""
        if part.summary is None:
            self.again.append((part.first, part.last))
            return
        self.come += 1
        self.pace = min(self.pace, max(part.pace, 1e-6))
        yield part.summary


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
        with closing(_parts(spec, Cut(games, jobs), executor, joblib)) as parts:
            for part in parts:
                total += part
                tell(part.games)
    except KeyboardInterrupt:
        return Played(total, complete=False)
    except BrokenExecutor:
        return Played(total, complete=False, trouble="A process that played was ended from outside.")
    return Played(total, complete=True)


def _parts(spec: Spec, cut: Cut, executor: Executor | None, joblib: Any) -> Generator[Summary]:
    if joblib is not None:
        yield from _joined(spec, cut, joblib)
    elif executor is not None:
        yield from _submitted(lambda *chunk: executor.submit(play_part, *chunk), spec, cut)
    elif cut.jobs <= 1:
        for first, last in cut:
            yield from cut.came(play_part(spec, first, last))
    else:
        with processes(cut.jobs) as pool:
            yield from _submitted(partial(pool.submit, play_part), spec, cut, pool.check)


def _joined(spec: Spec, cut: Cut, joblib: Any) -> Iterator[Summary]:
    """What comes of the chunks by joblib, which may give nothing before the last one has come in: in rounds.
    The first ones have the scenario with them, and any chunk that came to a worker without it."""
    chunks, waves = iter(cut), count()
    with joblib as parallel:  # the workers stay
        while cut.begun < cut.games or cut.again:
            early = next(waves) < WAVES
            with_it, cut.again = cut.again, []
            rest = islice(chunks, cut.jobs if early else None)
            tasks = chain(
                (_task(spec, *chunk) for chunk in with_it),
                (_task(spec if early else spec.short, *chunk) for chunk in rest),
            )
            for part in parallel(tasks):
                yield from cut.came(part)


def _task(spec: Spec, first: int, last: int) -> tuple[Any, ...]:
    """A chunk as joblib takes it, which is what its ``delayed`` makes."""
    return play_part, (spec, first, last), {}


def _submitted(
    submit: Callable[[Spec, int, int], Future[Part]],
    spec: Spec,
    cut: Cut,
    check: Callable[[], None] | None = None,
) -> Iterator[Summary]:
    """What comes of the chunks, as they are done. Only a few more are submitted than there are workers, and
    what is not begun is taken back where the batch is broken off. The first ones have the scenario with them,
    and any chunk that came to a worker without it. ``check`` is called now and then."""
    running: set[Future[Part]] = set()
    chunks, early = iter(cut), 2 * cut.jobs
    try:
        while True:
            ready = min(max(2 * cut.jobs, WAITING), 2 * cut.jobs + cut.come)
            for first, last in islice(chunks, max(0, ready - len(running))):
                running.add(submit(spec if early > 0 else spec.short, first, last))
                early -= 1
            if not running:
                return
            done, running = wait(running, None if check is None else 0.1, FIRST_COMPLETED)
            if check is not None:
                check()
            for future in done:
                yield from cut.came(future.result())
            running |= {submit(spec, first, last) for first, last in cut.again}
            cut.again.clear()
    finally:
        for future in running:
            future.cancel()
