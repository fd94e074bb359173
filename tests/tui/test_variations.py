"""What would have happened otherwise, by keys alone: begun in the replay, by machines and by people, looked
at beside the game, named anew and gone on with; the game in the save stays as it is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.tui.games import played
from tests.tui.screens import SMALL, on, settle, tap
from tests.tui.test_flow import LET_GO, _own_folder, commit
from wargame.session import Game, GameLog
from wargame.tui.app import WargameApp
from wargame.tui.beside import Beside
from wargame.tui.flow import replay_flow, resume_flow
from wargame.tui.replay import Replay
from wargame.tui.roundup import RoundupScreen
from wargame.tui.variations import Name, NewVariation, VariationsScreen

__all__ = ["_own_folder"]


async def begin(pilot: Pilot[Any], way: int, name: str) -> None:
    """Begin a variation in which one of the ways is different."""
    await tap(pilot, "n")
    await on(pilot, NewVariation)
    await tap(pilot, *["down"] * way)
    await settle(pilot)
    await tap(pilot, "tab", "tab", "tab", "tab", *name, "enter", *"Why?", "f10")


async def test_a_turn_otherwise_by_machines_and_by_people_beside_the_game(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    played(save=path).close()
    data = path.read_bytes()
    app = WargameApp(replay_flow(path), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, Replay)
        await tap(pilot, "right", "v")
        await on(pilot, VariationsScreen)
        await begin(pilot, 4, "calm")
        await on(pilot, Beside)
        seen = await settle(pilot)
        assert all(words in seen for words in ("1. calm", "From turn 2 of the game", "the game"))
        await tap(pilot, "escape")
        await on(pilot, VariationsScreen)
        await tap(pilot, "r")
        await on(pilot, Name)
        await tap(pilot, *"calmer", "enter", "enter")
        await on(pilot, VariationsScreen)
        assert "calmer" in await settle(pilot)
        await tap(pilot, "enter")
        await on(pilot, Replay)
        assert "1. calmer   as seen by" in await settle(pilot)
        await tap(pilot, "v")
        await on(pilot, VariationsScreen)
        await begin(pilot, 2, "people")  # Sarvia orders anew, within the first
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await commit(pilot)
        await on(pilot, RoundupScreen)
        await tap(pilot, "escape")
        await on(pilot, VariationsScreen)
        assert "G Go on" in await settle(pilot)
        await tap(pilot, "1")  # which is over
        assert "G Go on" not in await settle(pilot)
        await tap(pilot, "2")
        assert "G Go on" in await settle(pilot)
        for screen, words in ((Replay, "↗"), (VariationsScreen, "2  people"), (Replay, "calmer")):
            await asyncio.sleep(LET_GO)
            await tap(pilot, "escape")
            await on(pilot, screen)
            assert words in await settle(pilot)
    assert path.read_bytes().startswith(data)
    log = GameLog.read(path)
    about = [(one.name, one.comment, one.parent, one.turn) for one in log.variations]
    assert about == [("calmer", "Why?", 0, 2), ("people", "Why?", 1, 2)]
    people = log.variation("people")
    assert (people.turn, people.setups["sarvia"].kind) == (3, "people")
    assert [log.verify_variation(n) for n in (1, 2)] == [[], []]
    app = WargameApp(resume_flow(path, variation="people"), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        assert "This is a variation: people." in await settle(pilot)


async def test_a_comment_longer_than_its_field_stays_whole_under_another_name(tmp_path: Path) -> None:
    path, comment = tmp_path / "game.toml", f"{'Why not? ' * 60}\nAnd then?"
    played(save=path).close()
    game = Game.reopen(path)
    game.vary(2, name="calm", comment=comment)
    game.close()
    app = WargameApp(replay_flow(path), theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, Replay)
        await tap(pilot, "v")
        await on(pilot, VariationsScreen)
        await tap(pilot, "r")
        await on(pilot, Name)
        await tap(pilot, *"calmer", "enter", "enter")
        await on(pilot, VariationsScreen)
    (one,) = GameLog.read(path).variations
    assert (one.name, one.comment.split()) == ("calmer", comment.split())
    assert "\n" in one.comment
