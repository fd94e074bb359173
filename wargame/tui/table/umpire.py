"""The umpire's stop, between the last commit and what comes of it."""

from __future__ import annotations

import asyncio

from wargame.tui.table.instructor import instructor
from wargame.tui.table.round import leave
from wargame.tui.table.table import Table


async def umpired(table: Table) -> None:
    """Let the umpire look at all orders, behind a curtain, where there is one."""
    from wargame.tui.umpire.curtain import UmpiresCurtain
    from wargame.tui.umpire.screen import UmpireStop

    game = table.game
    while game.umpired:
        said = await table.show(UmpiresCurtain(game.dates(), table.told()))
        table.read()
        if said == "menu":
            await leave(table)
        elif said == "ready" and await instructor(table):
            stop = await asyncio.to_thread(UmpireStop, game, table.saved)
            if await table.show(stop) == "on":
                return
