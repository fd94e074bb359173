"""The small parts: clock, tracks, ladder, map, front page, text of scenarios; each at its edges."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.tui.samples import CABLE, LADDER, LETTER, LONE_PUBLIC, NEWS, PUBLIC, REVEAL, SEATS, TRACKS, TURN
from wargame.rules.views import OddsView, RevealLine
from wargame.scenario.model import Map, Place
from wargame.session.pace import Pace, Times
from wargame.tui import clock as clocks
from wargame.tui.clock import Clock
from wargame.tui.reveal import bar, step_text
from wargame.tui.untrusted import story
from wargame.tui.widgets.frontpage import front_page
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.line import typed
from wargame.tui.widgets.map import map_lines
from wargame.tui.widgets.papers import cable_text, letter_text, news_text
from wargame.tui.widgets.roundup import _result
from wargame.tui.widgets.tracks import track_strip, track_table


class Time:
    """A clock to be set by hand."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    hand = Time()
    monkeypatch.setattr(clocks, "time", hand)
    return hand


def test_the_clock_tells_the_time_in_words(time: Time) -> None:
    clock = Clock(7)
    assert clock.words().plain == "turn 07:00"
    clock.start()
    time.now += 19
    assert clock.words().plain == "turn 06:41"
    time.now += 350
    assert clock.words().plain == "last minute 00:51"
    time.now += 60
    assert clock.words().plain.strip() == "grace 00:51"
    time.now += 60
    assert clock.words().plain.strip() == "time is up"


def test_a_paused_clock_stands_still(time: Time) -> None:
    clock = Clock(7)
    clock.start()
    clock.pause()
    time.now += 300
    assert clock.left() == 420
    clock.go_on()
    time.now += 20
    assert clock.left() == 400


def test_time_lost_is_shared_by_the_turns_and_seats_that_are_left(time: Time) -> None:
    pace = Pace(50)
    assert (pace.brief, pace.play, pace.debrief) == (5, 28, 17)
    clock = Clock(7, pace=pace)
    clock.start(turns=4)
    assert clock.left() == 28 * 60 / 4 * 3 / 4
    clock.share(3, "halden")
    assert clock.words().plain == "you have 01:45"
    time.now += 75
    assert clock.words().plain == "soon over 00:30"
    time.now += 45
    assert not clock.up
    assert clock.words().plain.strip() == "commits in 00:05"
    clock.more()
    assert clock.words().plain == "you have 00:45"
    time.now += 65
    assert clock.up
    clock.share(2, "sarvia")
    assert not clock.up
    assert clock.words().plain == "you have 01:35"
    clock.pause()
    time.now += 1180  # a long quarrel over the news: the lesson goes on
    clock.start(turns=3)
    assert clock.left() == (28 * 60 - 185 - 1180) / 3 * 3 / 4
    assert clock.times().lesson == 28 * 60 - 185 - 1180


def test_minutes_are_told_as_they_went_by_and_go_on_after_a_new_start(time: Time) -> None:
    pace = Pace(50)
    clock = Clock(7, pace=pace)
    assert clock.plan == "minute 0 of 50"
    assert clock.times() == Times(), "a lesson that has not begun begins anew"
    time.now += 125  # sooner than the plan's five
    assert clock.plan == "minute 2 of 50"
    clock.start(turns=4)
    assert clock.plan == "minute 2 of 50"
    clock.share(2, "halden")
    time.now += 60
    clock.pause()  # while a role card is read
    kept = clock.times()
    assert kept == Times(255, 28 * 60 - 60, 125, "halden", 97.5)
    assert Times.of(kept.document) == Times(255, 1620, 125, "halden", 98)
    again = Clock(7, pace=pace)
    again.resume(kept)
    time.now += 60  # the news
    assert again.plan == "minute 4 of 50"
    again.start(kept.left, 4)
    again.share(2, "halden", kept.share)
    assert again.words().plain == "you have 01:37"
    again.all_in()
    assert again.times() == Times(lesson=28 * 60 - 120, before=125)
    again.end()
    time.now += 1000  # the debrief
    assert again.times().lesson == 28 * 60 - 120
    older = Clock(7, pace=pace)
    older.resume(Times(lesson=28 * 60 - 60))  # as kept without what went by before: by the plan
    assert older.plan == "minute 6 of 50"


@pytest.mark.parametrize("found", [True, "x", None, 10**400, float("nan"), float("inf"), [], {}])
def test_what_is_no_time_is_left_out(found: object) -> None:
    assert Times.of({"left": found, "share": found}).left in (None, 1.0)


def test_minutes_of_the_open_table_come_from_those_of_the_desks() -> None:
    assert Pace(50, 2).desks(28 * 60, 4) == (28 * 60 - 3 * 120) / 4 * 3 / 4
    assert Pace(50, 2).desks(7 * 60, 1) == Pace(50).desks(7 * 60, 1)


