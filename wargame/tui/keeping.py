"""Saving where the disk may say no: until it is done, or given up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wargame.journal import JournalError, NotSaved
from wargame.tui.waiting import in_thread

if TYPE_CHECKING:
    from wargame.session import Game
    from wargame.tui.program import Program

T = TypeVar("T")


async def until_saved(
    app: Program, game: Game, act: Callable[[], T], message: str = "Saving ..."
) -> T | None:
    """Do something that writes to the save, in a thread, until it is saved or given up (None).

    Only from a worker: it waits for the box. Errors other than failures to save are raised.
    """
    from wargame.session.places import remember

    while True:
        try:
            return await in_thread(app, act, message)
        except NotSaved as error:
            why, again, place = f"{error}", not error.dead, _elsewhere(game)
        from wargame.tui.saving import NotSavedBox  # which few ever see

        while True:
            remedy = await app.push_screen_wait(NotSavedBox(why, place, again=again))
            if remedy is None or remedy.what == "give_up":  # or the page under it was put aside
                return None
            if remedy.path is None:
                break
            try:
                await asyncio.to_thread(game.save_copy, remedy.path)
                await asyncio.to_thread(remember, remedy.path)
                break
            except JournalError as error:
                why, place = f"{error}", remedy.path


def _elsewhere(game: Game) -> Path:
    """A place for the copy that is likely on another disk: the home folder."""
    from wargame.session.places import new_save

    return new_save(game.scenario.id, Path.home())
