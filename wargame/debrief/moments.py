"""The moments of a game, to walk along them, and what is marked on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from wargame.rules.account import Talk
from wargame.rules.wording import LAST_DICE
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class Moment:
    """A station within a turn: what it is, what it is called, on which page of the replay it is told, and
    which ``kind`` of outcomes is meant there, from the ``place``-th on. The end has no page."""

    turn: int
    what: Literal["dawn", "orders", "exchange", "outcome", "dice", "end"]
    name: str
    page: str
    kind: str = ""
    place: int = 0


@frozen
class Mark:
    """Something marked on a turn: a ``sign`` of one cell, and in words what it is."""

    turn: int
    sign: str
    text: str


def moments(game: GameLog) -> tuple[Moment, ...]:
    """All moments that have come, in their order."""
    return tuple(moment for record in game.turns for moment in _of_turn(game, record.turn))


def _of_turn(game: GameLog, turn: int) -> list[Moment]:
    record, last = game.turns[turn - 1], game.over and turn == game.turn
    found = [Moment(turn, "dawn", "dawn", "papers"), Moment(turn, "orders", "orders", "orders")]
    for n, exchange in enumerate(game.exchanges(turn)):
        found.append(Moment(turn, "exchange", exchange.name, "ledger", "exchange", n))
    if record.closing is not None:
        found.append(Moment(turn, "outcome", "what came of it", "ledger"))
    if last:
        entries = record.account.entries if record.account else ()
        if any(isinstance(entry, Talk) and entry.kind in ("survived", "fell") for entry in entries):
            found.append(Moment(turn, "dice", LAST_DICE[game.rules.thrown].lower(), "ledger", "dice"))
        found.append(Moment(turn, "end", "the end", ""))
    return found


def kept(game: GameLog) -> tuple[Mark, ...]:
    """Bookmarks, notes and rewinds. While the game is veiled it is told that they are there, not what they
    say."""
    found = [Mark(note.turn, "★", note.text or "bookmark") for note in game.bookmarks]
    found += [Mark(note.turn, "✎", note.text) for note in game.notes]
    found += [Mark(gone.turns[0].turn, "↺", f"gone back to: {gone.reason}") for gone in game.undone]
    return tuple(Mark(mark.turn, mark.sign, "") if game.veiled else mark for mark in found)


def parted(game: GameLog) -> tuple[Mark, ...]:
    """The variations that part from this game, or from this variation."""
    own = game.of.number if game.of else 0
    found = (one for one in game.variations if one.parent == own)
    return tuple(Mark(one.turn, "↗", "" if game.veiled else one.name) for one in found)


RAILS: Mapping[str, Callable[[GameLog], tuple[Mark, ...]]] = {"kept": kept, "parted": parted}
"""What stands on the second rail of a replay, under the turns: each gives the marks of a game."""
