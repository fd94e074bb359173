"""Builds what the umpire sees of a turn whose orders are all in: the truth, and nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.ids import FlagId, MoveId, SeatId, TrackId
from wargame.rules.account import STANDS
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.exchanges import begun
from wargame.rules.lasting import summed
from wargame.rules.orders import AllOrders, Injection, Order, Reply, Umpire
from wargame.rules.rulings import put_in, ruling_on, shifted
from wargame.rules.seat_views import objective_views, seat_info, turn_info
from wargame.rules.state import State
from wargame.rules.views.umpire import (
    FlagNow,
    OrderedView,
    PreparedView,
    SeatOrdersView,
    TrackNow,
    UmpireView,
)
from wargame.rules.wording import choice_names, listed, secrecy
from wargame.scenario.arithmetic import whole
from wargame.scenario.effects import parse_effect


def standing(
    rules: Rules, state: State, orders: AllOrders, umpire: Umpire, replies: Sequence[Reply]
) -> tuple[Context, set[MoveId]]:
    """How things stand before the first stage of a turn, and the moves that are not carried out, as their
    seat backed down or nobody did; ``state`` is the turn's opening."""
    x, gone = rules.context(state), set[MoveId]()
    for bout in begun(rules, x, orders, replies):
        if bout.end not in STANDS:
            gone.update(bout.moves)
    for injection in umpire.injects:
        put_in(rules, x, injection)
    return x, gone


def umpire_view(
    rules: Rules,
    state: State,
    orders: AllOrders,
    umpire: Umpire,
    replies: Sequence[Reply],
    put: Mapping[int, Injection],
) -> UmpireView:
    """What the umpire sees; ``state`` is the opening of the turn, ``replies`` all that was answered in it.

    Odds are those of the first stage: what was answered and put in counts, what an earlier stage will bring
    does not.
    """
    s = rules.scenario
    x, gone = standing(rules, state, orders, umpire, replies)
    x.ordered = {
        rules.move_index[order.move]
        for seat in rules.seats
        for order in orders[seat].moves
        if order.move not in gone
    }
    return UmpireView(
        turn=turn_info(rules, state.turn),
        step=s.odds.argument,
        least=s.odds.min,
        most=s.odds.max,
        seats=tuple(
            SeatOrdersView(
                seat_info(rules, seat),
                tuple(aim for aim in objective_views(rules, state, seat) if aim.hidden),
                orders[seat],
                tuple(
                    _ordered(rules, x, seat, slot, order, umpire, withdrawn=order.move in gone)
                    for slot, order in enumerate(orders[seat].moves)
                ),
            )
            for seat in rules.seats
        ),
        prepared=tuple(
            PreparedView(
                one.id,
                one.name,
                one.headline,
                one.text,
                tuple(_effect_text(rules, effect) for effect in one.effects),
            )
            for one in s.injects.values()
            if rules.condition(one.when)(x.t, x.f, x)
        ),
        put=put,
        tracks=tuple(
            TrackNow(id, track.name, x.t[n], track.min, track.max)
            for n, (id, track) in enumerate(s.tracks.items())
        ),
        flags=tuple(FlagNow(id, flag.name, bool(x.f[n])) for n, (id, flag) in enumerate(s.flags.items())),
    )


def _effect_text(rules: Rules, source: str) -> str:
    """An effect in words, where its amount is a number; else as it is written."""
    effect, s = parse_effect(source), rules.scenario
    sign, amount = effect.kind.sign, effect.amount.constant if effect.amount else None
    if effect.when is not None or (effect.amount is not None and amount is None):
        return source
    if amount is None:
        return f"{s.flags[FlagId(effect.name)].name}: {'yes' if sign == 'set' else 'no longer'}"
    name = s.tracks[TrackId(effect.name)].name
    return f"{name} = {whole(amount)}" if sign == "=" else f"{name} {sign[0]}{whole(amount)}"


def _ordered(
    rules: Rules, x: Context, seat: SeatId, slot: int, order: Order, umpire: Umpire, *, withdrawn: bool
) -> OrderedView:
    code, ruling = rules.codes[order.move], ruling_on(umpire, seat, slot)
    choices = listed(choice_names(code.move, order.options))
    x.options = code.choices(order.options) if code.options else ()
    odds = rules.odds[code.index](x.t, x.f, x)
    leak = 0 if code.leak is None else code.leak(x.t, x.f, x)
    x.options = ()
    return OrderedView(
        slot,
        order,
        f"{code.move.name}{f' ({choices})' if choices else ''}{secrecy(code.move)}",
        None if code.certain else summed(*odds),
        None if code.certain else summed(*shifted(rules, odds, ruling)),
        leak,
        withdrawn,
        ruling,
    )
