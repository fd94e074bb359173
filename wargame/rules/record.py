"""What there is to know about one turn of one game: states, orders and accounts. The truth; views are made
from it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field

from wargame.ids import SeatId
from wargame.rules.account import Account
from wargame.rules.orders import Orders, Reply, Umpire
from wargame.rules.state import State
from wargame.values import frozen


@frozen
class TurnRecord:
    """A turn. ``opening`` is the state after its dawn, in which seats decide; ``replies`` are what they
    answered in exchanges; ``orders``, ``account`` and ``closing`` are there once it has been adjudicated."""

    turn: int
    dawn: Account
    opening: State
    orders: Mapping[SeatId, Orders] = field(factory=dict)
    umpire: Umpire = field(factory=Umpire)
    account: Account | None = None
    closing: State | None = None
    replies: tuple[Reply, ...] = ()
