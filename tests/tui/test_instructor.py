"""The instructor's key at the table: from every page, behind a PIN where one is set; what each power does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.tui.games import fresh, no_roles, ordered
from tests.tui.screens import LARGE, SMALL, at_table, on, screen_text, settle, tap, through, until
from tests.tui.test_exchange import answers, asked, at_the_bridge, begun
from tests.tui.test_flow import LET_GO
from tests.tui.test_variations import begin
from wargame.rules.orders import Orders
from wargame.session import Game, GameLog, SeatSetup, Settings
from wargame.session.instructor import Instructor
from wargame.tui import clock as clocks
from wargame.tui.app import WargameApp
from wargame.tui.curtain import Curtain
from wargame.tui.desk.boxes import AskForecast, AskNote, AskReasons, AskSentence
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.desk.proposal_form import ProposalForm
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.exchange import ExchangeScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.handover import HandoverCard
from wargame.tui.instructor.pin import SetInstructorsPin
from wargame.tui.instructor.powers import BackTo, Powers, Say
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm, Help
from wargame.tui.page import Dialog
from wargame.tui.pin import AskPin
from wargame.tui.program import STEPS
from wargame.tui.replay import Replay
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen
from wargame.tui.umpire.boxes import AskInject, AskNews
from wargame.tui.umpire.curtain import UmpiresCurtain
from wargame.tui.umpire.screen import UmpireStop
from wargame.tui.variations import VariationsScreen
from wargame.tui.widgets.line import Line

PIN = "4711"


@pytest.fixture(autouse=True)
def _own_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


async def opened(pilot: Pilot[Any], *, pin: str = "") -> None:
    """Open the instructor's box."""
    await tap(pilot, "ctrl+r")
    if pin:
        await on(pilot, AskPin)
        await tap(pilot, *pin, "enter")
    await on(pilot, Powers)


async def says(pilot: Pilot[Any], text: str) -> None:
    """Wait until this stands on the screen."""
    await until(pilot, lambda: text in " ".join(screen_text(pilot.app).split()))


async def test_in_the_midst_of_a_letter_nothing_is_lost_and_no_desk_shows_through(tmp_path: Path) -> None:
    """A message to all; the turn is ended, for a seat that had ordered and one that had not, then the game;
    and from its end it goes back to the first turn."""
    game = fresh(no_roles(), save=tmp_path / "a.toml", commission="closed")
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, Curtain, DeskScreen)
        await settle(pilot)
        await tap(pilot, "5", "enter", "3", "n")
        await on(pilot, LetterForm)
        await tap(pilot, *"Dear")
        await opened(pilot)
        text = screen_text(app)
        assert "Dear" not in text
        assert "Halden" not in text
        await tap(pilot, "s")
        await on(pilot, Say)
        await tap(pilot, "enter")
        await says(pilot, "There are no words.")
        await tap(pilot, *"Ten minutes", "enter")
        await on(pilot, Curtain)
        await says(pilot, "The instructor: Ten minutes.")
        assert "Dear" not in screen_text(app)
        await tap(pilot, "enter")
        await on(pilot, LetterForm)  # where it was left, with what was in it
        await says(pilot, "Dear")
        await says(pilot, "The instructor: Ten minutes.")
        await opened(pilot)
        await tap(pilot, "escape")  # nothing is done
        await through(pilot, Curtain, LetterForm)
        await opened(pilot)
        await tap(pilot, "t")
        await on(pilot, Confirm)
        await says(pilot, "Halden and Sarvia: what is composed")
        await tap(pilot, "y")
        await on(pilot, RoundupScreen)
        assert game.turn == 2
        given = game.turns[0].orders
        assert len(given["halden"].moves) == 1
        assert not given["halden"].letters
        assert given["sarvia"].defaulted
        await says(pilot, "Halden gave what it had, as the instructor ended the turn.")
        await says(pilot, "Sarvia got its default, as the instructor ended the turn.")
        await through(pilot, RoundupScreen, Curtain)
        await tap(pilot, "enter")
        for keys in (("1", "2"), ("n",)):  # what is meant for the desk gets into no letter
            await on(pilot, Confirm)
            await says(pilot, "A letter to Sarvia was not sent")
            await says(pilot, "Dear")
            if keys != ("n",):
                await opened(pilot)  # and set aside it stays
                await tap(pilot, "escape")
                await through(pilot, Curtain, Confirm)
            await tap(pilot, *keys)
        await on(pilot, LetterForm)
        assert app.screen.query_one("#text", TextArea).text == "Dear"
        await opened(pilot)
        await tap(pilot, "e")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, GuessScreen)
        assert game.broken == 1
        await tap(pilot, "s")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, EndingScreen)
        assert "ended the turn" not in await settle(pilot)  # the page before the end told it
        await opened(pilot)
        await tap(pilot, "r")
        await on(pilot, BackTo)
        await tap(pilot, "1", "enter", *"Again", "enter")
        await through(pilot, RoundupScreen, Curtain, LetterForm)
        (desk,) = (screen for screen in app.screen_stack if isinstance(screen, DeskScreen))
        assert desk.draft.orders.moves == given["halden"].moves  # what was ordered then, to be changed
        assert (game.turn, game.over, game.committed) == (1, False, set())
    assert GameLog.read(tmp_path / "a.toml").verify() == []


