"""The command line: ``wargame`` and its commands, one module each. What is heavy is imported where used."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``wargame`` with ``arguments`` (those of the process if None) and return its exit status.

    0: fine. 1: something was found or failed. 2: wrong usage. Words about mistakes go to stderr.
    """
    from wargame.cli.errors import explain
    from wargame.cli.output import be_tolerant, say, silence

    arguments = sys.argv[1:] if arguments is None else list(arguments)
    be_tolerant()
    gc.set_threshold(200_000)  # a start makes much and drops next to nothing
    try:
        if not arguments:
            return _menu()
        from wargame.cli.group import run

        return run(arguments)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        silence()
        return 1
    except KeyboardInterrupt:
        say("Stopped. What was committed is in the save.")
        return 1
    except Exception as error:
        words = explain(error)
        if words is None:
            raise
        say(words.text)
        return words.status


def _menu() -> int:
    """Open the menu, without the argument parser: it is how most games start, and should be quick."""
    from wargame.cli.terminal import require_terminal

    require_terminal()
    from wargame.tui import run_menu

    return run_menu()
