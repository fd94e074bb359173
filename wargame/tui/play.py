"""A game at the table: turn by turn, each seat behind its curtain, then what the world saw of it; at last the
ending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from wargame.ids import SeatId
from wargame.rules.wording import DOES
from wargame.session.drafts import BRIEF, Drafts, Sheet, unsent
from wargame.session.pace import Pace
from wargame.session.places import remember
from wargame.session.progress import GameError
from wargame.session.round import Round, SeatChanges, told_of
from wargame.tui.clock import Clock
from wargame.tui.curtain import Curtain
from wargame.tui.modals import Confirm
from wargame.tui.page import Dialog, Page, Result
from wargame.tui.pin import AskPin, AskWho, SetPin
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saving import until_saved
from wargame.tui.untrusted import plain

if TYPE_CHECKING:
    from wargame.bots.runner import Thoughts
    from wargame.desk.draft import OrdersDraft
    from wargame.rules.orders import AnswerWord, Orders
    from wargame.rules.views import ExchangeView, SeatInfo
    from wargame.session import Game
    from wargame.session.drafts import Sheet
    from wargame.session.seat import SeatDoor
    from wargame.session.setup import DeskForm
    from wargame.tui.desk.desk import Desk, Send
    from wargame.tui.program import Program


class _Left(Exception):
    """Somebody left the table for the menu."""


class _Ended(Exception):
    """Somebody at the table has ended the game."""


async def play(app: Program, game: Game, *, brief: bool) -> str:
    """Play a game to its end or until somebody leaves; return a sentence for the menu, often empty."""
    if game.path is not None:
        await asyncio.to_thread(remember, game.path)
    app.game = game
    settings = game.settings
    pace = Pace(settings.minutes, settings.open_table) if settings.clock == "acts" else None
    app.clock = Clock(settings.turn_minutes, pace=pace)
    drafts = Drafts(game, app.clock.kept, app.clock.lesson)
    app.clock.resume(drafts.lesson)
    try:
        return await _play(app, game, app.clock, drafts, brief=brief)
    except _Left:
        return f"The game waits in {game.path}." if game.path else ""
    finally:
        app.game = app.clock = None
        app.last_save = game.path
        await asyncio.to_thread(_close, game, drafts)


def _close(game: Game, drafts: Drafts) -> None:
    drafts.close()
    game.close()


async def _play(app: Program, game: Game, clock: Clock, drafts: Drafts, *, brief: bool) -> str:
    if brief:
        drafts.unread |= {BRIEF, *(id for id, seat in game.scenario.seats.items() if seat.role.who)}
    brief = BRIEF in drafts.unread  # also where somebody left before it was read
    if brief and await _briefing(app, game) == "back":
        raise _Left
    drafts.unread.discard(BRIEF)
    if game.broken and await _goes_on(app, game) and not await _saved(app, game, game.go_on):
        raise _Left
    notices: Sequence[str] = (*game.notices, *drafts.notices)
    try:
        await _turns(app, game, clock, drafts, notices, brief=brief)
    except _Ended:
        clock.pause()
        if not await _saved(app, game, game.break_off, "The game is scored ..."):
            raise _Left from None
    await _last_dice(app, game)
    await _guesses(app, game)
    return await _ending(app, game, (*notices, *told_of(game, game.turn)))


async def _turns(
    app: Program, game: Game, clock: Clock, drafts: Drafts, notices: Sequence[str], *, brief: bool
) -> None:
    """Play turn after turn; at last tell what the world saw of the last one."""
    # On cards nobody reads two pages of the world before the first decision; the desk has the news.
    just_briefed = brief and game.settings.desk == "cards" and not notices
    while not game.over:
        thoughts = _thoughts(game)
        try:
            if not just_briefed:
                await _public_phase(app, game, clock, drafts, notices)
            just_briefed = False
            await _commit_machines(app, game, thoughts)
        finally:
            thoughts.end()
        clock.start(drafts.left, game.rules.last_turn - game.turn + 1)
        if drafts.unread:  # time begins when the first role card has been read
            clock.pause()
        await _collect(app, game, clock, drafts)
        clock.pause()
        await _exchanges(app, game, clock, drafts)
        done = await until_saved(app, game, game.resolve, "All orders are carried out ...")
        if done is None:
            raise _Left
        drafts.next_turn()
        notices = ()
    if not game.broken:
        await _public_phase(app, game, clock, drafts, notices)


async def _goes_on(app: Program, game: Game) -> bool:
    """Does a game that was broken off go on?"""
    question = Content("Go on with this game?")
    text = Content(
        f"It was broken off after turn {game.broken} and scored as it stood; what was hidden may have been "
        "seen then. It can go on from there, or its end be shown again."
    )
    return await app.push_screen_wait(Confirm(question, text, yes="Go on", no="Show its end")) is True


async def _at_table(app: Program, page: Page[Result]) -> Result:
    """Show a page of a game going on and wait for what it gives. Raises ``_Ended`` where somebody ends it."""
    said = await app.push_screen_wait(page)
    if app.ends_now:
        app.ends_now = False
        raise _Ended
    return said


async def _public_phase(
    app: Program, game: Game, clock: Clock, drafts: Drafts, notices: Sequence[str]
) -> None:
    """Tell what the world saw of the turn before, and how things stand now; let all talk of it."""
    swapped: tuple[str, ...] = ()
    while True:
        told = (*notices, *swapped, *told_of(game, game.turn - (not game.over)))
        screen = await asyncio.to_thread(RoundupScreen.of, game, told)
        said = await _at_table(app, screen)
        if said == "menu":
            raise _Left
        if said == "seats":
            swapped = await _change_seats(app, game)
        elif await _open_table(app, game, clock, drafts):
            return


async def _open_table(app: Program, game: Game, clock: Clock, drafts: Drafts) -> bool:
    """Let all talk before a turn, where that was set and several seats are people's; False if somebody goes
    back to the news."""
    from wargame.tui.open_table import OpenTable

    minutes = 0 if game.turn == 1 or game.over else game.settings.open_table
    begun = drafts.left is not None or game.committed  # it was closed before somebody left
    if not minutes or begun or not Round(game).shared:
        return True
    clock.call("talk", minutes * 60, game.turn)
    said = await _at_table(app, await asyncio.to_thread(OpenTable.of, game, clock))
    if said == "menu":
        raise _Left
    if said == "on":
        clock.called()
    return said == "on"


async def _last_dice(app: Program, game: Game) -> None:
    """Throw the dice over agreements before everybody, if there are any."""
    from wargame.tui.reveal import RevealScreen

    lines = [line for line in await asyncio.to_thread(game.reveal, game.turn) if line.chance is not None]
    if lines:
        await app.push_screen_wait(RevealScreen(game.public().turn, lines))


async def _guesses(app: Program, game: Game) -> None:
    """Let each seat of people guess the hidden aims of the others, before these are turned over."""
    from wargame.tui.guess import Aims, GuessScreen

    seats = {seat.id: seat for seat in game.public().seats}
    while game.guessing:
        seat, *others = game.guessing
        decks = [(seats[of], deck) for of, deck in game.decks.items() if of != seat]
        said = await app.push_screen_wait(GuessScreen(seats[seat], decks))
        aims: Aims = {} if said == "skip" else said
        for guesser in (seat, *(others if said == "skip" else ())):
            if not await _saved(app, game, partial(game.guess, guesser, aims)):
                raise _Left


async def _change_seats(app: Program, game: Game) -> tuple[str, ...]:
    """Let people hand seats to a caretaker, take them back, clear PINs; return a sentence for everybody, or
    none."""
    from wargame.tui.roster import Roster

    roster = Roster(game.public().seats, game.setups, game.committed, game.locked)
    changes = await app.push_screen_wait(roster)
    saved = await _saved(app, game, lambda: changes.apply(game)) if changes != SeatChanges({}) else False
    return ("From now on other hands play; the news tells everybody.",) if saved and changes.setups else ()


async def _briefing(app: Program, game: Game) -> str:
    from wargame.tui.briefing import Briefing

    people = game.settings.names == "people"
    place = str(game.path) if game.path else ""
    return await app.push_screen_wait(Briefing(game.scenario, game.setups, place, people=people))


async def _ending(app: Program, game: Game, notices: Sequence[str]) -> str:
    from wargame.tui.ending import EndingScreen
    from wargame.tui.replay import Replay

    screen = await asyncio.to_thread(partial(EndingScreen.of, game, notices, thrown=True))
    while await app.push_screen_wait(screen) == "replay":
        if await app.push_screen_wait(Replay(game)) == "menu":
            break
        screen = await asyncio.to_thread(EndingScreen.of, game, told=True)
    return f"The game is kept in {game.path}." if game.path else ""


async def _collect(app: Program, game: Game, clock: Clock, kept: Drafts) -> None:
    """Let every seat of people to its desk until all orders are in; who is new reads its role first."""
    round = Round(game)
    drafts: dict[SeatId, OrdersDraft] = {}
    notices: tuple[str, ...] = ()
    shared: SeatId | None = None
    while seat := round.seat:
        if seat != shared:
            clock.share(len(round.waiting))
            shared = seat
        if round.alone:
            await asyncio.to_thread(kept.open, seat)
            read = await _role_read(app, game, seat, clock, kept)
            if not read or not await _desk(app, game, seat, drafts, kept):
                await _leave(app)
            continue
        notice = " ".join((*notices, *told_of(game, game.turn)))
        said = await _at_table(app, _curtain(round, seat, clock, notice))
        notices = ()
        if said == "ready" and await _admitted(app, round, seat, kept):
            if not await _role_read(app, game, seat, clock, kept):
                round.comes_again()
                continue
            round.sits_down()
            await _desk(app, game, seat, drafts, kept)
        elif said == "next":
            round.passes_on()
        else:
            round.comes_again()
            if said == "late":
                await _late(app, game, seat)
            elif said == "up":
                await _out_of_time(app, round, seat, drafts.get(seat), kept)
            elif said == "seats":
                notices = await _change_seats(app, game)
                await _commit_machines(app, game)
            elif said == "pin":
                notices = await _set_pin(app, round, seat, kept)
            elif said == "back":
                await _take_back(app, round, drafts, kept)
            elif said == "menu":
                await _leave(app)


async def _out_of_time(
    app: Program, round: Round, seat: SeatId, draft: OrdersDraft | None, kept: Drafts
) -> None:
    """Commit for a seat whose time ran out at its curtain: what it has composed if that can be
    committed, else its default."""
    game, given = round.game, None
    if draft is not None and not draft.empty and not game.problems(seat, draft.orders):
        given = draft.orders
    if await _saved(app, game, partial(game.commit, seat, given or game.default(seat), late=True)):
        kept.keep(seat, (unsent(draft.sheet) if draft is not None else None) or Sheet())


async def _role_read(app: Program, game: Game, seat: SeatId, clock: Clock, kept: Drafts) -> bool:
    """Let a seat read its role card, if it has not, while the clock stands; False if it goes back."""
    from wargame.tui.role import RoleCard

    if seat not in kept.unread:
        return True
    running = clock.running
    clock.pause()
    read = await app.push_screen_wait(RoleCard(game.view(seat), game.scenario, clock)) == "on"
    if read or running:
        clock.go_on()
    if read:
        kept.unread.discard(seat)
    return read


async def _exchanges(app: Program, game: Game, clock: Clock, kept: Drafts) -> None:
    """Let seats answer in public, until nobody is asked any more."""
    from wargame.tui.exchange import SECONDS, ExchangeScreen

    told = 0
    notices: tuple[str, ...] = ()
    while True:
        await _answer_machines(app, game)
        views = await asyncio.to_thread(game.exchanges)
        if told == len(views):
            clock.called()
            return
        view = views[told]
        if view.asked is None:
            clock.called()
        elif clock.seconds:
            clock.call("answer", SECONDS, (game.turn, told, len(view.lines)))
        notice = " ".join((*notices, *told_of(game, game.turn)))
        turn, locked = game.public().turn, bool(game.locked)
        said = await _at_table(app, ExchangeScreen(view, turn, locked=locked, notice=notice, clock=clock))
        notices = ()
        if said == "menu":
            await _leave(app)
        elif said == "on":
            told += 1
        elif said == "late":
            await _late_answer(app, game, clock, view)
        elif said == "up":
            if not await _said(app, game, view, "hold", late=True):
                clock.hold()  # not again each second
        elif said == "seats":
            notices = await _change_seats(app, game)
        else:
            await _answer(app, game, clock, view, said, kept)


async def _in_time(app: Program, clock: Clock, box: Dialog[Result]) -> Result | None:
    """What is said in a box, which goes away when the time for it is up."""

    def look() -> None:  # gives nothing back: Textual would wait for it, and so for itself
        if clock.up:
            box.dismiss(None)

    timer = app.set_interval(1, look)
    try:
        return await app.push_screen_wait(box)
    finally:
        timer.stop()


async def _answer(
    app: Program, game: Game, clock: Clock, view: ExchangeView, answer: AnswerWord, kept: Drafts
) -> None:
    """Answer for the seat that is asked, if that is meant: its PIN says so, if it has one."""
    from wargame.tui.exchange import asked_of, confirm_text

    seat = asked_of(view)
    question = Content.assemble(plain(seat.name, 40), f" {DOES[answer]}?")
    if seat.id in game.locked:
        pin = AskPin(question, partial(_wrong_pin, game, kept, seat.id), "Answer")
        meant = await _in_time(app, clock, pin) is True
    else:
        box = Confirm(question, confirm_text(view, answer), "Answer", "Back")
        meant = await _in_time(app, clock, box) is True
    if meant:
        await _said(app, game, view, answer)


async def _late_answer(app: Program, game: Game, clock: Clock, view: ExchangeView) -> None:
    """Let a seat that nobody plays hold, if that is meant; where it has a PIN, somebody has to allow it."""
    from wargame.tui.exchange import asked_of

    seat = asked_of(view)
    question = Content.assemble("Does ", plain(seat.name, 40), " hold?")
    text, by = "Who is not here holds. It is said in public, and can't be taken back.", ""
    if seat.id in game.locked:
        by = await _in_time(app, clock, AskWho(question, "It holds", text)) or ""
        meant = bool(by)
    else:
        meant = await _in_time(app, clock, Confirm(question, Content(text), "It holds", "Wait")) is True
    if meant:
        await _said(app, game, view, "hold", by)


async def _said(
    app: Program, game: Game, view: ExchangeView, answer: AnswerWord, by: str = "", *, late: bool = False
) -> bool:
    """Answer; where only the answer of the disk was lost, it is not said twice."""
    from wargame.tui.exchange import asked_of

    def save() -> None:
        if game.exchange == view:
            game.answer(asked_of(view).id, answer, by=by, late=late)

    return await _saved(app, game, save)


async def _answer_machines(app: Program, game: Game) -> None:
    """Let the machines answer, in a thread."""
    from wargame.bots.runner import answer_machines

    if not await _saved(app, game, lambda: answer_machines(game), "The machines are thinking ..."):
        raise _Left


async def _leave(app: Program) -> None:
    """Leave the table in the midst of a turn, if that is meant."""
    text = Content("What is committed is in the save. What is written on a desk waits there for its seat.")
    question = Content("Leave the table for the menu?")
    if await app.push_screen_wait(Confirm(question, text, yes="Leave", no="Stay")):
        raise _Left


def _curtain(round: Round, seat: SeatId, clock: Clock, notice: str) -> Curtain:
    game, public, setup = round.game, round.game.public(), round.game.setups[seat]
    return Curtain(
        _info(game, seat),
        public.turn,
        seats=public.seats,
        committed=game.committed,
        team=setup.team,
        players=setup.players,
        another=len(round.waiting) > 1,
        back=bool(round.committed),
        pin=round.pin,
        locked=bool(game.locked),
        notice=notice,
        clock=clock,
    )


def _info(game: Game, seat: SeatId) -> SeatInfo:
    return next(info for info in game.public().seats if info.id == seat)


async def _desk(
    app: Program, game: Game, seat: SeatId, drafts: dict[SeatId, OrdersDraft], kept: Drafts
) -> bool:
    """The seat's desk, in one form and in the other: has it committed? If not, what it had is kept for
    when it comes back."""
    door, draft, notice = game.seat(seat), drafts.get(seat), ""
    if draft is None:
        draft, notice = await asyncio.to_thread(_restored, door, kept)
    form = _form(game, seat, draft)

    async def send(orders: Orders, *, late: bool = False) -> bool:
        return await _saved(app, game, partial(game.commit, seat, orders, late=late))

    while True:
        desk = await _laid(door, send, draft, partial(kept.keep, seat), notice, form=form)
        drafts[seat] = draft = desk.draft
        said = await _at_table(app, desk)
        if said == "full" or said == "cards":
            form = said
            notice = (
                "The whole desk, for orders of your own. K brings the card back." if said == "full" else ""
            )
            continue
        if said is not None:
            kept.keep(seat, desk.rest)
        return said is not None


async def _laid(
    door: SeatDoor,
    send: Send,
    draft: OrdersDraft | None,
    keeps: Callable[[Sheet], str],
    notice: str,
    *,
    form: DeskForm,
) -> Desk:
    """The desk in a form; the full one where no card lies on it."""
    card = await asyncio.to_thread(door.card) if form == "cards" else None
    if card is not None:
        from wargame.tui.desk.card import CardDesk

        return CardDesk(card, door, send, draft, keeps, notice)
    from wargame.tui.desk.screen import DeskScreen

    return DeskScreen(door, send, draft, keeps, notice)


def _form(game: Game, seat: SeatId, draft: OrdersDraft | None) -> DeskForm:
    """In which form a desk opens: as it was left in this turn, else as its seat gave its last orders, taking
    a card's choice or writing its own beside one; else as was set for the game."""
    from wargame.desk.draft import CARD

    if draft is not None and draft.tab:
        return "cards" if draft.tab == CARD else "full"
    given = [record.orders[seat] for record in game.turns if seat in record.orders]
    if given and given[-1].card and not given[-1].defaulted:
        return "cards" if "/" in given[-1].card else "full"
    return game.settings.desk


