"""How a game's prospects changed from turn to turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from wargame.analysis.futures import Futures, Outcome
from wargame.analysis.measures import Moved, Share, Shift, shares
from wargame.analysis.work import Here, Work
from wargame.ids import SeatId
from wargame.rules.abreast import abreast
from wargame.session.log import GameLog
from wargame.values import frozen

WORLDS = 100
"""How many games are played on from each turn, unless said."""
PART = 25
"""Worlds in one part of the work."""


@frozen
class Prospect:
    """What could be expected when seats decided in a ``turn``, or with ``after`` once the last one
    adjudicated was over: the chance of each ending, the most likely first, and each seat's expected score
    with the interval in which that lies."""

    turn: int
    after: bool
    endings: Mapping[str, Share]
    seats: Mapping[SeatId, Shift]


def outlook(
    game: GameLog, *, worlds: int = WORLDS, seed: int = 0, work: Work | None = None
) -> tuple[Prospect, ...]:
    """Plays on from each turn adjudicated in ``worlds`` worlds (at least 1), the same luck for all, as
    ``Futures`` does; last of all from where the newest closed. A game that is over has its own end there.
    ``work``, of the same game and seed, does the parts, if it is given."""
    work = work or Here(Futures(game, seed))
    records = work.futures.records
    if not records:
        return ()
    found: list[list[Outcome]] = [[] for _ in (*records, records[-1])]
    parts = [range(worlds)[at : at + PART] for at in range(0, worlds, PART)]
    for more in work.each(outcomes, parts):
        for ends, further in zip(found, more, strict=True):
            ends += further
    turns = [*(record.turn for record in records), records[-1].turn]
    return tuple(
        _prospect(game, turn, ends, after=place == len(records))
        for place, (turn, ends) in enumerate(zip(turns, found, strict=True))
    )


def outcomes(futures: Futures, worlds: range) -> list[list[Outcome]]:
    """How the game ends from each turn adjudicated, and from where the newest closed, in each world."""
    game, rules, records = futures.game, futures.rules, futures.records
    last = game.turns[len(records) - 1]
    assert last.closing is not None
    games = []
    for luck in map(futures.world, worlds):
        games += [luck.from_opening(rules.context(record.opening)) for record in records]
        games.append(luck.from_closing(rules.context(last.closing), luck.dice(last.turn), rules))
    ends = abreast(games)
    return [ends[place :: len(records) + 1] for place in range(len(records) + 1)]


def _prospect(game: GameLog, turn: int, ends: list[Outcome], *, after: bool) -> Prospect:
    seats = {}
    for n, seat in enumerate(game.rules.seats):
        expected = Moved(0.0)
        for end in ends:
            expected.add(end.scores[n])
        seats[seat] = expected.shift
    return Prospect(turn, after, shares(Counter(str(end.ending) for end in ends)), seats)
