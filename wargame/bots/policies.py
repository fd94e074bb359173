"""The policies that can play a seat, by name. A policy sees what its seat sees and no more."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import frozen

from wargame.bots.outside import Registry
from wargame.rules.compiled import Rules
from wargame.rules.orders import Orders
from wargame.rules.state import State
from wargame.rules.views import SeatView


@frozen
class Chair:
    """What a policy has of the game besides its view; nothing in it tells what the seat may not know.

    ``rules`` is the scenario, compiled; it holds no state. ``default`` gives what the scenario orders for
    the seat now where it gives nothing, ``problems`` what is wrong with orders that it might give now, and
    ``sample`` a state that the game could be in for all the seat knows, drawn with the policy's own random
    numbers. ``argument`` is what stands behind the policy's name: the 600 of ``ai:planner:600``.
    """

    seat: str
    rules: Rules
    default: Callable[[], Orders]
    problems: Callable[[Orders], list[str]]
    sample: Callable[[random.Random], State]
    argument: str = ""


class Policy(Protocol):
    """Somebody who gives orders for a seat.

    A policy keeps no state between turns: what it needs to know is in the view. Its randomness is its own and
    never that of the game's dice. To add one: a class with this method that is made from a ``Chair``, and a
    line in ``POLICIES``, or in another package an entry point of the group ``wargame.policies``.
    """

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return legal orders for the seat that ``view`` belongs to. There is no other source of chance."""
        ...


class DefaultPolicy:
    """Orders what the scenario's declared default is: how a seat plays on which nobody sits."""

    def __init__(self, default: Callable[[], Orders]) -> None:
        self._default = default

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return the default, whatever the view."""
        return self._default()


def _random(chair: Chair) -> Policy:
    from wargame.bots.random_policy import RandomPolicy

    return RandomPolicy()


def _default(chair: Chair) -> Policy:
    return DefaultPolicy(chair.default)


def _history(chair: Chair) -> Policy:
    from wargame.bots.history import HistoryPolicy

    return HistoryPolicy(chair)


def _planner(chair: Chair) -> Policy:
    from wargame.bots.planner import planner

    return planner(chair)


Factory = Callable[[Chair], Policy]

POLICIES: Mapping[str, Factory] = Registry[Factory](
    {
        "random": _random,
        "default": _default,
        "history": _history,
        "planner": _planner,
    }
)
"""Every policy by the name that ``--seat kim=ai:NAME`` gives it, those of other packages too: what makes one
for a chair."""


def make(word: str, chair_of: Callable[[str], Chair]) -> Policy:
    """Return the policy that a word such as ``random`` or ``planner:600`` names.

    ``chair_of`` makes its chair, given what stands behind the colon. Raises KeyError for a policy that this
    version does not have.
    """
    name, _, argument = word.partition(":")
    return POLICIES[name](chair_of(argument))
