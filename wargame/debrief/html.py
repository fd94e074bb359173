"""Sheets as web pages that stand alone and print well, on A4 and Letter.

The pages are templates; what is put into them is cleaned and escaped as it is put in, by the one
``Environment`` below, so that all text is only text. They fetch nothing and run nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from wargame.debrief import model, paper
from wargame.debrief.plain import told, track_line
from wargame.debrief.plots import plot
from wargame.rules.views import SeatInfo
from wargame.rules.wording import capital
from wargame.text import clean, joined

INKS = ("#1b5e9e", "#a63c06", "#2c6e2f", "#7a3b8f", "#7d5200", "#444444")
DASHES = ("", "8 3", "2 3", "10 3 2 3", "5 5", "1 5")
"""The colours of curves on white paper, and what tells them apart without."""

_MANY = 14
"""A list of more things than these stands in two columns."""

_FEW = 12
"""Where a report has more parts than these, its contents name only them."""

_LONG = 40
"""A cell of a grid with more characters than these needs room."""

_ONE_PAGE = 4_000
"""So many characters, with their tags, fit on one page of paper: no part of them begins a new one."""


def page(sheet: paper.Sheet) -> str:
    """A sheet as a whole page of HTML, in black and white."""
    return _environment().get_template("packet.html").render(sheet=sheet, STEP=0, ONE_PAGE=_ONE_PAGE)


def report(sheet: paper.Sheet) -> str:
    """The same with a table of contents, for the screen in light and dark as for paper."""
    parts = [block for block in sheet.blocks if isinstance(block, model.Section)]
    links = {part.title: f"p-{n}" for n, part in enumerate(parts, 1)}
    return _environment().get_template("report.html").render(sheet=sheet, STEP=1, LINKS=links)


def svg(chart: model.Chart) -> str:
    """A chart as a drawing that stands alone."""
    drawn: Any = _environment().get_template("blocks.html").module
    return str(drawn.svg(chart, plot(chart), "chart"))


def noted(chart: model.Chart) -> list[str]:
    """What is noted of a chart, each with the turns between whose dawns it came."""
    return [f"Turn {way}: {what}" for way, what in chart.told]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "capital": capital,
        "drawn": lambda art: Markup.escape(clean(art, 8000, 60, art=True)),
        "kind": lambda block: type(block).__name__,
        "lines": _lines,
        "noted": noted,
        "plot": plot,
        "rows": lambda chart: [(curve.label, *curve.shown) for curve in chart.curves],
        "told": told,
        "track_line": track_line,
    }
    made.globals |= {"MANY": _MANY, "LONG": _LONG, "FEW": _FEW, "INKS": INKS, "DASHES": DASHES}
    made.tests["section"] = lambda block: isinstance(block, model.Section)
    made.tests["seat"] = lambda part: isinstance(part, SeatInfo)
    return made


def _text(value: Any) -> Any:
    return kept(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def kept(text: str) -> str:
    """A part of a run of words, in one line; the blanks between it and what stands beside it stay."""
    return " " * text.startswith(" ") + clean(text, 20_000) + " " * (text.endswith(" ") and text != " ")


def _plain(block: model.Paragraph) -> bool:
    return len(block.words) == 1 and isinstance(block.words[0], str)


def _lines(block: model.Paragraph) -> Iterable[str | model.Words]:
    """The paragraphs of running text: those of its writer, or the one run of words that it is."""
    lines = joined(model.text_of(block.words)).split("\n") if _plain(block) else []
    return [line for line in lines if line] or [block.words]
