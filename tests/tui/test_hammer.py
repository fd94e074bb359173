"""Keys in bursts, repeats and at random, and other sizes, at every screen and box and through whole games.

The suite presses a few at each place; ``pytest tests/tui/test_hammer.py --keys 20000`` presses that many,
and ``--key-seed 7`` others.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import pytest

import wargame.tui
from tests.tui.games import MINI, fresh
from tests.tui.hammer import LEANT_ON, PLACES, Hammered, alive, at_rest, hammer, hammer_flow, leave, send
from tests.tui.screens import SMALL
from wargame.session import GameLog
from wargame.tui.flow import menu_flow
from wargame.tui.page import Shown
from wargame.tui.play import play
from wargame.tui.program import Program

PARTS = 6
"""Tests that share the places: for as many processes."""


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # an instructor's PIN may be set
    for folder in ("saves", "scenarios"):
        (tmp_path / folder).mkdir()
    (tmp_path / "scenarios" / "dam.toml").write_bytes(MINI.read_bytes())


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    """Keys at each place."""
    return int(request.config.getoption("--keys")) // len(PLACES)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> str:
    """What chance grows from, with what is at hand."""
    return str(request.config.getoption("--key-seed"))


def _kinds(kind: type[Shown[object]]) -> Iterator[type[Shown[object]]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def test_every_screen_and_box_is_a_place_to_hammer_at() -> None:
    for module in pkgutil.walk_packages(wargame.tui.__path__, "wargame.tui."):
        importlib.import_module(module.name)
    kinds = {kind for kind in _kinds(Shown) if kind.__module__.startswith("wargame.")}
    last = {kind for kind in kinds if not kind.__subclasses__()}
    assert last - {place.kind for place in PLACES} == set()


@pytest.mark.parametrize("part", range(PARTS))
async def test_no_keys_are_too_fast_for_any_screen_or_box(part: int, count: int, seed: str) -> None:
    async with AsyncExitStack() as stack:
        app = None
        for place in PLACES[part::PARTS]:
            if app is None or not alive(app):  # a key may have ended it
                app = Hammered()
                await stack.enter_async_context(app.run_test(size=SMALL))
            chance, base = Random(place.name + seed), app.screen
            pressed = await hammer(app, place, count // 2, chance)
            send(app, [chance.choice(LEANT_ON)] * (count - pressed))
            await leave(app, base)
            assert place.kind in app.shown, place.name


@pytest.mark.parametrize("game_seed", range(2))
async def test_no_keys_are_too_fast_for_a_game_and_its_save(
    game_seed: int, count: int, seed: str, tmp_path: Path
) -> None:
    save = tmp_path / "saves" / "x.toml"
    game = fresh(save=save)

    async def flow(app: Program) -> int:
        await play(app, game, brief=True)
        return await menu_flow()(app)

    app = Hammered(flow)
    async with app.run_test(size=SMALL):
        await hammer_flow(app, 2 * count, Random(f"{game_seed}{seed}" if seed else game_seed))
        await at_rest(app)
    game.close()
    assert GameLog.read(save).verify() == []
