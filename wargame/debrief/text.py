"""A game as plain linear text: what ``wargame show`` and ``auto`` print, and golden transcripts hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.debrief.ending import end_lines
from wargame.debrief.lines import capital, heading, joined, paragraph, section, tracks
from wargame.debrief.orders import order_lines, proposal_words
from wargame.debrief.seat import fresh_cables, news_lines, question_lines, seat_turn
from wargame.rules.seat_views import dates_text
from wargame.rules.state import State
from wargame.rules.views import LedgerLine
from wargame.session import GameLog


def account(game: GameLog, *, turn: int | None = None, seat: str | None = None) -> Iterator[str]:
    """Yield the account of ``game``, line by line.

    ``turn`` limits it to one turn. ``seat`` tells what that seat saw and did, and nothing more; without it
    everything is told, secrets too. Raises GameError for a turn or seat that the game does not have.
    """
    if turn is None:
        yield from _title(game, seat)
    for number in range(1, game.turn + 1) if turn is None else (turn,):
        yield from seat_turn(game, number, seat) if seat else _turn(game, number)
    if turn is None:
        yield from end_lines(game) if game.over else _unfinished(game)


def _title(game: GameLog, seat: str | None) -> Iterator[str]:
    yield from paragraph(game.scenario.title.upper(), hang=0)
    calendar = game.scenario.calendar
    days = dates_text(calendar[0].start, calendar[-1].end)
    yield from paragraph(f"{len(calendar)} turns, {days}.", hang=0)
    yield ""
    for id, setup in game.setups.items():
        name = game.scenario.seats[id].name
        who = {"people": "people", "closed": "nobody (default orders)", "ai": f"policy {setup.policy}"}[
            setup.kind
        ]
        team = "".join(f", {text}" for text in (setup.team, setup.players) if text)
        yield from paragraph(f"{name}: {who}{team}.", hang=2)
    if seat:
        yield ""
        yield from paragraph(f"As {game.scenario.seats[seat].name} saw it.", hang=0)


def _turn(game: GameLog, number: int) -> Iterator[str]:
    """A turn with everything in it."""
    record = game.turns[number - 1]
    page, debrief = game.public(number), game.debrief(number)
    info = page.turn
    yield from heading(
        f"Turn {info.number} of {info.of}: {info.dates}{f'. {info.title}' if info.title else ''}"
    )
    yield from section(f"Front page: {page.masthead}, No. {page.number}", news_lines(page.news))
    for id, seat in game.scenario.seats.items():
        yield from section(f"Cables to {seat.name}", _cables(game, number, id))
    yield from section("Ledger of the dawn", ledger_lines(debrief.dawn))
    known = proposals_known(game, record.opening)
    yield from question_lines(_question(game, record.opening))
    for id, orders in debrief.orders:
        title = f"Orders of {game.scenario.seats[id].name}"
        yield from section(title, order_lines(game.scenario, orders, known))
    if record.account is None:
        return
    yield from section("Ledger of the turn", ledger_lines(debrief.ledger))
    yield from section("Tracks after the turn", tracks(debrief.tracks))
    if debrief.history:
        yield from section("What really happened in these weeks", paragraph(debrief.history, 2, 0))


def ledger_lines(lines: Iterable[LedgerLine]) -> Iterator[str]:
    """Lines of the ledger, each with the numbers behind it."""
    for line in lines:
        yield from paragraph(capital(line.text), 2)
        for detail in line.detail:
            yield from paragraph(capital(detail), 6)


def proposals_known(game: GameLog, state: State) -> dict[str, str]:
    """Words for each offer and agreement of ``state`` by its id."""
    scenario = game.scenario
    known = {proposal.id: proposal_words(scenario, proposal) for proposal in state.proposals}
    for agreement in state.agreements:
        parties = joined(scenario.seats[party].name for party in agreement.parties)
        known[agreement.id] = f"the agreement of {parties} of turn {agreement.since}"
    return known


def _question(game: GameLog, state: State) -> str:
    """The forecast question of the turn that ``state`` opens; empty if none."""
    asked = next((asked for asked in state.asked if asked.turn == state.turn), None)
    return game.scenario.forecasts[asked.question].question if asked else ""


def _cables(game: GameLog, number: int, seat: str) -> Iterator[str]:
    """What the seat finds on its desk at a dawn that it did not have before."""
    before = game.view(seat, number - 1) if number > 1 else None
    for text in fresh_cables(game.view(seat, number), before):
        yield from paragraph(text, 2)


def _unfinished(game: GameLog) -> Iterator[str]:
    """Where a game stands that is not over."""
    names = [game.scenario.seats[seat].name for seat in game.waiting]
    yield from heading("The game is not over")
    if names:
        yield from paragraph(f"Turn {game.turn} waits for {joined(names)}.", hang=0)
