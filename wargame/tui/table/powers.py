"""What the instructor does at any moment of a game, behind a PIN where one is set."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from textual.content import Content

from wargame.rules.wording import listed
from wargame.session.round import PeopleChanges
from wargame.tui.instructor.pin import SetInstructorsPin
from wargame.tui.instructor.powers import BackTo, Powers, Say, What, out, powers_now
from wargame.tui.modals import Confirm
from wargame.tui.program import Ended, Rewound
from wargame.tui.table.hands import change_seats
from wargame.tui.table.instructor import INSTRUCTOR, instructor
from wargame.tui.table.table import Table
from wargame.tui.untrusted import plain


async def powers(table: Table) -> None:
    """Let the instructor do something, once, while the clock stands. Raises ``Ended`` or ``Rewound`` where
    that is what was done."""
    if not await instructor(table):
        return
    clock = table.clock
    box, held = Powers(powers_now(table.game, clock)), clock.held
    clock.hold(on=True)
    try:
        said = await table.ask(box)
        if said == "stop":
            held = not held
        elif said is not None:
            table.done = await _DO[said](table)
    finally:
        clock.hold(on=held)


async def _more(table: Table) -> str:
    table.clock.more()
    return "There is a minute more."


async def _turn(table: Table) -> str:
    """Whoever is out gives what it has."""
    game = table.game
    text = (
        f"{listed(out(game))}: what is composed goes out where it can be committed, else the default that "
        "the scenario declares. A letter that is still being written stays on its desk. Everybody is told."
        if out(game)
        else "Whoever is asked for an answer holds. Everybody is told."
    )
    if await _meant(table, f"End turn {game.turn} now?", text, "End it"):
        table.hurried = INSTRUCTOR
    return ""


async def _tell(table: Table) -> str:
    text = "Everybody reads it, on the next page and on all curtains and desks of this turn."
    words = await table.ask(Say("Say to all", text, "Say it"))
    said = words and await table.saved(partial(table.game.tell, words))
    return "Said to all, on the curtains and desks of this turn." if said else ""


async def _seats(table: Table) -> str:
    return " ".join(await change_seats(table, INSTRUCTOR))


async def _people(table: Table) -> str:
    """Other people at a seat, in another order, or others who observe."""
    from wargame.classroom.lessons import classmates, note_seats
    from wargame.tui.instructor.people import PeopleScreen

    game = table.game
    others = await asyncio.to_thread(classmates, game)
    seats, now = game.public().seats, (game.setups, game.observers(), game.turn, game.committed)
    changes = await table.ask(PeopleScreen(seats, *now, others))
    if changes in (None, PeopleChanges({})) or not await table.saved(partial(changes.apply, game)):
        return ""
    await asyncio.to_thread(note_seats, game)
    later = any(seat in game.committed for seat in changes.seats)
    when = "where orders are in, from the next turn on" if later else "from now on"
    return f"Other people have the keyboard, {when}."


async def _umpire(table: Table) -> str:
    game, on = table.game, not table.game.umpired

    def save() -> None:
        if game.umpired != on:
            game.set_umpire(on)

    return f"Umpire {'on' if on else 'off'}." if await table.saved(save) else ""


async def _mark(table: Table) -> str:
    text = "Marks this turn for the debrief. While people play nobody sees the words; Enter goes without."
    words = await table.ask(Say("A bookmark", text, "Mark it", may_be_none=True))
    marked = words is not None and await table.saved(partial(table.game.bookmark, words))
    return "This turn is marked." if marked else ""


async def _back(table: Table) -> str:
    """Back to the dawn of a turn; what was ordered in it then lies on the desks again."""
    game = table.game
    first = game.of.turn if game.of else 1  # what comes before is the game's, not the variation's
    if (said := await table.ask(BackTo(game.turn, first, thrown=game.rules.thrown))) is None:
        return ""
    undone, same = len(game.undone), said[0] == game.turn
    had = {seat: game.held_by(seat, said[0]) for seat in game.setups}

    def save() -> None:
        if len(game.undone) == undone:  # not where only the answer of the disk was lost
            game.rewind(*said)

    if await table.saved(save):
        table.clock.called()
        table.clock.all_in()
        kept, unread = table.kept, {*table.kept.unread}
        kept.next_turn(same=same)
        kept.unread |= unread
        for seat, orders in game.undone[-1].turns[0].orders.items():
            if game.setups[seat].kind == had[seat].kind == "people" and not orders.defaulted:
                kept.lay(seat, orders)  # a machine's are nobody's to find on a desk
        table.just_opened, table.swapped, table.hurried = False, (), ""
        raise Rewound
    return ""


async def _end(table: Table) -> str:
    text = (
        f"It is scored as it stands after turn {table.game.resolved}: hidden aims and secrets are laid open. "
        "What is being ordered now is not carried out. The save can be gone on with later."
    )
    if await _meant(table, "End the game now?", text, "End it"):
        raise Ended
    return ""


async def _pin(table: Table) -> str:
    return "The instructor's PIN is set." if await table.ask(SetInstructorsPin()) else ""


async def _meant(table: Table, question: str, text: str, yes: str) -> bool:
    return await table.ask(Confirm(Content(question), plain(text, 500), yes, "No")) is True


_DO: Mapping[What, Callable[[Table], Awaitable[str]]] = {
    "more": _more,
    "turn": _turn,
    "tell": _tell,
    "seats": _seats,
    "people": _people,
    "umpire": _umpire,
    "mark": _mark,
    "back": _back,
    "end": _end,
    "pin": _pin,
}
