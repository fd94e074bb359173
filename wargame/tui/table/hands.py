"""In whose hands a seat is: people with or without a PIN, a caretaker, machines; who may act for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from wargame.ids import SeatId
from wargame.session.instructor import Instructor
from wargame.session.pin import guessed
from wargame.session.progress import GameError
from wargame.session.round import Round, SeatChanges
from wargame.tui.modals import Confirm
from wargame.tui.page import Dialog
from wargame.tui.table.instructor import INSTRUCTOR, instructor
from wargame.tui.table.table import Table
from wargame.tui.untrusted import plain

if TYPE_CHECKING:
    from wargame.bots.runner import Thoughts

Ask = Callable[[Dialog[Any]], Awaitable[Any]]
"""Opens a box and waits for what it gives; it may close it before."""

_THINKING = "The machines are thinking ..."


async def change_seats(table: Table, by: str = "") -> tuple[str, ...]:
    """Let people hand seats to a caretaker, take them back, clear PINs, as ``by`` allows; where an instructor
    is known, that takes the instructor's PIN. Return a sentence for everybody, or none."""
    from wargame.classroom.lessons import note_seats
    from wargame.tui.roster import Roster

    game = table.game
    if not by and Instructor().known:
        if not await instructor(table):
            return ()
        by = INSTRUCTOR
    bound = await asyncio.to_thread(lambda: table.kept.bound)
    roster = Roster(game.seats, game.setups, game.committed, game.locked, by, bound)
    changes = await table.ask(roster) or SeatChanges({})
    saved = changes != SeatChanges({}) and await table.saved(partial(changes.apply, game))
    if saved and changes.setups:
        await asyncio.to_thread(note_seats, game)
    return ("From now on other hands play; the news tells everybody.",) if saved and changes.setups else ()


# -- machines ---------------------------------------------------------------------------------------------


async def commit_machines(table: Table, thoughts: Thoughts | None = None) -> None:
    """Let the machines give their orders, in a thread."""
    from wargame.bots.runner import commit_machines

    await table.must_save(partial(commit_machines, table.game, thoughts), _THINKING)


async def answer_machines(table: Table) -> None:
    """Let the machines answer in exchanges, in a thread."""
    from wargame.bots.runner import answer_machines

    await table.must_save(partial(answer_machines, table.game), _THINKING)


# -- PINs -------------------------------------------------------------------------------------------------


async def admitted(table: Table, round: Round, seat: SeatId) -> bool:
    """Has the seat that is next no PIN, or is it given?"""
    if round.pin == "has":
        question = Content.assemble("The PIN of ", plain(table.info(seat).name, 40))
        return await _gives_pin(table, seat, question)
    if round.pin != "given":
        await asyncio.to_thread(table.kept.open, seat)
    return True


async def set_pin(table: Table, round: Round, seat: SeatId) -> tuple[str, ...]:
    """Let a team choose its PIN; return a sentence for everybody, or none."""
    from wargame.tui.pin import SetPin

    game, name = table.game, table.info(seat).name
    pin = await table.ask(SetPin(plain(name, 40))) or ""

    def save() -> None:
        if seat not in game.locked:  # as it is where only the answer of the disk was lost
            game.lock(seat, pin)

    if not pin or not await table.saved(save):
        return ()
    await asyncio.to_thread(table.kept.open, seat)  # what lies there from before has no PIN
    await asyncio.to_thread(table.kept.open, seat, pin)
    round.lets_in(seat)
    return (f"{name} has a PIN now; from the next time on its desk asks for it.",)


async def _gives_pin(
    table: Table, seat: SeatId, question: Content, label: str = "Open", ask: Ask | None = None
) -> bool:
    """Is a seat's PIN given? The right one opens what is kept of its desk, too. Of others everybody is told,
    but of a slip or two before the right one."""
    from wargame.tui.pin import AskPin

    tried = 0

    def wrong(pin: str) -> str:
        nonlocal tried
        try:
            if not table.game.unlocks(seat, pin):
                tried += 1
                table.kept.soon()
                return "That is not its PIN. Try again."
        except GameError as error:  # too many wrong ones
            return str(error)
        table.kept.open(seat, pin)
        return ""

    right = await (ask or table.ask)(AskPin(question, wrong, label)) is True
    if guessed(tried, right=right):
        await table.saved(partial(table.game.tried, tried, seat))
    return right


# -- what is meant for a seat -----------------------------------------------------------------------------


async def meant(
    table: Table, seat: SeatId, question: Content, text: Content, yes: str, no: str, ask: Ask | None = None
) -> bool:
    """Does the seat mean it? Its PIN says so, if it has one."""
    if seat in table.game.locked:
        return await _gives_pin(table, seat, question, yes, ask)
    return await (ask or table.ask)(Confirm(question, text, yes, no)) is True


async def allowed(
    table: Table, seat: SeatId, question: Content, text: str, yes: str, ask: Ask | None = None
) -> str | None:
    """Who allows something for a seat that is not here, where that has a PIN; else ''. None if it isn't
    meant."""
    from wargame.tui.pin import AskWho

    ask = ask or table.ask
    if seat in table.game.locked:
        return await ask(AskWho(question, yes, text)) or None
    return "" if await ask(Confirm(question, Content(text), yes, "Wait")) is True else None
