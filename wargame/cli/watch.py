"""``wargame watch``: a game that is played elsewhere, on a second screen."""

from __future__ import annotations

import click


@click.command(epilog="Example: wargame watch saves/group-1.toml")
@click.argument("save")
def command(save: str) -> int:
    """Follow the game in SAVE while it is played in another window or on another computer.

    It shows what everybody may see and nothing else, fit for a projector: the paper, the ladder, the map, who
    waits for whom and since when, the exchanges, the dice in step with the table, the end. It changes
    nothing, and any number of windows may watch.

    SAVE is a path, or the name of a file here, in ./saves, your data or home folder.
    """
    from wargame.cli.terminal import require_terminal
    from wargame.session.places import find_save

    path = find_save(save)
    require_terminal()
    from wargame.tui import run_watch

    return run_watch(path)
