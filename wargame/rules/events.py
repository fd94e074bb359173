"""Events and reactions: which of them happen, decided by their conditions, odds and dice."""

from __future__ import annotations

from wargame.rules.account import Change, Entry, Happening
from wargame.rules.compiled import Group
from wargame.rules.context import Context
from wargame.rules.dice import Dice


def fire(group: Group, x: Context, dice: Dice, entries: list[Entry]) -> None:
    """Lets each event or reaction of the group happen that is due. All conditions and odds are taken from
    the same state; effects follow in the order of the file. Changes ``x`` and adds to ``entries``."""
    t, f, fired, items = x.t, x.f, x.fired, group.items
    for place, _, odds, reasons in group.due(t, f, x, fired):
        code = items[place]
        roll = 0 if odds >= 100 else dice.roll(x.turn, code.kind, code.id)
        happened = roll < odds
        changes: list[Change] = []
        if happened:
            fired[code.slot] += 1
            code.apply(t, f, x, changes)
        entries.append(Happening(code.kind, code.id, odds, roll, happened, changes, reasons))
