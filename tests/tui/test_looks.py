"""Every screen but the desk as text, at the smallest and at a large size: golden files to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.screen import Screen

from tests.tui.games import a_lesson, fresh, mini, not_kept, played
from tests.tui.samples import (
    AGREEMENT,
    DECKS,
    END,
    LAST_DIE,
    LONE_PUBLIC,
    NEWS,
    PUBLIC,
    REVEAL,
    ROUNDUP,
    SEATS,
    TURN,
)
from tests.tui.screens import LARGE, SMALL, settle, tap
from wargame.rules.views import RoundupView
from wargame.session import SeatSetup
from wargame.session.setup import Observers
from wargame.tui.alone import ChooseSeat
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.choose import ChooseScenario
from wargame.tui.classes.form import ClassForm
from wargame.tui.classes.lesson import LessonScreen
from wargame.tui.clock import Clock
from wargame.tui.curtain import Curtain
from wargame.tui.ending import EndingScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.instructor.people import PeopleScreen
from wargame.tui.menu import Menu
from wargame.tui.open_table import OpenTable
from wargame.tui.paper import FrontPageScreen
from wargame.tui.replay import Replay
from wargame.tui.reveal import RevealScreen
from wargame.tui.role import RoleCard
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saves import SavesScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.seating import Seating

EVERY_FRAME = True

Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _no_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.session.places.list_saves", lambda samples=True: ())


@pytest.fixture(autouse=True)
def _library(monkeypatch: pytest.MonkeyPatch) -> None:
    from wargame.scenario import shelf

    scenario = mini()
    entry = shelf.Entry(
        "mini", scenario.title, scenario.minutes, scenario.summary, Path("tests/scenarios/mini.toml")
    )
    monkeypatch.setattr(shelf, "library", lambda: (entry,))
    monkeypatch.setattr("wargame.scenario.loader.load", lambda name: scenario)


def _setups() -> dict[str, SeatSetup]:
    kinds = (
        SeatSetup(team="Chollima", players="Min-jun, Ada"),
        SeatSetup("ai", "random"),
        SeatSetup("closed"),
    )
    return dict(zip(mini().seats, kinds, strict=True))


def _roster() -> Screen[Any]:
    kinds = (
        SeatSetup("people", "", "Falcon", "Ada"),
        SeatSetup("ai", "planner", "Chollima", "Min-jun"),
        SeatSetup("ai", "random"),
        SeatSetup("closed"),
    )
    setups = {seat.id: kind for seat, kind in zip(SEATS, kinds, strict=True)}
    locked = frozenset({SEATS[0].id, SEATS[1].id})
    return Roster(SEATS, setups, frozenset({SEATS[2].id}), locked)


def _people() -> Screen[Any]:
    """A class has its orders in at one seat; one of its people is not at the table."""
    setups = {seat.id: SeatSetup() for seat in SEATS}
    setups[SEATS[0].id] = SeatSetup(team="Falcon", players="Ada, Ben, Cy")
    setups[SEATS[1].id] = SeatSetup(team="Chollima", players="Min-jun, Soo-ah")
    setups[SEATS[2].id] = SeatSetup("ai", "planner")
    observers = Observers("Zoe, Max", "Kim")
    return PeopleScreen(SEATS, setups, observers, 2, frozenset({SEATS[1].id}), ("Late Comer", "Kim"))


def _curtain() -> Screen[Any]:
    return Curtain(
        SEATS[1], TURN, seats=SEATS, committed=frozenset({"white_house"}), team="Chollima",
        players="Min-jun, Ada", another=True, back=True, pin="may",
    )  # fmt: skip


def _open_table() -> Screen[Any]:
    """Three turns were carried out; in the second nobody said a word."""
    clock = Clock(0)
    clock.call("talk", 60, 4)
    clock.hold()  # a picture stands still
    said = RoundupView((), (), (), ((SEATS[3], "Nothing that is signed in a hurry will bind us."),))
    past = ((3, ROUNDUP), (2, RoundupView((), (), ())), (1, said))
    return OpenTable(TURN, SEATS, past, clock)


SHOWN: list[tuple[str, Callable[[], Screen[Any]], Sequence[str]]] = [
    ("menu", Menu, ()),
    ("menu-message", lambda: Menu("The save is damaged at record 3. Nothing was changed."), ()),
    ("menu-help", Menu, ("f1",)),
    ("shelf-empty", SavesScreen, ()),
    ("choose", ChooseScenario, ()),
    ("alone", lambda: ChooseSeat(mini()), ()),
    ("lesson", lambda: LessonScreen(a_lesson()), ("down", "down")),
    ("class", lambda: ClassForm(None, "Lovelace, Ada\nno 1\nBob, Robert\n1", keep=not_kept), ()),
    ("table", lambda: Seating(mini(), Path("saves/monday.toml")), ("down",)),
    ("table-wrong", lambda: Seating(mini(), Path("README.md")), ("f10",)),
    ("briefing", lambda: Briefing(mini(), _setups(), "saves/monday.toml"), ()),
    ("briefing-long", lambda: Briefing(mini(), _setups(), "", people=True), ("l",)),
    ("role", lambda: RoleCard(fresh().view("halden"), mini()), ()),
    ("role-long", lambda: RoleCard(fresh().view("halden"), mini()), ("l",)),
    ("curtain", _curtain, ()),
    ("curtain-pin", lambda: Curtain(SEATS[1], TURN, seats=SEATS, pin="has", notice="Seoul has a PIN."), ()),
    ("roundup", lambda: RoundupScreen(ROUNDUP, PUBLIC, REVEAL), ()),
    (
        "roundup-begin",
        lambda: RoundupScreen(
            RoundupView((), NEWS[1:], ()), LONE_PUBLIC, (), None, {"beijing"}, ("A word.",)
        ),
        (),
    ),
    ("open-table", _open_table, ()),
    ("open-table-deeds", _open_table, ("d",)),
    ("paper", lambda: FrontPageScreen(PUBLIC), ()),
    ("paper-quiet", lambda: FrontPageScreen(LONE_PUBLIC), ()),
    ("roster", _roster, ("enter", *"Ada", "enter")),
    ("roster-allow", _roster, ("enter",)),
    ("roster-pin", _roster, ("down", "p")),
    ("people", _people, ("down", "right", "enter")),
    ("roster-late", _roster, ("down", "down", "enter")),
    ("roster-help", _roster, ("f1",)),
    ("reveal-begin", lambda: RevealScreen(TURN, (LAST_DIE,)), ()),
    ("reveal", lambda: RevealScreen(TURN, REVEAL), ("space", "space")),
    ("reveal-die", lambda: RevealScreen(TURN, (*REVEAL, LAST_DIE)), ("s", *["space"] * 6)),
    ("guess", lambda: GuessScreen(SEATS[0], DECKS), ("2", "space")),
    ("ending-paper", lambda: EndingScreen(END, PUBLIC), ("right", "p")),
    ("ending-agreement", lambda: EndingScreen(END, PUBLIC), ["space"] * 5),
    ("ending-table", lambda: EndingScreen(END, PUBLIC), ("right", "right", *["space"] * 3)),
    ("ending-lines", lambda: EndingScreen(END, PUBLIC), ("right", "right", "l")),
    ("ending-verdict", lambda: EndingScreen(END, PUBLIC), (*["right"] * 3, *["space"] * 4)),
    ("ending-broken", lambda: EndingScreen(evolve(END, agreements=(), broken=2), PUBLIC), ()),
    ("replay", lambda: Replay(played()), ("right", "4")),
    ("replay-seat", lambda: Replay(played()), ("end", "e", "e", "2")),
    ("replay-begun", lambda: Replay(fresh()), ("e", "tab")),
    (
        "not-saved",
        lambda: NotSavedBox("saves/monday.toml: the disk is full.", Path("/home/ada/x.toml"), again=True),
        (),
    ),
]


@pytest.mark.parametrize(("name", "make", "keys"), [pytest.param(*case, id=case[0]) for case in SHOWN])
async def test_screen(
    name: str, make: Callable[[], Screen[Any]], keys: Sequence[str], golden: Golden
) -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(make())
        await pilot.pause()
        await app.workers.wait_for_complete()
        for key in keys:
            await tap(pilot, key)
            await settle(pilot)  # what a key does may hang on what is seen: Space scrolls first
        small = await settle(pilot)
        await pilot.resize_terminal(*LARGE)
        large = await settle(pilot)
    golden(small, f"{name}-{SMALL[0]}")
    golden(large, f"{name}-{LARGE[0]}")


def test_agreement_of_the_sample_is_still_open() -> None:
    assert AGREEMENT.survived is None
