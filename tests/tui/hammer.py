"""Hands faster than any screen: bursts, repeats and random keys, at every screen and box.

A place is a screen with the keys that open it. ``hammer`` sends keys there until their number is reached, and
opens the place anew whenever it has been left. ``benchmarks/keys.py`` does the same in a pseudo-terminal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from textual.content import Content
from textual.events import Key, Resize
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.screen import Screen

from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.games import (
    a_lesson,
    always,
    exchange,
    followed,
    fresh,
    mini,
    not_kept,
    ordered,
    play_out,
    played,
    unsent,
)
from tests.tui.samples import DECKS, END, LAST_DIE, PUBLIC, REVEAL, ROUNDUP, SEATS, TURN
from tests.tui.screens import SMALL
from wargame.analysis.results import Budget
from wargame.debrief.deck import deck_of
from wargame.debrief.text import variations_blocks
from wargame.rules.orders import Orders, Ruling
from wargame.rules.views import ForecastView
from wargame.session import Game, SeatSetup
from wargame.session.setup import Observers
from wargame.tui.alone import ChooseSeat
from wargame.tui.app import WargameApp
from wargame.tui.beside import Beside
from wargame.tui.briefing import Briefing
from wargame.tui.choose import ChooseScenario
from wargame.tui.classes.choose import ChooseClass
from wargame.tui.classes.form import ClassForm
from wargame.tui.classes.lesson import LessonScreen
from wargame.tui.clock import Clock
from wargame.tui.curtain import Curtain
from wargame.tui.deck.groups import Groups
from wargame.tui.deck.plan import Plan
from wargame.tui.deck.screen import Deck
from wargame.tui.deck.trying import Trying
from wargame.tui.desk.boxes import AskAct, AskForecast, AskNote, AskOptions, AskReasons, AskSentence
from wargame.tui.desk.card import CardDesk
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.desk.proposal_form import ProposalForm
from wargame.tui.desk.reading import Reading
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.exchange import ExchangeScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.handover import HandoverCard
from wargame.tui.instructor.people import PeopleScreen
from wargame.tui.instructor.pin import SetInstructorsPin
from wargame.tui.instructor.powers import BackTo, Powers, Say, powers_now
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm, Help
from wargame.tui.observers import AskAnalyst, AskHeadline, Observing
from wargame.tui.open_table import OpenTable
from wargame.tui.palette import Palette
from wargame.tui.paper import FrontPageScreen
from wargame.tui.pin import AskCode, AskPin, AskWho, SetPin
from wargame.tui.program import Flow
from wargame.tui.replay import Replay
from wargame.tui.replay.boxes import Entry, Search, WriteNote
from wargame.tui.reveal import RevealScreen
from wargame.tui.role import RoleCard
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saves import SavesScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.seating import Seating
from wargame.tui.too_small import TooSmall
from wargame.tui.umpire.boxes import AskInject, AskNews, AskRuling, AskUmpiresNote
from wargame.tui.umpire.curtain import UmpiresCurtain
from wargame.tui.umpire.screen import UmpireStop
from wargame.tui.variations import Name, NewVariation, VariationsScreen
from wargame.tui.waiting import Waiting
from wargame.tui.watch.room import ClassScreen
from wargame.tui.watch.screen import WatchScreen

COMMON = (
    "enter", "escape", "space", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab",
    "shift+tab", "f1", "f10", "ctrl+s", "ctrl+p", "backspace", "delete", "1", "2", "3", "4", "5", "6",
    "y", "n", "u", "x", "o", "a", "f", "s", "r", "w", "p", "t", "c", "e", "m", "ctrl+r",
)  # fmt: skip
LEANT_ON = ("escape", "f10", "f1", "ctrl+s")
NEVER = {"ctrl+q", "ctrl+c", "ctrl+d"}
"""They end the program: a place has other tests for that."""
GAPS = (*[0.0] * 12, 0.001, 0.003, 0.003, 0.01, 0.01, 0.03, 0.1, 0.3)
"""Seconds from one burst to the next, each as likely."""
NARROW, WIDE = (60, 20), (120, 36)
"""Sizes of a terminal: too small, and larger than the usual one."""


def key(name: str) -> Key:
    """A key as the keyboard's driver gives it: by its name, or a character."""
    if len(name) == 1:
        return Key(_character_to_key(name), name)
    return Key(name, " " if name == "space" else None)