async def test_it_works_at_the_end_when_a_variation_was_played_from_there(tmp_path: Path) -> None:
    game = fresh(save=tmp_path / "a.toml")
    while not game.over:
        for seat in game.waiting:
            game.commit(seat, Orders())
        game.resolve()
    for seat in game.guessing:
        game.guess(seat, {})
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, EndingScreen)
        await settle(pilot)
        app.run_worker(app.vary(game, 1), group=STEPS)  # as the guided debrief does
        await on(pilot, VariationsScreen)
        await begin(pilot, 2, "people")
        for page in (RoundupScreen, VariationsScreen):
            await on(pilot, page)
            await settle(pilot)
            await asyncio.sleep(LET_GO)
            await tap(pilot, "escape")
        await on(pilot, EndingScreen)
        await settle(pilot)
        await opened(pilot)


async def test_it_goes_back_from_the_midst_of_an_exchange_and_what_was_undone_is_kept(tmp_path: Path) -> None:
    game = at_the_bridge(save := tmp_path / "a.toml")
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await tap(pilot, "h")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await asked(pilot, "sarvia")
        await opened(pilot)
        await tap(pilot, "r")
        await on(pilot, BackTo)
        await tap(pilot, "3", "enter", *"x", "enter")
        await says(pilot, "Which turn? A number, 1 to 2.")
        await tap(pilot, "2", "enter", "backspace", "enter")  # what was written before stayed
        await says(pilot, "Without a reason it stays as it is.")
        await tap(pilot, *"Not meant", "enter")
        await on(pilot, RoundupScreen)
        await says(pilot, "The game went back to turn 2: Not meant.")
        assert (game.turn, game.committed, len(game.undone)) == (2, set(), 1)
        assert [reply.answer for reply in game.undone[0].turns[0].replies] == ["hold"]
        await through(pilot, RoundupScreen, Curtain)
        await says(pilot, "The game went back to turn 2: Not meant.")
    log = GameLog.read(save)
    assert log.verify() == []
    assert log.undone[0].reason == "Not meant"


