"""What could have been different in a turn: orders, answers, rulings, dice, events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, field

from wargame.ids import EventId, SeatId
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dice import GROUP, LIMITS, Dice, name
from wargame.rules.orders import Order, Orders, Reply, Umpire
from wargame.rules.record import TurnRecord
from wargame.scenario.model import Expr
from wargame.values import frozen

Die = tuple[tuple[int, int] | bytes, int]
"""A die of a turn: which hash throws it (that for a slot and a group of seats, or one for a purpose by name),
and which of its lanes it is."""
NO_DIE = "No dice are thrown in this game: none can show something else."


@frozen
class Change:
    """What is different in a ``turn``. ``orders`` are those of some seats instead of what they ordered;
    ``replies`` all answers in its exchanges, ``umpire`` all that the umpire does; ``dice`` what dice show
    instead, 0 to 99; ``events`` whether events happen in it, or in the dawn after it, odds or no odds.

    An order that stays keeps its die and what the umpire ruled on it, also where others before it go or come:
    so nothing moves but what follows from the change.
    """

    turn: int
    orders: Mapping[SeatId, Orders] = field(factory=dict)
    replies: tuple[Reply, ...] | None = None
    umpire: Umpire | None = None
    dice: Mapping[Die, int] = field(factory=dict)
    events: Mapping[EventId, bool] = field(factory=dict)


def die_of(rules: Rules, seat: SeatId, slot: int, *, leak: bool = False) -> Die:
    """The die of a seat's order in a slot (from 0), or the one by which it leaks."""
    group, place = divmod(rules.seat_index[seat], GROUP)
    return (slot, group), 2 * place + leak


def die_for(who: str, purpose: str) -> Die:
    """A die by name: ``event`` or ``reaction`` and its id, an exchange's id and ``slip``, an agreement's and
    ``durability``."""
    return name(who, purpose), 0


def shown(dice: Dice, turn: int, die: Die) -> int:
    """What a die of these dice shows in a turn, 0 to 99."""
    throw, place = die
    lane = dice.named(turn)(throw) if isinstance(throw, bytes) else dice.lanes(turn, *throw)[place]
    return (lane * 100) >> 64


def less(record: TurnRecord, seat: SeatId, slot: int) -> Orders:
    """A seat's orders of a turn without the move in a slot."""
    orders = record.orders[seat]
    return evolve(orders, moves=(*orders.moves[:slot], *orders.moves[slot + 1 :]))


def umpired(record: TurnRecord, change: Change) -> Umpire:
    """All that the umpire does in a turn after a change: what was ruled on an order falls with it."""
    if change.umpire is not None:
        return change.umpire
    rulings = []
    for ruling in record.umpire.rulings:
        before = record.orders[ruling.seat].moves
        now = change.orders.get(ruling.seat, record.orders[ruling.seat]).moves
        if ruling.slot < len(before) and before[ruling.slot] in now:
            rulings.append(evolve(ruling, slot=now.index(before[ruling.slot])))
    return evolve(record.umpire, rulings=tuple(rulings))


class Loaded(Dice):
    """Dice of which some show something else, and some belong to another slot than their own: ``moved`` has
    for a seat's number the slots whose dice its orders have, in their order."""

    __slots__ = ("_dice", "_fixed", "_moved")

    def __init__(self, dice: Dice, fixed: Mapping[Die, int], moved: Mapping[int, Sequence[int]]) -> None:
        self.seed, self.salt = dice.seed, f"{dice.salt} {fixed} {moved}"  # tells them from others
        self._dice = dice
        self._fixed = {die: LIMITS[roll] for die, roll in fixed.items()}
        self._moved = moved

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        """The raw lanes for the orders in one slot."""
        lanes = list(self._dice.lanes(turn, slot, group))
        for seat, slots in self._moved.items():
            if seat // GROUP == group and slot < len(slots):
                at = seat % GROUP * 2
                lanes[at : at + 2] = self._dice.lanes(turn, slots[slot], group)[at : at + 2]
        for (throw, place), lane in self._fixed.items():
            if throw == (slot, group):
                lanes[place] = lane
        return tuple(lanes)

    def named(self, turn: int) -> Callable[[bytes], int]:
        """What gives the raw lanes of a turn's rolls by name."""
        throw, fixed = self._dice.named(turn), self._fixed
        return lambda name: fixed[name, 0] if (name, 0) in fixed else throw(name)


def loaded(rules: Rules, dice: Dice, record: TurnRecord, change: Change) -> Dice:
    """The dice of a turn, as they fall after a change."""
    moved = {}
    for seat, orders in change.orders.items():
        slots = _slots(record.orders[seat].moves, orders.moves)
        if slots != [*range(len(slots))]:
            moved[rules.seat_index[seat]] = slots
    return Loaded(dice, change.dice, moved) if moved or change.dice else dice


def _slots(before: Sequence[Order], now: Sequence[Order]) -> list[int]:
    """Whose dice orders have: an order that was there before its own, others those that are left over."""
    was = {order.move: slot for slot, order in enumerate(before)}
    kept = {was[order.move] for order in now if order.move in was}
    free = (slot for slot in range(len(before) + len(now)) if slot not in kept)
    return [was[order.move] if order.move in was else next(free) for order in now]


def with_events(rules: Rules, events: tuple[tuple[EventId, bool], ...]) -> Rules:
    """The rules, in which some events happen now, or don't."""
    if not events:
        return rules
    changed = dict(rules.scenario.events)
    for id, happens in events:
        changed[id] = evolve(changed[id], odds=Expr("100" if happens else "0"))
        if happens:
            changed[id] = evolve(changed[id], on=None, when=Expr("true"), repeat=True)
    compiled = compile_rules(evolve(rules.scenario, events=changed))
    return compiled if rules.thrown else compiled.diceless