def bursts(chance: Random, bound: Callable[[], Sequence[str]]) -> Iterator[tuple[list[str], float]]:
    """Keys sent at once, and the seconds until the next ones; ``bound`` are keys that do something now."""
    while True:
        keys = [*bound(), *COMMON] if chance.random() < 0.7 else COMMON
        kind = chance.random()
        if kind < 0.3:
            sent = [chance.choice(keys)] * chance.choice((2, 3, 8))
        elif kind < 0.8:
            sent = [chance.choice(keys) for _ in range(chance.choice((2, 3, 8)))]
        elif kind < 0.9:
            sent = list("The quick brown fox, 12345."[: chance.choice((5, 27))])
        else:
            sent = [chance.choice(keys)]
        yield sent, chance.choice(GAPS)


@dataclass(frozen=True)
class Place:
    """A screen or box: of which ``kind`` it is, what opens a screen, the ``keys`` that lead on from there,
    and the ``size`` that the terminal has to have."""

    name: str
    kind: type[Screen[Any]]
    screen: Callable[[], Any]
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = SMALL


class Hammered(WargameApp):
    """The program; it remembers which kinds of screens it has shown."""

    def __init__(self, flow: Flow | None = None) -> None:
        super().__init__(flow, theme="ink", animations="none")
        self.shown: set[type[Screen[Any]]] = set()

    def push_screen(self, screen: Any, *arguments: Any, **more: Any) -> Any:
        """Show a screen."""
        self.shown.add(type(screen))
        return super().push_screen(screen, *arguments, **more)


def varied() -> Game:
    """A game with one variation, played to its end."""
    game = played()
    play_out(game.vary(2, seats=game.setups))
    return game


def desk() -> DeskScreen:
    """A desk that can commit."""
    seat = FakeSeat(VIEW)

    async def send(orders: Orders, *, late: bool = False) -> bool:
        seat.commit(orders)
        return True

    return DeskScreen(seat, send)


def card() -> CardDesk:
    """A desk with a card on it."""
    seat = fresh().seat("halden")
    dealt = seat.card()
    assert dealt is not None
    return CardDesk(dealt, seat, unsent)


def waiting() -> Waiting:
    """Work in progress that is done in a moment."""
    return Waiting("Thinking ...", asyncio.create_task(asyncio.sleep(0.1)))


def ruling() -> AskRuling:
    """A ruling on the first order of a turn."""
    view = ordered().stop()
    first = view.seats[0]
    empty = Ruling(first.seat.id, 0, "")
    return AskRuling("Halden", first.moves[0], ("success", "failure"), view, empty, lambda ruling: "")


def asked() -> ForecastView:
    """What is asked in a turn."""
    question = fresh().question
    assert question is not None
    return question


