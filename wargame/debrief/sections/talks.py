"""What a seat knows of promises, offers and agreements."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.debrief.model import Item, List, Section, Words
from wargame.debrief.sections.words import agreement_words, seats_words
from wargame.rules.compiled import Rules
from wargame.rules.seat_views import seat_info
from wargame.rules.state import Pledge
from wargame.rules.views import AgreementView, ProposalView
from wargame.rules.wording import promise_text


def promises(rules: Rules, pledges: Iterable[Pledge], seat: str) -> Section:
    """Every promise that the seat gave or got, and how it stands."""
    return Section("Promises", (List(tuple(_promise(rules, pledge, seat) for pledge in pledges)),))


def _promise(rules: Rules, pledge: Pledge, seat: str) -> Item:
    given = pledge.seat == seat
    other = seat_info(rules, pledge.to if given else pledge.seat)
    who: Words = ("You to ", other) if given else (other, " to you")
    promise = promise_text(rules.scenario.moves[pledge.move], pledge.will, pledge.by, whole=True)
    return Item((*who, f": {promise} [{pledge.status}]."))


def offers(rules: Rules, proposals: Iterable[ProposalView]) -> Section:
    """The offers that are open."""
    items = [_offer(rules, offer) for offer in proposals if offer.status == "open"]
    return Section("Offers", (List(tuple(items)),))


def _offer(rules: Rules, offer: ProposalView) -> Item:
    note = [f"Note: {offer.note}"] if offer.note else []
    return Item(
        (
            seat_info(rules, offer.author),
            " offers, to be signed by ",
            *seats_words(rules, offer.parties),
            f" until the end of turn {offer.expires} (signed by ",
            *seats_words(rules, offer.signed),
            "):",
        ),
        tuple((line,) for line in (*offer.clauses, *note)),
    )


def agreements(rules: Rules, standing: Iterable[AgreementView]) -> Section:
    """The agreements in force, clause by clause, and whether they will last."""
    return Section("Agreements", (List(tuple(_agreement(rules, agreement) for agreement in standing)),))


def outlook(standing: Iterable[AgreementView]) -> Section:
    """What everybody knows of whether agreements will last."""
    told = [agreement.outlook for agreement in standing]
    return Section("Will it last?", (List(tuple(Item((text,)) for text in told if text)),))


def _agreement(rules: Rules, agreement: AgreementView) -> Item:
    under = [f"{clause} [{standing}]" for clause, standing in agreement.clauses]
    if agreement.durability is not None:
        under.append(f"Odds to outlive the last turn, as you can judge: {agreement.durability}.")
    if agreement.chance is not None:
        under.append(f"As everybody can tell: {agreement.chance}.")
    return Item(("In force: ", *agreement_words(rules, agreement), "."), tuple((line,) for line in under))
