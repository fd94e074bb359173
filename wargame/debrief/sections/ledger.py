"""The ledger: the whole truth about a turn, with the numbers behind every line."""

from __future__ import annotations

from wargame.debrief.model import Item, List, Section, Span
from wargame.rules.compiled import Rules
from wargame.rules.ledger import detail_text
from wargame.rules.seat_views import seat_info
from wargame.rules.views import DebriefView, LedgerLine


def ledgers(rules: Rules, debrief: DebriefView) -> tuple[Section, Section]:
    """The ledger of a turn's dawn, and of what its orders came to."""
    dawn, turn = (
        List(tuple(_line(rules, line) for line in lines)) for lines in (debrief.dawn, debrief.ledger)
    )
    return (
        Section("Ledger of the dawn", (dawn,), ("At dawn",)),
        Section("Ledger of the turn", (turn,), ("The turn",)),
    )


def _line(rules: Rules, line: LedgerLine) -> Item:
    return Item(
        (Span(line.text, "faint" if line.kind == "drift" else "strong"),),
        tuple((Span(detail_text(detail), "faint"),) for detail in line.detail),
        seat_info(rules, line.seat) if line.seat else "·",
    )
