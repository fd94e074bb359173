"""A game at the table: turn by turn, each seat behind its curtain, then the reveal; at last the ending."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from wargame.rules.wording import listed
from wargame.tui.clock import Clock
from wargame.tui.curtain import Curtain, Pin
from wargame.tui.modals import Confirm
from wargame.tui.paper import FrontPageScreen
from wargame.tui.pin import AskPin, SetPin
from wargame.tui.reveal import RevealScreen
from wargame.tui.trouble import until_saved
from wargame.tui.untrusted import plain

if TYPE_CHECKING:
    from wargame.rules.views import SeatInfo
    from wargame.session import Game
    from wargame.tui.desk.draft import OrdersDraft
    from wargame.tui.program import Program
    from wargame.tui.roster import Changes

__all__ = ["play"]


class _Left(Exception):
    """Somebody left the table for the menu."""


async def play(app: Program, game: Game, *, brief: bool) -> str:
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


async def _play(app: Program, game: Game, clock: Clock, *, brief: bool) -> str:
    if brief and await _briefing(app, game) == "back":
        raise _Left
    notices: Sequence[str] = game.notices
    while not game.over:
        cleared = await _front_page(app, game, notices)
        await _commit_machines(app, game)
        clock.start()
        notices = await _collect(app, game, clock, cleared)
        clock.pause()
        done = await until_saved(app, game, game.resolve, "All orders are carried out ...")
        if done is None:
            raise _Left
        lines = await asyncio.to_thread(game.reveal, done.turn)
        turn = (await asyncio.to_thread(game.public, done.turn)).turn
        await app.push_screen_wait(RevealScreen(turn, lines))
    return await _ending(app, game, notices)


async def _front_page(app: Program, game: Game, notices: Sequence[str]) -> frozenset[str]:
    """Show the news until somebody goes on; return the seats whose PIN was cleared meanwhile."""
    cleared: frozenset[str] = frozenset()
    told = tuple(notices)
    while True:
        said = await app.push_screen_wait(FrontPageScreen(game.public(), game.committed, told))
        if said == "menu":
            raise _Left
        if said == "on":
            return cleared
        changed = await _change_seats(app, game)
        cleared |= changed.cleared
        told = (*notices, *_swapped(changed), *_cleared(game, cleared))


async def _change_seats(app: Program, game: Game) -> Changes:
    """Let people hand seats to a caretaker, take them back, clear PINs; return what was done."""
    from wargame.tui.roster import Changes, Roster

    seats, locked = game.public().seats, game.locked
    changes = await app.push_screen_wait(Roster(seats, game.setups, game.committed, locked))

    def save() -> bool:
        for seat, setup in changes.setups.items():
            if game.setups[seat] != setup:  # after a failure some may be saved already
                game.reseat(seat, setup)
        for seat in changes.cleared & game.locked:
            game.lock(seat, "")
        return True

    if not (changes.setups or changes.cleared) or await until_saved(app, game, save):
        return changes
    return Changes({}, locked - game.locked)  # of what could not be saved, these PINs are gone all the same


def _swapped(changes: Changes) -> tuple[str, ...]:
    return ("From now on other hands play; the news tells everybody.",) if changes.setups else ()


def _cleared(game: Game, seats: frozenset[str]) -> tuple[str, ...]:
    """What everybody is told about PINs that somebody has cleared. Anybody could have."""
    names = [info.name for info in game.public().seats if info.id in seats]
    if not names:
        return ()
    one = len(names) == 1
    return (f"The PIN{'' if one else 's'} of {listed(names)} {'was' if one else 'were'} cleared.",)


async def _briefing(app: Program, game: Game) -> str:
    from wargame.tui.briefing import Briefing

    people = game.settings.names == "people"
    place = str(game.path) if game.path else ""
    return await app.push_screen_wait(Briefing(game.scenario, game.setups, place, people=people))


async def _ending(app: Program, game: Game, notices: Sequence[str]) -> str:
    from wargame.tui.ending import EndingScreen
    from wargame.tui.replay import Replay

    end = await asyncio.to_thread(game.end)
    rules = game.scenario.durability
    screen = EndingScreen(end, game.public(), {rules.survives, rules.falls}, notices)
    if await app.push_screen_wait(screen) == "replay":
        await app.push_screen_wait(Replay(game))
    return f"The game is kept in {game.path}." if game.path else ""


async def _collect(app: Program, game: Game, clock: Clock, cleared: frozenset[str]) -> tuple[str, ...]:
    """Let every seat of people to its desk until all orders are in.

    Every curtain says whose PIN was cleared, here or at the front page before, so that whoever cleared it is
    not the only one who knows. Return what the next front page has to tell.
    """
    drafts: dict[str, OrdersDraft] = {}
    here: frozenset[str] = frozenset()
    turn_first = known = notice = ""  # known: whose PIN has just been given
    while waiting := _people(game):
        seat = turn_first if turn_first in waiting else waiting[0]
        notices = [*([notice] if notice else []), *_cleared(game, cleared | here)]
        said = await app.push_screen_wait(_curtain(game, seat, clock, " ".join(notices), known == seat))
        turn_first, notice = seat, ""
        if said == "ready" and (known == seat or await _admitted(app, game, seat)):
            turn_first = ""
            await _desk(app, game, seat, drafts)
        elif said == "late":
            await _late(app, game, seat)
        elif said == "next":
            turn_first = waiting[(waiting.index(seat) + 1) % len(waiting)]
        elif said == "seats":
            changed = await _change_seats(app, game)
            here |= changed.cleared
            notice = " ".join(_swapped(changed))
            await _commit_machines(app, game)
        known = ""
        if said == "pin":
            known, notice = await _set_pin(app, game, seat)
        elif said == "back" and (taken := await _take_back(app, game, drafts)):
            turn_first = known = taken
    return _cleared(game, here)


def _people(game: Game) -> list[str]:
    return [seat for seat in game.waiting if game.setups[seat].kind == "people"]


def _curtain(game: Game, seat: str, clock: Clock, notice: str, known: bool) -> Curtain:
    public = game.public()
    people = {seat for seat, setup in game.setups.items() if setup.kind == "people"}
    setup = game.setups[seat]
    pin: Pin = "may" if len(people) > 1 else ""
    if seat in game.locked:
        pin = "given" if known else "has"
    return Curtain(
        _info(game, seat),
        public.turn,
        seats=public.seats,
        committed=game.committed,
        team=setup.team,
        players=setup.players,
        another=len(_people(game)) > 1,
        back=bool(game.committed & people),
        pin=pin,
        locked=bool(game.locked),
        notice=notice,
        clock=clock,
    )


def _info(game: Game, seat: str) -> SeatInfo:
    return next(info for info in game.public().seats if info.id == seat)


async def _desk(app: Program, game: Game, seat: str, drafts: dict[str, OrdersDraft]) -> None:
    """The seat's desk; what is not committed is kept for when it comes back."""
    from wargame.tui.desk.screen import DeskScreen

    desk = DeskScreen(game, seat, drafts.get(seat))
    if await app.push_screen_wait(desk) is None:
        drafts[seat] = desk.draft
    else:
        drafts.pop(seat, None)


