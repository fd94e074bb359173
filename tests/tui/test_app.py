"""What holds on every screen: size, help, themes, leaving."""

from __future__ import annotations

import pytest
from textual.content import Content

from tests.tui.screens import screen_text, settle, until
from wargame.tui.app import WargameApp
from wargame.tui.menu import Menu
from wargame.tui.modals import Confirm
from wargame.tui.palette import Found, Palette
from wargame.tui.themes import THEMES, seat_colour
from wargame.tui.too_small import TooSmall


async def test_a_small_terminal_is_covered_until_it_grows() -> None:
    app = WargameApp(theme="ink")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        assert "80 x 24" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not isinstance(app.screen, TooSmall))


async def test_a_screen_opened_over_the_cover_finds_its_way_back() -> None:
    app = WargameApp(theme="ink")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        app.push_screen(Confirm(Content("Really?")))
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.resize_terminal(80, 24)
        app.screen.dismiss(False)
        await until(pilot, lambda: len(app.screen_stack) == 1)


@pytest.mark.parametrize("name", [theme.name for theme in THEMES])
async def test_every_theme_defines_what_our_styles_use(name: str) -> None:
    app = WargameApp(theme=name)
    async with app.run_test() as pilot:
        app.push_screen(Confirm(Content("Really?")))
        await until(pilot, lambda: "Really?" in screen_text(app))


async def test_no_color_chooses_the_plain_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = WargameApp()
    assert app.theme == "plain"
    async with app.run_test():
        svg = app.export_screenshot()
    assert "#56b4e9" not in svg.lower()


def test_any_colour_of_a_scenario_becomes_a_readable_one() -> None:
    assert seat_colour("#56B4E9") == "$seat-sky"
    assert seat_colour("#D55E00") == "$seat-vermilion"
    assert seat_colour("#E69F00") == "$seat-amber"
    assert seat_colour("#009E73") == "$seat-green"
    assert seat_colour("[@click=app.quit]") == "$seat-neutral"
    assert seat_colour("#808080") == "$seat-neutral"


async def test_the_highlight_needs_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("wargame.session.places.list_saves", lambda samples=True: ())
    app = WargameApp()
    async with app.run_test() as pilot:
        app.push_screen(Menu())
        await until(pilot, lambda: "None yet" in screen_text(app))
        await settle(pilot)
        reversed_texts = [
            segment.text.strip()
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.reverse and segment.text.strip()
        ]
    assert reversed_texts[0] == "New game"


async def test_leaving_takes_two_interrupts_or_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.tui.app._TWICE", 600.0)  # a busy machine may take longer than a hand
    app = WargameApp(theme="ink")
    async with app.run_test() as pilot:
        app.push_screen(Menu())
        await until(pilot, lambda: "New game" in screen_text(app))
        await pilot.press("ctrl+c")
        assert "Ctrl+C again" in screen_text(app)
        assert app.is_running
        await pilot.press("ctrl+c")
        await until(pilot, lambda: app.return_value == 130)


async def test_the_palette_has_our_commands_and_none_of_textuals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.session.places.list_saves", lambda samples=True: ())
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test() as pilot:
        app.push_screen(Menu())
        await until(pilot, lambda: "None yet" in screen_text(app))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Play on or replay a saved game" in screen_text(app))
        text = await settle(pilot)
    assert "New game" in text
    assert "Screenshot" not in text


async def test_in_the_palette_arrows_and_clicks_choose_and_that_nothing_is_found_is_said() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"hxy")
        assert "No matches found" in await settle(pilot)
        await pilot.press("enter", "backspace", "backspace", "backspace", "down", "up", "down", "enter")
        await until(pilot, lambda: app.theme == THEMES[1].name)  # Help, Theme, Quit
        await pilot.press("ctrl+p", *"em")
        await settle(pilot)
        await pilot.click(Found, offset=(2, 1))
        await until(pilot, lambda: app.theme == THEMES[2].name)
        assert not isinstance(app.screen, Palette)


async def test_what_is_marked_in_the_palette_shows_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = WargameApp(animations="none")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", "down")
        await settle(pilot)
        lines = app.screen._compositor.render_strips()
        turned = [line.text for line in lines if any(s.style and s.style.reverse for s in line)]
    assert any("Theme" in text for text in turned)
    assert not any("Quit" in text for text in turned)


async def test_the_theme_key_walks_through_all_themes() -> None:
    app = WargameApp(theme="ink", animations="none")
    seen = []
    async with app.run_test() as pilot:
        for _ in THEMES:
            seen.append(app.theme)
            await pilot.press("f9")
    assert seen == [theme.name for theme in THEMES]
    assert app.theme == "ink"
