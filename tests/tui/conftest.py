"""Fixtures for tests of screens: a quiet terminal and golden files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from tests import idle
from tests.tui.screens import same_as_golden


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(text, name)``: compare a screen's text with its golden file."""

    def compare(text: str, name: str) -> None:
        same_as_golden(text, name, bool(request.config.getoption("--update-golden", default=False)))

    return compare


@pytest.fixture(autouse=True, scope="session")
def _styles_parsed_once() -> Iterator[None]:
    """Textual keeps what it has parsed, by text, for one app and one theme. Here every test starts an app."""
    parse, kept = Stylesheet._parse_rules, dict[Any, Any]()

    def parse_once(sheet: Stylesheet, *source: Any, **more: Any) -> Any:
        key = (source, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in kept:
            kept[key] = parse(sheet, *source, **more)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No frame is drawn for a terminal that there isn't: that is half of all work, four times a key. Tests
    draw what they look at, and what the keys led to that they pressed. Modules that say EVERY_FRAME have them
    all, as has whoever presses very many keys."""
    if hasattr(request.module, "EVERY_FRAME") or request.config.getoption("--keys") > 5000:
        return
    draw = Compositor.render_update

    def render_update(self: Compositor, full: bool = False, *stack: Any, **more: Any) -> Any:
        if full:
            return draw(self, full, *stack, **more)
        self._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for between two things that happen takes no time; and whether all queues are empty, the
    loop knows, while Pilot would send a message through each."""
    idle.skip(monkeypatch)
    if sys.platform != "win32":
        monkeypatch.setattr(Pilot, "_wait_for_screen", _rest)


async def _rest(pilot: Pilot[Any], timeout: float = 0) -> bool:
    await idle.rest()
    return True


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a screen may take longer to open than a key waits for it."""
    monkeypatch.setattr("wargame.tui.keyboard._PATIENCE", 50.0)


@pytest.fixture(autouse=True)
def _quiet_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks, no message goes by itself, no press is a second one by its time, and the environment
    says nothing of colours."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("wargame.tui.widgets.flash._SECONDS", 600.0)
    monkeypatch.setattr("wargame.tui.keyboard.AGAIN", 0.0)
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False, raising=False)
    monkeypatch.setattr("textual.widgets.TextArea.cursor_blink", False, raising=False)
