"""Twenty thousand keys in bursts, repeats and at random, at every screen and box and through whole games.

Run it by ``pytest tests/tui/hammer_screens.py``. It is no part of the suite: in one run of several, Textual
does not come to the end of closing an app that was being left in the midst of such a burst. (In a terminal of
its own our program then ends by itself: ``wargame/tui/terminal.py``.)
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.tui.games import MINI, fresh
from tests.tui.hammer import LEANT_ON, PLACES, Place, at_rest, hammer, hammer_flow, send
from tests.tui.screens import SMALL
from wargame.session import GameLog
from wargame.tui.app import WargameApp
from wargame.tui.flow import menu_flow
from wargame.tui.play import play
from wargame.tui.program import Program

RANDOM, LEANT = 30, 550
"""Keys at random at a place, and of one that is leant on: twenty thousand in all."""


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.user_directory", lambda: tmp_path / "user")
    for folder in ("saves", "scenarios"):
        (tmp_path / folder).mkdir()
    (tmp_path / "scenarios" / "mini.toml").write_bytes(MINI.read_bytes())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_no_keys_are_too_fast_for(place: Place) -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL):
        chance = Random(place.name)
        await hammer(app, place, RANDOM, chance)
        send(app, [chance.choice(LEANT_ON)] * LEANT)
        await at_rest(app)


@pytest.mark.parametrize("seed", range(3))
async def test_no_keys_are_too_fast_for_a_game_and_its_save(seed: int, tmp_path: Path) -> None:
    save = tmp_path / "saves" / "x.toml"
    game = fresh(save=save)

    async def flow(app: Program) -> int:
        await play(app, game, brief=True)
        return await menu_flow()(app)

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=SMALL):
        await hammer_flow(app, 4 * RANDOM, Random(seed))
        await at_rest(app)
    game.close()
    assert GameLog.read(save).verify() == []
