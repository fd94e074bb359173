"""What all screens have in common: commands, a purpose that the help tells, a message line, one result."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import ModalScreen, Screen

from wargame.tui.command import HELP_KEYS, Command, bindings, key_name
from wargame.tui.layouts import takes_text
from wargame.tui.program import Again, Program
from wargame.tui.untrusted import plain
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.flash import Flash

if TYPE_CHECKING:
    from wargame.scenario.model import Moment
    from wargame.session.live import LiveFile, Phase, Showing
    from wargame.tui.clock import Clock

Result = TypeVar("Result")


def _forget_drawn() -> None:
    """Let go of what was drawn of widgets that are no more: a cache of Textual's, meant for pairs of colours,
    holds on to the lines of the last thousand."""
    StylesCache.get_inner_outer.cache_clear()


class Shown(Screen[Result], Generic[Result]):
    """A page or a box. ``KEYS`` are its commands, ``HEADING`` and ``PURPOSE`` open its help."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    HEADING: ClassVar[str] = ""
    PURPOSE: ClassVar[str] = ""
    BUSY: ClassVar[bool] = False
    """Does it only say that something is going on, or in the way? Keys wait for what comes after it."""

    painted = False
    """Has it been on the screen, to be seen and clicked?"""
    _frozen: ClassVar[bool] = False
    _drawn = False
    _given = False
    _later: tuple[Result | None] | None = None

    def __init_subclass__(cls) -> None:
        # Before Textual merges the bindings of the class with those of its bases.
        if "KEYS" in cls.__dict__ and "BINDINGS" not in cls.__dict__:
            cls.BINDINGS = bindings(cls.KEYS)
        super().__init_subclass__()

    @property
    def heading(self) -> str:
        """What the help is headed."""
        return self.HEADING

    @property
    def ready(self) -> bool:
        """Does it know what it needs to answer keys? Until then they wait."""
        return True

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close and give ``result``: once, and under another screen only when that has gone."""
        if not self._given:
            self._given = True
            if self.is_active:
                return super().dismiss(result)
            self._later = (result,)
        return AwaitComplete()

    def action_give(self, result: Result | None = None) -> None:
        """Close and give ``result``, as a key says it."""
        self.dismiss(result)

    @property
    def overflows(self) -> bool:
        """Is there more in its columns than can be seen at once?"""
        return any(column.more for column in self.query(ReadingColumn))

    def action_read(self) -> None:
        """Read on through its columns; from the end back to the top."""
        columns = list(self.query(ReadingColumn))
        if not any(column.read_on() for column in columns):
            for column in columns:
                column.scroll_home(animate=False)

    def on_mount(self) -> None:
        """Note when it can be seen."""
        self.call_after_refresh(self._can_be_seen)

    def _can_be_seen(self) -> None:
        self.painted = True
        if not Shown._frozen:  # what the start has made stays: nobody need go through it again
            Shown._frozen = True  # to ask gc would count all of it, for each screen
            gc.freeze()
            gc.set_threshold(50_000)

    # Named for the messages: to import the classes takes a start longer than all else that a menu needs.
    def on_input_changed(self) -> None:
        """Take back what was said of a field."""
        self.unsay()

    def on_text_area_changed(self) -> None:
        """Take back what was said of a text."""
        self.unsay()

    def unsay(self) -> None:
        """Take back what was said of a field, which has been changed since."""

    def on_screen_resume(self) -> None:
        """Nothing lies over this screen any more: give what was to be given meanwhile."""
        if self._later is not None:
            (result,), self._later = self._later, None
            super().dismiss(result)

    async def _message_loop_exit(self) -> None:
        # A private part of Textual, which stops workers only when all is gone that they look for.
        self.workers.cancel_node(self)
        await super()._message_loop_exit()

    def on_unmount(self) -> None:
        """Leave nothing of it in memory."""
        _forget_drawn()

    def _screen_resized(self, size: Size) -> None:
        """Lay it out for another size. Textual would do so again for that of the first layout, and again for
        the size that a terminal tells at the start; a layout of the desk is a tenth of its start."""
        if size != self.outer_size:
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        """Don't paint the first layout: the sizes that come of it make Textual lay all out once more."""
        if self._layout_required and not self._drawn:
            return
        self._drawn = True
        super()._compositor_refresh()

    def _fit(self) -> None:
        """Have the classes for the size of the window before the first layout, not after it."""
        app, (width, height) = self.app, self.app.size
        for own, all_have, length in (
            (self.HORIZONTAL_BREAKPOINTS, app.HORIZONTAL_BREAKPOINTS, width),
            (self.VERTICAL_BREAKPOINTS, app.VERTICAL_BREAKPOINTS, height),
        ):
            steps = (all_have if own is None else own) or []
            fitting = max((step for step in steps if step[0] <= length), default=None)
            for step in steps:
                self.set_class(step == fitting, step[1])

    async def on_event(self, event: events.Event) -> None:
        """Don't begin where all has ended before this was there: nothing is in it then."""
        gone = self._given and self._later is None
        if isinstance(event, events.Mount | events.Resize) and (
            gone or not self.is_attached or not self.app.is_running
        ):
            return
        if isinstance(event, events.Compose):
            self._fit()
        await super().on_event(event)


