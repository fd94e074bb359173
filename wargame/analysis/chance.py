"""What was luck: the same orders under other dice.

What seats knew, wanted and ordered stays as it was; nothing but the dice is another. So this tells how much
of what came of those decisions was theirs, and how much the dice's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeVar

from wargame.analysis.measures import Share, Spread, seeds, shares, spread
from wargame.ids import EventId, MoveId, PaperId, ReactionId, SeatId, TrackId
from wargame.rules.compiled import Rules
from wargame.rules.scoring import verdict
from wargame.rules.state import State
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.session.replications import replays, replications
from wargame.values import frozen

T = TypeVar("T")

DICE = 1_000
"""Under how many other dice orders are played, unless said."""


@frozen
class MoveChance:
    """A move that was ordered: did it come off, and how often it would have. One that was withdrawn in an
    exchange did not."""

    seat: SeatId
    move: MoveId
    came_off: bool
    often: Share


@frozen
class EventChance:
    """An event at dusk or a reaction that happened, or would have under some of the dice; how often."""

    id: EventId | ReactionId
    happened: bool
    often: Share


@frozen
class PaperChance:
    """An agreement over which the last die was thrown: did it outlive the last turn, and how often it would
    have, of the dice under which it was in force."""

    id: PaperId
    survived: bool
    often: Share


@frozen
class TurnChance:
    """The luck of one turn, from orders to dusk.

    *What happened* is the set of results of the moves: which of those ordered came off and which did not.
    ``likely`` is how often that set came out again, ``same`` how often everything did: the closing state to
    the last track, flag and paper. ``moves`` has each move by seat, ``events`` what happened by itself,
    ``papers`` the last dice. ``endings`` is how often the game ended in this turn, by ending, and as ``""``
    how often it went on; ``ending`` is what it did.

    ``tracks`` is where each track stood after it, ``seats`` each seat's score if the game had been scored
    then, 0 to 100.
    """

    turn: int
    likely: Share
    same: Share
    moves: tuple[MoveChance, ...]
    events: tuple[EventChance, ...]
    papers: tuple[PaperChance, ...]
    ending: str
    endings: Mapping[str, Share]
    tracks: Mapping[TrackId, Spread]
    seats: Mapping[SeatId, Spread]


@frozen
class GameChance:
    """The luck of a game: all of its orders from the first turn on, under other dice.

    ``seats`` has each seat's score beside what it would have been: its ``luck`` in points is the score less
    the mean, its ``percentile`` how much of what could have been is worse. ``verdict`` is the same of the
    historians' verdict. ``ending`` is how the game ended, ``endings`` how often it would have ended how; an
    ending is ``""`` where the game was not over, and then it is scored as it stood.

    The orders were given for the game as it went. A move that became impossible was dropped: ``dropped`` is
    how many of the ``ordered`` moves were, in the mean, and ``unplayed`` how many came too late, after an
    earlier end, as happened in ``sooner`` of the games. Where both are many, this is less the luck of that
    game than the sum of its orders under any sky.
    """

    seats: Mapping[SeatId, Spread]
    verdict: Spread
    ending: str
    endings: Mapping[str, Share]
    ordered: int
    dropped: float
    unplayed: float
    sooner: Share


def luck_of_turn(game: GameLog, turn: int, *, dice: int = DICE, seed: int = 0) -> TurnChance:
    """Plays the orders of an adjudicated turn from its opening state under ``dice`` others (at least 1),
    those of ``seed``.

    Raises GameError where the turn has not been adjudicated.
    """
    if not 1 <= turn <= len(game.adjudicated):
        raise GameError(f"Turn {turn} has not been adjudicated.")
    record, rules = game.adjudicated[turn - 1], game.rules
    opening, closing = record.opening, record.closing
    assert closing is not None
    found = _counted(replications(game, _seeds(seed, dice, turn), turn))
    ordered = [(seat, order.move) for seat in rules.seats for order in record.orders[seat].moves]
    indexes = [rules.move_index[move] for _, move in ordered]

    def came_off(state: State) -> tuple[bool, ...]:
        return tuple(state.done[i] > opening.done[i] for i in indexes)

    def happened(state: State) -> tuple[bool, ...]:
        return tuple(now > before for now, before in zip(state.fired, opening.fired, strict=True))

    was, fired = came_off(closing), happened(closing)
    results = _tally((came_off(state), n) for state, n in found)
    ids: Iterable[EventId | ReactionId] = chain(rules.scenario.events, rules.scenario.reactions)
    events = zip(ids, fired, _often(((happened(state), n) for state, n in found), len(fired)), strict=True)
    moves = zip(ordered, was, _often(results.items(), len(was)), strict=True)
    return TurnChance(
        turn=turn,
        likely=Share(results[was], dice),
        same=Share(sum(n for state, n in found if state == closing), dice),
        moves=tuple(MoveChance(*who, so, Share(n, dice)) for who, so, n in moves),
        events=tuple(EventChance(id, so, Share(n, dice)) for id, so, n in events if so or n),
        papers=tuple(_papers(closing, found)),
        ending=closing.ending,
        endings=shares(_tally((str(state.ending), n) for state, n in found)),
        tracks={
            id: spread(closing.tracks[i], _tally((state.tracks[i], n) for state, n in found))
            for i, id in enumerate(rules.scenario.tracks)
        },
        seats=_scored(rules, closing, found),
    )


def luck_of_game(game: GameLog, *, dice: int = DICE, seed: int = 0) -> GameChance:
    """Plays all orders of a game from its beginning under ``dice`` others (at least 1), those of ``seed``, as
    ``replays`` does.

    Raises GameError where nothing has been adjudicated yet.
    """
    rules, played = game.rules, list(replays(game, _seeds(seed, dice, 0)))
    records = [record for record in game.turns if record.closing is not None]
    closing, turns = records[-1].closing, len(records)
    assert closing is not None
    ends = [(replay.end, 1) for replay in played]
    return GameChance(
        seats=_scored(rules, closing, ends),
        verdict=spread(verdict(rules, closing)[1], _tally((verdict(rules, end)[1], 1) for end, _ in ends)),
        ending=closing.ending,
        endings=shares(_tally((str(end.ending), 1) for end, _ in ends)),
        ordered=sum(len(orders.moves) for record in records for orders in record.orders.values()),
        dropped=sum(replay.dropped for replay in played) / dice,
        unplayed=sum(replay.unplayed for replay in played) / dice,
        sooner=Share(sum(replay.end.turn < turns for replay in played), dice),
    )


def _seeds(seed: int, dice: int, turn: int) -> Iterable[int]:
    if dice < 1:
        raise ValueError("luck takes at least one other dice")
    return seeds(seed, dice, "luck", turn)


def _counted(states: Iterable[State]) -> list[tuple[State, int]]:
    """The states with how often each came: what is the same one is not looked at twice."""
    found: dict[int, tuple[State, int]] = {}
    for state in states:
        found[id(state)] = state, found.get(id(state), (state, 0))[1] + 1
    return list(found.values())


def _tally(found: Iterable[tuple[T, int]]) -> Counter[T]:
    """How often each thing came, of things with how often each came so."""
    counter: Counter[T] = Counter()
    for thing, n in found:
        counter[thing] += n
    return counter


def _often(found: Iterable[tuple[tuple[bool, ...], int]], size: int) -> list[int]:
    """How often each of so many things came about."""
    often = [0] * size
    for things, n in found:
        for i, so in enumerate(things):
            often[i] += so * n
    return often


def _papers(closing: State, found: Iterable[tuple[State, int]]) -> Iterable[PaperChance]:
    """The agreements of a closing over which the last die was thrown."""
    lasted: defaultdict[PaperId, Counter[bool]] = defaultdict(Counter)
    for state, n in found:
        for paper in state.agreements:
            if paper.survived is not None:
                lasted[paper.id][paper.survived] += n
    for paper in closing.agreements:
        if paper.survived is not None and (often := lasted[paper.id]):
            yield PaperChance(paper.id, paper.survived, Share(often[True], often.total()))


def _scored(rules: Rules, closing: State, found: Iterable[tuple[State, int]]) -> dict[SeatId, Spread]:
    """Each seat's score at a closing, beside those at others."""
    scores: dict[SeatId, Counter[int]] = {seat: Counter() for seat in rules.seats}
    for state, n in found:
        x = rules.context(state)
        for seat, counter in scores.items():
            counter[rules.points[seat](x.t, x.f, x)] += n
    x = rules.context(closing)
    return {seat: spread(rules.points[seat](x.t, x.f, x), counter) for seat, counter in scores.items()}
