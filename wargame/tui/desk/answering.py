"""What can be done with an offer or agreement from any tab: sign it, refuse it, counter it, speak of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from textual.content import Content

from wargame.desk.acts import acts
from wargame.desk.proposal import ProposalDraft
from wargame.rules.orders import Draft, StanceWord
from wargame.rules.views import ProposalView, SeatView
from wargame.tui.desk.boxes import AskAct
from wargame.tui.desk.desk import Desk
from wargame.tui.desk.writing import write_proposal

_ANSWERED = {"sign": "You sign it when you commit. U undoes.", "refuse": "You refuse it. U undoes."}
_GONE = "Thrown away. U brings it back."
_SAID = {
    "endorse": "You endorse it when you commit.",
    "disown": "You disown it when you commit.",
    "silent": "You take your word back when you commit.",
}


def may_sign(view: SeatView) -> bool:
    """Can this seat be party to an agreement?"""
    return bool(view.terms) and view.seat.id in view.signers


def find_proposal(view: SeatView, id: str) -> ProposalView:
    """A proposal by id."""
    return next(p for p in view.proposals if p.id == id)


def answer(desk: Desk, proposal: str, word: Literal["sign", "refuse"]) -> None:
    """Answer a proposal, or take the answer back that is there already."""
    given = None if desk.draft.answered(proposal) == word else word
    told = _ANSWERED[given] if given else "Answer taken back."
    desk.change(lambda: desk.draft.answer(proposal, given), told)


def counter(desk: Desk, proposal: ProposalView) -> None:
    """Open a proposal as an own draft; it is refused once the draft is done."""
    parties = tuple(p for p in (proposal.author, *proposal.parties) if p != desk.view.seat.id)
    refuse = proposal.id if proposal.must_answer else ""
    own = ProposalDraft.of(desk.draft, Draft(proposal.terms, tuple(dict.fromkeys(parties))))
    out = own.strike_closed()
    hint = f"Left out, as closed now: {out}." if out else ""
    write_proposal(desk, start=own, refuse=refuse, hint=hint)


def speak(desk: Desk, about: str, stance: StanceWord) -> None:
    """Say something of a proposal or agreement, or take it back where it has just been said."""
    taken = desk.draft.stance(about) == stance
    told = "Taken back." if taken else _SAID[stance]
    desk.change(lambda: desk.draft.take_stance(about, None if taken else stance), told)


def take_back(desk: Desk, about: str) -> bool:
    """Take back what was composed about a proposal or agreement; was there anything?"""
    draft = desk.draft
    if draft.stance(about):
        desk.change(lambda: draft.take_stance(about, None), _GONE)
    elif draft.answered(about):
        desk.change(lambda: draft.answer(about, None), _GONE)
    else:
        return False
    return True


def ask(desk: Desk, about: str, *, proposal: bool) -> None:
    """Ask what to do with a proposal or agreement, and do it."""
    items = acts(desk.draft, about, proposal=proposal, may_sign=may_sign(desk.view))
    if not items:
        desk.say(Content("This offer is off the table; there is nothing to be done with it."))
        return

    do: dict[str, Callable[[], object]] = {
        "sign": partial(answer, desk, about, "sign"),
        "refuse": partial(answer, desk, about, "refuse"),
        "counter": lambda: counter(desk, find_proposal(desk.view, about)),
        "endorse": partial(speak, desk, about, "endorse"),
        "disown": partial(speak, desk, about, "disown"),
        "silent": partial(speak, desk, about, "silent"),
        "drop": partial(take_back, desk, about),
    }

    def answered(act: str | None) -> None:
        if act:
            do[act]()

    desk.app.push_screen(AskAct("What do you do with it?", items), answered)
