"""What came of a turn: drama before drift, each thing with its entry in the ledger behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.model import Block, Heading, Item, List, Span, Words
from wargame.debrief.pages.page import Outcome, Page, Told, faint
from wargame.debrief.sections import exchanges, papers, table
from wargame.debrief.sections.odds import public_step, whole_sum
from wargame.debrief.sections.words import called
from wargame.rules.account import (
    WON,
    Account,
    Answered,
    Deed,
    Drift,
    End,
    Entry,
    Happening,
    PledgeFate,
    Showdown,
    Talk,
)
from wargame.rules.bulletins import RUNG, steps
from wargame.rules.dice import Fell
from wargame.rules.lasting import last_dice
from wargame.rules.ledger import detail_text, ledger_lines
from wargame.rules.orders import NO_UMPIRE, Umpire
from wargame.rules.rulings import ruled, ruling_on
from wargame.rules.seat_views import seat_info
from wargame.rules.state import State
from wargame.rules.stories import Stories
from wargame.rules.views import LedgerLine, News, OddsView, RevealLine, SeatInfo
from wargame.rules.wording import GRADES, LAST_DICE, RULED, capital, options_text, promise_text, secrecy
from wargame.session.log import GameLog
from wargame.text import full_stop

KINDS: Mapping[str, str] = {
    "deed": "What seats did",
    "exchange": "Back down?",
    "talks": "Signed, said and promised",
    "news": "What else happened",
    "spared": "What did not happen",
    "dawn": "At its dawn",
    "drift": "What moved by itself",
    "dice": LAST_DICE[True],
    "end": "The end",
}
"""What kinds of outcomes there are, in the order in which they are told, and what each is called."""

_DICE = ("survived", "fell")
_TALKS = {
    "in force": 30,
    "broken": 26,
    "signed": 24,
    "endorsed": 14,
    "disowned": 16,
    "refused": 14,
    "proposed": 8,
}
_OUT, _ODD, _LONG = 14, 9, 25
"""How much more of a headline something makes that came out against its seat's will, or that fell against
odds of so many percent or more."""


class Outcomes(Page):
    """What seats did and what came of it, exchanges, what was signed; then the news; then drift."""

    id, name = "ledger", "What came of it"

    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """Tell it."""
        first: tuple[Block, ...] = ()
        if eye not in (EVERYTHING, PUBLIC):
            view = game.view(eye, turn)
            late = (cable for cable in game.cables(eye, turn) if cable not in view.cables)
            first = papers.dispatches(late, view.seat)
        else:
            first = tuple(table.said(game, turn)) if eye == PUBLIC else ()
        found = list(outcomes(game, turn, eye))
        told: list[Block | Outcome] = [*first]
        for kind, title in KINDS.items():
            if some := sorted((one for one in found if one.kind == kind), key=lambda one: -one.weight):
                told += [Heading(title if kind != "dice" else LAST_DICE[game.rules.thrown]), *some]
        if eye == EVERYTHING and game.over and turn == game.turn:
            told.append(table.decided(game))
        return tuple(told) or faint(
            "Nothing is written in the ledger of this turn."
            if eye == EVERYTHING
            else "Nothing of this turn reached the public."
        )


def outcomes(game: GameLog, turn: int, eye: str) -> Iterator[Outcome]:
    """What came of a turn as an eye may see it: all of it, or what everybody could."""
    if eye == EVERYTHING:
        yield from _whole(game, turn)
    else:
        yield from _public(game, turn)


# -- all of it --------------------------------------------------------------------------------------------


def _whole(game: GameLog, turn: int) -> Iterator[Outcome]:
    record = game.upto(turn)[-1]
    if record.account is not None and record.closing is not None:
        whole = record.account, record.closing
        lines = [*_lines(game, *whole, record.umpire)]
        yield from _exchanges(game, turn, lines)
        for entry, line in lines:
            if not isinstance(entry, Answered | Showdown):
                yield _outcome(game, *whole, entry, line, record.umpire)
    else:
        yield from _exchanges(game, turn, ())
    for entry, line in _lines(game, record.dawn, record.opening):
        yield _outcome(game, record.dawn, record.opening, entry, line, dawn=True)


def _lines(
    game: GameLog, account: Account, state: State, umpire: Umpire = NO_UMPIRE
) -> Iterable[tuple[Entry, LedgerLine]]:
    return zip(account.entries, ledger_lines(game.rules, account, state, umpire), strict=True)


def _outcome(
    game: GameLog,
    account: Account,
    state: State,
    entry: Entry,
    line: LedgerLine,
    umpire: Umpire = NO_UMPIRE,
    *,
    dawn: bool = False,
) -> Outcome:
    """An entry of the ledger."""
    who: Words = (seat_info(game.rules, line.seat), "  ") if line.seat else ()
    weight = 0.0
    headline: Words = (called(game.rules, state, entry, line),)
    text, note, kind = line.text, "", "news"
    match entry:
        case Deed():
            return _deed(game, account, state, entry, line, umpire)
        case Talk():
            kind, weight = ("dice" if entry.kind in _DICE else "talks"), _TALKS.get(entry.kind, 0)
        case PledgeFate():
            kind, weight = "talks", 18 if entry.status == "broken" else 0
            said = promise_text(game.scenario.moves[entry.move], entry.will, entry.by, whole=True)
            by, to = seat_info(game.rules, entry.seat), seat_info(game.rules, entry.to)
            headline = (by, " breaks its promise to ", to, f": it {said}")
        case Happening():
            kind = "dawn" if dawn and entry.happened else "news" if entry.happened else "spared"
            item = Stories(game.rules, account, state, None).item(entry)
            weight = (getattr(item, "weight", 3) + _moved(game, entry)) * entry.happened
        case Drift():
            kind, note = "drift", detail_text(line.detail[0])
        case End():
            kind = "end"
        case _:
            kind = "deed"
    return Outcome(
        kind,
        (*(who if kind == "deed" else ()), Span(text, "strong")),
        (Span(full_stop(capital(note)), "faint"),) if note else (),
        _entry(line, shown=kind == "drift"),
        weight,
        headline,
    )


def _deed(
    game: GameLog, account: Account, state: State, deed: Deed, line: LedgerLine, umpire: Umpire
) -> Outcome:
    """A move: what, how it came out, and in which words."""
    rules, move = game.rules, game.rules.scenario.moves[deed.move]
    seat, certain = seat_info(rules, deed.seat), deed.odds >= 100
    story = Stories(rules, account, state, None).outcome(deed)
    die, leak = _die(deed.odds, rules.fell(deed.roll)), _die(deed.leak_odds, rules.fell(deed.leak_roll))
    came = GRADES[deed.grade] if certain else f"{GRADES[deed.grade]}, {die}"
    leak = f"die of the leak, {leak}" if rules.thrown else f"leak ({leak})"
    out = f"The {leak}: it gets about." if deed.leaked else ""
    by_umpire = RULED[ruled(ruling_on(umpire, deed.seat, deed.slot))]
    came = " ".join(part for part in (full_stop(capital(came)), by_umpire) if part)
    told: Words = (Span(f"{came} ", "faint"), f"{story.text} ", Span(out, "faint"))
    odd = not certain and (deed.odds if deed.grade not in WON else 100 - deed.odds) >= 100 - _LONG
    weight = story.weight + _moved(game, deed) + RUNG * bool(deed.rung) + _ODD * odd
    headline: Words = (seat, f": {move.name}")
    if not certain:
        headline = (seat, f": {move.name}, and {GRADES[deed.grade]} ({die})")
    if deed.leaked:
        weight += _OUT
        headline = (
            f"the {leak}{',' if rules.thrown else ''} puts “{move.name}” of ",
            seat,
            " on the front page",
        )
    what = Span(f"{move.name}{options_text(rules, deed)}{secrecy(move)}", "strong")
    return Outcome("deed", (seat, "  ", what), told, _entry(line), weight, headline)


def _die(odds: int, roll: Fell) -> str:
    if roll == "no dice":
        return f"no dice, {odds} %"
    return f"{roll} {'under' if roll < odds else 'not under'} {odds}"


def _moved(game: GameLog, entry: Deed | Happening) -> float:
    """How far an entry moved what stands at the head of every desk, and half of that for all else."""
    brief = {id for id, track in game.scenario.tracks.items() if track.brief}
    return sum(abs(after - before) * (0.8 if id in brief else 0.4) for id, before, after in entry.changes)


def _entry(line: LedgerLine, *, shown: bool = False) -> tuple[Block, ...]:
    """An entry of the ledger: the sum of its odds, and every number behind it. ``shown``: all of that is told
    already."""
    blocks, told = list[Block](), list[Item]()
    for detail in line.detail:
        if isinstance(detail, OddsView):
            blocks.append(whole_sum(detail))
        else:
            told.append(Item((capital(detail),), mark="·"))
    if told:
        blocks.append(List(tuple(told)))
    return () if shown else tuple(blocks)


def _exchanges(game: GameLog, turn: int, ledger: Iterable[tuple[Entry, LedgerLine]]) -> Iterator[Outcome]:
    """The exchanges of a turn as everybody heard them, with what the ledger has of each."""
    for view, said in zip(game.exchanges(turn), exchanges.said(game, turn), strict=True):
        own = [
            block
            for entry, line in ledger
            if isinstance(entry, Answered | Showdown) and entry.exchange == view.id
            for block in _entry(line)
        ]
        words: Words = (view.by, " and ", view.to, "  ", Span(view.name, "strong"))
        note = view.outcome or "Nobody has backed down yet."
        yield Outcome(
            "exchange", words, (note,), (said, *own), 28 + 2 * view.height, (view.outcome.rstrip("."),)
        )


# -- what everybody could see -----------------------------------------------------------------------------


def _public(game: GameLog, turn: int) -> Iterator[Outcome]:
    yield from _exchanges(game, turn, ())
    record = game.upto(turn)[-1]
    for entry, line, item in steps(game.rules, record):
        if not isinstance(entry, Showdown):
            yield _step(line, entry, item)
    for line in last_dice(game.rules, record):
        yield _step(line, None, None)


def _step(line: RevealLine, entry: Entry | None, item: News | None) -> Outcome:
    """A step of the reveal."""
    kind = (
        "deed"
        if isinstance(entry, Deed)
        else "talks"
        if isinstance(entry, Talk)
        else "news"
        if entry
        else "dice"
    )
    section = public_step(line)
    who = section.brief[0]
    headline: Words = (line.what,)
    weight = float(item.prominence) if item else 0.0
    if isinstance(entry, Deed) and isinstance(who, SeatInfo):
        fell = f", and {GRADES[line.grade]}" if line.odds else ""
        die = f" ({_die(line.odds.percent, line.roll)})" if line.odds and line.roll is not None else ""
        headline = (who, f": {line.what}{fell}{die}")
        if entry.leaked:
            weight, headline = weight + _OUT, (who, f": it gets about: {line.what}")
    elif isinstance(entry, Talk):
        weight += _TALKS.get(entry.kind, 0) / 2
    note = (line.sentence,) if line.sentence and entry else ()  # of the last dice the odds come first
    return Outcome(kind, section.brief, note, section.blocks, weight, headline)
