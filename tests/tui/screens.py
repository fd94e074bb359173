"""Helpers for tests of screens: a screen as text, waiting for a condition, golden files."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot

from wargame.session import Game
from wargame.tui.app import WargameApp
from wargame.tui.play import play
from wargame.tui.program import Program

GOLDEN = Path(__file__).parent / "golden"
HOPS = 4
"""Queues a key goes through at most: app, focused widget, screen, what that tells others."""
SMALL = (80, 24)
LARGE = (120, 36)


def at_table(game: Game) -> WargameApp:
    """The program, which plays a game from the table on."""

    async def flow(app: Program) -> int:
        await play(app, game, brief=False)
        return 0

    return WargameApp(flow, theme="ink", animations="none")


def screen_text(app: App[Any]) -> str:
    """What stands on the screen now, line by line, without blanks at the ends."""
    # The one place that uses this private part of Textual: a box is drawn over what it is told lies below.
    visible_screen_stack.set(app._background_screens)
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips).rstrip() + "\n"


async def until(pilot: Pilot[Any], condition: Callable[[], object], timeout: float = 60) -> None:
    """Wait until ``condition`` holds; fail with the screen's text if it doesn't."""
    ends, pause = time.perf_counter() + timeout, 0.002  # a clock that is not put forward
    while not condition():
        if time.perf_counter() > ends:
            raise AssertionError(f"waited {timeout} s in vain; the screen:\n{screen_text(pilot.app)}")
        await asyncio.sleep(pause)
        pause = min(2 * pause, 0.03)  # what is looked at costs time, which the program needs, too


async def on(pilot: Pilot[Any], kind: type[object]) -> None:
    """Wait for a screen of a kind, until it takes keys and something is painted on it."""
    await until(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, kind)
            and pilot.app.screen.is_mounted
            and seen(pilot.app)
            and bool(screen_text(pilot.app).strip())
        ),
    )


def seen(app: App[Any]) -> bool:
    """Can the screen be seen, where it is a page for all? A key that was pressed before is none for it."""
    screen = app.screen if app.screen_stack else None
    return not getattr(screen, "FOR_ALL", False) or bool(getattr(screen, "painted", True))


async def tap(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once the one before has been dealt with, without the wait of ``pilot.press`` for an
    idle processor: for those who wait for a condition next. What the last one led to is drawn."""
    for key in keys:
        await until(pilot, lambda: seen(pilot.app))
        pilot.app.simulate_key(key)
        await asyncio.sleep(0.005)
        await dealt_with(pilot)
    drawn(pilot.app)


async def through(pilot: Pilot[Any], *pages: type[object]) -> None:
    """Wait for each page and leave it with Enter, but for the last."""
    for page in pages[:-1]:
        await on(pilot, page)
        await tap(pilot, "enter")
    await on(pilot, pages[-1])


def drawn(app: App[Any]) -> None:
    """Draw what is on the screen, for what may fail at that."""
    if app.screen_stack:  # a flow that ends leaves none
        screen_text(app)


async def dealt_with(pilot: Pilot[Any]) -> None:
    """Wait until the last key has gone through all its queues."""
    for _ in range(HOPS):
        if not pilot.app.screen_stack:  # a flow that ends leaves none
            return
        await pilot._wait_for_screen()
        while isinstance(pilot.app, WargameApp) and pilot.app.keyboard.waits and pilot.app.is_running:
            await asyncio.sleep(0.002)


async def settle(pilot: Pilot[Any]) -> str:
    """Wait until the screen's text stays the same for three looks; return it."""
    await pilot.pause()
    before, same = screen_text(pilot.app), 0
    for _ in range(400):
        await asyncio.sleep(0.01)
        await pilot.pause()  # a busy machine may take longer than that to paint
        now = screen_text(pilot.app)
        same = same + 1 if now == before else 0
        if same == 3:
            return now
        before = now
    raise AssertionError(f"the screen never settled:\n{before}")


def same_as_golden(text: str, name: str, update: bool) -> None:
    """Compare with ``golden/NAME.txt``; with ``update`` write it instead. A missing file fails."""
    path = GOLDEN / f"{name}.txt"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    assert path.exists(), f"no {path.name}; run with --update-golden, then look at it"
    assert text == path.read_text(encoding="utf-8")
