"""``wargame packets``: what is printed before a lesson."""

from __future__ import annotations

import os
from pathlib import Path

import click

from wargame.cli.errors import UsageError
from wargame.cli.options import code_option


@click.command(epilog="Example: wargame packets offer-lesson -o packets")
@click.argument("scenario", required=False, default="")
@click.option(
    "-o", "--output", required=True, metavar="DIR", help="The folder for the sheets; made if needed."
)
@click.option("--game", metavar="SAVE", help="The sheets of a game instead, with the names of its teams.")
@click.option("--seat", metavar="SEAT", help="The hand-over card of this seat in a game, and nothing else.")
@code_option("Cross the hidden aims that were dealt in a game that is not over; give a hand-over card of it.")
@click.option(
    "--minutes",
    type=click.IntRange(10, 600),
    metavar="N",
    help="How long the lesson is, if not as long as the scenario says: 50, 75, 110.",
)
@click.option("--force", is_flag=True, help="Write over sheets that are in the folder already.")
def command(
    scenario: str,
    output: str,
    game: str | None,
    seat: str | None,
    code: str,
    minutes: int | None,
    force: bool,
) -> int:
    """Write sheets of SCENARIO to print: one for each seat, one for the table, two for whoever leads: all
    there is to know, and a crib of one page.

    Each is a page of HTML, for a browser's print, and the same in Markdown, to be changed by hand. In those
    of a --game the hidden aims that were dealt are crossed, once it is over or with its code. With --seat
    whoever comes late, or takes the seat over, has on paper what it knows, wants and owes by now.
    """
    from attrs import evolve

    from wargame.cli.output import emit, must_be_new, say, write_all
    from wargame.debrief import html, markdown
    from wargame.debrief.packets import handover_sheet, sheets, sheets_of
    from wargame.scenario import load
    from wargame.session import GameLog
    from wargame.session.places import find_save, typed

    folder = typed(output)
    if os.path.lexists(folder) and not folder.is_dir():
        raise FileExistsError(f"{folder} is there already, and is no folder.")
    if bool(scenario) == bool(game):
        raise UsageError("Name a scenario, or a game with --game.")
    if game and minutes:
        raise UsageError("A game has its own length: leave --minutes out.")
    if seat and not game:
        raise UsageError("A hand-over card is of a seat in a game: name it with --game.")
    if game:
        log = GameLog.read(find_save(game))
        log.must_know(code)
        found = (handover_sheet(log, seat),) if seat else sheets_of(log)
    else:
        loaded = load(scenario)
        found = sheets(evolve(loaded, minutes=minutes or loaded.minutes))
    pages: dict[Path, str] = {}
    for sheet in found:
        pages[folder / f"{sheet.name}.html"] = html.page(sheet)
        pages[folder / f"{sheet.name}.md"] = markdown.page(sheet)
    if not force:
        must_be_new(pages)
    folder.mkdir(parents=True, exist_ok=True)
    write_all({path: text.encode() for path, text in pages.items()})
    emit(str(path) for path in pages)
    more = "" if seat else f"; {folder / 'instructor.html'} says how many of each"
    say(f"Print the .html files from a browser{more}.")
    return 0
