"""A game as plain linear text: what ``wargame show`` and ``auto`` print, and golden transcripts hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from wargame.debrief.columns import grid_lines
from wargame.debrief.eye import veil
from wargame.debrief.model import Block, Grid, Heading, Item, List, Paragraph, Section
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections import ending, exchanges, papers, table
from wargame.debrief.sections.people import observers
from wargame.debrief.turns import in_a_line, public_turn, seat_turn, whole_turn
from wargame.ids import SeatId
from wargame.rules.seat_views import dates_text
from wargame.rules.wording import listed
from wargame.scenario.model import Scenario
from wargame.session import GameError, GameLog

if TYPE_CHECKING:
    from wargame.analysis.comparison import Done, Outline
    from wargame.analysis.results import Results

    Found = Callable[[GameLog], Results]

FEW = 3
"""How many games stand in columns beside each other; of more each has a line."""


def account(game: GameLog, *, turn: int | None = None, seat: str | None = None) -> Iterator[str]:
    """Yield the account of ``game``, line by line.

    ``turn`` limits it to one turn. ``seat`` tells what that seat saw and did, and nothing more; without it
    everything is told, secrets too. Of a game that is veiled what everybody could see is told. Raises
    GameError for a turn or seat that the game does not have, and for a seat of a veiled game.
    """
    return plain_lines(account_blocks(game, turn=turn, seat=seat))


def analysis(game: GameLog, found: Found) -> Iterator[str]:
    """Yield what of the game was luck, what moved it, who could have had a deal, who misread whom and the
    like, line by line. ``found`` gives the results of playing on, and is asked only where they can be had.
    Raises GameError for a game that is veiled."""
    if game.veiled:
        raise GameError(f"The analysis tells everything. {veil(game)}")
    return plain_lines(analysis_blocks(game, found))


def analysis_blocks(game: GameLog, found: Found) -> Iterator[Block]:
    """The same for any renderer, block by block, in the order of a debrief."""
    from wargame.analysis.criteria import criteria
    from wargame.analysis.escalation import escalation
    from wargame.analysis.forecasts import forecasts
    from wargame.analysis.promises import promises
    from wargame.analysis.taking_part import taking_part
    from wargame.analysis.times import times
    from wargame.debrief.sections import analysis as told
    from wargame.debrief.sections import people

    yield Heading(game.scenario.title, first=True)
    if not game.adjudicated:
        yield Paragraph(("Nothing has been carried out yet: there is nothing to ask.",))
        return
    yield told.criteria(game, criteria(game))
    try:
        game.must_be_recomputable()
    except GameError as why:
        yield Paragraph((f"{why} So there is nothing here that would have to be played on.",))
        chance: Iterable[Block] = ()
    else:
        results = found(game)
        yield told.turning_points(game, results.points)
        yield from told.offers(game, results.bargain)
        chance = told.luck(game, results.game, results.turns)
    yield told.promises(game, promises(game))
    yield from told.readings(game, forecasts(game))
    yield told.climbers(game, escalation(game))
    yield from chance
    yield told.times(game, times(game))
    yield people.taking_part(game, taking_part(game))


def deck(game: GameLog, found: Found, others: Mapping[str, Outline] = MappingProxyType({})) -> Iterator[str]:
    """Yield the glances of the guided debrief, line by line, each with what to ask. ``found`` gives the
    results of playing on, and is asked only where they can be had; ``others`` are other games by what they
    are called."""
    from wargame.debrief.deck import deck_of, glance, matter_of

    yield from plain_lines((Heading(game.scenario.title, first=True),))
    matter = matter_of(game, found, others)
    for name in deck_of(game.scenario):
        one = glance(name, matter)
        asked = (Paragraph((f"Ask: {one.ask}",)),) if one.ask else ()
        yield from plain_lines((Heading(one.title), *one.blocks, *asked))


def comparison(
    scenario: Scenario, games: Mapping[str, Outline], record: Sequence[Done] = ()
) -> Iterator[str]:
    """Yield games of the same turns and seats, by what they are called, beside each other, line by line: up
    to ``FEW`` in columns turn by turn, more with a line each. ``record`` is what was really done, to stand
    beside them. Where people still play one of them, of all is told what everybody could see seats do."""
    return _laid_lines(comparison_blocks(scenario, games, record))


def comparison_blocks(
    scenario: Scenario,
    games: Mapping[str, Outline],
    record: Sequence[Done] = (),
    *,
    since: int = 1,
    short: bool = True,
    marks: bool = True,
) -> Iterator[Block]:
    """The same for any renderer, block by block; columns begin with turn ``since``. Names are ``short``, as
    terminals want them, or whole; ``marks`` are whether the teaching criteria were met."""
    from wargame.analysis.comparison import compare
    from wargame.debrief.sections import comparison as told

    public = any(one.veiled for one in games.values())
    yield Heading(scenario.title, first=True)
    if public:
        yield Paragraph(("What seats did is told as far as everybody could see.",))
    few = len(games) <= FEW
    if few:
        yield from told.in_columns(scenario, games, record, public=public, since=since)
    else:
        yield from told.in_lines(scenario, games, short=short)
    if marks:
        yield from told.met(scenario, games, short=short)
    if len(games) > 1:
        found = compare(tuple(games.values()), public=public)
        yield told.in_common(scenario, games, found)
        yield told.parted(scenario, games, found)
    if record and not few:
        yield told.history(scenario, games, record, public=public)


def _laid_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of blocks among which are grids, which stand close to what is before them."""
    for block in blocks:
        yield from grid_lines(block) if isinstance(block, Grid) else plain_lines((block,))


