"""What a watched game says of itself: lines and pages, drawn at a width. All they are given is public."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from textual.content import Content

from wargame.rules.views import SeatInfo
from wargame.rules.wording import WORKED
from wargame.session.following import SeatRow, Seen, TableView
from wargame.session.live import LEAF
from wargame.session.room import table_name
from wargame.tui.clock import time_words
from wargame.tui.ending import leaves
from wargame.tui.ending import page as whole_end
from wargame.tui.exchange import asked_text, story_text
from wargame.tui.open_table import said_text
from wargame.tui.reveal import stage_title, step_text
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.drawn import beside, clip, heading, spread
from wargame.tui.widgets.frontpage import front_page, lasting_lines
from wargame.tui.widgets.header import seat_name, turn_line
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.map import map_lines
from wargame.tui.widgets.roundup import roundup_text
from wargame.tui.widgets.tracks import track_table

Part = Literal["table", "paper", "map", "said"]
"""What is looked at: what the table shows now, or one thing that is always there."""

_WIDE, _SIDE, _CHART = 110, 42, 40
"""From which width on map and ladder stand beside the paper; how wide they are, and the map by itself."""
_TIMED = frozenset({"curtain", "desk", "talk", "exchange"})
"""What a table has a clock beside."""
_GAP = Content.assemble("  ", ("│", "$rule"), "  ")


# -- lines ------------------------------------------------------------------------------------------------


def head_line(stands: TableView, width: int) -> Content:
    """Which game, where in the calendar, and its clock."""
    left: list[Content] = [
        Content.assemble((" LIVE " if stands.table == "on" else " WATCH ", "bold reverse"))
    ]
    left.append(styled(table_name(stands), "bold", 40))
    if stands.turn is not None:
        left.append(turn_line(stands.turn, days=False))
    return spread(Content("  ").join(left), clock_words(stands), width)


def clock_words(stands: TableView) -> Content:
    """The time that the table's clock shows now."""
    clock = stands.clock
    if clock is None or stands.table != "on" or not (clock.held or stands.phase in _TIMED):
        return Content("")
    passed = time.monotonic() - stands.clock_at if clock.runs else 0.0
    return time_words(clock, clock.left - passed)


def seats_line(stands: TableView, width: int) -> Content:
    """Who is in since when, who is at the keyboard, who is not yet in: the longest form that fits."""
    if stands.over or stands.phase in ("brief", "guess", "end"):
        return Content("")
    for names, words in ((True, True), (True, False), (False, True), (False, False)):
        parts = [_seat(place, names=names, words=words) for place in stands.places]
        line = Content("   ").join(parts)
        if line.cell_length <= width:
            return line
    return clip(line, width)


def _seat(place: SeatRow, *, names: bool, words: bool) -> Content:
    who = seat_name(place.seat) if names else mark(place.seat)
    if place.kind == "closed":
        how = Content.styled("closed", "$faint")
    elif place.committed:
        how = Content.styled(f"in {place.since:%H:%M}" if words and place.since else "in", "bold")
    elif place.here:
        how = Content.styled("at the keyboard" if words else "here", "bold $accent")
    else:
        how = Content.styled("not yet", "$faint")
    return Content.assemble(who, " ", how)


def mark(seat: SeatInfo) -> Content:
    """A seat's mark in its colour."""
    return styled(seat.mark, seat_colour(seat.colour), 2)


def waits_line(stands: TableView, width: int) -> Content:
    """Who waits for whom, since when; else what goes on."""
    told = waits_words(stands)
    if stands.keeps:
        keeps = _and(stands.keeps)
        others = [place.seat for place in stands.places if place.seat not in stands.keeps and _waits(place)]
        waiting = Content.assemble(_and(others), " wait for " if len(others) > 1 else " waits for ", keeps)
        if stands.phase in ("exchange", "guess"):
            does = "answers in public" if stands.phase == "exchange" else "guesses what the others wanted"
            waiting = Content.assemble("All wait: ", keeps, f" {does}")
        elif not others:
            waiting = Content.assemble("Waiting for ", keeps)
        told = Content.assemble(waiting, since_words(stands.since, " since "))
        if told.cell_length > width:
            told = Content.assemble("Waited for: ", keeps, since_words(stands.since, " since "))
    return clip(told, width)


