"""Odds, sums and dice, and what the public saw of them."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.debrief.model import Paragraph, Row, Section, Span, Table, Words
from wargame.ids import SeatId
from wargame.rules.views import OddsView, RevealLine, SeatInfo
from wargame.rules.wording import capital, roll_text

_BASE = "to begin with"
_MOST = 3
"""How many reasons are told one by one in a line."""


def sum_table(odds: OddsView, *, inner: bool = False) -> Table:
    """The sum behind odds: what it begins with, then a row a reason."""
    reasons = [_reason(factor.because or "adjustment", factor.add) for factor in odds.factors]
    return Table((_base(odds), *reasons), adds=True, inner=inner)


def sum_words(odds: OddsView) -> Words:
    """The sum behind odds in a line: the reasons that mattered most, then what makes it add up. Empty where
    nothing was added."""
    known = sorted((f for f in odds.factors if f.add and not f.unknown), key=lambda f: -abs(f.add))
    rows = [_base(odds), *(_reason(factor.because, factor.add) for factor in known[:_MOST])]
    if len(known) > _MOST:
        rows.append(_reason("all else", sum(factor.add for factor in known[_MOST:])))
    if limit := odds.percent - odds.base - sum(factor.add for factor in known):
        rows.append(_reason("kept within the limits of odds", limit))
    words: list[str | Span | SeatInfo] = []
    for row in rows if known else ():
        words += [Span(" · ", "faint")] if words else []
        words += [*row.label, " ", *row.shown]
    return tuple(words)


def roll_words(odds: int, roll: int) -> Words:
    """What the die shows, and on which side of the odds."""
    before, number, after = capital(roll_text(odds, roll)).partition(f"{roll}")
    return (before, Span(number, "strong"), f"{after}.")


def public_steps(lines: Iterable[RevealLine]) -> tuple[Section, ...]:
    """What the public saw of a turn, step by step."""
    return tuple(_step(line) for line in lines)


def _step(line: RevealLine) -> Section:
    told: list[Words] = []
    if line.odds is not None:
        told += [(Span(str(line.odds), "strong"),), sum_words(line.odds)]
        if line.roll is not None:
            told.append(roll_words(line.odds.percent, line.roll))
    who = SeatInfo(SeatId(""), line.who, "", "", line.mark, line.colour)
    return Section(
        f"{line.who}: {line.what}",
        tuple(Paragraph(words) for words in (*told, (line.sentence,)) if words),
        (who, "  ", Span(line.what, "strong")),
    )


def _base(odds: OddsView) -> Row:
    return Row((Span(_BASE, "faint"),), odds.base, (f"{odds.base}",))


def _reason(because: str, add: int) -> Row:
    return Row((because,), add, (Span(f"{add:+d}", "strong"),))
