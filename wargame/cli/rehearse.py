"""``wargame rehearse``: the lesson at speed on its own screens, with nobody at the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from wargame.cli.options import class_options, must_be_one

if TYPE_CHECKING:
    from wargame.session import Game
    from wargame.tui.rehearsal import Rehearsal


@click.command(epilog="Example: wargame rehearse offer-lesson --speed 2")
@click.argument("scenario", required=False)
@class_options
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 20),
    default=1.0,
    show_default=True,
    help="How many times as fast; at 1 a lesson of four turns takes about a minute and a half.",
)
def command(scenario: str | None, class_: str | None, group: str | None, speed: float) -> int:
    """Show what a class will see: SCENARIO (offer-lesson, if none is named) plays itself on the real screens.

    Machines decide for the people, and their keys are pressed. Any key of yours stops it; then Space goes on,
    any other key makes a step, and Escape leaves. The game is kept nowhere. At the end it says which pages
    came, for how long, and what is pressed on each.
    """
    from wargame.cli.errors import FAILED
    from wargame.cli.output import emit, say
    from wargame.cli.terminal import require_terminal
    from wargame.tui import run_rehearsal

    must_be_one(scenario, class_, group)
    require_terminal()
    game = of_class(class_, group) if class_ is not None else _set_up(scenario or "offer-lesson")
    app = run_rehearsal(game, speed)
    emit(told(app, game.settings.minutes))
    if app.stuck:
        say(f"The rehearsal could not go on by itself from the page “{app.stuck}”.")
    return FAILED if app.stuck else app.status


def _set_up(scenario: str) -> Game:
    """A game of a scenario as it is set up without a word from anybody, kept nowhere."""
    from wargame.scenario import load
    from wargame.session import Game
    from wargame.session.setup import usual

    loaded = load(scenario)
    return Game.new(loaded, settings=usual(loaded))


def of_class(name: str, group: str | None) -> Game:
    """The next game of a group of a class (its first, if none is named), kept nowhere; the class file stays
    as it is. Raises ClassError, ScenarioErrors or SeatingError."""
    from datetime import date

    from wargame.classroom.file import find, load
    from wargame.classroom.lessons import group_named, laid_for
    from wargame.session import Game

    path = find(name)
    file = load(path)
    chosen = group_named(file, group) if group is not None else (*file.groups, "")[0]
    laid = laid_for(path, chosen, file, date.today())
    return Game.new(laid.scenario, seats=laid.setups, settings=laid.settings)


_HEADING = 40
"""Cells that the name of a page may have."""


def told(app: Rehearsal, minutes: int) -> Iterator[str]:
    """What came in a rehearsal of a lesson of so many minutes (0: of no set length), a line for each kind of
    page."""
    import shutil
    from textwrap import shorten

    from wargame.session.pace import Pace

    took = round(sum(seen.seconds for seen in app.seen.values()))
    yield f"The rehearsal took {took // 60}:{took % 60:02}; its game is not kept."
    if minutes:
        yield f"A lesson of {minutes} minutes: {Pace(minutes).words}."
    first = min(_HEADING, max(len(heading) for heading in ("Page", *app.seen)))
    room = max(30, shutil.get_terminal_size().columns - first - 16)
    yield f"{'Page':<{first}} {'times':>5} {'here':>6}  What is pressed there"
    for heading, seen in app.seen.items():
        keys = ""
        for key in seen.keys:
            longer = f"{keys} · {key}" if keys else key
            keys = longer if len(longer) <= room else keys
        page = shorten(heading, first, placeholder=" …")
        yield f"{page:<{first}} {seen.times:>5} {seen.seconds:>4.0f} s  {keys}"
