"""What every step of a game at the table has at hand: program, game, clock, what lies on the desks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from textual.screen import Screen

from wargame.ids import SeatId
from wargame.session.instructor import Instructor
from wargame.session.people import same_hands
from wargame.session.round import told_of
from wargame.tui.keeping import until_saved
from wargame.tui.page import Page, Result
from wargame.tui.program import Again, Instructing

if TYPE_CHECKING:
    from wargame.rules.views import SeatInfo
    from wargame.session import Game
    from wargame.session.drafts import Drafts
    from wargame.session.live import LiveFile
    from wargame.tui.clock import Clock
    from wargame.tui.program import Program

T = TypeVar("T")


class Left(Exception):
    """Somebody left the table for the menu."""


class Table:
    """A game that people play at one screen. ``kept`` has what lies on the desks and outlives the program,
    ``live`` tells those who watch from outside what is shown."""

    def __init__(
        self,
        app: Program,
        game: Game,
        clock: Clock,
        kept: Drafts,
        instruct: Callable[[Table], Awaitable[None]] | None = None,
        live: LiveFile | None = None,
    ) -> None:
        """``instruct`` lets the instructor do something."""
        self.app = app
        self._instruct = instruct
        self.game = game
        self.clock = clock
        self.kept = kept
        self.live = live
        self.brief = False
        """Has the game just begun, and was its brief to be read?"""
        which = (f"This is a variation: {game.of.name}.",) if game.of else ()
        self.notices: tuple[str, ...] = (*which, *game.notices, *kept.notices)
        """What is to be told of the save as it was opened, in the first public phase, or at an
        end that comes first."""
        self.swapped: tuple[str, ...] = ()
        """Who plays which seat from now on, as it was changed in this public phase."""
        self.just_opened = True
        """Has no turn been carried out since?"""
        self.hurried = ""
        """Who has ended the turn, if somebody did: whoever is out gives what it has."""
        self.done = ""
        """What the instructor has just done, for the next page to say."""
        self.handed_over: set[int] = set()
        """After which changes of hands, by their place among all, the seat has read its hand-over card."""
        self._heard = self._told = 0
        """How many incidents there were when somebody had read of them in the midst of a turn; and how many
        when it was told last."""

    async def show(self, page: Page[Result]) -> Result:
        """Show a page of a game going on and wait for what it gives. Raises what was called for meanwhile by
        a key that works on all of them, such as ``Ended``; and ``Again`` when the instructor is done."""
        await self.tell_tries()
        app = self.app
        app.at_hand, page.live, page.done = page, self.live, " ".join(self.taken())
        try:
            said: Result = await app.push_screen_wait(page)
        finally:
            app.at_hand = None
        called, app.called = app.called, None
        if isinstance(called, Instructing):
            if self._instruct is not None:
                await self._instruct(self)
            raise Again
        if called is not None:
            raise called
        return said

    async def ask(self, box: Screen[Result], /) -> Result | None:
        """Open a box, or a page on which nothing can be called for, and wait for what it gives."""
        if isinstance(box, Page):
            box.live = self.live
        return await self.app.push_screen_wait(box)

    async def written(self, act: Callable[[], T], message: str = "Saving ...") -> T | None:
        """Do something that writes to the save, until it is saved; None if it is given up."""
        return await until_saved(self.app, self.game, act, message)

    async def saved(self, act: Callable[[], object], message: str = "Saving ...") -> bool:
        """Do something that writes to the save: is it saved?"""

        def done() -> bool:
            act()
            return True

        return await self.written(done, message) is True

    async def must_save(self, act: Callable[[], object], message: str = "Saving ...") -> None:
        """Do something without which the game can't go on. Raises ``Left`` where it is not saved."""
        if not await self.saved(act, message):
            raise Left

    async def tell_tries(self) -> None:
        """Keep for everybody to read that wrong PINs of the instructor's were tried, in whichever window."""
        instructor = Instructor()
        if instructor.known and (tried := await asyncio.to_thread(instructor.untold)):
            await self.saved(partial(self.game.tried, tried))

    def taken(self) -> tuple[str, ...]:
        """What the instructor has just done, if anything, to be said once."""
        done, self.done = self.done, ""
        return (done,) if done else ()

    def told(self, sentences: Sequence[str] = ()) -> str:
        """These sentences, what the instructor has just done, and what everybody is told of this turn;
        what the clock did only until somebody has read it (``read``), as the roundup has it again."""
        of = told_of(self.game, self.game.turn, self._heard)
        self._told = len(self.game.incidents)
        return " ".join((*sentences, *self.taken(), *of))

    def read(self) -> None:
        """Somebody was there, and went on from the page that told."""
        self._heard = self._told

    def taken_over(self, seat: SeatId) -> int | None:
        """Which change of hands in this turn gave a seat to people, who have not been told yet what it knows;
        None where there is none. Who leads of the same people is none."""
        game, found = self.game, None
        before = game.held_by(seat, 0)
        for n, (turn, other, setup) in enumerate(game.reseated):
            if other == seat and turn <= game.turn:
                if not same_hands(before, setup):
                    found = n if turn == game.turn and setup.kind == "people" else None
                before = setup
        return None if found in self.handed_over else found

    def info(self, seat: SeatId) -> SeatInfo:
        """What everybody knows of a seat."""
        return next(info for info in self.game.seats if info.id == seat)


Step = Callable[[Table], Awaitable[None]]
"""A part of a turn."""

Way = Literal["on", "back", "none"]
"""Where it goes from a part of the public phase: on, back to the one before, or further the way one came, as
there was nothing to show."""


async def walk(table: Table, stops: Sequence[Callable[[Table], Awaitable[Way]]]) -> None:
    """Go from one stop to the next, and back where somebody wants that, until it goes on from the last."""
    at, step = 0, 1
    while at < len(stops):
        try:
            way = await stops[at](table)
        except Again:
            continue
        if way != "none":
            step = 1 if way == "on" else -1
        at += step
        if at < 0:
            at, step = 0, 1
