"""Watching from outside: a game on a second screen, and all games of a room."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from textual.pilot import Pilot

from tests.players import answered, random_orders
from tests.tui.games import fresh
from tests.tui.screens import LARGE, SMALL, on, screen_text, tap, until
from wargame.rules.orders import Orders
from wargame.session import Game
from wargame.session.live import LiveFile, Showing
from wargame.tui.app import WargameApp
from wargame.tui.program import Program
from wargame.tui.watch.room import ClassScreen
from wargame.tui.watch.screen import WatchScreen


def watching(screen: Callable[[], Any]) -> WargameApp:
    async def flow(app: Program) -> int:
        await app.push_screen_wait(screen())
        return 0

    return WargameApp(flow, theme="ink", animations="none")


async def shows(pilot: Pilot[Any], *words: str) -> str:
    """Wait until all of these stand on the screen."""
    await until(pilot, lambda: all(word in screen_text(pilot.app) for word in words))
    return screen_text(pilot.app)


def turn(game: Game) -> Game:
    for seat in game.waiting:
        game.commit(seat, random_orders(game, Random(1), seat))
    answered(game, Random(1)).resolve()
    return game


async def test_a_second_screen_goes_along_with_the_table(tmp_path: Path) -> None:
    save = tmp_path / "g.toml"
    game = turn(fresh(save=save))
    app = watching(lambda: WatchScreen(save))
    async with app.run_test(size=LARGE) as pilot:
        await on(pilot, WatchScreen)
        await shows(pilot, "WATCH", "Turn 2 of 4", "THE LADDER", "not yet")
        live = LiveFile(game)
        live.show(Showing("news"))
        await shows(pilot, "LIVE", "Everybody reads what the world saw", "WHAT CHANGED")
        live.show(Showing("curtain", "halden"))
        await shows(pilot, "Sarvia", "wait for", "Halden since", "at the keyboard")
        game.commit("halden", Orders())
        live.show(Showing("curtain", "sarvia"))
        assert " in " in (await shows(pilot, "Sarvia since"))
        for key, word in (
            ("m", "THE STATE OF THINGS"),
            ("s", "Talk aloud"),
            ("p", "THE LADDER"),
        ):
            await tap(pilot, key)
            await shows(pilot, word)
        await tap(pilot, "t")
        await pilot.resize_terminal(*SMALL)
        await shows(pilot, "Sarvia since", "Turn 2 of 4")
        whole = save.read_bytes()
        save.write_bytes(whole.replace(b"commit", b"Commit"))
        await shows(pilot, "damaged", "Turn 2 of 4")
        save.write_bytes(whole)
        await until(pilot, lambda: "damaged" not in screen_text(app))
        game.commit("sarvia", Orders())
        game.commit("commission", Orders())
        answered(game, Random(1)).resolve()
        await shows(pilot, "All orders are in", "Turn 2 of 4")
        live.show(Showing("news"))
        await shows(pilot, "Turn 3 of 4", "WHAT CHANGED")
        game.tell("Five minutes more.")
        await shows(pilot, "The instructor: Five minutes more.")
        game.rewind(2, "A wrong key.")
        await shows(pilot, "Turn 2 of 4", "went back to turn 2: A wrong key.")
        while not game.over:
            turn(game)
        live.close()
        await shows(pilot, "its end has not been told", "E The end")
        assert "Epilogue" not in screen_text(app)
        await tap(pilot, "e")
        await shows(pilot, "EPILOGUE")
        await tap(pilot, "escape")
        await until(pilot, lambda: not app.is_running or not app.screen_stack)


async def test_a_room_stands_on_one_screen_and_any_game_of_it_opens(tmp_path: Path) -> None:
    games = [fresh(save=tmp_path / f"g{n}.toml", seed=n) for n in (1, 2, 3)]
    turn(games[0])
    app = watching(lambda: ClassScreen(tmp_path))
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, ClassScreen)
        seen = await shows(pilot, "3 tables", "g1", "turn 2 of 4", "furthest behind first")
        assert seen.index("g2") < seen.index("g3") < seen.index("g1")
        await tap(pilot, "o", "o")
        await until(pilot, lambda: screen_text(app).index("g1") < screen_text(app).index("g2"))
        games[1].commit("halden", Orders())
        await shows(pilot, "waits for")
        (tmp_path / "g4.toml").write_bytes((tmp_path / "g1.toml").read_bytes()[:4000])
        await shows(pilot, "4 tables", "only a part")
        shutil.copy(tmp_path / "g1.toml", tmp_path / "g4.toml")
        await until(pilot, lambda: "only a part" not in screen_text(app))
        await tap(pilot, "w")
        seen = await shows(pilot, "Written:")
        (written,) = tmp_path.glob("class-*.md")
        assert "| g1 | 2 of 4 |" in written.read_text()
        await tap(pilot, "home", "enter")
        await on(pilot, WatchScreen)
        await shows(pilot, "g1", "Turn 2 of 4")
        await tap(pilot, "escape")
        await on(pilot, ClassScreen)
        shutil.rmtree(tmp_path)
        await shows(pilot, "folder can't be read", "g1")
