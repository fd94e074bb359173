"""The flash line: says what just happened and goes away by itself. Never a toast over the screen."""

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
    Flash.-alarm { text-style: bold reverse; }
    """

    _timer: Timer | None = None

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id)

    def say(self, message: Content, *, alarm: bool = False) -> None:
        """Show ``message``; foreign text in it comes from ``plain``."""
        if self._timer is not None:
            self._timer.stop()
        self.update(message)
        self.set_class(alarm, "-alarm")
        self.add_class("-shown")
        if not alarm:
            self._timer = self.set_timer(_SECONDS, self.hush)

    def hush(self) -> None:
        """Clear the line."""
        self.remove_class("-shown", "-alarm")
