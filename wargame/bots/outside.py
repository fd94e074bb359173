"""Policies from other packages: those that installed distributions offer by the entry-point group
``wargame.policies``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

GROUP = "wargame.policies"
Factory = TypeVar("Factory")


class PolicyError(ValueError):
    """A policy of another package that can't be used; ``str()`` says whose and why."""


class Registry(Mapping[str, Factory]):
    """Policies by name: the program's own, then those that others offer. A name of the program's own can't be
    taken by another package.

    Who else offers some is looked up when somebody asks for a name that is not the program's own, or for all
    of them; an outside policy is imported when it is used.
    """

    def __init__(self, own: Mapping[str, Factory]) -> None:
        self._own = own

    def __getitem__(self, name: str) -> Factory:
        """Return what makes the policy. Raises KeyError where there is none of that name, PolicyError where
        its package can't be imported."""
        if name in self._own:
            return self._own[name]
        made: Factory = _loaded(offered()[name])
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in offered()

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (name for name in offered() if name not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def offered() -> Mapping[str, EntryPoint]:
    """What installed packages offer, by name, in the order of the names; of two with one name the first."""
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        found.setdefault(point.name, point)
    return found


def _loaded(point: EntryPoint) -> Any:
    try:
        made = point.load()
    except Exception as error:  # another's code: whatever is wrong with it has to be told
        raise PolicyError(f"The policy {point.name!r} ({point.value}) can't be loaded: {error}.") from error
    if not callable(made):
        raise PolicyError(f"The policy {point.name!r} ({point.value}) is no class that makes a policy.")
    return made
