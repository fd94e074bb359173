"""``wargame class``: all games that are being played in a room, on one screen."""

from __future__ import annotations

import click


@click.command(epilog="Example: wargame class saves")
@click.argument("folder", required=False)
def command(folder: str | None) -> int:
    """Follow all games whose saves are being written in FOLDER, a line or two each: turn, clock, who is
    waited for since when, ladder, deals, headline, end. Enter watches one of them.

    FOLDER may lie on a shared drive. Without it: the folder where new saves go.
    """
    from wargame.cli.errors import UsageError
    from wargame.cli.terminal import require_terminal
    from wargame.session.places import saves_directory, typed
    from wargame.text import clean

    path = typed(folder) if folder is not None else saves_directory()
    if folder is not None and not path.is_dir():
        what = "is a file, not a folder" if path.exists() else "is not there"
        raise UsageError(f"{clean(str(path), 200)} {what}. Name the folder in which the saves are.")
    require_terminal()
    from wargame.tui import run_room

    return run_room(path)