async def test_what_a_machine_ordered_lies_on_no_desk_of_the_people_who_have_its_seat_now() -> None:
    game = fresh(no_roles(), sarvia="ai", commission="closed")
    for seat in ("halden", "sarvia"):
        game.commit(seat, Orders(say="Peace."))
    game.resolve()
    game.reseat("sarvia", SeatSetup(players="Ada"))
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await opened(pilot)
        await tap(pilot, "r")
        await on(pilot, BackTo)
        await tap(pilot, "1", "enter", *"Again", "enter")
        found = {}
        for seat in ("halden", "sarvia"):
            if seat == "halden":
                await through(pilot, RoundupScreen, Curtain)
            else:
                await until(pilot, lambda: isinstance(app.screen, Curtain) and app.screen.seat.id == "sarvia")
            await tap(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, HandoverCard | DeskScreen))
            if isinstance(app.screen, HandoverCard):
                await through(pilot, HandoverCard, DeskScreen)
            await on(pilot, DeskScreen)
            desk = app.screen
            assert isinstance(desk, DeskScreen)
            found[seat] = desk.draft.orders.say
            if seat == "halden":
                await tap(pilot, "g")
                await on(pilot, Commit)
                await tap(pilot, "enter")
        assert found == {"halden": "Peace.", "sarvia": ""}
        app.exit(0)


async def test_in_an_exchange_the_turn_ends_with_whoever_is_asked_holding(tmp_path: Path) -> None:
    game = at_the_bridge(save := tmp_path / "a.toml")
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await opened(pilot)
        await tap(pilot, "t")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, ExchangeScreen)
        assert set(answers(game)) == {"hold"}
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
        await says(pilot, "held, as the instructor ended the turn.")
    assert GameLog.read(save).verify() == []


async def test_where_a_pin_is_set_it_is_asked_for_and_wrong_ones_are_told_to_everybody(
    tmp_path: Path,
) -> None:
    Instructor().set(PIN)
    game = fresh(no_roles(), save=tmp_path / "a.toml")
    game.lock("halden", "1234")
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, Curtain)
        await tap(pilot, "w")  # as everybody could before
        await on(pilot, AskPin)
        await tap(pilot, *"1234", "enter")
        await says(pilot, "That is not it.")
        await tap(pilot, "escape")
        await on(pilot, Curtain)
        await says(pilot, "The instructor's PIN was tried once, wrongly.")
        await tap(pilot, "enter")
        await on(pilot, AskPin)
        for wrong in ("0000", "1111", "2222"):
            await tap(pilot, *wrong, "enter")
        await says(pilot, "not its PIN")
        await tap(pilot, *"3333", "enter")
        await says(pilot, "Too many wrong PINs.")
        await tap(pilot, "escape")
        await on(pilot, Curtain)
        await says(pilot, "Halden's PIN was tried 3 times, wrongly.")
        await opened(pilot, pin=PIN)
        await tap(pilot, "w")
        await on(pilot, Roster)
        await tap(pilot, "p", "down", "c", "y")
        await says(pilot, "closed")
        await tap(pilot, "escape")
        await on(pilot, Curtain)
        assert not game.locked
        assert game.setups["sarvia"].kind == "closed"
        await says(pilot, "Sarvia was closed, as the instructor allowed.")
        await opened(pilot, pin=PIN)
        await tap(pilot, "b")
        await on(pilot, Say)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await says(pilot, "This turn is marked.")
        assert len(game.bookmarks) == 1
    told = [incident.words for incident in GameLog.read(tmp_path / "a.toml").incidents]
    assert told == [
        "was given a PIN",
        "'s PIN was tried once, wrongly",
        "'s PIN was tried 3 times, wrongly",
        "was closed, as the instructor allowed",
        "was rid of its PIN, as the instructor allowed",
    ]


