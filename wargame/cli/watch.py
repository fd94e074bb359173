"""``wargame watch``: a game that is played elsewhere, on a second screen."""

from __future__ import annotations

import click


@click.command(epilog="Example: wargame watch saves/group-1.toml")
@click.argument("save", required=False)
def command(save: str | None) -> int:
    """Follow the game in SAVE while it is played in another window or on another computer.

    It shows what everybody may see and nothing else, fit for a projector: the paper, the ladder, the map, who
    waits for whom and since when, the exchanges, the dice in step with the table, the end. It changes
    nothing, and any number of windows may watch.

    SAVE is a path, or the name of a file here, in ./saves, your data or home folder. Without it: the game
    that was changed last.
    """
    from wargame.cli.terminal import require_terminal
    from wargame.session.places import find_save
    from wargame.session.saves import newest

    path = find_save(save) if save is not None else newest()
    require_terminal()
    from wargame.tui import run_watch

    return run_watch(path, last=save is None)
