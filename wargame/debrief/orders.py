"""What a seat ordered in a turn, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.lines import joined, paragraph
from wargame.rules.estimates import odds_text
from wargame.rules.orders import Draft, Letter, Order, Orders
from wargame.rules.state import Proposal
from wargame.scenario.model import Scenario

_ANSWERS = {"sign": "Signs", "refuse": "Refuses"}
_STANCES = {"endorse": "Endorses", "silent": "Falls silent on", "disown": "Disowns"}


def order_lines(scenario: Scenario, orders: Orders, known: dict[str, str], indent: int = 2) -> Iterator[str]:
    """Everything in ``orders``, one thing a paragraph; ``known`` has words for offers and agreements."""
    if orders.defaulted:
        yield from paragraph("No orders were given; what follows is the default.", indent)
    if not orders.moves:
        yield from paragraph("No move.", indent)
    for order in orders.moves:
        yield from _move(scenario, order, indent)
    for answer in orders.answers:
        yield from paragraph(
            f"{_ANSWERS[answer.answer]} {known.get(answer.proposal, answer.proposal)}.", indent
        )
    for draft in orders.drafts:
        yield from _draft(scenario, draft, indent)
    for stance in orders.stances:
        yield from paragraph(f"{_STANCES[stance.stance]} {known.get(stance.about, stance.about)}.", indent)
    for letter in orders.letters:
        yield from _letter(scenario, letter, indent)
    if orders.forecast is not None:
        yield from paragraph(f"Forecast: {odds_text(orders.forecast)}.", indent)
    if orders.why:
        yield from paragraph(f"Why: {orders.why}", indent)


def proposal_words(scenario: Scenario, proposal: Proposal) -> str:
    """An offer in words: whose, of when, with what in it."""
    terms = joined(scenario.terms[term].name for term in proposal.terms)
    author = scenario.seats[proposal.author].name
    return f"the offer that {author} made in turn {proposal.made} ({terms})"


def promise_words(scenario: Scenario, move: str, will: bool, by: int) -> str:
    """A promise in words."""
    return f"{'will' if will else 'will not'} order {scenario.moves[move].name} by the end of turn {by}"


def _move(scenario: Scenario, order: Order, indent: int) -> Iterator[str]:
    move = scenario.moves[order.move]
    chosen = dict(order.options)
    choices = [
        option.choices[chosen.get(id) or next(iter(option.choices))].name
        for id, option in move.options.items()
    ]
    secret = "" if move.visibility == "open" else f" [{move.visibility}]"
    yield from paragraph(f"Move: {move.name}{f' ({joined(choices)})' if choices else ''}{secret}.", indent)
    for argument in order.arguments:
        yield from paragraph(f"Argument: {argument}", indent + 2)


def _draft(scenario: Scenario, draft: Draft, indent: int) -> Iterator[str]:
    copied = f" Copied to {joined(scenario.seats[seat].name for seat in draft.cc)}." if draft.cc else ""
    with_whom = f" to {joined(scenario.seats[seat].name for seat in draft.parties)}" if draft.parties else ""
    yield from paragraph(f"Offer{with_whom}:{copied}", indent)
    for term in draft.terms:
        yield from paragraph(scenario.terms[term].text, indent + 2)
    if draft.note:
        yield from paragraph(f"Note: {draft.note}", indent + 2)


def _letter(scenario: Scenario, letter: Letter, indent: int) -> Iterator[str]:
    yield from paragraph(f"Letter to {scenario.seats[letter.to].name}: {letter.text}", indent)
    if letter.promise:
        promise = letter.promise
        yield from paragraph(
            f"Promise: {promise_words(scenario, promise.move, promise.will, promise.by)}.", indent + 2
        )
