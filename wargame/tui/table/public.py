"""The public phase: what the world saw of the turn before, then all talk; observers have their word. Machines
think meanwhile."""

from __future__ import annotations

import asyncio

from wargame.session.round import Round, told_of
from wargame.tui.roundup import RoundupScreen
from wargame.tui.table.hands import change_seats, commit_machines
from wargame.tui.table.observers import analyst, press
from wargame.tui.table.table import Left, Table, Way, walk


async def world(table: Table) -> Way:
    """Tell what the world saw of the turn before, and how things stand now."""
    game = table.game
    if table.hurried:
        return "on"
    notices = table.notices if table.just_opened else ()
    while True:
        told = (*table.taken(), *notices, *table.swapped, *told_of(game, game.turn - (not game.over)))
        said = await table.show(await asyncio.to_thread(RoundupScreen.of, game, told))
        if said == "menu":
            raise Left
        if said == "on":
            return "on"
        table.swapped = await change_seats(table)


async def talk(table: Table) -> Way:
    """Let all talk before a turn, where that was set and several seats are people's."""
    from wargame.tui.open_table import OpenTable

    game, clock = table.game, table.clock
    minutes = 0 if game.turn == 1 or game.over else game.settings.open_table
    begun = table.kept.times.left is not None or game.committed  # it was closed before somebody left
    if not minutes or begun or not Round(game).shared or table.hurried:
        return "none"
    clock.call("talk", minutes * 60, game.turn)
    said = await table.show(await asyncio.to_thread(OpenTable.of, game, clock))
    if said == "menu":
        raise Left
    if said == "on":
        clock.called()
    return said


PUBLIC = (press, world, analyst, talk)
"""What all look at together between two turns, in this order."""


async def before_the_desks(table: Table) -> None:
    """The public phase of a turn; then the machines give their orders, thought out while people read."""
    from wargame.bots.runner import Thoughts

    thoughts = Thoughts(table.game)
    # On cards nobody reads two pages of the world before the first decision; the desk has the news.
    just_briefed = table.just_opened and table.brief and not (table.notices or table.swapped)
    try:
        on_cards = just_briefed and table.game.settings.desk == "cards"
        await walk(table, (analyst,) if on_cards else PUBLIC)
        await commit_machines(table, thoughts)
    finally:
        thoughts.end()
