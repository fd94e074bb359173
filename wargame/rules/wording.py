"""Sentences for what happened: used by news, cables and the ledger alike. Knows no eye; its callers decide
who reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wargame.ids import ChoiceId, FlagId, OptionId, PaperId, TrackId
from wargame.rules.account import Change, Deed, Happening, Reason, Showdown
from wargame.rules.compiled import Rules
from wargame.rules.dice import Fell
from wargame.rules.estimates import odds_text
from wargame.rules.orders import AnswerWord, Grade
from wargame.rules.state import Agreement, Proposal
from wargame.scenario.model import Event, Inject, Move, Reaction

GRADES = {
    "triumph": "a triumph",
    "success": "it works",
    "failure": "it fails",
    "backfire": "it backfires",
}
RULED = {"": "", "result": "As the umpire ruled.", "odds": "The umpire ruled on the odds."}
"""What is told of a ruling where its reason is not."""
WORKED = frozenset({"success", "triumph"})
ACTS = {
    "sign": "signs",
    "refuse": "refuses",
    "endorse": "endorses",
    "silent": "falls silent on",
    "disown": "disowns",
}
"""What a seat does by its answer to an offer, or by its word on an offer or agreement."""

DOES: dict[AnswerWord, str] = {"back down": "backs down", "hold": "holds", "climb": "climbs"}
"""What a seat does by its answer in an exchange."""

_WORTHS = (
    (12, "a great deal for us"),
    (5, "good for us"),
    (1, "a little good for us"),
    (0, "neither good nor bad for us"),
    (-4, "a little bad for us"),
    (-11, "bad for us"),
)


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """``text`` with its first letter a capital."""
    return text[:1].upper() + text[1:]


def worth_word(points: int) -> str:
    """What terms are worth to one's own side, in words; one term is worth about -10 to 10 points."""
    return next((words for floor, words in _WORTHS if points >= floor), "very bad for us")


def grade_of(move: Move, grade: Grade) -> Grade:
    """The grade for which the scenario writes an outcome: the plain one where it has none."""
    if getattr(move, grade) is not None:
        return grade
    return "success" if grade in WORKED else "failure"


def item_of(rules: Rules, entry: Happening) -> Event | Reaction | Inject | None:
    """The scenario's event, reaction or inject; None for news in the umpire's own words."""
    s = rules.scenario
    tables: dict[str, Mapping[Any, Event | Reaction | Inject]]
    tables = {"event": s.events, "reaction": s.reactions, "inject": s.injects}
    return tables[entry.kind][entry.id] if entry.id else None


def choice_names(move: Move, options: Iterable[tuple[OptionId, ChoiceId]]) -> list[str]:
    """The names of what was chosen for a move's options; the first choice where nothing was."""
    made = dict(options)
    return [
        option.choices[made.get(id) or next(iter(option.choices))].name for id, option in move.options.items()
    ]


def options_text(rules: Rules, deed: Deed) -> str:
    """The choices made for a move's options, in brackets; empty where it has none."""
    names = choice_names(rules.scenario.moves[deed.move], deed.options)
    return f" ({', '.join(names)})" if names else ""


def secrecy(move: Move) -> str:
    """Who learns of a move, behind its name in brackets; empty for everybody."""
    return "" if move.visibility == "open" else f" [{move.visibility}]"


def deed_text(rules: Rules, deed: Deed, told: str) -> str:
    """Who did what and how it came out, in the words for it, without numbers."""
    s = rules.scenario
    name = s.moves[deed.move].name
    return f"{s.seats[deed.seat].name}: {name}{options_text(rules, deed)}: {told or GRADES[deed.grade]}"


LAST = {True: "The last die", False: "The change of hands"}
"""What decides over agreements at the end, where dice are thrown and where none are."""


LAST_DICE = {True: "The last dice", False: "What lasts"}
"""What that is called where it is told of all of them."""


def die_text(odds: int, roll: Fell) -> str:
    """How the die fell: ``probable (72 %), the die shows 41: under 72``."""
    if odds >= 100:
        return "certain" if roll == "no dice" else "certain, no die"
    return f"{odds_text(odds)}, {roll_text(odds, roll)}"


