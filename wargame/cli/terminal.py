"""Whether the screens can be opened here."""

from __future__ import annotations

import os
import sys

from wargame.cli.errors import UsageError


def require_terminal() -> None:
    """Raise UsageError, with what to do instead, unless input and output are a terminal that can draw."""
    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output")):
        if not stream.isatty():
            raise UsageError(
                f"This opens screens, and its {name} is no terminal. "
                "In a pipe use `wargame show SAVE` or `wargame auto SCENARIO`."
            )
    if os.environ.get("TERM") == "dumb":
        raise UsageError(
            "This opens screens, and the terminal says that it can't draw them (TERM=dumb). "
            "Use another terminal, or read a game as text with `wargame show SAVE`."
        )
