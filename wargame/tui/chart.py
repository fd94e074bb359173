"""Charts as text: curves on a grid of braille dots, told apart by marks where there is no colour.

The dots are plotille's; the frame is not: its axes have no ticks where the stations are. It is imported
when a chart is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from textual.content import Content

from wargame.debrief.model import Chart, Curve
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.drawn import beside, clip, filled, hanging

_MARKS = "×+#=~&@%"
"""What tells curves apart: signs that no seat has for its own."""
_COLOURS = ("sky", "vermilion", "green", "amber", "rose", "blue")
_EMPTY = "\u2800"
_HEIGHT, _LEAST = 10, 5
"""How high the field is, and how high at least."""
_COLUMN = 10
"""How wide a column of numbers is at least."""


def chart_lines(chart: Chart, width: int, height: int = 0, here: int | None = None) -> list[Content]:
    """A chart at a width in cells, in as many lines as ``height`` says if it can (0: as many as look well):
    scale, curves, stations (``here`` is marked), what curves are called and how each ends, what moved them.
    """
    scale = [f"{value:g}" for value in (chart.high, (chart.high + chart.low) / 2, chart.low)]
    room = max(map(len, scale))
    field = max(width - room - 2, len(chart.stations), 1)
    columns = _columns(len(chart.stations), field)
    rule = "".join("┬" if column in columns else "─" for column in range(field))
    foot = [
        Content.assemble((f"{'':>{room}} └{rule}", "$faint")),
        Content.assemble(" " * (room + 2), _names(chart.stations, columns, field, here)),
        *_legend(chart.curves, width),
    ]
    for way, what in chart.told:
        name = styled(way, "bold", 40)
        foot += hanging(Content.assemble("  ", name, "  ", plain(what, 300)), width, 4)
    rows = _field(chart, columns, field, max(height - len(foot), _LEAST) if height else _HEIGHT)
    ticks = {0: scale[0], len(rows) // 2: scale[1], len(rows) - 1: scale[2]}
    lines = [
        Content.assemble((f"{ticks.get(at, ''):>{room}} {'┤' if at in ticks else '│'}", "$faint"), row)
        for at, row in enumerate(rows)
    ]
    return [clip(line, width) for line in (*lines, *foot)]


def number_lines(chart: Chart, width: int) -> list[Content]:
    """The numbers of a chart, a line a station and a column a curve; those columns for which there is no room
    stand below."""
    first = max((plain(name, 20).cell_length for name in chart.stations), default=1)
    first = min(first, width // 2)
    many = max(1, (width - first) // (_COLUMN + 1))
    lines = list[Content]()
    for begin in range(0, len(chart.curves), many):
        some = list(enumerate(chart.curves))[begin : begin + many]
        each = min(3 * _COLUMN, max(1, (width - first) // len(some) - 1))
        titles = [Content.assemble(_mark(n), " ", plain(curve.label, 60)).wrap(each) for n, curve in some]
        rows = [(Content(""), titles)]
        for at, station in enumerate(chart.stations):
            shown = (plain(curve.shown[at], 60) for _, curve in some)
            rows.append(
                (styled(station, "bold", 20), [told.wrap(each) if told else [told] for told in shown])
            )
        lines += [Content("")] if lines else []
        for name, cells in rows:
            lines += beside([([name], first), *((cell, each) for cell in cells)], Content(" "))
    return lines


def _mark(n: int) -> Content:
    return Content.assemble((_MARKS[n % len(_MARKS)], _colour(n)))


def _colour(n: int) -> str:
    return f"$seat-{_COLOURS[n % len(_COLOURS)]}"


def _columns(count: int, field: int) -> list[int]:
    """In which cells of a field the stations stand, from edge to edge less a little air."""
    air = min(2, (field - count) // 2)
    return [air + round(n * (field - 1 - 2 * air) / max(1, count - 1)) for n in range(count)]


def _field(chart: Chart, columns: Sequence[int], width: int, height: int) -> list[Content]:
    """The curves, line by line; where two cross, the first has the cell."""
    cells = [[(" ", "")] * width for _ in range(height)]
    for n, curve in reversed(list(enumerate(chart.curves))):
        for row, line in enumerate(_dots(chart, curve, columns, width, height)):
            for column, dots in enumerate(line):
                if dots != _EMPTY:
                    cells[row][column] = (dots, _colour(n))
    for n, curve in reversed(list(enumerate(chart.curves))):
        for column, point in zip(columns, curve.points, strict=True):
            if point is not None:
                row = height - 1 - round(_share(chart, point) * (height - 1))
                cells[row][column] = (_MARKS[n % len(_MARKS)], f"bold {_colour(n)}")
    return [Content.assemble(*row) for row in cells]


def _dots(chart: Chart, curve: Curve, columns: Sequence[int], width: int, height: int) -> Iterator[str]:
    """One curve as lines of braille."""
    from plotille import Canvas

    canvas = Canvas(width, height, xmin=0, ymin=0, xmax=2 * width, ymax=4 * height)
    points = [
        None if point is None else (2 * column + 0.5, 1.5 + _share(chart, point) * 4 * (height - 1))
        for column, point in zip(columns, curve.points, strict=True)
    ]
    for begin, end in pairwise(points):
        if begin and end:
            canvas.line(*begin, *end)
    yield from canvas.plot().splitlines()


def _share(chart: Chart, point: float) -> float:
    """Where a point lies between the ends of the scale, from 0 to 1."""
    return min(max((point - chart.low) / ((chart.high - chart.low) or 1), 0.0), 1.0)


def _names(stations: Sequence[str], columns: Sequence[int], width: int, here: int | None) -> Content:
    """The names of the stations, each under its own; those for which there is no room are left out."""
    line = Content("")
    for n, (column, station) in enumerate(zip(columns, stations, strict=True)):
        name = styled(station, "bold reverse" if n == here else "$faint", 20)
        at = min(max(column - name.cell_length // 2, 0), max(0, width - name.cell_length))
        if not line or at > line.cell_length:
            line = Content.assemble(filled(line, at), name) if at else name
    return line


def _legend(curves: Sequence[Curve], width: int) -> list[Content]:
    """What each curve is called and how it ends, as many in a line as there is room for."""
    lines = list[Content]()
    for n, curve in enumerate(curves):
        last = next((shown for shown in reversed(curve.shown) if shown), "")
        one = Content.assemble(_mark(n), " ", plain(curve.label, 60), " ", styled(last, "bold", 40))
        if lines and lines[-1].cell_length + 3 + one.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], "   ", one)
        else:
            lines.append(one)
    return lines
