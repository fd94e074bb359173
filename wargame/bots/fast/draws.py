"""The random numbers of players that play very many games: keyed like the dice, and independent of them.

A draw is a function of the game's seed, the turn, the seat, and how many draws that seat has made in that
turn. So what one seat draws moves nobody else's draws, in its turn or in another.
"""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct

_LANES = Struct("<8Q")
_GROUP = 8
_SPENT = tuple(1 << bits - 40 for bits in (64, 512))
"""When so many possible draws were made of a lane, and of a hash, others are begun: a draw is made from at
least 2 ** 40 possible values, so that none is favoured by more than its ten billionth part."""


class KeyedDraws:
    """The draws of all seats in one game. ``seed`` is the game's; a hash keeps them apart from its dice."""

    __slots__ = ("_base", "_lanes", "_most", "_pool", "_seat", "_shared", "_spent", "_turn", "_used")

    def __init__(self, seed: int) -> None:
        self._base = blake2b(f"{seed}\x1fplayers\x1f".encode(), digest_size=64)
        self._shared = (-1, -1)
        self._lanes: tuple[int, ...] = ()

    def begin(self, turn: int, seat: int) -> None:
        """Lets the draws that follow be those of a seat (its number) in a turn."""
        shared = (turn, seat // _GROUP)  # one hash serves eight seats
        if shared != self._shared:
            self._shared = shared
            self._lanes = _LANES.unpack(self._hash(f"{turn}\x1f{seat // _GROUP}"))
        self._turn = turn
        self._seat = seat
        self._used = 0
        self._pool = self._lanes[seat % _GROUP]
        self._spent = 1
        self._most = _SPENT[0]

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit - 1``, all of them equally likely. ``limit`` is at least 1."""
        if self._spent > self._most:
            self._used += 1
            self._pool = int.from_bytes(
                self._hash(f"{self._turn}\x1f{self._seat}\x1fmore\x1f{self._used}"), "little"
            )
            self._spent = 1
            self._most = _SPENT[1]
        self._spent *= limit
        self._pool, drawn = divmod(self._pool, limit)
        return drawn

    def _hash(self, key: str) -> bytes:
        h = self._base.copy()
        h.update(key.encode())
        return h.digest()
