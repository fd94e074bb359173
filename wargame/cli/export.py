"""``wargame export``: games as tables for research."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options import code_option, new_file

if TYPE_CHECKING:
    from wargame.export import Export


@click.command(epilog="Example: wargame export saves/*.toml -o games.zip")
@click.argument("saves", nargs=-1, required=True, metavar="SAVE...")
@click.option(
    "-o", "--output", required=True, callback=new_file(".zip"), metavar="FILE", help="The ZIP file to write."
)
@click.option("--force", is_flag=True, help="Write over a FILE that is there already.")
@click.option(
    "--no-bom", is_flag=True, help="Tables without the mark by which spreadsheets know them for UTF-8."
)
@code_option("Export a game that is not over, too.")
def command(saves: tuple[str, ...], output: Path, force: bool, no_bom: bool, code: str) -> int:
    """Write the games in each SAVE as tables (CSV), with a codebook and the scenarios' essay prompts.

    They tell everything, secrets too: a game that people still play is left out. Of a damaged save the sound
    part is exported. What is left out or damaged is named, and exit status 1 says so.
    """
    from wargame.cli.errors import FAILED, UsageError
    from wargame.cli.output import emit, must_be_new, say, write_all
    from wargame.cli.several import once
    from wargame.export import Export
    from wargame.text import slug

    if output.suffix.lower() != ".zip":  # a file that is there keeps the name that was typed: a save, say
        raise UsageError(f"{output} is no ZIP file. Give FILE a name that ends in .zip.")
    if not force:
        must_be_new([output])
    export = Export()
    sound = [_add(export, save, code) for save in sorted(once(saves), key=lambda save: (slug(save), save))]
    if not export.games:
        say("There is nothing to export: no file was written.")
        return FAILED
    write_all({output: export.archive(bom=not no_bom)})
    emit([str(output)])
    games = "1 game" if len(export.games) == 1 else f"{len(export.games)} games"
    say(f"{games} exported. What each column means is in codebook.md.")
    return 0 if all(sound) else FAILED


def _add(export: Export, save: str, code: str) -> bool:
    """Add the game of a save, and tell whether nothing is wrong with it."""
    from wargame.cli.several import take

    name = save if len(save) <= 200 else f"{save[:40]}..."
    return take(save, name, code, lambda game, path, whole: export.add(game, path.name, whole=whole))
