"""``wargame replay``: the debrief, on the screen."""

from __future__ import annotations

import click

from wargame.cli.options import variation_option


@click.command(epilog="Example: wargame replay sample")
@click.argument("save")
@click.option("--deck", is_flag=True, help="The guided debrief: one glance a screen, made for 15 minutes.")
@variation_option("Walk through this variation of the game.")
def command(save: str, deck: bool, variation: str) -> int:
    """Walk through the game in SAVE, turn by turn, as any seat or with everything shown.

    SAVE is a path, or the name of a file here, in ./saves, your data or home folder or the shipped samples.
    """
    from wargame.cli.terminal import require_terminal
    from wargame.session.places import find_save

    path = find_save(save)
    require_terminal()
    from wargame.tui import run_deck, run_replay

    return run_deck(path, variation) if deck else run_replay(path, variation)
