"""What the tabs count: new stories, new letters, proposals that wait for an answer."""

from __future__ import annotations

from wargame.desk.draft import OrdersDraft


def is_fresh(draft: OrdersDraft, row: str) -> bool:
    """Does what a row shows (``page:TURN``, ``cable:N``, ``in:N``) lie here for the first time, and wasn't it
    looked at yet?"""
    kind, _, key = row.partition(":")
    view = draft.view
    came = {
        "page": lambda: int(key),
        "cable": lambda: view.cables[int(key)].came,
        "in": lambda: view.received[int(key)].sent + 1,
    }
    return kind in came and row not in draft.read and came[kind]() == view.turn.number


def fresh_news(draft: OrdersDraft, stories: int) -> int:
    """How many stories (those of the newest page) and cables wait to be read."""
    page = stories * is_fresh(draft, f"page:{draft.view.turn.number}")
    return page + sum(is_fresh(draft, f"cable:{n}") for n in range(len(draft.view.cables)))


def fresh_letters(draft: OrdersDraft) -> int:
    """How many letters wait to be read."""
    return sum(is_fresh(draft, f"in:{n}") for n in range(len(draft.view.received)))


def unanswered(draft: OrdersDraft) -> int:
    """How many proposals wait for an answer that hasn't been composed yet."""
    return sum(p.must_answer and draft.answered(p.id) is None for p in draft.view.proposals)
