"""Who sits where, from words such as ``people``, ``closed`` or ``ai:random``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from wargame.bots.policy import PolicyError
from wargame.bots.registry import OWN, check, listed, names
from wargame.scenario.model import Scenario
from wargame.session import SeatSetup


class SeatingError(ValueError):
    """A seat or a word for who sits there is wrong; ``str()`` says what is right."""


def setups(scenario: Scenario, words: Mapping[str, str], others: str = "people") -> dict[str, SeatSetup]:
    """Return the set-up of every seat of ``scenario``: as ``words`` say (seat id to word), else ``others``.

    Raises SeatingError for a seat, a policy or a word that does not exist.
    """
    for seat in words:
        must_be_seat(scenario, seat)
    return {seat: seat_setup(words.get(seat, others)) for seat in scenario.seats}


def must_be_seat(scenario: Scenario, seat: str) -> None:
    """Raise SeatingError if there is no such seat."""
    if seat not in scenario.seats:
        raise SeatingError(f"There is no seat {seat!r}.{_hint(seat, scenario.seats)}")


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
    return SeatSetup(kind="ai", policy=checked(policy))


def checked(policy: str, *, batch: bool = False) -> str:
    """Return ``policy``, such as ``random`` or ``planner:600``, if it can play: a game, or with ``batch`` a
    batch.

    Raises SeatingError where there is no such policy, or where what stands behind its name means nothing.
    """
    name, colon, argument = policy.partition(":")
    known, entry = names(batch=batch), OWN.get(name)
    if entry is None:
        if name not in known:
            raise SeatingError(f"There is no policy {name!r}.{_near(name, known)} There are {listed(known)}.")
        return policy  # what follows the name is that policy's own business
    if name not in known:
        raise SeatingError(
            f"The policy {name!r} only plays batches (wargame balance). There are {listed(known)}."
        )
    if colon and not (entry.argument and argument):
        takes = f"only {entry.argument}" if entry.argument else "nothing"
        raise SeatingError(f"{policy!r} can't be played: {takes} may stand behind {name} and a colon.")
    try:
        check(name, argument)
    except PolicyError as error:
        raise SeatingError(f"{error}") from None
    return policy


def _near(wrong: str, right: Iterable[str]) -> str:
    near = get_close_matches(wrong, list(right), n=1)
    return f" Did you mean {near[0]}?" if near else ""


def _hint(wrong: str, right: Collection[str]) -> str:
    """The nearest right name, or all of them."""
    return _near(wrong, right) or f" There are {', '.join(right)}."