def _waits(place: SeatRow) -> bool:
    return place.kind == "people"


def _and(seats: Sequence[SeatInfo]) -> Content:
    names = [seat_name(seat) for seat in seats]
    if len(names) < 2:
        return Content("").join(names)
    return Content.assemble(Content(", ").join(names[:-1]), " and ", names[-1])


def since_words(since: datetime | None, before: str = "") -> Content:
    """``14:02 (3 min)``."""
    if since is None:
        return Content("")
    minutes = waited(since)
    return Content.assemble(before, (f"{since:%H:%M}", "bold"), f" ({minutes} min)" if minutes else "")


def waited(since: datetime | None) -> int:
    """Whole minutes since a moment; none for one that is to come, by a clock that is wrong."""
    return max(0, int((datetime.now() - since).total_seconds() // 60)) if since is not None else 0


def waits_words(stands: TableView) -> Content:
    """What goes on, where nobody is waited for."""
    words = {
        "brief": "The briefing is read.",
        "press": "The press desk writes over the paper; all others wait for it.",
        "analyst": "The analyst foresees what all seats are asked.",
        "news": "Everybody reads what the world saw.",
        "dice": "What came of the turn is shown, deed by deed.",
        "talk": "The table is open: all talk.",
        "exchange": "An answer was given in public.",
        "umpire": "All orders are in: the umpire looks them over.",
        "last dice": "Will it last? What was agreed is put to the test.",
        "guess": "All guess what the others wanted.",
        "end": "The end.",
    }.get(stands.phase, "")
    if not stands.begun:
        return Content("")
    if not words and stands.over:
        words = "The game is over; its end has not been told at a table yet."
    return Content(words or "All orders are in: they are carried out.")


def trouble_line(stands: TableView) -> str:
    """What is wrong, in a line: with the save, or that the table gives no sign of itself."""
    if stands.trouble:
        return stands.trouble
    if stands.table == "silent" and stands.heard is not None:
        return (
            f"No sign of the table since {stands.heard:%H:%M}: its computer sleeps, is out of reach, or the "
            "program was ended."
        )
    return ""


# -- pages ------------------------------------------------------------------------------------------------


def page(seen: Seen, part: Part, width: int) -> Content:
    """What is looked at, at a width."""
    public = seen.public
    if public is None or seen.roundup is None:
        return Content("\n").join(prose(seen.stands.trouble or "Reading ...", 600).wrap(width))
    if part == "map":
        return _map(seen, width)
    if part == "paper":
        return _paper(seen, width)
    told = _told(seen, width)
    shown = _said(seen, width) if part == "said" else _table(seen, width)
    return Content("\n").join([*told, *([Content("")] if told else []), shown])


def _told(seen: Seen, width: int) -> list[Content]:
    """What everybody was told at the table in this turn."""
    return [line for text in seen.told for line in plain(text, 300).stylize("bold").wrap(width)]


def _table(seen: Seen, width: int) -> Content:
    phase = seen.stands.phase
    if phase == "news" and seen.public is not None and seen.roundup is not None:
        return roundup_text(seen.roundup, seen.public, width)
    if phase == "talk" and seen.past:
        return _said(seen, width)
    if phase in ("dice", "last dice") and seen.reveal:
        return _dice(seen, width)
    if phase == "exchange" and seen.exchanges:
        view = seen.exchanges[-1]
        return Content("\n\n").join([story_text(view, width), asked_text(view, width)])
    if phase == "end" and seen.end is not None:
        return _end(seen, width)
    return _paper(seen, width)


def _paper(seen: Seen, width: int) -> Content:
    """The front page; in a wide window with the map and the ladder beside it."""
    public = seen.public
    assert public is not None
    if width < _WIDE:
        return front_page(public, width)
    left = width - _SIDE - 5
    right = [*_chart(seen, _SIDE), *_rungs(seen, _SIDE)]
    return Content("\n").join(
        beside([(front_page(public, left).split("\n"), left), (right, _SIDE)], _GAP)
        if right
        else [front_page(public, width)]
    )


def _chart(seen: Seen, width: int) -> list[Content]:
    public, chart = seen.public, seen.chart
    if chart is None or public is None or not chart.art:
        return []
    fresh = [item.place for item in (*public.news, *public.also) if item.place]
    return [*(clip(line, width) for line in map_lines(chart, fresh)), Content("")]


def _rungs(seen: Seen, width: int) -> list[Content]:
    public = seen.public
    if public is None or not public.ladder:
        return []
    return [heading("The ladder"), *ladder_lines(public.ladder, width).split("\n")]


def _map(seen: Seen, width: int) -> Content:
    """The map, the ladder, whether agreements last, and how things stand."""
    public = seen.public
    assert public is not None
    left = _chart(seen, _CHART)
    first = _CHART if left else (width - 5) // 2
    right = [*_rungs(seen, width - 5 - first), Content("")]
    lasting = lasting_lines(public.agreements, width) or [
        Content.styled("Nothing is agreed of which it is asked whether it lasts.", "$faint")
    ]
    tracks = [track for track in public.tracks if track.shown != "?"]
    table = [heading("The state of things"), *track_table(tracks, width // 2).split("\n")] if tracks else []
    columns = [(left, first), (right, width - 5 - first)] if left else [(right, first), (table, first)]
    below = table if left else []
    lines = [*beside(columns, _GAP), *lasting, Content(""), *below]
    return Content("\n").join(lines)


def _said(seen: Seen, width: int) -> Content:
    """What seats said in public."""
    if not seen.past:
        return Content.styled("Nobody has said anything in public yet.", "$faint")
    return said_text([place.seat for place in seen.stands.places], seen.past, width)


def _dice(seen: Seen, width: int) -> Content:
    """The line in hand, as the table has it; of ordinary dice, those before it too."""
    item, lines = seen.stands.item, seen.reveal
    at = min(len(lines) - 1, max(0, (item + 1) // 2 - 1))
    thrown = item > 0 and item % 2 == 0
    line = lines[at]
    count = f"{at + 1}" if seen.stands.phase == "last dice" else f"{at + 1} of {len(lines)}"
    if seen.stands.phase == "last dice":
        if not line.sentence:  # not decided yet
            told = [*styled(line.what, "bold").wrap(width)]
            if line.chance is not None:
                told += [Content(""), *plain(f"What everybody could tell: {line.chance}", 400).wrap(width)]
            return Content("\n").join([heading("Will it last?"), Content(""), *told])
        return Content("\n").join(
            [heading("Will it last?"), Content(""), step_text(line, count, 1, width, 99)]
        )
    before = [
        clip(
            Content.assemble(
                _sign(one.grade),
                " ",
                styled(one.who, "$faint", 40),
                "  ",
                plain(one.what or one.sentence, 200),
            ),
            width,
        )
        for one in lines[max(0, at - 6) : at]
    ]
    shown = step_text(line, count, float(thrown or line.roll is None), min(width, 90))
    return Content("\n").join([heading(stage_title(lines)), *before, Content(""), shown])


def _sign(grade: str) -> Content:
    return Content.styled("✓" if grade in WORKED else "✗" if grade else "·", "bold")


def _end(seen: Seen, width: int) -> Content:
    """The leaf that the table shows, as far as it has been told; all of them where no table tells it."""
    end = seen.end
    assert end is not None
    measure = min(width, 84)
    away = seen.stands.table == "away"
    # At a table the last dice have just been seen.
    told = [whole_end(end, seen.asked)] if seen.one_page else leaves(end, seen.asked, thrown=not away)
    at, pieces = divmod(seen.stands.item, LEAF)
    if not away and at < len(told):
        shown = [(told[at], told[at].count if seen.one_page else pieces)]
    else:
        shown = [(leaf, leaf.count) for leaf in told]
    lines: list[Content] = []
    for leaf, count in shown:
        lines += [heading(leaf.title), *leaf.draw(count, measure), Content("")]
    margin = " " * ((width - measure) // 2)
    return Content("\n").join([Content.assemble(margin, line) for line in lines])
