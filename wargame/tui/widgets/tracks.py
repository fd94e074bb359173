"""Tracks: a strip for the head of the desk; a table with trend, band and sparkline where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from wargame.rules.views import TrackView
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import Drawn, beside, clip

_BARS = "▁▂▃▄▅▆▇█"
_NAME, _LONG_NAME = 20, 30
"""How much of a name is shown in a table at least, and at most where there is room."""


def trend(track: TrackView) -> Content:
    """``▲`` up, ``▼`` down, ``=`` the same, blank where it can't be seen; bold where it is bad news."""
    if track.trend is None:
        return Content(" ")
    sign = "▲" if track.trend > 0 else "▼" if track.trend < 0 else "="
    if track.trend == 0 or not track.good:
        return Content.assemble((sign, "$faint"))
    better = (track.trend > 0) == (track.good == "up")
    return Content.assemble((sign, "$foreground" if better else "bold $accent"))


def sparkline(values: Sequence[int], low: int, high: int, width: int) -> Content:
    """The last ``width`` values as bars between ``low`` and ``high``."""
    span = max(1, high - low)
    shown = values[-width:]
    bars = "".join(_BARS[min(7, max(0, (value - low) * 8 // span))] for value in shown)
    return Content.assemble((bars, "$faint"))


def _past(track: TrackView, width: int) -> Content:
    """The track's past; the scale is 0 to 100, or what a smaller track has shown so far."""
    top = 100 if max(track.high, *track.past, 0) > 20 else max(10, *track.past)
    return sparkline(track.past, min(0, *track.past), top, width)


def _value(track: TrackView) -> Content:
    """The number (or range), where it isn't the band's word itself."""
    return Content("") if track.shown == track.band else styled(track.shown, "bold", 12)


def track_strip(tracks: Sequence[TrackView], width: int) -> Content:
    """One line: ``Ladder 5 Provocation ▲   Trust 28 ▼``: the brief tracks, with bands where there is room."""
    brief = [track for track in tracks if track.brief] or list(tracks)
    for gap, with_band in (("   ", True), ("   ", False), ("  ", False)):
        line = Content(gap).join([_brief(track, with_band) for track in brief])
        if line.cell_length <= width:
            return line
    while len(brief) > 1 and line.cell_length > width:  # half a number would be a wrong one
        brief = brief[:-1]
        line = Content("  ").join([_brief(track, False) for track in brief])
    return clip(line, width)


def _brief(track: TrackView, with_band: bool) -> Content:
    words = [styled(track.name, "$faint", 24), _value(track)]
    if with_band or not words[1]:
        words.append(plain(track.band, 24))
    return Content(" ").join([word for word in words if word] + [trend(track)])


def track_table(tracks: Sequence[TrackView], width: int) -> Content:
    """A line a track: name left, value right, trend, band's word, and a sparkline where there is room."""
    name = max((min(_LONG_NAME, plain(track.name, 40).cell_length) for track in tracks), default=0)
    value = max((_value(track).cell_length for track in tracks), default=0)
    words = max((plain(track.band, 40).cell_length for track in tracks), default=0)
    name = min(name, max(_NAME, width - value - words - 4))
    longest = max((len(track.past) for track in tracks), default=0)
    spark = min(longest, 10) if width >= 44 and longest > 1 else 0
    # What is too long for its place goes on below; the picture of the past gives way to no word.
    band = max(1, width - name - value - spark - (5 if spark else 4))
    lines: list[Content] = []
    for track in tracks:
        number = _value(track)
        figure = Content.assemble(" " * (value - number.cell_length), number, " ", trend(track))
        past = _past(track, spark) if spark and track.past else Content("")
        word = styled(track.band, "$faint", 40)
        below = word.wrap(max(8, width - 2)) if word.cell_length > band else []
        columns = [
            (plain(track.name, 40).wrap(name), name),
            ([figure], value + 2),
            ([Content("") if below else word], band),
            ([past], spark),
        ]
        lines += [clip(line, width) for line in beside(columns, Content(" "))]
        lines += [Content.assemble("  ", line) for line in below]
    return Content("\n").join(lines)


class TrackStrip(Drawn):
    """The brief tracks in one line."""

    DEFAULT_CSS = "TrackStrip { height: 1; padding: 0 1; }"

    def __init__(self, tracks: Sequence[TrackView], id: str | None = None) -> None:
        super().__init__(id=id)
        self.tracks = tracks

    def draw(self, width: int) -> Content:
        """Draw it."""
        return track_strip(self.tracks, width)


class TrackTable(Drawn):
    """All tracks, one a line."""

    def __init__(self, tracks: Sequence[TrackView], id: str | None = None) -> None:
        super().__init__(id=id)
        self.tracks = tracks

    def draw(self, width: int) -> Content:
        """Draw it."""
        return track_table(self.tracks, width)
