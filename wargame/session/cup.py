"""The dice of each turn of a game: thrown from a seed, and laid open turn by turn.

A turn's ``entropy`` is a hash of seed, salt and turn; it gives all rolls of that turn and tells nothing of
the next. What binds it is a hash of it, which can stand in a save before the turn is played.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from hashlib import blake2b, sha256
from typing import Self

from attrs import evolve, field

from wargame.rules.dice import Dice, NoDice
from wargame.values import frozen

Salts = tuple[tuple[int, str], ...]


class UnknownDice(ValueError):
    """The dice of a turn are not known here."""


@frozen
class Cup:
    """What gives a turn its dice.

    ``seed`` is None where it is not known; then ``opened`` has the entropy of the turns that were
    adjudicated. ``salts`` are those of branches, with the turn from which on each holds; the last one counts.
    ``bound`` has what binds each turn that was bound. ``whole`` is how rules before "3" threw: from the seed
    itself, which gave the turns to come away with those gone by. Where dice are not ``thrown``, only what is
    drawn by lot comes from all this.
    """

    seed: int | None
    salts: Salts = ()
    opened: Mapping[int, str] = field(factory=dict)
    bound: Mapping[int, str] = field(factory=dict)
    whole: bool = False
    thrown: bool = True

    def dice(self, turn: int) -> Dice:
        """The dice that adjudicate a turn, and throw for the dawn after it; those of turn 0 begin the game.
        Raises UnknownDice."""
        kind = Dice if self.thrown else NoDice
        if self.whole:
            assert self.seed is not None
            return kind(self.seed, self._salt(turn))
        return kind(int(self.entropy(turn), 16))

    def entropy(self, turn: int) -> str:
        """What gives a turn's rolls, 32 hexadecimal digits. Raises UnknownDice."""
        if turn in self.opened:
            return self.opened[turn]  # where there is a salt, it came later
        if self.seed is None:
            raise UnknownDice(f"the dice of turn {turn} are not known")
        text = f"{self.seed}\x1f{self._salt(turn)}\x1f{turn}"
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def parting(self, salt: str) -> int:
        """A seed for a game that parts from this one: by the salt from this one's, or else at random."""
        if self.seed is None:
            return secrets.randbits(63)
        digest = blake2b(f"{self.seed}\x1f{salt}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1

    def hidden(self, turn: int) -> str:
        """The entropy of a turn whose dice were bound, else nothing."""
        return self.entropy(turn) if turn in self.bound else ""

    def _salt(self, turn: int) -> str:
        return next((salt for since, salt in reversed(self.salts) if since <= turn), "")

    # -- changes: each gives another cup ------------------------------------------------------------------

    def salted(self, turn: int, salt: str) -> Self:
        """The same with dice of its own from a turn on."""
        return evolve(self, salts=(*self.salts, (turn, salt)))

    def bind(self, turn: int, bindings: tuple[str, ...], seed: int | None) -> Self:
        """With another seed, or none that is known, and dice bound anew, from a turn on."""
        kept = {n: text for n, text in self.opened.items() if n < turn}
        bound = {n: text for n, text in self.bound.items() if n < turn}
        return evolve(
            self, seed=seed, salts=(), opened=kept, bound={**bound, **dict(enumerate(bindings, turn))}
        )

    def varied(self, turn: int, salt: str) -> Self:
        """For a variation, which stands in a save in clear: the same up to a turn, from there on by a salt,
        and by the seed only where that is in clear, too."""
        if not self.bound:
            return self.salted(turn, salt)
        kept = {n: text for n, text in self.opened.items() if n < turn}
        return evolve(self, seed=0, salts=((turn, salt),), opened=kept, bound={})

    def open(self, turn: int, entropy: str) -> Self:
        """With the entropy of a turn laid open."""
        return evolve(self, opened={**self.opened, turn: entropy})

    def bindings(self, first: int, last: int) -> tuple[str, ...]:
        """What binds the turns from ``first`` to ``last``. Raises UnknownDice."""
        return tuple(binding(self.entropy(turn)) for turn in range(first, last + 1))


def is_entropy(text: str) -> bool:
    """Is this 32 hexadecimal digits?"""
    return re.fullmatch("[0-9a-f]{32}", text) is not None


def binding(text: str) -> str:
    """What binds a text: SHA-256, 64 hexadecimal digits. Whoever has the text can check it; guessing it from
    this takes trying all texts that it could be."""
    return sha256(text.encode()).hexdigest()
