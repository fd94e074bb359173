"""One seat's turn in lines: what lay on its desk and what it ordered, all of it from the seat's view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.debrief.lines import heading, joined, paragraph, section, tracks
from wargame.debrief.orders import order_lines, promise_words
from wargame.rules.state import Mail, Pledge
from wargame.rules.views import AgreementView, News, ProposalView, SeatView
from wargame.scenario.model import Scenario
from wargame.session import GameLog


def seat_turn(game: GameLog, number: int, seat: str) -> Iterator[str]:
    """A turn as ``seat`` saw it when it decided, and its own orders. Raises GameError for a wrong turn."""
    view = game.view(seat, number)
    before = game.view(seat, number - 1) if number > 1 else None
    scenario, info = game.scenario, view.turn
    yield from heading(
        f"Turn {info.number} of {info.of}: {info.dates}{f'. {info.title}' if info.title else ''}"
    )
    yield from section("News", news_lines(view.news[: len(view.news) - (len(before.news) if before else 0)]))
    yield from section("Cables", _cables(view, before))
    yield from section("Letters received", _received(scenario, view.received, number))
    yield from section("Promises", _pledges(scenario, view.pledges, seat))
    yield from section("Offers", _proposals(scenario, view.proposals))
    yield from section("Agreements", _agreements(scenario, view.agreements))
    yield from section("The situation", _situation(view))
    yield from section("What stands", _facts(view))
    yield from question_lines(view.forecast.question if view.forecast else "")
    orders = game.turns[number - 1].orders.get(seat)
    if orders is not None:
        known = {p.id: _offer(scenario, p) for p in view.proposals}
        known |= {a.id: _title(scenario, a) for a in view.agreements}
        yield from section("Orders", order_lines(scenario, orders, known))
    if game.over and number == game.turn:
        yield from section("Last cables", _cables(game.view(seat), view))


def news_lines(news: Iterable[News]) -> Iterator[str]:
    """News, a paragraph each, in the order given."""
    for item in news:
        doubt = " (unconfirmed)" if item.unconfirmed else ""
        text = f" {item.text}" if item.text else ""
        yield from paragraph(f"{item.headline.rstrip('.')}{doubt}.{text}", 2)


def question_lines(question: str) -> Iterator[str]:
    """The question that every seat is asked in a turn."""
    if question:
        yield from section("Question of the turn", paragraph(question, 2))


def fresh_cables(view: SeatView, before: SeatView | None) -> Iterator[str]:
    """The texts of the cables in ``view`` that were not in ``before`` yet, newest first."""
    for cable in view.cables[: len(view.cables) - (len(before.cables) if before else 0)]:
        yield cable.text


def _cables(view: SeatView, before: SeatView | None) -> Iterator[str]:
    for text in fresh_cables(view, before):
        yield from paragraph(text, 2)


def _received(scenario: Scenario, mail: Iterable[Mail], turn: int) -> Iterator[str]:
    """The letters that came at the dawn of ``turn``."""
    for letter in mail:
        if letter.sent == turn - 1:
            yield from paragraph(f"From {scenario.seats[letter.sender].name}: {letter.text}", 2)


def _pledges(scenario: Scenario, pledges: Iterable[Pledge], seat: str) -> Iterator[str]:
    """Every promise that the seat gave or got, and how it stands."""
    for pledge in pledges:
        who = f"You to {scenario.seats[pledge.to].name}"
        if pledge.seat != seat:
            who = f"{scenario.seats[pledge.seat].name} to you"
        yield from paragraph(
            f"{who}: {promise_words(scenario, pledge.move, pledge.will, pledge.by)} [{pledge.status}].", 2
        )


def _offer(scenario: Scenario, offer: ProposalView) -> str:
    return f"the offer that {scenario.seats[offer.author].name} made in turn {offer.made}"


def _proposals(scenario: Scenario, offers: Iterable[ProposalView]) -> Iterator[str]:
    """The offers that are open."""
    for offer in offers:
        if offer.status != "open":
            continue
        parties = joined(scenario.seats[party].name for party in offer.parties)
        signed = joined(scenario.seats[party].name for party in offer.signed)
        yield from paragraph(
            f"{scenario.seats[offer.author].name} offers, to be signed by {parties}"
            f" until the end of turn {offer.expires} (signed by {signed}):",
            2,
        )
        for clause in offer.clauses:
            yield from paragraph(clause, 4)
        if offer.note:
            yield from paragraph(f"Note: {offer.note}", 4)


def _title(scenario: Scenario, agreement: AgreementView) -> str:
    parties = joined(scenario.seats[party].name for party in agreement.parties)
    return f"the agreement of {parties} of turn {agreement.since}"


def _agreements(scenario: Scenario, agreements: Iterable[AgreementView]) -> Iterator[str]:
    for agreement in agreements:
        yield from paragraph(f"In force: {_title(scenario, agreement)}.", 2)
        for clause, standing in agreement.clauses:
            yield from paragraph(f"{clause} [{standing}]", 4)
        if agreement.durability is not None:
            yield from paragraph(
                f"Odds to outlive the last turn, as you can judge: {agreement.durability}.", 4
            )


def _facts(view: SeatView) -> Iterator[str]:
    """The facts that the seat knows to be so, each with its turn."""
    for name, since in view.flags:
        yield from paragraph(f"{name} (since turn {since}).", 2)


def _situation(view: SeatView) -> Iterator[str]:
    """The tracks as the seat sees them, the rung of the ladder, what it can still spend."""
    yield from tracks(view.tracks)
    rung = next((rung.name for rung in view.ladder if rung.here), "")
    if rung:
        yield from paragraph(f"The ladder stands at: {rung}.", 2)
    if view.resource:
        yield from paragraph(f"{view.resource} left to spend: {view.resource_left}.", 2)
