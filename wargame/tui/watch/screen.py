"""One game that is played elsewhere, for a second screen: what its table shows, and never anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.message import Message

from wargame.session.following import Follower, Seen, TableView
from wargame.session.live import LEAF
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain
from wargame.tui.watch.words import Part, head_line, page, seats_line, trouble_line, waits_line
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

T = TypeVar("T")

PAUSE = 0.1
"""Seconds between two looks at the file of one game."""
_MINUTE = 15
"""Ticks of a second after which it is told anew how long somebody has been waited for."""


class Changed(Message, Generic[T]):
    """Something new is seen; or following it ended with ``fault``, which is one of the program."""

    bubble = False

    def __init__(self, seen: T | None, fault: Exception | None = None) -> None:
        super().__init__()
        self.seen = seen
        self.fault = fault


class Watcher(Thread, Generic[T]):
    """Looks again and again, and gives what is new to a screen: nobody waits for a slow drive."""

    def __init__(self, screen: Page[None], look: Callable[[], T | None], pause: float) -> None:
        super().__init__(name="wargame-watch", daemon=True)
        self._screen = screen
        self._look = look
        self._pause = pause
        self._over = Event()

    def run(self) -> None:
        """Until it is told to end."""
        try:
            while not self._over.is_set():
                if (seen := self._look()) is not None and not self._over.is_set():
                    self._screen.post_message(Changed(seen))
                self._over.wait(self._pause)
        except Exception as fault:
            self._screen.post_message(Changed(None, fault))

    def end(self) -> None:
        """Look no more."""
        self._over.set()


class WatchScreen(Page[None]):
    """Follows the game in the save at ``path``."""

    HEADING = "Watching"
    PURPOSE = (
        "A game that is played elsewhere, as everybody may see it: for a projector or a second window. It "
        "can only be looked at. T follows the table: the paper while seats are at the desks, then what it "
        "shows. Who waits for whom, and since when, stands under the head."
    )
    KEYS = (
        Command("watch.table", "part('table')", "t", "Table", "What the table shows now; it goes along."),
        Command("watch.paper", "part('paper')", "p", "Paper", "The front page, with all news and figures."),
        Command("watch.map", "part('map')", "m", "Map", "The map, the ladder, whether it will last."),
        Command("watch.said", "part('said')", "s", "Said", "What seats said in public, the newest first."),
        Command("watch.read", "read", "space", "Read on", "Down the page; from its end back to the top."),
        Command("watch.end", "end", "e", "The end", "Tell the end of a game whose table was left before it."),
        Command("watch.leave", "give", "escape", "Leave", "Look no more; the game goes on."),
    )
    DEFAULT_CSS = """
    WatchScreen #head { background: $panel; padding: 0 1; height: 1; }
    WatchScreen #seats, WatchScreen #waits { padding: 0 1; height: 1; }
    WatchScreen #waits { text-style: bold; }
    WatchScreen #sheet { height: 1fr; padding: 0 1; border-top: solid $rule; }
    """

    def __init__(self, path: Path, told: str = "") -> None:
        """``told`` says which game it is, where nobody has named its file."""
        super().__init__()
        self._told = told
        self._follower = Follower(path)
        self.seen = Seen(TableView(path.name))
        self.part: Part = "table"
        self._watcher: Watcher[Seen] | None = None
        self._ticks = 0

    def compose(self) -> ComposeResult:
        """Lay out: head, seats, who waits, the page."""
        yield Written(lambda width: head_line(self.seen.stands, width), id="head")
        yield Written(lambda width: seats_line(self.seen.stands, width), id="seats")
        yield Written(lambda width: waits_line(self.seen.stands, width), id="waits")
        with ReadingColumn(id="sheet"):
            yield Written(lambda width: page(self.seen, self.part, width), id="page")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to look."""
        self._watcher = Watcher(self, self._look, PAUSE)
        self._watcher.start()
        self.set_interval(1, self._tick)
        if self._told:
            self.say(plain(self._told, 400))

    def on_unmount(self) -> None:
        """Look no more."""
        if self._watcher is not None:
            self._watcher.end()

    def _look(self) -> Seen | None:
        return self._follower.seen() if self._follower.look() else None

    def on_changed(self, event: Changed[Seen]) -> None:
        """Show what is new."""
        if event.fault is not None:
            raise event.fault
        before, now = self.seen.stands, event.seen
        assert now is not None
        self.seen = now
        for id in ("#head", "#seats", "#waits", "#page"):
            self.query_one(id, Written).redraw()
        if (trouble := trouble_line(now.stands)) and now.stands.begun:
            self.say(plain(trouble, 300), alarm=True)
        else:
            self.unsay()
        self.refresh_bindings()
        if self.part == "table":
            self._along(before, now.stands)

    def _along(self, before: TableView, now: TableView) -> None:
        """Begin a new page at its top; of one that grows, show the end."""
        sheet = self.query_one("#sheet", ReadingColumn)
        if (before.phase, before.told, before.over) != (now.phase, now.told, now.over):
            sheet.scroll_home(animate=False)
        elif now.phase in ("exchange", "last dice", "end"):
            turned = now.phase == "end" and now.item // LEAF != before.item // LEAF
            self.call_after_refresh(sheet.scroll_home if turned else sheet.scroll_end, animate=False)

    def _tick(self) -> None:
        stands = self.seen.stands
        self._ticks += 1
        if stands.clock is not None and stands.clock.runs:
            self._again("#head")
        if self._ticks % _MINUTE == 0 and stands.since is not None:
            self._again("#waits")

    def _again(self, id: str) -> None:
        line = self.query_one(id, Written)
        line._drawn = None
        line.refresh()

    def action_part(self, part: Part) -> None:
        """Look at something else."""
        self.part = part
        self.query_one("#page", Written).redraw()
        self.query_one("#sheet", ReadingColumn).scroll_home(animate=False)

    def action_end(self) -> None:
        """Tell the end."""
        self._follower.tell_end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key to read on where all can be seen, nor for an end that a table is to be told."""
        if action == "end":
            stands = self.seen.stands
            return stands.over and stands.table == "away" and not stands.phase
        return self.overflows if action == "read" else super().check_action(action, parameters)
