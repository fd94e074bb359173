"""Numbers that tell how sure they are: shares, spreads, means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from math import sqrt

from wargame.values import frozen

Z = 1.96
"""How many standard errors an interval reaches to each side: 95 % of what could have been drawn lies in
it."""
TAIL = 5
"""Percent of what came out that lie below, and above, what a spread calls low and high."""


@frozen
class Share:
    """How often something came about: ``n`` times of ``of``, which is at least 1."""

    n: int
    of: int

    @property
    def share(self) -> float:
        """The share, 0 to 1."""
        return self.n / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, with 95 % confidence: Wilson, "Probable Inference, the Law
        of Succession, and Statistical Inference", 1927."""
        n, p, zz = self.of, self.share, Z * Z
        middle = (p + zz / (2 * n)) / (1 + zz / n)
        reach = Z * sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n)
        return middle - reach if self.n else 0.0, middle + reach if self.n < n else 1.0


@frozen
class Spread:
    """How a number came out under other luck, beside what it ``was``: its mean, standard deviation, between
    which values nine tenths of it lie (``low`` to ``high``), and the ``least`` and the ``most``;
    ``percentile`` is the share of what came out that is less than what was, with half of what is the same, in
    percent (50: as lucky as not). ``of`` is how many times it was tried."""

    was: int
    mean: float
    deviation: float
    low: int
    high: int
    least: int
    most: int
    percentile: float
    of: int

    @property
    def luck(self) -> float:
        """By how much it was more than the mean."""
        return self.was - self.mean

    @property
    def interval(self) -> tuple[float, float]:
        """Between which values the mean lies, with 95 % confidence."""
        reach = Z * self.deviation / sqrt(self.of)
        return self.mean - reach, self.mean + reach


def spread(was: int, found: Mapping[int, int]) -> Spread:
    """The spread of a number by how often each value was found, beside what it was. At least one was
    found."""
    values, n = sorted(found), sum(found.values())
    mean = sum(value * found[value] for value in values) / n
    square = sum((value - mean) ** 2 * found[value] for value in values) / max(n - 1, 1)
    less = sum(times for value, times in found.items() if value < was)
    ranked = (200 * less + 100 * found.get(was, 0)) / (2 * n)
    low, high = (_ranked(values, found, -(-n * part // 100)) for part in (TAIL, 100 - TAIL))
    return Spread(was, mean, sqrt(square), low, high, values[0], values[-1], ranked, n)


def _ranked(values: list[int], found: Mapping[int, int], rank: int) -> int:
    """The value that stands in this place, from 1, of all that was found."""
    for value in values:
        rank -= found[value]
        if rank <= 0:
            return value
    return values[-1]


@frozen
class Shift:
    """By how much something moves a number, in points of 100: the mean of what it did with the same luck, and
    between which values the true one lies, with 95 % confidence."""

    mean: float
    low: float
    high: float

    @property
    def sure(self) -> float:
        """By how much at least, up or down: 0 where it may be nothing."""
        return max(self.low, -self.high, 0.0)


class Moved:
    """Differences of a number in pairs with the same luck, taken in one after another.

    ``unseen`` is a difference that is reckoned with though it was not met: where all were alike, the next
    one need not be. They are taken in as whole numbers, of which ``scale`` make one: so their sum is the same
    in whichever order they come.
    """

    __slots__ = ("n", "scale", "squares", "total", "unseen")

    def __init__(self, unseen: float, scale: int = 1) -> None:
        self.n = self.total = self.squares = 0
        self.unseen, self.scale = unseen, scale

    def add(self, difference: int) -> None:
        """Take in one."""
        self.n += 1
        self.total += difference
        self.squares += difference * difference

    def add_all(self, other: Moved) -> None:
        """Take in what another has taken in."""
        self.n += other.n
        self.total += other.total
        self.squares += other.squares

    @property
    def mean(self) -> float:
        """The mean of what was taken in; 0 for nothing."""
        return self.total / (max(self.n, 1) * self.scale)

    @property
    def reach(self) -> float:
        """How far the interval goes to each side of the mean; to all that can be before there are two."""
        if self.n < 2:
            return 100.0
        spread = (self.squares - self.total * self.total / self.n) / self.scale**2 + self.unseen * self.unseen
        return Z * sqrt(max(spread, 0.0) / (self.n * (self.n - 1)))

    @property
    def shift(self) -> Shift:
        """What they come to."""
        return Shift(self.mean, max(self.mean - self.reach, -100.0), min(self.mean + self.reach, 100.0))


def seed_of(seed: int, n: int, *what: object) -> int:
    """The ``n``-th seed for dice of those that a seed gives for a purpose. It is none that a game has: those
    are no hashes of this kind."""
    key = "\x1f".join(map(str, ("analysis", seed, *what, n)))
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


def seeds(seed: int, number: int, *what: object) -> Iterator[int]:
    """So many of them, the first ones the same whatever the number."""
    return (seed_of(seed, n, *what) for n in range(number))


def shares(found: Counter[str]) -> dict[str, Share]:
    """Each thing that was found with its share, the most frequent first; of equals the first found."""
    of = found.total()
    return {thing: Share(n, of) for thing, n in found.most_common()}
