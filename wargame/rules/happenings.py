"""Events and reactions: which of them happen, decided by their conditions, odds and dice."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.rules.account import Change, Entry, Happening
from wargame.rules.compiled import HappeningCode
from wargame.rules.context import Context
from wargame.rules.dice import Dice


def let_happen(
    codes: Sequence[HappeningCode],
    x: Context,
    fired: list[int],
    dice: Dice,
    entries: list[Entry] | None,
) -> None:
    """Lets each event or reaction happen that is due. All conditions and odds are taken from the same state; effects
    follow in the order of the file. Changes ``x`` and ``fired``; adds to ``entries`` unless it is None."""
    t, f, turn = x.t, x.f, x.turn
    due = []
    for code in codes:
        if code.turn and code.turn != turn:
            continue
        if fired[code.slot] and not code.repeat:
            continue
        if code.when(t, f, x):
            due.append((code, code.odds(t, f, x)))
    for code, (_, odds, reasons) in due:
        roll = 0 if odds >= 100 else dice.roll(turn, code.kind, code.item.id)
        happened = roll < odds
        changes: list[Change] | None = None if entries is None else []
        if happened:
            fired[code.slot] += 1
            code.apply(t, f, x, changes)
        if entries is not None:
            entries.append(
                Happening(
                    code.kind,
                    code.item.id,
                    odds,
                    roll,
                    happened,
                    changes or [],
                    reasons,
                    code.item.headline,
                    code.item.text,
                )
            )