def _restored(door: SeatDoor, kept: Drafts) -> tuple[OrdersDraft | None, str]:
    """What a seat had on its desk when the program ended, and a sentence about it."""
    from wargame.desk.draft import OrdersDraft

    sheet = kept.sheet(door.id)
    if sheet is None:
        return None, kept.lost(door.id)
    draft = OrdersDraft.of(door)
    draft.restore(sheet)
    return draft, "What you had not committed is here again."


def _wrong_pin(game: Game, kept: Drafts, seat: SeatId, pin: str) -> str:
    """What is wrong with a PIN; nothing if it opens the seat, and with that what is kept of its desk."""
    try:
        if not game.unlocks(seat, pin):
            return "That is not its PIN. Try again."
    except GameError as error:  # too many wrong ones
        return str(error)
    kept.open(seat, pin)
    return ""


async def _admitted(app: Program, round: Round, seat: SeatId, kept: Drafts) -> bool:
    """Has the seat that is next no PIN, or is it given?"""
    game = round.game
    if round.pin == "has":
        question = Content.assemble("The PIN of ", plain(_info(game, seat).name, 40))
        return await app.push_screen_wait(AskPin(question, partial(_wrong_pin, game, kept, seat))) is True
    if round.pin != "given":
        await asyncio.to_thread(kept.open, seat)
    return True


