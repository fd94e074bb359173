"""The round of the seats: curtain, role, desk, one after another, until all orders are in."""

from __future__ import annotations

import asyncio

from textual.content import Content

from wargame.ids import SeatId
from wargame.session.people import chairs
from wargame.session.round import Round
from wargame.tui.curtain import Curtain
from wargame.tui.modals import Confirm
from wargame.tui.program import Again
from wargame.tui.table.desks import Desks
from wargame.tui.table.hands import admitted, allowed, change_seats, commit_machines, meant, set_pin
from wargame.tui.table.table import Left, Table
from wargame.tui.untrusted import plain


async def at_the_desks(table: Table) -> None:
    """Let every seat of people to its desk, while the clock runs."""
    game, clock = table.game, table.clock
    clock.start(table.kept.times.left, game.rules.last_turn - game.turn + 1)
    roles = {id for id, seat in game.scenario.seats.items() if seat.role.who}
    if table.kept.unread and table.kept.unread >= roles:  # time begins when the first card has been read
        clock.pause()
    await _all_in(table)
    clock.all_in()


async def leave(table: Table) -> None:
    """Leave the table in the midst of a turn, if that is meant."""
    text = Content("What is committed is in the save. What is written on a desk waits there for its seat.")
    if await table.ask(Confirm(Content("Leave the table for the menu?"), text, yes="Leave", no="Stay")):
        raise Left


async def _all_in(table: Table) -> None:
    """Go round until all orders are in; who is new reads its role first."""
    round, desks = Round(table.game), Desks(table)
    notices: tuple[str, ...] = ()
    shared: SeatId | None = None
    while seat := round.seat:
        if seat != shared:
            kept = table.kept.times  # from before the program was started anew
            left = kept.share if kept.seat == seat and not shared else None
            table.clock.share(len(round.waiting), seat, left)
            shared = seat
        try:
            notices = await _one(table, round, desks, seat, notices)
        except Again:
            notices = ()
            round.comes_again(seat)
            await commit_machines(table)


async def _one(
    table: Table, round: Round, desks: Desks, seat: SeatId, notices: tuple[str, ...]
) -> tuple[str, ...]:
    """Let the seat that is next to its desk, or do what is wanted instead; return sentences for everybody."""
    if table.hurried:
        if not await desks.time_is_up(seat, by=table.hurried):
            table.hurried = ""
        return ()
    if round.alone:
        await asyncio.to_thread(table.kept.open, seat)
        if not await _read_first(table, seat) or not await desks.open(seat):
            await leave(table)
        return ()
    said = await table.show(_curtain(table, round, seat, notices))
    if said != "up":  # else it was the clock
        table.read()
    if said in ("ready", "handover") and await admitted(table, round, seat):
        if not await _read_first(table, seat, asked=said == "handover"):
            round.comes_again()
            return ()
        round.sits_down()
        await desks.open(seat)
    elif said == "next":
        round.passes_on()
    else:
        round.comes_again()
        if said == "late":
            await _late(table, desks, seat)
        elif said == "up":
            await desks.time_is_up(seat)
        elif said == "seats":
            notices = await change_seats(table)
            await commit_machines(table)
            return notices
        elif said == "pin":
            return await set_pin(table, round, seat)
        elif said == "back":
            await _take_back(table, round, desks)
        elif said == "menu":
            await leave(table)
    return ()


def _curtain(table: Table, round: Round, seat: SeatId, notices: tuple[str, ...]) -> Curtain:
    game, public, setup = table.game, table.game.public(), table.game.setups[seat]
    return Curtain(
        table.info(seat),
        public.turn,
        seats=public.seats,
        committed=game.committed,
        team=setup.team,
        players=setup.players,
        chairs=chairs(setup, public.turn.number),
        another=len(round.waiting) > 1,
        back=bool(round.committed),
        pin=round.pin,
        locked=bool(game.locked),
        notice=table.told(notices),
        clock=table.clock,
    )


async def _read_first(table: Table, seat: SeatId, *, asked: bool = False) -> bool:
    """Let a seat read its role card, if its people have not, and once the hand-over card where it has changed
    hands in this turn, both while the clock stands; False if it goes back. ``asked``: the hand-over card is
    wanted, and takes its time."""
    from wargame.tui.handover import HandoverCard
    from wargame.tui.role import RoleCard

    game, clock, unread, taken = table.game, table.clock, table.kept.unread, table.taken_over(seat)
    new = seat in unread or (taken is not None and _new_to_people(table, seat))
    handed = asked or (taken is not None and not (new and game.turn == 1))  # nothing has happened then
    if not (new or handed):
        return True
    running, read = clock.running, False
    if new or not asked:
        clock.pause()
    try:
        if new:
            read = await table.show(RoleCard(game.view(seat), game.scenario, clock)) == "on"
        if handed and read == new:
            card = await asyncio.to_thread(HandoverCard.of, game.seat(seat), clock, role_read=read)
            read = await table.show(card) == "on"
    finally:
        if read or running:
            clock.go_on()
    if read:
        unread.discard(seat)
        table.handed_over |= set() if taken is None else {taken}
    return read


def _new_to_people(table: Table, seat: SeatId) -> bool:
    """Have no people had this seat in a turn that is over, so that nobody knows its role?"""
    game = table.game
    if not game.scenario.seats[seat].role.who:
        return False
    return all(game.held_by(seat, turn).kind != "people" for turn in range(1, game.turn))


async def _late(table: Table, desks: Desks, seat: SeatId) -> None:
    """Play a seat by its default, if that is meant; where it has a PIN, somebody has to allow it."""
    question = Content.assemble("Play ", plain(table.info(seat).name, 40), " by its default?")
    text = (
        "It gives the orders that the scenario declares for it. They can be taken back while others are out."
    )
    by = await allowed(table, seat, question, text, "By default")
    if by is not None:
        game = table.game
        await table.saved(lambda: game.commit(seat, desks.default(seat), by=by))


async def _take_back(table: Table, round: Round, desks: Desks) -> None:
    """Take a committed seat's orders back to its desk, if one wants that."""
    for seat in round.committed:
        if not await _wants_back(table, seat):
            continue
        orders = await table.written(table.game.seat(seat).take_back)
        if orders is not None:
            round.lets_in(seat)
            # Its people chose nothing of a default: their desk stays as they left it.
            if not orders.defaulted:
                desks.give_back(seat, orders)
        return


async def _wants_back(table: Table, seat: SeatId) -> bool:
    """Does the seat want its orders back?"""
    question = Content.assemble("Take back the orders of ", plain(table.info(seat).name, 40), "?")
    text = Content("They go back to its desk, and the desk opens again. The save remembers both.")
    locked = seat in table.game.locked
    if not await meant(table, seat, question, text, "Take back", "No"):
        return False
    if not locked:
        await asyncio.to_thread(table.kept.open, seat)
    return True
