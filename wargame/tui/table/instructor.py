"""What the instructor alone may do at the table."""

from __future__ import annotations

from wargame.tui.table.table import Table

INSTRUCTOR = "the instructor"
"""Who is told to have allowed something."""


async def instructor(table: Table) -> bool:
    """Is it the instructor who asks for something? A PIN says so, where one is set on this computer; where
    none is, whoever is there may. Wrong ones are told to everybody."""
    from wargame.tui.instructor.pin import instructors_pin

    box = None if table.app.UNATTENDED else instructors_pin()
    if box is None:
        return True
    right = await table.ask(box) is True
    await table.tell_tries()
    return right
