"""What observers do in the public phase: the press desk before the paper is read, the analyst after it."""

from __future__ import annotations

from functools import partial

from wargame.session.people import on_duty
from wargame.tui.table.table import Table, Way


async def press(table: Table) -> Way:
    """Let the press desk write over the paper that all read next, once a turn."""
    from wargame.tui.observers import AskHeadline, Observing

    game = table.game
    names = game.observers().press
    if not _due(table, names) or game.turn in game.headlines:
        return "none"
    public = game.public()
    box = AskHeadline(on_duty(names, game.turn).lead, (*public.news, *public.also))
    lines = await table.show(Observing("press", box))
    if lines:
        await table.saved(partial(game.headline, " ".join(lines)))
    return "none"


async def analyst(table: Table) -> Way:
    """Let the analyst answer what is asked in this turn, once."""
    from wargame.tui.observers import AskAnalyst, Observing

    game = table.game
    names = game.observers().analyst
    if not _due(table, names) or game.turn in game.foreseen or game.question is None:
        return "none"
    box = AskAnalyst(on_duty(names, game.turn).lead, game.question)
    percent = await table.show(Observing("analyst", box))
    if percent is not None:
        await table.saved(partial(game.foresee, percent))
    return "none"


def _due(table: Table, names: str) -> bool:
    """Is there somebody to be asked, and has no desk been opened in this turn yet?"""
    game = table.game
    return bool(names) and not game.over and table.kept.times.left is None and not game.committed
