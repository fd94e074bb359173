"""What screens and flows may ask of the app around them; the app itself is app.py."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from textual.app import App
from textual.timer import Timer, TimerCallback

from wargame.tui.command import Command

if TYPE_CHECKING:
    from wargame.session import Game, GameLog
    from wargame.tui.clock import Clock

STEPS = "steps"
"""The group of workers that lead from screen to screen; keys wait while one of them is on its way."""


class Called(Exception):
    """Something was called for at the table that breaks off what goes on there."""


class Ended(Called):
    """Somebody at the table has ended the game."""


class Again(Called):
    """The page at hand was covered; what goes on begins anew from it, as things are now."""


class Instructing(Called):
    """The instructor is at the keyboard."""


class Rewound(Called):
    """The game has gone back to an earlier turn."""


class AtHand(Protocol):
    """A page that can be put aside."""

    def set_aside(self) -> bool:
        """Go without a result, if that can be."""


class Program(App[int]):
    """The app as its screens know it. ``game`` is the one being played, if any, ``clock`` its clock;
    ``KEYS`` work on every screen."""

    KEYS: ClassVar[tuple[Command, ...]] = ()

    UNATTENDED: ClassVar[bool] = False
    """Is nobody at the keyboard? Then it asks for no PIN of the instructor's."""
    game: Game | None = None
    last_save: Path | None = None
    """Where the game is that was played last; said when the program ends."""
    clock: Clock | None = None
    at_hand: AtHand | None = None
    """The page of a game going on that waits for what it gives; boxes and pages may lie over it."""
    called: Called | None = None
    """What was called for at the table by a key that works on all its pages; the page at hand has gone, and
    gave no result."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.done = Event()
        """Set when all is said, and the program need not be ended by force."""

    def set_timer(self, delay: float, callback: TimerCallback | None = None, **more: Any) -> Timer:
        """Call a function after a delay in seconds: also where the system takes the processor away for
        longer than that, in the moment when it begins (findings/textual_loses_timers.sh)."""
        timer = super().set_timer(delay, callback, **more)
        timer._skip = False  # a private part of Textual, which would skip the one time that there is
        return timer

    @property
    @abstractmethod  # these are checked by mypy alone: Textual's metaclass isn't ABCMeta
    def status(self) -> int:
        """The exit status, as far as it is known."""

    @abstractmethod
    def farewell(self) -> str:
        """What is said on the terminal when the program has ended; nothing the second time."""

    @property
    @abstractmethod
    def leaving(self) -> frozenset[str]:
        """The keys that leave the program: these work always."""

    @abstractmethod
    async def vary(self, game: GameLog, turn: int) -> None:
        """Show the variations of a game that is looked at; a new one is likely to begin in ``turn``. Only
        from a worker."""

    @abstractmethod
    def action_help(self) -> None:
        """Open the help of the screen or box at hand."""


Flow = Callable[[Program], Awaitable[int]]
"""An order of screens: runs in the app, and gives its exit code."""
