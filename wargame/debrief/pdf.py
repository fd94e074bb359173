"""Sheets as PDF with a structure that screen readers can follow, by Typst; an extra.

The program that sets the type is ``templates/report.typ`` and never changes: what is foreign goes into it as
data, so nothing in it can be taken for a command.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from wargame.debrief import html, model
from wargame.debrief.paper import Printed, Sheet
from wargame.debrief.plain import told, track_line
from wargame.debrief.plots import plot
from wargame.rules.views import SeatInfo
from wargame.rules.wording import capital
from wargame.text import clean, joined

_PROGRAM = Path(__file__).parent / "templates" / "report.typ"


class NoTypst(OSError):
    """The extra is not installed."""


def must_be_there() -> None:
    """Raises NoTypst where the extra is not installed."""
    try:
        import typst  # noqa: F401
    except ImportError:
        raise NoTypst(
            'For PDF the extra has to be installed: pip install "wargame[pdf]". Without it write .html and '
            "print that from a browser."
        ) from None


def page(sheet: Sheet) -> bytes:
    """A sheet as tagged PDF, on A4; what is folded on a web page is left out. It is PDF/UA where there are
    fonts here for all its characters. Raises NoTypst."""
    must_be_there()
    import typst

    document = {"title": _text(sheet.title), "foot": _text(sheet.foot), "blocks": [*_all(sheet.blocks)]}
    program, told_of = _PROGRAM.read_bytes(), {"sheet": json.dumps(document)}
    try:
        made = typst.compile(program, sys_inputs=told_of, format="pdf", pdf_standards="ua-1")
    except typst.TypstError:  # one character that no font has is enough
        made = typst.compile(program, sys_inputs=told_of, format="pdf")
    return bytes(made)


def _all(blocks: Iterable[Printed]) -> Iterator[dict[str, Any]]:
    """The blocks as data, charts that are drawn small side by side."""
    for alike, group in groupby(blocks, _small):
        if alike:
            yield {
                "kind": "Charts",
                "charts": [_chart(chart) for chart in group if isinstance(chart, model.Chart)],
            }
        else:
            for block in group:
                yield from _block(block)


def _small(block: Printed) -> bool:
    return isinstance(block, model.Chart) and len(block.curves) == 1


def _block(block: Printed) -> Iterator[dict[str, Any]]:
    match block:
        case model.Heading():
            if not block.first:
                yield {"kind": "Heading", "text": _text(block.text)}
        case model.Paragraph(words=(str() as text,)):
            yield {
                "kind": "Paragraph",
                "lines": [_words((line,)) for line in joined(text).split("\n") if line],
            }
        case model.Paragraph():
            yield {"kind": "Paragraph", "lines": [_words(block.words)]}
        case model.List():
            yield {"kind": "List", "items": [_item(item) for item in block.items]}
        case model.Table():
            rows = [[_words(row.label), _words(row.shown)] for row in block.rows]
            yield {"kind": "Table", "rows": rows}
        case model.Grid():
            yield {"kind": "Grid", "head": _texts(block.head), "rows": [_texts(row) for row in block.rows]}
        case model.Figure():
            lines = [_words((track_line(track),)) for track in block.series]
            yield {"kind": "Paragraph", "lines": lines}
        case model.Ladder():
            lines = [
                _words((model.Span(one.name, "strong"), f" {one.line}")) for one in reversed(block.rungs)
            ]
            yield {"kind": "Paragraph", "lines": lines}
        case model.Chart():
            yield {"kind": "Charts", "charts": [_chart(block)]}
        case model.Section(aside=False):
            yield {"kind": "Section", "title": _text(block.title), "blocks": list(_all(block.blocks))}
        case model.Story() | model.Dispatch() | model.Post() | model.Target():
            yield {"kind": "Paragraph", "lines": [_words((told(block),))]}


def _chart(chart: model.Chart) -> dict[str, Any]:
    told_of, notes = plot(chart).told, _texts(html.noted(chart))
    return {"title": _text(chart.title), "told": told_of, "svg": html.svg(chart), "notes": notes}


def _item(item: model.Item) -> dict[str, Any]:
    mark = item.mark.mark if isinstance(item.mark, SeatInfo) else item.mark
    under = [_words(words) for words in item.under]
    return {"words": _words(item.words), "under": under, "mark": _text(mark), "note": _text(item.note)}


def _words(words: model.Words) -> list[dict[str, str]]:
    return [_part(part) for part in words]


def _part(part: str | model.Span | SeatInfo) -> dict[str, str]:
    if isinstance(part, SeatInfo):
        return {"text": f"{_text(part.mark)} {_text(capital(part.name))}", "style": "strong"}
    foreign, style = (part, "") if isinstance(part, str) else (part.text, part.style)
    return {"text": html.kept(foreign), "style": style}


def _texts(texts: Iterable[str]) -> list[str]:
    return [_text(text) for text in texts]


def _text(foreign: str) -> str:
    return clean(foreign, 20_000)
