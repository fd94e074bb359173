"""A rehearsal: a lesson at speed on its own screens, with nobody at the keyboard. Machines decide for the
people, and their keys are pressed on the pages that a class will see."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from attrs import evolve, field
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from wargame.bots.policy import Policy
from wargame.bots.registry import make
from wargame.bots.runner import choose, reply
from wargame.ids import SeatId
from wargame.rules.orders import Orders
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.curtain import Curtain
from wargame.tui.deck.screen import Deck
from wargame.tui.desk.card import CardDesk
from wargame.tui.desk.desk import Desk
from wargame.tui.desk.forecast import ANSWERS, answers
from wargame.tui.desk.panes import TABS
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen, LeafView
from wargame.tui.exchange import KEYS as ANSWER_KEYS
from wargame.tui.exchange import ExchangeScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.modals import Confirm
from wargame.tui.page import Shown
from wargame.tui.program import Program
from wargame.tui.reveal import RevealScreen
from wargame.tui.role import RoleCard
from wargame.tui.roundup import RoundupScreen
from wargame.values import define

if TYPE_CHECKING:
    from wargame.session import Game

DESKS = 16
"""How many desks a rehearsal takes its time for; where there are more, each page has less."""
_SECONDS: dict[type[Screen[Any]], float] = {
    Briefing: 4.0, Curtain: 0.8, RoleCard: 2.0, CardDesk: 1.0, DeskScreen: 0.8, RoundupScreen: 3.0,
    RevealScreen: 0.8, EndingScreen: 0.8, GuessScreen: 0.6, Confirm: 0.6, Deck: 1.2,
}  # fmt: skip
_OTHERS = 1.5
"""Seconds before each key on a page, and on all others."""
_LEAST = 0.45
"""Seconds from a key to the next at least: pages for all let none go that comes sooner."""
_LOOK = 0.02
_NUMBER = re.compile(r"\([1-9]\)$")
_STUCK = 400, 20
"""How often a page may be pressed on in one go before it can't be gone on from: those above, and others."""


