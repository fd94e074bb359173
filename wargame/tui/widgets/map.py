"""The small map: the scenario's own drawing, its places, and a mark where there is news."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Size

from wargame.scenario.model import Map, Place
from wargame.text import clean
from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import Drawn, clip

_HIGH, _WIDE = 60, 200


def map_lines(chart: Map, news: Iterable[str] = ()) -> list[Content]:
    """The map's lines; ``news`` are ids of places where something happened, marked and bold.

    A name stands to the right of its place; where another one is in the way left of it, above or below; where
    there is no room at all the place has only its mark.
    """
    fresh = set(news)
    art = clean(chart.art, limit=8000, lines=60, art=True).splitlines()
    places = [p for p in chart.places.values() if 0 <= p.y < _HIGH and 0 <= p.x < _WIDE]
    places.sort(key=lambda place: place.id not in fresh)  # who is in the news has the first choice of room
    taken: dict[int, list[tuple[int, int, Content]]] = {}
    for place in places:
        mark = Content.assemble(("◉", "bold $accent")) if place.id in fresh else Content("∙")
        taken.setdefault(place.y, []).append((place.x, place.x + 1, mark))
    for place in places:
        name = plain(place.name, 24)
        name = name.stylize("bold") if place.id in fresh else name
        for y, x in _room(place, name.cell_length):
            if _free(taken.get(y, ()), x, x + name.cell_length):
                beside = y == place.y
                piece = _spaced(place, x, name) if beside else (x, x + name.cell_length, name)
                taken.setdefault(y, []).append(piece)
                break
    height = max(len(art), *[y + 1 for y in taken], 0) if taken else len(art)
    return [
        _line(art[y][:_WIDE] if y < len(art) else "", sorted(taken.get(y, ()), key=_start))
        for y in range(height)
    ]


def _room(place: Place, width: int) -> list[tuple[int, int]]:
    """Where a name may begin (line, cell), the best first."""
    right, left = (place.y, place.x + 2), (place.y, place.x - 1 - width)
    return [
        (y, x) for y, x in (right, left, (place.y - 1, place.x), (place.y + 1, place.x)) if y >= 0 and x >= 0
    ]


def _spaced(place: Place, x: int, name: Content) -> tuple[int, int, Content]:
    """The name with a blank between it and its mark, so that no stroke of the drawing shows there."""
    end = x + name.cell_length
    return (
        (x - 1, end, Content.assemble(" ", name))
        if x > place.x
        else (x, end + 1, Content.assemble(name, " "))
    )


def _free(others: Iterable[tuple[int, int, Content]], start: int, end: int) -> bool:
    """Is there a blank between this stretch and every other one? A place's own mark is one blank away."""
    return all(end < other_start or start > other_end for other_start, other_end, _ in others)


def _start(piece: tuple[int, int, Content]) -> int:
    return piece[0]


def _line(art: str, pieces: Iterable[tuple[int, int, Content]]) -> Content:
    """A line of the drawing with marks and names set over it."""
    parts: list[Content] = []
    at = 0
    for start, end, piece in pieces:
        parts += [Content.assemble((art[at:start].ljust(start - at), "$faint")), piece]
        at = end
    parts.append(Content.assemble((art[at:], "$faint")))
    return Content("").join(parts).rstrip()


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
