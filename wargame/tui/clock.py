"""The clock of a turn: minutes for all seats together, then a grace minute. It tells; people decide."""

from __future__ import annotations

import time

from textual.content import Content


class Clock:
    """Counts down ``minutes`` from ``start``, then ``grace`` seconds more. With 0 minutes it says nothing."""

    def __init__(self, minutes: float, grace: float = 60) -> None:
        self.seconds = minutes * 60
        self.grace = grace
        self._ends: float | None = None
        self._paused: float | None = None

    @property
    def running(self) -> bool:
        """Has it been started, and isn't it paused?"""
        return self._ends is not None and self._paused is None

    def start(self, left: float | None = None) -> None:
        """Begin a new turn, or go on with one that has so many seconds left."""
        self._ends = time.monotonic() + (self.seconds if left is None else min(left, self.seconds))
        self._paused = None

    def pause(self) -> None:
        """Stop the time, as while all watch the reveal."""
        if self.running:
            self._paused = time.monotonic()

    def go_on(self) -> None:
        """Let it run again from where it was paused."""
        if self._ends is not None and self._paused is not None:
            self._ends += time.monotonic() - self._paused
            self._paused = None

    def left(self) -> float:
        """Seconds left; below 0 in the grace time."""
        if self._ends is None:
            return self.seconds
        return self._ends - (self._paused if self._paused is not None else time.monotonic())

    def kept(self) -> float | None:
        """Seconds left to be kept, should the program end now; None without a clock, and before its start."""
        return self.left() if self.seconds and self.running else None

    def words(self) -> Content:
        """``turn 06:41``; the last minute, the grace minute and the end are told in words."""
        if not self.seconds:
            return Content("")
        left = self.left()
        if left <= -self.grace:
            return Content.assemble((" time is up ", "bold reverse"))
        if left <= 0:
            return Content.assemble((f" grace {_minutes(left + self.grace)} ", "bold reverse"))
        if left <= 60:
            return Content.assemble((f"last minute {_minutes(left)}", "bold $accent"))
        return Content.assemble(("turn ", "$faint"), (_minutes(left), "bold"))


def _minutes(seconds: float) -> str:
    whole = max(0, int(seconds))
    return f"{whole // 60:02}:{whole % 60:02}"
