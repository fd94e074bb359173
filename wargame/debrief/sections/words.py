"""Seats, offers and agreements in running text."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.debrief.model import Words
from wargame.ids import SeatId
from wargame.rules.account import Deed, Drift, Entry, Talk
from wargame.rules.compiled import Rules
from wargame.rules.seat_views import seat_info
from wargame.rules.state import Agreement, Proposal, State
from wargame.rules.views import AgreementView, LedgerLine, ProposalView, SeatInfo
from wargame.rules.wording import agreement_text


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


def called(rules: Rules, state: State, entry: Entry, line: LedgerLine) -> str:
    """What an entry of the ledger is called in short, the ``line`` of which is at hand. ``state`` is what the
    account led to."""
    s = rules.scenario
    match entry:
        case Deed():
            return f"{s.seats[entry.seat].name}: {s.moves[entry.move].name}"
        case Drift():
            way = 1 if entry.after > entry.before else -1
            most = max(entry.reasons, key=lambda reason: way * reason.add, default=None)
            return f"by itself ({most.because})" if most and most.because else "by itself"
        case Talk(kind="in force"):
            signed = next(paper for paper in state.agreements if paper.id == entry.id)
            return f"{agreement_text(rules, signed, state.agreements)} comes into force"
    return line.text
