"""Everything can be read to its end on the smallest screen, and larger ones use their room."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from rich.color import ANSI_COLOR_NAMES
from textual.content import Content

from tests.desk.views import EMPTY, VIEW
from tests.players import play
from tests.shipped import shipped_rules
from tests.tui.desk.sitting import sitting
from tests.tui.games import mini
from tests.tui.samples import AGREEMENT, END, NEWS, PUBLIC, REVEAL, TRACKS, TURN
from tests.tui.screens import SMALL, on, settle, tap
from wargame.scenario import load
from wargame.session import Game
from wargame.tui.app import WargameApp
from wargame.tui.choose import ChooseScenario
from wargame.tui.ending import EndingScreen
from wargame.tui.paper import FrontPageScreen
from wargame.tui.reveal import RevealScreen
from wargame.tui.seating import Seating
from wargame.tui.themes import THEMES, offered_themes, seat_colour
from wargame.tui.untrusted import plain, prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.frontpage import front_page
from wargame.tui.widgets.papers import byline
from wargame.tui.widgets.tracks import TrackTable, track_table


async def test_every_seats_total_is_seen_as_one_reads_on_to_the_end() -> None:
    long = tuple(
        evolve(one, text=one.text + " As was promised, or nearly." * 20) for one in END.scores[0].objectives
    )
    scores = tuple(evolve(score, objectives=long) for score in END.scores)
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        screen = EndingScreen(evolve(END, scores=scores, agreements=()), PUBLIC)
        app.push_screen(screen)
        await on(pilot, EndingScreen)
        screen.action_leaf(1)
        seen = await settle(pilot)
        for _ in scores[1:]:
            await tap(pilot, "space")
            seen += await settle(pilot)
        await tap(pilot, "l")
        lines = await settle(pilot)
        while screen.aside:
            await tap(pilot, "space")
            lines += await settle(pilot)
        assert screen.leaves[screen.at].title == "One last table"
    for score in scores:
        assert f"{score.score} of 100" in seen
        assert f"{score.score} of 100" in lines


async def test_the_end_of_a_text_with_a_line_too_wide_is_not_lost() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        column = ReadingColumn(Written(lambda width: Content("word " * 40 + "\n" * 30 + "the end")))
        await app.screen.mount(column)
        column.scroll_end(animate=False)
        assert "the end" in await settle(pilot)


async def test_the_note_on_a_scenario_is_read_to_its_last_word() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(ChooseScenario())
        await pilot.pause()
        await app.workers.wait_for_complete()
        await settle(pilot)
        app.screen.query_one("#reading", ReadingColumn).scroll_end(animate=False)
        assert load("offer").disclaimer.split()[-1] in await settle(pilot)


async def test_names_in_lists_are_whole_at_80_columns() -> None:
    name = "Ask the 1718 Committee for simpler exemptions, and Seoul"
    moves = (evolve(EMPTY.moves[0], name=name), *EMPTY.moves[1:])
    terms = (evolve(EMPTY.terms[0], name=name), *EMPTY.terms[1:])
    async with sitting(evolve(EMPTY, moves=moves, terms=terms)) as here:
        await here.press("5")
        assert name in _words(here.text())
        await here.press("4", "n")
        left = " ".join(line[2:35] for line in (await here.look()).splitlines())
        assert "…" not in left
        assert set(name.split()) <= set(left.split())
        await here.press("enter")
        assert "for us " in await here.look(), "the worth of the sheet is told without scrolling"


def _words(text: str) -> str:
    """A text without what stands at the right of its rows, and without its line breaks."""
    rows = [line.split("  1  ")[0].strip() for line in text.splitlines()]
    return " ".join(" ".join(rows).split())


@pytest.mark.parametrize("width", [34, 38, 46, 58, 74])
def test_names_and_bands_of_tracks_are_whole_and_the_past_is_drawn(width: int) -> None:
    long = evolve(TRACKS[0], name="White House standing", band="divided country")
    lines = track_table((long, *TRACKS[1:]), width).plain
    assert "…" not in lines
    assert "divided country" in lines
    assert all(len(line) <= width for line in lines.splitlines())
    assert ("▂" in lines) == (width >= 44)


@pytest.mark.parametrize("size", [(120, 36), (160, 46), (200, 60)])
async def test_larger_screens_show_the_past_of_each_track(size: tuple[int, int]) -> None:
    past = tuple(evolve(one, past=(10, 40, 60, 80)) for one in VIEW.tracks if one.shown != "?")
    long = (evolve(past[0], name="White House standing", band="divided country"), *past[1:])
    async with sitting(evolve(VIEW, tracks=long), size) as here:
        table = here.desk.query_one("#tracks", TrackTable).render().plain
        assert table.count("▇") == len(here.desk.query_one("#tracks", TrackTable).tracks)
        assert "divided country" in table


def test_the_columns_of_the_page_are_filled_evenly_at_80_columns() -> None:
    public = evolve(PUBLIC, news=NEWS * 4, agreements=(AGREEMENT, AGREEMENT))
    rows = [line.split("│") for line in front_page(public, 76).plain.splitlines() if "│" in line]
    empty = [sum(not row[side].strip() for row in rows) for side in (0, 1)]
    assert max(empty) < len(rows) / 3, f"{empty} of {len(rows)} lines are empty"


def test_small_print_of_the_papers_is_not_cut() -> None:
    story = evolve(NEWS[1], source="The correspondents at the river, all of them", unconfirmed=True)
    assert " ".join(line.plain for line in byline(story, 24)).endswith("unconfirmed")
    clauses = ((AGREEMENT.clauses[0][0], "not yet due, as nobody has opened the gate"),)
    page = front_page(evolve(PUBLIC, agreements=(evolve(AGREEMENT, clauses=clauses),)), 76).plain
    assert "…" not in page


async def test_a_move_already_told_uses_the_width_of_the_screen() -> None:
    what = "Ask the 1718 Committee for simpler exemptions for all who feed people"
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = RevealScreen(TURN, (evolve(REVEAL[0], what=what), *REVEAL[1:]))
        app.push_screen(screen)
        await on(pilot, RevealScreen)
        screen._show(1)
        assert what in await settle(pilot)


async def test_the_path_of_a_save_is_told_whole() -> None:
    path = Path("/home/ada/lessons/of/the/autumn/term/games/of/the/second/group/monday-morning.toml")
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Seating(mini(), path))
        await settle(pilot)
        app.screen.query_one("#form").scroll_end(animate=False)
        text = "".join(line.strip() for line in (await settle(pilot)).splitlines())
    assert str(path) in text


def test_a_text_that_is_too_long_shows_that_there_was_more() -> None:
    assert plain("a name", 6).plain == "a name"
    assert plain("a longer name", 9).plain == "a longer…"
    assert prose("one\ntwo " * 9, 12).plain.endswith("…")


# -- colours ------------------------------------------------------------------------------------------------

_XTERM = {1: (205, 0, 0), 5: (205, 0, 205), 9: (255, 0, 0), 12: (92, 92, 255), 13: (255, 0, 255)}


def _light(colour: tuple[int, ...]) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_sixteen_colours_are_readable_on_black_and_on_white() -> None:
    (plain,) = offered_themes("standard")
    used = {value for value in plain.variables.values() if value.startswith("ansi_")}
    used |= {plain.accent or "", plain.warning or "", plain.error or "", plain.foreground or ""}
    for name in used - {"ansi_default", "ansi_black", "ansi_white"}:
        light = _light(_XTERM[ANSI_COLOR_NAMES[name.removeprefix("ansi_")]])
        assert min(1.05 / (light + 0.05), (light + 0.05) / 0.05) >= 3, name


def test_no_theme_is_offered_that_makes_two_seats_of_one_colour() -> None:
    for colours in (None, "standard", "windows", "256", "truecolor"):
        for theme in offered_themes(colours):
            shades = [theme.variables[seat_colour(seat.colour)[1:]] for seat in load("offer").seats.values()]
            assert len(set(shades)) == len(shades), f"{theme.name} at {colours}"
    assert offered_themes("truecolor") == THEMES


@pytest.mark.parametrize("seed", [4, 6])  # games of eight turns
async def test_a_small_screen_holds_all_headlines_of_a_front_page(seed: int) -> None:
    game = play(Game.new(shipped_rules("offer"), seed=seed), seed)
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        for number in (2, 5, 8):
            public = game.public(number)
            app.push_screen(FrontPageScreen(public))
            await on(pilot, FrontPageScreen)
            rows = [row.split("│") for row in (await settle(pilot)).splitlines()]
            shown = " ".join(" ".join(row[side] for row in rows if side < len(row)) for side in (0, 1))
            shown = " ".join(shown.split()).upper()
            assert len(public.news) > 4
            assert [item.headline for item in public.news if item.headline.upper() not in shown] == []
            app.pop_screen()
