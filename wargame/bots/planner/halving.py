"""Sequential halving: the budget goes to those that have done well so far, all judged by the same luck.

Karnin, Koren and Somekh, "Almost Optimal Exploration in Multi-Armed Bandits", 2013, with common random
numbers: the n-th trial of every candidate has the luck of the n-th world.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from attrs import field

from wargame.values import define

T = TypeVar("T")
R = TypeVar("R")


@define
class Trial(Generic[T, R]):
    """A candidate, what counts for it before any trial, its results in the order of the worlds, and the sum
    of their values."""

    candidate: T
    handicap: float = 0.0
    results: list[R] = field(factory=list)
    total: float = 0.0

    @property
    def mean(self) -> float:
        """The mean value of its results, and the handicap."""
        return self.total / len(self.results) + self.handicap if self.results else self.handicap


def halve(
    trials: Sequence[Trial[T, R]],
    play: Callable[[T, int], R],
    value: Callable[[R], float],
    budget: int,
    keep: int = 1,
) -> list[Trial[T, R]]:
    """Return the trials, best first, having played at most ``budget`` times.

    In each round all that are still in play equally often, then the worse half leaves; in the last round
    ``keep`` or two are in. Where the budget does not reach for all, those that come first play. Equals stay
    in the order given.
    """
    sizes = [len(trials)]
    while sizes[-1] > max(keep, 2):
        sizes.append(max(keep, (sizes[-1] + 1) // 2))
    ranked, left = list(trials), budget
    for played, size in enumerate(sizes):
        if left <= 0:
            break
        alive = ranked[:size]
        each = max(1, left // (size * (len(sizes) - played)))
        for trial in alive[:left]:
            for n in range(len(trial.results), len(trial.results) + each):
                result = play(trial.candidate, n)
                trial.results.append(result)
                trial.total += value(result)
                left -= 1
        alive.sort(key=lambda trial: (-len(trial.results), -trial.mean))
        ranked[:size] = alive
    return ranked
