"""``wargame rehearse``: the lesson at speed on its own screens, with nobody at the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wargame.session import Game
    from wargame.tui.rehearsal import Rehearsal


@click.command(epilog="Example: wargame rehearse offer-lesson --speed 2")
@click.argument("scenario", default="offer-lesson")
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 20),
    default=1.0,
    show_default=True,
    help="How many times as fast; at 1 a lesson of four turns takes about a minute and a half.",
)
def command(scenario: str, speed: float) -> int:
    """Show what a class will see: SCENARIO (offer-lesson, if none is named) plays itself on the real screens.

    Machines decide for the people, and their keys are pressed. Any key of yours stops it; then Space goes on,
    any other key makes a step, and Escape leaves. The game is kept nowhere. At the end it says which pages
    came, for how long, and what is pressed on each.
    """
    from wargame.cli.errors import FAILED
    from wargame.cli.output import emit, say
    from wargame.cli.terminal import require_terminal
    from wargame.tui import run_rehearsal

    require_terminal()
    game = _set_up(scenario)
    app = run_rehearsal(game, speed)
    emit(told(app, game.settings.minutes))
    if app.stuck:
        say(f"The rehearsal could not go on by itself from the page “{app.stuck}”.")
    return FAILED if app.stuck else app.status


def _set_up(scenario: str) -> Game:
    """A game of a scenario as it is set up without a word from anybody, kept nowhere."""
    from wargame.scenario import load
    from wargame.session import Game, Settings

    s = load(scenario)
    settings = Settings(
        minutes=s.minutes, turn_minutes=s.turn_minutes, clock=s.clock, open_table=s.open_table, desk=s.desk
    )
    return Game.new(s, settings=settings)


def told(app: Rehearsal, minutes: int) -> Iterator[str]:
    """What came in a rehearsal of a lesson of so many minutes (0: of no set length), a line for each kind of
    page."""
    from wargame.session.pace import Pace

    took = round(sum(seen.seconds for seen in app.seen.values()))
    yield f"The rehearsal took {took // 60}:{took % 60:02}; its game is not kept."
    if minutes:
        yield f"A lesson of {minutes} minutes: {Pace(minutes).words}."
    yield f"{'Page':<26} {'times':>5} {'here':>6}  What is pressed there"
    for heading, seen in app.seen.items():
        yield f"{heading[:26]:<26} {seen.times:>5} {seen.seconds:>4.0f} s  {' · '.join(seen.keys)}"
