"""``wargame doctor``: whether all is as a lesson needs it, before the lesson."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wargame.session.checkup import Finding


@click.command(epilog="Examples: wargame doctor; wargame doctor monday.toml --repair")
@click.argument("save", required=False)
@click.option("--no-keys", is_flag=True, help="Ask for no keys.")
@click.option(
    "--repair",
    is_flag=True,
    help="Put right what of SAVE is provably of no use, after a copy; say what was done.",
)
def command(save: str | None, no_keys: bool, repair: bool) -> int:
    """Look at the terminal, its keys, the disk, the folder of saves and the scenarios; and at SAVE, if one is
    named.

    One line for each thing: ok, look (with what to do), or wrong, which is exit status 1. On a terminal it
    asks for keys that some terminals keep for themselves; Space passes one over, and none is waited for long.
    Nothing is changed without --repair.
    """
    from wargame.cli.errors import FAILED, UsageError
    from wargame.cli.output import emit, say
    from wargame.session import checkup
    from wargame.session.places import find_save

    if repair and not save:
        raise UsageError("--repair puts a save right: name one.")
    wrong = False
    for finding in _here(not no_keys):
        emit(_lines(finding))
        wrong |= finding.how == "wrong"
    if save:
        path = find_save(save)
        if repair:
            done = list(checkup.repaired(path))
            say(" ".join(done) if done else "There is nothing to repair.")
        for finding in checkup.saved(path):
            emit(_lines(finding))
            wrong |= finding.how == "wrong"
    return FAILED if wrong else 0


def _lines(finding: Finding) -> list[str]:
    """A finding in a line; on a terminal, in as many as it needs there."""
    import os
    import sys
    import textwrap

    if not sys.stdout.isatty():
        return [f"{finding}"]
    columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return textwrap.wrap(f"{finding}", max(40, columns), subsequent_indent=" " * 7, drop_whitespace=True)


def _here(keys: bool) -> Iterator[Finding]:
    """What is found of this computer, one thing after another."""
    import os
    import platform
    import sys

    from wargame import __version__
    from wargame.cli.keys import Keys
    from wargame.session import checkup
    from wargame.session.places import saves_directory
    from wargame.tui.too_small import LEAST

    words = f"wargame {__version__}, Python {platform.python_version()}, {platform.system()}."
    yield checkup.Finding("program", "ok", words)
    if sys.stdin.isatty() and sys.stdout.isatty():
        width, height = os.get_terminal_size(sys.stdout.fileno())
        yield from checkup.terminal((width, height), LEAST, os.environ)
        with Keys() as board:
            yield checkup.letters(os.environ, sys.stdout.encoding, board.draws())
            for name in checkup.KEYS if keys else ():
                yield checkup.key(name, board.ask(name, checkup.KEYS[name][0]))
    else:
        do = "Run it in the window in which the lesson will be played."
        yield checkup.Finding("terminal", "look", "This is none, so that it can't be looked at.", do)
    yield from checkup.disk(saves_directory())
    yield checkup.pin()
    yield from checkup.scenarios()
