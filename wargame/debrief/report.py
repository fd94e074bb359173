"""A whole debrief on paper: one game, or those of a class beside each other, for whoever leads it or for
students.

It goes as a debrief goes: how it felt, what happened, what was hidden, why, what if, so what. The students'
copy is made of a game from which the words are taken that were for few eyes (``session.redaction``), and has
no marks: neither teaching criteria nor how long anybody took, and no ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal

from attrs import evolve

from wargame.analysis.comparison import Outline, as_recorded, history
from wargame.analysis.criteria import criteria
from wargame.analysis.escalation import escalation
from wargame.analysis.forecasts import forecasts
from wargame.analysis.promises import promises
from wargame.analysis.results import Results
from wargame.analysis.taking_part import taking_part
from wargame.analysis.times import times
from wargame.analysis.turning_points import Moment, TurningPoint, moments_of
from wargame.analysis.what_if import counterfactual
from wargame.debrief import essays
from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.headline import headline
from wargame.debrief.model import Block, Grid, Heading, Item, List, Paragraph, Section, Span, Table, Words
from wargame.debrief.paper import Sheet
from wargame.debrief.sections import analysis as told
from wargame.debrief.sections import charts, ending, exchanges, people, table, variations
from wargame.debrief.sections import comparison as beside
from wargame.debrief.sections.ledger import ledgers
from wargame.debrief.sections.umpire import umpired
from wargame.debrief.text import comparison_blocks, outcome
from wargame.debrief.turns import all_orders, in_a_line, public_turn
from wargame.rules.changes import Change
from wargame.rules.scoring import points
from wargame.rules.seat_views import dates_text, seat_info
from wargame.rules.wording import capital, listed
from wargame.scenario.model import Scenario
from wargame.session import GameLog
from wargame.text import full_stop
from wargame.values import frozen

Reader = Literal["students", "instructor"]
_ELSEWHERE = ("The situation", "At the table")
"""What of a turn as everybody saw it is told in other parts."""
_FIRST = 3
"""How many turning points stand at the top, and are told what would have been without."""


@frozen
class Told:
    """A game to report on: what it is called, what it came to turn by turn, and what playing on found of it,
    if it was asked."""

    name: str
    game: GameLog
    outline: Outline
    found: Results | None = None


def report(games: Sequence[Told], reader: Reader) -> Sheet:
    """The report on games of the same turns and seats, at least one. Of several a comparison comes first."""
    scenario = games[0].game.scenario
    title = scenario.title if len(games) == 1 else f"{scenario.title}: {len(games)} games"
    whose = "For whoever leads the debrief" if reader == "instructor" else "For students"
    lead = Paragraph((Span(f"{whose}. ", "strong"), f"{len(scenario.calendar)} turns, {_days(scenario)}."))
    blocks: list[Block] = [Heading(title, first=True), lead]
    if len(games) == 1:
        blocks += [*_seats(games[0].game, reader), *_parts(games[0], reader)]
    else:
        blocks += [*_feel(scenario, games), *_class(scenario, games, reader)]
        blocks += [Section(one.name, tuple(_page(one, reader))) for one in games]
        blocks += [_so_what(scenario)]
    return Sheet("report", title, tuple(_filled(blocks)), scenario.disclaimer)


def _filled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that tell something: a table of contents leads to nothing else."""
    for block in blocks:
        match block:
            case Section():
                if inner := tuple(_filled(block.blocks)):
                    yield evolve(block, blocks=inner)
            case List(items=()) | Table(rows=()) | Grid(rows=()) | Paragraph(words=("",)):
                pass
            case _:
                yield block


def _days(s: Scenario) -> str:
    return dates_text(s.calendar[0].start, s.calendar[-1].end)


def _seats(game: GameLog, reader: Reader) -> Iterator[Block]:
    """Who had which seat: for students by their teams."""
    items = []
    for id, setup in game.setups.items():
        who = table.who(setup if reader == "instructor" else evolve(setup, players=""))
        items.append(Item((seat_info(game.rules, id), f": {who}.")))
    if reader == "instructor":
        items += people.observers(game)
    yield List(tuple(items))


def _parts(one: Told, reader: Reader) -> Iterator[Section]:
    """One game, as a debrief goes."""
    game = one.game
    yield Section("At a glance", tuple(_glance(one)))
    yield from _feel(game.scenario, [one])
    yield Section("What happened", tuple(_happened(one)))
    if not game.veiled:
        yield Section("What was hidden", tuple(_hidden(game)))
        yield Section("Why it went so", tuple(_why(one, reader)))
        yield Section("What if", tuple(_what_if(one)))
    yield _so_what(game.scenario, _criteria(game) if reader == "instructor" else ())
    if reader == "instructor" and not game.veiled:
        yield Section("For whoever leads the debrief", tuple(_leading(game)))


def _page(one: Told, reader: Reader) -> Iterator[Block]:
    """One game of a class: what is asked of all is told once, beside it."""
    yield from _seats(one.game, reader)
    for part in _parts(one, reader):
        if part.title not in ("How it felt", "So what"):
            yield part


