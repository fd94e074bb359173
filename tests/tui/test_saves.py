"""The list of saves on the menu: neither a file made to harm nor very many of them hold anybody up."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from tests.bounds import bounded
from tests.corpus.files import AT_THE_LIMITS
from tests.tui.games import MINI, fresh, mini, play_out
from tests.tui.screens import on, screen_text, settle, tap, until
from wargame.session import Game, GameLog
from wargame.session.places import list_saves
from wargame.session.saves import Saved, look
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.flow import menu_flow, resume_flow
from wargame.tui.keeping import until_saved
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm
from wargame.tui.program import Program
from wargame.tui.replay import Replay
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saves import Opened, SavesScreen
from wargame.tui.saving import NotSavedBox, Remedy
from wargame.tui.seating import Seating
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.line import Line


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    monkeypatch.setattr("wargame.session.places.shipped_saves", lambda: tmp_path / "shipped")
    (tmp_path / "saves").mkdir()


async def test_saves_made_to_harm_do_not_slow_the_menu(tmp_path: Path) -> None:
    save = tmp_path / "saves" / "a.toml"
    play_out(fresh(save=save)).close()
    good = save.read_bytes()
    for n, make in enumerate(AT_THE_LIMITS.values()):
        save.with_name(f"{n}.toml").write_bytes(make(good))
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    with bounded():
        async with app.run_test() as pilot:
            await until(pilot, lambda: f"{len(AT_THE_LIMITS) + 1} saved games" in screen_text(app))


async def test_who_leaves_the_menu_does_not_wait_for_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = tmp_path / "saves" / "a.toml"
    fresh(save=save).close()
    listed = 0

    def endless(*, samples: bool = True) -> Iterator[Saved]:
        nonlocal listed
        for _ in range(3000):
            listed += 1
            time.sleep(0.02)
            yield look(save)

    monkeypatch.setattr("wargame.session.saves.saved", endless)
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, Menu)
        await until(pilot, lambda: listed > 2)
        await tap(pilot, "q")
        await until(pilot, lambda: not app.is_running)
    seen = listed
    time.sleep(0.5)
    assert listed <= seen + 1 < 1500


ODD = [
    "~nosuchuser/x.toml",
    "x" * 300,
    "11",
    "con",
    "a:b.toml",
    "/proc/x/y",
    "/",
    "here/\x01",
    "d/" * 150 + "x",
]


async def test_any_path_in_the_save_field_is_answered_with_a_sentence(tmp_path: Path) -> None:
    form = Seating(mini(), tmp_path / "saves" / "x.toml")
    app = at(form)
    async with app.run_test(size=(120, 36)) as pilot:
        await on(pilot, Seating)
        field = form.query_one("#save", Line)
        for text in [*ODD[:5], "/", "", "saves/"]:
            field.value = text
            form.query_one("#seed").focus()
            form.action_begin()
            await until(pilot, lambda: field.has_focus)
            await until(pilot, lambda: str(form.query_one(Flash).render()).strip()[-1:] in {".", "?"})
            assert app.screen is form
        field.value = "friday"  # a bare name lies where saves do, and is told in full
        whole = "".join(line.strip() for line in (await settle(pilot)).splitlines())
        assert str(tmp_path / "saves" / "friday.toml") in whole
        form.action_begin()
        await until(pilot, lambda: not app.is_running)
    wanted: Any = app.return_value
    assert wanted.save == tmp_path / "saves" / "friday.toml"


async def test_any_path_of_a_copy_is_answered_with_a_sentence(tmp_path: Path) -> None:
    box = NotSavedBox("Record 3 is NOT saved.", tmp_path / "copy.toml", again=False)
    app = at(box)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "NOT SAVED" in screen_text(app))
        for text in [*ODD[:5], "/", ""]:
            box.query_one("#path", Line).value = text
            box._copy()
            await until(pilot, lambda: "Record 3" not in screen_text(app))
            assert app.screen is box
        box.query_one("#path", Line).value = "friday"
        box._copy()
        await until(pilot, lambda: not app.is_running)
    assert app.return_value == Remedy("copy", tmp_path / "friday.toml")


async def test_any_path_of_a_save_to_open_is_answered_with_a_sentence(tmp_path: Path) -> None:
    Game.new(mini(), seed=1, save=tmp_path / "classA.toml").close()
    screen = SavesScreen()
    app = at(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await on(pilot, SavesScreen)
        field = screen.query_one("#path", Line)
        for text in ODD:
            field.value = text
            screen.action_path()
            await tap(pilot, "enter")
            await until(pilot, lambda: str(screen.query_one(Flash).render()).strip()[-1:] in {".", "?"})
            assert app.screen is screen
            screen.query_one(Flash).update("")
        field.value = "classA"
        await tap(pilot, "enter")
        await until(pilot, lambda: not app.is_running)
    assert app.return_value == Opened(Path("classA.toml"), "resume")


async def test_a_form_whose_save_cannot_be_made_stays_as_it_was_filled_in(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "dam.toml").write_bytes(MINI.read_bytes())
    (tmp_path / "saves").rmdir()
    (tmp_path / "user").write_text("no folder")
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    async with app.run_test(size=(120, 36)) as pilot:
        await on(pilot, Menu)
        await tap(pilot, "n")
        await until(pilot, lambda: "4 turns" in screen_text(app))
        await tap(pilot, "enter")
        await on(pilot, Seating)
        form = app.screen
        await tap(pilot, "tab", *"A" * 25)
        assert "Too long: 24 characters" in await settle(pilot)
        await tap(pilot, "backspace")
        assert "Too long" not in await settle(pilot)
        form.query_one("#team-halden", Line).value = "Ada"
        await tap(pilot, "ctrl+o")
        await until(pilot, lambda: "user: " in screen_text(app))
        assert form.query_one("#save").has_focus
        await tap(pilot, "home")
        assert "user: " in screen_text(app)
        await tap(pilot, "x")  # what was said of the field goes when that is changed
        assert "user: " not in await settle(pilot)
        form.query_one("#team-sarvia", Line).value = "ADA"
        await tap(pilot, "ctrl+o")
        assert "Two teams of one name" in await settle(pilot)
        assert form.query_one("#team-sarvia").has_focus
        await tap(pilot, "escape")  # what is filled in is not thrown away by one key
        await on(pilot, Confirm)
        await tap(pilot, "n")
        await on(pilot, Seating)
        await tap(pilot, "x")
        form.query_one("#save", Line).value = "new/friday"
        await tap(pilot, "ctrl+o")
        await on(pilot, Briefing)
        app.exit(0)
    assert [setup.team for setup in GameLog.read(tmp_path / "new" / "friday.toml").setups.values()][:2] == [
        "Ada",
        "x",
    ]


async def test_a_replay_from_the_list_goes_back_to_the_list(tmp_path: Path) -> None:
    play_out(fresh(save=tmp_path / "saves" / "x.toml")).close()
    os.utime(tmp_path / "saves" / "x.toml", (1, 1))
    fresh(save=tmp_path / "saves" / "y.toml").close()
    app = WargameApp(menu_flow(), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, Menu)
        await tap(pilot, "o")
        await until(pilot, lambda: "played to its end" in screen_text(app))
        await tap(pilot, "down", "r")
        await on(pilot, Replay)
        await tap(pilot, "escape")
        await on(pilot, SavesScreen)
        await until(pilot, lambda: "Enter walks through it" in screen_text(app))  # the cursor is on it
        assert "Esc Menu" in screen_text(app).splitlines()[-1]
        (tmp_path / "saves" / "x.toml").unlink()
        await tap(pilot, "r")  # what can't be opened is told on the list
        await until(pilot, lambda: isinstance(app.screen, SavesScreen) and "x.toml" in screen_text(app))
        await tap(pilot, "p")
        await until(pilot, lambda: "Esc List" in screen_text(app).splitlines()[-1])
        await tap(pilot, "escape")
        await until(pilot, lambda: "Esc Menu" in screen_text(app).splitlines()[-1])
        await tap(pilot, "escape")
        await on(pilot, Menu)


async def test_what_was_played_last_elsewhere_is_on_continue(tmp_path: Path) -> None:
    fresh(save=tmp_path / "saves" / "older.toml").close()
    os.utime(tmp_path / "saves" / "older.toml", (1, 1))
    stick = tmp_path / "stick"
    stick.mkdir()
    fresh(save=stick / "lesson.toml").close()
    app = WargameApp(resume_flow(stick / "lesson.toml"), theme="ink", animations="none")
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "escape")
        await on(pilot, Menu)
        menu = app.screen
        assert isinstance(menu, Menu)
        await until(pilot, lambda: menu._last is not None)
        assert menu._last is not None
        assert menu._last.path == (stick / "lesson.toml").resolve()
        text = await settle(pilot)
        assert "Team halden, Team sarvia, Team commission" in text
        assert " stick/lesson.toml" in text
    (stick / "lesson.toml").unlink()  # the stick was taken out
    assert [path.name for path in list_saves(samples=False)] == ["older.toml"]


async def test_a_copy_on_another_drive_is_on_continue(tmp_path: Path) -> None:
    """After a byte of the save was changed in place during play, the copy carries the game on."""
    save, copy = tmp_path / "saves" / "game.toml", tmp_path / "drive" / "copy.toml"
    copy.parent.mkdir()
    game = fresh(save=save, sarvia="closed", commission="closed")

    async def flow(app: Program) -> int:
        with save.open("r+b") as file:
            file.seek(9)
            file.write(b"#")
        await until_saved(app, game, lambda: game.commit("halden", game.default("halden")))
        game.close()
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, NotSavedBox))
        await until(pilot, lambda: "another program has replaced or changed" in screen_text(app))
        box: Any = app.screen
        box.query_one("#path", Line).value = str(tmp_path / "saves" / "game.toml" / "copy.toml")
        await pilot.click("#copy")
        await until(pilot, lambda: isinstance(app.screen, NotSavedBox) and app.screen is not box)
        box = app.screen
        await until(pilot, lambda: box.query("#path"))
        assert box.query_one("#path", Line).value.endswith("game.toml/copy.toml")  # what was typed is kept
        box.query_one("#path", Line).value = str(copy)
        await pilot.click("#copy")
        await until(pilot, lambda: not app.is_running)
    assert GameLog.read(copy).committed == {"halden"}
    assert copy.resolve() in {path.resolve() for path in list_saves(samples=False)}


def at(screen: Screen[Any]) -> WargameApp:
    """The program, which shows one screen and ends with what that comes to."""

    async def flow(app: Program) -> Any:
        return await app.push_screen_wait(screen)

    return WargameApp(flow, theme="ink", animations="none")
