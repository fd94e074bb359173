"""Blocks as the text of a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from wargame.debrief import model
from wargame.debrief.columns import grid_lines
from wargame.rules.views import ObjectiveView, SeatInfo
from wargame.rules.wording import capital
from wargame.text import clean
from wargame.tui.chart import chart_lines
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.drawn import heading, whole
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.papers import cable_text, letter_text, news_text
from wargame.tui.widgets.tracks import track_table

_STYLES = {"strong": "bold", "faint": "$faint", "title": "bold $accent", "fate": "bold reverse"}
_APART = (model.Section, model.Story, model.Dispatch, model.Post)
_NARROW = 40


def document(blocks: Iterable[model.Block], width: int) -> Content:
    """Blocks at a width in cells."""
    return Content("\n").join(document_lines(blocks, width))


def document_lines(blocks: Iterable[model.Block], width: int, *, apart: bool = True) -> list[Content]:
    """Blocks as lines, an empty one between two of them; without ``apart`` only where a block needs it."""
    lines: list[Content] = []
    for block in blocks:
        drawn = _lines(block, width)
        if drawn and lines and (apart or isinstance(block, _APART)):
            lines.append(Content(""))
        lines += drawn
    return lines


def words_content(words: model.Words, clean: Callable[[str], Content] = plain) -> Content:
    """A run of words, seats in their colours; ``clean`` takes the foreign text in it."""
    return Content.assemble(*(_part(part, clean) for part in words))


def _part(part: str | model.Span | SeatInfo, clean: Callable[[str], Content]) -> Content:
    if isinstance(part, SeatInfo):
        return seat_name(part)
    text, style = (part, "") if isinstance(part, str) else (part.text, _STYLES[part.style])
    core = text.strip(" ")
    before, _, after = text.partition(core) if core else (text, "", "")
    return Content.assemble(before[:2], clean(core), after[:2]).stylize(style)


def _lines(block: model.Block, width: int) -> list[Content]:
    match block:
        case model.Heading():
            return [heading(block.text)]
        case model.Paragraph():
            return words_content(block.words, story).wrap(width)
        case model.List():
            return [line for item in block.items for line in _item(item, width)]
        case model.Table():
            rows = enumerate(block.rows)
            return [line for at, row in rows for line in _row(row, width, begin=block.adds and not at)]
        case model.Figure():
            return track_table(block.series, width).split("\n") if block.series else []
        case model.Ladder():
            return ladder_lines(block.rungs, width).split("\n") if block.rungs else []
        case model.Grid():
            return [Content(clean(line, 400, art=True)) for line in grid_lines(block, width)]
        case model.Chart():
            return [*words_content((block.title,)).stylize("bold").wrap(width), *chart_lines(block, width)]
        case model.Story():
            return news_text(block.news, width).split("\n")
        case model.Dispatch():
            return cable_text(block.cable, block.to, width).split("\n")
        case model.Post():
            return letter_text(block.mail, block.sender, block.to, width).split("\n")
        case model.Target():
            return _objective(block.objective, width)
        case model.Section():
            return _section(block, width)


def _section(section: model.Section, width: int) -> list[Content]:
    lines = document_lines(section.blocks, width, apart=False)
    title = section.brief or (section.title,)
    if not lines or title == ("",):  # a title over nothing isn't told
        return lines
    if all(isinstance(part, str) for part in title):
        return [heading(words_content(title).plain), *lines]
    return [*words_content(title).wrap(width), *lines]


def _item(item: model.Item, width: int) -> list[Content]:
    first = _mark(item.mark) if isinstance(item.mark, SeatInfo) else plain(item.mark) or Content(" ")
    rows = words_content(item.words).wrap(max(20, width - 2))
    lines = [Content.assemble(" " if at else first, " ", row) for at, row in enumerate(rows)]
    if item.note:
        lines.append(Content.assemble("  ", styled(f"— {item.note}", "$faint", 120)))
    for words in item.under:
        rows = words_content(words).wrap(max(20, width - 4))
        lines += [Content.assemble("    ", row) for row in rows]
    return lines


def _row(row: model.Row, width: int, *, begin: bool) -> list[Content]:
    """A label at the left and its number at the right, nearer to each other for seats."""
    label, shown = words_content(row.label), words_content(row.shown)
    match row.label:
        case (SeatInfo() as seat,):
            label, width = Content.assemble(_mark(seat), " ", plain(seat.name, 40)), min(width, _NARROW)
    if begin:
        label = Content(capital(label.plain), list(label.spans))
    return whole(label, shown, width)


def _objective(objective: ObjectiveView, width: int) -> list[Content]:
    score = "" if objective.score is None else f"{objective.score}"
    name = styled(objective.name, "bold", 80)
    if objective.hidden:
        name = Content.assemble(("hidden: ", "$accent"), name)
    lines = whole(name, Content(score).stylize("bold"), width)
    lines += plain(objective.text).stylize("$faint").wrap(width)
    return [*lines, *plain(objective.sentence).wrap(width)] if objective.sentence else lines


def _mark(seat: SeatInfo) -> Content:
    return styled(seat.mark, seat_colour(seat.colour), 2)