async def test_the_clocks_keys_and_the_end_ask_for_the_pin_too(tmp_path: Path) -> None:
    Instructor().set(PIN)
    settings = Settings(turn_minutes=7)
    app = at_table(Game.new(no_roles(), seed=7, save=tmp_path / "a.toml", settings=settings))
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, Curtain)
        clock = app.clock
        assert clock is not None
        done: Callable[[], bool]
        for keys, done in (("ctrl+l", lambda: clock.held), ("ctrl+y", lambda: clock.left() > 7 * 60)):
            await tap(pilot, keys)
            await on(pilot, AskPin)
            await tap(pilot, "escape")
            assert not done()
            await tap(pilot, keys)
            await on(pilot, AskPin)
            await tap(pilot, *PIN, "enter")
            await until(pilot, done)
        await opened(pilot, pin=PIN)
        await says(pilot, "Start the clock")
        await tap(pilot, "p")
        await on(pilot, Curtain)
        assert not clock.held


BOXES: list[tuple[type[Dialog[Any]], tuple[str, ...]]] = [
    (LetterForm, ("3", "n")),
    (ProposalForm, ("4", "n")),
    (AskReasons, ("5", "a")),
    (AskForecast, ("6", "f")),
    (AskNote, ("6", "end", "up", "enter")),
    (AskSentence, ("6", "s")),
    (Confirm, ("3", "n", "end", "x", "escape")),
    (Commit, ("g",)),
    (Confirm, ("escape",)),
    (Confirm, ("ctrl+d",)),
]


@pytest.mark.parametrize(("box", "opens"), BOXES)
async def test_in_every_box_of_the_desk_the_clocks_keys_work_and_its_help_lists_what_does(
    box: type[Dialog[Any]], opens: tuple[str, ...], tmp_path: Path
) -> None:
    Instructor().set(PIN)
    settings = Settings(turn_minutes=7)
    app = at_table(Game.new(no_roles(), seed=7, save=tmp_path / "a.toml", settings=settings))
    async with app.run_test(size=LARGE) as pilot:
        await through(pilot, RoundupScreen, Curtain, DeskScreen)
        clock = app.clock
        assert clock is not None
        await settle(pilot)
        await tap(pilot, *opens)
        await on(pilot, box)
        await tap(pilot, "f1")
        await on(pilot, Help)
        listed = (await settle(pilot)).partition("Everywhere")[2]
        assert [key for key in ("Ctrl+L", "Ctrl+Y", "Ctrl+R", "Ctrl+D") if key not in listed] == []
        assert [key for key in ("P Ctrl+L", "Ctrl+T", "Ctrl+P", "Ctrl+E") if key in listed] == []
        assert ("? Ctrl+G F1" in listed) == (box not in (LetterForm, AskReasons, AskNote, AskSentence))
        await tap(pilot, "escape")
        await on(pilot, box)
        done: Callable[[], bool]
        for key, done, said in (
            ("ctrl+l", lambda: clock.held, "The clock stands."),
            ("ctrl+y", lambda: clock.left() > 7 * 60, "There is a minute more."),
        ):
            await tap(pilot, key, key)  # and the second asks no second time
            await on(pilot, AskPin)
            await tap(pilot, *PIN, "enter")
            await until(pilot, done)
            await on(pilot, box)
            await says(pilot, said)
        await opened(pilot, pin=PIN)
        app.exit(0)


async def test_the_end_asks_for_the_pin_before_the_question() -> None:
    Instructor().set(PIN)
    game = fresh(no_roles())
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "e", *PIN, "enter")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, GuessScreen)
        assert game.broken == 1


async def test_the_instructors_pin_is_set_and_changed_on_the_menu() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Menu())
        await on(pilot, Menu)
        for keys, told in (
            (("4711", "4712"), "two different ones"),
            (("47", "47"), "4 to 8 digits"),
            (("4711", "4711"), "The instructor's PIN is set."),
        ):
            await tap(pilot, "ctrl+r")
            await on(pilot, SetInstructorsPin)
            await tap(pilot, *(key for word in keys for key in (*word, "enter")))
            assert told in " ".join((await settle(pilot)).split())
            if told[0] != "T":
                await tap(pilot, "escape")
                await on(pilot, Menu)
        await tap(pilot, "ctrl+r")
        await on(pilot, SetInstructorsPin)
        for word in ("0000", "0815", "0815"):
            await tap(pilot, *word, "enter")
        await says(pilot, "That is not the PIN that there is.")
        for word in ("4711", "0815", "0815"):
            await tap(pilot, *word, "enter")
        await on(pilot, Menu)
        assert Instructor().tries("0815")


