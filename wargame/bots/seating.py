"""Who sits where, from words such as ``people``, ``closed`` or ``ai:random``."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from wargame.bots.outside import PolicyError
from wargame.bots.policies import POLICIES
from wargame.scenario.model import Scenario
from wargame.session import SeatSetup


class SeatingError(ValueError):
    """A seat or a word for who sits there is wrong; ``str()`` says what is right."""


def setups(scenario: Scenario, words: Mapping[str, str], others: str = "people") -> dict[str, SeatSetup]:
    """Return the set-up of every seat of ``scenario``: as ``words`` say (seat id to word), else ``others``.

    Raises SeatingError for a seat, a policy or a word that does not exist.
    """
    for seat in words:
        if seat not in scenario.seats:
            raise SeatingError(f"There is no seat {seat!r}.{_hint(seat, scenario.seats)}")
    return {seat: seat_setup(words.get(seat, others)) for seat in scenario.seats}


def seat_setup(word: str) -> SeatSetup:
    """Return the set-up that ``word`` means: ``people``, ``closed``, ``ai:POLICY``, or ``ai`` for random.

    Raises SeatingError for any other.
    """
    if word in ("people", "closed"):
        return SeatSetup(kind="people" if word == "people" else "closed")
    kind, _, policy = word.partition(":")
    policy = policy or "random"
    if kind != "ai":
        raise SeatingError(f"{word!r} can't sit on a seat. It takes people, closed or ai:POLICY.")
    name, _, argument = policy.partition(":")
    if name not in POLICIES:
        raise SeatingError(f"There is no policy {name!r}.{_hint(name, POLICIES)}")
    if name == "planner":  # what follows another name is that policy's own business
        _check_budget(argument)
    return SeatSetup(kind="ai", policy=policy)


def _check_budget(argument: str) -> None:
    from wargame.bots.planner import budget_of

    try:
        budget_of(argument)
    except PolicyError as error:
        raise SeatingError(f"{error}") from None


def _hint(wrong: str, right: Mapping[str, object]) -> str:
    """The nearest right name, or all of them."""
    near = get_close_matches(wrong, right, n=1)
    return f" Did you mean {near[0]}?" if near else f" There are {', '.join(right)}."
