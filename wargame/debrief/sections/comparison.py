"""Games beside each other: a few in columns turn by turn, many with a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from wargame.analysis.comparison import Comparison, Done, Outline, Parting, Stretch, as_recorded
from wargame.debrief.columns import laid, shortened
from wargame.debrief.model import Block, Grid, Heading, Item, List, Paragraph, Section
from wargame.ids import CriterionId
from wargame.rules.seat_views import dates_text
from wargame.rules.wording import capital, listed
from wargame.scenario.model import Scenario

_NAME, _ENDING = 16, 24
_WAYS = 3
"""How many ways that games went are told; the rest is counted."""
_NAMED = 3
"""Of how many games the names are told; more are counted."""

Games = Mapping[str, Outline]
"""Games by what they are called."""


def in_columns(
    s: Scenario, games: Games, record: Sequence[Done], *, public: bool, since: int = 1
) -> Iterator[Block]:
    """A few games turn by turn, each a column, from turn ``since`` on; beside them the record of what really
    happened, if any of it is given. With ``public`` what seats did as far as everybody could see."""
    names = [*games, *(["history"] if record else [])]
    for n in range(since - 1, max(len(one.turns) for one in games.values())):
        turn = s.calendar[n]
        title = f". {turn.title}" if turn.title else ""
        yield Heading(f"Turn {n + 1}: {dates_text(turn.start, turn.end)}{title}")
        brought = [one.turns[n] if n < len(one.turns) else None for one in games.values()]
        rows = [["Headline", *(turn.headline if turn else "" for turn in brought)]]
        if s.ladder is not None:
            rows.append(["Ladder", *(rung(s, turn) if turn else "" for turn in brought)])
        deals = ([_terms(s, terms) for terms in turn.signed] if turn else [] for turn in brought)
        rows.append(["Signed", *("; ".join(signed) for signed in deals)])
        if record[n : n + 1]:
            real = {"Headline": s.debrief.headlines[n : n + 1]}
            rows = [[*row, *(real.get(row[0]) or ("",))] for row in rows]
        done = [turn.told(public) if turn else {} for turn in brought]
        for id, seat in s.seats.items():
            moves = (_moves(s, did.get(id, ())) for did in (*done, *record[n : n + 1]))
            rows.append([seat.name, *moves])
        yield Grid(("", *names), laid(rows))
        if record and n < len(s.debrief.history):
            yield Paragraph((f"What really happened: {s.debrief.history[n]}",))
    yield Heading("What it came to")
    yield Grid(("", *games), laid(list(_outcomes(s, games, record, public=public))))


def _outcomes(s: Scenario, games: Games, record: Sequence[Done], *, public: bool) -> Iterator[list[str]]:
    outlines = games.values()
    yield ["Ending", *(_ending(s, one) for one in outlines)]
    yield ["Deals", *(_deals(one) for one in outlines)]
    if s.ladder is not None:
        yield ["Ladder at most", *("" if one.peak is None else f"{one.peak}" for one in outlines)]
    for id, seat in s.seats.items():
        yield [seat.name, *(f"{one.scores[id]}" if one.scores else "" for one in outlines)]
    if any(moves for done in record for moves in done.values()):
        found = (as_recorded(one, record, public=public) for one in outlines)
        yield ["Done as in history", *(f"{same} of {of} deeds" for same, of in found)]


def in_lines(s: Scenario, games: Games, *, short: bool) -> Iterator[Block]:
    """Many games, a line each: how it ended, what was signed in which turns and how much of it lasts, the
    ladder, the scores, the criteria met; and how many games ended how. With ``short`` names and endings as
    far as a terminal has room."""
    letters = [chr(ord("A") + n) for n in range(len(s.seats))]
    seats = listed([f"{a} {seat.name}" for a, seat in zip(letters, s.seats.values(), strict=True)])
    yield Heading("How they ended")
    yield Paragraph(
        (f"Scores: {seats}. Signed: in which turns. Lasts: how many agreements. Top: the ladder.",)
    )
    rows = []
    for name, one in games.items():
        signed = ",".join(f"{n}" for n, turn in enumerate(one.turns, 1) for _ in turn.signed)
        scores = [f"{one.scores[id]}" if one.scores else "" for id in s.seats]
        top = "" if one.peak is None else f"{one.peak}"
        ending = _cut(_ending(s, one), _ENDING) if short else _ending(s, one)
        lasts = f"{one.lasting}" if one.ending and signed else ""
        rows.append([_short(name, short), ending, signed, lasts, top, *scores])
    yield Grid(("", "Ending", "Signed", "Lasts", "Top", *letters), laid(rows))
    endings = Counter(_ending(s, one) for one in games.values() if one.ending)
    items = (Item((f"{ending}: {count} of {len(games)}.",)) for ending, count in endings.most_common())
    yield Section("Endings", (List(tuple(items)),))
    if s.ladder is not None and any(one.peak is not None for one in games.values()):
        of = range(max(len(one.turns) for one in games.values()))
        yield Heading("The ladder after each turn")
        steps = [
            [_short(name, short)]
            + [
                f"{one.turns[n].height}" if n < len(one.turns) and one.turns[n].height is not None else ""
                for n in of
            ]
            for name, one in games.items()
        ]
        yield Grid(("", *(f"{n + 1}" for n in of)), laid(steps))


def met(s: Scenario, games: Games, *, short: bool) -> Iterator[Block]:
    """The criteria of the scenario: which games met them, with the first turn after which they held."""
    if not s.criteria:
        return
    few = len(games) <= _NAMED
    items = []
    for number, (id, criterion) in enumerate(s.criteria.items(), 1):
        marks = {name: _mark(s, one, id) for name, one in games.items()}
        if few:
            under = tuple((f"{name}: {_met(s, one, id)}.",) for name, one in games.items())
            items.append(Item((criterion.text,), under))
        else:
            count = sum(mark not in "-?" for mark in marks.values())
            items.append(Item((f"{number}. {criterion.text} Met in {count} of {len(games)}.",)))
    yield Section("What the game was to show", (List(tuple(items)),))
    if not few:
        yield Paragraph(("With the first turn after which it held; - not met, ? not decided or told.",))
        rows = [
            [_short(name, short), *(_mark(s, one, id) for id in s.criteria)] for name, one in games.items()
        ]
        yield Grid(("", *(f"{n}." for n in range(1, len(s.criteria) + 1))), laid(rows))


def _short(name: str, short: bool) -> str:
    return shortened(name, _NAME) if short else name


def _mark(s: Scenario, one: Outline, id: CriterionId) -> str:
    found = one.criteria.get(id)
    if found is None or found.met is None:
        return "?"
    if not found.met:
        return "-"
    return f"{found.first}" if s.criteria[id].holds == "ever" else "yes"


def _met(s: Scenario, one: Outline, id: CriterionId) -> str:
    if id not in one.criteria:
        return "not told while people play" if one.veiled else "not asked in this save"
    mark = _mark(s, one, id)
    return {"?": "not decided yet", "-": "not met", "yes": "met"}.get(mark, f"met, first after turn {mark}")


def history(s: Scenario, games: Games, record: Sequence[Done], *, public: bool) -> Section:
    """What really happened, turn by turn, and how much of it was done in how many games."""
    items = []
    for n, done in enumerate(record):
        under = []
        for id, moves in done.items():
            for move, name in zip(moves, _names(s.moves, moves), strict=True):
                there = [one.turns[n] for one in games.values() if n < len(one.turns)]
                same = sum(move in turn.told(public)[id] for turn in there)
                under.append((f"{s.seats[id].name}: {name}. Done in {same} of {len(there)}.",))
        text = s.debrief.history[n] if n < len(s.debrief.history) else ""
        items.append(Item((f"Turn {n + 1}. {text}",), tuple(under)))
    return Section("What really happened, and how many did the same then", (List(tuple(items)),))


def in_common(s: Scenario, games: Games, found: Comparison) -> Section:
    """What all of them did, signed and came to."""
    items = [
        Item((f"{s.seats[seat].name}: {_moves(s, moves)}.",)) for seat, moves in found.common.items() if moves
    ]
    if found.terms:
        items.append(Item((f"Signed in all: {_terms(s, found.terms)}.",)))
    endings = {one.ending for one in games.values()}
    if len(endings) == 1 and None not in endings:
        items.append(Item((f"All ended alike: {_ending(s, next(iter(games.values())))}.",)))
    for id, criterion in s.criteria.items():
        marks = {(mark if mark in "-?" else "met") for one in games.values() for mark in [_mark(s, one, id)]}
        if len(marks) == 1 and marks != {"?"}:
            items.append(Item((criterion.text,), note="met in all" if marks == {"met"} else "met in none"))
    return Section("What they had in common", (List(tuple(items or [Item(("Nothing.",))])),))


def parted(s: Scenario, games: Games, found: Comparison) -> Section:
    """Where they parted first: on the ladder, over deals, in what each seat did."""
    rungs = s.ladder.rungs if s.ladder else {}
    told: list[tuple[str, Mapping[Any, _Named], Parting | None]]
    told = [("The ladder", rungs, found.ladder), ("What was signed", s.terms, found.deals)]
    told += [(s.seats[seat].name, s.moves, parting) for seat, parting in found.deeds.items()]
    items = [
        (one.turn, Item((f"{what}, turn {one.turn}:",), tuple(_ways(table, [*games], one))))
        for what, table, one in told
        if one is not None
    ]
    items.sort(key=lambda item: item[0])
    blocks = List(tuple(item for _, item in items) or (Item(("Nowhere.",)),))
    return Section("Where they parted first", (blocks,))


def _ways(table: Mapping[Any, _Named], names: Sequence[str], parting: Parting) -> Iterator[tuple[str]]:
    for way, numbers in parting.ways[:_WAYS]:
        told = capital("; ".join(_names(table, way))) or "Nothing"
        who = [names[number] for number in numbers]
        yield (f"{told}: {listed(who) if len(who) <= _NAMED else f'{len(who)} of {len(names)}'}.",)
    if more := parting.ways[_WAYS:]:
        count = sum(len(numbers) for _, numbers in more)
        yield (f"Something else: {count} of {len(names)}.",)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _names(table: Mapping[Any, _Named], ids: Sequence[str]) -> list[str]:
    """What the scenario calls them; a game of another edition may have had more than it has."""
    return [table[id].name if id in table else id for id in ids]


def _moves(s: Scenario, moves: Sequence[str]) -> str:
    return "; ".join(_names(s.moves, moves))


def _terms(s: Scenario, terms: Sequence[str]) -> str:
    return ", ".join(_names(s.terms, terms))


def rung(s: Scenario, turn: Stretch) -> str:
    """Where the ladder stood after a turn, if everybody sees it."""
    if turn.height is None:
        return ""
    named = _names(s.ladder.rungs, [turn.rung]) if turn.rung and s.ladder else []
    return ", ".join([f"{turn.height}", *named])


def _ending(s: Scenario, one: Outline) -> str:
    if one.ending is None:
        return f"not over: turn {len(one.turns) + 1} of {len(one.calendar)}"
    told = _names(s.endings, [one.ending])[0]
    return f"{told}, broken off after turn {one.broken}" if one.broken else told


def _deals(one: Outline) -> str:
    signed = sum(len(turn.signed) for turn in one.turns)
    lasts = f", {one.lasting} of them lasting" if signed and one.ending else ""
    return f"{signed} signed{lasts}" if signed else "none"


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3].rstrip()}..."
