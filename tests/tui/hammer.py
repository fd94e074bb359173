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
from typing import Any

from textual.content import Content
from textual.events import Key
from textual.keys import _character_to_key

from tests.desk.fake import VIEW, FakeSeat
from tests.tui.games import fresh, mini, played
from tests.tui.samples import END, PUBLIC, REVEAL, SEATS, TURN
from wargame.rules.orders import Orders
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.choose import ChooseScenario
from wargame.tui.curtain import Curtain
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm
from wargame.tui.paper import FrontPageScreen
from wargame.tui.pin import AskPin, SetPin
from wargame.tui.replay import Replay
from wargame.tui.reveal import RevealScreen
from wargame.tui.roster import Roster
from wargame.tui.saves import SavesScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.seating import Seating

COMMON = (
    "enter", "escape", "space", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab",
    "shift+tab", "f1", "f10", "ctrl+s", "ctrl+p", "backspace", "delete", "1", "2", "3", "4", "5", "6",
    "y", "n", "u", "x", "o", "a", "f", "s", "r", "w", "p", "t", "c", "e", "m",
)  # fmt: skip
LEANT_ON = ("escape", "f10", "f1", "ctrl+s")
NEVER = {"ctrl+q", "ctrl+c", "ctrl+d"}
"""They end the program: a place has other tests for that."""


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
        yield sent, chance.choice((0, 0, 0, 0.001, 0.003, 0.01, 0.03)) if chance.random() < 0.98 else 0.3


@dataclass(frozen=True)
class Place:
    """A screen or box: what opens the screen, and the keys that lead on from it."""

    name: str
    screen: Callable[[], Any]
    keys: tuple[str, ...] = ()


def desk() -> DeskScreen:
    """A desk that can commit."""
    seat = FakeSeat(VIEW)

    async def send(orders: Orders) -> bool:
        seat.commit(orders)
        return True

    return DeskScreen(seat, send)


PLACES = (
    Place("menu", Menu),
    Place("new game", ChooseScenario),
    Place("seating", lambda: Seating(mini(), Path("saves/x.toml"))),
    Place("briefing", lambda: Briefing(mini(), fresh().setups, "x.toml")),
    Place("front page", lambda: FrontPageScreen(PUBLIC)),
    Place(
        "roster",
        lambda: Roster(SEATS, {s.id: fresh().setups["halden"] for s in SEATS}, locked=frozenset({"beijing"})),
    ),
    Place("curtain", lambda: Curtain(SEATS[0], TURN, seats=SEATS, another=True, back=True, pin="may")),
    Place("asked for a pin", lambda: AskPin(Content("PIN"), lambda pin: "" if pin == "4711" else "No.")),
    Place("setting a pin", lambda: SetPin(Content("PIN"))),
    *(Place(f"tab {n}", desk, (str(n),)) for n in range(1, 7)),
    Place("letter", desk, ("3", "n")),
    Place("deal", desk, ("4", "n")),
    Place("answer", desk, ("4", "enter")),
    Place("options", desk, ("5", "o")),
    Place("reasons", desk, ("5", "a")),
    Place("forecast", desk, ("6", "f")),
    Place("note", desk, ("6", "end", "up", "enter")),
    Place("commit", desk, ("f10",)),
    Place("hand back", desk, ("escape",)),
    Place("help", desk, ("f1",)),
    Place("palette", desk, ("ctrl+p",)),
    Place("reveal", lambda: RevealScreen(TURN, REVEAL)),
    Place("ending", lambda: EndingScreen(END, PUBLIC)),
    Place("replay", lambda: Replay(played())),
    Place("saves", SavesScreen),
    Place("not saved", lambda: NotSavedBox("The disk is full.", None, again=True)),
    Place("question", lambda: Confirm(Content("Really?"))),
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
    while alive(app) and not app.keyboard.idle:
        await asyncio.sleep(0.002)


async def hammer(app: WargameApp, place: Place, count: int, chance: Random) -> int:
    """Send some ``count`` keys to a place; return how many."""
    sent, base = 0, app.screen
    for keys, gap in bursts(chance, lambda: bound(app)):
        if app.screen is base:
            app.push_screen(place.screen())
            sent += send(app, place.keys)
        sent += send(app, keys)
        if sent >= count or not alive(app):
            break
        await asyncio.sleep(gap)
    return sent


async def hammer_flow(app: WargameApp, count: int, chance: Random) -> int:
    """Send some ``count`` keys to a program that leads from screen to screen; return how many."""
    sent = 0
    for keys, gap in bursts(chance, lambda: bound(app)):
        sent += send(app, keys)
        if sent >= count or not alive(app):
            break
        await asyncio.sleep(gap)
    return sent
