"""Keys that people have: every terminal, layout and script; what a key does is what the hand meant."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.content import Content
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

import wargame.tui
from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.desk.sitting import sitting
from tests.tui.games import (
    a_lesson,
    always,
    followed,
    fresh,
    mini,
    not_kept,
    ordered,
    played,
    unsent,
)
from tests.tui.samples import DECKS, END, PUBLIC, REVEAL, ROUNDUP, SEATS, TURN
from tests.tui.screens import SMALL, on, screen_text, settle, tap, until
from wargame.desk.draft import OrdersDraft
from wargame.desk.proposal import ProposalDraft
from wargame.rules.orders import Order, Orders
from wargame.scenario import load
from wargame.session import SeatSetup
from wargame.session.setup import Observers
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.choose import ChooseScenario
from wargame.tui.classes.choose import ChooseClass
from wargame.tui.classes.form import ClassForm
from wargame.tui.classes.lesson import LessonScreen
from wargame.tui.clock import Clock
from wargame.tui.command import Command, key_name
from wargame.tui.curtain import Curtain
from wargame.tui.desk.boxes import AskForecast, AskOptions, AskReasons
from wargame.tui.desk.card import CardDesk
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.desk.panes import TABS, pane_class
from wargame.tui.desk.proposal_form import ProposalForm
from wargame.tui.desk.reading import Reading
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.handover import HandoverCard
from wargame.tui.instructor.people import PeopleScreen
from wargame.tui.instructor.powers import Powers, powers_now
from wargame.tui.layouts import key_at_place
from wargame.tui.menu import Choice, Menu
from wargame.tui.modals import Confirm, Help
from wargame.tui.observers import AskAnalyst, AskHeadline
from wargame.tui.page import Dialog, Page
from wargame.tui.paper import FrontPageScreen
from wargame.tui.pastes import MOST, ShortPastes
from wargame.tui.pin import SetPin
from wargame.tui.replay import Replay
from wargame.tui.reveal import RevealScreen
from wargame.tui.role import RoleCard
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saves import SavesScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.seating import Seating
from wargame.tui.umpire.boxes import AskInject
from wargame.tui.umpire.curtain import UmpiresCurtain
from wargame.tui.umpire.screen import UmpireStop
from wargame.tui.watch.room import ClassScreen
from wargame.tui.watch.screen import WatchScreen
from wargame.tui.widgets.line import Line, Lines
from wargame.tui.widgets.pick import Pick

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PASSED = {
    *LETTERS, *"0123456789", "question_mark", "left_square_bracket", "right_square_bracket", "enter",
    "escape", "comma", "full_stop", "slash", "plus", "minus", "space", "tab", "backspace", "delete",
    "left", "right", "up", "down", "home", "end", "pageup", "pagedown",
    # Not s and q (flow control), z (suspends), h i j m (other keys), a b (prefixes of screen and tmux),
    # v (pastes), n w (browsers).
    *(f"ctrl+{letter}" for letter in "cdefgkloprtuxy"),
}  # fmt: skip
"""Keys that every terminal passes to the program in it, as it comes."""


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


def commands() -> dict[str, Command]:
    """All commands of all screens, boxes and tabs."""
    for module in pkgutil.walk_packages(wargame.tui.__path__, "wargame.tui."):
        importlib.import_module(module.name)
    owners: list[Any] = [
        *_subclasses(Page),
        *_subclasses(Dialog),
        *(pane_class(tab) for tab in TABS),
        WargameApp,
    ]
    return {
        command.id: command
        for owner in owners
        if owner.__module__.startswith("wargame.")
        for command in owner.KEYS
    }


def test_every_command_has_a_key_that_every_terminal_passes_and_shows_it() -> None:
    found = commands()
    assert {"desk.commit", "form.keep", "moves.argue", "replay.play", "app.theme"} <= set(found)
    for command in found.values():
        keys = command.key.split(",")
        good = [key_name(key) for key in keys if key in PASSED]
        assert good, f"{command.id} has only {command.key}"
        shown = command.binding().key_display or key_name(keys[0])
        assert shown.split()[0] in good, f"the line of keys tells {shown} for {command.id}"
        assert set(command.keys.split()) & set(good), f"the help tells {command.keys} for {command.id}"


def test_every_act_of_a_widget_has_a_key_that_every_terminal_passes() -> None:
    commands()
    for kind in _subclasses(Widget):
        if not kind.__module__.startswith("wargame."):
            continue
        acts: dict[str, set[str]] = {}
        for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
            acts.setdefault(binding.action, set()).add(binding.key)
        for act, keys in acts.items():
            assert keys & PASSED, f"{act} of {kind.__name__} has only {keys}"


def _curtain() -> Curtain:
    return Curtain(SEATS[0], TURN, seats=SEATS, another=True, back=True, pin="may", locked=True)


SHOWN: list[tuple[str, Callable[[], Screen[Any]]]] = [
    ("menu", Menu),
    ("instructor", lambda: Powers(powers_now(fresh(), Clock(7)))),
    (
        "people",
        lambda: PeopleScreen(SEATS, {s.id: SeatSetup(players="Ada") for s in SEATS}, Observers("Zoe"), 1),
    ),
    ("saves", SavesScreen),
    ("choose", ChooseScenario),
    ("classes", ChooseClass),
    ("lesson", lambda: LessonScreen(a_lesson())),
    ("class", lambda: ClassForm(None, keep=not_kept)),
    ("table", lambda: Seating(mini(), Path("saves/new.toml"))),
    ("briefing", lambda: Briefing(mini(), fresh().setups, "saves/new.toml")),
    ("role", lambda: RoleCard(fresh().view("halden"), mini())),
    ("hand-over", lambda: HandoverCard.of(fresh().seat("halden"))),
    ("curtain", _curtain),
    ("roundup", lambda: RoundupScreen(ROUNDUP, PUBLIC, REVEAL)),
    ("paper", lambda: FrontPageScreen(PUBLIC)),
    (
        "roster",
        lambda: Roster(SEATS, {seat.id: SeatSetup() for seat in SEATS}, locked=frozenset({"beijing"})),
    ),
    ("reveal", lambda: RevealScreen(TURN, REVEAL)),
    ("guess", lambda: GuessScreen(SEATS[0], DECKS)),
    ("ending", lambda: EndingScreen(END, PUBLIC)),
    ("replay", lambda: Replay(played())),
    ("watch", lambda: WatchScreen(followed())),
    ("class", lambda: ClassScreen(followed().parent)),
    ("card", lambda: CardDesk(fresh().seat("halden").card(), fresh().seat("halden"), unsent)),
    ("reading", lambda: Reading("For your eyes only", lambda width: Content("It rained."))),
    ("desk", lambda: DeskScreen(FakeSeat(VIEW), unsent)),
    ("question", lambda: Confirm(Content("Really?"))),
    ("pin", lambda: SetPin(Content("Seoul"))),
    ("not saved", lambda: NotSavedBox("The disk is full.", Path("x.toml"), again=True)),
    ("forecast", lambda: AskForecast(VIEW.forecast, None, lambda percent: "")),
    ("press", lambda: AskHeadline("Ada", PUBLIC.news)),
    ("analyst", lambda: AskAnalyst("Kim", VIEW.forecast)),
    ("letter", lambda: LetterForm(VIEW, lambda letter: "")),
    ("reasons", lambda: AskReasons(VIEW.moves[0], ())),
    ("options", lambda: AskOptions(VIEW.moves[0], Order("letter_kim"), FakeSeat(VIEW).odds)),
    ("deal", lambda: ProposalForm(ProposalDraft(OrdersDraft.of(FakeSeat(VIEW))), lambda draft: "")),
    ("umpire's curtain", lambda: UmpiresCurtain(TURN)),
    ("umpire's stop", lambda: UmpireStop(ordered(), always)),
    ("news to put in", lambda: AskInject(ordered().stop(), None, lambda put: "")),
    ("commit", lambda: Commit(OrdersDraft.of(FakeSeat(VIEW)), (), Orders())),
]


async def test_every_screen_and_box_tells_a_key_for_help_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.session.places.list_saves", lambda samples=True: ())
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        for name, make in SHOWN:
            screen = make()
            app.push_screen(screen)
            await on(pilot, type(screen))
            told = re.search(r"(\?|Ctrl\+G) Help", await settle(pilot))
            assert told, f"{name} tells no key for help:\n{screen_text(app)}"
            text = told[1] == "Ctrl+G"
            assert text == isinstance(app.focused, Input | TextArea) or name == "letter"
            app.post_message(Key("ctrl+g", None) if text else Key("question_mark", "?"))
            await on(pilot, Help)
            await tap(pilot, "question_mark")
            await on(pilot, type(screen))
            screen.dismiss(None)
            await until(pilot, lambda: len(app.screen_stack) == 1)


@pytest.mark.parametrize(
    ("new", "late", "yes"),
    [
        pytest.param("N", "S", "Y", id="Caps Lock, or Shift"),
        pytest.param("т", "ы", "н", id="Cyrillic"),
        pytest.param("Т", "Ы", "Н", id="Cyrillic, Caps Lock"),
        pytest.param("ν", "σ", "υ", id="Greek"),
        pytest.param("ㅜ", "ㄴ", "ㅛ", id="Hangul"),
        pytest.param("ㅜ", "나", "ㅛ", id="Hangul, put together"),
        pytest.param("מ", "ד", "ט", id="Hebrew"),
        pytest.param("ى", "س", "غ", id="Arabic"),
        pytest.param("ื", "ห", "ั", id="Thai"),
        pytest.param("ｎ", "ｓ", "ｙ", id="full width"),
    ],
)
async def test_letters_work_by_their_place_under_every_layout(
    new: str, late: str, yes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wargame.session.places.list_saves", lambda samples=True: ())
    app = WargameApp(theme="ink", animations="none")
    given: list[object] = []
    async with app.run_test(size=SMALL) as pilot:
        for screen, char in ((Menu(), new), (_curtain(), late), (Confirm(Content("Really?")), yes)):
            app.push_screen(screen, given.append)
            await on(pilot, type(screen))
            app.post_message(Key(_character_to_key(char), char))
            await until(pilot, lambda: len(app.screen_stack) == 1)
    assert given == [Choice("new"), "late", True]


async def test_the_desk_takes_letters_by_their_place_and_digits_of_other_scripts() -> None:
    async with sitting() as here:
        await here.press("٥", "щ")  # 5, then O under a Cyrillic layout
        await here.until(lambda: isinstance(here.app.screen, AskOptions))


async def test_a_letter_that_does_nothing_says_so() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(_curtain())
        await on(pilot, Curtain)
        await tap(pilot, "k")
        assert "K does nothing here. ? tells the keys." in await settle(pilot)


async def test_in_a_field_letters_stay_what_they_are() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("Тут N ㅜ")
        await here.press("ctrl+щ")  # as terminals with the protocol of kitty send Ctrl+O
        assert here.orders.letters[0].text == "Тут N ㅜ"


def test_no_key_of_the_program_means_two_things_by_case() -> None:
    for command in commands().values():
        for key in command.key.split(","):
            assert key_at_place(key, None) == key


# -- writing ------------------------------------------------------------------------------------------------

WRITTEN = {
    "Thai": "ที่นี่มีน้ำ",
    "Devanagari": "हिन्दी में क्षमा",
    "Vietnamese": unicodedata.normalize("NFD", "Việt Nữ ườn"),
    "Korean": unicodedata.normalize("NFD", "각하 한반도"),
    "Arabic": "شَدَّة",
}


@pytest.mark.parametrize("script", WRITTEN)
@pytest.mark.parametrize("several", [True, False], ids=["letter", "line"])
async def test_marks_typed_one_by_one_are_kept_and_backspace_takes_a_visible_character(
    script: str, several: bool
) -> None:
    text = WRITTEN[script]
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test() as pilot:
        field: Lines | Line = Lines() if several else Line()
        await app.screen.mount(field)
        field.focus()
        await pilot.pause()

        def held() -> str:
            return field.text if isinstance(field, Lines) else field.value

        for char in text:
            await tap(pilot, char) if char.isalnum() else app.post_message(Key(_character_to_key(char), char))
        await until(pilot, lambda: held() == unicodedata.normalize("NFC", text))
        await tap(pilot, "left", "right")
        left = [held()]
        while left[-1]:
            await tap(pilot, "backspace")
            left.append(held())
            assert len(left[-1]) < len(left[-2])
        gone = [one.removeprefix(shorter) for one, shorter in itertools.pairwise(left)]
    assert "".join(reversed(gone)) == unicodedata.normalize("NFC", text)
    assert all(unicodedata.category(one[0])[0] in "LZ" for one in gone), f"a mark lost its letter: {gone}"
    if script == "Thai":
        assert gone[-1] == "ที่"
    if script == "Devanagari":
        assert "न्दी" in gone


async def test_a_mark_typed_in_the_middle_leaves_the_cursor_behind_its_letter() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test() as pilot:
        field = Line("ex")
        await app.screen.mount(field)
        field.focus()
        await pilot.pause()
        await tap(pilot, "home", "right")
        app.post_message(Key("combining_acute_accent", "\u0301"))
        await tap(pilot, "a")
        assert field.value == "éax"


# -- pasting ------------------------------------------------------------------------------------------------

MEGABYTE = "Dear Chairman, " * 70_000


def test_of_a_megabyte_pasted_the_parser_reads_no_more_than_a_field_takes() -> None:
    read = 0

    class Counting(ShortPastes):
        most = MOST + 1

        def parse(self, token_callback: Any) -> Any:
            nonlocal read
            steps = super().parse(token_callback)
            wanted = next(steps)
            while True:
                char = yield wanted
                read += 1
                wanted = steps.send(char)

    parser = Counting()
    sent = f"a\x1b[200~{MEGABYTE}\x1b[201~b"
    found = [event for at in range(0, len(sent), 4096) for event in parser.feed(sent[at : at + 4096])]
    assert [type(event) for event in found] == [Key, Paste, Key]
    assert isinstance(found[1], Paste)
    assert found[1].text == MEGABYTE[: MOST + 1]
    assert read < MOST + 100


@pytest.mark.parametrize("size", range(1, 9))
def test_pastes_are_found_wherever_the_reads_part_them(size: int) -> None:
    class Short(ShortPastes):
        most = 5

    parser = Short()
    sent = "a\x1b[A\x1b[200~1234567\x1b[201~\x1b[200~\x1b[201~b\x1b[200~8\x1b[201~\x1b[B"
    found = [event for at in range(0, len(sent), size) for event in parser.feed(sent[at : at + size])]
    told = [event.text if isinstance(event, Paste) else event.key for event in found]  # type: ignore[attr-defined]
    assert told == ["a", "up", "12345", "", "b", "8", "down"]


async def test_a_megabyte_pasted_is_cut_before_any_field_has_it_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most = 0
    for kind in (Line, Lines):
        whole = kind._on_paste

        def counting(self: Any, event: Paste, whole: Any = whole) -> Any:
            nonlocal most
            most = max(most, len(event.text))
            return whole(self, event)

        monkeypatch.setattr(kind, "_on_paste", counting)
    async with sitting() as here:
        for keys in (("3", "n", "tab"), ("5", "a")):
            await here.press(*keys)
            here.app.post_message(Paste(MEGABYTE))
            await here.until(lambda: "the rest is left out" in here.text())
            here.app.screen.dismiss(None)
            await here.until(lambda: here.app.screen is here.desk)
    assert 0 < most <= MOST + 1


async def test_a_line_takes_what_fits_of_a_paste_with_all_its_lines() -> None:
    async with sitting() as here:
        await here.press("5", "a")
        here.app.post_message(Paste("one\ntwo " + "x" * 400))
        await here.until(lambda: "300 characters fit here" in here.text())
        await here.press("ctrl+o")
        (reason,) = here.orders.moves[0].arguments
        assert reason.startswith("one two xxx")
        assert len(reason) == 300


# -- where the eye is ---------------------------------------------------------------------------------------


def _under_cursor(app: WargameApp) -> str:
    at = app.cursor_position
    return screen_text(app).splitlines()[at.y][at.x :]


async def test_the_terminals_cursor_stands_where_the_attention_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.session.places.list_saves", lambda samples=True: ())
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Menu())
        await until(pilot, lambda: "None yet" in screen_text(app))
        assert _under_cursor(app).startswith("New game")
        await tap(pilot, "down")
        assert _under_cursor(app).startswith("A class")
        app.push_screen(Confirm(Content("Really?")))
        await settle(pilot)
        assert _under_cursor(app).lstrip().startswith("No")
    async with sitting() as here:
        await here.press("5", "down", "down")
        assert "Offer flood relief" in _under_cursor(here.app)
        await here.press("end")
        assert "Meet him once more" in _under_cursor(here.app), "in a list that has been scrolled, too"
        await here.press("3", "n", "right")
        assert _under_cursor(here.app).startswith("(•) ● Beijing")
        await here.press("tab", *"Hi")
        assert here.app.cursor_position == here.desk.app.screen.query_one(Lines).cursor_screen_offset


async def test_arrows_and_enter_on_the_new_game_table_do_what_the_eye_expects() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        screen = Seating(mini(), Path("saves/new.toml"))
        app.push_screen(screen)
        await on(pilot, Seating)
        await settle(pilot)
        first, second = list(mini().seats)[:2]
        way = [(None, f"who-{first}"), ("down", f"who-{second}"), ("up", f"who-{first}")]
        way += [("enter", f"team-{first}"), ("down", f"team-{second}"), ("enter", f"people-{second}")]
        for key, id in way:
            if key:
                await tap(pilot, key)
            assert app.focused is not None
            assert app.focused.id == id
        pick = screen.query_one(f"#who-{first}", Pick)
        assert pick.value == "people", "Enter and Space change nothing"
        pick.focus()
        await tap(pilot, "space", "right")
        assert pick.value != "people"
        for _ in range(14):
            await tap(pilot, "down")
        assert app.focused is not None
        assert app.focused.id == "begin"


@pytest.mark.parametrize(
    ("make", "button", "last"),
    [
        (lambda: Seating(load("offer"), Path("saves/" + "long" * 20 + ".toml")), "begin", "save"),
        (lambda: ClassForm(None, "Lovelace, Ada\nBob, Robert", keep=not_kept), "save", "plan"),
    ],
    ids=["table", "class"],
)
async def test_how_to_begin_is_in_sight_and_below_all_fields(
    make: Callable[[], Screen[Any]], button: str, last: str
) -> None:
    """Also where the form is longer than the window: then the fields out of sight come before the button."""
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(make())
        await pilot.pause()
        await settle(pilot)
        shown = screen_text(app).splitlines()[-2]
        assert button.capitalize() in shown
        assert f"Ctrl+O {button}s from any field." in shown
        been: list[str | None] = []
        while (here := app.focused) is not None and here.id != button and len(been) < 40:
            been.append(here.id)
            await tap(pilot, "down")
        assert been[-1] == last
        assert app.focused is not None
        assert app.focused.id == button
        await tap(pilot, "up")
        assert app.focused.id == last


async def test_space_at_the_end_of_the_roundup_does_not_start_the_clock() -> None:
    app = WargameApp(theme="ink", animations="none")
    said: list[object] = []
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(RoundupScreen(ROUNDUP, PUBLIC), said.append)
        await settle(pilot)
        for _ in range(9):
            await tap(pilot, "space")
        assert "Enter goes on" in await settle(pilot)
        assert not said
        await tap(pilot, "enter")
        await until(pilot, lambda: said)
    assert said == ["on"]


async def test_the_last_space_of_replay_and_ending_is_not_dead() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Replay(played()))
        await settle(pilot)
        await tap(pilot, "end")
        for _ in range(9):
            await tap(pilot, "space")
            await pilot.pause()
            if isinstance(app.screen, EndingScreen):
                break
        ending = app.screen
        assert isinstance(ending, EndingScreen)
        ending.action_leaf(1)
        while ending.at + 1 < len(ending.leaves):
            ending.action_leaf(1)
        await settle(pilot)
        for _ in range(9):
            await tap(pilot, "space")
            await pilot.pause()
            if ending.at == 0:
                break
        assert "That was the end." in await settle(pilot)
