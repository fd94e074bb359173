"""What could have been different in a turn; it is the rules' own business, and analysis asks of it."""

from wargame.rules.changes import (
    NO_DIE,
    Change,
    Die,
    Loaded,
    die_for,
    die_of,
    less,
    loaded,
    shown,
    umpired,
    with_events,
)

__all__ = [
    "NO_DIE",
    "Change",
    "Die",
    "Loaded",
    "die_for",
    "die_of",
    "less",
    "loaded",
    "shown",
    "umpired",
    "with_events",
]
