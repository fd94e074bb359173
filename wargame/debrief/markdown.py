"""Sheets as Markdown, to be changed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wargame.debrief import model, paper
from wargame.debrief.plain import told, track_line
from wargame.rules.views import SeatInfo
from wargame.text import clean, joined

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|&~$!])")
_BEGINS = re.compile(r"^(\d+)([.)])|^([-+=])")


def page(sheet: paper.Sheet) -> str:
    """A sheet as Markdown; all text in it is only text."""
    foot = f"\n---\n\n{text(sheet.foot)}\n" if sheet.foot else ""
    return "\n\n".join(part for part in _all(sheet.blocks) if part) + f"\n{foot}"


def text(foreign: str) -> str:
    """Foreign text as text of a page, in one line: nothing in it is Markdown or HTML."""
    plain = _SIGNS.sub(r"\\\1", clean(foreign, 20_000))
    return _BEGINS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", plain)


def _all(blocks: Iterable[paper.Printed], level: int = 3) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, level)


def _block(block: paper.Printed, level: int) -> Iterator[str]:
    match block:
        case model.Heading():
            yield f"{'#' if block.first else '##'} {text(block.text)}"
        case model.Paragraph():
            plain = len(block.words) == 1 and isinstance(block.words[0], str)
            lines = joined(model.text_of(block.words)).split("\n") if plain else []
            yield "\n\n".join(text(line) for line in lines if line) if lines else _words(block.words)
        case model.List():
            yield "\n".join(map(_item, block.items))
        case model.Table():
            yield _table(("", ""), [(_words(row.label), _words(row.shown)) for row in block.rows])
        case model.Figure():
            yield "\n".join(f"* {text(track_line(track))}" for track in block.series)
        case model.Ladder():
            yield "\n".join(f"* **{text(one.name)}** {text(one.line)}" for one in reversed(block.rungs))
        case model.Chart():
            grid = _table(
                ("", *map(text, block.stations)), (map(text, (c.label, *c.shown)) for c in block.curves)
            )
            notes = "\n".join(f"* {text(way)}: {text(what)}" for way, what in block.told)
            title = f"{'#' * level} {text(block.title)}"
            yield "\n\n".join(part for part in (title, grid, notes) if part)
        case model.Section():
            if inner := [part for part in _all(block.blocks, level + 1) if part]:
                head = [f"{'#' * level} {text(block.title)}"] if block.title else []
                yield "\n\n".join((*head, *inner))
        case model.Grid():
            yield _table(map(text, block.head), (map(text, row) for row in block.rows))
        case paper.Drawing():
            art = "\n".join(f"    {line}" for line in clean(block.art, 8000, 60, art=True).split("\n"))
            yield "\n\n".join((f"{'#' * level} {text(block.title)}", art, text(block.legend)))
        case paper.Envelope():
            inside = (part for part in _all(block.blocks, level) if part)
            yield "\n\n".join(("---", f"*{text(block.how)}*", f"**{_seat(block.to)}**", *inside, "---"))
        case paper.Form():
            empty = [""] * (len(block.columns) - 1)
            grid = _table([text(one) for one in block.columns], [(text(row), *empty) for row in block.rows])
            yield f"{'#' * level} {text(block.title)}\n\n{grid}"
        case _:
            yield text(told(block))


def _item(item: model.Item) -> str:
    mark = item.mark.mark if isinstance(item.mark, SeatInfo) else item.mark
    note = f" ({text(item.note)})" if item.note else ""
    under = "".join(f"\n  * {_words(words)}" for words in item.under)
    return (
        f"* {text(mark)} {_words(item.words)}{note}{under}"
        if mark
        else f"* {_words(item.words)}{note}{under}"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _words(words: model.Words) -> str:
    return "".join(map(_part, words)).strip()


def _part(part: str | model.Span | SeatInfo) -> str:
    if isinstance(part, SeatInfo):
        return f"**{_seat(part)}**"
    foreign, strong = (part, False) if isinstance(part, str) else (part.text, part.style != "faint")
    core = foreign.strip()
    if not core:
        return foreign[:1]
    before, _, after = foreign.partition(core)
    inner = f"**{text(core)}**" if strong else text(core)
    return f"{before[:1]}{inner}{after[:1]}"


def _seat(seat: SeatInfo) -> str:
    return f"{text(seat.mark)} {text(seat.name)}"
