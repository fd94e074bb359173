"""All games that are played in a room, on one screen: two lines a table, any of them opened with a key."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from wargame.rules.views import AgreementView
from wargame.session.following import TableView
from wargame.session.room import Order, Room, RoomView, ordered, table_name, table_names, written
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain, styled
from wargame.tui.watch.screen import Changed, Watcher, WatchScreen
from wargame.tui.watch.words import clock_words, mark, since_words, trouble_line, waits_words
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.drawn import Written, clip, filled, spread
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine

PAUSE = 0.5
"""Seconds between two looks at the files of all games."""
_MINUTE = 15
_NAME = 12
"""Cells that the name of a table has at least."""

_ORDERS: dict[Order, str] = {
    "behind": "furthest behind first",
    "waiting": "longest waited for first",
    "name": "by name",
}


class ClassScreen(Page[None]):
    """Follows the games in ``folder``."""

    HEADING = "The class"
    PURPOSE = (
        "All games whose saves are written in this folder, two lines each: turn, clock, who is waited for "
        "and since when; ladder, what is agreed and whether it will last, the headline. All of it everybody "
        "may see. Enter watches a game, Escape comes back."
    )
    KEYS = (
        Command("class.order", "order", "o", "Order", "Who is furthest behind, waited longest, by name."),
        Command("class.all", "all", "a", "All days", "Saves of other days too, or only today's."),
        Command("class.write", "write", "w", "Write", "Write the table of the class to a file."),
        Command("class.leave", "give", "escape", "Leave", "Look no more; the games go on."),
    )
    DEFAULT_CSS = """
    ClassScreen #head { background: $panel; padding: 0 1; height: 1; }
    ClassScreen #tables { height: 1fr; }
    ClassScreen #none { padding: 1 2; height: auto; }
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.room = Room(folder)
        self.view = RoomView()
        self.order: Order = "behind"
        self._shown: tuple[TableView, ...] = ()
        self._names: dict[str, str] = {}
        self._width = 0
        self._looked = False
        self._watcher: Watcher[RoomView] | None = None
        self._ticks = 0

    def compose(self) -> ComposeResult:
        """Lay out: head, tables."""
        yield Written(self._head, id="head")
        yield Choices(id="tables", compact=True)
        yield Written(self._none, id="none")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to look."""
        self.query_one("#tables").focus()
        self._watcher = Watcher(self, self._look, PAUSE)
        self._watcher.start()
        self.set_interval(1, self._tick)

    def on_unmount(self) -> None:
        """Look no more."""
        if self._watcher is not None:
            self._watcher.end()

    def _look(self) -> RoomView | None:
        view = self.room.look()
        if view is None and not self._looked:  # an empty folder
            view = self.view
        self._looked = True
        return view

    def on_changed(self, event: Changed[RoomView]) -> None:
        """Show what is new."""
        if event.fault is not None:
            raise event.fault
        assert event.seen is not None
        self.view = event.seen
        self._show()
        if self.view.trouble:
            self.say(plain(self.view.trouble, 300), alarm=True)
        else:
            self.unsay()

    def on_resize(self) -> None:
        """Other lines for another width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """The tables in their order; the one in hand stays in hand."""
        tables = self.query_one("#tables", Choices)
        chosen = self._chosen()
        now = ordered(self.view.tables, self.order)
        width = max(20, tables.size.width - 2)
        names = table_names(now)
        if [one.file for one in now] == [one.file for one in self._shown]:
            for at, (one, before) in enumerate(zip(now, self._shown, strict=True)):
                if one != before or width != self._width or names != self._names:
                    tables.replace_option_prompt_at_index(at, table_lines(one, width, names[one.file]))
        else:
            tables.clear_options()
            tables.add_options([Option(table_lines(one, width, names[one.file])) for one in now])
            files = [one.file for one in now]
            tables.highlighted = files.index(chosen) if chosen in files else 0 if files else None
        self._shown, self._width, self._names = now, width, names
        self.query_one("#head", Written).redraw()
        none = self.query_one("#none", Written)
        none.display = not now
        none.redraw()
        self.refresh_bindings()

    def _chosen(self) -> str:
        at = self.query_one("#tables", Choices).highlighted
        return self._shown[at].file if at is not None and at < len(self._shown) else ""

    def _tick(self) -> None:
        """Clocks that run, and the minutes that somebody has been waited for."""
        self._ticks += 1
        tables = self.query_one("#tables", Choices)
        if self.app.screen is not self:
            return
        width = max(20, tables.size.width - 2)
        minute = self._ticks % _MINUTE == 0
        for at, one in enumerate(self._shown):
            runs = one.clock is not None and one.clock.runs
            if runs or (minute and one.since is not None):
                lines = table_lines(one, width, self._names[one.file])
                tables.replace_option_prompt_at_index(at, lines)

    def _head(self, width: int) -> Content:
        view, over = self.view, sum(one.over for one in self.view.tables)
        count = len(view.tables)
        told = [f"{count} table{'' if count == 1 else 's'}"]
        told += [f"{over} over"] if over else []
        told += [f"{view.older} of other days not shown"] if view.older else []
        told += [f"{view.more} more than fit"] if view.more else []
        left = Content.assemble((" CLASS ", "bold reverse"), "  ", plain(str(self.room.folder), 60))
        right = Content.styled(f"{', '.join(told)} · {_ORDERS[self.order]}", "$faint")
        return spread(left, right, width)

    def _none(self, width: int) -> Content:
        if not self._looked:
            return Content("Looking ...")
        more = f" A shows those of other days: {self.view.older}." if self.view.older else ""
        text = "No game is being played here today. A new save appears by itself as soon as it is there."
        return Content("\n").join(Content(text + more).wrap(width))

    @on(Choices.OptionSelected, "#tables")
    def action_watch(self) -> None:
        """Watch the one in hand."""
        if name := self._chosen():
            self.app.push_screen(WatchScreen(self.room.folder / name))

    def action_order(self) -> None:
        """The next order."""
        orders: tuple[Order, ...] = get_args(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._show()

    def action_all(self) -> None:
        """Saves of other days too."""
        self.room.all = not self.room.all
        self.room.look_round()
        self.say(
            Content("Saves of all days." if self.room.all else "Saves of today, and what is played now.")
        )

    def action_write(self) -> None:
        """Write the table of the class."""
        try:
            path = written(ordered(self.view.tables, self.order), self.room.folder)
        except OSError as error:
            self.say(plain(f"It can't be written: {error.strerror or error}.", 300), alarm=True)
        else:
            self.say(Content.assemble("Written: ", plain(str(path), 200)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is written of nothing."""
        return bool(self._shown) if action == "write" else super().check_action(action, parameters)


def table_lines(stands: TableView, width: int, called: str = "") -> Content:
    """A table in two lines, ``called`` otherwise than by its class and group where two would be alike."""
    name = styled(called or table_name(stands), "bold", 60)
    if not stands.begun:
        return Content("\n").join(
            [clip(name, width), clip(Content.assemble("  ", plain(stands.trouble, 300)), width)]
        )
    turn = f"turn {stands.turn.number} of {stands.turn.of}" if stands.turn is not None else ""
    state = Content.styled("over", "bold") if stands.over else Content(turn)
    left = Content.assemble(" ", state, "  ", clock_words(stands))
    column = min(24, width // 3)
    for right in _waited_for(stands):  # the longest that leaves the name whole
        room = width - left.cell_length - right.cell_length - 1
        if room >= min(column, name.cell_length):
            break
    first = spread(Content.assemble(filled(name, min(column, max(_NAME, room))), left), right, width)
    return Content("\n").join([first, clip(Content.assemble("  ", _second(stands)), width)])


def _waited_for(stands: TableView) -> list[Content]:
    """Who is waited for, since when; the longer forms first."""
    if not stands.keeps:
        return [waits_words(stands).stylize("$faint")]
    marks = Content(" ").join([mark(seat) for seat in stands.keeps])
    who = seat_name(stands.keeps[0]) if len(stands.keeps) == 1 else marks
    since = since_words(stands.since, " ")
    return [Content.assemble(("waits for ", "$faint"), who, since), Content.assemble(who, since)]


def _second(stands: TableView) -> Content:
    if trouble := trouble_line(stands):
        return styled(trouble, "bold", 300)
    parts = [styled(stands.ladder, "bold", 40)] if stands.ladder else []
    parts += [_deal(deal) for deal in stands.deals]
    parts.append(plain(stands.end or stands.headline, 200))
    return Content(" · ").join(part for part in parts if part)


def _deal(deal: AgreementView) -> Content:
    if deal.fate:
        return plain(deal.fate, 80)
    if deal.chance is None:
        return Content("a deal")
    return Content.assemble("deal ", (deal.chance.odds.brief, "bold"))