async def test_who_opens_the_lid_hours_later_finds_the_curtain_and_no_time_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the clock of the system goes on meanwhile; where it stands there is nothing to take off."""
    hours = [timedelta()]

    class Clocks:
        def monotonic(self) -> float:
            return 1000 + hours[0].total_seconds()

        def now(self, tz: object) -> datetime:
            return datetime(2026, 11, 29, tzinfo=UTC) + hours[0]

    monkeypatch.setattr(clocks, "time", Clocks())
    monkeypatch.setattr(clocks, "datetime", Clocks())
    settings = Settings(minutes=50, turn_minutes=7, clock="acts")
    game = Game.new(no_roles(), seed=7, save=tmp_path / "a.toml", settings=settings)
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, Curtain, DeskScreen)
        await settle(pilot)
        await tap(pilot, "3", "n")
        await on(pilot, LetterForm)
        await tap(pilot, *"Dear")
        assert app.clock is not None
        left = app.clock.left()
        hours[0] = timedelta(hours=14)
        await on(pilot, Curtain)
        assert "Dear" not in screen_text(app)
        assert app.clock.left() == left
        assert not game.committed
        await tap(pilot, "enter")
        await on(pilot, LetterForm)
        await says(pilot, "Dear")
        await settle(pilot)
        assert isinstance(app.screen, LetterForm)  # once is enough


async def test_the_replay_of_a_game_that_goes_on_opens_as_the_public_and_takes_the_instructors_pin(
    tmp_path: Path,
) -> None:
    game = fresh(save=tmp_path / "a.toml", code="open sesame")
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    for known in (False, True):
        if known:
            Instructor().set(PIN)
        log = GameLog.read(tmp_path / "a.toml")
        app = WargameApp(theme="ink", animations="none")
        async with app.run_test(size=SMALL) as pilot:
            app.push_screen(Replay(log))
            await on(pilot, Replay)
            await says(pilot, "This is what everybody could see")
            await tap(pilot, "ctrl+r")
            if not known:
                assert isinstance(app.screen, Replay)
                continue
            await on(pilot, AskPin)
            await tap(pilot, *"0000", "enter")
            await says(pilot, "That is not it.")
            assert log.veiled
            await tap(pilot, *PIN, "enter")
            await on(pilot, Replay)
            assert not log.veiled
            assert app.screen.look.eye == "everything"


async def test_at_the_umpires_stop_nothing_written_is_lost_and_the_umpire_can_go(
    tmp_path: Path,
) -> None:
    game = ordered(save=tmp_path / "a.toml")
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await through(pilot, RoundupScreen, UmpiresCurtain, UmpireStop)
        await settle(pilot)
        await tap(pilot, "i")
        await on(pilot, AskNews)
        await tap(pilot, "0")
        await on(pilot, AskInject)
        await tap(pilot, *"Rumour", "ctrl+r")
        await says(pilot, "Keep or leave first what is written here.")
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await on(pilot, UmpireStop)
        await opened(pilot)
        await tap(pilot, "u")
        await until(pilot, lambda: game.turn == 2)
        assert not game.umpired


async def test_what_is_too_long_to_be_said_to_all_is_not_cut_in_silence() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Say("Say to all", "Everybody reads it.", "Say it"))
        await on(pilot, Say)
        app.post_message(Paste("x" * 300))
        await says(pilot, "Too long: 200 characters fit here, the rest is left out.")
        await tap(pilot, "backspace", "y", "z")
        await says(pilot, "Too long: 200 characters fit here, the rest is left out.")
        assert len(app.screen.query_one(Line).value) == 200
