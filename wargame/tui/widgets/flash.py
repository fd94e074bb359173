"""The flash line: says what just happened and goes away by itself, or gives way to a line that stays there.
Never a toast over the screen."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

_SECONDS = 4.0


class Flash(Static):
    """Shows a message for some seconds. An ``alarm`` stays, and doesn't rely on colour."""

    DEFAULT_CSS = """
    Flash {
        height: auto; max-height: 3; padding: 0 1; display: none;
        background: $panel; color: $foreground;
    }
    Flash.-shown { display: block; }
    Flash.-alarm { max-height: 8; text-style: bold reverse; }
    Flash.-rests { background: $background; color: $accent; }
    """

    _timer: Timer | None = None
    _rest: Content | None = None

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id)

    def say(self, message: Content, *, alarm: bool = False) -> None:
        """Show ``message``; foreign text in it comes from ``plain``."""
        if self._timer is not None:
            self._timer.stop()
        self.update(message)
        self.set_class(alarm, "-alarm")
        self.remove_class("-rests")
        self.add_class("-shown")
        if not alarm:
            self._timer = self.set_timer(_SECONDS, self.hush)

    def turn(self) -> None:
        """What it was said of is turned away: clear it, unless it is an alarm."""
        if not self.has_class("-alarm"):
            self.hush()

    def rest(self, line: Content) -> None:
        """Have a line there whenever nothing is said; its place stays the same then."""
        self._rest = line
        self.add_class("-guided")
        if not self.has_class("-shown"):
            self.hush()

    def hush(self) -> None:
        """Clear the line, or show the one that stays there."""
        self.remove_class("-alarm")
        self.set_class(self._rest is not None, "-rests")
        self.set_class(self._rest is not None, "-shown")
        if self._rest is not None:
            self.update(self._rest)
