"""Writing what goes into the orders: letters, and drafts of proposals. Both are also opened from the tab of
orders."""

from __future__ import annotations

from textual.content import Content

from wargame.desk.draft import OrdersDraft
from wargame.desk.proposal import ProposalDraft
from wargame.rules.orders import Draft, Letter
from wargame.tui.desk.desk import Desk


def write_letter(desk: Desk, at: int | None = None, to: str = "") -> None:
    """Write a letter, or go on with the one at ``at``."""
    from wargame.tui.desk.letter_form import LetterForm

    if desk.view.late:
        desk.say(Content(f"{desk.view.late}."))
        return
    begun = None if at is None else desk.draft.orders.letters[at]

    def answered(letter: Letter | None) -> None:
        if letter is not None:
            message = f"In the tray: a letter to {desk.draft.name(letter.to)}. It goes out when you commit."
            row = f"draft:{len(desk.draft.orders.letters) if at is None else at}"
            desk.change(lambda: desk.draft.put_letter(letter, at), message, row)

    def refusal(letter: Letter) -> str:
        return desk.draft.refusal(lambda draft: draft.put_letter(letter, at))

    desk.app.push_screen(LetterForm(desk.view, refusal, begun, to), answered)


def write_proposal(
    desk: Desk, at: int | None = None, start: ProposalDraft | None = None, refuse: str = "", hint: str = ""
) -> None:
    """Draft a proposal, from ``start`` or the draft at ``at``; then refuse the proposal ``refuse``.

    ``hint`` is said in the box at first.
    """
    from wargame.tui.desk.proposal_form import ProposalForm

    if desk.view.late:
        desk.say(Content(f"{desk.view.late}."))
        return
    begun = start or ProposalDraft(desk.draft)
    if at is not None:
        begun = ProposalDraft.of(desk.draft, desk.draft.orders.drafts[at])

    def put(draft: OrdersDraft, proposal: Draft) -> None:
        draft.put_draft(proposal, at)
        if refuse:
            draft.answer(refuse, "refuse")

    def answered(proposal: Draft | None) -> None:
        if proposal is not None:
            also = " You refuse theirs." if refuse else ""
            message = f"In the tray: your offer. It goes on the table when you commit.{also}"
            row = f"draft:{len(desk.draft.orders.drafts) if at is None else at}"
            desk.change(lambda: put(desk.draft, proposal), message, row)

    def refusal(proposal: Draft) -> str:
        return desk.draft.refusal(lambda draft: put(draft, proposal))

    desk.app.push_screen(ProposalForm(begun, refusal, hint), answered)
