"""What a seat can do with a proposal or agreement, each with what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.desk.draft import OrdersDraft
from wargame.rules.wording import listed


class Act(NamedTuple):
    """Something that can be done. ``key`` does it, ``meaning`` says what comes of it."""

    id: str
    key: str
    name: str
    meaning: str


def acts(draft: OrdersDraft, about: str, *, proposal: bool, may_sign: bool) -> list[Act]:
    """What can be done with the proposal or agreement ``about``; nothing with one that is off the table."""
    out: list[Act] = []
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
                    Act("sign", "S", "Sign it (not now)", f"It can't come into force: {found.closed}.")
                )
            else:
                out.append(Act("sign", "S", "Sign it", f"Your side is bound by its terms. {last}"))
            out.append(Act("refuse", "R", "Refuse it", "The offer is off the table."))
        if may_sign and found.mine != "author" and not draft.view.late:
            if found.must_answer:
                name, what = "Refuse and counter it", "Refuses theirs and opens it as your own draft"
            else:
                name, what = "Counter it", "Opens it as your own draft"
            out.append(Act("counter", "C", name, f"{what}, to change and send back."))
    out += _stances(draft, about)
    chosen = {draft.answered(about), draft.stance(about)}
    out = [act for act in out if act.id not in chosen]
    if draft.answered(about) or draft.stance(about):
        out.append(Act("drop", "X", "Take back what you chose", "As if you had not touched it this turn."))
    return out


def _stances(draft: OrdersDraft, about: str) -> list[Act]:
    rules = draft.view.stance
    if rules.closed:
        return [Act("endorse", "E", "Speak of it in public (not now)", rules.closed)]
    held = draft.held(about)
    out: list[Act] = []
    if held != "endorse":
        out.append(Act("endorse", "E", "Endorse it", _meaning("You stand by it in public", rules.endorse)))
    if held != "disown":
        out.append(
            Act(
                "disown",
                "D",
                "Disown it",
                _meaning("You say in public you won't be bound by it", rules.disown),
            )
        )
    if held != "silent":
        out.append(Act("silent", "I", "Fall silent", f"You take back that you {held} it."))
    return out


def _meaning(what: str, effects: Sequence[str]) -> str:
    costs = f" Said for the first time: {listed(list(effects))}." if effects else ""
    return f"{what}; it matters for whether the deal lasts.{costs}"
