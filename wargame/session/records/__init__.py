"""What a journal records, a class for each kind: what it holds, when it may stand, and what it changes.

A game at the table makes a record, checks it, writes it and applies it; a replay reads it, checks it and
applies it.
"""

from wargame.session.records import (  # noqa: F401 - each adds its kinds
    answers,
    guesses,
    notes,
    observers,
    seats,
    turns,
    umpire,
    variations,
)
from wargame.session.records.base import KINDS

__all__ = ["KINDS"]
