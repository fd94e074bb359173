"""Runs of keys that once went wrong, again: see ``tests/corpus/keys.toml``."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.desk.sitting import sitting
from tests.tui.games import MINI, fresh, no_roles
from tests.tui.screens import SMALL, until
from tests.tui.test_keyboard import at_once, burst, hold, idle
from wargame.rules.orders import Orders
from wargame.tui.app import WargameApp
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.flow import menu_flow
from wargame.tui.play import play
from wargame.tui.program import Program

EVERY_FRAME = True

RUNS = tomllib.loads((Path(__file__).parents[1] / "corpus" / "keys.toml").read_text(encoding="utf-8"))["run"]


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "dam.toml").write_bytes(MINI.read_bytes())


@asynccontextmanager
async def at(place: str) -> AsyncIterator[tuple[Pilot[Any], list[Orders | None]]]:
    """A place to press keys at, and what the desk gives if it is one."""
    if place == "desk":
        async with sitting() as here:
            yield here.pilot, here.result
        return
    game = fresh(no_roles())

    async def table(app: Program) -> int:
        await play(app, game, brief=True)
        return await menu_flow()(app)

    app = WargameApp(table if place == "table" else menu_flow(), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.is_mounted and idle(pilot))
        yield pilot, []


def keys(run: dict[str, Any]) -> list[str]:
    """The keys of a run, one by one."""
    return [key for word in run["keys"] for key in (word[1:] if word[0] == "=" and word[1:] else [word])]


def found(pilot: Pilot[Any], given: list[Orders | None]) -> dict[str, Any]:
    """What there is at last."""
    app = pilot.app
    assert app.is_running
    assert app.screen_stack
    desks = [screen for screen in app.screen_stack if isinstance(screen, DeskScreen)]
    orders = desks[-1].draft.orders if desks else Orders()
    return {
        "screen": type(app.screen).__name__,
        "tab": desks[-1].active if desks else "",
        "committed": [move.move for one in given if one for move in one.moves],
        "moves": [move.move for move in orders.moves],
        "letters": [letter.text for letter in orders.letters],
        "drafts": len(orders.drafts),
        "forecast": orders.forecast,
    }


@pytest.mark.parametrize(
    ("run", "gap"),
    [pytest.param(run, gap, id=f"{run['name']}-{gap}") for run in RUNS for gap in run.get("gaps", [0.0])],
)
async def test_keys_that_once_went_wrong_do_what_is_right(run: dict[str, Any], gap: float) -> None:
    async with at(run["place"]) as (pilot, given):
        for name in run.get("first", ()):
            await burst(pilot, name)
        if "held" in run:
            await hold(pilot, *keys(run), seconds=run["held"])
        else:
            for name in keys(run):
                at_once(pilot.app, name)
                await asyncio.sleep(gap)
        await pilot.pause()
        await until(pilot, lambda: idle(pilot) and same(pilot, given, run["right"]))


def same(pilot: Pilot[Any], given: list[Orders | None], right: dict[str, Any]) -> bool:
    """Is everything as it is right? A key that has just been handed on may still be at work."""
    there = found(pilot, given)
    return all(there[part] == value for part, value in right.items())