def roll_text(odds: int, roll: Fell) -> str:
    """On which side of the odds a die fell: ``the die shows 41: under 72``; or what decided without one."""
    if roll == "no dice":
        return f"no dice: {'as likely as not, so it comes off' if odds == 50 else 'the likelier of the two'}"
    side = "under" if roll < odds else "not under"
    return f"the die shows {roll}: {side} {odds}"


def sum_text(base: int, reasons: Iterable[Reason]) -> str:
    """A sum with its reasons: ``base 40 · no launch since March +8``."""
    return " · ".join([f"base {base}", *(f"{r.because or 'adjustment'} {r.add:+d}" for r in reasons)])


def outcome_words(rules: Rules, fought: Showdown) -> str:
    """How an exchange ended, in one sentence: who blinked, and how high they stood."""
    exchange, seats = rules.scenario.exchanges[fought.exchange], rules.scenario.seats
    by, to = seats[fought.seat].name, seats[fought.to].name
    rung = f"rung {fought.height} of {len(exchange.rungs)} ({exchange.rungs[fought.height - 1].name})"
    return {
        "faced": f"{to} backs down before {by} on {rung}.",
        "first": f"{by} backs down before {to} on {rung} and withdraws what it had ordered.",
        "both": f"{by} and {to} stand on {rung}; neither has backed down.",
        "slip": f"{by} and {to} stand on {rung}, and it slips out of their hands.",
        "top": f"{by} and {to} have climbed to {rung}.",
    }[fought.end]


def change_text(rules: Rules, change: Change) -> str:
    """One change of a track or flag: ``Trust 28 → 34``."""
    id, before, after = change
    track = rules.scenario.tracks.get(TrackId(id))
    if track is not None:
        return f"{track.name} {before} → {after}"
    flag = rules.scenario.flags[FlagId(id)]
    return f"{flag.name}: {'yes' if after else 'no longer'}"


def offer_text(rules: Rules, offer: Proposal) -> str:
    """An offer by whose it is and when it was made."""
    return offer_name(rules.scenario.seats[offer.author].name, offer.id, offer.made)


def offer_name(author: str, id: PaperId, made: int) -> str:
    """``Beijing's second offer of turn 2``: a seat may make several in a turn."""
    return f"{author}'s {_which(id)}offer of turn {made}"


def own_offer(id: PaperId, made: int) -> str:
    """``your second offer of turn 2``, for the seat that made it."""
    return f"your {_which(id)}offer of turn {made}"


def _which(id: PaperId) -> str:
    _, _, number = id.partition(".")
    return {"": "", "2": "second ", "3": "third "}.get(number, f"{number}th ")


def paper_name(rules: Rules, agreement: Agreement, all: Sequence[Agreement]) -> str:
    """What an agreement is called among all of its game: ``the October paper``, ``the second October
    paper``, by the month in which it came into force."""

    def month(one: Agreement) -> str:
        return f"{rules.calendar[one.since - 1].end:%B}"

    named = [one.id for one in all if month(one) == month(agreement)]
    return f"the {ordinal(named.index(agreement.id))}{month(agreement)} paper"


def ordinal(place: int) -> str:
    """A place in a row from 0 on, before a name: nothing for the first, ``second ``, ``5th ``."""
    return ("", "second ", "third ", "fourth ")[place] if place < 4 else f"{place + 1}th "


def agreement_text(rules: Rules, agreement: Agreement, all: Sequence[Agreement]) -> str:
    """An agreement by its name and parties: ``the October paper of Halden and Sarvia``."""
    parties = listed([rules.scenario.seats[party].name for party in agreement.parties])
    return f"{paper_name(rules, agreement, all)} of {parties}"


def promise_text(move: Move, will: bool, by: int, *, whole: bool = False) -> str:
    """A promise as a note, or as the ``whole`` end of a sentence."""
    verb, end = "will" if will else "will not", f"by the end of turn {by}"
    return f"{verb} order {move.name} {end}" if whole else f"{verb}: {move.name}, {end}"