PLACES = (
    Place("menu", Menu, Menu),
    Place("new game", ChooseScenario, ChooseScenario),
    Place("classes", ChooseClass, ChooseClass),
    Place("path of a class", ChooseClass, ChooseClass, ("p",)),
    Place("lesson of a class", LessonScreen, lambda: LessonScreen(a_lesson())),
    Place("class", ClassForm, lambda: ClassForm(None, keep=not_kept)),
    Place("seat alone", ChooseSeat, lambda: ChooseSeat(mini())),
    Place("seating", Seating, lambda: Seating(mini(), Path("saves/x.toml"))),
    Place("briefing", Briefing, lambda: Briefing(mini(), fresh().setups, "x.toml")),
    Place("role card", RoleCard, lambda: RoleCard(fresh().view("halden"), mini())),
    Place("hand-over card", HandoverCard, lambda: HandoverCard.of(fresh().seat("halden"))),
    Place("roundup", RoundupScreen, lambda: RoundupScreen(ROUNDUP, PUBLIC, REVEAL)),
    Place("open table", OpenTable, lambda: OpenTable(TURN, SEATS, [(2, ROUNDUP)])),
    Place("press desk", AskHeadline, lambda: AskHeadline("Ada", PUBLIC.news)),
    Place("observer", Observing, lambda: Observing("press", AskHeadline("Ada", PUBLIC.news))),
    Place("analyst", AskAnalyst, lambda: AskAnalyst("Kim", asked())),
    Place("front page", FrontPageScreen, lambda: FrontPageScreen(PUBLIC)),
    Place(
        "roster",
        Roster,
        lambda: Roster(SEATS, {s.id: fresh().setups["halden"] for s in SEATS}, locked=frozenset({"beijing"})),
    ),
    Place(
        "curtain", Curtain, lambda: Curtain(SEATS[0], TURN, seats=SEATS, another=True, back=True, pin="may")
    ),
    Place(
        "asked for a pin", AskPin, lambda: AskPin(Content("PIN"), lambda pin: "" if pin == "4711" else "No.")
    ),
    Place("setting a pin", SetPin, lambda: SetPin(Content("PIN"))),
    Place("setting the instructor's pin", SetInstructorsPin, SetInstructorsPin),
    Place("the instructor's box", Powers, lambda: Powers(powers_now(fresh(), Clock(7)))),
    Place(
        "who leads",
        PeopleScreen,
        lambda: PeopleScreen(
            SEATS, {s.id: SeatSetup(players="Ada, Ben") for s in SEATS}, Observers("Zoe"), 2
        ),
    ),
    Place("asked what to say to all", Say, lambda: Say("Say to all", "Everybody reads it.", "Say it")),
    Place("asked to which turn to go back", BackTo, lambda: BackTo(3)),
    Place("asked for the code", AskCode, lambda: AskCode(lambda code: code == "12345")),
    Place("asked who allows it", AskWho, lambda: AskWho(Content("PIN"), "Clear")),
    *(Place(f"tab {n}", DeskScreen, desk, (str(n),)) for n in range(1, 7)),
    Place("letter", LetterForm, desk, ("3", "n")),
    Place("deal", ProposalForm, desk, ("4", "n")),
    Place("answer", AskAct, desk, ("4", "enter")),
    Place("options", AskOptions, desk, ("5", "o")),
    Place("reasons", AskReasons, desk, ("5", "a")),
    Place("forecast", AskForecast, desk, ("6", "f")),
    Place("note", AskNote, desk, ("6", "end", "up", "enter")),
    Place("sentence", AskSentence, desk, ("6", "s")),
    Place("card", CardDesk, card),
    Place("what a card orders", Reading, card, ("space",)),
    Place("commit", Commit, desk, ("f10",)),
    Place("hand back", Confirm, desk, ("5", "enter", "escape")),
    Place("help", Help, desk, ("f1",)),
    Place("palette", Palette, desk, ("ctrl+p",)),
    Place("reveal", RevealScreen, lambda: RevealScreen(TURN, (LAST_DIE, *REVEAL, LAST_DIE))),
    Place("back down", ExchangeScreen, lambda: ExchangeScreen(exchange(), TURN, locked=True)),
    Place("guess", GuessScreen, lambda: GuessScreen(SEATS[0], DECKS)),
    Place("umpire's curtain", UmpiresCurtain, lambda: UmpiresCurtain(TURN)),
    Place("umpire's stop", UmpireStop, lambda: UmpireStop(ordered(), always)),
    Place("ruling", AskRuling, ruling),
    Place("which news", AskNews, lambda: AskNews(ordered().stop().prepared)),
    Place("news", AskInject, lambda: AskInject(ordered().stop(), None, lambda put: "")),
    Place("umpire's note", AskUmpiresNote, lambda: AskUmpiresNote("Fill on")),
    Place("ending", EndingScreen, lambda: EndingScreen(END, PUBLIC)),
    Place("replay", Replay, lambda: Replay(played())),
    Place("entry of the ledger", Entry, lambda: Replay(played()), ("4", "enter")),
    Place("note on a turn", WriteNote, lambda: Replay(played()), ("n",)),
    Place("search", Search, lambda: Replay(played()), ("slash",)),
    Place("deck", Deck, lambda: Deck(played(), budget=Budget(30, 5, 1), jobs=0)),
    Place("deck plan", Plan, lambda: Plan(deck_of(mini()), 15)),
    Place("deck what if", Trying, lambda: Trying(played())),
    Place("deck groups", Groups, lambda: Groups(played())),
    Place("other groups", Groups, lambda: Replay(played()), ("o",)),
    Place("variations", VariationsScreen, lambda: VariationsScreen(varied())),
    Place("variation", NewVariation, lambda: NewVariation(played(), 2)),
    Place("name of a variation", Name, lambda: Name("Calm", "Why not?")),
    Place("beside the game", Beside, lambda: Beside(variations_blocks(varied()))),
    Place("watch", WatchScreen, lambda: WatchScreen(followed())),
    Place("class", ClassScreen, lambda: ClassScreen(followed().parent)),
    Place("saves", SavesScreen, SavesScreen),
    Place("path of a save", SavesScreen, SavesScreen, ("p",)),
    Place("not saved", NotSavedBox, lambda: NotSavedBox("The disk is full.", None, again=True)),
    Place(
        "saved elsewhere", NotSavedBox, lambda: NotSavedBox("The disk is full.", Path("y.toml"), again=False)
    ),
    Place("question", Confirm, lambda: Confirm(Content("Really?"))),
    Place("work in progress", Waiting, waiting),
    Place("too small", TooSmall, desk, size=NARROW),
)


