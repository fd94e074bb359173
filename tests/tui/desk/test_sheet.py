"""An offer while it is drafted: what terms bring with them, and who has to sign."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.tui.desk.table import VIEW
from wargame.rules.orders import Draft
from wargame.tui.desk.draft import DraftError
from wargame.tui.desk.sheet import TermSheet


@pytest.fixture
def sheet() -> TermSheet:
    return TermSheet(VIEW)


def test_a_term_brings_what_it_requires_and_says_so(sheet: TermSheet) -> None:
    assert sheet.toggle("suspend") == "Added with it: Freeze fissile production."
    assert sheet.terms == ["suspend", "freeze"]
    assert sheet.toggle("freeze") == "Removed with it: Suspend coal and textile bans."
    assert sheet.terms == []


def test_terms_stand_in_the_order_of_the_list(sheet: TermSheet) -> None:
    for term in ("grain", "moratorium", "exercises"):
        sheet.toggle(term)
    assert sheet.terms == ["exercises", "moratorium", "grain"]


def test_a_closed_term_says_why(sheet: TermSheet) -> None:
    with pytest.raises(DraftError, match="the Council would never agree"):
        sheet.toggle("lift")


def test_terms_that_exclude_each_other_dont_stand_together() -> None:
    terms = tuple(evolve(term, closed="") for term in VIEW.terms)
    sheet = TermSheet(evolve(VIEW, terms=terms))
    sheet.toggle("lift")
    with pytest.raises(DraftError, match="can't stand beside “Lift the sanctions”"):
        sheet.toggle("suspend")
    assert sheet.terms == ["lift"]


def test_no_more_terms_than_allowed() -> None:
    sheet = TermSheet(evolve(VIEW, max_terms=1))
    with pytest.raises(DraftError, match="at most 1"):
        sheet.toggle("suspend")
    sheet.toggle("freeze")
    with pytest.raises(DraftError, match="at most 1"):
        sheet.toggle("grain")


def test_who_a_term_binds_must_sign(sheet: TermSheet) -> None:
    sheet.toggle("suspend")
    sheet.toggle("grain")
    assert sheet.binding() == ("kim", "xi")
    assert sheet.signers() == ("kim", "xi")
    assert sheet.clauses_of("kim") == (2,)
    assert sheet.role("xi") == "bound"
    assert sheet.deal() == Draft(("suspend", "freeze", "grain"))


def test_others_are_invited_or_may_read(sheet: TermSheet) -> None:
    sheet.toggle("exercises")
    assert "whom you ask to sign" in sheet.problem()
    with pytest.raises(DraftError):
        sheet.deal()
    sheet.cast("kim", "invited")
    sheet.cast("biden", "copied")
    sheet.note = " A beginning. "
    assert sheet.deal() == Draft(("exercises",), ("kim",), ("biden",), "A beginning.")
    sheet.cast("kim", "")
    assert sheet.signers() == ()


def test_a_seat_that_cant_sign_is_not_invited(sheet: TermSheet) -> None:
    with pytest.raises(DraftError, match="can't be party"):
        sheet.cast("biden", "invited")


def test_an_offer_becomes_a_sheet_and_an_offer_again(sheet: TermSheet) -> None:
    deal = Draft(("exercises", "grain"), ("kim",), ("biden",), "A beginning.")
    assert TermSheet.of(VIEW, deal).deal() == deal


def test_what_is_worth_is_summed(sheet: TermSheet) -> None:
    sheet.toggle("suspend")
    assert sheet.points() == 3
