"""What the instructor alone may do at the table."""

from __future__ import annotations

from wargame.tui.instructor.pin import instructors_pin
from wargame.tui.table.table import Table


async def instructor(table: Table) -> bool:
    """Is it the instructor who asks for something? His PIN says so, where one is set on this computer; where
    none is, whoever is there may."""
    box = instructors_pin()
    return box is None or await table.ask(box) is True
