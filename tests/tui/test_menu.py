"""The menu: which of several games Continue means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.games import mini
from tests.tui.screens import SMALL, on, screen_text, settle, tap, until
from wargame.session import Game, SeatSetup, Settings
from wargame.tui.app import WargameApp
from wargame.tui.menu import Choice, Menu


def _left_running(folder: Path, names: tuple[tuple[str, str, str], ...]) -> list[Path]:
    """Games that were broken off, the newest first: (class, group, a team)."""
    paths = []
    for at, (class_name, group, team) in enumerate(names):
        path = folder / f"{at}.toml"
        settings = Settings(class_name=class_name, group=group)
        Game.new(mini(), seed=1, save=path, seats={"sarvia": SeatSetup(team=team)}, settings=settings).close()
        os.utime(path, (1_600_000_000 - at, 1_600_000_000 - at))
        paths.append(path)
    return paths


@pytest.fixture
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    (tmp_path / "saves").mkdir()


@pytest.mark.usefixtures("_here")
async def test_of_several_games_it_is_plain_which_goes_on_and_the_others_are_a_key_away(
    tmp_path: Path,
) -> None:
    left = (("IR 301", "2", "Falcon"), ("IR 301", "1", ""), ("", "", "Heron"))
    paths = _left_running(tmp_path / "saves", left)
    app = WargameApp(theme="ink", animations="none")
    said: list[Choice | None] = []
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Menu(), said.append)
        await on(pilot, Menu)
        await until(pilot, lambda: "1 of 3" in screen_text(app))
        text = await settle(pilot)
        assert "Continue   ◂ 1 of 3 ▸   ← → another game" in text
        assert "IR 301 2 · turn 1 of 4 · 13 September 2020" in text
        assert "The Korrin Dam · Falcon" in text
        await tap(pilot, "right")
        assert "IR 301 1 · turn 1 of 4" in await settle(pilot)
        await tap(pilot, "left", "left")  # round, to the last one
        text = await settle(pilot)
        assert "3 of 3" in text
        assert "The Korrin Dam · turn 1 of 4" in text
        assert "Heron" in text
        await tap(pilot, "down", "left", "enter")  # whatever stood under the cursor
        await until(pilot, lambda: said)
    assert said == [Choice("resume", paths[1].relative_to(tmp_path))]


@pytest.mark.usefixtures("_here")
async def test_of_one_game_no_others_are_spoken_of(tmp_path: Path) -> None:
    _left_running(tmp_path / "saves", (("[b]IR[/b]", "[i]", "Falcon"),))
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Menu())
        await on(pilot, Menu)
        await until(pilot, lambda: "1 saved game" in screen_text(app) or "Falcon" in screen_text(app))
        text = await settle(pilot)
        assert "another game" not in text
        assert "[b]IR[/b] [i] · turn 1 of 4" in text, "names of outside are no markup"
        await tap(pilot, "right")
        assert await settle(pilot) == text
