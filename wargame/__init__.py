"""A classroom wargame of the 2020 Korea question: scenario files in, games and replayable saves out.

The names below are the door for Python; docs/python.md shows what to do with them. They are imported when
they are asked for: ``import wargame`` alone costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers read it as True; importing it from typing would slow the start
if TYPE_CHECKING:
    from typing import Any

    from wargame.bots.policy import Policy
    from wargame.bots.runner import answer_waiting, play_out
    from wargame.journal import JournalError
    from wargame.rules.account import Deed
    from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise, Stance
    from wargame.rules.views import SeatView
    from wargame.scenario import ScenarioErrors, load
    from wargame.session import Game, GameError, OrderError, SeatSetup, Settings
    from wargame.session.log import GameLog
    from wargame.session.replications import replications
    from wargame.session.seat import SeatDoor

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Deed",
    "Draft",
    "Game",
    "GameError",
    "GameLog",
    "JournalError",
    "Letter",
    "Order",
    "OrderError",
    "Orders",
    "Policy",
    "Promise",
    "ScenarioErrors",
    "SeatDoor",
    "SeatSetup",
    "SeatView",
    "Settings",
    "Stance",
    "answer_waiting",
    "load",
    "play_out",
    "replications",
]

_HOMES = {
    "bots.policy": {"Policy"},
    "bots.runner": {"answer_waiting", "play_out"},
    "journal": {"JournalError"},
    "rules.account": {"Deed"},
    "rules.orders": {"Answer", "Draft", "Letter", "Order", "Orders", "Promise", "Stance"},
    "rules.views": {"SeatView"},
    "scenario": {"ScenarioErrors", "load"},
    "session": {"Game", "GameError", "OrderError", "SeatSetup", "Settings"},
    "session.log": {"GameLog"},
    "session.replications": {"replications"},
    "session.seat": {"SeatDoor"},
}


def __getattr__(name: str) -> Any:
    """Import what stands behind a name of the door."""
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
