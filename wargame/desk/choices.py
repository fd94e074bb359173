"""What a seat can do with a proposal or agreement, each with what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.desk.draft import OrdersDraft
from wargame.rules.wording import listed


class Choice(NamedTuple):
    """Something that can be done. ``key`` does it, ``meaning`` says what comes of it."""

    id: str
    key: str
    name: str
    meaning: str


def choices(draft: OrdersDraft, about: str, *, proposal: bool, may_sign: bool) -> list[Choice]:
    """What can be done with the proposal or agreement ``about``; nothing with one that is off the table."""
    out: list[Choice] = []
    if proposal:
        found = next(p for p in draft.view.proposals if p.id == about)
        if found.status != "open":
            return []
        if found.must_answer:
            others = [p for p in found.parties if p not in found.signed and p != draft.view.seat.id]
            last = (
                "You are the last: it comes into force this turn."
                if not others
                else "Others still have to sign."
            )
            if found.closed:
                out.append(
                    Choice("sign", "S", "Sign it (not now)", f"It can't come into force: {found.closed}.")
                )
            else:
                out.append(Choice("sign", "S", "Sign it", f"Your side is bound by its terms. {last}"))
            out.append(Choice("refuse", "R", "Refuse it", "The offer is off the table."))
        if may_sign and found.mine != "author":
            if found.must_answer:
                name, what = "Refuse and counter it", "Refuses theirs and opens it as your own draft"
            else:
                name, what = "Counter it", "Opens it as your own draft"
            out.append(Choice("counter", "C", name, f"{what}, to change and send back."))
    out += _stances(draft, about)
    chosen = {draft.answered(about), draft.stance(about)}
    out = [choice for choice in out if choice.id not in chosen]
    if draft.answered(about) or draft.stance(about):
        out.append(Choice("drop", "X", "Take back what you chose", "As if you had not touched it this turn."))
    return out


def _stances(draft: OrdersDraft, about: str) -> list[Choice]:
    rules = draft.view.stance
    if rules.closed:
        return [Choice("endorse", "E", "Speak of it in public (not now)", rules.closed)]
    held = draft.held(about)
    out: list[Choice] = []
    if held != "endorse":
        out.append(Choice("endorse", "E", "Endorse it", _meaning("You stand by it in public", rules.endorse)))
    if held != "disown":
        out.append(
            Choice(
                "disown",
                "D",
                "Disown it",
                _meaning("You say in public you won't be bound by it", rules.disown),
            )
        )
    if held != "silent":
        out.append(Choice("silent", "I", "Fall silent", f"You take back that you {held} it."))
    return out


def _meaning(what: str, effects: Sequence[str]) -> str:
    costs = f" Said for the first time: {listed(list(effects))}." if effects else ""
    return f"{what}; it matters for whether the deal lasts.{costs}"
