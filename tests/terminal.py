"""A program in a terminal of its own, driven from outside (POSIX only; the standard library is enough).

As a script it opens the menu, waits until it is drawn, and quits: ``python tests/terminal.py PROGRAM``.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.nursery import Nursery

ESCAPES = re.compile(rb"\x1b(\[[0-9;?<=>]*[ -/]*[@-~]|[\]P_^][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")
QUIT = b"\x11"  # Ctrl+Q
INTERRUPT = b"\x03"  # Ctrl+C


class Terminal:
    """A program in a terminal of ``columns`` by ``rows``. Everything it writes is kept in ``output``."""

    def __init__(
        self,
        program: Sequence[str | Path],
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
        nursery: Nursery | None = None,
        first: str = "",
    ) -> None:
        """Of a ``nursery``, ``program`` is the words after ``wargame``, and ``first`` Python that it runs
        before."""
        self.output = b""
        self._from = 0
        self.status: int | None = None
        self._nursery = nursery
        settings = {**(environment or os.environ), "COLUMNS": str(columns), "LINES": str(rows)}
        settings.setdefault("TERM", "xterm-256color")
        words = [str(word) for word in program]
        self._line, terminal = pty.openpty()
        self.resize(columns, rows)
        if nursery is not None:
            self._child = nursery.start(terminal, words, folder or Path.cwd(), settings, first)
        elif (child := os.fork()) == 0:
            try:
                os.login_tty(terminal)
                if folder is not None:
                    os.chdir(folder)
                os.execve(words[0], words, settings)
            finally:
                os._exit(127)
        else:
            self._child = child
        os.close(terminal)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def text(self) -> str:
        """What was written, without the terminal's control sequences; not a picture of the screen."""
        return ESCAPES.sub(b"", self.output).decode(errors="replace")

    @property
    def restored(self) -> bool:
        """Whether a screen was opened, and was closed again."""
        opened, closed = (self.output.rfind(b"\x1b[?1049" + end) for end in (b"h", b"l"))
        return closed > opened  # of what is left of the output

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._line, keys)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self._child, number)

    def wait_for(self, text: str, seconds: float = 60) -> float:
        """Read until ``text`` was written, and return how many seconds that took. Raises TimeoutError."""
        start = time.monotonic()
        while text not in ESCAPES.sub(b"", self.output[self._from :]).decode(errors="replace"):
            if time.monotonic() - start > seconds or not self._read(0.1):
                raise TimeoutError(f"{text!r} did not appear; the end of what did: {self.text[-800:]}")
        return time.monotonic() - start

    def step(self, text: str, keys: bytes) -> None:
        """Once ``text`` is written and all is drawn, press keys; what is waited for next comes after."""
        self.wait_for(text)
        while select.select([self._line], [], [], 0.25)[0] and self._read(0):
            pass
        self._from = len(self.output)
        self.send(keys)

    def rest(self, seconds: float) -> None:
        """Read for a while."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0 and self._read(left):
            pass

    def wait(self, seconds: float = 60) -> int:
        """Read until the program ends and return its exit status. In the end it is killed: TimeoutError."""
        end = time.monotonic() + seconds
        while self._read(0.1) and time.monotonic() < end:
            pass
        self.gone(end - time.monotonic())
        self.close()
        assert self.status is not None
        return self.status

    def gone(self, seconds: float = 30) -> float:
        """Wait, without reading, until the program has ended; return how many seconds that took. In the end
        it is killed: TimeoutError."""
        start = time.monotonic()
        while True:
            self.status = self._ended()
            took = time.monotonic() - start
            if self.status is not None:
                return took
            if took > seconds:
                os.kill(self._child, signal.SIGKILL)
                while self._ended() is None:
                    time.sleep(0.02)
                self.close()
                raise TimeoutError(f"It did not end; the end of what it wrote: {self.text[-800:]}")
            time.sleep(0.02)

    def _ended(self) -> int | None:
        """The exit status, once the program has ended."""
        if self._nursery is not None:
            return self._nursery.status(self._child)
        done, status = os.waitpid(self._child, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if done else None

    def close(self) -> None:
        """Close the window, if it is still open."""
        if self._line >= 0:
            os.close(self._line)
            self._line = -1

    def _read(self, seconds: float) -> bool:
        """Take what there is to read; False once the program has closed its side."""
        if select.select([self._line], [], [], seconds)[0]:
            try:
                data = os.read(self._line, 65536)
            except OSError:
                return False
            self.output += data
            return bool(data)
        return True


def main(program: str) -> None:
    """Open the menu and quit."""
    terminal = Terminal([program])
    drawn = terminal.wait_for("New game")
    time.sleep(0.5)
    terminal.send(QUIT)
    status = terminal.wait()
    print(f"The menu was drawn after {drawn:.2f} s, exit status {status}, restored: {terminal.restored}.")
    sys.exit(not (status == 0 and terminal.restored))


if __name__ == "__main__":
    main(sys.argv[1])
