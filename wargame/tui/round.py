"""A game at the table: turn by turn, each seat behind its curtain, then the reveal; at last the ending."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from wargame.tui.clock import Clock
from wargame.tui.curtain import Curtain
from wargame.tui.modals import Confirm
from wargame.tui.paper import FrontPageScreen
from wargame.tui.reveal import RevealScreen
from wargame.tui.safe import plain
from wargame.tui.trouble import until_saved

if TYPE_CHECKING:
    from wargame.rules.views import SeatInfo
    from wargame.session import Game
    from wargame.tui.app import WargameApp
    from wargame.tui.desk.draft import OrdersDraft

__all__ = ["play"]


class _Left(Exception):
    """Somebody left the table for the menu."""


async def play(app: WargameApp, game: Game, *, brief: bool) -> str:
    """Play a game to its end or until somebody leaves; return a sentence for the menu, often empty."""
    app.game = game
    app.clock = Clock(game.settings.turn_minutes)
    try:
        return await _play(app, game, app.clock, brief=brief)
    except _Left:
        return f"The game waits in {game.path}." if game.path else ""
    finally:
        app.game = app.clock = None
        app.last_save = game.path
        await asyncio.to_thread(game.close)


async def _play(app: WargameApp, game: Game, clock: Clock, *, brief: bool) -> str:
    if brief and await _briefing(app, game) == "back":
        raise _Left
    notices = game.notices
    while not game.over:
        await _front_page(app, game, notices)
        notices = ()
        await _commit_machines(app, game)
        clock.start()
        await _collect(app, game, clock)
        clock.pause()
        done = await until_saved(app, game, game.resolve, "All orders are carried out ...")
        if done is None:
            raise _Left
        lines = await asyncio.to_thread(game.reveal, done.turn)
        turn = (await asyncio.to_thread(game.public, done.turn)).turn
        await app.push_screen_wait(RevealScreen(turn, lines))
    return await _ending(app, game)


async def _front_page(app: WargameApp, game: Game, notices: Sequence[str]) -> None:
    """Show the news until somebody goes on; seats may change hands meanwhile."""
    while True:
        said = await app.push_screen_wait(FrontPageScreen(game.public(), game.committed, notices))
        if said == "menu":
            raise _Left
        if said == "on":
            return
        changed = await _change_seats(app, game)
        notices = ("From now on other hands play; the news tells everybody.",) if changed else ()


async def _change_seats(app: WargameApp, game: Game) -> bool:
    """Let people hand seats to a caretaker, or take them back; was any changed?"""
    from wargame.tui.roster import Roster

    changed = await app.push_screen_wait(Roster(game.public().seats, game.setups, game.committed))

    def reseat() -> bool:
        for seat, setup in changed.items():
            if game.setups[seat] != setup:  # after a failure some may be saved already
                game.reseat(seat, setup)
        return True

    return bool(changed and await until_saved(app, game, reseat))


async def _briefing(app: WargameApp, game: Game) -> str:
    from wargame.tui.briefing import Briefing

    people = game.settings.names == "people"
    place = str(game.path) if game.path else ""
    return await app.push_screen_wait(Briefing(game.scenario, game.setups, place, people=people))


async def _ending(app: WargameApp, game: Game) -> str:
    from wargame.tui.ending import EndingScreen
    from wargame.tui.flow import replay

    end = await asyncio.to_thread(game.end)
    rules = game.scenario.durability
    screen = EndingScreen(end, game.public(), {rules.survives, rules.falls})
    if await app.push_screen_wait(screen) == "replay":
        await replay(app, game)
    return f"The game is kept in {game.path}." if game.path else ""


async def _collect(app: WargameApp, game: Game, clock: Clock) -> None:
    """Let every seat of people to its desk until all orders are in."""
    drafts: dict[str, OrdersDraft] = {}
    turn_first: str | None = None
    while waiting := _people(game):
        seat = turn_first if turn_first in waiting else waiting[0]
        turn_first = None
        said = await app.push_screen_wait(_curtain(game, seat, clock, another=len(waiting) > 1))
        if said == "ready":
            await _desk(app, game, seat, drafts)
        elif said == "late":
            await _late(app, game, seat)
        elif said == "next":
            turn_first = waiting[(waiting.index(seat) + 1) % len(waiting)]
        elif said == "back":
            turn_first = await _take_back(app, game, drafts) or seat


def _people(game: Game) -> list[str]:
    return [seat for seat in game.waiting if game.setups[seat].kind == "people"]


def _curtain(game: Game, seat: str, clock: Clock, *, another: bool) -> Curtain:
    public = game.public()
    setup = game.setups[seat]
    return Curtain(
        _info(game, seat),
        public.turn,
        seats=public.seats,
        committed=game.committed,
        team=setup.team,
        players=setup.players,
        another=another,
        clock=clock,
    )


def _info(game: Game, seat: str) -> SeatInfo:
    return next(info for info in game.public().seats if info.id == seat)


async def _desk(app: WargameApp, game: Game, seat: str, drafts: dict[str, OrdersDraft]) -> None:
    """The seat's desk; what is not committed is kept for when it comes back."""
    from wargame.tui.desk.screen import DeskScreen

    desk = DeskScreen(game, seat, drafts.get(seat))
    if await app.push_screen_wait(desk) is None:
        drafts[seat] = desk.draft
    else:
        drafts.pop(seat, None)


async def _late(app: WargameApp, game: Game, seat: str) -> None:
    name = plain(_info(game, seat).name, 40)
    question = Content.assemble("Play ", name, " by its default?")
    text = Content(
        "It gives the orders that the scenario declares for it. They can be taken back while others are out."
    )
    if await app.push_screen_wait(Confirm(question, text, yes="By default", no="Wait")):
        await until_saved(app, game, lambda: game.commit(seat, game.default(seat)))


async def _take_back(app: WargameApp, game: Game, drafts: dict[str, OrdersDraft]) -> str | None:
    """Take a committed seat's orders back to its desk; None if nobody wants to."""
    from wargame.tui.desk.draft import OrdersDraft

    for info in game.public().seats:
        if info.id not in game.committed or game.setups[info.id].kind != "people":
            continue
        question = Content.assemble("Take back the orders of ", plain(info.name, 40), "?")
        text = Content("They go back to its desk as they are. The save remembers both.")
        if await app.push_screen_wait(Confirm(question, text, yes="Take back", no="No")):
            seat = info.id
            orders = await until_saved(app, game, lambda: game.take_back(seat))  # noqa: B023 -- run at once
            if orders is None:
                return None
            drafts[seat] = OrdersDraft(game.view(seat), orders)
            return seat
    return None


async def _commit_machines(app: WargameApp, game: Game) -> None:
    """Let the machines give their orders, in a thread."""
    from wargame.bots.runner import commit_waiting, policies_of

    def commit() -> bool:
        try:
            policies = policies_of(game)
        except KeyError:  # a save of a version that had other policies
            policies = {}
        commit_waiting(game, policies)
        for seat in game.waiting:
            if game.setups[seat].kind == "ai":
                game.commit(seat, game.default(seat))
        return True

    if await until_saved(app, game, commit, "The machines are thinking ...") is None:
        raise _Left
