"""Sequential halving: the budget goes to those that have done well so far, all judged by the same luck.

Karnin, Koren and Somekh, "Almost Optimal Exploration in Multi-Armed Bandits", 2013, with common random
numbers: the n-th trial of every candidate has the luck of the n-th world. So candidates can be compared in
pairs, world by world, and who is beaten beyond doubt leaves before its round is over; a budget is not spent
where nothing is left to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from attrs import field

from wargame.rules.scoring import total
from wargame.values import define

T = TypeVar("T")
R = TypeVar("R")

LEAST = 4
"""In how many worlds a candidate is tried before it can leave early."""
DOUBT = 1.5
"""How many standard errors it must lie behind for that."""
SLACK = 1.0
"""Points that are not worth looking further for."""
FLOOR = 25.0
"""What is added to the squared differences of a few worlds, which may by chance be all alike."""


@define
class Trial(Generic[T, R]):
    """A candidate, what counts for it before any trial, its results in the order of the worlds, and their
    values."""

    candidate: T
    handicap: float = 0.0
    results: list[R] = field(factory=list)
    values: list[float] = field(factory=list)

    @property
    def mean(self) -> float:
        """The mean value of its results, and the handicap."""
        return total(self.values) / len(self.values) + self.handicap if self.values else self.handicap

    def take(self, result: R, value: Callable[[R], float]) -> None:
        """Takes in what it came to in its next world."""
        self.results.append(result)
        self.values.append(value(result))

    def over(self, other: Trial[T, R]) -> float:
        """By how much it is ahead of another one that was tried as often or more, in the same worlds."""
        gains = [a - b for a, b in zip(self.values, other.values, strict=False)]
        return total(gains) / len(gains) if gains else 0.0

    def beaten(self, other: Trial[T, R]) -> bool:
        """Is it behind another one by more than chance could make up for?"""
        behind = [b - a for a, b in zip(self.values, other.values, strict=False)]
        n = len(behind)
        if n < LEAST:
            return False
        mean = total(behind) / n
        gap = mean + other.handicap - self.handicap + SLACK
        spread = (total(d * d for d in behind) - n * mean * mean + FLOOR) / (n * (n - 1))
        return gap > 0 and gap * gap > DOUBT * DOUBT * spread


Play = Callable[[Sequence[tuple[T, int]]], Sequence[R]]
"""Plays candidates in worlds, by their numbers, all abreast."""


def halve(
    trials: Sequence[Trial[T, R]],
    play: Play[T, R],
    value: Callable[[R], float],
    budget: int,
    keep: int = 1,
) -> list[Trial[T, R]]:
    """Return the trials, best first, having played at most ``budget`` times.

    In each round all that are still in play equally often, then the worse half leaves; in the last round
    ``keep`` or two are in. Who is beaten by the last of the best ``keep`` leaves at once. Where the budget
    does not reach for all, those that come first play. Equals stay in the order given.
    """
    sizes = [len(trials)]
    while sizes[-1] > max(keep, 2):
        sizes.append(max(keep, (sizes[-1] + 1) // 2))
    ranked, left = list(trials), budget
    alive = list(trials)
    for played, size in enumerate(sizes):
        del alive[size:]
        each = max(1, left // (max(len(alive), 1) * (len(sizes) - played)))
        while each > 0 < left and not len(alive) <= keep < len(trials):
            trying = alive[:left]
            for _ in _tries(trying, play, value, min(each, left // len(alive))):
                each, left = each - 1, left - len(trying)
                alive.sort(key=lambda trial: (-len(trial.results), -trial.mean))
                alive = [*alive[:keep], *(t for t in alive[keep:] if not t.beaten(alive[keep - 1]))]
    ranked.sort(key=lambda trial: (-len(trial.results), -trial.mean))
    return ranked


def challenge(
    base: Trial[T, R],
    trials: Sequence[Trial[T, R]],
    play: Play[T, R],
    value: Callable[[R], float],
    worlds: int,
) -> None:
    """Try each of the others against the base, all in the same worlds, at most so many.

    Who is beaten by the base leaves. It is over once it is decided: nobody is left, or the only one left has
    beaten the base.
    """
    alive = list(trials)
    while worlds > 0:
        for _ in _tries([base, *alive], play, value, worlds):
            worlds -= 1
            alive = [trial for trial in alive if not trial.beaten(base)]
        if not alive or (len(alive) == 1 and base.beaten(alive[0])):
            break


def _tries(
    trials: Sequence[Trial[T, R]], play: Play[T, R], value: Callable[[R], float], most: int
) -> Iterator[None]:
    """Tries all in their next worlds, and stops after each. Those are played together before any of which
    nobody can leave, ``most`` of them at most, and always one."""
    worlds = range(max(1, min(most, LEAST - max(len(trial.results) for trial in trials))))
    played = iter(play([(trial.candidate, len(trial.results) + n) for n in worlds for trial in trials]))
    for _ in worlds:
        for trial in trials:
            trial.take(next(played), value)
        yield
