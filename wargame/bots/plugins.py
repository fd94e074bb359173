"""Policies from other packages: those that installed distributions offer by the entry-point group
``wargame.policies``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from wargame.bots.policy import PolicyError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "wargame.policies"


@cache
def installed() -> Mapping[str, EntryPoint]:
    """What installed packages offer, by name, in the order of the names; of two with one name the first."""
    from importlib.metadata import entry_points  # slow; who asks for an own policy need not wait

    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        found.setdefault(point.name, point)
    return found


def loaded(point: EntryPoint) -> Any:
    """What makes the policy that a package offers. Raises PolicyError where it can't be imported."""
    try:
        made = point.load()
    except Exception as error:  # another's code: whatever is wrong with it has to be told
        raise PolicyError(f"The policy {point.name!r} ({point.value}) can't be loaded: {error}.") from error
    if not callable(made):
        raise PolicyError(f"The policy {point.name!r} ({point.value}) is no class that makes a policy.")
    return made
