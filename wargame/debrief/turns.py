"""A turn of a game as blocks: with everything in it, or as one seat saw it."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.model import Block, Heading, Paragraph, Section
from wargame.debrief.sections import exchanges, papers, situation, table, talks
from wargame.debrief.sections.ledger import ledgers
from wargame.debrief.sections.odds import public_steps
from wargame.debrief.sections.orders import known_to_all, known_to_seat, orders_list
from wargame.rules.account import Deed
from wargame.rules.estimates import odds_text
from wargame.rules.views import SeatView, TurnInfo
from wargame.rules.wording import GRADES
from wargame.session.log import GameLog
from wargame.text import full_stop


def whole_turn(game: GameLog, number: int) -> Iterator[Block]:
    """A turn with everything in it. Raises GameError for a wrong turn."""
    public, debrief = game.public(number), game.debrief(number)
    yield _heading(public.turn)
    yield from papers.front_page(public)
    yield talks.outlook(public.agreements)
    for id, seat in game.scenario.seats.items():
        yield papers.fresh_cables(game.view(id, number), _before(game, id, number), f"Cables to {seat.name}")
    dawn, turn = ledgers(game.rules, debrief)
    yield dawn
    yield from question(game, number)
    yield from all_orders(game, number)
    yield from table.said(game, number)
    yield table.at_the_table(game, number)
    yield from exchanges.said(game, number)
    if game.turns[number - 1].account is not None:
        yield turn
        yield situation.tracks(debrief.tracks, after=True)
        yield from situation.history(debrief.history)
    yield table.notes(game, number)


def public_turn(game: GameLog, number: int) -> Iterator[Block]:
    """A turn as everybody saw it. Raises GameError for a wrong turn."""
    public = game.public(number)
    yield _heading(public.turn)
    yield from papers.front_page(public)
    yield talks.outlook(public.agreements)
    yield situation.tracks(public.tracks)
    yield from table.said(game, number)
    yield from exchanges.said(game, number)
    if game.turns[number - 1].closing is not None:
        yield Section("What came of it in public", tuple(public_steps(game.reveal(number))), aside=True)
    yield table.at_the_table(game, number)


def seat_turn(game: GameLog, number: int, seat: str) -> Iterator[Block]:
    """A turn as ``seat`` saw it when it decided, and its own orders. Raises GameError for a wrong turn."""
    view, before = game.view(seat, number), _before(game, seat, number)
    rules = game.rules
    yield _heading(view.turn)
    yield papers.news(view.news[: len(view.news) - (len(before.news) if before else 0)], "News")
    yield papers.fresh_cables(view, before, "Cables")
    yield Section("Letters received", papers.letters(rules, view.received, number))
    yield talks.promises(rules, view.pledges, seat)
    yield talks.offers(rules, view.proposals)
    yield talks.agreements(rules, view.agreements)
    yield situation.desk(view)
    yield situation.facts(view)
    yield from question(game, number, view)
    yield from own_orders(game, number, view)
    yield from table.said(game, number, seat)
    if game.over and number == game.turn:
        yield papers.fresh_cables(game.view(seat), view, "Last cables")


def all_orders(game: GameLog, number: int) -> Iterator[Section]:
    """What every seat ordered in a turn: for the debrief only."""
    record = game.turns[number - 1]
    known = known_to_all(game.rules, record.opening)
    for seat in game.seats:
        if seat.id in record.orders:
            orders = orders_list(game.rules, record.orders[seat.id], known)
            yield Section(f"Orders of {seat.name}", (orders,), (seat,))


def undone(game: GameLog, number: int) -> Iterator[Section]:
    """What rewinds to the dawn of a turn took out of play, turn by turn: for the debrief only."""
    for gone in game.undone:
        if gone.turns[0].turn != number:
            continue
        for record in gone.turns:
            known = known_to_all(game.rules, record.closing or record.opening)
            items: list[Block] = []
            for seat in game.seats:
                if seat.id in record.orders:
                    items += (Paragraph((seat,)), orders_list(game.rules, record.orders[seat.id], known))
            fate = "adjudicated, and undone" if record.closing is not None else "not adjudicated yet"
            yield Section(f"Undone: turn {record.turn} as it was played first ({fate})", tuple(items))


def own_orders(game: GameLog, number: int, view: SeatView) -> Iterator[Section]:
    """What the seat of ``view`` ordered in a turn."""
    orders = game.turns[number - 1].orders.get(view.seat.id)
    if orders is not None:
        known = known_to_seat(game.rules, view)
        yield Section("Orders", (orders_list(game.rules, orders, known),), (view.seat,))


def in_a_line(game: GameLog, number: int) -> str:
    """What was done in a turn that was carried out, seat by seat; what was secret where that may be told."""
    record = game.turns[number - 1]
    told = game.roundup(number + 1 if number < game.turn else None)
    # News of several seats begin with the first; so may the name of a deed, but that has a grade.
    joint = [act.what for act in told.acts if not act.grade and act.what.startswith(act.who)]
    done: dict[str, list[str]] = {}
    for act in told.acts:
        if act.what not in joint:
            done.setdefault(act.who, []).append(_act(act.what, act.grade if act.odds else ""))
    for deed in () if game.veiled or record.account is None else record.account.entries:
        if isinstance(deed, Deed):
            code = game.rules.codes[deed.move]
            deeds = done.setdefault(game.scenario.seats[deed.seat].name, [])
            what = _act(code.move.name, "" if code.certain else deed.grade)
            deeds += [] if what in deeds else [what]
    lines = [*joint, *(f"{who}: {', '.join(deeds)}" for who, deeds in done.items())]
    return full_stop("; ".join(lines) or "Nothing that anybody saw")


def _act(what: str, grade: str) -> str:
    return f"{what} ({GRADES[grade]})" if grade else what


def _heading(turn: TurnInfo) -> Heading:
    title = f". {turn.title}" if turn.title else ""
    return Heading(f"Turn {turn.number} of {turn.of}: {turn.dates}{title}")


def _before(game: GameLog, seat: str, number: int) -> SeatView | None:
    return game.view(seat, number - 1) if number > 1 else None


def question(game: GameLog, number: int, view: SeatView | None = None) -> Iterator[Section]:
    """The question of a turn and its outcome; for a seat only what was put to it, and the outcome once the
    game is over. What is decided at the end is told there, after the last dice."""
    for put in game.state.asked:
        if put.turn == number and (view is None or view.forecast is not None):
            outcome = table.OUTCOMES[put.outcome] if view is None or game.over else ""
            if game.rules.questions[put.question].at_end:
                outcome = "decided at the end"
            said = None if view else game.foreseen.get(number)
            foreseen = f"The analyst: {odds_text(said.percent)}" if said else ""
            yield situation.question(game.scenario.forecasts[put.question].question, outcome, foreseen)