async def _set_pin(app: Program, round: Round, seat: SeatId, kept: Drafts) -> tuple[str, ...]:
    """Let a team choose its PIN; return a sentence for everybody, or none."""
    game = round.game
    name = _info(game, seat).name
    pin = await app.push_screen_wait(SetPin(plain(name, 40)))

    def save() -> None:
        if seat not in game.locked:  # as it is where only the answer of the disk was lost
            game.lock(seat, pin)

    if not pin or not await _saved(app, game, save):
        return ()
    await asyncio.to_thread(kept.open, seat)  # what lies there from before has no PIN
    await asyncio.to_thread(kept.open, seat, pin)
    round.lets_in(seat)
    return (f"{name} has a PIN now; from the next time on its desk asks for it.",)


async def _late(app: Program, game: Game, seat: SeatId) -> None:
    """Play a seat by its default, if that is meant; where it has a PIN, somebody has to allow it."""
    name = plain(_info(game, seat).name, 40)
    question = Content.assemble("Play ", name, " by its default?")
    text = (
        "It gives the orders that the scenario declares for it. They can be taken back while others are out."
    )
    by = ""
    if seat in game.locked:
        by = await app.push_screen_wait(AskWho(question, "By default", text)) or ""
        meant = bool(by)
    else:
        box = Confirm(question, Content(text), yes="By default", no="Wait")
        meant = await app.push_screen_wait(box) is True
    if meant:
        await _saved(app, game, lambda: game.commit(seat, game.default(seat), by=by))


