"""``wargame watch``: a game that is played elsewhere, on a second screen."""

from __future__ import annotations

import click


@click.command(epilog="Examples: wargame watch saves/monday.toml; wargame watch ir-301 group 2")
@click.argument("save", nargs=-1)
def command(save: tuple[str, ...]) -> int:
    """Follow the game in SAVE while it is played in another window or on another computer.

    It shows what everybody may see and nothing else, fit for a projector: the paper, the ladder, the map, who
    waits for whom and since when, the exchanges, the dice in step with the table, the end. It changes
    nothing, and any number of windows may watch.

    SAVE is a path, the name of a file here, in ./saves, your data or home folder, or a part of it; or what
    you call it: a class, a group, a team. Of several games of one group the newest is taken; where several
    groups fit, they are named. Without SAVE: the game that was changed last.
    """
    from wargame.cli.terminal import require_terminal
    from wargame.session.meant import meant, newest
    from wargame.session.saves import place
    from wargame.text import clean

    if save:
        path, told = meant(" ".join(save))
    else:
        path = newest()
        told = f"The game that was changed last: {clean(place(path), 300)}"
    require_terminal()
    from wargame.tui import run_watch

    return run_watch(path, told)
