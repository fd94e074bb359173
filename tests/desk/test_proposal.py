"""A proposal while it is drafted: what terms bring with them, and who has to sign."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.desk.fake import FakeSeat, drafting
from tests.desk.views import VIEW
from wargame.desk.draft import DraftError, OrdersDraft
from wargame.desk.proposal import ProposalDraft
from wargame.rules.orders import Draft
from wargame.tui.desk.proposal_text import term_text


@pytest.fixture
def proposal() -> ProposalDraft:
    return ProposalDraft(drafting(VIEW))


def test_a_term_brings_what_it_requires_and_says_so(proposal: ProposalDraft) -> None:
    assert proposal.toggle("suspend") == "Added with it: Freeze fissile production."
    assert proposal.terms == ["suspend", "freeze"]
    assert proposal.toggle("freeze") == "Removed with it: Suspend coal and textile bans."
    assert proposal.terms == []


def test_terms_stand_in_the_order_of_the_list(proposal: ProposalDraft) -> None:
    for term in ("grain", "moratorium", "exercises"):
        proposal.toggle(term)
    assert proposal.terms == ["exercises", "moratorium", "grain"]


def test_a_closed_term_says_why(proposal: ProposalDraft) -> None:
    with pytest.raises(DraftError, match="the Council would never agree"):
        proposal.toggle("lift")


def test_a_closed_term_says_which_moves_would_open_it() -> None:
    terms = [evolve(t, name="Hand-over memo") if t.id == "lift" else t for t in VIEW.terms]
    draft = OrdersDraft.of(FakeSeat(evolve(VIEW, terms=tuple(terms))))
    proposal = ProposalDraft(draft)
    told = term_text(proposal, proposal.term("lift"), 76).plain
    assert "Closed: the Council would never agree" in told
    assert f"Opened by {draft.move('envoy').name}" in " ".join(told.split())
    assert "Opened by" not in term_text(proposal, proposal.term("freeze"), 76).plain


def test_a_closed_term_says_its_own_reason_before_those_of_what_it_requires() -> None:
    terms = tuple(evolve(term, closed=f"{term.id} is not ripe") for term in VIEW.terms)
    proposal = ProposalDraft(drafting(evolve(VIEW, terms=terms)))
    with pytest.raises(DraftError, match=r"^Suspend coal and textile bans: suspend is not ripe"):
        proposal.toggle("suspend")
    terms = tuple(evolve(term, closed="" if term.id == "suspend" else term.closed) for term in terms)
    proposal = ProposalDraft(drafting(evolve(VIEW, terms=terms)))
    with pytest.raises(DraftError, match=r"^It needs Freeze fissile production\. Freeze .*: freeze is not"):
        proposal.toggle("suspend")


def test_terms_that_exclude_each_other_dont_stand_together() -> None:
    terms = tuple(evolve(term, closed="") for term in VIEW.terms)
    proposal = ProposalDraft(drafting(evolve(VIEW, terms=terms)))
    proposal.toggle("lift")
    with pytest.raises(DraftError, match="Lift the sanctions can't stand in one draft"):
        proposal.toggle("suspend")
    assert proposal.terms == ["lift"]


def test_no_more_terms_than_allowed() -> None:
    proposal = ProposalDraft(drafting(evolve(VIEW, max_terms=1)))
    with pytest.raises(DraftError, match="at most 1"):
        proposal.toggle("suspend")
    proposal.toggle("freeze")
    with pytest.raises(DraftError, match="at most 1"):
        proposal.toggle("grain")


def test_who_a_term_binds_must_sign(proposal: ProposalDraft) -> None:
    proposal.toggle("suspend")
    proposal.toggle("grain")
    assert proposal.binding() == ("kim", "xi")
    assert proposal.signers() == ("kim", "xi")
    assert proposal.clauses_of("kim") == (2,)
    assert proposal.role("xi") == "bound"
    assert proposal.draft() == Draft(("suspend", "freeze", "grain"))


def test_others_are_invited_or_may_read(proposal: ProposalDraft) -> None:
    proposal.toggle("exercises")
    assert proposal.signers() == ()
    proposal.cast("kim", "invited")
    proposal.cast("biden", "copied")
    proposal.note = " A beginning. "
    assert proposal.draft() == Draft(("exercises",), ("kim",), ("biden",), "A beginning.")
    proposal.cast("kim", "")
    assert proposal.signers() == ()


def test_a_draft_is_gone_on_with(proposal: ProposalDraft) -> None:
    draft = Draft(("exercises", "grain"), ("kim",), ("biden",), "A beginning.")
    assert ProposalDraft.of(proposal.orders, draft).draft() == draft


def test_what_is_worth_is_summed(proposal: ProposalDraft) -> None:
    proposal.toggle("suspend")
    assert proposal.points() == 3
