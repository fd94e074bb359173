"""The list of saves on the menu: neither a file made to harm nor very many of them hold anybody up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bounds import bounded
from tests.corpus.files import AT_THE_LIMITS
from tests.tui.games import fresh, play_out
from tests.tui.screens import on, screen_text, tap, until
from wargame.session.saves import Saved, look
from wargame.tui.app import WargameApp
from wargame.tui.flow import menu_flow
from wargame.tui.menu import Menu


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
