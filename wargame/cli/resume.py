"""``wargame resume``: a game goes on where its journal ends."""

from __future__ import annotations

import click

from wargame.cli.options import code_option, variation_option


@click.command(epilog="Example: wargame resume offer-lesson-2020-09-07-k7xm")
@click.argument("save")
@code_option("Open what a copy from another computer hides.")
@click.option("--anew", is_flag=True, help="Begin the turn anew where its orders can't be opened.")
@variation_option("Go on with this variation, and leave the game where it is.")
def command(save: str, code: str, anew: bool, variation: str) -> int:
    """Go on with the game in SAVE.

    SAVE is a path, or the name of a file here, in ./saves, your data folder or your home folder. What was
    committed in this turn can be opened on the computer where the game began, or with its code; elsewhere it
    must be given again.
    """
    from wargame.cli.terminal import require_terminal
    from wargame.session.places import find_save

    path = find_save(save)
    require_terminal()
    from wargame.tui import run_resume

    return run_resume(path, code, anew=anew, variation=variation)
