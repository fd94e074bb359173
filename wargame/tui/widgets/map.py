"""The small map: the scenario's own drawing, its places, and a mark where there is news."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Size

from wargame.scenario.model import Map
from wargame.text import clean
from wargame.tui.safe import plain
from wargame.tui.widgets.drawn import Drawn, clip

__all__ = ["MapView", "map_lines"]


def map_lines(chart: Map, news: Iterable[str] = ()) -> list[Content]:
    """The map's lines; ``news`` are ids of places where something happened, marked and bold."""
    fresh = set(news)
    art = clean(chart.art, limit=8000, lines=60, art=True)
    lines = [Content.assemble((line[:200], "$faint")) for line in art.splitlines()]
    for place in chart.places.values():
        if not (0 <= place.y < 60 and 0 <= place.x < 200):
            continue
        while len(lines) <= place.y:
            lines.append(Content(""))
        line = lines[place.y]
        mark = Content.assemble(("◉", "bold $accent")) if place.id in fresh else Content("∙")
        name = plain(place.name, 24)
        label = Content.assemble(mark, " ", name.stylize("bold") if place.id in fresh else name)
        line = line.pad_right(max(0, place.x - line.cell_length))
        after = line[place.x + label.cell_length :]
        lines[place.y] = Content.assemble(line[: place.x], label, after)
    return lines


class MapView(Drawn):
    """The map, with the places marked that are in the news."""

    def __init__(self, chart: Map, news: Iterable[str] = (), id: str | None = None) -> None:
        super().__init__(id=id)
        self.chart = chart
        self.news = tuple(news)

    def draw(self, width: int) -> Content:
        """Draw it."""
        return Content("\n").join([clip(line, width) for line in map_lines(self.chart, self.news)])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the drawing."""
        return max((line.cell_length for line in map_lines(self.chart)), default=0)
