"""The box before a commit: what to think of stands first, and no line is out of reach."""

from __future__ import annotations

import pytest

from tests.desk.fake import FakeSeat
from tests.desk.views import VIEW
from tests.tui.screens import SMALL, on, screen_text, tap, until
from wargame.desk.draft import OrdersDraft
from wargame.desk.items import Item
from wargame.rules.orders import Orders
from wargame.tui.app import WargameApp
from wargame.tui.desk import commit
from wargame.tui.desk.commit import Commit


async def test_what_breaks_a_word_stands_first_and_the_rest_is_within_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commit, "broken_by", lambda *of: ("You promised Beijing not to do this.",))
    items = [Item(f"move:{n}", f"Deed {n}.") for n in range(1, 31)]
    monkeypatch.setattr(commit, "done", lambda draft: items)
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Commit(OrdersDraft.of(FakeSeat(VIEW)), (), Orders()))
        await on(pilot, Commit)
        await until(pilot, lambda: "▼ Space Read on" in screen_text(app))
        assert "You promised Beijing" in screen_text(app)
        assert "Deed 30." not in screen_text(app)
        await tap(pilot, *["down"] * 5)
        await until(pilot, lambda: "You promised Beijing" not in screen_text(app))
        await tap(pilot, "pageup")
        await until(pilot, lambda: "You promised Beijing" in screen_text(app))
        await tap(pilot, "space", "space")
        await until(pilot, lambda: "Deed 30." in screen_text(app))
        await until(pilot, lambda: "Space From the top" in screen_text(app))
        await tap(pilot, "space")
        await until(pilot, lambda: "You promised Beijing" in screen_text(app))
        assert app.screen.query_one("#yes").has_focus
