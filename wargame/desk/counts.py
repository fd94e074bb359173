"""What the tabs count: new stories, new letters, proposals that wait for an answer."""

from __future__ import annotations

from wargame.desk.draft import OrdersDraft


def fresh_news(draft: OrdersDraft, stories: int) -> int:
    """How many stories (those of the newest page) and cables are new in this turn."""
    now, view = draft.view.turn.number, draft.view
    return stories + sum(cable.turn == now for cable in view.cables)


def fresh_letters(draft: OrdersDraft) -> int:
    """How many letters came at this dawn."""
    return sum(mail.sent + 1 == draft.view.turn.number for mail in draft.view.received)


def unanswered(draft: OrdersDraft) -> int:
    """How many proposals wait for an answer that hasn't been composed yet."""
    return sum(p.must_answer and draft.answered(p.id) is None for p in draft.view.proposals)
