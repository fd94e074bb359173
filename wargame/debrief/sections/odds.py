"""Odds, sums and dice, and what the public saw of them."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.debrief.model import Block, Paragraph, Row, Section, Span, Table, Words
from wargame.ids import SeatId
from wargame.rules.dice import Fell
from wargame.rules.views import ChanceView, OddsView, RevealLine, SeatInfo
from wargame.rules.wording import RULED, capital, roll_text

_BASE = "to begin with"
_LIMITS = "kept within the limits of odds"


def sum_table(odds: OddsView, *, inner: bool = False) -> Table:
    """The sum behind odds: what it begins with, then a row a reason."""
    base = Row((Span(_BASE, "faint"),), odds.base, (f"{odds.base}",))
    reasons = [
        Row((factor.because or "adjustment",), factor.add, (Span(f"{factor.add:+d}", "strong"),))
        for factor in odds.factors
    ]
    return Table((base, *reasons), adds=True, inner=inner)


def sum_words(odds: OddsView, most: int | None = None) -> Words:
    """The sum behind odds in a line, the reasons that mattered most first; those after ``most`` are told as
    one. Empty where nothing was added."""
    known = sorted((f for f in odds.factors if f.add and not f.unknown), key=lambda f: -abs(f.add))
    if not known:
        return ()
    parts = [(f.because, f.add) for f in known[:most]]
    if len(parts) < len(known):
        parts.append(("all else", sum(f.add for f in known[most:])))
    if limit := odds.percent - odds.base - sum(f.add for f in known):
        parts.append((_LIMITS, limit))
    words: list[str | Span] = [Span(_BASE, "faint"), " ", Span(f"{odds.base}", "strong")]
    for because, add in parts:
        words += [Span(" · ", "faint"), because, " ", Span(f"{add:+d}", "strong")]
    return tuple(words)


def roll_words(odds: int, roll: Fell) -> Words:
    """What the die shows, and on which side of the odds; or why what was likelier happened."""
    if roll == "no dice":
        return (f"{capital(roll_text(odds, roll))}.",)
    before, number, after = capital(roll_text(odds, roll)).partition(f"{roll}")
    return (before, Span(number, "strong"), f"{after}.")


def lasting_table(odds: OddsView) -> Table:
    """Whether an agreement lasts, line by line: the sum, and what it comes to."""
    return whole_sum(odds, "That it lasts")


def whole_sum(odds: OddsView, what: str = "The odds") -> Table:
    """A sum line by line, with ``what`` it comes to."""
    rows = list(sum_table(odds).rows)
    if limit := odds.percent - odds.base - sum(f.add for f in odds.factors if not f.unknown):
        rows.append(Row((_LIMITS,), limit, (Span(f"{limit:+d}", "strong"),)))
    total = Row((Span(what, "strong"),), odds.percent, (Span(str(odds), "strong"),))
    return Table((*rows, total), adds=True)


def public_steps(lines: Iterable[RevealLine]) -> tuple[Section, ...]:
    """What the public saw of a turn, step by step."""
    return tuple(public_step(line) for line in lines)


def public_step(line: RevealLine) -> Section:
    """A step of it."""
    told: list[Block] = []
    if line.chance is not None:
        told.append(Paragraph((public_chance(line.chance),)))
    if line.odds is not None:
        told += [lasting_table(line.odds)] if line.chance else [Paragraph((Span(str(line.odds), "strong"),))]
        if not line.chance and (words := sum_words(line.odds)):
            told.append(Paragraph(words))
        if line.roll is not None:
            told.append(Paragraph(roll_words(line.odds.percent, line.roll)))
    if line.ruled:
        told.append(Paragraph((RULED[line.ruled],)))
    if line.sentence:
        told.append(Paragraph((line.sentence,)))
    who = SeatInfo(SeatId(""), line.who, "", "", line.mark, line.colour)
    return Section(f"{line.who}: {line.what}", tuple(told), (who, "  ", Span(line.what, "strong")))


def public_chance(chance: ChanceView) -> Span:
    """What everybody could tell before the last die is thrown."""
    return Span(f"As everybody could tell: {chance.odds}.", "faint")
