"""What would have happened otherwise: one thing changed, and played on with the same luck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from attrs import evolve

from wargame.analysis.changes import NO_DIE, Change, loaded, umpired, with_events
from wargame.analysis.futures import Comparison, Futures, carry_out
from wargame.analysis.measures import Share, Shift, shares
from wargame.ids import EndingId, SeatId
from wargame.rules.account import Account, Entry
from wargame.rules.adjudicator import break_off
from wargame.rules.dawn import dawn
from wargame.rules.legality import forbidden
from wargame.rules.orders import AllOrders
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.session.replications import possible_orders
from wargame.values import frozen

WORLDS = 200
"""How many games are played on with the change, and as many without it, unless said."""


@frozen
class Counterfactual:
    """A game from a changed turn on, with the dice that were thrown and the orders that were given: ``turns``
    with their accounts, beside those of the game by their numbers. ``dropped`` is how many moves of later
    turns fell away as they were closed or could not be paid any more; ``unplayed`` how many were not reached,
    as it ended sooner. Where it has come to no ending when the orders run out, the last closing has none."""

    turns: tuple[TurnRecord, ...]
    dropped: int
    unplayed: int

    @property
    def end(self) -> State:
        """The state in which the last of its turns closed."""
        closing = self.turns[-1].closing
        assert closing is not None
        return closing


@frozen
class WhatIf:
    """What a change would have led to. ``counterfactual`` is the game with all other orders as they were
    given; that is what the same people did in another game, so from the second turn on ever less likely.

    The rest is of games played on by policies after the turn in question: how often they ended how, as it
    ``was`` and with the change (``now``), the most frequent first; and by how much the change moved the
    chance of each ending, in percentage points, and each seat's score, in points. ``worlds`` is in how many.
    """

    counterfactual: Counterfactual
    was: Mapping[str, Share]
    now: Mapping[str, Share]
    endings: Mapping[EndingId, Shift]
    seats: Mapping[SeatId, Shift]
    worlds: int


def counterfactual(game: GameLog, change: Change) -> Counterfactual:
    """Plays the game again from a turn on with a change of it: the same dice, the other orders as they were
    given, as far as they still make sense, exchanges as they were answered, new ones by rule. A game that was
    broken off is broken off there, if it has not ended sooner.

    Raises GameError for a turn that has not been adjudicated, for orders that could not be given in it, and
    for what there is not.
    """
    records = game.adjudicated
    _must_be_possible(game, change)
    rules, turns, dropped = game.rules, list[TurnRecord](), 0
    before: State | None = None
    dice, dawning = game.dice(change.turn - 1), rules
    for record in records[change.turn - 1 :]:
        opening, orders, here = record.opening, record.orders, Change(record.turn)
        dawned = record.dawn
        if before is None:
            here = change
        else:
            opening, dawned = dawn(dawning, before, dice)
            orders = possible_orders(rules, rules.context(opening), orders)
            dropped += _moves(record.orders) - _moves(orders)
        given = evolve(record, dawn=dawned, opening=opening, orders=orders)
        dice = loaded(rules, game.dice(record.turn), record, evolve(here, orders={**orders, **here.orders}))
        dawning = with_events(rules, tuple(here.events.items()))
        entries: list[Entry] = []
        x = rules.context(opening)
        carry_out(dawning, x, given, here, dice, entries)
        turns.append(_told(given, here, entries, before := x.snapshot()))
        if before.ending:
            break
    last = turns[-1]
    if game.broken and before is not None and not before.ending:
        ended, account = break_off(rules, before, dice)
        whole = Account(last.turn, "adjudication", [*entries, *account.entries])
        turns[-1] = evolve(last, closing=ended, account=whole)
    unplayed = sum(_moves(record.orders) for record in records[last.turn :])
    return Counterfactual(tuple(turns), dropped, unplayed)


def what_if(
    game: GameLog,
    change: Change,
    *,
    worlds: int = WORLDS,
    seed: int = 0,
    players: Mapping[str, str] | None = None,
    other_dice: bool = False,
) -> WhatIf:
    """Changes something in a turn, and plays on in ``worlds`` worlds (at least 1) with it and without it,
    with the dice that were thrown as long as the game went, or with ``other_dice``. ``players`` names for
    some seats the policy that plays them after that turn, ``default``, ``random``, ``history`` or ``moves``;
    the others play as in looks ahead, in character.

    Raises what ``counterfactual`` raises, and KeyError for a seat or a policy that there is not.
    """
    found, futures = counterfactual(game, change), Futures(game, seed, players)
    compared, was, now = Comparison(game.rules), Counter[str](), Counter[str]()
    for n in range(worlds):
        luck = futures.world(n, real=not other_dice)
        before, after = luck.after(Change(change.turn)), luck.after(change)
        compared.add(after, before)
        was[before.ending] += 1
        now[after.ending] += 1
    return WhatIf(found, shares(was), shares(now), compared.endings, compared.seats, worlds)


def _told(record: TurnRecord, change: Change, entries: list[Entry], closing: State) -> TurnRecord:
    """A turn as it was carried out with a change of it."""
    return evolve(
        record,
        orders={**record.orders, **change.orders},
        umpire=umpired(record, change),
        replies=record.replies if change.replies is None else change.replies,
        account=Account(record.turn, "adjudication", entries),
        closing=closing,
    )


def _moves(orders: AllOrders) -> int:
    return sum(len(mine.moves) for mine in orders.values())


def _must_be_possible(game: GameLog, change: Change) -> None:
    """Raises GameError where a change speaks of what there is not, or of orders that could not be given."""
    game.must_be_recomputable()
    if not 1 <= change.turn <= len(game.adjudicated):
        raise GameError(f"Turn {change.turn} has not been adjudicated.")
    opening = game.adjudicated[change.turn - 1].opening
    for seat, orders in change.orders.items():
        if seat not in game.rules.seat_index:
            raise GameError(f"There is no seat {seat!r}.")
        if found := forbidden(game.rules, opening, seat, orders):
            raise GameError(" ".join(found))
    for id in change.events:
        if id not in game.scenario.events:
            raise GameError(f"There is no event {id!r}.")
    if change.dice and not game.rules.thrown:
        raise GameError(NO_DIE)
    if not all(0 <= roll <= 99 for roll in change.dice.values()):
        raise GameError("A die shows 0 to 99.")
