"""The tab of deals: proposals to answer, agreements in force, what you say of them, and your own drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.desk.acts import acts
from wargame.desk.draft import DraftError
from wargame.desk.items import draft_line, proposal_line
from wargame.desk.proposal import ProposalDraft
from wargame.desk.wording import closed_terms, counted, seat_names
from wargame.rules.orders import Draft
from wargame.rules.views import AgreementView, ProposalView
from wargame.tui.command import Command
from wargame.tui.desk.boxes import AskAct
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.proposal_text import agreement_text, draft_text, proposal_text
from wargame.tui.desk.rows import heading, row
from wargame.tui.desk.text import bullets, label, stack, wrapped
from wargame.tui.desk.writing import write_proposal
from wargame.tui.untrusted import plain, styled

_STATUS = {"refused": "refused", "expired": "lapsed", "signed": "signed by all", "open": "waiting"}


class ProposalsPane(Pane):
    """Proposals and agreements. Enter answers what waits for you, or opens a draft."""

    NAME = "DEALS"
    HINT = "A deal binds its signers. N drafts one, Enter answers an offer."
    KEYS = (
        Command(
            "deals.open",
            "act",
            "enter",
            "Open",
            "Draft an offer, or say what to do with a deal.",
            palette=False,
        ),
        Command("deals.draft", "draft", "n", "New", "Draft an offer from the list of terms."),
        Command("deals.sign", "answer('sign')", "s", "Sign", "Sign the offer under the cursor."),
        Command("deals.refuse", "answer('refuse')", "r", "Refuse", "Refuse the offer under the cursor."),
        Command(
            "deals.counter", "counter", "c", "Counter", "Refuse it and draft your own from it.", footer=False
        ),
        Command(
            "deals.endorse",
            "stance('endorse')",
            "e",
            "Endorse",
            "Say in public that you stand by it.",
            footer=False,
        ),
        Command(
            "deals.disown",
            "stance('disown')",
            "d",
            "Disown",
            "Say in public that you won't be bound by it.",
            footer=False,
        ),
        Command(
            "deals.silent", "stance('silent')", "i", "Fall silent", "Take an earlier word back.", footer=False
        ),
        Command("deals.approve", "speak('endorse')", "e", "Endorse", "Say in public that you stand by it."),
        Command(
            "deals.reject", "speak('disown')", "d", "Disown", "Say in public that you want no part of it."
        ),
        Command(
            "deals.drop",
            "drop",
            "delete,x",
            "Throw away",
            "Throw your draft away, or take back what you said.",
            shown_as="X",
            footer=False,
        ),
    )

    def hint(self) -> str:
        """Another sentence for a seat that can't sign, and where nobody would read a draft any more."""
        if not self.may_sign:
            return "You can't sign, but your word counts: E endorses, D disowns."
        return "This is the last turn: offers can be answered, not made." if self.view.late else self.HINT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A seat that can't sign is not offered to draft, sign or counter; it is offered to speak."""
        if action in ("draft", "counter"):
            return self.may_sign and not self.view.late
        if action == "answer":
            return self.may_sign
        if action == "speak":
            return not self.may_sign
        if action == "stance" and parameters != ("silent",):
            return self.may_sign
        return super().check_action(action, parameters)

    def rows(self) -> list[Option]:
        """The rows of this tab."""
        view, draft = self.view, self.draft
        out: list[Option] = []
        waiting = [p for p in view.proposals if p.must_answer]
        others = [p for p in view.proposals if not p.must_answer and p.status == "open"]
        in_force = {agreement.id for agreement in view.agreements}
        over = [
            p for p in view.proposals if not p.must_answer and p.status != "open" and p.id not in in_force
        ]
        if waiting:
            out.append(heading("WAITS FOR YOUR ANSWER"))
            out += [self._proposal(p) for p in waiting]
        if self.may_sign:
            pen = Content.assemble(("✎ ", "bold $accent"), ("Draft a deal", "bold"))
            if view.late:
                pen = Content.styled("No drafts any more", "$faint")
            elif closed_terms(view):
                pen = Content.assemble(pen, ("  no term is open yet", "$faint"))
            out.append(row("new", pen, None if view.late else styled("N", "bold $accent")))
        if draft.orders.drafts:
            out.append(heading("GOES ON THE TABLE WHEN YOU COMMIT"))
            for n, own in enumerate(draft.orders.drafts):
                out.append(row(f"draft:{n}", Content.assemble("  ", plain(draft_line(draft, own), 200))))
        if view.agreements:
            out.append(heading("IN FORCE"))
            out += [self._agreement(agreement) for agreement in view.agreements]
        if others:
            out.append(heading("ON THE TABLE"))
            out += [self._proposal(p) for p in others]
        if over:
            out.append(heading("OFF THE TABLE"))
            out += [self._proposal(p) for p in over]
        return out

    @property
    def may_sign(self) -> bool:
        """Can this seat be party to an agreement?"""
        return bool(self.view.terms) and self.view.seat.id in self.view.signers

    def _proposal(self, proposal: ProposalView) -> Option:
        answer = self.draft.answered(proposal.id)
        left: Content = plain(proposal_line(self.draft, proposal), 160)
        if answer:
            word = Content.styled("✓ sign" if answer == "sign" else "✓ refuse", "bold $accent")
        elif proposal.must_answer:
            last = proposal.expires - self.view.turn.number
            left = left.stylize("bold")
            when = "last turn!" if last <= 0 else f"{counted(last + 1, 'turn')} left"
            word = Content.styled(f"! answer, {when}", "bold $accent")
        else:
            word = styled(self._standing(proposal), "$faint", 60)
        return row(f"proposal:{proposal.id}", Content.assemble("  ", left), word)

    def _standing(self, proposal: ProposalView) -> str:
        said = self.draft.stance(proposal.id)
        if said:
            return f"✓ {said}"
        if proposal.status == "open":
            open_ = [p for p in proposal.parties if p not in proposal.signed]
            return f"waits for {seat_names(self.view, open_)}" if open_ else "signed"
        return _STATUS.get(proposal.status, proposal.status)

    def _agreement(self, agreement: AgreementView) -> Option:
        who = _capital(seat_names(self.view, agreement.parties))
        left = Content.assemble("  ", plain(f"{who}: {counted(len(agreement.clauses), 'term')}", 160))
        said = self.draft.stance(agreement.id)
        right = f"✓ {said}" if said else f"since turn {agreement.since}"
        if agreement.durability and not said:
            right = f"we think: {agreement.durability}"
        return row(f"agreement:{agreement.id}", left, styled(right, "bold $accent" if said else "$faint", 60))

    def detail_of(self, id: str) -> tuple[str, Build]:
        """The title and the text for a row."""
        kind, _, key = id.partition(":")
        if kind == "proposal":
            proposal = self.find_proposal(key)
            return "Offer", lambda width: proposal_text(self.draft, proposal, width)
        if kind == "agreement":
            agreement = self.find_agreement(key)
            return "Agreement", lambda width: agreement_text(self.draft, agreement, width)
        if kind == "draft":
            own = ProposalDraft.of(self.draft, self.draft.orders.drafts[int(key)])
            return "Your offer, not sent yet", lambda width: stack(
                Content.styled("Enter changes it, X throws it away.", "$faint"), draft_text(own, width)
            )
        return "How deals work", self._teach

    def _teach(self, width: int) -> Content:
        if not self.may_sign:
            text = (
                "Your side can't sign a deal yet. But your word counts: when others have made an offer or an"
                " agreement that you know of, you can endorse it (E) or disown it (D) here. In letters (3)"
                " you can tell them what you would stand by."
            )
            return stack(wrapped(Content(text), width), self._stances(width))
        text = (
            "Pick terms from the list: what we would do, what they would do, what others would. Whoever"
            " has to do something must sign; you sign by sending it. They see it at the next dawn and may"
            " sign, refuse or counter. Once all have signed it is in force, and every turn shows who"
            " keeps it."
        )
        waiting = (
            None if self.view.proposals else Content.styled("Nobody has made you an offer yet.", "$faint")
        )
        closed = closed_terms(self.view)
        why = [label("NO TERM IS OPEN YET: N shows them all"), *bullets(closed, width)] if closed else None
        return stack(why, wrapped(Content(text), width), waiting)

    def _stances(self, width: int) -> list[Content]:
        rules = self.view.stance
        out: list[Content] = []
        for word, effects in (("To endorse", rules.endorse), ("To disown", rules.disown)):
            if effects:
                out += [label(word), *bullets(effects, width)]
        if rules.closed:
            out += wrapped(Content.assemble(("Not now: ", "bold $accent"), plain(rules.closed)), width)
        return out

    def find_proposal(self, id: str) -> ProposalView:
        """A proposal by id."""
        return next(p for p in self.view.proposals if p.id == id)

    def find_agreement(self, id: str) -> AgreementView:
        """An agreement by id."""
        return next(a for a in self.view.agreements if a.id == id)

    # -- what the keys do ---------------------------------------------------------------------------------

    def act(self, id: str) -> None:
        """Do what Enter does on a row."""
        kind, _, key = id.partition(":")
        if kind == "new":
            self.action_draft()
        elif kind == "draft":
            write_proposal(self.desk, at=int(key))
        else:
            self._ask(key, proposal=kind == "proposal")

    def _ask(self, about: str, *, proposal: bool) -> None:
        """Ask what to do with a proposal or agreement, and do it."""
        items = acts(self.draft, about, proposal=proposal, may_sign=self.may_sign)
        if not items:
            self.desk.say(Content("This offer is off the table; there is nothing to be done with it."))
            return

        do: dict[str, Callable[[], None]] = {
            "sign": lambda: self.answer(about, "sign"),
            "refuse": lambda: self.answer(about, "refuse"),
            "counter": lambda: self.counter(self.find_proposal(about)),
            "endorse": lambda: self.stance(about, "endorse"),
            "disown": lambda: self.stance(about, "disown"),
            "silent": lambda: self.stance(about, "silent"),
            "drop": self.action_drop,
        }

        def answered(act: str | None) -> None:
            if act:
                do[act]()

        self.app.push_screen(AskAct("What do you do with it?", items), answered)

    def action_draft(self) -> None:
        """Draft a proposal."""
        if not self.may_sign:
            self.desk.say(Content("Your side can't propose or sign a deal; it can endorse or disown one."))
            return
        write_proposal(self.desk)

    def action_answer(self, answer: Literal["sign", "refuse"]) -> None:
        """Sign or refuse the proposal under the cursor."""
        proposal = self._proposal_here()
        if proposal is None or not proposal.must_answer:
            self.desk.say(Content("Put the cursor on an offer that waits for your answer."))
            return
        self.answer(proposal.id, answer)

    def answer(self, proposal: str, answer: Literal["sign", "refuse"] | None) -> None:
        """Answer a proposal, or take the answer back."""
        if answer is not None and self.draft.answered(proposal) == answer:
            answer = None
        try:
            self.draft.answer(proposal, answer)
        except DraftError as why:
            self.refused(why)
            return
        words = {"sign": "You sign it when you commit. U undoes.", "refuse": "You refuse it. U undoes."}
        self.changed(words[answer] if answer else "Answer taken back.")

    def action_counter(self) -> None:
        """Refuse the proposal under the cursor and open it as an own draft."""
        proposal = self._proposal_here()
        if proposal is None or not self.may_sign:
            self.desk.say(Content("Put the cursor on an offer that you can answer."))
            return
        self.counter(proposal)

    def counter(self, proposal: ProposalView) -> None:
        """Open a proposal as an own draft; it is refused once the draft is done."""
        parties = tuple(p for p in (proposal.author, *proposal.parties) if p != self.view.seat.id)
        refuse = proposal.id if proposal.must_answer else ""
        own = ProposalDraft.of(self.draft, Draft(proposal.terms, tuple(dict.fromkeys(parties))))
        out = own.strike_closed()
        hint = f"Left out, as closed now: {out}." if out else ""
        write_proposal(self.desk, start=own, refuse=refuse, hint=hint)

    def action_stance(self, stance: Literal["endorse", "silent", "disown"]) -> None:
        """Say something of the proposal or agreement under the cursor."""
        kind, _, key = self.entries.current.partition(":")
        if kind not in ("proposal", "agreement"):
            self.desk.say(Content("Put the cursor on an offer or an agreement."))
            return
        self.stance(key, stance)

    def action_speak(self, stance: Literal["endorse", "disown"]) -> None:
        """The same, as the footer offers it to a seat that can't sign."""
        self.action_stance(stance)

    def stance(self, about: str, stance: Literal["endorse", "silent", "disown"]) -> None:
        """Say something of a proposal or agreement, or take it back where it has just been said."""
        try:
            taken = self.draft.stance(about) == stance
            self.draft.take_stance(about, None if taken else stance)
        except DraftError as why:
            self.refused(why)
            return
        words = {"endorse": "You endorse it when you commit.", "disown": "You disown it when you commit.",
                 "silent": "You take your word back when you commit."}  # fmt: skip
        self.changed("Taken back." if taken else words[stance])

    def action_drop(self) -> None:
        """Throw a draft away, or take back what was composed about the one under the cursor."""
        kind, _, key = self.entries.current.partition(":")
        if kind == "draft":
            self.draft.remove_draft(int(key))
        elif self.draft.stance(key):
            self.draft.take_stance(key, None)
        elif self.draft.answered(key):
            self.draft.answer(key, None)
        else:
            self.desk.say(Content("There is nothing of yours here to throw away."))
            return
        self.changed("Thrown away. U brings it back.")

    def _proposal_here(self) -> ProposalView | None:
        kind, _, key = self.entries.current.partition(":")
        return self.find_proposal(key) if kind == "proposal" else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
