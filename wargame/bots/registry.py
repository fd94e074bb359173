"""The policies by name: one entry for each of the program's own, and those that other packages offer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wargame.bots.plugins import installed, loaded
from wargame.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.bots.fast.policy import FastPolicy
    from wargame.bots.policy import Policy
    from wargame.rules.compiled import Rules
    from wargame.session.seat import SeatDoor

    Maker = Callable[[SeatDoor, str], Policy]
    FastMaker = Callable[[Rules, int], FastPolicy]


@frozen
class Entry:
    """A policy of the program's own.

    ``table`` makes it for a seat's door and the argument behind its name, ``fast`` makes its fast player for
    a seat's number, in batches; one that is empty says that it can't play there. ``argument`` says what may
    stand behind a colon after the name (nothing where it is empty), and ``check`` raises PolicyError for an
    argument that means nothing. ``does`` goes on from "a machine that". What makes and checks is named
    (``module:name``), and imported when it is used: who only lists names imports no rules.
    """

    name: str
    table: str = ""
    fast: str = ""
    argument: str = ""
    check: str = ""
    does: str = ""


OWN = {
    entry.name: entry
    for entry in (
        Entry(
            "random",
            "wargame.bots.random_policy:make",
            "wargame.bots.fast.random:FastRandom",
            does="draws at random",
        ),
        Entry(
            "default",
            "wargame.bots.default:DefaultPolicy",
            "wargame.bots.fast.default:FastDefault",
            does="gives the declared default",
        ),
        Entry(
            "history",
            "wargame.bots.history:HistoryPolicy",
            "wargame.bots.fast.history:FastHistory",
            does="does what was really done",
        ),
        Entry(
            "planner",
            "wargame.bots.planner:make",
            argument="a number of looks ahead",
            check="wargame.bots.planner:budget_of",
            does="thinks ahead",
        ),
        Entry(
            "cards",
            "wargame.bots.cards:CardsPolicy",
            argument="the name of another policy",
            check="wargame.bots.cards:check",
            does="plays by its cards",
        ),
        Entry("moves", fast="wargame.bots.fast.moves:FastMoves"),
    )
}


def called(word: str) -> str:
    """What people are told of the machine that a word such as ``planner:600`` names."""
    entry = OWN.get(word.partition(":")[0])
    return f"a machine that {entry.does}" if entry and entry.does else f"a machine ({word})"


def own_names(*, batch: bool = False) -> list[str]:
    """The program's own policies that can play a game, or with ``batch`` a batch."""
    return [entry.name for entry in OWN.values() if entry.table or batch]


def names(*, batch: bool = False) -> list[str]:
    """All policies that can play a game, or with ``batch`` a batch: the program's own first."""
    return [*own_names(batch=batch), *(name for name in installed() if name not in OWN)]


def listed(names: Iterable[str]) -> str:
    """Names of policies as a list for people, with what else can be said of a seat."""
    return f"{', '.join(names)}; closed leaves the seat to the scenario's default"


def maker(name: str) -> Maker:
    """What makes a policy for a door and an argument. A name of the program's own can't be taken by another
    package.

    Raises KeyError where no policy of that name plays at the table, PolicyError where its package can't be
    imported.
    """
    entry = OWN.get(name)
    if entry is not None and not entry.table:
        raise KeyError(name)
    made: Maker = _imported(entry.table) if entry is not None else loaded(installed()[name])
    return made


def make(word: str, door: SeatDoor) -> Policy:
    """The policy that a word such as ``random`` or ``planner:600`` names, for the seat of ``door``.

    Raises what ``maker`` raises, and PolicyError for an argument that means nothing.
    """
    name, _, argument = word.partition(":")
    return maker(name)(door, argument)


def fast_maker(name: str) -> FastMaker:
    """What makes a policy's fast player. Raises KeyError where it has none."""
    if not OWN[name].fast:
        raise KeyError(name)
    made: FastMaker = _imported(OWN[name].fast)
    return made


def check(name: str, argument: str) -> None:
    """Raises PolicyError where the argument means nothing to a policy of the program's own."""
    if argument and OWN[name].check:
        _imported(OWN[name].check)(argument)


def _imported(path: str) -> Any:
    from pkgutil import resolve_name

    return resolve_name(path)
