"""The people of a team, by name, and who of them leads in a turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wargame.session.setup import SeatSetup
from wargame.values import frozen

_BETWEEN = re.compile(r" ?[,;/&+](?: ?and(?= |$))? ?| and(?= |$) ?")  # in "Ann-and Lee" it parts nobody


@frozen
class Chairs:
    """Who leads a seat in a turn, and who advises; empty where there is nobody for it."""

    lead: str = ""
    adviser: str = ""


NOBODY = Chairs()


def members(setup: SeatSetup) -> tuple[str, ...]:
    """The names in ``players``, which are parted by commas or by ``and``; each once, in their order."""
    told = " ".join(setup.players.split())
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(told) if name))


def chairs(setup: SeatSetup, turn: int) -> Chairs:
    """Who leads and who advises in a turn, from 1: all in their order, one further each turn, so that who
    advised leads next. One alone leads always; a seat that people do not have has neither."""
    names = members(setup) if setup.kind == "people" else ()
    if len(names) < 2:
        return Chairs(*names)
    return Chairs(names[(turn - 1) % len(names)], names[turn % len(names)])


def on_duty(names: str, turn: int) -> Chairs:
    """Who of some observers is asked in a turn, and who in the next."""
    return chairs(SeatSetup(players=names), turn)


def same_hands(one: SeatSetup, other: SeatSetup) -> bool:
    """Do the same have a seat in both, whoever of them leads?"""
    kept = (one.kind, one.policy, one.team) == (other.kind, other.policy, other.team)
    return kept and {*members(one)} == {*members(other)}


def duty(names: Sequence[str], turn: int) -> tuple[str, ...]:
    """Names as they lead from a turn on: who does first, then who advises."""
    first = (turn - 1) % len(names) if names else 0
    return (*names[first:], *names[:first])


def by_turns(names: Sequence[str], turn: int) -> str:
    """Names as ``SeatSetup.players`` has them, for people who are to lead in this order from a turn on."""
    first = -(turn - 1) % len(names) if names else 0
    return ", ".join((*names[first:], *names[:first]))


def without_people(name: str, setup: SeatSetup, why: str = "") -> str:
    """What everybody is told of a seat of a class that no people have; ``why`` stands before who has it."""
    machine = "a machine that thinks ahead has it" if setup.policy == "planner" else "a machine has it"
    what = "it stays closed, and does as declared" if setup.kind == "closed" else machine
    return f"{name} is without people: {why}{what}."
