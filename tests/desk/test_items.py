"""What the tray says of orders, in words."""

from __future__ import annotations

from attrs import evolve

from tests.desk.fake import drafting
from tests.desk.views import EMPTY, VIEW
from wargame.desk.items import done, groups, subject
from wargame.desk.promises import broken_by, promised
from wargame.desk.wording import pledge_line, promise_line, visibility_line
from wargame.rules.orders import Draft, Letter, Order, Orders, Promise
from wargame.rules.state import Pledge
from wargame.rules.wording import listed


def test_an_empty_tray_says_what_could_be_done() -> None:
    lines = [(item.state, item.text) for group in groups(drafting(EMPTY)) for item in group.items]
    assert lines == [
        ("open", "Choose 2 moves"),
        ("free", "Write a letter"),
        ("free", "Draft a deal"),
        ("open", "Will Pyongyang test a long-range missile before the vote?"),
        ("free", "Say a sentence in public"),
        ("free", "Say why, for the debrief"),
    ]


def test_everything_composed_is_told() -> None:
    draft = drafting(VIEW)
    draft.add_move("letter_kim")
    draft.argue("letter_kim", ("He answers.", "He always did."))
    draft.put_letter(Letter("kim", "Dear\nChairman", Promise("envoy", False, 4)))
    draft.put_draft(Draft(("suspend", "freeze")))
    draft.answer("2-kim", "refuse")
    draft.take_stance("1-xi", "endorse")
    draft.predict(30)
    draft.note("To look firm.")
    assert [item.text for item in done(draft)] == [
        "Send Kim a private letter · Tone: warm · 2 reasons",
        "To Pyongyang: Dear Chairman [We will not: Send an envoy to Panmunjom, until the end of turn 4.]",
        "Refuse the offer of Pyongyang to you: 2 terms",
        "We endorse our agreement with Beijing",
        "Offer to Pyongyang: Suspend coal and textile bans and Freeze fissile production",
        "Will Pyongyang test a long-range missile before the vote?",
        "Note: To look firm.",
    ]


def test_a_paper_that_all_have_signed_is_no_offer_any_more() -> None:
    (offer, *_), (held, *_) = VIEW.proposals, VIEW.agreements
    signed = evolve(held, id=offer.id, author=offer.author, parties=("kim", "xi"))
    assert subject(drafting(VIEW), offer.id).startswith("the offer of ")
    assert subject(drafting(evolve(VIEW, agreements=(signed,))), offer.id) == (
        "the agreement of Pyongyang and Beijing"
    )


def test_promises_read_as_sentences() -> None:
    assert promise_line(VIEW, Promise("envoy", True, 3)) == "We will: Send an envoy to Panmunjom, this turn."
    assert promise_line(VIEW, Promise("envoy", True, 5)).endswith("by the end of turn 5.")
    kept = Pledge("kim", "trump", "icbm_test", False, 2, 4, "kept")
    assert pledge_line(VIEW, kept, {"icbm_test": "Test"}) == "Pyongyang promised you not to: Test (kept)"


def test_promises_that_orders_would_break() -> None:
    pledges = (
        Pledge("trump", "kim", "envoy", True, 1, 3),
        Pledge("trump", "xi", "bombers", False, 1, 5),
        Pledge("trump", "xi", "letter_kim", False, 1, 2),
        Pledge("trump", "xi", "brief_transition", False, 1, 4, "broken"),
        Pledge("kim", "trump", "letter_kim", False, 1, 5),
    )
    draft = drafting(evolve(VIEW, pledges=pledges))
    assert promised(draft, "letter_kim") == ()
    assert promised(draft, "bombers") == ("You promised Beijing not to do this, until the end of turn 5.",)
    orders = Orders(moves=(Order("bombers"), Order("letter_kim"), Order("brief_transition")))
    assert [line.partition(": ")[2] for line in broken_by(draft, orders)] == [
        "You promised Pyongyang to do this by the end of this turn.",
        "You promised Beijing not to do this, until the end of turn 5.",
    ]
    assert broken_by(draft, Orders(moves=(Order("envoy"),))) == ()


def test_small_words() -> None:
    assert listed([]) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert visibility_line("covert", 30) == "Only you will know, unless it leaks (30 %)."
    assert visibility_line("open", 30) == "Everybody will see it."
