"""Fixtures for tests of screens: a quiet terminal and golden files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tui.screens import same_as_golden


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(text, name)``: compare a screen's text with its golden file."""

    def compare(text: str, name: str) -> None:
        same_as_golden(text, name, bool(request.config.getoption("--update-golden", default=False)))

    return compare


@pytest.fixture(autouse=True)
def _quiet_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks, no message goes by itself, and the environment says nothing of colours."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("wargame.tui.widgets.flash._SECONDS", 600.0)
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False, raising=False)
    monkeypatch.setattr("textual.widgets.TextArea.cursor_blink", False, raising=False)
