"""What a table tells those who watch from outside, page by page, and how it takes that away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.players import answered, random_orders
from tests.tui.games import fresh, no_roles
from tests.tui.screens import SMALL, at_table, on, tap, until
from wargame.session import Game
from wargame.session.live import LEAF, SUFFIX, Showing, load
from wargame.tui.curtain import Curtain
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.guess import GuessScreen
from wargame.tui.modals import Confirm
from wargame.tui.reveal import RevealScreen
from wargame.tui.roundup import RoundupScreen


def turn(game: Game) -> Game:
    for seat in game.waiting:
        game.commit(seat, random_orders(game, Random(1), seat))
    answered(game, Random(1)).resolve()
    return game


async def test_a_table_tells_what_it_shows_and_takes_it_away_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 0.0)
    save = tmp_path / "g.toml"
    game = fresh(no_roles(), save=save)
    while game.turn < 4:
        turn(game)
    file = save.with_name(save.name + SUFFIX)
    app = at_table(game)

    def told(phase: str, seat: str = "", item: int = 0) -> Callable[[], bool]:
        def holds() -> bool:
            found = load(file).showing if file.exists() else Showing("")
            return (found.phase, found.seat, found.item) == (phase, seat, item)

        return holds

    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await until(pilot, told("news"))
        await tap(pilot, "d")
        await on(pilot, RevealScreen)
        await until(pilot, lambda: load(file).showing.phase == "dice" and load(file).showing.item > 0)
        await tap(pilot, "escape")
        await on(pilot, RoundupScreen)
        await until(pilot, told("news"))
        await tap(pilot, "enter")
        for seat in ("halden", "sarvia", "commission"):
            await on(pilot, Curtain)
            await until(pilot, told("curtain", seat))
            await tap(pilot, "enter")
            await on(pilot, DeskScreen)
            await until(pilot, told("desk", seat))
            await tap(pilot, "g")
            await on(pilot, Commit)
            await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
        await until(pilot, lambda: load(file).told == 4)
        await tap(pilot, "enter")
        keys = {RevealScreen: "s", GuessScreen: "s", Confirm: "y"}
        met: set[object] = set()
        while not isinstance(app.screen, EndingScreen):
            if (kind := type(app.screen)) in keys:
                met.add(load(file).showing.phase)
                await tap(pilot, keys[kind])
            elif kind is RoundupScreen:
                await tap(pilot, "enter")
            await asyncio.sleep(0.5)  # a page for all takes no second press of a double one
        assert "guess" in met
        await on(pilot, EndingScreen)
        await until(pilot, told("end", item=2))
        await tap(pilot, "right")
        await until(pilot, told("end", item=LEAF + 1))
        await tap(pilot, "space")
        await until(pilot, told("end", item=LEAF + 2))
        await tap(pilot, "right")
        await until(pilot, told("end", item=2 * LEAF + 1))
        await tap(pilot, "m")
        await until(pilot, lambda: not file.exists())