def test_a_clock_that_is_held_acts_on_nobody(time: Time) -> None:
    clock = Clock(7, pace=Pace(50))
    clock.start(turns=4)
    clock.share(1, "halden")
    time.now += 100
    assert clock.hold()
    time.now += 1000
    assert not clock.up
    assert clock.words().plain.strip() == "clock stopped"
    assert clock.times().left == 215
    assert not clock.hold()
    assert clock.left() == 215
    assert clock.times().lesson == 28 * 60 - 100


def test_what_could_not_be_done_when_time_was_up_is_tried_again_in_a_minute(time: Time) -> None:
    clock = Clock(7, pace=Pace(50))
    clock.start(turns=4)
    clock.call("answer", 30, "planks")
    time.now += 1000
    assert clock.up
    clock.again()
    assert not clock.up
    time.now += 60
    assert clock.up


def test_no_clock_says_nothing() -> None:
    assert Clock(0).words().plain == ""


def test_a_strip_gives_up_bands_and_then_tracks_but_cuts_no_number() -> None:
    wide = track_strip(TRACKS, 110).plain
    assert "Tension 46 provocation ▲" in wide
    assert track_strip(TRACKS, 60).plain.startswith("Tension 46 ▲   Trust 28 ▼")
    assert track_strip(TRACKS, 20).plain == "Tension 46 ▲"


@pytest.mark.parametrize("width", [24, 30, 43, 44, 80, 132])
def test_no_line_is_wider_than_it_may_be(width: int) -> None:
    texts = [
        track_table(TRACKS, width),
        ladder_lines(LADDER, width),
        cable_text(CABLE, SEATS[0], width),
        letter_text(LETTER, SEATS[1], SEATS[0], width),
        news_text(NEWS[3], width),
    ]
    if width >= 43:
        texts += [front_page(PUBLIC, width), front_page(LONE_PUBLIC, width)]
        texts += [step_text(line, "1 of 4", 1, width) for line in REVEAL]
    for text in texts:
        assert max(line.cell_length for line in text.split("\n")) <= width


def test_a_header_without_room_gives_up_the_days_left() -> None:
    header = HeaderLine(SEATS[0], TURN)
    assert "104 days left" in header.draw(80).plain
    assert header.draw(50).plain.rstrip().endswith("2020")


def test_the_ladder_marks_where_the_world_stands() -> None:
    lines = ladder_lines(LADDER, 40).plain.splitlines()
    assert [line.startswith("▶") for line in lines] == [False, False, False, True, False, False]
    assert lines[0].endswith("Nuclear test")


def test_names_on_the_map_make_room_for_each_other() -> None:
    places = {
        id: Place(id=id, name=name, x=x, y=1)
        for id, name, x in (("a", "Alpha", 0), ("b", "Beta", 6), ("c", "Gamma", 9))
    }
    chart = Map(art="/----\\\n|    |\n\\----/", places=places)
    lines = [line.plain for line in map_lines(chart, ["c"])]
    assert lines[1].startswith("∙")
    assert "◉ Gamma" in lines[1]
    for name in ("Alpha", "Beta"):
        assert sum(name in line for line in lines) == 1


def test_a_map_with_wild_places_is_still_drawn() -> None:
    places = {"x": Place(id="x", name="X", x=10**9, y=-5), "y": Place(id="y", name="Y", x=3, y=0)}
    assert [line.plain for line in map_lines(Map(art="", places=places))] == ["   ∙ Y"]


@pytest.mark.parametrize(("odds", "roll"), [(3, 0), (3, 99), (97, 0), (97, 99), (50, 50)])
def test_the_bar_stops_on_the_right_side_of_its_mark(odds: int, roll: int) -> None:
    line = bar(odds, roll, 1, 62)[0].plain
    filled, mark = line.rfind("█"), line.find("┃")
    assert (filled < mark) == (roll < odds)


def test_hard_line_breaks_of_a_file_do_not_show() -> None:
    text = "One\ntwo\nthree.\n\nFour:\n- five\n- six\n  seven"
    assert story(text).plain == "One two three.\n\nFour:\n- five\n- six seven"


def test_blanks_may_be_typed() -> None:
    assert typed("  to be ") == "  to be "
    assert typed("a\x1b[2J\u202eb\u009bc") == "a[2Jbc"


def test_an_unseen_track_has_no_line_on_the_front_page() -> None:
    hidden = evolve(TRACKS[0], name="Hard currency", shown="?", value=None)
    page = front_page(evolve(PUBLIC, tracks=(*TRACKS, hidden)), 120)
    assert "Hard currency" not in page.plain


@pytest.mark.parametrize(("roll", "told"), [(50, "✗ it does not"), (2, "✓ it does")])
def test_a_die_that_is_no_deeds_has_a_result_on_the_page_for_all(roll: int, told: str) -> None:
    odds = OddsView(3, "almost certainly not", 3, ())
    slip = RevealLine("Kim", "★", "", "Planks: does it slip out of hand?", odds, roll, "", "")
    assert _result(slip).plain.endswith(told)
