"""The ledger: the whole truth about a turn, with the numbers behind every line."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.debrief.model import Item, List, Section, Span
from wargame.rules.compiled import Rules
from wargame.rules.seat_views import seat_info
from wargame.rules.views import LedgerLine


def ledger(rules: Rules, title: str, brief: str, lines: Iterable[LedgerLine]) -> Section:
    """Lines of the ledger under a title."""
    return Section(title, (List(tuple(_line(rules, line) for line in lines)),), (brief,))


def _line(rules: Rules, line: LedgerLine) -> Item:
    return Item(
        (Span(line.text, "faint" if line.kind == "drift" else "strong"),),
        tuple((Span(detail, "faint"),) for detail in line.detail),
        seat_info(rules, line.seat) if line.seat else "·",
    )
