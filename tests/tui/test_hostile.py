"""Markup, actions, control characters and tricks with direction, in every text, through every screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.screen import Screen

from tests.tui.games import (
    HAND,
    HOSTILE,
    a_lesson,
    always,
    exchange,
    followed,
    fresh,
    hostile_scenario,
    not_kept,
    ordered,
    play_out,
    unsent,
)
from tests.tui.screens import LARGE, screen_text, settle, tap, until
from wargame.analysis.results import Budget
from wargame.debrief.text import variations_blocks
from wargame.ids import ObjectiveId
from wargame.rules.orders import Injection, Ruling
from wargame.rules.views import Cable
from wargame.session import Game, SeatSetup
from wargame.session.people import Chairs
from wargame.session.seat import looking
from wargame.session.setup import Observers
from wargame.tui.app import WargameApp
from wargame.tui.beside import Beside
from wargame.tui.briefing import Briefing
from wargame.tui.choose import ChooseScenario
from wargame.tui.classes.choose import ChooseClass
from wargame.tui.classes.form import ClassForm
from wargame.tui.classes.lesson import LessonScreen
from wargame.tui.curtain import Curtain
from wargame.tui.deck.screen import Deck
from wargame.tui.desk.card import CardDesk
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.exchange import ExchangeScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.handover import HandoverCard
from wargame.tui.instructor.people import PeopleScreen
from wargame.tui.menu import Menu
from wargame.tui.observers import AskAnalyst, AskHeadline
from wargame.tui.open_table import OpenTable
from wargame.tui.paper import FrontPageScreen
from wargame.tui.pin import AskPin, SetPin
from wargame.tui.replay import Replay
from wargame.tui.reveal import RevealScreen
from wargame.tui.role import RoleCard
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saves import SavesScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.seating import Seating
from wargame.tui.umpire.curtain import UmpiresCurtain
from wargame.tui.umpire.screen import UmpireStop
from wargame.tui.untrusted import plain
from wargame.tui.variations import Name, NewVariation, VariationsScreen
from wargame.tui.watch.room import ClassScreen
from wargame.tui.watch.screen import WatchScreen


class Pwned(WargameApp):
    """The app, with an action that nobody may be able to trigger."""

    pwned = False

    def action_pwn(self) -> None:
        self.pwned = True


def game() -> Game:
    """A game in which every text is hostile, played to its end."""
    chosen = hostile_scenario()
    seats = {seat: SeatSetup("people", "", HAND, HAND) for seat in chosen.seats}
    return play_out(Game.new(chosen, seed=7, seats=seats))


PLAYED = game()
BEGUN = fresh(hostile_scenario())
STOPPED = ordered(hostile_scenario())
STOPPED.rule(Ruling(STOPPED.rules.seats[0], 0, HAND, grade="success"))
STOPPED.inject(Injection(headline=HAND, text=HAND, reason=HAND, to=(STOPPED.rules.seats[0],)))
HERE = PLAYED.public()

SCREENS: list[tuple[str, Callable[[], Screen[Any]], Sequence[str]]] = [
    ("menu", lambda: Menu(HAND), ()),
    ("shelf", SavesScreen, ()),
    ("choose", ChooseScenario, ()),
    ("classes", lambda: ChooseClass(HAND), ()),
    ("lesson", lambda: LessonScreen(a_lesson(PLAYED.scenario, HAND), HAND), ("down", "right", "space")),
    ("class", lambda: ClassForm(a_lesson(PLAYED.scenario, HAND).file, HAND, keep=not_kept), ()),
    ("table", lambda: Seating(PLAYED.scenario, Path(HAND), PLAYED.setups), ()),
    ("briefing", lambda: Briefing(PLAYED.scenario, PLAYED.setups, HAND), ("l",)),
    ("role", lambda: RoleCard(BEGUN.view("halden"), BEGUN.scenario), ("l",)),
    ("hand-over", lambda: HandoverCard.of(looking(PLAYED, "halden")), ("space", "space")),
    (
        "curtain",
        lambda: Curtain(
            HERE.seats[0], HERE.turn, seats=HERE.seats, team=HAND, players=HAND, chairs=Chairs(HAND, HAND)
        ),
        (),
    ),
    (
        "roundup",
        lambda: RoundupScreen(PLAYED.roundup(2), HERE, PLAYED.reveal(1), notices=(HAND,)),
        ("space",),
    ),
    ("open-table", lambda: OpenTable(HERE.turn, HERE.seats, [(1, PLAYED.roundup(2))]), ("d", "space")),
    ("press", lambda: AskHeadline(HAND, HERE.news), ("x", "enter")),
    ("analyst", lambda: AskAnalyst(HAND, BEGUN.question), ("down",)),
    ("paper", lambda: FrontPageScreen(HERE), ()),
    ("roster", lambda: Roster(HERE.seats, PLAYED.setups, locked=frozenset(PLAYED.setups)), ("enter", "p")),
    (
        "people",
        lambda: PeopleScreen(
            HERE.seats,
            {id: evolve(setup, kind="people", players=HAND) for id, setup in PLAYED.setups.items()},
            Observers(HAND, HAND),
            2,
            others=(HAND,),
        ),
        ("right", "enter"),
    ),
    ("pin", lambda: AskPin(plain(HAND, 200), lambda pin: "No."), ("enter",)),
    ("pin-set", lambda: SetPin(plain(HAND, 200)), ("enter", "enter")),
    ("message", lambda: Curtain(HERE.seats[0], HERE.turn, notice=f"The instructor: {HAND}"), ()),
    ("exchange", lambda: ExchangeScreen(exchange(PLAYED.scenario, "climb", "hold"), HERE.turn), ("space",)),
    (
        "exchange-asked",
        lambda: ExchangeScreen(exchange(PLAYED.scenario, "climb"), HERE.turn, notice=HAND),
        (),
    ),
    ("umpires-curtain", lambda: UmpiresCurtain(HERE.turn, HAND), ()),
    ("umpires-stop", lambda: UmpireStop(STOPPED, always), ("down", "a", "down", "end", "up", "space")),
    ("ruling", lambda: UmpireStop(STOPPED, always), ("r", "escape", "n", "escape")),
    ("news", lambda: UmpireStop(STOPPED, always), ("i", "1", "right", "down")),
    ("reveal", lambda: RevealScreen(HERE.turn, PLAYED.reveal(1)), ("space", "space")),
    ("guess", lambda: GuessScreen(HERE.seats[0], [(HERE.seats[1], ((ObjectiveId(HAND), HAND),))]), ("1",)),
    (
        "ending",
        lambda: EndingScreen(PLAYED.end(), HERE),
        ("space", "right", "space", "right", "space", "right"),
    ),
    ("replay", lambda: Replay(PLAYED), ("2", "3", "4", "e", "2", "4", "e", "3", "4")),
    (
        "deck",
        lambda: Deck(PLAYED, budget=Budget(30, 5, 1), jobs=0),
        ("enter", *("right",) * 9, "8", "w", "enter"),
    ),
    ("variations", lambda: VariationsScreen(varied()), ()),
    ("variation", lambda: NewVariation(PLAYED, 2), ("down", "down", "down")),
    ("beside", lambda: Beside(variations_blocks(varied())), ("space",)),
    ("groups", lambda: Replay(PLAYED), ("o", "enter", "space")),
    ("variation-name", lambda: Name(HAND, HAND), ()),
    ("watch", lambda: WatchScreen(followed(HAND)), ("m", "s", "p", "t")),
    ("class", lambda: ClassScreen(followed(HAND).parent), ("o", "enter")),
    ("trouble", lambda: NotSavedBox(HAND, Path(HAND), again=True), ()),
    (
        "card",
        lambda: CardDesk(BEGUN.seat("halden").card(), BEGUN.seat("halden"), unsent),
        ("2", "d", "space"),
    ),
    ("desk", lambda: DeskScreen(BEGUN.seat("halden"), unsent), ("2", "3", "4", "5", "6")),
]


def varied() -> Game:
    """The same with a variation of a hostile name."""
    if not PLAYED.variations:
        play_out(PLAYED.vary(2, name=HAND, comment=HAND, seats=PLAYED.setups))
    return PLAYED


def dangers(app: WargameApp) -> list[str]:
    """Live actions, and characters that a terminal would act on, among what is painted now."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            meta = segment.style.meta if segment.style is not None else {}
            if "@click" in meta and "pwn" in str(meta["@click"]):
                found.append(f"a live action: {meta['@click']}")
            found += [
                repr(char) for char in segment.text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl"}
            ]
    return found


