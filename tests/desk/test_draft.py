"""The draft of a seat's orders: what it takes, what it refuses, and that everything undoes."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.fake import drafting
from tests.desk.views import EMPTY, VIEW
from wargame.desk.draft import DraftError, OrdersDraft
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise, Stance
from wargame.rules.state import Pledge
from wargame.rules.views import StanceRules


@pytest.fixture
def draft() -> OrdersDraft:
    return drafting(VIEW)


def test_a_move_is_ordered_with_the_first_choice_of_its_options(draft: OrdersDraft) -> None:
    draft.add_move("letter_kim")
    assert draft.orders == Orders(moves=(Order("letter_kim", (("tone", "warm"),)),))
    assert draft.resource_left == 3
    assert draft.to_choose == 1


def test_no_more_moves_than_allowed(draft: OrdersDraft) -> None:
    draft.add_move("letter_kim")
    draft.add_move("designate")
    with pytest.raises(DraftError, match="2 moves in a turn"):
        draft.add_move("flood_relief")


def test_no_move_beyond_the_means() -> None:
    draft = drafting(evolve(VIEW, resource_left=3))
    draft.add_move("envoy")
    assert draft.move_refusal("bombers") == "Fly bombers up the coast costs 2 attention; you have 1 left."
    assert not draft.move_refusal("designate")


def test_a_closed_move_says_why(draft: OrdersDraft) -> None:
    with pytest.raises(DraftError, match="Kim has to announce a freeze first"):
        draft.add_move("suspension")


def test_no_move_twice_and_none_unknown(draft: OrdersDraft) -> None:
    draft.add_move("designate")
    with pytest.raises(DraftError, match="already"):
        draft.add_move("designate")
    with pytest.raises(DraftError, match="no such move"):
        draft.add_move("nothing")


def test_orders_are_reordered_and_stop_at_the_ends(draft: OrdersDraft) -> None:
    draft.add_move("letter_kim")
    draft.add_move("designate")
    draft.shift_move("designate", -1)
    assert [order.move for order in draft.orders.moves] == ["designate", "letter_kim"]
    draft.shift_move("designate", -5)
    assert [order.move for order in draft.orders.moves] == ["designate", "letter_kim"]
    draft.shift_move("designate", 9)
    assert [order.move for order in draft.orders.moves] == ["letter_kim", "designate"]


def test_options_and_reasons_order_their_move(draft: OrdersDraft) -> None:
    draft.choose("letter_kim", {"tone": "formal"})
    draft.argue("letter_kim", (" He answers. ", "", "He always did."))
    assert draft.orders.moves == (
        Order("letter_kim", (("tone", "formal"),), ("He answers.", "He always did.")),
    )
    with pytest.raises(DraftError, match="no choice 'rude'"):
        draft.choose("letter_kim", {"tone": "rude"})
    with pytest.raises(DraftError, match="3 at most"):
        draft.argue("letter_kim", ("a", "b", "c", "d"))


def test_letters_are_added_replaced_and_thrown_away(draft: OrdersDraft) -> None:
    draft.put_letter(Letter("kim", "One"))
    draft.put_letter(Letter("xi", "Two", Promise("bombers", False, 4)))
    draft.put_letter(Letter("kim", "One, better"), at=0)
    assert [letter.text for letter in draft.orders.letters] == ["One, better", "Two"]
    draft.remove_letter(0)
    assert [letter.to for letter in draft.orders.letters] == ["xi"]


def test_a_promise_is_given_once() -> None:
    draft = drafting(evolve(VIEW, pledges=()))
    word = Letter("xi", "Two", Promise("bombers", False, 4))
    draft.put_letter(word)
    with pytest.raises(DraftError, match="once is enough"):
        draft.put_letter(evolve(word, text="Again"))
    draft.put_letter(evolve(word, text="Two, better"), at=0)
    draft.put_letter(evolve(word, to="kim"))
    assert [letter.to for letter in draft.orders.letters] == ["xi", "kim"]
    given = Pledge(VIEW.seat.id, "xi", "bombers", False, made=1, by=4)
    later = drafting(evolve(VIEW, pledges=(given,)))
    with pytest.raises(DraftError, match="once is enough"):
        later.put_letter(word)
    drafting(evolve(VIEW, pledges=(evolve(given, status="kept"),))).put_letter(word)


@pytest.mark.parametrize(
    "letter", [Letter("kim", "  \n "), Letter("trump", "to myself"), Letter("", "to nobody")]
)
def test_a_letter_needs_a_text_and_another_reader(draft: OrdersDraft, letter: Letter) -> None:
    with pytest.raises(DraftError):
        draft.put_letter(letter)
    assert draft.empty


def test_there_is_an_end_to_letters_and_offers(draft: OrdersDraft) -> None:
    for n in range(6):
        draft.put_letter(Letter("kim", str(n)))
    with pytest.raises(DraftError, match="6 letters"):
        draft.put_letter(Letter("kim", "one more"))
    draft.put_draft(Draft(("freeze",)))
    draft.put_draft(Draft(("offices",)))
    with pytest.raises(DraftError, match="2 offers"):
        draft.put_draft(Draft(("grain",)))
    assert draft.refusal(lambda trial: trial.put_draft(Draft(("grain",)))) == "At most 2 offers in a turn."
    draft.put_draft(Draft(("moratorium",)), at=1)
    assert draft.orders.drafts == (Draft(("freeze",)), Draft(("moratorium",)))


def test_an_offer_needs_terms_and_not_too_many(draft: OrdersDraft) -> None:
    with pytest.raises(DraftError, match="at least one"):
        draft.put_draft(Draft(()))
    few = drafting(evolve(VIEW, max_terms=1))
    with pytest.raises(DraftError, match="at most 1"):
        few.put_draft(Draft(("freeze", "offices")))
    with pytest.raises(DraftError, match="whom you ask to sign"):
        draft.put_draft(Draft(("exercises",)))
    assert draft.empty


def test_an_answer_is_changed_and_taken_back(draft: OrdersDraft) -> None:
    draft.answer("2-kim", "sign")
    draft.answer("2-kim", "refuse")
    assert draft.orders.answers == (Answer("2-kim", "refuse"),)
    draft.answer("2-kim", None)
    assert draft.answered("2-kim") is None


def test_a_stance_is_taken_only_where_it_changes_something(draft: OrdersDraft) -> None:
    draft.take_stance("2-kim", "disown")
    assert draft.orders.stances == (Stance("2-kim", "disown"),)
    with pytest.raises(DraftError):
        draft.take_stance("1-xi", "silent")
    draft.take_stance("2-kim", None)
    assert draft.empty


def test_no_stance_while_the_rules_forbid_it() -> None:
    draft = drafting(evolve(VIEW, stance=StanceRules(closed="one President at a time")))
    with pytest.raises(DraftError, match="one President at a time"):
        draft.take_stance("1-xi", "endorse")


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_forecast_is_a_percentage(draft: OrdersDraft, percent: int) -> None:
    with pytest.raises(DraftError):
        draft.predict(percent)
    draft.predict(0)
    assert draft.orders.forecast == 0


def test_undo_says_what_it_undid(draft: OrdersDraft) -> None:
    assert draft.undo() == ""
    draft.add_move("designate")
    draft.note("To look firm.")
    assert draft.undo() == "changed the note"
    assert draft.undo() == "ordered Routine designations"
    assert draft.empty
    assert draft.undo() == ""


def test_what_changes_nothing_leaves_nothing_to_undo(draft: OrdersDraft) -> None:
    draft.predict(None)
    draft.note("  ")
    draft.answer("2-kim", None)
    assert draft.undo() == ""


def test_what_is_still_open_is_told(draft: OrdersDraft) -> None:
    assert draft.still_open() == (
        "2 moves to choose",
        "an answer to Pyongyang",
        "the forecast",
    )
    draft.add_move("letter_kim")
    draft.add_move("designate")
    draft.answer("2-kim", "sign")
    draft.predict(30)
    assert draft.still_open() == ()


def test_moves_that_nothing_can_pay_are_not_called_open() -> None:
    draft = drafting(evolve(EMPTY, resource_left=0, forecast=None))
    assert draft.still_open() == ()


_CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add_move"), st.sampled_from([move.id for move in VIEW.moves])),
        st.tuples(st.just("remove_move"), st.sampled_from([move.id for move in VIEW.moves])),
        st.tuples(
            st.just("put_letter"), st.builds(Letter, st.sampled_from(["kim", "xi"]), st.text(max_size=5))
        ),
        st.tuples(st.just("predict"), st.integers(-5, 105)),
        st.tuples(st.just("answer"), st.just("2-kim"), st.sampled_from(["sign", "refuse", None])),
        st.tuples(
            st.just("take_stance"), st.just("1-xi"), st.sampled_from(["endorse", "silent", "disown", None])
        ),
        st.tuples(st.just("note"), st.text(max_size=5)),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(_CHANGES)
def test_any_changes_undo_to_where_they_began(changes: list[tuple[object, ...]]) -> None:
    draft = drafting(VIEW)
    for name, *arguments in changes:
        before = draft.orders
        try:
            getattr(draft, str(name))(*arguments)
        except DraftError:
            assert draft.orders == before
    assert len(draft.orders.moves) <= VIEW.allowance
    assert draft.resource_left >= 0
    while draft.undo():
        pass
    assert draft.empty
