"""Keyed dice: a roll is a pure function of seed, turn, who and purpose, never of what was rolled before.

So the same orders give the same result on every platform, and changing one order moves nobody's dice.
The hash is BLAKE2b (RFC 7693), 64 bytes wide; its first eight bytes, or for a seat one of its eight
lanes, are scaled to 0..99.
"""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct

_LANES = Struct("<8Q")
_SEP = "\x1f"
LANES = 8


class Dice:
    """The dice of one game.

    ``seed`` is any whole number. ``salt`` sets a branch apart that is made while the game still runs, so
    that nobody can try out the luck to come.
    """

    __slots__ = ("_base", "salt", "seed")

    def __init__(self, seed: int, salt: str = "") -> None:
        self.seed = seed
        self.salt = salt
        self._base = blake2b(f"{seed}{_SEP}{salt}{_SEP}".encode(), digest_size=64)

    def roll(self, turn: int, who: str, purpose: str) -> int:
        """One roll, 0 to 99, for a purpose by name (``event``, ``leak``, ``durability`` ...)."""
        h = self._base.copy()
        h.update(f"{turn}{_SEP}{who}{_SEP}{purpose}".encode())
        return (int.from_bytes(h.digest()[:8], "little") * 100) >> 64

    def lanes(self, turn: int, seat: str) -> tuple[int, ...]:
        """The eight raw lanes of a seat in a turn: for its order in slot n, lane 2n is the main die and
        lane 2n+1 the leak die. Scale with ``scale``."""
        h = self._base.copy()
        h.update(f"{turn}{_SEP}{seat}".encode())
        return _LANES.unpack(h.digest())

    def main(self, turn: int, seat: str, slot: int) -> int:
        """The main die, 0 to 99, of a seat's order in that slot."""
        return self._slot(turn, seat, 2 * slot)

    def leak(self, turn: int, seat: str, slot: int) -> int:
        """The leak die, 0 to 99, of a seat's order in that slot."""
        return self._slot(turn, seat, 2 * slot + 1)

    def _slot(self, turn: int, seat: str, lane: int) -> int:
        if lane < LANES:
            return scale(self.lanes(turn, seat)[lane])
        return self.roll(turn, seat, f"lane{lane}")


def scale(lane: int) -> int:
    """A 64-bit number as a roll, 0 to 99."""
    return (lane * 100) >> 64
