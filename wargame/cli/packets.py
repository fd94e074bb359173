"""``wargame packets``: what is printed before a lesson."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command(epilog="Example: wargame packets offer-lesson -o packets")
@click.argument("scenario")
@click.option(
    "-o", "--output", required=True, metavar="DIR", help="The folder for the sheets; made if needed."
)
@click.option("--force", is_flag=True, help="Write over sheets that are in the folder already.")
def command(scenario: str, output: str, force: bool) -> int:
    """Write sheets of SCENARIO to print: one for each seat, one for the table, one for whoever leads.

    Each is a page of HTML, for a browser's print, and the same in Markdown, to be changed by hand.
    """
    from wargame.cli.output import emit, must_be_new, say, write_all
    from wargame.debrief import html, markdown
    from wargame.debrief.packets import sheets
    from wargame.scenario import load
    from wargame.session.places import typed

    folder = typed(output)
    if os.path.lexists(folder) and not folder.is_dir():
        raise FileExistsError(f"{folder} is there already, and is no folder.")
    pages: dict[Path, str] = {}
    for sheet in sheets(load(scenario)):
        pages[folder / f"{sheet.name}.html"] = html.page(sheet)
        pages[folder / f"{sheet.name}.md"] = markdown.page(sheet)
    if not force:
        must_be_new(pages)
    folder.mkdir(parents=True, exist_ok=True)
    write_all({path: text.encode() for path, text in pages.items()})
    emit(str(path) for path in pages)
    say(f"Print the .html files from a browser; {folder / 'instructor.html'} says how many of each.")
    return 0
