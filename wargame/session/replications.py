"""The same orders under other dice: what of a game was luck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from wargame.rules.adjudicator import adjudicate, break_off, resolve
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.dawn import begin_turn
from wargame.rules.dice import Dice
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.forks import Forks
from wargame.rules.orders import NO_UMPIRE, AllOrders
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.values import frozen


@frozen
class Replay:
    """A game with all of its orders under other dice: the state at its end, how many of its moves fell away
    as they were closed or could not be paid, and how many were not reached as it ended sooner."""

    end: State
    dropped: int
    unplayed: int


def replications(game: GameLog, seeds: Iterable[int], turn: int = 0) -> Iterator[State]:
    """What the orders of an adjudicated ``turn`` would have come to under other dice, one for each seed (any
    whole numbers): the closing states. Without a turn, the ends of ``replays``. No account is kept; the
    umpire rules as it did.

    Raises GameError where the turn has not been adjudicated, and for a game of another engine version.
    """
    game.must_be_recomputable()
    rules, records = game.rules, game.adjudicated
    if not 0 <= turn <= len(records) or not records:
        raise GameError(f"Turn {turn or 1} has not been adjudicated.")
    if not turn:
        yield from (replay.end for replay in replays(game, seeds))
        return
    record = records[turn - 1]
    if record.umpire == NO_UMPIRE:
        forks = Forks(rules, record.opening, record.orders, record.replies)
        yield from (forks.closing(rules.dice(seed)) for seed in seeds)
        return
    for seed in seeds:
        dice, replies = rules.dice(seed), record.replies
        yield resolve(rules, record.opening, record.orders, dice, record.umpire, replies)[0]


def replays(game: GameLog, seeds: Iterable[int]) -> Iterator[Replay]:
    """The game from its beginning under other dice, one for each seed, with the same hidden objectives and
    all orders of the turns adjudicated. A move that is closed by then, or can't be paid, falls away, and so
    do all orders after an earlier ending. Words stay as they are: an answer to an offer that is not there
    says nothing. Exchanges are answered as they were, new ones by the rule of players that do not look ahead.
    A game that was broken off is broken off there, if it has not ended sooner.

    Raises GameError where no turn has been adjudicated, and for a game of another engine version.
    """
    game.must_be_recomputable()
    rules, records = game.rules, game.adjudicated
    if not records:
        raise GameError("Turn 1 has not been adjudicated.")
    start = evolve(rules.start, hidden=records[0].opening.hidden)
    ordered = [sum(len(orders.moves) for orders in record.orders.values()) for record in records]
    for seed in seeds:
        x, dice, dropped = rules.context(start), rules.dice(seed), 0
        for record in records:
            begin_turn(rules, x, dice)
            possible = possible_orders(rules, x, record.orders)
            dropped += ordered[x.turn - 1] - sum(len(orders.moves) for orders in possible.values())
            _adjudicate(rules, x, record, possible, dice)
            if x.ending:
                break
        turn, end = x.turn, x.snapshot()
        if game.broken and not end.ending:
            end = break_off(rules, end, dice)[0]
        yield Replay(end, dropped, sum(ordered[turn:]))


def _adjudicate(rules: Rules, x: Context, record: TurnRecord, orders: AllOrders, dice: Dice) -> None:
    umpire, answers = record.umpire, recorded(record.replies, by_rule(dice))
    adjudicate(rules, x, orders, dice, None if umpire == NO_UMPIRE else [], umpire, answers)


def possible_orders(rules: Rules, x: Context, orders: AllOrders) -> AllOrders:
    """Orders without the moves that are closed in the state of ``x``, or can't be paid there."""
    possible = {}
    for seat, resource in zip(rules.seats, rules.resources, strict=True):
        mine, moves = orders[seat], []
        if mine.moves:
            left = x.t[resource] if resource is not None else 0
            found: Sequence[int] = rules.open_moves[seat](x.t, x.f, x)
            for order in mine.moves:
                code = rules.codes[order.move]
                if code.index in found and (resource is None or code.cost <= left):
                    left -= code.cost
                    moves.append(order)
        possible[seat] = mine if len(moves) == len(mine.moves) else evolve(mine, moves=tuple(moves))
    return possible
