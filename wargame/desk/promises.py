"""What a seat has promised, beside what it orders. Nothing is refused for it."""

from __future__ import annotations

from wargame.desk.draft import OrdersDraft
from wargame.desk.wording import move_name, seat_info
from wargame.rules.orders import Orders
from wargame.rules.views import Pledge


def pledges(draft: OrdersDraft) -> tuple[Pledge, ...]:
    """The seat's own promises that hold in this turn, those in the letters of this turn too."""
    view = draft.view
    me, now = view.seat.id, view.turn.number
    given = [p for p in view.pledges if p.seat == me and p.status == "open" and p.by >= now]
    written = [
        Pledge(me, letter.to, letter.promise.move, letter.promise.will, now, letter.promise.by)
        for letter in draft.orders.letters
        if letter.promise is not None
    ]
    return (*given, *written)


def promised(draft: OrdersDraft, move: str) -> tuple[str, ...]:
    """What was promised about a move, a sentence each: ``You promised Beijing not to do this, until …``."""
    return tuple(_sentence(draft, pledge) for pledge in pledges(draft) if pledge.move == move)


def broken_by(draft: OrdersDraft, orders: Orders) -> tuple[str, ...]:
    """Which promises ``orders`` would break in this turn, a sentence each with the name of the move."""
    return tuple(
        f"{move_name(draft.view, pledge.move)}: {_sentence(draft, pledge)}"
        for pledge in pledges(draft)
        if _breaks(pledge, orders, draft.view.turn.number)
    )


def given_up(draft: OrdersDraft, orders: Orders) -> tuple[Pledge, ...]:
    """The promises of earlier turns that ``orders`` would break in this one."""
    now = draft.view.turn.number
    return tuple(p for p in pledges(draft) if p.made < now and _breaks(p, orders, now))


def kept_by(draft: OrdersDraft, orders: Orders) -> tuple[Pledge, ...]:
    """The promises of earlier turns of which ``orders`` do what was promised."""
    ordered = {order.move for order in orders.moves}
    return tuple(
        p for p in pledges(draft) if p.will and p.made < draft.view.turn.number and p.move in ordered
    )


def _breaks(pledge: Pledge, orders: Orders, now: int) -> bool:
    ordered = pledge.move in {order.move for order in orders.moves}
    return not ordered and pledge.by == now if pledge.will else ordered


def _sentence(draft: OrdersDraft, pledge: Pledge) -> str:
    who = seat_info(draft.view, pledge.to).name
    now = pledge.by == draft.view.turn.number
    end = "the end of this turn" if now else f"the end of turn {pledge.by}"
    if pledge.will:
        return f"You promised {who} to do this by {end}."
    return f"You promised {who} not to do this, until {end}."
