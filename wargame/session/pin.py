"""A team's PIN for its desk: it keeps a neighbour from looking in. It is no safe: who has the save can read
all that is in it."""

from __future__ import annotations

import math
import re
import secrets
import time
from hashlib import pbkdf2_hmac
from hmac import compare_digest

SHORTEST, LONGEST = 4, 8
"""How many digits a PIN has."""

_FREE = 3
_LONGEST_WAIT = 60
_ROUNDS = 400_000
_MOST_ROUNDS = 2_000_000  # a save made to harm must not keep the program busy
_SEALED = re.compile(r"pbkdf2-sha256:(\d{1,7}):([0-9a-f]{32}):([0-9a-f]{64})")


class Guesses:
    """Wrong PINs in a row, by seat (``wrong``): from the third on, each doubles how long nobody may try the
    next. Of so many of them everybody has been ``told``."""

    def __init__(self) -> None:
        self.wrong: dict[str, int] = {}
        self.told: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def tried(self, seat: str, right: bool) -> None:
        """Counts a try."""
        n = self.wrong.get(seat, 0) + 1
        if right:
            self.forget(seat)
        else:
            self.recall(seat, n)

    def forget(self, seat: str) -> None:
        """What was tried is no matter any more: the right one was given, or it has another PIN or none."""
        self.wrong.pop(seat, None)
        self.told.pop(seat, None)

    def tell(self, seat: str) -> None:
        """Everybody is told of all that were tried so far."""
        if seat in self.wrong:
            self.told[seat] = self.wrong[seat]

    def recall(self, seat: str, n: int) -> None:
        """So many wrong ones were tried, the last one just now."""
        self.wrong[seat] = n
        self._until[seat] = time.monotonic() + pause(n)

    def wait(self, seat: str) -> int:
        """Seconds until the next try is allowed, 0 to 60."""
        return max(0, math.ceil(self._until.get(seat, 0) - time.monotonic()))


def pause(n: int) -> int:
    """For how many seconds nobody may try after so many wrong PINs in a row: ten cost over a minute."""
    return min(2 ** min(n - _FREE, 9), _LONGEST_WAIT) if n >= _FREE else 0


def guessed(wrong: int, *, right: bool) -> bool:
    """Were so many wrong PINs guesses, and no slips of who gave the right one then?"""
    return wrong >= _FREE or (wrong > 0 and not right)


def fit(pin: str) -> bool:
    """Is this 4 to 8 digits?"""
    return pin.isascii() and pin.isdecimal() and SHORTEST <= len(pin) <= LONGEST


def seal(pin: str) -> str:
    """What is kept of a PIN: ``pbkdf2-sha256:ROUNDS:SALT:HASH``. Takes about a tenth of a second."""
    salt = secrets.token_hex(16)
    return f"pbkdf2-sha256:{_ROUNDS}:{salt}:{_hash(pin, salt, _ROUNDS)}"


def nobodys() -> str:
    """What is kept where a seat has a PIN that nobody knows."""
    return f"pbkdf2-sha256:{_ROUNDS}:{secrets.token_hex(16)}:{secrets.token_hex(32)}"


def sealed(text: str) -> bool:
    """Is this what ``seal`` gives?"""
    found = _SEALED.fullmatch(text)
    return found is not None and 0 < int(found[1]) <= _MOST_ROUNDS


def opens(pin: str, kept: str) -> bool:
    """Is this the PIN of which ``kept`` was made? Raises ValueError if ``seal`` made no such thing."""
    found = _SEALED.fullmatch(kept)
    if found is None:
        raise ValueError("a PIN is not kept like that")
    return compare_digest(_hash(pin, found[2], int(found[1])), found[3])


def _hash(pin: str, salt: str, rounds: int) -> str:
    return pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), rounds).hex()
