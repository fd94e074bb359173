"""What a seat ordered in a turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.debrief.model import Item, List, Span, Words
from wargame.debrief.sections.words import agreement_words, offer_words, seats_words
from wargame.ids import PaperId
from wargame.rules.compiled import Rules
from wargame.rules.estimates import odds_text
from wargame.rules.orders import Draft, Letter, Order, Orders
from wargame.rules.seat_views import seat_info
from wargame.rules.state import State
from wargame.rules.views import SeatView
from wargame.rules.wording import ACTS, capital, choice_names, listed, promise_text, secrecy
from wargame.scenario.cards import named
from wargame.scenario.model import Bundle

Known = Mapping[PaperId, Words]
"""Words for offers and agreements by their ids."""


def orders_list(rules: Rules, orders: Orders, known: Known) -> List:
    """Everything in ``orders``, one thing an item."""
    return List(tuple(_items(rules, orders, known)))


def known_to_all(rules: Rules, state: State) -> Known:
    """Words for each offer, with its terms, and each agreement of ``state``: for the debrief only."""
    known: dict[PaperId, Words] = {}
    for offer in state.proposals:
        terms = listed([rules.scenario.terms[term].name for term in offer.terms])
        known[offer.id] = (*offer_words(rules, offer), f" ({terms})")
    return known | {agreement.id: agreement_words(rules, agreement) for agreement in state.agreements}


def known_to_seat(rules: Rules, view: SeatView) -> Known:
    """Words for each offer and agreement that a seat knows."""
    offers = {offer.id: offer_words(rules, offer) for offer in view.proposals}
    return offers | {agreement.id: agreement_words(rules, agreement) for agreement in view.agreements}


def _items(rules: Rules, orders: Orders, known: Known) -> Iterator[Item]:
    if orders.defaulted:
        yield Item((Span("No orders were given; what follows is the default.", "faint"),))
    if orders.card:
        yield _card(rules, orders)
    if not orders.moves:
        yield Item((Span("No move.", "faint"),))
    for order in orders.moves:
        yield _move(rules, order)
    for answer in orders.answers:
        yield _act(answer.answer, known.get(answer.proposal, ("an offer",)))
    for draft in orders.drafts:
        yield _draft(rules, draft)
    for stance in orders.stances:
        yield _act(stance.stance, known.get(stance.about, ("a paper",)))
    for letter in orders.letters:
        yield _letter(rules, letter)
    if orders.forecast is not None:
        yield Item((Span("Forecast: ", "faint"), Span(odds_text(orders.forecast), "strong"), "."))
    if orders.why:
        yield Item((Span("Why: ", "faint"), orders.why))


def _card(rules: Rules, orders: Orders) -> Item:
    """The card before the seat, the choice that it took, and those that it did not."""
    card, taken = named(rules.scenario, orders.card)
    left = [choice.title for choice in card.choices.values() if choice is not taken]
    took: Words = ("Nothing was taken.",) if orders.defaulted else ("Orders of its own.",)
    if taken is not None:
        lead = "Taken by default: " if orders.defaulted else "Taken: "
        changed = "" if orders.defaulted or _is(orders, taken) else ", changed"
        took = (Span(lead, "faint"), Span(taken.title, "strong"), f"{changed}.")
    return Item(
        (Span("Card: ", "faint"), card.situation),
        (took, (Span("Not taken: ", "faint"), f"{'; '.join(left)}.")),
    )


def _is(orders: Orders, choice: Bundle) -> bool:
    """Are these the orders of a choice, as far as what it orders goes?"""
    moves, own = {order.move for order in orders.moves}, {*choice.moves}
    given = (len(orders.drafts), len(orders.answers), len(orders.stances))
    offered = (bool(choice.offer), bool(choice.answer), bool(choice.stance))
    return (
        own <= moves <= own | {*choice.also}
        and given == offered
        and len(orders.letters) <= bool(choice.letter)
    )


def _move(rules: Rules, order: Order) -> Item:
    move = rules.scenario.moves[order.move]
    choices = listed(choice_names(move, order.options))
    return Item(
        (
            Span("Move: ", "faint"),
            Span(move.name, "strong"),
            f"{f' ({choices})' if choices else ''}{secrecy(move)}.",
        ),
        tuple((Span("Argument: ", "faint"), argument) for argument in order.arguments),
    )


def _act(act: str, what: Words) -> Item:
    return Item((Span(capital(ACTS[act]), "strong"), " ", *what, "."))


def _draft(rules: Rules, draft: Draft) -> Item:
    to: Words = (" to ", *seats_words(rules, draft.parties)) if draft.parties else ()
    copied: Words = (" Copied to ", *seats_words(rules, draft.cc), ".") if draft.cc else ()
    under: list[Words] = [(rules.scenario.terms[term].text,) for term in draft.terms]
    if draft.note:
        under.append((Span("Note: ", "faint"), draft.note))
    return Item((Span("Offer", "strong"), *to, ":", *copied), tuple(under))


def _letter(rules: Rules, letter: Letter) -> Item:
    under: tuple[Words, ...] = ()
    if letter.promise:
        move = rules.scenario.moves[letter.promise.move]
        promise = promise_text(move, letter.promise.will, letter.promise.by, whole=True)
        under = ((Span("Promise: ", "faint"), f"{promise}."),)
    return Item((Span("Letter to ", "faint"), seat_info(rules, letter.to), ": ", letter.text), under)
