"""A class on the screen: from a pasted list to the table, and the next time with three keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.events import Paste

from tests.tui.games import MINI, not_kept
from tests.tui.screens import on, screen_text, settle, tap, through, until
from wargame.classroom.file import ClassFile, Student, load
from wargame.session import Game
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.classes.choose import ChooseClass
from wargame.tui.classes.form import ClassForm
from wargame.tui.classes.lesson import LessonScreen
from wargame.tui.curtain import Curtain
from wargame.tui.flow import class_flow, menu_flow
from wargame.tui.menu import Menu
from wargame.tui.roundup import RoundupScreen
from wargame.tui.widgets.pick import Pick

CELLS = (
    "Name\tLogin\tGroup\tAbout\n"
    + "".join(f"King, {name}\t{name}\tGroup 1\t{'long ' * 300}\n" for name in ("Ada", "Bo", "Cy", "Di"))
    + "=1+1\tx\tGroup 1\nEve Lee\teve\tGroup 2\n"
)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user" / "saves")
    for folder in ("saves", "scenarios"):
        (tmp_path / folder).mkdir()
    (tmp_path / "scenarios" / "a-dam.toml").write_bytes(MINI.read_bytes())


async def test_from_a_pasted_list_to_the_table_and_the_next_time_with_three_keys(tmp_path: Path) -> None:
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    async with app.run_test(size=(80, 24)) as pilot:
        await on(pilot, Menu)
        await tap(pilot, "l")
        await on(pilot, ChooseClass)
        await tap(pilot, "enter")
        await on(pilot, ClassForm)
        await until(pilot, lambda: "looking" not in screen_text(app))
        await tap(pilot, *"IR", "down", *["left"] * 3, "down")
        form = app.screen
        await until(pilot, lambda: "The Korrin Dam" in screen_text(app))
        app.post_message(Paste(CELLS))
        await until(pilot, lambda: "✓ 5 students" in screen_text(app))
        await until(pilot, lambda: "Row 6: '=1+1' begins like a formula" in screen_text(app))
        assert all(field.id != "reading" for field in form.focus_chain)  # all of it can be seen
        await tap(pilot, "ctrl+o")
        await on(pilot, LessonScreen)
        assert form not in app.screen_stack
        words = "Group 1   Enter begins", "Ada King", "Group 2", "Eve Lee"
        await until(pilot, lambda: all(word in screen_text(app) for word in words))
        await tap(pilot, "down", "space")
        await until(pilot, lambda: "5 students, 1 away" in screen_text(app))
        await until(pilot, lambda: "Ada King is not here." in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, Briefing)
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
        await until(pilot, lambda: "Ada King is not here." in screen_text(app))
        assert app.game is not None
        assert (app.game.settings.class_name, app.game.settings.group) == ("IR", "Group 1")
        await tap(pilot, "escape")
        await on(pilot, Menu)
        await tap(pilot, "l")
        await on(pilot, ChooseClass)
        await until(pilot, lambda: "Same class as last time" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, LessonScreen)
        await until(pilot, lambda: "of today's game: Enter goes on" in screen_text(app))
        await tap(pilot, "home")
        await until(pilot, lambda: "Today's game has the seats with which it began" in screen_text(app))
        elsewhere = Game.resume(tmp_path / "saves" / load(tmp_path / "classes" / "ir.toml").lessons[0].save)
        await tap(pilot, "home", "enter")
        await until(pilot, lambda: "is open in another wargame" in screen_text(app))
        elsewhere.close()
        await tap(pilot, "end", "r")
        await until(pilot, lambda: "another seat than last time" in screen_text(app))
        await until(pilot, lambda: "is without people: a machine" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, Briefing)
        assert app.game.settings.group == "Group 2"
        for page in (Menu, ChooseClass, LessonScreen):  # left at its brief, and gone on with
            await tap(pilot, {Menu: "escape", ChooseClass: "l", LessonScreen: "enter"}[page])
            await on(pilot, page)
        await until(pilot, lambda: screen_text(app).count("of today's game") == 2)
        await tap(pilot, "end", "enter")
        await through(pilot, Briefing, RoundupScreen)
        assert app.game.settings.group == "Group 2"
        assert "is without people: a machine that thinks ahead has it." in await settle(pilot)
    lessons = load(tmp_path / "classes" / "ir.toml").lessons
    assert [(lesson.day, lesson.group) for lesson in lessons] == [
        (date.today(), "Group 1"),
        (date.today(), "Group 2"),
    ]
    assert [lesson.save.startswith(f"ir-group-{n}-") for n, lesson in enumerate(lessons, 1)] == [True, True]
    # From the command line a group goes on with the game that it has.
    again = WargameApp(class_flow("ir", "1"), theme="ink", animations="none")
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: again.game is not None and again.game.path is not None)
        assert again.game is not None
        assert again.game.path == (tmp_path / "saves" / lessons[0].save)
        await until(pilot, lambda: isinstance(again.screen, Briefing | RoundupScreen | Curtain))


async def test_a_form_that_is_saved_as_it_is_changes_nothing() -> None:
    student = Student("Ada", "a", group="1", seat="halden", absent=date(2020, 10, 9))
    settings = {"minutes": 55, "umpire": True, "open_table": 2, "odds": "hidden", "names": "people"}
    file = ClassFile("A", "a-dam", settings, (student,), plan="One.\nTwo.", seats={"sarvia": "closed"})
    kept: list[ClassFile] = []

    async def keep(file: ClassFile) -> Path:
        kept.append(file)
        return Path("a.toml")

    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ClassForm(file, keep=keep))
        await on(pilot, ClassForm)
        await until(pilot, lambda: "Korrin" in screen_text(app))
        await tap(pilot, "ctrl+o")
        await until(pilot, lambda: kept)
    assert kept == [file]


@pytest.mark.parametrize(("settings", "minutes"), [({}, 50), ({"minutes": 55}, 55)])
async def test_the_form_says_which_clock_the_scenario_has_and_that_it_acts(
    settings: dict[str, int], minutes: int
) -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ClassForm(ClassFile("A", "offer-lesson", settings), keep=not_kept))
        await on(pilot, ClassForm)
        told = f"as the scenario: {minutes} minutes; who is late commits"
        await until(pilot, lambda: told in screen_text(app))
        app.screen.query_one("#scenario", Pick).focus()
        for _ in range(20):
            await tap(pilot, "left")
            if "as the scenario: 7 minutes a turn; it only tells" in await settle(pilot):
                break
        else:
            raise AssertionError(screen_text(app))
