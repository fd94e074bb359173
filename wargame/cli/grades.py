"""``wargame grades``: points for taking part and for reflection, as a school's gradebook takes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options import code_option, new_file

if TYPE_CHECKING:
    from wargame.export.grades import System
    from wargame.session import GameLog


@click.command(epilog="Example: wargame grades saves/*.toml --class ir-301 --for canvas -o grades.csv")
@click.argument("saves", nargs=-1, required=True, metavar="SAVE...")
@click.option("--class", "class_", required=True, metavar="NAME", help="A class file, by name or path.")
@click.option(
    "--for",
    "system",
    required=True,
    type=click.Choice(["canvas", "moodle", "brightspace"]),
    help="Whose gradebook reads the file.",
)
@click.option(
    "-o", "--output", required=True, callback=new_file(".csv"), metavar="FILE", help="The CSV file to write."
)
@click.option(
    "--points",
    type=click.FloatRange(0.1, 1000),
    default=10.0,
    show_default=True,
    help="What who took part and reflected in full gets.",
)
@click.option(
    "--assignment", default="Wargame", show_default=True, metavar="NAME", help="What it is called there."
)
@code_option("Grade a game that is not over, too.")
@click.option("--force", is_flag=True, help="Write over a FILE that is there already.")
def command(
    saves: tuple[str, ...],
    class_: str,
    system: System,
    output: Path,
    points: float,
    assignment: str,
    code: str,
    force: bool,
) -> int:
    """Write a row for each student of a class, with points for the games in each SAVE.

    Half of the points are for taking part: orders of its own, in time, in each turn of the seat. Half are for
    reflection: questions answered, and the guess of the others' aims. One miss in a game is free in each
    half. How a game came out, and how right a forecast was, counts for nothing. Who was in none of the games
    has no grade, which is no 0. Whoever can't be matched is named, and exit status 1 says so. Games of other
    classes are named and left out.
    """
    from wargame.classroom.file import find, load
    from wargame.cli.errors import FAILED, UsageError
    from wargame.cli.output import emit, must_be_new, say, write_all
    from wargame.cli.several import called, take
    from wargame.export.grades import RESERVED, grades, of_another, troubles, written
    from wargame.text import clean

    if output.suffix.lower() != ".csv":  # a file that is there keeps the name that was typed: a save, say
        raise UsageError(f"{output} is no CSV file. Give FILE a name that ends in .csv.")
    assignment = clean(assignment, 100)
    if not assignment or (system == "canvas" and any(name in assignment for name in RESERVED)):
        raise UsageError(f"Canvas has a column of its own called {assignment}: call it otherwise.")
    if not force:
        must_be_new([output])
    file = load(find(class_))
    games: list[GameLog] = []

    def keep(game: GameLog, path: Path, whole: bool) -> None:
        if why := of_another(file, game):
            say(f"{path}: {why}")
        else:
            games.append(game)

    sound = [take(save, name, code, keep) for save, name in called(saves).items()]
    if not games:
        say("There is nothing to grade: no file was written.")
        return FAILED
    rows, unknown = grades(file, games, points)
    wrong = [*unknown, *troubles(rows, system)]
    write_all({output: written(rows, system, assignment, points)})
    emit([str(output)])
    for told in wrong:
        say(told)
    away = [row.student.name for row in rows if row.points is None]
    for name in away:
        say(f"{name}: in no turn of these games; no grade.")
    say(f"{len(rows) - len(away)} of {len(rows)} students have a grade.")
    return FAILED if wrong or not all(sound) else 0
