"""The end of a game: the last dice, what all guess of each other, then everything is laid open."""

from __future__ import annotations

import asyncio
from functools import partial

from wargame.session.round import told_of
from wargame.tui.table.table import Left, Table


async def last_dice(table: Table) -> None:
    """Throw the dice over agreements before everybody, if there are any."""
    from wargame.tui.reveal import RevealScreen

    game = table.game
    lines = [line for line in await asyncio.to_thread(game.reveal, game.turn) if line.chance is not None]
    if lines and await table.ask(RevealScreen(game.dates(), lines)) == "menu":
        raise Left


async def guesses(table: Table) -> None:
    """Let each seat of people guess the hidden aims of the others, before these are turned over."""
    from wargame.tui.guess import GuessScreen

    game = table.game
    seats = {seat.id: seat for seat in game.seats}
    while game.guessing:
        seat, *others = game.guessing
        decks = [(seats[of], deck) for of, deck in game.decks.items() if of != seat]
        page = GuessScreen(seats[seat], decks)
        skipped = others if await table.ask(page) == "skip" else ()
        await table.must_save(partial(game.guess, seat, page.aims))
        for other in skipped:
            await table.must_save(partial(game.guess, other, {}))


async def ending(table: Table) -> None:
    """Lay everything open: how it ended, who wanted what; and the replay, as often as it is wanted."""
    from wargame.tui.ending import EndingScreen
    from wargame.tui.replay import Replay

    game = table.game
    notices = table.notices if table.just_opened else ()
    notices = (*notices, *told_of(game, game.turn, len(game.incidents)))
    screen = await asyncio.to_thread(partial(EndingScreen.of, game, notices, thrown=True))
    while await table.show(screen) == "replay":
        if await table.ask(Replay(game)) == "menu":
            break
        screen = await asyncio.to_thread(EndingScreen.of, game, told=True)
