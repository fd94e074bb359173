"""What a seat can do with an offer or agreement, each with what it means, and the doing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.rules.wording import listed
from wargame.tui.desk.draft import OrdersDraft

if TYPE_CHECKING:
    from wargame.tui.desk.deals import DealsPane

Choice = tuple[str, str, str, str]
"""Id, key, name, meaning."""


def choices(draft: OrdersDraft, about: str, *, proposal: bool, may_sign: bool) -> list[Choice]:
    """What can be done with the offer or agreement ``about``; nothing with an offer that is off the table."""
    out: list[Choice] = []
    if proposal:
        offer = next(p for p in draft.view.proposals if p.id == about)
        if offer.status != "open":
            return []
        if offer.must_answer:
            others = [p for p in offer.parties if p not in offer.signed and p != draft.view.seat.id]
            last = (
                "You are the last: it comes into force this turn."
                if not others
                else "Others still have to sign."
            )
            if offer.closed:
                out.append(("sign", "S", "Sign it (not now)", f"It can't come into force: {offer.closed}."))
            else:
                out.append(("sign", "S", "Sign it", f"Your side is bound by its terms. {last}"))
            out.append(("refuse", "R", "Refuse it", "The offer is off the table."))
        if may_sign and offer.mine != "author":
            if offer.must_answer:
                name, what = "Refuse and counter it", "Refuses theirs and opens it as your own draft"
            else:
                name, what = "Counter it", "Opens it as your own draft"
            out.append(("counter", "C", name, f"{what}, to change and send back."))
    out += _stances(draft, about)
    chosen = {draft.answered(about), draft.stance(about)}
    out = [choice for choice in out if choice[0] not in chosen]
    if draft.answered(about) or draft.stance(about):
        out.append(("drop", "X", "Take back what you chose", "As if you had not touched it this turn."))
    return out


def _stances(draft: OrdersDraft, about: str) -> list[Choice]:
    rules = draft.view.stance
    if rules.closed:
        return [("endorse", "E", "Speak of it in public (not now)", rules.closed)]
    held = draft.held(about)
    out: list[Choice] = []
    if held != "endorse":
        out.append(("endorse", "E", "Endorse it", _meaning("You stand by it in public", rules.endorse)))
    if held != "disown":
        out.append(
            ("disown", "D", "Disown it", _meaning("You say in public you won't be bound by it", rules.disown))
        )
    if held != "silent":
        out.append(("silent", "I", "Fall silent", f"You take back that you {held} it."))
    return out


def _meaning(what: str, effects: Sequence[str]) -> str:
    costs = f" Said for the first time: {listed(list(effects))}." if effects else ""
    return f"{what}; it matters for whether the deal lasts.{costs}"


def do(pane: DealsPane, about: str, choice: str) -> None:
    """Do what was chosen."""
    if choice in ("sign", "refuse"):
        pane.answer(about, "sign" if choice == "sign" else "refuse")
    elif choice == "counter":
        pane.counter(pane.find_proposal(about))
    elif choice == "drop":
        pane.action_drop()
    elif choice == "endorse":
        pane.stance(about, "endorse")
    elif choice == "disown":
        pane.stance(about, "disown")
    elif choice == "silent":
        pane.stance(about, "silent")
