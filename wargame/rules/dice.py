"""Keyed dice: a roll is a pure function of seed, turn, who and purpose, never of what was rolled before.

So the same orders give the same result on every platform, and changing one order moves nobody's dice.
The hash is BLAKE2b (RFC 7693), 64 bytes wide; its first eight bytes, or for an order one of its eight
lanes, are scaled to 0..99. Which lane is a seat's is fixed by its place at the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import Literal

_LANES = Struct("<8Q")
_first = Struct("<Q56x").unpack
GROUP = 4
"""How many seats share a hash."""
MIDDLE = (1 << 63) - 1
"""The lane in the middle: as many rolls lie below it as above."""
Fell = int | Literal["no dice"]
"""What a die shows, 0 to 99; or that none was thrown."""
_MIDDLES = (MIDDLE,) * 8
_LOTS = (b"hidden objective", b"answer ")
"""How the purposes of draws begin that no odds speak of; other names have no space."""


class Dice:
    """The dice of one game.

    ``seed`` is any whole number. ``salt`` sets a branch apart that is made while the game still runs, so
    that nobody can try out the luck to come.
    """

    __slots__ = ("_base", "salt", "seed")

    def __init__(self, seed: int, salt: str = "") -> None:
        self.seed = seed
        self.salt = salt
        self._base = blake2b(f"{seed}\x1f{salt}\x1f".encode(), digest_size=64)

    def roll(self, turn: int, who: str, purpose: str) -> int:
        """One roll, 0 to 99, for a purpose by name (``event``, ``leak``, ``durability`` ...)."""
        return scale(self.named(turn)(name(who, purpose)))

    def named(self, turn: int) -> Callable[[bytes], int]:
        """What gives the raw lanes of a turn's rolls for purposes by ``name``."""
        h = self._base.copy()
        h.update(b"%d\x1f" % turn)
        begun = h.copy

        def lane(name: bytes) -> int:
            h = begun()
            h.update(name)
            return _first(h.digest())[0]  # type: ignore[no-any-return]

        return lane

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        """The eight raw lanes for the orders in one slot of four seats (``group`` 0 has the seats 0 to 3):
        two for each seat, its main die and its leak die. Scale with ``scale``."""
        h = self._base.copy()
        h.update(_orders_key(turn, slot, group))
        return _LANES.unpack(h.digest())

    def slots(self, turn: int, slots: int, groups: Iterable[int] = ()) -> list[tuple[int, ...]]:
        """The raw lanes for the orders of all seats in so many slots. ``groups`` has those that there are
        after the first."""
        thrown: list[tuple[int, ...]] = []
        for slot in range(slots):
            thrown.append(self.lanes(turn, slot))
        for group in groups:
            thrown = [lanes + self.lanes(turn, slot, group) for slot, lanes in enumerate(thrown)]
        return thrown

    def main(self, turn: int, seat: int, slot: int) -> int:
        """The main die, 0 to 99, of the order in that slot (from 0) of a seat (its number)."""
        return scale(self.lanes(turn, slot, seat // GROUP)[seat % GROUP * 2])

    def leak(self, turn: int, seat: int, slot: int) -> int:
        """The leak die, 0 to 99, of the order in that slot (from 0) of a seat (its number)."""
        return scale(self.lanes(turn, slot, seat // GROUP)[seat % GROUP * 2 + 1])


class KeptDice(Dice):
    """The same dice for those who throw them again and again, of one table: they remember all lanes."""

    __slots__ = ("_named", "_thrown")

    def __init__(self, seed: int, salt: str = "") -> None:
        super().__init__(seed, salt)
        self._thrown: dict[tuple[int, int], list[tuple[int, ...]]] = {}
        self._named: dict[int, Callable[[bytes], int]] = {}

    def named(self, turn: int) -> Callable[[bytes], int]:
        """What gives the raw lanes of a turn's rolls by name."""
        kept = self._named.get(turn)
        if kept is None:
            kept = self._named[turn] = _Kept(super().named(turn)).__getitem__
        return kept

    def slots(self, turn: int, slots: int, groups: Iterable[int] = ()) -> list[tuple[int, ...]]:
        """The raw lanes for the orders in so many slots."""
        key = turn, slots
        thrown = self._thrown.get(key)
        if thrown is None:
            thrown = self._thrown[key] = super().slots(turn, slots, groups)
        return thrown


class NoDice(Dice):
    """No dice: of two things the likelier happens. Every roll is the middle one, 49, so what has odds of 50
    or more comes off. What no odds speak of is drawn by lot as ever: hidden aims, and the answers of those
    who do not look ahead."""

    __slots__ = ()

    def named(self, turn: int) -> Callable[[bytes], int]:
        """What gives the raw lanes of a turn's rolls by name."""
        drawn = super().named(turn)
        return lambda name: drawn(name) if name.partition(b"\x1f")[2].startswith(_LOTS) else MIDDLE

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        """The raw lanes for the orders in one slot."""
        return _MIDDLES


class _Kept(dict[bytes, int]):
    """Lanes by name, each thrown when it is first asked for."""

    def __init__(self, throw: Callable[[bytes], int]) -> None:
        super().__init__()
        self._throw = throw

    def __missing__(self, name: bytes) -> int:
        lane = self[name] = self._throw(name)
        return lane


@lru_cache(maxsize=4096)
def _orders_key(turn: int, slot: int, group: int) -> bytes:
    return f"{turn}\x1f{slot}\x1f{group}\x1forders".encode()


def name(who: str, purpose: str) -> bytes:
    """What a roll is for, as ``Dice.named`` takes it."""
    return f"{who}\x1f{purpose}".encode()


LIMITS = tuple(-(-(odds << 64) // 100) for odds in range(101))
"""For each odds the lane from which on a roll is no success: ``scale(lane) < odds`` and
``lane < LIMITS[odds]`` are the same."""


def face(fell: Fell) -> int:
    """Where on the scale from 0 to 99 it was decided: without dice in the middle."""
    return scale(MIDDLE) if fell == "no dice" else fell


def scale(lane: int) -> int:
    """A 64-bit number as a roll, 0 to 99."""
    return (lane * 100) >> 64
