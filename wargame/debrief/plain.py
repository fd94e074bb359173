"""Blocks as plain lines: for pipes, paper and screen readers. No drawing and no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from wargame.debrief import model
from wargame.debrief.columns import WIDTH, grid_lines
from wargame.rules.views import TrackView
from wargame.rules.wording import capital
from wargame.text import clean, full_stop

_SPOKEN = str.maketrans({"→": "to", "·": ";", "–": "-"})  # a screen reader stumbles over these signs
_PERCENT = "\0%"  # a number and its sign stay on one line
_TRENDS = {-1: ", falling", 0: ", steady", 1: ", rising", None: ""}


def plain_lines(blocks: Iterable[model.Block]) -> Iterator[str]:
    """The lines of an account, without line ends and at most ``WIDTH`` long where words allow it."""
    titled = False
    for block in blocks:
        if isinstance(block, model.Section):
            yield from _section(block, 0)
        else:
            if not titled and not (isinstance(block, model.Heading) and block.first):
                yield ""
            yield from _lines(block, 0)
        titled = isinstance(block, model.Heading)


def _section(section: model.Section, indent: int) -> Iterator[str]:
    lines = [line for block in section.blocks for line in _lines(block, indent + 2)]
    if lines:  # a title over nothing isn't told
        yield ""
        yield from _wrapped(section.title, indent)
        yield from lines


def _lines(block: model.Block, indent: int) -> Iterator[str]:
    match block:
        case model.Heading():
            yield from _wrapped(block.text.upper(), indent, 0)
        case model.Paragraph():
            yield from _wrapped(model.text_of(block.words), indent, 0)
        case model.List():
            for item in block.items:
                yield from _item(item, indent)
        case model.Table():
            end = "" if block.adds else "."
            for row in block.rows:
                line = f"{model.text_of(row.label)}: {model.text_of(row.shown)}{end}"
                yield from _wrapped(line, indent + 4 * block.inner)
        case model.Figure():
            for track in block.series:
                yield from _wrapped(track_line(track), indent)
        case model.Ladder():
            for rung in block.rungs:
                if rung.here:
                    yield from _wrapped(full_stop(f"The ladder stands at: {rung.name}"), indent)
                    break
        case model.Grid():
            yield from (f"{' ' * indent}{line}" for line in grid_lines(block, WIDTH - indent))
        case model.Chart():
            yield from _wrapped(full_stop(block.title), indent)
            for curve in block.curves:
                points = zip(block.stations, curve.shown, strict=True)
                told_of = ", ".join(f"{shown} ({station})" for station, shown in points if shown)
                yield from _wrapped(f"{curve.label}: {told_of}.", indent + 2)
            for way, what in block.told:
                yield from _wrapped(full_stop(f"{way}: {what}"), indent + 2)
        case model.Section():
            yield from _section(block, indent)
        case _:
            yield from _wrapped(told(block), indent)


def _item(item: model.Item, indent: int) -> Iterator[str]:
    """An item with what is under it. Where it has no mark to begin with, a capital begins it."""
    note = f" [{item.note}]" if item.note else ""
    begin, inner = (capital, indent + 4) if item.mark else (str, indent + 2)
    yield from _wrapped(begin(model.text_of(item.words)) + note, indent)
    for words in item.under:
        yield from _wrapped(begin(model.text_of(words)), inner)


def told(block: model.Story | model.Dispatch | model.Post | model.Target) -> str:
    """What is told in one paragraph."""
    match block:
        case model.Story(news):
            doubt = " (unconfirmed)" if news.unconfirmed else ""
            text = f" {news.text}" if news.text else ""
            return f"{news.headline.rstrip('.')}{doubt}.{text}"
        case model.Dispatch(cable):
            return cable.text
        case model.Post(mail, sender):
            return f"From {sender.name}: {mail.text}"
        case model.Target(objective):
            hidden = " (hidden)" if objective.hidden else ""
            points = "" if objective.score is None else f", {objective.score} points"
            return f"{objective.name}{hidden}{points}. {objective.sentence}"


def track_line(track: TrackView) -> str:
    """A track's name, what is seen of it, its band's word, its trend."""
    band = f", {track.band}" if track.band and track.band != track.shown else ""
    shown = "not known" if track.shown == "?" else track.shown
    return f"{track.name}: {shown}{band}{_TRENDS[track.trend]}."


def _wrapped(text: str, indent: int = 0, hang: int = 2) -> Iterator[str]:
    """Wrap ``text``, ``indent`` blanks in, later lines ``hang`` more, also those after line breaks."""
    spoken = text.translate(_SPOKEN).replace(" ;", ";")
    for n, line in enumerate(clean(spoken, 20_000, 400).replace(" %", _PERCENT).split("\n")):
        wrapped = textwrap.wrap(
            line,
            WIDTH,
            initial_indent=" " * (indent + hang * (n > 0)),
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (row.replace(_PERCENT, " %") for row in wrapped or [""])