@define
class Seen:
    """A kind of page as it was met: how often, for how many seconds, and the keys that it has, as its last
    line tells them; those that were pressed come first."""

    times: int = 0
    seconds: float = 0.0
    pressed: dict[str, str] = field(factory=dict)
    others: dict[str, str] = field(factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Each key with its name, once for each thing that it does."""
        return tuple({**self.pressed, **self.others}.values())


class Badge(Static):
    """Says at the head of every page that this is a rehearsal, without taking a line of it."""

    DEFAULT_CSS = """
    Badge { layer: _tooltips; dock: right; width: auto; height: 1; }
    """


class Rehearsal(WargameApp):
    """Plays a ``game`` that is kept nowhere. Any key stops it; then Space goes on and any other key makes one
    step; Escape leaves. ``speed`` 2 is twice as fast. Afterwards ``seen`` has the pages by their headings, in
    the order in which they came, and ``stuck`` the heading of one that could not be gone on from."""

    UNATTENDED = True

    def __init__(self, game: Game, speed: float = 1.0, **settings: Any) -> None:
        super().__init__(self._lesson, **settings)
        self._rehearsed = game
        desks = len(game.scenario.calendar) * len(game.scenario.seats)
        self._pace = min(1.0, DESKS / desks) / speed
        self._own: events.Key | None = None
        self._stopped, self._steps = False, asyncio.Event()
        self._orders: dict[tuple[int, SeatId], Orders] = {}
        self._policies: dict[SeatId, Policy] = {}
        self._leafed: set[SeatId] = set()
        self.seen: dict[str, Seen] = {}
        self.stuck = ""

    async def _lesson(self, app: Program) -> int:
        from wargame.tui.play import play

        self.run_worker(self._press_on(), name="rehearsal", group="rehearsal")
        await play(self, self._rehearsed, brief=True)
        return 0

    # -- whose keys count ---------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Let through the keys of the rehearsal; those of a person stop it, step or leave."""
        if isinstance(event, events.Key) and not event.is_forwarded and event is not self._own:
            self._told(event.key)
        elif not isinstance(event, events.MouseDown | events.MouseUp | events.Paste):
            await super().on_event(event)

    def _told(self, key: str) -> None:
        if key == "escape" or key in self.leaving:
            self.exit(0)
        elif not self._stopped:
            self._stopped = True
            self._steps.clear()
        elif key == "space":
            self._stopped = False
            self._steps.set()
        else:
            self._steps.set()
        self._mark()

    def _mark(self) -> None:
        """Say on the page at hand that this is a rehearsal, and what keys do."""
        keys = "Space goes on, another key steps" if self._stopped else "any key stops"
        words = Content.assemble((f" REHEARSAL · {keys} · Esc leaves ", "reverse"))
        if found := list(self.screen.query(Badge)):
            found[0].update(words)
        elif isinstance(self.screen, Shown):
            self.screen.mount(Badge(words))

    # -- the hand that presses ----------------------------------------------------------------------------

    async def _press_on(self) -> None:
        page, pressed = None, 0
        while True:
            await asyncio.sleep(_LOOK)
            screen = self.screen
            if not self.keyboard.idle or not isinstance(screen, Shown) or screen.BUSY or not screen.painted:
                continue
            begun = monotonic()
            page, pressed = (page, pressed + 1) if screen is page else (screen, 0)
            if pressed > _STUCK[type(screen) not in _SECONDS]:
                self.stuck = screen.heading
                self.exit(1)
                return
            key = await self._key(screen)
            self._note(screen, key, new=not pressed)
            self._mark()
            await self._waits(_SECONDS.get(type(screen), _OTHERS))
            self.seen[screen.heading].seconds += monotonic() - begun
            if self.screen is screen:
                self._own = events.Key(key, key if len(key) == 1 else None)
                self.post_message(self._own)

    def _note(self, screen: Shown[Any], key: str, *, new: bool) -> None:
        seen = self.seen.setdefault(screen.heading, Seen())
        seen.times += new
        for command in screen.KEYS:
            shown = command.shown_as or command.keys.split(" ")[0]
            does, told = _NUMBER.sub("", command.action), f"{shown} {command.label}"
            if key in command.key.split(","):
                seen.pressed.setdefault(does, told)
            elif command.footer:
                seen.others.setdefault(does, told)

    async def _waits(self, seconds: float) -> None:
        """Leave a page there to be seen; while it is stopped, until somebody says that it goes on."""
        ends = monotonic() + max(_LEAST, seconds * self._pace)
        while monotonic() < ends or self._stopped:
            if self._stopped:
                await self._steps.wait()
                self._steps.clear()
                return
            await asyncio.sleep(_LOOK)

    async def _key(self, screen: Shown[Any]) -> str:
        """What is pressed next on a page."""
        if isinstance(screen, CardDesk):
            return self._on_card(screen, await self._choice(screen))
        if isinstance(screen, DeskScreen):
            return self._on_desk(screen, await self._choice(screen))
        if isinstance(screen, ExchangeScreen) and screen.exchange.asked is not None:
            policy = self._policies.get(screen.exchange.asked.id)
            return ANSWER_KEYS[reply(self._rehearsed, screen.exchange, policy)].lower()
        if isinstance(screen, GuessScreen) and screen.at < len(screen.decks):
            return f"{1 + screen.at % len(screen.decks[screen.at][1])}"
        if isinstance(screen, EndingScreen):
            last = screen.at == len(screen.leaves) - 1 and not screen.query_one(LeafView).more
            return ("m" if Deck.HEADING in self.seen else "g") if last else "space"
        if isinstance(screen, Deck):
            return "right" if screen.at + 1 < len(screen.names) else "escape"
        return "y" if isinstance(screen, Confirm) else "enter"

    async def _choice(self, desk: Desk) -> Orders:
        """What a machine would order at a desk."""
        game, seat = self._rehearsed, desk.view.seat.id
        if (game.turn, seat) not in self._orders:
            word = "cards:planner" if game.settings.desk == "cards" else "planner"
            policy = self._policies.setdefault(seat, make(word, game.seat(seat)))
            self._orders[game.turn, seat] = await asyncio.to_thread(partial(choose, game, seat, policy))
        return self._orders[game.turn, seat]

    def _on_card(self, desk: CardDesk, orders: Orders) -> str:
        """Take the choice, answer the question, commit; orders beside the card are laid on the full desk."""
        _, _, wanted = orders.card.partition("/")
        named = {str(choice.id): n for n, choice in enumerate(desk.choices, 1)}
        if wanted not in named:
            return "w"
        if desk.draft.taken(desk.card) is None:
            return f"{named[wanted]}"
        question = desk.view.forecast
        if question is not None and desk.draft.orders.forecast is None:
            far = [abs(percent - (orders.forecast or 50)) for percent, _ in answers(question)]
            return ANSWERS[far.index(min(far))]
        return "enter"

    def _on_desk(self, desk: DeskScreen, orders: Orders) -> str:
        """Leaf through the tabs, the first time that a seat is here, with the orders laid on the desk; then
        commit."""
        if desk.draft.orders != evolve(orders, card=desk.draft.orders.card):
            desk.draft.orders = evolve(orders, card=desk.draft.orders.card)
            desk.changed("What a machine would order here.")
        at, last, seat = TABS.index(desk.active) + 1, len(TABS), desk.view.seat.id
        if at == last:
            self._leafed.add(seat)
            return "g"
        return f"{last if seat in self._leafed else at + 1}"
