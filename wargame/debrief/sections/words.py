"""Seats, offers and agreements in running text."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.debrief.model import Words
from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.seat_views import seat_info
from wargame.rules.state import Agreement, Proposal
from wargame.rules.views import AgreementView, ProposalView, SeatInfo


def seats_words(rules: Rules, seats: Sequence[SeatId]) -> Words:
    """Seats as an English list: ``A, B and C``."""
    words: list[str | SeatInfo] = []
    for left, seat in zip(reversed(range(len(seats))), seats, strict=True):
        words += [seat_info(rules, seat), "" if not left else " and " if left == 1 else ", "]
    return tuple(words)


def offer_words(rules: Rules, offer: Proposal | ProposalView) -> Words:
    """An offer by whose it is and when it was made."""
    return ("the offer that ", seat_info(rules, offer.author), f" made in turn {offer.made}")


def agreement_words(rules: Rules, agreement: Agreement | AgreementView) -> Words:
    """An agreement by whose it is and since when it holds."""
    return ("the agreement of ", *seats_words(rules, agreement.parties), f" of turn {agreement.since}")
