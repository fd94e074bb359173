"""Sheets as web pages that stand alone and print well, on A4 and Letter, in black and white."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from wargame.debrief import model, paper
from wargame.debrief.plain import told, track_line
from wargame.rules.views import SeatInfo
from wargame.rules.wording import capital
from wargame.text import clean, joined

_TAGS = {"strong": "b", "faint": "small", "title": "b", "fate": "b"}
_MANY = 14
"""A list of more things than these stands in two columns."""

_ONE_PAGE = 4_000
"""So many characters, with their tags, fit on one page of paper: no part of them begins a new one."""

_STYLE = """
@page { margin: 12mm 16mm; }
body { font: 9.8pt/1.3 Georgia, "Liberation Serif", "DejaVu Serif", serif; color: #000; background: #fff;
  max-width: 180mm; margin: 1em auto; padding: 0 1em; }
h1, h2, h3, th, .foot, .how { font-family: Helvetica, Arial, "DejaVu Sans", sans-serif; line-height: 1.2; }
h1 { font-size: 20pt; margin: 0 0 .2em; }
h2 { font-size: 14pt; margin: 3em 0 .4em; border-bottom: 1.5pt solid; break-after: avoid; }
h3 { font-size: 9.3pt; margin: .75em 0 .15em; text-transform: uppercase; break-after: avoid; }
p { margin: 0 0 .45em; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 .4em; padding-left: 1.3em; }
li { margin-bottom: .15em; break-inside: avoid; }
li[data-mark] { list-style: none; position: relative; }
li[data-mark]::before { content: attr(data-mark); position: absolute; left: -1.3em; }
li > div { margin-left: 1em; font-size: 90%; }
.many { columns: 2; column-gap: 2em; font-size: 8.7pt; }
.ladder { list-style: none; padding: 0; border-left: 3pt double; }
.ladder > li { padding: .3em .8em; border-bottom: .5pt solid; margin: 0; }
em { font-style: normal; font-size: 88%; }
em::before { content: " ["; }
em::after { content: "]"; }
table { border-collapse: collapse; width: 100%; margin-bottom: .5em; }
td, th { text-align: left; vertical-align: top; padding: .15em 1em .15em 0; }
td:first-child { white-space: nowrap; }
table, .envelope { box-sizing: border-box; }
.form td, .form th { border: .75pt solid; padding: .3em; font-size: 8.5pt; }
.form td { height: 16mm; white-space: normal; }
.form td:first-child { width: 17%; }
.form tr { break-inside: avoid; }
pre { font: 8.5pt/1.05 "DejaVu Sans Mono", Consolas, Menlo, monospace; break-inside: avoid; }
.whole { break-inside: avoid; }
.envelope { margin-top: 2em; border: 1pt dashed; padding: .8em 1em 1.2em; break-inside: avoid; }
.how { font-size: 8.5pt; }
.foot { margin-top: 1.5em; font-size: 8pt; border-top: .5pt solid; padding-top: .4em; }
@media print {
  body { max-width: none; margin: 0; padding: 0 1pt; }
  h2 { break-before: page; margin-top: 0; }
  .short h2 { break-before: auto; margin-top: 1em; }
}
""".strip()


def page(sheet: paper.Sheet) -> str:
    """A sheet as a whole page of HTML. It fetches nothing, and all text in it is only text."""
    head = f'<meta charset="utf-8">\n<title>{text(sheet.title)}</title>\n<style>\n{_STYLE}\n</style>'
    foot = f'\n<p class="foot">{text(sheet.foot)}</p>' if sheet.foot else ""
    body = "\n".join(_all(sheet.blocks)) + foot
    short = ' class="short"' if len(body) < _ONE_PAGE else ""
    page = f"<head>\n{head}\n</head>\n<body{short}>\n{body}\n</body>"
    return f'<!DOCTYPE html>\n<html lang="en">\n{page}\n</html>\n'


def text(foreign: str) -> str:
    """Foreign text as text of a page, in one line."""
    return escape(clean(foreign, 20_000))


def _all(blocks: Iterable[paper.Printed]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: paper.Printed) -> Iterator[str]:
    match block:
        case model.Heading():
            yield _tag("h1" if block.first else "h2", text(block.text))
        case model.Paragraph():
            lines = joined(model.text_of(block.words)).split("\n") if len(block.words) == 1 else []
            yield from (_tag("p", text(line)) for line in lines if line)
            if not lines:
                yield _tag("p", _words(block.words))
        case model.List():
            many = ' class="many"' if len(block.items) > _MANY else ""
            yield _tag("ul", "".join(map(_item, block.items)), many) if block.items else ""
        case model.Table():
            yield _tag("table", "".join(_row(_words(row.label), _words(row.shown)) for row in block.rows))
        case model.Figure():
            yield _tag("ul", "".join(_tag("li", text(track_line(track))) for track in block.series))
        case model.Ladder():
            rungs = (_tag("li", f"<b>{text(one.name)}</b> {text(one.line)}") for one in reversed(block.rungs))
            yield _tag("ol", "".join(rungs), ' class="ladder"')
        case model.Chart():
            head = _tag("tr", "".join(_tag("th", text(one)) for one in ("", *block.stations)))
            rows = (_row(*map(text, (curve.label, *curve.shown))) for curve in block.curves)
            notes = (_tag("li", text(f"{block.stations[at]}: {what}")) for at, what in block.notes)
            yield _tag("h3", text(block.title)) + _tag("table", head + "".join(rows))
            yield _tag("ul", "".join(notes)) if block.notes else ""
        case model.Section():
            if inner := "\n".join(part for part in _all(block.blocks) if part):  # nothing has no title
                head = _tag("h3", text(block.title)) + "\n" if block.title else ""
                yield f"<section>\n{head}{inner}\n</section>"
        case paper.Drawing():
            art = _tag("pre", escape(clean(block.art, 8000, 60, art=True)))
            inner = _tag("h3", text(block.title)) + art + _tag("p", text(block.legend))
            yield _tag("section", inner, ' class="whole"')
        case paper.Envelope():
            head = _tag("p", f"✂ {text(block.how)}", ' class="how"') + _tag("h3", _seat(block.to))
            yield _tag("section", head + "".join(_all(block.blocks)), ' class="envelope"')
        case paper.Form():
            head = _tag("tr", "".join(_tag("th", text(column)) for column in block.columns))
            rows = (_row(text(row), *[""] * (len(block.columns) - 1)) for row in block.rows)
            yield _tag("h3", text(block.title)) + _tag("table", head + "".join(rows), ' class="form"')
        case _:
            yield _tag("p", text(told(block)))


def _tag(name: str, inner: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{inner}</{name}>"


def _row(*cells: str) -> str:
    return _tag("tr", "".join(_tag("td", cell) for cell in cells))


def _item(item: model.Item) -> str:
    mark = item.mark.mark if isinstance(item.mark, SeatInfo) else item.mark
    marked = f' data-mark="{text(mark)}"' if mark else ""
    note = _tag("em", text(item.note)) if item.note else ""
    under = "".join(_tag("div", _words(words)) for words in item.under)
    return _tag("li", f"{_words(item.words)}{note}{under}", marked)


def _words(words: model.Words) -> str:
    return "".join(map(_part, words))


def _part(part: str | model.Span | SeatInfo) -> str:
    if isinstance(part, SeatInfo):
        return f"<b>{_seat(part)}</b>"
    if isinstance(part, str):
        return _kept(part)
    return _tag(_TAGS[part.style], _kept(part.text))


def _kept(part: str) -> str:
    """A part of a run of words; ``clean`` would take the blanks between it and the next one."""
    return " " * part.startswith(" ") + text(part) + " " * (part.endswith(" ") and bool(part.strip()))


def _seat(seat: SeatInfo) -> str:
    return f"{text(seat.mark)} {text(capital(seat.name))}"
