"""Open the menu in a terminal of its own, wait until it is drawn, quit: open_menu.py WARGAME (POSIX only)."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

MENU, QUIT, LIMIT = b"New game", b"\x11", 20.0  # Ctrl+Q
ESCAPES = re.compile(rb"\x1b(\[[0-9;?<=>]*[ -/]*[@-~]|[\]P_^][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")


def main(program: str) -> int:
    """Return 0 where the menu came and went as it should."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
        os.execv(program, [program])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    start, drawn, output = time.monotonic(), 0.0, b""
    while time.monotonic() - start < LIMIT:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                output += os.read(terminal, 65536)
            except OSError:  # the other side has closed
                break
        if not drawn and MENU in ESCAPES.sub(b"", output):
            drawn = time.monotonic() - start
        if drawn and time.monotonic() - start > drawn + 1:
            os.write(terminal, QUIT)
            time.sleep(0.2)
    status = os.waitstatus_to_exitcode(_wait(child))
    restored = output.rfind(b"\x1b[?1049l") > output.rfind(b"\x1b[?1049h") >= 0
    print(f"Menu drawn after {drawn:.2f} s, exit status {status}, terminal restored: {restored}.")
    if drawn and status == 0 and restored:
        return 0
    print(ESCAPES.sub(b" ", output)[-2000:].decode(errors="replace"))
    return 1


def _wait(child: int) -> int:
    """The child's status; it is ended where it does not end by itself."""
    for _ in range(50):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(0.1)
    os.kill(child, 9)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