# -- at a glance ---------------------------------------------------------------------------------------


def _glance(one: Told) -> Iterator[Block]:
    game = one.game
    for block in outcome(game):
        yield Paragraph((Span(full_stop(block.text), "strong"),)) if isinstance(block, Heading) else block
    if not game.veiled and game.adjudicated:
        yield Section("In a few lines", (List(tuple(_answers(one))),))


def _answers(one: Told) -> Iterator[Item]:
    """What a debrief should be able to answer, each in a line."""
    game, found = one.game, one.found
    if found is not None:
        first = [(f"Turn {p.turn}: ", *told.moment(game, p)) for p in told.apart(found.points)[:_FIRST]]
        yield _answer("What moved it most", "nothing that can be told from nothing", first)
        could = [offer for offer in found.bargain.missed if offer.possible]
        lines = [told.offer_line(game, offer) for offer in could[:_FIRST]]
        yield _answer("Deals that all parties would have signed, and nobody offered", "none was found", lines)
        seats = sorted(found.game.seats.items(), key=lambda item: -abs(item[1].luck))
        lucky = [(seat_info(game.rules, id), f" {score.luck:+.0f} points") for id, score in seats]
        if game.rules.thrown:
            yield _answer("Luck: the score less what these orders bring on average", "", lucky)
    broken = [told.promise_line(game, p) for p in promises(game) if p.status == "broken"]
    yield _answer("Promises broken", "none", broken)
    misread = [r for r in forecasts(game).readings if r.questions and r.brier > 0.25]
    worst = sorted(misread, key=lambda r: -r.brier)[:_FIRST]
    lines = [
        (
            seat_info(game.rules, r.by),
            " of ",
            seat_info(game.rules, r.of),
            f": wrong in {r.wrong} of {r.questions}",
        )
        for r in worst
    ]
    yield _answer("Who misread whom", "nobody was worse than a coin", lines)
    same, of = as_recorded(one.outline, history(game.rules))
    if of:
        yield Item(
            (
                Span("History: ", "strong"),
                f"{same} of {of} deeds of the real holders were done in their turn.",
            )
        )


def _answer(question: str, none: str, lines: Sequence[Words]) -> Item:
    return Item((Span(f"{question}: ", "strong"), "" if lines else f"{none}."), tuple(lines))


# -- how it felt, and so what --------------------------------------------------------------------------


def _feel(s: Scenario, games: Iterable[Told]) -> Iterator[Section]:
    if any(one.game.over for one in games):  # while they play they are not to put down their offices
        yield Section("How it felt", (Paragraph((s.derole,)), table.questions(s)))


def _so_what(s: Scenario, blocks: Iterable[Block] = ()) -> Section:
    ideas = Section("Ideas, and where to read on", (table.concepts(s),))
    prompts = [Item((question,)) for question in s.debrief.questions]
    prompts += [
        Item((Span(f"{full_stop(c.name)} ", "strong"), essays.IDEA)) for c in s.debrief.concepts.values()
    ]
    return Section("So what", (*blocks, ideas, Section("To write about", (List(tuple(prompts)),))))


def _criteria(game: GameLog) -> tuple[Section, ...]:
    return () if game.veiled else (told.criteria(game, criteria(game)),)


# -- what happened -------------------------------------------------------------------------------------


def _happened(one: Told) -> Iterator[Block]:
    game = one.game
    eye = PUBLIC if game.veiled else EVERYTHING
    yield Section("Headlines, and history's", (_timeline(one),))
    drawn = [*charts.ladder(game, eye), *charts.tracks(game, eye)]
    if not game.veiled:
        chances = one.found.outlook if one.found else ()
        drawn = [*charts.endings(game, chances), *charts.scores(game, chances), *drawn]
    stands = Paragraph(("Each point is as things stood when that turn began, the last as they ended.",))
    yield Section("In curves", (stands, *drawn) if drawn else ())
    turns = tuple(_public(game, number) for number in range(1, game.turn + 1))
    yield Section("Turn by turn, as everybody saw it", turns)


def _timeline(one: Told) -> Grid:
    s, rows = one.game.scenario, []
    for n, turn in enumerate(one.outline.turns):
        real = s.debrief.history[n] if n < len(s.debrief.history) else ""
        rows.append((f"{n + 1}: {s.calendar[n].title}", turn.headline, beside.rung(s, turn), real))
    return Grid(("Turn", "In this game", "The ladder after it", "What really happened"), tuple(rows))


def _public(game: GameLog, number: int) -> Section:
    heading, *blocks = public_turn(game, number)
    assert isinstance(heading, Heading)
    told = [block for block in blocks if not (isinstance(block, Section) and block.title in _ELSEWHERE)]
    line = [Paragraph((in_a_line(game, number),))] if number <= game.resolved else []
    if dramatic := headline(game, number, PUBLIC if game.veiled else EVERYTHING):
        first = dramatic[0]
        begin = capital(first) if isinstance(first, str) else first
        line.insert(0, Paragraph((begin, *dramatic[1:], ".")))
    return Section(heading.text, (*line, *told))


