"""Charts as what is drawn of them: lines, marks and labels in a box, for whoever has a pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.debrief.model import Chart, Curve
from wargame.text import clean
from wargame.values import frozen

_WIDE, _SMALL = (640.0, 270.0), (320.0, 140.0)
"""How large a chart is drawn, and one of a single curve."""
_LINE = 13.0
"""How far apart labels stand."""
_LETTER = 6.3
"""How wide a letter of a label is, about."""
_NAMED = 24
"""How long a label beside a curve may be."""


@frozen
class Label:
    """A text at a place: where its baseline is, and which end of it that is."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@frozen
class Line:
    """A curve: each of its ``paths`` goes as far as there are numbers, ``dots`` are its points, ``end`` is
    told beside the last."""

    paths: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    end: Label


@frozen
class Plot:
    """A box with curves, from ``left`` to ``right`` and from ``top`` to ``bottom`` inside of its ``width``
    and ``height``. ``told`` says in words what can be seen in it; ``rules`` are the heights of its lines
    across, ``marks`` the places of what is noted, counted from 1."""

    told: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    rules: tuple[float, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    marks: tuple[Label, ...]


def plot(chart: Chart) -> Plot:
    """What is drawn of a chart; one of a single curve is drawn small, with the last number beside it."""
    alone = len(chart.curves) == 1
    width, height = _SMALL if alone else _WIDE
    names = [clean((curve.shown[-1] if alone else curve.label) or "-", _NAMED) for curve in chart.curves]
    left, top, bottom = 36.0, 16.0, height - 20.0
    right = width - 14 - _LETTER * max(map(len, names), default=0)
    low, high = chart.low, max(chart.high, chart.low + 1)
    last = max(len(chart.stations) - 1, 1)

    def x(n: int) -> float:
        return round(left + (right - left) * n / last, 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * (value - low) / (high - low), 1)

    parts = 2 if alone else 4
    steps = [low + (high - low) * n / parts for n in range(parts + 1)]
    room = (right - left) / max(len(chart.stations), 1)
    every = int(max(map(len, chart.stations), default=0) * _LETTER // room) + 1
    across = [
        Label(x(n), height - 4, clean(station, 20), "middle")
        for n, station in enumerate(chart.stations)
        if n % every == 0
    ]
    ends = _apart([y(_last(curve)) for curve in chart.curves], top, bottom)
    return Plot(
        clean("; ".join(map(_course, chart.curves)), 1000),
        width,
        height,
        left,
        right,
        top,
        bottom,
        tuple(y(step) for step in steps),
        (*(Label(left - 6, y(step) + 4, f"{step:g}", "end") for step in steps), *across),
        tuple(
            _line([[(x(n), y(value)) for n, value in run] for run in _runs(curve)], Label(right, end, name))
            for curve, name, end in zip(chart.curves, names, ends, strict=True)
        ),
        tuple(Label(x(n), top - 4, f"{k}", "middle") for k, (n, _) in enumerate(chart.notes, 1)),
    )


def _line(runs: Sequence[Sequence[tuple[float, float]]], end: Label) -> Line:
    paths = tuple(" ".join(f"{x:g},{y:g}" for x, y in run) for run in runs)
    return Line(paths, tuple(point for run in runs for point in run), Label(end.x + 8, end.y + 4, end.text))


def _runs(curve: Curve) -> Iterator[list[tuple[int, float]]]:
    """The points of a curve, as far as there is one after another."""
    run: list[tuple[int, float]] = []
    for n, value in enumerate((*curve.points, None)):
        if value is not None:
            run.append((n, value))
        elif run:
            yield run
            run = []


def _last(curve: Curve) -> float:
    return next((value for value in reversed(curve.points) if value is not None), 0.0)


def _course(curve: Curve) -> str:
    """From what to what a curve goes, in words."""
    seen = [shown for shown in curve.shown if shown]
    return f"{curve.label}: {seen[0]} to {seen[-1]}" if seen else f"{curve.label}: nothing"


def _apart(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The same, moved so that a line of text has room at each."""
    placed = list(heights)
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    for edge, way in ((top, 1), (bottom, -1)):
        limit = edge
        for n in order[::way]:
            placed[n] = max(placed[n], limit) if way > 0 else min(placed[n], limit)
            limit = placed[n] + way * _LINE
    return placed
