"""The people of a team, by name."""

from __future__ import annotations

import re

from wargame.session.setup import SeatSetup

_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*")


def members(setup: SeatSetup) -> tuple[str, ...]:
    """The names in ``players``, which are parted by commas or by ``and``; each once, in their order."""
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(setup.players) if name))