async def _admitted(app: Program, game: Game, seat: str) -> bool:
    """Has the seat no PIN, or is it given?"""
    if seat not in game.locked:
        return True
    question = Content.assemble("The PIN of ", plain(_info(game, seat).name, 40))
    return await app.push_screen_wait(AskPin(question, lambda pin: game.unlocks(seat, pin))) is True


async def _set_pin(app: Program, game: Game, seat: str) -> tuple[str, str]:
    """Let a team choose its PIN; return the seat and a sentence for everybody, or twice nothing."""
    pin = await app.push_screen_wait(SetPin(plain(_info(game, seat).name, 40)))

    def save() -> bool:
        if pin and seat not in game.locked:
            game.lock(seat, pin)
        return True

    if not pin or not await until_saved(app, game, save):
        return "", ""
    return seat, f"{_info(game, seat).name} has a PIN now; from the next time on its desk asks for it."


async def _late(app: Program, game: Game, seat: str) -> None:
    name = plain(_info(game, seat).name, 40)
    question = Content.assemble("Play ", name, " by its default?")
    text = Content(
        "It gives the orders that the scenario declares for it. They can be taken back while others are out."
    )
    if await app.push_screen_wait(Confirm(question, text, yes="By default", no="Wait")):
        await until_saved(app, game, lambda: game.commit(seat, game.default(seat)))


async def _take_back(app: Program, game: Game, drafts: dict[str, OrdersDraft]) -> str:
    """Take a committed seat's orders back to its desk and return the seat; nothing if nobody wants to."""
    for seat in game.rules.seats:
        if seat not in game.committed or game.setups[seat].kind != "people":
            continue
        if await _agreed(app, game, seat):
            return seat if await _took_back(app, game, seat, drafts) else ""
    return ""


async def _agreed(app: Program, game: Game, seat: str) -> bool:
    """Does the seat want its orders back? Its PIN says so, if it has one."""
    question = Content.assemble("Take back the orders of ", plain(_info(game, seat).name, 40), "?")
    if seat in game.locked:
        box = AskPin(question, lambda pin: game.unlocks(seat, pin), "Take back")
        return await app.push_screen_wait(box) is True
    text = Content("They go back to its desk, and the desk opens again. The save remembers both.")
    return await app.push_screen_wait(Confirm(question, text, yes="Take back", no="No"))


async def _took_back(app: Program, game: Game, seat: str, drafts: dict[str, OrdersDraft]) -> bool:
    from wargame.tui.desk.draft import OrdersDraft

    orders = await until_saved(app, game, lambda: game.take_back(seat))
    if orders is None:
        return False
    if not orders.defaulted:  # its people chose nothing of a default: their desk stays as they left it
        drafts[seat] = OrdersDraft(game.view(seat), orders)
    return True


async def _commit_machines(app: Program, game: Game) -> None:
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
