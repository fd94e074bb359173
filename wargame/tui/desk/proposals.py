"""The tab of deals: proposals to answer, agreements in force, what you say of them, and your own drafts."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from textual.content import Content
from textual.widgets.option_list import Option

from wargame.desk.items import addressed, proposal_line, terms_line
from wargame.desk.packages import Package, packages
from wargame.desk.proposal import ProposalDraft
from wargame.desk.wording import closed_terms, counted, lapses, seat_names
from wargame.rules.orders import Draft
from wargame.rules.views import AgreementView, ProposalView
from wargame.tui.command import Command
from wargame.tui.desk import answering
from wargame.tui.desk.answering import ask, counter, find_proposal, may_sign, speak, take_back
from wargame.tui.desk.pane import Build, Pane
from wargame.tui.desk.proposal_text import (
    agreement_text,
    draft_text,
    headed,
    package_text,
    points_of,
    proposal_text,
)
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
        if not may_sign(self.view):
            return "You can't sign, but your word counts: E endorses, D disowns."
        return "This is the last turn: offers can be answered, not made." if self.view.late else self.HINT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A seat that can't sign is not offered to draft, sign or counter; it is offered to speak."""
        if action in ("draft", "counter"):
            return may_sign(self.view) and not self.view.late
        if action == "answer":
            return may_sign(self.view)
        if action == "speak":
            return not may_sign(self.view)
        if action == "stance" and parameters != ("silent",):
            return may_sign(self.view)
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
        if may_sign(self.view):
            pen = Content.assemble(("✎ ", "bold $accent"), ("Draft a deal", "bold"))
            if view.late:
                pen = Content.styled("No drafts any more", "$faint")
            elif closed_terms(view):
                pen = Content.assemble(pen, ("  no term is open yet", "$faint"))
            out.append(row("new", pen, None if view.late else styled("N", "bold $accent")))
        if draft.orders.drafts:
            out.append(heading("GOES ON THE TABLE WHEN YOU COMMIT"))
            for n, own in enumerate(draft.orders.drafts):
                out.append(self._sheet(f"draft:{n}", "Offer", own))
        if lies_ready := [p for p in self._packages if p.draft not in draft.orders.drafts]:
            out.append(heading("LIES READY", Content.styled("for us", "$faint")))
            for package in lies_ready:
                out.append(self._package(package))
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

    def _proposal(self, proposal: ProposalView) -> Option:
        answer = self.draft.answered(proposal.id)
        left: Content = plain(proposal_line(self.draft, proposal), 160)
        if answer:
            word = Content.styled("✓ sign" if answer == "sign" else "✓ refuse", "bold $accent")
        elif proposal.must_answer:
            last = proposal.expires - self.view.turn.number
            left = left.stylize("bold")
            left_ = f"answer, {counted(last + 1, 'turn')} left"
            when = left_ if last > 0 else lapses(self.view, proposal)
            points = _points(points_of(self.draft, proposal.terms))
            word = Content.assemble(points, "  ", (f"! {when}", "bold $accent"))
        else:
            word = styled(self._standing(proposal), "$faint", 60)
        return row(f"proposal:{proposal.id}", Content.assemble("  ", left), word)

    @cached_property
    def _packages(self) -> tuple[Package, ...]:
        return packages(self.desk.seat, self.view)

    def _ready(self, size: str) -> Package:
        return next(package for package in self._packages if package.size == size)

    def _sheet(self, id: str, name: str, own: Draft) -> Option:
        """A draft, in a line: who is to sign, what it is worth, and as much of its terms as fits."""
        left = Content.assemble("  ", plain(f"{name} to {addressed(self.draft, own)}", 120))
        terms = plain(f": {terms_line(self.draft, own)}", 300)
        return row(id, left, _points(points_of(self.draft, own.terms)), terms)

    def _package(self, package: Package) -> Option:
        """A draft that lies ready, in a line; its terms stand below."""
        terms = package.draft.terms
        name = f"{package.size.capitalize()} offer to {addressed(self.draft, package.draft)}"
        told = f"{name}, {counted(len(terms), 'term')}"
        left = Content.assemble("  ", plain(told, 140))
        return row(f"ready:{package.size}", left, _points(points_of(self.draft, terms)))

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
            proposal = find_proposal(self.view, key)
            title = headed(self.draft, "Offer", proposal.terms)
            return title, lambda width: proposal_text(self.draft, proposal, width)
        if kind == "agreement":
            agreement = self.find_agreement(key)
            return "Agreement", lambda width: agreement_text(self.draft, agreement, width)
        if kind == "draft":
            own = ProposalDraft.of(self.draft, self.draft.orders.drafts[int(key)])
            return headed(self.draft, "Your offer, not sent yet", own.terms), lambda width: stack(
                Content.styled("Enter changes it, X throws it away.", "$faint"), draft_text(own, width)
            )
        if kind == "ready":
            package = self._ready(key)
            title = headed(self.draft, "Lies ready", package.draft.terms)
            return title, lambda width: package_text(self.draft, package, width)
        return "How deals work", self._teach

    def _teach(self, width: int) -> Content:
        if not may_sign(self.view):
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
        elif kind == "ready":
            self._take(self._ready(key))
        else:
            ask(self.desk, key, proposal=kind == "proposal")

    def _take(self, package: Package) -> None:
        """Put a draft that lies ready into the tray."""
        row = f"draft:{len(self.draft.orders.drafts)}"
        message = "In the tray: your offer. Enter changes it, X throws it away."
        self.desk.change(lambda: self.draft.put_draft(package.draft), message, row)

    def action_draft(self) -> None:
        """Draft a proposal."""
        if not may_sign(self.view):
            self.desk.say(Content("Your side can't propose or sign a deal; it can endorse or disown one."))
            return
        write_proposal(self.desk)

    def action_answer(self, answer: Literal["sign", "refuse"]) -> None:
        """Sign or refuse the proposal under the cursor."""
        proposal = self._proposal_here()
        if proposal is None or not proposal.must_answer:
            self.desk.say(Content("Put the cursor on an offer that waits for your answer."))
            return
        answering.answer(self.desk, proposal.id, answer)

    def action_counter(self) -> None:
        """Refuse the proposal under the cursor and open it as an own draft; or open one that lies ready."""
        kind, _, key = self.entries.current.partition(":")
        if kind == "ready":
            write_proposal(self.desk, start=ProposalDraft.of(self.draft, self._ready(key).draft))
            return
        proposal = self._proposal_here()
        if proposal is None or not may_sign(self.view):
            self.desk.say(Content("Put the cursor on an offer that you can answer."))
            return
        counter(self.desk, proposal)

    def action_stance(self, stance: Literal["endorse", "silent", "disown"]) -> None:
        """Say something of the proposal or agreement under the cursor."""
        kind, _, key = self.entries.current.partition(":")
        if kind not in ("proposal", "agreement"):
            self.desk.say(Content("Put the cursor on an offer or an agreement."))
            return
        speak(self.desk, key, stance)

    def action_speak(self, stance: Literal["endorse", "disown"]) -> None:
        """The same, as the footer offers it to a seat that can't sign."""
        self.action_stance(stance)

    def action_drop(self) -> None:
        """Throw a draft away, or take back what was composed about the one under the cursor."""
        kind, _, key = self.entries.current.partition(":")
        if kind == "draft":
            self.draft.remove_draft(int(key))
            self.changed("Thrown away. U brings it back.")
        elif not take_back(self.desk, key):
            self.desk.say(Content("There is nothing of yours here to throw away."))

    def _proposal_here(self) -> ProposalView | None:
        kind, _, key = self.entries.current.partition(":")
        return find_proposal(self.view, key) if kind == "proposal" else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _points(points: int | None) -> Content:
    return Content("") if points is None else Content.styled(f"{points:+}", "bold")
