"""Sixteen colours, and none: what has the focus, the cursor, and what is selected are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.screen import Screen
from textual.widgets import TextArea

from tests.tui.games import mini, not_kept
from tests.tui.screens import SMALL, on, settle, tap
from wargame.tui.app import WargameApp
from wargame.tui.classes.form import ClassForm
from wargame.tui.seating import Seating
from wargame.tui.widgets.line import Cells, Line


def _drawn(app: WargameApp, line: int | None = None) -> Iterator[Segment]:
    """What is painted, or what of it is in a line."""
    strips = app.screen._compositor.render_strips()
    yield from (segment for n, strip in enumerate(strips) for segment in strip if line in (None, n))


def _turned(app: WargameApp, line: int | None = None) -> str:
    """What is painted the other way round, without scroll bars."""
    found = [one.text for one in _drawn(app, line) if one.style is not None and one.style.reverse]
    return " ".join(text.strip() for text in found if text.strip(" ▁▂▃▄▅▆▇█"))


@pytest.fixture(params=["16", "none"], autouse=True)
def _colours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize(
    ("make", "button"),
    [
        (lambda: Seating(mini(), Path("saves/x.toml")), "Begin"),
        (lambda: ClassForm(None, keep=not_kept), "Save"),
    ],
    ids=["table", "class"],
)
async def test_only_what_has_the_focus_is_turned_round(make: Callable[[], Screen[Any]], button: str) -> None:
    app = WargameApp(theme="plain", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(make())
        await pilot.pause()
        await settle(pilot)
        assert button not in _turned(app)
        await tap(pilot, "shift+tab")  # round to the last
        await settle(pilot)
        assert _turned(app) == button


async def test_the_cursor_in_a_field_is_seen_on_a_dark_and_on_a_light_ground() -> None:
    app = WargameApp(theme="plain", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        form = ClassForm(None, "Lovelace, Ada", keep=not_kept)
        app.push_screen(form)
        await on(pilot, ClassForm)
        field = form.query_one("#name", Line)
        field.cursor_blink = False
        field.value = "ab"
        field.cursor_position = 1
        rows = form.query_one("#roster", Cells)
        rows.cursor_blink = False
        for widget, under in ((field, "b"), (rows, "L")):
            widget.focus()
            await settle(pilot)
            line = widget.cursor_screen_offset.y
            turned = [
                one for one in _drawn(app, line) if one.style and one.style.reverse and one.text == under
            ]
            assert len(turned) == 1, f"the cursor of {widget}"
            style = turned[0].style
            assert style is not None
            assert all(colour is None or colour.is_default for colour in (style.color, style.bgcolor))


async def test_what_is_selected_is_seen_without_colours() -> None:
    app = WargameApp(theme="plain", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        form = ClassForm(None, "Lovelace, Ada", keep=not_kept)
        app.push_screen(form)
        await on(pilot, ClassForm)
        field, rows = form.query_one("#name", Line), form.query_one("#roster", TextArea)
        field.value = "Friday"
        field.select_all()
        field.focus()
        await settle(pilot)
        assert _turned(app, field.region.y) == "Friday"
        rows.select_all()
        rows.focus()
        await settle(pilot)
        assert "Lovelace, Ada" in _turned(app, rows.region.y)
