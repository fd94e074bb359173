"""How a game's prospects changed from turn to turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from wargame.analysis.futures import Futures, Outcome
from wargame.analysis.measures import Moved, Share, Shift, shares
from wargame.ids import SeatId
from wargame.session.log import GameLog
from wargame.values import frozen

WORLDS = 100
"""How many games are played on from each turn, unless said."""


@frozen
class Prospect:
    """What could be expected when seats decided in a ``turn``, or with ``after`` once the last one
    adjudicated was over: the chance of each ending, the most likely first, and each seat's expected score
    with the interval in which that lies."""

    turn: int
    after: bool
    endings: Mapping[str, Share]
    seats: Mapping[SeatId, Shift]


def outlook(game: GameLog, *, worlds: int = WORLDS, seed: int = 0) -> tuple[Prospect, ...]:
    """Plays on from each turn adjudicated in ``worlds`` worlds (at least 1), the same luck for all, as
    ``Futures`` does; last of all from where the newest closed. A game that is over has its own end there."""
    futures, rules = Futures(game, seed), game.rules
    if not futures.records:
        return ()
    places = len(futures.records) + 1
    found: list[list[Outcome]] = [[] for _ in range(places)]
    for n in range(worlds):
        luck = futures.world(n)
        for place, record in enumerate(futures.records):
            found[place].append(luck.from_opening(rules.context(record.opening)))
        last = game.turns[len(futures.records) - 1]
        assert last.closing is not None
        found[-1].append(luck.from_closing(rules.context(last.closing), luck.dice(last.turn), rules))
    turns = [*(record.turn for record in futures.records), futures.records[-1].turn]
    return tuple(
        _prospect(game, turn, ends, after=place == places - 1)
        for place, (turn, ends) in enumerate(zip(turns, found, strict=True))
    )


def _prospect(game: GameLog, turn: int, ends: list[Outcome], *, after: bool) -> Prospect:
    seats = {}
    for n, seat in enumerate(game.rules.seats):
        expected = Moved(0.0)
        for end in ends:
            expected.add(float(end.scores[n]))
        seats[seat] = expected.shift
    return Prospect(turn, after, shares(Counter(str(end.ending) for end in ends)), seats)
