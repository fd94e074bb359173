"""The names of the program's own policies: where each can play, and what may stand behind its name."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Name:
    """A policy as people write it.

    ``table`` says that it can play a single game and not only batches, ``argument`` what may stand behind a
    colon after the name (nothing where it is empty).
    """

    name: str
    table: bool = True
    argument: str = ""


OWN = {
    one.name: one
    for one in (
        Name("random"),
        Name("default"),
        Name("history"),
        Name("planner", argument="a number of looks ahead"),
        Name("moves", table=False),
    )
}
"""Every policy that comes with the program; ``POLICIES`` and ``SWIFT`` have what makes them."""


def listed(names: Iterable[str]) -> str:
    """Return names of policies as a list for people, with what else can be said of a seat."""
    return f"{', '.join(names)}; closed leaves the seat to the scenario's default"
