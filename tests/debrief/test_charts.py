"""Charts tell what one eye saw, in numbers on paper and as curves on the screen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.tui.games import HAND, fresh, played
from wargame.analysis.outlook import outlook
from wargame.debrief import html, markdown, paper
from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.model import Chart, Curve
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections import charts
from wargame.session import GameError
from wargame.tui.chart import chart_lines, number_lines
from wargame.tui.document import document

HOSTILE = Chart(HAND, (HAND, "2"), (Curve(HAND, (1, None), (HAND, "")), Curve("b", (3, 2), ("3", "2"))), 0, 3,
                ((1, HAND),))  # fmt: skip


def test_charts_have_the_numbers_that_an_eye_saw() -> None:
    game = played()
    whole, public = charts.tracks(game, EVERYTHING), charts.tracks(game, PUBLIC)
    assert whole[0].stations == (*(str(n) for n in range(1, game.turn + 1)), "end")
    trust = next(chart.curves[0] for chart in whole if chart.title == "Trust")
    view = next(track for track in game.debrief(game.turn).tracks if track.id == "trust")
    assert trust.points == view.past
    for chart in (*whole, *public, *charts.ladder(game, PUBLIC)):
        assert all(len(c.points) == len(c.shown) == len(chart.stations) for c in chart.curves)
        assert all(a < b for (a, _), (b, _) in pairwise(chart.notes))
    assert {c.title for c in public} < {c.title for c in whole}, (
        "what the public can't see it has no chart of"
    )
    told = "\n".join(plain_lines(whole))
    assert "(1)" in told
    last = game.turn
    for chart in whole:  # what was done in turn 1 stands between its dawn and the next, never at turn 2
        ways = [way for way, _ in chart.told]
        assert {*ways} <= {*(f"{n} to {n + 1}" for n in range(1, last)), f"{last} to end"}
        assert all(f"{way}: {what[:8]}" in " ".join(told.split()) for way, what in chart.told)
    assert " by itself" in told or ": Halden" in told


def test_a_veiled_game_has_the_charts_of_the_public_alone() -> None:
    game = fresh()
    assert charts.tracks(game, PUBLIC)
    for chart, what in (
        (charts.tracks, EVERYTHING),
        (charts.ladder, "halden"),
        (charts.scores, ()),
        (charts.endings, ()),
    ):
        with pytest.raises(GameError):
            chart(game, what)


def test_chances_and_scores_over_time_end_where_the_game_did() -> None:
    game = played()
    found = outlook(game, worlds=3)
    (score,), (chance,) = charts.scores(game, found), charts.endings(game, found)
    assert [curve.points[-1] for curve in score.curves] == [s.score for s in game.end().scores]
    assert next(c for c in chance.curves if c.points[-1] == 100).label == game.end().name
    assert charts.scores(game, ()) == ()


@pytest.mark.parametrize("width", [20, 40, 78, 118])
def test_a_chart_fits_and_its_text_is_only_text(width: int) -> None:
    for chart in (HOSTILE, *charts.tracks(played(), EVERYTHING)):
        lines = [*chart_lines(chart, width), *number_lines(chart, width)]
        assert max(line.cell_length for line in lines) <= width
        assert "\x1b" not in document([chart], width).plain
    drawn = "\n".join(line.plain for line in chart_lines(HOSTILE, width, 6))
    assert drawn.count("×") == 2, "a point and its name; none where there is no number"
    assert "+" in drawn, "told apart without colour"
    sheet = paper.Sheet("x", "x", (HOSTILE,))
    assert "<b>" not in html.page(sheet).replace("<b></b>", "")
    assert "\\[red\\]" in markdown.page(sheet)
    assert "\x1b" not in "\n".join(plain_lines([HOSTILE]))