def variations(game: GameLog, only: Sequence[int] = ()) -> Iterator[str]:
    """Yield the variations in the save of a game, line by line: what each is, then the game and all of them,
    or ``only`` these, beside each other from where the first of them parts. Raises GameError for a game that
    is veiled."""
    return _laid_lines(variations_blocks(game, only))


def variations_blocks(game: GameLog, only: Sequence[int] = ()) -> Iterator[Block]:
    """The same for any renderer, block by block."""
    from wargame.analysis.comparison import outline
    from wargame.debrief.sections import variations as told

    if game.veiled:
        raise GameError(f"Variations tell everything. {veil(game)}")
    yield told.variations(game, only)
    games: dict[str, GameLog] = {}
    for one in game.variations:
        if not only or one.number in only:
            with suppress(GameError):  # what can't be shown was told there
                games[one.name] = game.variation(one.number)
    if games:
        since = min(log.of.turn for log in games.values() if log.of)
        outlines = {"the game": outline(game.main), **{name: outline(log) for name, log in games.items()}}
        yield from comparison_blocks(game.scenario, outlines, since=since)


def summary(game: GameLog) -> Iterator[str]:
    """Yield the game on a page, line by line: how it ended, what each seat got, what was agreed, and what was
    done, a line a turn; of a game that is veiled what everybody could see."""
    return plain_lines(summary_blocks(game))


def summary_blocks(game: GameLog) -> Iterator[Block]:
    """The same for any renderer, block by block."""
    yield from _title(game, None)
    yield from outcome(game)
    turns = (Item((f"Turn {n}: {in_a_line(game, n)}",)) for n in range(1, game.resolved + 1))
    yield Section("Turn by turn", (List(tuple(turns)),))


def outcome(game: GameLog) -> Iterator[Block]:
    """How a game ended, what each seat got, and what was agreed, as far as it goes; of a game that is veiled
    what everybody could see."""
    if game.veiled:
        yield Paragraph((veil(game),))
    if game.over:
        end = game.end()
        yield ending.heading(end)
        yield ending.in_short(end)
    else:
        yield from _unfinished(game)
    agreements = game.end().agreements if game.over else game.public().agreements
    yield Section("Deals", (List(tuple(ending.deal(item, game.scenario) for item in agreements)),))


def account_blocks(game: GameLog, *, turn: int | None = None, seat: str | None = None) -> Iterator[Block]:
    """The same account for any renderer, block by block."""
    if seat and game.veiled:
        raise GameError(f"What a seat knows is no business of others while people play. {veil(game)}")
    tell: Callable[[GameLog, int], Iterator[Block]]
    tell = partial(seat_turn, seat=seat) if seat else public_turn if game.veiled else whole_turn
    if turn is None:
        yield from _title(game, seat)
        if game.veiled:
            yield Paragraph((veil(game),))
    for number in range(1, game.turn + 1) if turn is None else (turn,):
        yield from tell(game, number)
    if turn is None:
        yield from _end(game) if game.over else _unfinished(game)


def _title(game: GameLog, seat: str | None) -> Iterator[Block]:
    scenario = game.scenario
    days = dates_text(scenario.calendar[0].start, scenario.calendar[-1].end)
    yield Heading(scenario.title, first=True)
    yield Paragraph((f"{len(scenario.calendar)} turns, {days}.",))
    items = []
    for id, setup in game.setups.items():
        items.append(Item((f"{scenario.seats[id].name}: {table.who(setup)}.",)))
    yield List((*items, *observers(game)))
    if seat:
        yield Paragraph((f"As {scenario.seats[SeatId(seat)].name} saw it.",))


def _end(game: GameLog) -> Iterator[Block]:
    end = game.end()
    if end.agreements:  # before anything that tells how the last dice fell
        yield Heading("Does it last?")
    for agreement in end.agreements:
        yield ending.agreement(end, agreement)
    yield ending.heading(end)
    yield from papers.front_page(game.public(), "Last front page")
    yield ending.epilogue(end)
    yield Heading("One last table")
    yield from ending.table(end)
    for score in end.scores:
        yield ending.score(score)
    yield ending.verdict(end)
    yield ending.escalation(end)
    yield ending.forecasts(end)
    yield exchanges.endings(game)
    yield table.forecasts(game)
    yield Section("Out of the role", (Paragraph((end.derole,)),) if end.derole else ())
    yield table.questions(game.scenario)
    yield table.leading(game.scenario)


def _unfinished(game: GameLog) -> Iterator[Block]:
    names = [game.scenario.seats[seat].name for seat in game.waiting]
    yield Heading("The game is not over")
    if exchange := game.exchange:
        names = [exchange.asked.name] if exchange.asked else []
    if names:
        yield Paragraph((f"Turn {game.turn} waits for {listed(names)}.",))
