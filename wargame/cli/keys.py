"""Single keys from a terminal, as the bytes that it sends; and what it makes of a sign beyond ASCII."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from wargame.cli.output import say

_WAIT = 12.0
"""Seconds to wait for a key that a terminal may keep for itself."""
_REST = 0.15
"""Seconds in which the rest of a key's bytes follow the first."""
_REPORT = re.compile(rb"\x1b\[(\d+);(\d+)R")


class Keys:
    """A keyboard that gives every key at once, as long as it is open, where the system lets it."""

    def __enter__(self) -> Self:
        self._saved = None
        if sys.platform != "win32":
            import termios
            import tty

            self._fd = sys.stdin.fileno()
            self._saved = termios.tcgetattr(self._fd)
            tty.setcbreak(self._fd)
            settings = termios.tcgetattr(self._fd)
            settings[0] &= ~(termios.IXON | termios.ICRNL)  # else Ctrl+S and Ctrl+Q are the terminal's
            settings[3] &= ~(termios.IEXTEN | termios.ECHO)  # else Ctrl+R and Ctrl+O are
            termios.tcsetattr(self._fd, termios.TCSANOW, settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._saved is not None:
            import termios

            termios.tcsetattr(self._fd, termios.TCSAFLUSH, self._saved)

    def ask(self, name: str, right: Sequence[bytes]) -> bytes | None:
        """Ask for a key and return what arrives of it: nothing where nothing does, None where Space passes it
        over. Anything but what is ``right`` may be another key, pressed by mistake: then it is asked for once
        more."""
        for times in ("Press", "Something else arrived. Once more: press"):
            self._forget()
            say(f"{times} {name}. (Space passes it over.)")
            arrived = self._read(_WAIT)
            if not arrived or arrived == b" " or arrived in right:
                break
        return None if arrived == b" " else arrived

    def _forget(self) -> None:
        """Take no key that was pressed before it was asked for."""
        if self._saved is not None:
            import termios

            termios.tcflush(self._fd, termios.TCIFLUSH)

    def draws(self) -> bool | None:
        """Does the terminal draw a sign of two bytes as one? None where it does not say."""
        if self._saved is None:
            return None
        sys.stdout.write("\r\N{LATIN SMALL LETTER E WITH ACUTE}\x1b[6n")
        sys.stdout.flush()
        told = _REPORT.search(self._read(0.5))
        sys.stdout.write("\r  \r")
        sys.stdout.flush()
        return None if told is None else told[2] == b"2"

    def _read(self, seconds: float) -> bytes:
        """The bytes of the next key, none where none comes in that time."""
        if sys.platform == "win32":
            import msvcrt

            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                if msvcrt.kbhit():
                    first = msvcrt.getwch()
                    return (first + (msvcrt.getwch() if first in "\x00\xe0" else "")).encode()
                time.sleep(0.02)
            return b""
        import select

        data = b""
        while select.select([self._fd], [], [], _REST if data else seconds)[0]:
            if not (more := os.read(self._fd, 64)):
                break
            data += more
        return data