class Page(Shown[Result], Generic[Result]):
    """A whole screen. One whose last line is a ``Flash`` with id ``flash`` shows there what ``say`` says."""

    SECRET: ClassVar[bool] = False
    """Does it show what one seat alone may see?"""
    AT_TABLE: ClassVar[bool] = False
    """Is it a page of a game going on, that everybody may see? At it and at a secret one the game can be
    ended."""
    BEFORE: ClassVar[bool] = False
    """Is it a page before a game, on which the instructor's PIN can be set?"""
    FOR_ALL: ClassVar[bool] = False
    """Is it for all to read, and gone with a key? One that was pressed before it was to be seen is not meant
    for it, nor a second press of the key that led to it."""
    moment: Moment | None = None
    """Which lines for beginners stand on it, if the scenario has any."""
    phase: Phase = ""
    """What those who watch from outside are told that the table shows; nothing for a page that is none of the
    table's."""
    live: LiveFile | None = None
    """Tells them, where the table shows this page."""
    done: str = ""
    """What has just been done, to be said as it opens."""

    def on_mount(self) -> None:
        """Lead beginners; look whether the computer sleeps while a secret is shown."""
        clock = self.program.clock if self.SECRET else None
        if clock is not None:
            self.set_interval(1, partial(self._cover_after_sleep, clock, clock.naps))
        game = getattr(self.app, "game", None)
        if game is None or self.moment is None or not game.scenario.guide:
            return
        from wargame.scenario.guide import guided

        if line := guided(game.scenario, self.moment, game.resolved + 1):
            for flash in self.query(Flash):
                flash.rest(Content.assemble("» ", plain(line, 200)))

    def _cover_after_sleep(self, clock: Clock, naps: int) -> None:
        """Who opens the lid of a computer need not be who closed it: the curtain first."""
        app = self.program
        if clock.naps > naps and app.at_hand is self and self.set_aside(whatever=True):
            app.called = Again()

    def on_screen_resume(self) -> None:
        """It can be seen: tell that outside; say what led to it."""
        self.tell()
        if self.done:
            self.say(plain(self.done))
            self.done = ""

    def showing(self) -> Showing:
        """What those outside are told that it shows: only what everybody in the room can see."""
        from wargame.session.live import Showing

        return Showing(self.phase)

    def tell(self) -> None:
        """Tell those outside what it shows now, as it opens and whenever it has come further."""
        if self.live is not None and self.phase:
            with suppress(Exception):  # whatever it is, the table goes on
                self.live.show(self.showing())

    @property
    def program(self) -> Program:
        """The app, as what it is."""
        app = self.app
        assert isinstance(app, Program)
        return app

    @property
    def parts(self) -> list[tuple[DOMNode, tuple[Command, ...]]]:
        """Parts of the screen that have commands of their own now, for the palette."""
        return []

    def uncovered(self) -> bool:
        """Close the boxes that lie over it; False, and all stays, where something else does."""
        above = self.app.screen_stack[self.app.screen_stack.index(self) + 1 :]
        if not all(isinstance(screen, Dialog) for screen in above):
            return False
        for screen in reversed(above):
            screen.dismiss(None)
        return True

    def set_aside(self, *, whatever: bool = False) -> bool:
        """Go without a result, with all that lies over it; what is being written in a box is kept. False, and
        all stays, where something is at work just now, or written that can't be kept, unless ``whatever``
        is lost."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        if self._given or self not in stack or not all(isinstance(screen, Page | Dialog) for screen in above):
            return False
        if any(screen.BUSY for screen in above if isinstance(screen, Shown)):
            return False
        boxes = [screen for screen in above if isinstance(screen, Dialog)]
        for box in boxes:
            if box.sketch is None and box.loses and not whatever:
                boxes[-1].say(Content("Keep or leave first what is written here."), alarm=True)
                return False
        for box in boxes:
            if box.sketch is not None:
                box.sketch()
        self.dismiss(None)  # before the boxes close: to leave some takes back what opened them
        for screen in reversed(above):
            screen.dismiss(None)
        return True

    def say(self, message: Content, *, alarm: bool = False) -> None:
        """Show a message on the flash line, if there is one; foreign text in it comes from ``plain``."""
        for flash in self.query(Flash):
            flash.say(message, alarm=alarm)

    def unsay(self) -> None:
        """Take an alarm back."""
        for flash in self.query(Flash):
            if flash.has_class("-alarm"):
                flash.hush()


class Dialog(Shown[Result], ModalScreen[Result], Generic[Result]):
    """A box over a screen, for one question; Escape always leaves it without a change."""

    _help_line = _edge = Content("")
    sketch: Callable[[], object] | None = None
    """Called now and then while it is open, where what is written in it so far may be wanted."""

    @property
    def loses(self) -> bool:
        """Would leaving lose something a person has written?"""
        return False

    # The program's keys don't reach through a box; help has to.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(HELP_KEYS, "app.help", "Help", show=False),
        Binding("up", "field(-1)", "Field above", show=False),
        Binding("down", "field(1)", "Field below", show=False),
        Binding("space", "read", "Read on", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog:ansi { background: transparent; }
    Dialog > .dialog {
        width: 72; max-width: 96%; height: auto; max-height: 96%;
        padding: 1 2; background: $surface; border: round $rule;
        border-title-color: $accent; border-title-style: bold;
    }
    """

    def on_mount(self) -> None:
        """Tell on the lower edge of the box which key helps here, and which reads on."""
        self.watch(self, "focused", self._tell_help)
        for column in self.query(ReadingColumn):
            for what in ("show_vertical_scrollbar", "scroll_y"):
                self.watch(column, what, self._tell_more, init=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key to read on where all can be seen."""
        if action in ("read", "page"):
            return self.overflows
        return super().check_action(action, parameters)

    def action_page(self, way: int) -> None:
        """A page up or down, wherever the focus is."""
        for column in self.query(ReadingColumn):
            (column.scroll_page_down if way > 0 else column.scroll_page_up)(animate=False)

    def action_field(self, way: int) -> None:
        """To the field above or below: from lists and texts, which have these keys, at their ends. On a
        button of a box with more than can be seen, a line up or down."""
        from textual.widgets import Button  # an import that a start can do without

        if self.overflows and isinstance(self.focused, Button):
            for column in self.query(ReadingColumn):
                column.scroll_to(y=column.scroll_target_y + way, animate=False, immediate=True)
            return
        fields = [field for field in self.focus_chain if not isinstance(field, VerticalScroll)]
        if self.focused in fields:
            at = fields.index(self.focused) + way
            self.set_focus(fields[min(max(at, 0), len(fields) - 1)])

    def unsay(self) -> None:
        """Tell which key helps, instead of what was said."""
        self._tell_help()

    def _tell_help(self) -> None:
        writes = takes_text(self.focused or self)
        self._help_line = Content.assemble((key_name(HELP_KEYS.split(",")[writes]), "bold $accent"), " Help")
        if self.overflows:
            below = any(column.scroll_y < column.max_scroll_y for column in self.query(ReadingColumn))
            key = ("PgDn" if writes else "Space", "bold $accent")
            goes = " Read on   " if below or writes else " From the top   "
            self._help_line = Content.assemble("▼ " if below else "", key, goes, self._help_line)
        self.say(self._help_line)

    def _tell_more(self) -> None:
        """There is more than can be seen, or less: say so, where nothing else is said."""
        if self._edge is self._help_line:
            self._tell_help()

    def say(self, message: Content, *, alarm: bool = False) -> None:
        """Show a message on the lower edge of the box; foreign text in it comes from ``plain``."""
        self._edge = message
        for box in self.query(".dialog"):
            box.border_subtitle = message

    @property
    def heading(self) -> str:
        """What the help is headed: what stands on the edge of the box, if nothing else is said."""
        title = next((box.border_title for box in self.query(".dialog") if box.border_title), "")
        return self.HEADING or Content.from_text(title or "", markup=False).plain
