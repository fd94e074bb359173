"""Make the pictures of the docs from the real screens: python docs/make_pictures.py

The desk is that of a game played to its third turn by policies; the other screens show the sample game. Each
is opened and drawn as SVG into docs/pictures. Run it again after a change of the screens.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.screen import Screen

from wargame.bots.runner import answer_machines, commit_waiting, policies_of
from wargame.bots.seating import setups
from wargame.rules.orders import Orders
from wargame.scenario import load
from wargame.session import Game, GameLog
from wargame.session.places import find_save
from wargame.tui import keyboard
from wargame.tui.app import WargameApp
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.program import Program
from wargame.tui.replay import Replay
from wargame.tui.roundup import RoundupScreen

keyboard.AGAIN = 0.0  # here no time goes by between two keys

HERE = Path(__file__).parent / "pictures"
SEED, TURN, SEAT = 8, 3, "trump"
_WEB_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.S)
_FONT = "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def played(turn: int) -> Game:
    """A game of the flagship at the beginning of a turn."""
    scenario = load("offer")
    game = Game.new(scenario, seed=SEED, seats=setups(scenario, {}, "ai:random"))
    while game.turn < turn:
        commit_waiting(game, policies_of(game))
        answer_machines(game)
        game.resolve()
    return game


async def draw(name: str, screen: Callable[[], Screen[Any]], keys: str, size: tuple[int, int]) -> None:
    """Open ``screen``, press ``keys`` (separated by blanks), and write what is seen to NAME.svg."""

    async def flow(app: Program) -> int:
        await app.push_screen_wait(screen())
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.pause(0.3)
        # Without the web fonts: a picture in a document must not fetch anything.
        picture = _WEB_FONTS.sub("", app.export_screenshot(title="wargame"))
    picture = re.sub(r"terminal-\d+", f"picture-{name}", picture)  # the same picture, the same file
    picture = picture.replace("Fira Code, monospace", _FONT)
    (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
    print(f"docs/pictures/{name}.svg")


async def send(orders: Orders, *, late: bool = False) -> bool:
    """No picture shows a commit."""
    return False


async def main() -> int:
    """Draw all pictures."""
    HERE.mkdir(exist_ok=True)
    game, sample = played(TURN), GameLog.read(find_save("sample"))
    await draw("desk", lambda: DeskScreen(game.seat(SEAT), send), "5 down down", (120, 36))
    await draw("roundup", lambda: RoundupScreen.of(sample, turn=TURN + 1), "", (100, 30))
    await draw("replay", lambda: Replay(sample), "right right right 4", (120, 36))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
