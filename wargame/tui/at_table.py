"""What the pages of a game going on have in common, which everybody may see."""

from __future__ import annotations

from typing import Generic, cast

from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.page import Page, Result


def table_keys(page: str, *, footer: bool = True) -> tuple[Command, ...]:
    """The last keys of each of them: to end the game, and to leave it. ``footer`` says whether the line of
    keys has room for the first."""
    ends, leaves = "Score it as it stands.", "Leave the table; the game waits in its save."
    return (
        Command(f"{page}.end", "app.end_now", "e", "End now", ends, footer=footer, palette=False),
        Command(f"{page}.menu", "give('menu')", "escape", "Menu", leaves),
    )


class AtTable(Page[Result], Generic[Result]):
    """A page of a game going on. Where it has a ``clock``, it can give ``up`` when that is up."""

    AT_TABLE = True
    clock: Clock | None = None

    def watch_the_clock(self) -> None:
        """Give ``up`` when the time is up, whatever box lies over the page."""
        self.set_interval(1, self._look_at_the_clock)

    def _look_at_the_clock(self) -> None:
        if self.clock is not None and self.clock.up and self.uncovered():
            self.dismiss(cast(Result, "up"))