@pytest.mark.parametrize(("name", "make", "keys"), [pytest.param(*one, id=one[0]) for one in SCREENS])
async def test_hostile_text_is_only_text(
    name: str, make: Callable[[], Screen[Any]], keys: Sequence[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    save = tmp_path / "[@click=app.pwn]x[red].toml"
    if name in {"shelf", "menu"}:
        play_out(fresh(hostile_scenario(), save=save)).close()
        (tmp_path / "[red]c.toml").write_text("[/")
    monkeypatch.setattr(
        "wargame.session.places.list_saves", lambda samples=True: tuple(sorted(tmp_path.iterdir()))
    )
    _library(monkeypatch)
    app = Pwned(theme="ink", animations="none")
    async with app.run_test(size=LARGE, notifications=True, tooltips=True) as pilot:
        app.push_screen(make())
        await pilot.pause()
        await app.workers.wait_for_complete()
        seen = await settle(pilot)
        if name in {"watch", "class"}:  # a thread reads the save
            await until(pilot, lambda: "[red]" in screen_text(app))
        assert not dangers(app)
        for key in keys:
            await tap(pilot, key)
            seen += await settle(pilot)
            assert not dangers(app)
        assert "[red]" in seen or "a[/b]c" in seen
        await _click_all(app, pilot)
        assert not app.pwned


async def _click_all(app: Pwned, pilot: object) -> None:
    """Click on the first hostile name that is painted."""
    for y, line in enumerate(screen_text(app).splitlines()):
        if (x := line.find("[@click")) >= 0:
            await pilot.click(offset=(x + 20 if x + 20 < LARGE[0] else x, y))  # type: ignore[attr-defined]
            return


def _library(monkeypatch: pytest.MonkeyPatch) -> None:
    from wargame.scenario import shelf

    entry = shelf.Entry("x", HAND, 50, HAND, Path(HAND))
    monkeypatch.setattr(shelf, "library", lambda: (entry,))
    monkeypatch.setattr("wargame.scenario.loader.load", lambda name: hostile_scenario())


async def test_what_is_typed_is_cleaned_before_it_is_kept(tmp_path: Path) -> None:
    app = Pwned(theme="ink", animations="none")
    result: list[object] = []
    async with app.run_test(size=LARGE) as pilot:
        app.push_screen(Seating(hostile_scenario(), tmp_path / "new.toml"), result.append)
        await settle(pilot)
        from textual.widgets import Input

        app.screen.query_one("#team-halden", Input).value = "\u202eBlue \u009b31m[/]"
        await pilot.press("f10")
        await settle(pilot)
    setup = result[0].seats["halden"]  # type: ignore[attr-defined]
    assert setup.team == "Blue 31m[/]"


@pytest.mark.parametrize("text", HOSTILE)
def test_the_door_for_text_lets_nothing_through(text: str) -> None:
    from wargame.tui.untrusted import plain, prose, story, styled

    for content in (plain(text), prose(text), story(text), styled(text, "bold")):
        assert not content.spans or all("click" not in str(span.style) for span in content.spans)
        assert not [
            char for char in content.plain if unicodedata.category(char) in {"Cc", "Cf"} and char != "\n"
        ]


def test_a_cable_of_a_flood_of_words_is_bounded() -> None:
    from wargame.tui.widgets.papers import cable_text

    content = cable_text(Cable(1, "event", "x " * 500_000), HERE.seats[0], 60)
    assert len(content.plain) < 60_000
