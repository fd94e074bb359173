"""A game at the table from its brief to its ending: which steps a turn has, and what breaks it off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.content import Content

from wargame.session.drafts import BRIEF, Drafts
from wargame.session.live import LiveFile
from wargame.session.pace import Pace
from wargame.session.people import without_people
from wargame.session.places import remember
from wargame.tui.clock import Clock
from wargame.tui.modals import Confirm
from wargame.tui.program import Again, Ended, Rewound
from wargame.tui.table.closing import ending, guesses, last_dice
from wargame.tui.table.exchanges import in_public
from wargame.tui.table.instructor import instructor
from wargame.tui.table.public import PUBLIC, before_the_desks
from wargame.tui.table.round import at_the_desks
from wargame.tui.table.table import Left, Step, Table, walk
from wargame.tui.table.umpire import umpired

if TYPE_CHECKING:
    from wargame.session import Game
    from wargame.tui.program import Program


async def play(app: Program, game: Game, *, brief: bool, told: tuple[str, ...] = ()) -> str:
    """Play a game to its end or until somebody leaves; return a sentence for the menu, often empty. At its
    beginning everybody is ``told`` these sentences."""
    if game.path is not None:
        await asyncio.to_thread(remember, game.path)
    outer = app.game, app.clock, app.at_hand  # a variation is played from the end of its game
    app.game = game
    settings = game.settings
    pace = Pace(settings.minutes, settings.open_table) if settings.clock == "acts" else None
    app.clock = clock = Clock(settings.turn_minutes, pace=pace)
    drafts = Drafts(game, clock.times)
    clock.resume(drafts.times)
    if brief:
        drafts.unread |= {BRIEF, *(id for id, seat in game.scenario.seats.items() if seat.role.who)}
    live = LiveFile(game, clock.told)
    try:
        table = Table(app, game, clock, drafts, _instruct, live)
        if BRIEF in drafts.unread:  # also where somebody left before it was read
            table.swapped = (*(told or _without_people(game)), *settings.told)
        await _play(table)
        return f"The game is kept in {game.path}." if game.path else ""
    except Left:
        return f"The game waits in {game.path}." if game.path else ""
    finally:
        app.game, app.clock, app.at_hand = outer
        app.last_save = game.path
        await asyncio.to_thread(_close, game, drafts, live)


def _without_people(game: Game) -> tuple[str, ...]:
    """Which seats of a class no people have."""
    if not game.settings.class_name:
        return ()
    setups, seats = game.setups, game.scenario.seats
    return tuple(without_people(seats[s].name, setups[s]) for s in seats if setups[s].kind != "people")


def _close(game: Game, drafts: Drafts, live: LiveFile) -> None:
    drafts.close()
    live.close()
    game.close()


async def _instruct(table: Table) -> None:
    """Let the instructor do something."""
    from wargame.tui.table.powers import powers

    await powers(table)


async def _carried_out(table: Table) -> None:
    """All that was ordered becomes so, at once."""
    await table.must_save(table.game.resolve, "All orders are carried out ...")
    table.kept.next_turn()
    table.just_opened, table.swapped, table.hurried = False, (), ""


TURN: tuple[Step, ...] = (before_the_desks, at_the_desks, in_public, umpired, _carried_out)
"""What a turn is made of. A step begins when the one before has returned; by ``Left`` and what
``Table.show`` raises it breaks off the turn."""
END: tuple[Step, ...] = (last_dice, guesses, ending)
"""What comes when the game is over."""


async def _play(table: Table) -> None:
    game = table.game
    table.brief = BRIEF in table.kept.unread  # also where somebody left before it was read
    if table.brief and await _briefing(table) == "back":
        raise Left
    table.kept.unread.discard(BRIEF)
    if game.broken and await _goes_on(table):
        await table.must_save(game.go_on)
    while True:
        try:
            await _turns(table)
            table.clock.end()
            for step in END:
                await _done(table, step)
            return
        except Rewound:
            table.clock.pause()


async def _turns(table: Table) -> None:
    """Play until the game is over, or somebody ends it."""
    game = table.game
    try:
        while not game.over:
            for step in TURN:
                await _done(table, step)
        if not game.broken:
            await walk(table, PUBLIC)
    except Ended:
        table.clock.pause()
        await table.must_save(game.break_off, "The game is scored ...")


async def _done(table: Table, step: Step) -> None:
    """Do a step, from its beginning again where it was broken off and did not go on by itself."""
    while True:
        try:
            return await step(table)
        except Again:
            continue


async def _briefing(table: Table) -> str | None:
    from wargame.tui.briefing import Briefing

    game = table.game
    place = str(game.path) if game.path else ""
    people = game.settings.names == "people"
    return await table.ask(Briefing(game.scenario, game.setups, place, people=people))


async def _goes_on(table: Table) -> bool:
    """Does a game that was broken off go on? That takes the instructor's PIN, where one is set."""
    game = table.game
    guessed = " What was guessed then stays, and is not asked again." if game.guessed else ""
    text = Content(
        f"It was broken off after turn {game.broken} and scored as it stood; what was hidden may have "
        f"been seen then.{guessed} It can go on from there, or its end be shown again."
    )
    question = Content("Go on with this game?")
    said = await table.ask(Confirm(question, text, yes="Go on", no="Show its end")) is True
    return said and await instructor(table)  # who alone may end it
