"""Between the last commit and what comes of it: seats that are climbed against answer in public."""

from __future__ import annotations

import asyncio
from functools import partial

from textual.content import Content

from wargame.rules.orders import AnswerWord
from wargame.rules.views import ExchangeView
from wargame.rules.wording import DOES
from wargame.tui.page import Dialog, Result
from wargame.tui.program import Again
from wargame.tui.table.hands import allowed, answer_machines, change_seats, meant
from wargame.tui.table.round import leave
from wargame.tui.table.table import Table
from wargame.tui.untrusted import plain


async def in_public(table: Table) -> None:
    """Let seats answer, until nobody is asked any more."""
    from wargame.tui.exchange import SECONDS, ExchangeScreen

    game, clock = table.game, table.clock
    told = 0
    notices: tuple[str, ...] = ()
    while True:
        await answer_machines(table)
        views = await asyncio.to_thread(game.exchanges)
        if told == len(views):
            clock.called()
            return
        view = views[told]
        if view.asked is None:
            clock.called()
        elif clock.seconds:
            clock.call("answer", SECONDS, (game.turn, told, len(view.lines)))
        if table.hurried and view.asked is not None:
            if not await _said(table, view, "hold", table.hurried, late=True):
                table.hurried = ""
            continue
        turn, locked, notice = game.dates(), bool(game.locked), table.told(notices)
        notices = ()
        try:
            said = await table.show(ExchangeScreen(view, turn, locked=locked, notice=notice, clock=clock))
        except Again:
            continue
        if said != "up":
            table.read()
        if said == "menu":
            await leave(table)
        elif said == "on":
            told += 1
        elif said == "late":
            await _late(table, view)
        elif said == "up":
            if not await _said(table, view, "hold", late=True):
                clock.again()
        elif said == "seats":
            notices = await change_seats(table)
        else:
            await _answer(table, view, said)


async def _answer(table: Table, view: ExchangeView, answer: AnswerWord) -> None:
    """Answer for the seat that is asked, if that is meant."""
    from wargame.tui.exchange import asked_of, confirm_text

    seat = asked_of(view)
    question = Content.assemble(plain(seat.name, 40), f" {DOES[answer]}?")
    text = confirm_text(view, answer)
    if await meant(table, seat.id, question, text, "Answer", "Back", partial(_in_time, table)):
        await _said(table, view, answer)


async def _late(table: Table, view: ExchangeView) -> None:
    """Let a seat that nobody plays hold, if that is meant; where it has a PIN, somebody has to allow it."""
    from wargame.tui.exchange import asked_of

    seat = asked_of(view)
    question = Content.assemble("Does ", plain(seat.name, 40), " hold?")
    text = "Who is not here holds. It is said in public, and can't be taken back."
    by = await allowed(table, seat.id, question, text, "It holds", partial(_in_time, table))
    if by is not None:
        await _said(table, view, "hold", by)


async def _said(
    table: Table, view: ExchangeView, answer: AnswerWord, by: str = "", *, late: bool = False
) -> bool:
    """Answer; where only the answer of the disk was lost, it is not said twice."""
    from wargame.tui.exchange import asked_of

    game = table.game

    def save() -> None:
        if game.exchange == view:
            game.answer(asked_of(view).id, answer, by=by, late=late)

    return await table.saved(save)


async def _in_time(table: Table, box: Dialog[Result]) -> Result | None:
    """What is said in a box, which goes away when the time for it is up."""

    def look() -> None:  # gives nothing back: Textual would wait for it, and so for itself
        if table.clock.up:
            box.dismiss(None)

    timer = table.app.set_interval(1, look)
    try:
        return await table.ask(box)
    finally:
        timer.stop()
