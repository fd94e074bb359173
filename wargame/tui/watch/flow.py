"""What the commands for those who look on show: one game, or all of a folder and any one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.tui.program import Flow, Program


def watch_flow(path: Path, told: str = "") -> Flow:
    """A game that is played elsewhere; ``told`` says which it is, where that is to be said."""

    async def flow(app: Program) -> int:
        from wargame.tui.watch.screen import WatchScreen

        await app.push_screen_wait(WatchScreen(path, told))
        return 0

    return flow


def room_flow(folder: Path) -> Flow:
    """All games in a folder."""

    async def flow(app: Program) -> int:
        from wargame.tui.watch.room import ClassScreen

        await app.push_screen_wait(ClassScreen(folder))
        return 0

    return flow
