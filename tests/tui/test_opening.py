"""How a screen opens: in full at once, laid out and painted no more often than it must be."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.screen import Screen

from tests.tui.games import fresh, unsent
from tests.tui.screens import on, settle
from wargame.tui.app import WargameApp
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.menu import Menu


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (180, 50)])
async def test_a_screen_is_laid_out_for_its_size_from_the_first_and_painted_when_that_is_done(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual lays out and paints once with the classes of no size, twice as the size is told, once more for
    what came of it."""
    layouts, paints = Counter[str](), list[tuple[str, int]]()
    reflow, refresh = Compositor.reflow, Screen._compositor_refresh

    def laid_out(self: Compositor, parent: Any, *more: Any) -> Any:
        layouts[type(parent).__name__] += 1
        return reflow(self, parent, *more)

    def painted(self: Screen[Any]) -> None:
        paints.append((type(self).__name__, layouts[type(self).__name__]))
        refresh(self)

    monkeypatch.setattr(Compositor, "reflow", laid_out)
    monkeypatch.setattr(Screen, "_compositor_refresh", painted)
    game = fresh()
    app = WargameApp(theme="ink")
    async with app.run_test(size=size) as pilot:
        app.push_screen(Menu())
        await on(pilot, Menu)
        await settle(pilot)
        app.game = game
        app.push_screen(DeskScreen(game.seat(next(iter(game.setups))), unsent))
        await on(pilot, DeskScreen)
        await settle(pilot)
        first = dict(reversed(paints))
        assert app.screen.has_class("-tall") == (size[1] >= 32)
    assert first["Menu"] == first["DeskScreen"] == 2
    assert layouts["DeskScreen"] <= 3
