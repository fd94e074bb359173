"""The terminal beneath the screens, on POSIX systems: Textual's driver, and a good end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from threading import Thread
from typing import Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

from wargame.tui.program import Program

_GRACE = 1.5
"""Seconds in which the program may end by itself."""
_LAST = 0.3
"""Seconds for putting the terminal in order when it has not."""


class Terminal(LinuxDriver):
    """Draws on stdout, wherever stderr leads, and blanks the screen when it stops: some terminals have only
    one, and would go on showing a desk.

    Once the program is told to end (SIGTERM, SIGHUP), its terminal is gone, or it is leaving, it has a moment
    to do so in good order. After that it ends whatever its threads wait for: a terminal that nobody reads, a
    long adjudication, input that says forever that there is something to read. Records are on the disk
    already, and the system frees the lock.
    """

    _app: Program

    def __init__(self, app: Program, **settings: Any) -> None:
        super().__init__(app, **settings)
        assert sys.__stdout__ is not None
        self._line = _Line(sys.__stdout__)
        self._file = cast(Any, self._line)
        self._ear, self._mouth = os.pipe()
        self._watched = self._suspending = self._stopped = self._at_last = False

    def start_application_mode(self) -> None:
        """Draw from now on, and watch for the end."""
        self._stopped = False
        if not self._watched:
            self._watched = True
            Thread(target=self._watch, name="wargame-end", daemon=True).start()
            for told in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(told, lambda number, _: self._tell(128 + number))
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def suspend_application_mode(self) -> None:
        """Stop for a while: the program goes on later."""
        self._suspending = True
        try:
            super().suspend_application_mode()
        finally:
            self._suspending = False

    def stop_application_mode(self) -> None:
        """Blank the screen and leave the terminal as it was."""
        if not self._suspending:
            self._tell(0)
        self.write(self._blank())
        super().stop_application_mode()
        self._stopped = True

    def write(self, data: str) -> None:
        """Write to the terminal; at last past a queue that may be stuck."""
        if self._at_last:
            self._line.write(data)
        else:
            super().write(data)

    def _blank(self) -> str:
        # Line by line: what is erased at once, terminals keep in their history.
        rows = os.get_terminal_size(self._line.fileno()).lines if self._line.isatty() else 0
        return "\x1b[0m" + "".join(f"\x1b[{row};1H\x1b[2K" for row in range(1, rows + 1)) + "\x1b[H"

    # -- the end ------------------------------------------------------------------------------------------

    def _tell(self, status: int) -> None:
        """The program is to end with this status, or, with 0, is about to end."""
        os.write(self._mouth, bytes([status]))

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._ear, select.POLLIN)
        poll.register(self.fileno, 0)  # that it hung up is told unasked
        ready = dict(poll.poll())
        if ready.get(self.fileno, 0) & select.POLLNVAL:  # some systems can't say it of a terminal
            poll.unregister(self.fileno)
            ready = dict(poll.poll())
        status = os.read(self._ear, 1)[0] if self._ear in ready else 128 + signal.SIGHUP
        if status:
            with contextlib.suppress(RuntimeError):  # it has just ended
                self._loop.call_soon_threadsafe(self._app.exit, status)
        if self._app.done.wait(_GRACE):
            return
        last = Thread(target=self._restore, daemon=True)  # whose writing may get stuck like any other
        last.start()
        last.join(_LAST)
        os._exit(self._app.status or status)

    def _restore(self) -> None:
        """Do what the end in good order has not come to."""
        queued = self._writer_thread is not None and self._writer_thread._queue.qsize()
        self._at_last = True
        if queued or not self._stopped:
            self.stop_application_mode()
        self._line.write(self._app.farewell().replace("\n", "\r\n"))


class _Line:
    """The line to the terminal, as a file. What can't be written any more is dropped: nobody waits for it."""

    def __init__(self, file: TextIO) -> None:
        self._fd = file.fileno()
        self._encoding = file.encoding

    def write(self, text: str) -> int:
        data = memoryview(text.encode(self._encoding, "replace"))
        while data:
            try:
                data = data[os.write(self._fd, data) :]
            except BlockingIOError:  # another program has left the terminal in this mode
                select.select([], [self._fd], [])
            except OSError:
                break
        return len(text)

    def flush(self) -> None:
        """Everything is written already."""

    def fileno(self) -> int:
        return self._fd

    def isatty(self) -> bool:
        return os.isatty(self._fd)
