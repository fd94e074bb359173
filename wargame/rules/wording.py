"""Sentences for what happened: used by news, cables and the ledger alike. Knows no eye; its callers decide
who reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.rules.account import Change, Deed, Reason
from wargame.rules.compiled import Rules
from wargame.rules.estimates import odds_text
from wargame.scenario.model import Outcome

GRADES = {
    "triumph": "a triumph",
    "success": "it works",
    "failure": "it fails",
    "backfire": "it backfires",
}


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def outcome_of(rules: Rules, deed: Deed) -> Outcome:
    """The outcome that the scenario writes for the deed's grade, or for the plain grade where it has none."""
    move = rules.scenario.moves[deed.move]
    if deed.grade == "triumph":
        return move.triumph or move.success
    if deed.grade == "backfire":
        return move.backfire or move.failure
    return move.success if deed.grade == "success" else move.failure


def options_text(rules: Rules, deed: Deed) -> str:
    """The choices made for a move's options, in brackets; empty where it has none."""
    move = rules.scenario.moves[deed.move]
    made = dict(deed.options)
    names = [
        option.choices[made.get(id) or next(iter(option.choices))].name for id, option in move.options.items()
    ]
    return f" ({', '.join(names)})" if names else ""


def deed_text(rules: Rules, deed: Deed) -> str:
    """Who did what and how it came out, without numbers."""
    s = rules.scenario
    name = s.moves[deed.move].name
    told = outcome_of(rules, deed).text
    return f"{s.seats[deed.seat].name}: {name}{options_text(rules, deed)}: {told or GRADES[deed.grade]}"


def die_text(odds: int, roll: int) -> str:
    """How the die fell: ``probable (72 %), the die shows 41: under 72``."""
    if odds >= 100:
        return "certain, no die"
    side = "under" if roll < odds else "not under"
    return f"{odds_text(odds)}, the die shows {roll}: {side} {odds}"


def sum_text(base: int, reasons: Iterable[Reason]) -> str:
    """A sum with its reasons: ``base 40 · no launch since March +8``."""
    return " · ".join([f"base {base}", *(f"{r.because or 'adjustment'} {r.add:+d}" for r in reasons)])


def change_text(rules: Rules, change: Change) -> str:
    """One change of a track or flag: ``Trust 28 → 34``."""
    id, before, after = change
    track = rules.scenario.tracks.get(id)
    if track is not None:
        return f"{track.name} {before} → {after}"
    flag = rules.scenario.flags[id]
    return f"{flag.name}: {'yes' if after else 'no longer'}"


def promise_text(rules: Rules, move: str, will: bool, by: int) -> str:
    """A promise in words."""
    name = rules.scenario.moves[move].name
    return f"{'will' if will else 'will not'}: {name}, by the end of turn {by}"
