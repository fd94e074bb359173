"""The people at the table: who observes, and who took which part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.analysis.taking_part import ANALYST, PRESS, Part
from wargame.debrief.model import Item, Paragraph, Row, Section, Span, Table
from wargame.ids import SeatId
from wargame.session.log import GameLog

OBSERVERS = {PRESS: "Press desk", ANALYST: "Analyst"}
"""What observers are called."""


def observers(game: GameLog) -> Iterator[Item]:
    """Who observes, by name."""
    now = game.observers()
    for who, names in ((PRESS, now.press), (ANALYST, now.analyst)):
        if names:
            yield Item((f"{OBSERVERS[who]}: {names}.",))


def taking_part(game: GameLog, found: Iterable[Part]) -> Section:
    """Who led, wrote, argued and kept time; nothing where nobody gave a name. For whoever leads alone: it
    counts what was secret, too."""
    rows = [Row((Span(one.name, "strong"), f", {_at(game, one)}"), one.led, (_did(one),)) for one in found]
    how = "What a seat did counts for whoever led it in that turn; in pairs the other advised."
    return Section("Who took which part", (Paragraph((how,)), Table(tuple(rows))) if rows else ())


def _at(game: GameLog, one: Part) -> str:
    if one.seat in OBSERVERS:
        return OBSERVERS[one.seat].lower()
    return game.scenario.seats[SeatId(one.seat)].name


def _did(one: Part) -> str:
    lead = "on duty in" if one.seat in OBSERVERS else "led"
    told = [f"{lead} {one.led} of {_counted(one.turns, 'turn')}"]
    counts = (
        (one.letters, "letter"),
        (one.statements, "statement"),
        (one.headlines, "headline"),
        (one.arguments, "argument"),
        (one.reasons, "reason"),
        (one.answers, "answer"),
        (one.forecasts, "forecast"),
    )
    told += [_counted(n, what) for n, what in counts if n]
    if one.seat not in OBSERVERS and one.led:
        told.append(f"in time {one.in_time} of {one.led}")
    return "; ".join(told)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
