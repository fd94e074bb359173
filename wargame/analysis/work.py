"""The parts of which a slow analysis is made: done here, or by processes of their own that read the same
save. How they are dealt out changes no number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, wait
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from wargame.analysis.futures import Futures
from wargame.bots.batch.processes import Pool, processes
from wargame.journal import JournalError
from wargame.scenario import to_document
from wargame.session.documents import value_to
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.session.saves import open_replay
from wargame.values import frozen

P = TypeVar("P")
R = TypeVar("R")

Tell = Callable[[int], object]
"""Is told of so many games more that were played."""


class Work(Protocol):
    """Who does the parts. ``futures`` are those of the game; ``played`` is how many games were played on in
    all parts so far."""

    futures: Futures
    played: int

    def each(self, act: Callable[[Futures, P], R], parts: Iterable[P]) -> Iterator[R]:
        """What ``act`` comes to for each part, in their order. It is a function of a module, and gives and
        takes what can be sent to another process."""
        ...


class Here:
    """Does the parts in this process, as they are asked for."""

    def __init__(self, futures: Futures, tell: Tell = lambda games: None) -> None:
        self.futures, self.played, self._tell = futures, 0, tell

    def each(self, act: Callable[[Futures, P], R], parts: Iterable[P]) -> Iterator[R]:
        """See ``Work``."""
        for part in parts:
            before = self.futures.played
            found = act(self.futures, part)
            self.played += self.futures.played - before
            self._tell(self.futures.played - before)
            yield found


@frozen
class Source:
    """A save, and what tells its game from others: ``variation`` is which one of it, 0 for itself."""

    path: Path
    course: str
    variation: int


class There:
    """Has processes do the parts, all at once."""

    def __init__(self, pool: Pool, source: Source, futures: Futures, seed: int, tell: Tell) -> None:
        self.futures, self.played, self._tell = futures, 0, tell
        self._pool, self._source, self._seed = pool, source, seed
        self._in: list[int] = []

    def each(self, act: Callable[[Futures, P], R], parts: Iterable[P]) -> Iterator[R]:
        """See ``Work``."""
        waiting = [self._pool.submit(_there, self._source, self._seed, act, part) for part in parts]
        for future in waiting:
            future.add_done_callback(self._came)
        return self._collected(waiting)

    def _came(self, future: Future[tuple[Any, int]]) -> None:
        """A part came in, in whichever thread."""
        if not future.cancelled() and future.exception() is None:
            self._in.append(future.result()[1])

    def _told(self) -> None:
        """Tell of what came in, which may break it off."""
        self._pool.check()
        count = len(self._in)
        self._tell(sum(self._in[:count]))
        del self._in[:count]

    def _collected(self, waiting: list[Future[tuple[R, int]]]) -> Iterator[R]:
        for future in waiting:
            while not wait({future}, 0.1).done:
                self._told()
            found, played = future.result()
            self.played += played
            self._told()
            yield found


@contextmanager
def working(game: GameLog, seed: int = 0, jobs: int = 0, tell: Tell = lambda games: None) -> Iterator[Work]:
    """Who plays on from a game: ``jobs`` processes, or with none this one. Where a game has no save they
    could read, it is this one in any case. What ``tell`` raises breaks it off.

    Raises OSError or BrokenExecutor where there can be no processes, the save is another one by then, or they
    were ended from outside.
    """
    futures = Futures(game, seed)
    if not jobs or game.path is None or (game.of and not game.main.over):  # it takes a code that is not there
        yield Here(futures, tell)
        return
    source = Source(game.path.absolute(), course(game), game.of.number if game.of else 0)
    with processes(jobs, "spawn") as pool:  # this one may have threads, which no other way leaves alone
        yield There(pool, source, futures, seed, tell)


NO_PROCESSES = OSError, BrokenExecutor
"""What it comes to where processes can't do it."""


def course(game: GameLog) -> str:
    """What stands for a game as it went: its scenario, all orders, answers and rulings with what came of
    them, and the dice. Notes, names and times are no part of it. 64 hexadecimal digits."""
    rules = game.rules
    parts: list[Any] = [to_document(game.scenario), rules.thrown, game.engine, game.broken]
    thrown = (game.dice(turn) for turn in range(len(game.adjudicated) + 1))
    parts += [[str(dice.seed), dice.salt] for dice in thrown]
    for record in (*game.turns, *game.adjudicated[-1:]):
        orders = [[seat, value_to(rules, given)] for seat, given in record.orders.items()]
        told = (record.dawn, record.opening, record.umpire, record.replies, record.account, record.closing)
        parts.append([record.turn, orders, *(value_to(rules, item) for item in told)])
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()


def _there(source: Source, seed: int, act: Callable[[Futures, Any], R], part: Any) -> tuple[R, int]:
    """Does a part in a worker: what it comes to, and how many games were played for it."""
    futures = _futures(source, seed)
    before = futures.played
    return act(futures, part), futures.played - before


@lru_cache(maxsize=1)
def _futures(source: Source, seed: int) -> Futures:
    try:
        game = open_replay(source.path)
        if source.variation:
            game = game.variation(source.variation)
    except (JournalError, GameError) as error:
        raise OSError("the save can't be read any more") from error
    if course(game) != source.course:
        raise OSError("the save was changed meanwhile")
    return Futures(game, seed)