async def _take_back(app: Program, round: Round, drafts: dict[SeatId, OrdersDraft], kept: Drafts) -> None:
    """Take a committed seat's orders back to its desk, if one wants that."""
    from wargame.desk.draft import OrdersDraft

    game = round.game
    for seat in round.committed:
        if not await _agreed(app, game, seat, kept):
            continue
        door = game.seat(seat)
        orders = await until_saved(app, game, door.take_back)
        if orders is not None:
            round.lets_in(seat)
            # Its people chose nothing of a default: their desk stays as they left it.
            if not orders.defaulted:
                draft = drafts.setdefault(seat, OrdersDraft.of(door))
                draft.orders = orders
                kept.keep(seat, draft.sheet)
        return


async def _agreed(app: Program, game: Game, seat: SeatId, kept: Drafts) -> bool:
    """Does the seat want its orders back? Its PIN says so, if it has one."""
    question = Content.assemble("Take back the orders of ", plain(_info(game, seat).name, 40), "?")
    if seat in game.locked:
        box = AskPin(question, partial(_wrong_pin, game, kept, seat), "Take back")
        return await app.push_screen_wait(box) is True
    text = Content("They go back to its desk, and the desk opens again. The save remembers both.")
    if not await app.push_screen_wait(Confirm(question, text, yes="Take back", no="No")):
        return False
    await asyncio.to_thread(kept.open, seat)
    return True


def _thoughts(game: Game) -> Thoughts:
    from wargame.bots.runner import Thoughts

    return Thoughts(game)


async def _commit_machines(app: Program, game: Game, thoughts: Thoughts | None = None) -> None:
    """Let the machines give their orders, in a thread."""
    from wargame.bots.runner import commit_machines

    if not await _saved(app, game, partial(commit_machines, game, thoughts), "The machines are thinking ..."):
        raise _Left


async def _saved(app: Program, game: Game, act: Callable[[], None], message: str = "Saving ...") -> bool:
    """Do something that writes to the save, until it is saved (True) or given up."""

    def done() -> bool:
        act()
        return True

    return await until_saved(app, game, done, message) is True