def bound(app: WargameApp) -> list[str]:
    """The keys that do something where the program is now."""
    return [key for key in app.screen.active_bindings if key not in NEVER] if app.screen_stack else []


def send(app: WargameApp, keys: Sequence[str]) -> int:
    """Press keys at once; return how many."""
    for one in keys:
        app.post_message(key(one))
    return len(keys)


def alive(app: WargameApp) -> bool:
    """Does the program still run, and mean to?"""
    return app.is_running and bool(app.screen_stack) and app.screen.is_attached


async def at_rest(app: WargameApp) -> None:
    """Wait until all keys have been dealt with, or the program has ended."""
    ends = perf_counter() + 60
    while alive(app) and not app.keyboard.idle:
        await asyncio.sleep(0.002)
        assert perf_counter() < ends, f"keys wait for ever at {app.screen}"


def resize(app: WargameApp, size: tuple[int, int]) -> None:
    """Give the terminal another size."""
    driver: Any = app._driver
    driver._size = Size(*size)
    app.post_message(Resize(Size(*size), Size(*size)))


async def hammer(app: Hammered, place: Place, count: int, chance: Random) -> int:
    """Send some ``count`` keys to a place, and now and then another size; return how many keys."""
    sent, base = 0, app.screen
    for keys, gap in bursts(chance, lambda: bound(app)):
        if app.screen is base:
            app.push_screen(place.screen())
            sent += send(app, place.keys)
        size = chance.choice((NARROW, WIDE)) if chance.random() < 0.05 else place.size
        if size != app.size:
            resize(app, size)
        sent += send(app, keys)
        if sent >= count or not alive(app):
            break
        await asyncio.sleep(gap)
    return sent


async def leave(app: WargameApp, base: Screen[Any]) -> None:
    """Close what lies over ``base``, once all keys have been dealt with."""
    resize(app, SMALL)
    ends = perf_counter() + 60
    await at_rest(app)
    while alive(app) and app.screen is not base:
        app.screen.dismiss(None)
        await asyncio.sleep(0.002)
        assert perf_counter() < ends, f"{app.screen} does not close"


async def hammer_flow(app: WargameApp, count: int, chance: Random) -> int:
    """Send some ``count`` keys to a program that leads from screen to screen; return how many."""
    sent = 0
    for keys, gap in bursts(chance, lambda: bound(app)):
        sent += send(app, keys)
        if sent >= count or not alive(app):
            break
        await asyncio.sleep(gap)
    return sent
