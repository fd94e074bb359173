"""People at the table: who leads, what observers say, what whoever takes a seat over is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.games import mini
from tests.tui.screens import LARGE, SMALL, at_table, on, screen_text, settle, tap, until
from wargame.debrief.sections.handover import handover
from wargame.ids import SeatId
from wargame.rules.orders import Letter, Orders
from wargame.session import Game, SeatSetup, Settings
from wargame.session.live import load
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.curtain import Curtain
from wargame.tui.desk.reading import Reading
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.handover import HandoverCard
from wargame.tui.instructor.people import PeopleScreen
from wargame.tui.instructor.powers import Powers
from wargame.tui.modals import Confirm
from wargame.tui.observers import AskAnalyst, AskHeadline
from wargame.tui.role import RoleCard
from wargame.tui.roundup import RoundupScreen

PAIRS = {
    "halden": SeatSetup(team="Water", players="Ada, Ben"),
    "sarvia": SeatSetup(players="Cy"),
    "commission": SeatSetup("closed"),
}
WATCHED = Settings(press="Zoe, Max", analyst="Kim")


async def test_observers_have_their_word_before_the_desks_and_a_curtain_names_the_lead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Game.new(mini(), seed=7, seats=PAIRS, settings=WATCHED, save=tmp_path / "x.toml")
    app = at_table(game)
    async with app.run_test(size=LARGE) as pilot:
        await on(pilot, AskHeadline)
        assert "Zoe has the keyboard" in screen_text(app)
        await until(pilot, lambda: load(tmp_path / "x.toml.live").showing.phase == "press")
        box = app.screen
        await tap(pilot, "ctrl+r")
        await on(pilot, Powers)
        await tap(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, AskHeadline) and app.screen is not box)
        await tap(pilot, "enter")
        await until(pilot, lambda: "There is no headline yet" in screen_text(app))
        await tap(pilot, *"Calm")
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
        assert "Press desk: Calm" in await settle(pilot)
        await tap(pilot, "space")
        monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 60.0)
        await tap(pilot, "enter", "enter")  # the second is of the same hand, and no answer
        await on(pilot, AskAnalyst)
        monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 0.0)
        assert "Kim has the keyboard" in screen_text(app)
        await until(pilot, lambda: load(tmp_path / "x.toml.live").showing.phase == "analyst")
        await tap(pilot, "1", "backspace", "enter")
        await until(pilot, lambda: "There is no forecast yet" in screen_text(app))
        await tap(pilot, "7", "5", "enter")
        await on(pilot, Curtain)
        assert "Lead this turn: Ada. Adviser: Ben." in await settle(pilot)
        assert game.foreseen[1].percent == 75
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        assert "lead: Ada" in await settle(pilot)
        await tap(pilot, "f10")
        await until(pilot, lambda: "commit" in screen_text(app).lower())
        await tap(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        assert "Lead this turn" not in await settle(pilot)  # one alone needs nobody to tell her
    assert game.headlines[1].text == "Calm"


async def test_the_content_note_is_read_before_the_brief() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Briefing(mini(), PAIRS, "x.toml"))
        await on(pilot, Briefing)
        seen = await settle(pilot)
        assert seen.index("CONTENT NOTE") < seen.index(mini().short[:20])


async def test_whoever_takes_a_seat_over_reads_once_what_it_knows_and_again_with_a_key() -> None:
    game = Game.new(mini(), seed=7, seats={**PAIRS, "halden": SeatSetup("ai", "random")})
    game.commit("sarvia", Orders(letters=(Letter("halden", "The gauge is yours."),)))
    game.commit("halden", Orders())
    game.resolve()
    game.reseat("halden", SeatSetup(players="Dee"))
    app = at_table(game)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "enter")
        await on(pilot, RoleCard)  # no people of its have read it
        await tap(pilot, "enter")
        await on(pilot, HandoverCard)
        card = app.screen
        assert "HALDEN: TO TAKE IT OVER" in await settle(pilot)
        assert isinstance(card, HandoverCard)
        door = game.seat("halden")
        assert tuple(card.card) == handover(door, role_read=True) != handover(door)  # it has just been read
        await tap(pilot, "escape")  # not yet
        await on(pilot, Curtain)
        await tap(pilot, "enter")
        await on(pilot, RoleCard)
        await tap(pilot, "enter")
        await on(pilot, HandoverCard)
        assert app.screen is not card
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        await tap(pilot, "h")
        await on(pilot, Reading)
        assert "The hand-over card" in await settle(pilot)
        await tap(pilot, "escape", "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, Curtain)
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)  # it was told once
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, Curtain)
        await tap(pilot, "h")
        await on(pilot, HandoverCard)
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)


async def test_the_instructor_swaps_who_leads_and_who_observes_of_a_running_game(tmp_path: Path) -> None:
    """By keys alone, faster than screens open; a seat whose orders are in has new people in the next turn."""
    game = Game.new(mini(), seed=7, seats=PAIRS, settings=Settings(analyst="Kim"), save=tmp_path / "x.toml")
    for seat in game.waiting:
        game.commit(seat, Orders())
    game.resolve()
    game.foresee(30)
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert "Lead this turn: Ben. Adviser: Ada." in await settle(pilot)
        await tap(pilot, "ctrl+r", "l", "down", "enter", "escape")  # Ada leads
        await until(pilot, lambda: "Lead this turn: Ada. Adviser: Ben." in screen_text(app))
        assert "Other people have the keyboard, from now on." in await settle(pilot)
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)  # they know their seat: no hand-over card
        await tap(pilot, "f10")
        await until(pilot, lambda: "commit" in screen_text(app).lower())
        await tap(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
        await tap(pilot, "ctrl+r", "l")
        await on(pilot, PeopleScreen)
        await until(pilot, lambda: "leads from turn 3 on" in screen_text(app))
        # Ben, who leads next, changes with Cy; Fay comes from elsewhere and observes.
        await tap(pilot, "right", "up", "left", "n", *"Fay", "enter", "right", "right", "escape")
        await until(pilot, lambda: game.observers().press == "Fay")
        text = await settle(pilot)
        assert "Other people have the keyboard, where orders are in, from the next turn on." in text
        assert game.setups[SeatId("sarvia")].players == "Ben"
        assert game.setups[SeatId("halden")].players == "Ada, Cy", "Ada leads in turn 3"
        assert game.held_by("halden", 2).players == "Ben, Ada"
        await tap(pilot, "enter")
        await on(pilot, HandoverCard)
        assert "Lead this turn: Ben." in await settle(pilot)