# -- what was hidden -----------------------------------------------------------------------------------


def _hidden(game: GameLog) -> Iterator[Block]:
    if game.over:
        aims = [ending.score(score) for score in game.end().scores]
        yield Section("What each wanted, and got", tuple(aims))
        yield told.guesses(game, forecasts(game))
    yield Section(
        "What each ordered, and wrote",
        tuple(
            Section(f"Turn {number}", tuple(all_orders(game, number)))
            for number in range(1, game.resolved + 1)
        ),
    )
    yield told.promises(game, promises(game))


# -- why -----------------------------------------------------------------------------------------------


def _why(one: Told, reader: Reader) -> Iterator[Block]:
    game, found = one.game, one.found
    if found is not None:
        yield told.turning_points(game, found.points)
        yield from told.offers(game, found.bargain)
    yield from told.readings(game, forecasts(game))
    if found is not None:
        yield from told.luck(game, found.game, found.turns)
    yield umpired(game, range(1, game.resolved + 1))
    yield told.climbers(game, escalation(game))
    yield exchanges.endings(game)
    if game.over:
        end = game.end()
        for agreement in end.agreements:
            yield ending.agreement(end, agreement)
        yield ending.verdict(end)
        yield ending.escalation(end)
    if reader == "instructor":
        what = "odds and dice" if game.rules.thrown else "odds"
        yield Section(f"The ledger, with all {what}", tuple(_ledger(game)), aside=True)


def _ledger(game: GameLog) -> Iterator[Section]:
    for number in range(1, game.turn + 1):
        yield Section(f"Turn {number}", ledgers(game.rules, game.debrief(number)))


# -- what if -------------------------------------------------------------------------------------------


def _what_if(one: Told) -> Iterator[Block]:
    game, points = one.game, told.apart(one.found.points) if one.found else []
    without = {_key(moment, moment.change.turn): moment for moment in moments_of(game)} if points else {}
    decisions = (
        (point, without[_key(point, point.turn)].change)
        for point in points
        if without[_key(point, point.turn)].thrown is None
    )
    items = tuple(
        Item((f"Turn {point.turn}: ", *told.moment(game, point)), (_otherwise(game, change),))
        for point, change in islice(decisions, _FIRST)
    )
    same = "the same dice and with " if game.rules.thrown else ""
    how = f"Each decision undone by itself, with {same}all other orders that could be given."
    yield Section("Had it been otherwise", (Paragraph((how,)), List(items)) if items else ())
    yield variations.beside_the_game(game, one.outline)


def _key(of: Moment | TurningPoint, turn: int) -> tuple[object, ...]:
    """What tells a moment from all others."""
    return turn, of.kind, of.seat, of.what, of.instead


def _otherwise(game: GameLog, change: Change) -> Words:
    """What the game would have come to with a change."""
    found, x = counterfactual(game, change), game.rules
    name = game.scenario.endings[found.end.ending].name if found.end.ending else "no end yet"
    was = {score.seat.id: score.score for score in game.end().scores} if game.over else {}
    now = {seat: points(x, x.context(found.end), seat) for seat in was}
    shifts = [f"{game.scenario.seats[id].name} {now[id]} ({now[id] - was[id]:+d})" for id in was]
    lost = found.dropped + found.unplayed
    fell = [f"{lost} {'move' if lost == 1 else 'moves'} fell away by then"] if lost else []
    return (
        " ".join(full_stop(part) for part in (f"Without it: {name}", *filter(None, [listed(shifts)]), *fell)),
    )


# -- for whoever leads ---------------------------------------------------------------------------------


def _leading(game: GameLog) -> Iterator[Block]:
    good = List(tuple(Item((text,)) for text in game.scenario.debrief.criteria))
    yield Section("What makes it a good debrief", (good,))
    yield told.times(game, times(game))
    yield people.taking_part(game, taking_part(game))
    turns = range(1, game.turn + 1)
    told_of = (Section(f"Turn {n}", (table.at_the_table(game, n), table.notes(game, n))) for n in turns)
    yield Section("At the table, and noted", tuple(told_of))


# -- a class -------------------------------------------------------------------------------------------


def _class(s: Scenario, games: Sequence[Told], reader: Reader) -> Iterator[Section]:
    record, marks = history(games[0].game.rules), reader == "instructor"
    outlines = {one.name: one.outline if marks else evolve(one.outline, criteria={}) for one in games}
    _, *blocks = comparison_blocks(s, outlines, record, short=False, marks=marks)  # all but the title
    yield Section("The games beside each other", tuple(_folded(blocks)))


def _folded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same with what stands under a heading, up to the next section, in a section of its name."""
    title, under = "", list[Block]()
    for block in (*blocks, Heading("")):
        if not isinstance(block, Heading | Section):
            under.append(block)
            continue
        yield from (Section(title, tuple(under)),) if title else under
        title, under = ("", [block]) if isinstance(block, Section) else (block.text, [])
