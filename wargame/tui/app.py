"""The app: themes, keys that work everywhere, what holds on every screen. The order of screens is flow.py."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.driver import Driver
from textual.geometry import Offset, Size
from textual.types import AnimationLevel
from textual.worker import get_current_worker

from wargame.tui.command import HELP_KEYS, Command, bindings, key_name
from wargame.tui.keyboard import Follower, Keyboard, Press
from wargame.tui.layouts import read_as, takes_text
from wargame.tui.modals import Confirm, Help
from wargame.tui.page import Dialog, Page
from wargame.tui.pastes import ShortPastes, TooLong, read_short
from wargame.tui.program import STEPS, Ended, Flow, Instructing, Program
from wargame.tui.themes import DEFAULTS, THEMES, first_theme, offered_themes
from wargame.tui.too_small import TooSmall, fits
from wargame.tui.untrusted import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from wargame.session import GameLog

_TWICE = 3.0
"""Seconds in which a second Ctrl+C means it."""


class WargameApp(Program):
    """The program on the screen. ``flow`` runs the screens.

    ``theme`` fixes the theme; else it follows TEXTUAL_THEME, NO_COLOR and the terminal. ``animations`` fixes
    the level of motion; else it follows TEXTUAL_ANIMATIONS.
    """

    TITLE = "Wargame"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False  # it has its own
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 -- as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("app.help", "help", HELP_KEYS, "Help", "What this screen is for, and its keys."),
        Command(
            "app.palette",
            "command_palette",
            "ctrl+p",
            "Commands",
            "Find a command by name.",
            footer=False,
            palette=False,
        ),
        Command(
            "app.theme",
            "next_theme",
            "ctrl+t,f9",
            "Theme",
            "Ink, paper, high contrast, plain.",
            footer=False,
        ),
        Command(
            "app.end",
            "end_now",
            "ctrl+e",
            "End now",
            "Score the game as it stands, after a question.",
            footer=False,
        ),
        Command(
            "app.pause",
            "hold_clock",
            "p,ctrl+l",
            "Stop the clock",
            "Stop the clock, or let it go on; nothing acts by itself meanwhile.",
            footer=False,
            over="ctrl+l",
        ),
        Command(
            "app.minute",
            "one_minute_more",
            "ctrl+y",
            "A minute more",
            "Give this turn a minute more, and the seat whose time it is.",
            footer=False,
            priority=True,
        ),
        Command(
            "app.instructor",
            "instructor",
            "ctrl+r",
            "Instructor",
            "What the instructor alone may do; before a game, the PIN for it.",
            footer=False,
            priority=True,
        ),
        Command(
            "app.quit",
            "leave",
            "ctrl+d,ctrl+q",
            "Quit",
            "Leave; everything committed is in the save.",
            footer=False,
            priority=True,
        ),
        Command(
            "app.interrupt",
            "interrupt",
            "ctrl+c",
            "Quit at once",
            "Twice: leave without a question.",
            footer=False,
            palette=False,
            priority=True,
        ),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(
        self, flow: Flow | None = None, *, theme: str = "", animations: AnimationLevel | None = None
    ) -> None:
        # Textual picks the filter of NO_COLOR in its constructor, by whether colours are native then.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for ours in THEMES:
            self.register_theme(ours)
        self._themes = THEMES if theme else offered_themes(self.console.color_system)
        self.theme = theme or first_theme(self._themes)
        self.stylesheet.set_variables(self.get_css_variables())
        self._styled = self.theme
        if animations is not None:
            self.animation_level = animations
        self._flow = flow
        self.keyboard = Keyboard(self)
        self._interrupted = -_TWICE
        self._failed = self._said = False
        self._asked: Dialog[bool] | None = None

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, with a good end where we have one; of a paste it reads a character more than any
        field takes."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from wargame.tui.terminal import Terminal

            driver = Terminal
        return read_short(driver)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables, for a theme that lacks them."""
        return DEFAULTS

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew. The styles themselves need not be read anew for the colours that they have:
        as the program begins, Textual finds that it got a theme."""
        if self._styled == self.theme:
            self.stylesheet.update(self, animate=animate)
            return
        self._styled = self.theme
        super().refresh_css(animate)

    def push_screen(self, screen: Any, *arguments: Any, **more: Any) -> Any:
        """Show a screen. Its styles are added to those read before, all of which Textual would read anew."""
        new = [path for path in screen.css_path if not self.stylesheet.has_source(str(path), "")]
        if new:
            self.stylesheet.read_all(new)
            self.stylesheet.update(self)
        return super().push_screen(screen, *arguments, **more)

    def get_key_display(self, binding: Binding) -> str:
        """A key as a person reads it."""
        return binding.key_display or key_name(binding.key)

    # -- start and end ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Run the flow in a worker, which may wait for screens."""
        self._cover_if_small(self.size)
        if self._flow is not None:
            self.run_worker(self._run_flow(self._flow), name="flow", exclusive=True, group=STEPS)

    async def _run_flow(self, flow: Flow) -> None:
        self.exit(await flow(self))

    @property
    def status(self) -> int:
        """The exit status, as far as it is known."""
        return self.return_value or self.return_code or 0

    def farewell(self) -> str:
        """What is said on the terminal when the program has ended, once: where the game is, if it failed."""
        from wargame.tui.farewell import farewell

        if self._said:
            return ""
        self._said = True
        save = self.last_save if self.game is None else self.game.path
        return farewell(save, failed=self._failed, error=self._exception)

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave. What is being written in a box is kept first."""
        self._last_look()
        super().exit(result, return_code, message)

    def _last_look(self) -> None:
        if self.game is None:
            return
        from wargame.tui.desk.form import Form

        for screen in self.screen_stack:
            if isinstance(screen, Form) and screen.sketch is not None:
                screen.sketch()

    def panic(self, *renderables: object) -> None:
        """Stop because of a fault of the program. Nothing of it is shown: it holds what seats may know."""
        self._failed = True
        with contextlib.suppress(Exception):  # whatever is broken may be broken here, too
            self._last_look()
        self._return_code = 1
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self.panic()

    # -- keys ---------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Deal with an event; with a key only in its turn, and with none once the screens are closed."""
        if isinstance(event, events.InputEvent | events.Paste) and not self.screen_stack:
            return
        pressed = event if isinstance(event, Press) and not event.is_forwarded else None
        if pressed is not None and self.keyboard.holds(pressed):
            return
        start = (
            None if pressed is None or isinstance(pressed, events.MouseEvent) else self.focused or self.screen
        )
        self._read(event)
        await super().on_event(event)
        if start is not None:
            self.keyboard.follow(start)

    def on_follower(self, follower: Follower) -> None:
        """A key has been dealt with by all widgets that it came to."""
        self.keyboard.is_back(follower)

    async def push_screen_wait(self, screen: Any, *, mode: str | None = None) -> Any:
        """Show a screen and wait for its result."""
        self.keyboard.asks(get_current_worker(), screen)
        return await super().push_screen_wait(screen, mode=mode)

    @property
    def leaving(self) -> frozenset[str]:
        """The keys that leave the program: these work always."""
        leave = ("leave", "interrupt")
        return frozenset(
            key for command in self.KEYS if command.action in leave for key in command.key.split(",")
        )

    def _read(self, event: events.Event) -> None:
        """Read a key as the one that is meant; leave of a paste a character more than any field takes, so
        that the field can tell."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            read_as(event, self.focused or self.screen)
            self._tell_unknown(event)
            self._tell_too_early(event.key)
        elif isinstance(event, events.Paste):
            event.text = event.text[: ShortPastes.most]

    def _tell_unknown(self, event: events.Key) -> None:
        """Say of a letter that does nothing on this screen, so that nobody waits; but not over an alarm."""
        screen, char = self.screen, event.character or ""
        if isinstance(screen, Dialog) and char.isalpha():
            self._tell_button(screen, event.key, char)
        if not isinstance(screen, Page) or len(char) != 1 or not char.isalnum():
            return
        if event.key in screen.active_bindings or takes_text(self.focused or screen, event.key, char):
            return
        if screen.query("Flash.-alarm"):
            return
        screen.say(Content.assemble(plain(char.upper()), " does nothing here. ? tells the keys."))

    def _tell_button(self, box: Dialog[Any], key: str, char: str) -> None:
        """Say of a letter on a button of a box with fields that it goes nowhere."""
        from textual.widgets import Button, Input

        idle = key not in box.active_bindings and not takes_text(box, key, char)
        if idle and isinstance(self.focused, Button) and box.query(Input):
            box.say(Content("Nothing is typed on a button: ↑ ↓ or Tab lead to the fields."))

    @on(TooLong)
    def _too_long(self, event: TooLong) -> None:
        """Tell that something was not taken."""
        if isinstance(self.screen, Page | Dialog):
            self.screen.say(
                Content(f"Too long: {event.limit} characters fit here, the rest is left out."), alarm=True
            )

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, unseen: where the attention is, for braille and screen
        readers. Fields and lists say it as ``cursor_screen_offset``, for others it is where they begin."""
        focused = self.focused
        if focused is None:
            return Offset(0, 0)
        at = getattr(focused, "cursor_screen_offset", None)
        return at if isinstance(at, Offset) else focused.content_region.offset

    @cursor_position.setter
    def cursor_position(self, at: Offset) -> None:
        pass  # Textual's fields tell it too, before they are laid out

    # -- what may be done here ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse the program's actions where they would show something: on the curtain, all but help and
        leaving."""
        if action == "end_now":
            return self._can_end()
        if action == "instructor":
            before = getattr(self.screen, "BEFORE", False)
            return before or (self.at_hand is not None and not isinstance(self.screen, TooSmall))
        if action in {"hold_clock", "one_minute_more"}:
            return self.clock is not None and self.clock.ticks
        curtain = getattr(self.screen, "CURTAIN", False)
        if isinstance(self.screen, TooSmall) or curtain:
            allowed = {"interrupt", "leave", "quit", "focus_next", "focus_previous"}
            return action in allowed or (curtain and action == "help")
        if isinstance(self.screen, Dialog) and action == "command_palette":
            return False
        return super().check_action(action, parameters)

    async def vary(self, game: GameLog, turn: int) -> None:
        """Show the variations of a game that is looked at."""
        from wargame.tui.variations import variations

        await variations(self, game, turn)

    def action_help(self) -> None:
        """Open the help of the screen or box: what it is for, and the keys that work in it."""
        screen = self.screen
        if not isinstance(screen, Page | Dialog):
            return
        where = "On this screen" if isinstance(screen, Page) else "In this box"
        everywhere = [command for command in self.KEYS if command.id != "app.interrupt"]
        if isinstance(screen, Dialog):  # other keys of the program don't reach through a box
            everywhere = [c.through or c for c in everywhere if c.through or c.id == "app.help"]
        at = self.focused or screen
        everywhere = [here for c in everywhere if (here := c.where(partial(_typed, at))) is not None]
        parts = [(where, _usable(screen, screen.KEYS)), ("Everywhere", _usable(self, everywhere))]
        self.push_screen(Help(screen.heading, screen.PURPOSE, parts))

    def action_command_palette(self) -> None:
        """Let a command be found by its name."""
        from wargame.tui.palette import Offer, Palette, offers

        def chosen(offer: Offer | None) -> None:
            if offer is not None:
                self.call_later(self.run_action, offer.command.action, offer.node)

        self.push_screen(Palette([*offers(self)]), chosen)

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        names = [theme.name for theme in self._themes]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        if len(names) == 1 and isinstance(self.screen, Page):
            self.screen.say(Content("This terminal has too few colours for another theme."))

    def action_instructor(self) -> None:
        """Put what is at hand aside, and let the instructor do something; before a game, set a PIN."""
        page = self.at_hand
        if page is not None:
            if page.set_aside():
                self.called = Instructing()
        elif isinstance(self.screen, Page):
            from wargame.tui.instructor.pin import set_instructors_pin

            set_instructors_pin(self.screen)

    def _as_instructor(self, act: Callable[[], None]) -> None:
        """Do something that is the instructor's to do, where a PIN is set for that."""
        from wargame.tui.instructor.pin import instructors_pin

        def given(right: bool | None) -> None:
            if right:
                act()

        box = instructors_pin()
        if box is None:
            act()
        elif self._asked not in self.screen_stack:  # the keys that ask work in it, too
            self._asked = box
            self.push_screen(box, given)

    def action_hold_clock(self) -> None:
        """Stop the clock of the table, or let it go on."""
        self._as_instructor(self._hold_clock)

    def _hold_clock(self) -> None:
        if self.clock is not None:
            self._clocked("The clock stands." if self.clock.hold() else "The clock goes on.")

    def action_one_minute_more(self) -> None:
        """Give the turn a minute more."""
        self._as_instructor(self._one_minute_more)

    def _one_minute_more(self) -> None:
        if self.clock is not None:
            self.clock.more()
            self._clocked("There is a minute more.")

    def _clocked(self, said: str) -> None:
        from wargame.tui.widgets.header import HeaderLine

        for screen in self.screen_stack:  # a box may lie over the page with the clock
            for head in screen.query(HeaderLine):
                head.redraw_clock()
            if isinstance(screen, Page):
                screen.tell()
        if isinstance(self.screen, Page | Dialog):
            self.screen.say(Content(said))

    def action_leave(self) -> None:
        """Leave, after a question while a game is going on."""
        if self.game is None or self.game.over:
            self.exit(0)
            return
        if isinstance(self.screen, Confirm):
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit(0)

        text = Content(
            "Everything committed is in the save. What is written on a desk waits there for its seat."
        )
        self.push_screen(Confirm(Content("Leave the game?"), text, yes="Leave", no="Stay"), answered)

    def _can_end(self) -> bool:
        """Is a game going on here of which something has been carried out?"""
        game, page = self.game, self.screen
        at_table = isinstance(page, Page) and (page.AT_TABLE or page.SECRET)
        return at_table and game is not None and not game.over and bool(game.resolved)

    def _tell_too_early(self, key: str) -> None:
        """Say of the keys that end a game why it can't be ended in its first turn."""
        game, page = self.game, self.screen
        if game is None or game.over or game.resolved or not isinstance(page, Page):
            return
        if (key == "e" and page.AT_TABLE) or (key == "ctrl+e" and (page.AT_TABLE or page.SECRET)):
            page.say(Content("Nothing can be scored before turn 1 is carried out. Ctrl+R, T ends it."))

    def action_end_now(self) -> None:
        """End the game at the table, if that is meant."""
        game, page = self.game, self.screen
        if game is None or not self._can_end():
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.called = Ended()
                page.dismiss(None)

        text = Content(
            f"It is scored as it stands after turn {game.resolved}: hidden aims and secrets are laid open, "
            "with epilogue and verdict; then comes the debrief. What is being ordered now is not carried "
            "out. The save can be gone on with later."
        )

        def ask() -> None:
            question = Content("End the game now?")
            self.push_screen(Confirm(question, text, yes="End it", no="Play on"), answered)

        self._as_instructor(ask)

    def action_interrupt(self) -> None:
        """Ctrl+C: copy what is selected; else leave, if it comes twice."""
        if selected := getattr(self.focused, "selected_text", ""):
            self.copy_to_clipboard(selected)
            return
        if selected := self.screen.get_selected_text():
            self.copy_to_clipboard(selected)
            self.screen.clear_selection()
            return
        now = time.monotonic()
        if now - self._interrupted < _TWICE:
            self.exit(130)
            return
        self._interrupted = now
        if isinstance(self.screen, Page):
            self.screen.say(Content("Ctrl+C again to leave. Everything committed is in the save."))

    # -- the size of the terminal ---------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Cover everything while the terminal is too small."""
        self._cover_if_small(event.size)

    def _cover_if_small(self, size: Size) -> None:
        cover = self.screen if isinstance(self.screen, TooSmall) else None
        if fits(size):
            if cover is not None:
                cover.dismiss(None)
        elif cover is None:
            self.push_screen(TooSmall())


def _typed(at: DOMNode, key: str) -> bool:
    """Is a key text, where ``at`` has the focus?"""
    character = "?" if key == "question_mark" else key
    return len(character) == 1 and takes_text(at, key, character)


def _usable(node: DOMNode, commands: Iterable[Command]) -> tuple[Command, ...]:
    """The commands that ``node`` would not refuse now."""
    return tuple(c for c in commands if c.allowed(node) is not False)
