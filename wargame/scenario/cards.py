"""Which card of a scenario an order names, and which of its choices."""

from __future__ import annotations

from wargame.ids import CardId, ChoiceId
from wargame.scenario.model import Bundle, Card, Scenario


def named(scenario: Scenario, text: str) -> tuple[Card, Bundle | None]:
    """Return the card that ``CARD/CHOICE`` names, and the choice; None for that where a card stands alone.

    Raises KeyError where there is no such card, or no such choice of it.
    """
    id, slash, choice = text.partition("/")
    card = scenario.cards[CardId(id)]
    return card, card.choices[ChoiceId(choice)] if slash else None
