"""Everything a seat does in a turn, by keys alone."""

from __future__ import annotations

import pytest
from attrs import evolve
from textual.events import Key, Paste

from tests.desk.fake import AGREEMENTS, EMPTY, VIEW, FakeSeat
from tests.tui.desk.sitting import Sitting, sitting
from tests.tui.screens import LARGE
from wargame.rules.orders import Answer, Draft, Letter, Order, Promise, Stance
from wargame.session.game import OrderError
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.modals import Confirm


async def test_the_task_of_a_first_turn() -> None:
    """A letter, a deal, two moves, commit: and how few keys it takes besides the letter's own."""
    async with sitting(EMPTY) as here:
        await here.press("3", "n")
        await here.write("Hi")
        await here.press("ctrl+s")
        await here.press("4", "n", "enter", "ctrl+s")
        await here.press("5", "enter", "down", "enter")
        await here.press("f10", "enter")
        await here.until(lambda: here.result)
        orders = here.result[0]
    assert orders is not None
    assert orders.letters == (Letter("kim", "Hi"),)
    assert orders.drafts == (Draft(("suspend", "freeze")),)
    assert orders.moves == (Order("letter_kim", (("tone", "warm"),)), Order("brief_transition"))
    assert here.seat.committed == orders


async def test_a_letter_with_a_promise_to_another_seat() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("No")
        await here.press("shift+tab", "right", "tab", "tab", "right", "right")
        await here.press("tab", "end", "up", "up", "tab", "right", "ctrl+s")
        assert here.orders.letters == (Letter("xi", "No", Promise("bombers", False, 5)),)
        assert "GOES OUT WHEN YOU COMMIT" in here.text()


async def test_digits_and_letters_are_text_while_one_writes() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("5u6a")
        assert here.desk.active == "letters"
        await here.press("ctrl+s")
        assert here.orders.letters[0].text == "5u6a"


async def test_what_is_typed_over_the_fields_of_a_letter_is_text() -> None:
    async with sitting() as here:
        await here.press("3", "n", "tab")
        await here.write("We will")
        await here.press("tab")
        await here.press("right", "tab", "down")
        await here.write("!")
        await here.press("ctrl+s")
        (letter,) = here.orders.letters
        assert letter.text == "We will!"
        assert letter.promise is not None
        assert letter.promise.will


async def test_a_letter_is_answered_changed_and_thrown_away() -> None:
    async with sitting() as here:
        await here.press("3", "down", "enter")
        await here.write("Yes")
        await here.press("ctrl+s")
        assert here.orders.letters[0].to == "kim"
        await here.press("enter")
        await here.write("!")
        await here.press("ctrl+s")
        assert here.orders.letters[0].text == "Yes!"
        await here.press("x")
        assert here.orders.letters == ()
        await here.press("u")
        assert here.orders.letters[0].text == "Yes!"


async def test_leaving_a_written_letter_asks_first() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("Dear")
        await here.press("escape")
        assert isinstance(here.app.screen, Confirm)
        await here.press("n")
        assert "Dear" in here.text()
        await here.press("escape", "y")
        assert here.app.screen is here.desk
        assert here.orders.letters == ()


async def test_an_empty_letter_stays_open_and_says_why() -> None:
    async with sitting() as here:
        await here.press("3", "n", "ctrl+s")
        assert "write a sentence first" in here.text()
        await here.press("escape")
        assert here.app.screen is here.desk


async def test_a_letter_that_cannot_be_sent_stays_open_and_says_why() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("No")
        await here.press("tab", "right", "right", "tab", "end", "up", "up", "ctrl+s")
        assert isinstance(here.app.screen, LetterForm)
        assert "You have promised Pyongyang that already" in await here.look()
        assert here.orders.letters == ()
        await here.press("home", "ctrl+s")
        assert here.orders.letters[0].text == "No"


async def test_drafting_with_a_signer_a_reader_and_a_note() -> None:
    async with sitting(size=LARGE) as here:
        await here.press("4", "n", "down", "enter")
        assert "choose whom you offer it to" in here.text()
        await here.press("ctrl+s")
        assert "choose whom you ask to sign" in here.text()
        await here.press("left", "tab", "right", "tab", "tab")
        await here.write("Ok")
        await here.press("enter")
        assert here.orders.drafts == (Draft(("exercises",), ("kim",), ("xi",), "Ok"),)


async def test_a_closed_term_says_why() -> None:
    async with sitting() as here:
        await here.press("4", "n", "end", "up", "up", "up", "enter")
        assert "the Council would never agree" in here.text()


@pytest.mark.parametrize(("key", "answer"), [("s", "sign"), ("r", "refuse")])
async def test_an_offer_is_answered_by_its_key_and_taken_back(key: str, answer: str) -> None:
    async with sitting() as here:
        await here.press("4", key)
        assert [a.answer for a in here.orders.answers] == [answer]
        await here.press(key)
        assert here.orders.answers == ()


async def test_an_offer_is_signed_through_the_menu() -> None:
    async with sitting() as here:
        await here.press("4", "enter", "enter")
        assert here.orders.answers == (Answer("2-kim", "sign"),)
        assert "4 Deals !1" not in here.text()


async def test_a_counter_is_a_refusal_and_a_draft() -> None:
    async with sitting() as here:
        await here.press("4", "c", "down", "enter", "ctrl+s")
        assert here.orders.answers == (Answer("2-kim", "refuse"),)
        assert here.orders.drafts[0].terms == ("suspend", "exercises", "moratorium")


async def test_the_menu_does_not_offer_again_what_is_chosen() -> None:
    async with sitting() as here:
        await here.press("4", "s", "enter")
        text = await here.look()
        assert "Sign it" not in text
        assert "Take back what you chose" in text
        await here.press("enter")
        assert here.orders.answers == (Answer("2-kim", "refuse"),)


async def test_a_seat_falls_silent_on_what_it_endorsed() -> None:
    endorsed = evolve(AGREEMENTS[0], stances=(("trump", "endorse"),))
    async with sitting(evolve(VIEW, agreements=(endorsed,))) as here:
        await here.press("4", "end")
        assert "you endorse it" in here.text()
        await here.press("enter", "i")
        assert "you fall silent on it when you commit" in " ".join(here.text().split())
        await here.press("6")
        assert "We fall silent on our agreement with Beijing" in here.text()


async def test_a_counter_says_that_it_refuses_before_and_after() -> None:
    async with sitting() as here:
        await here.press("4", "enter")
        assert "Refuses theirs and opens it as your own draft" in await here.look()
        await here.press("c", "down", "enter", "ctrl+s")
        assert "You refuse theirs." in " ".join((await here.look()).split())
        await here.press("6")
        assert "you counter it" in await here.look()


async def test_an_order_against_a_promise_is_told_and_not_refused() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("No")
        await here.press("tab", "right", "right", "tab", "home", "tab", "tab", "ctrl+s")
        (letter,) = here.orders.letters
        assert letter.promise is not None
        assert not letter.promise.will
        here.desk.open_tab("moves", letter.promise.move)
        await here.press()
        assert "You promised Pyongyang not to do this, until the end of turn 4." in await here.look()
        await here.press("f10")
        assert "Against your word" not in await here.look()
        await here.press("escape", "enter")
        assert here.orders.moves[0].move == letter.promise.move
        await here.press("f10")
        assert "Against your word" in await here.look()
        await here.press("enter")
        await here.until(lambda: here.result)


@pytest.mark.parametrize("key", ["o", "a"])
async def test_leaving_options_or_reasons_leaves_the_move_as_it_was(key: str) -> None:
    async with sitting() as here:
        await here.press("5", key, "escape")
        assert here.orders.moves == ()
        assert "Not ordered: Send Kim" in here.text()
        await here.press("enter", key, "escape")
        assert len(here.orders.moves) == 1
        assert "Still ordered, as it was" in here.text()


async def test_keeping_options_or_reasons_orders_the_move_in_one_change() -> None:
    async with sitting() as here:
        await here.press("5", "o", "down", "enter")
        assert here.orders.moves == (Order("letter_kim", (("tone", "formal"),)),)
        assert "Ordered, done that way: Send Kim" in here.text()
        await here.press("u", "a")
        await here.write("So")
        await here.press("ctrl+o")
        assert here.orders.moves[0].arguments == ("So",)
        await here.press("u")
        assert here.desk.draft.empty


async def test_a_counter_leaves_out_what_is_closed() -> None:
    closed = tuple(evolve(t, closed="in force already") if t.id == "moratorium" else t for t in VIEW.terms)
    async with sitting(evolve(VIEW, terms=closed)) as here:
        await here.press("4", "c")
        assert "Left out, as closed now: Test moratorium in writing." in await here.look()
        await here.press("ctrl+s")
        assert here.orders.drafts[0].terms == ("suspend",)


async def test_an_offer_that_cannot_come_into_force_is_not_signed() -> None:
    stance = evolve(VIEW.stance, closed="nobody asks you")
    why = "the missile has flown"
    terms = tuple(evolve(term, closed=why) if term.id == "moratorium" else term for term in VIEW.terms)
    proposal = evolve(VIEW.proposals[0], closed=f"Test moratorium in writing: {why}")
    view = evolve(VIEW, proposals=(proposal,), terms=terms, stance=stance)
    async with sitting(view) as here:
        await here.press("4", "s")
        assert "can't be signed now: Test moratorium in writing: the missile" in here.text()
        await here.press("enter", "s")
        assert "can't be signed now" in here.text()
        await here.press("enter", "e")
        assert "Not now: nobody asks you" in here.text()
        assert here.desk.draft.empty


async def test_nothing_is_said_of_an_offer_off_the_table() -> None:
    lapsed = evolve(VIEW.proposals[0], status="expired", must_answer=False)
    signed = evolve(VIEW.proposals[0], id="1-xi", status="signed", must_answer=False)
    async with sitting(evolve(VIEW, proposals=(lapsed, signed))) as here:
        await here.press("4")
        assert here.ids()[-1] == "proposal:2-kim", "what is in force isn't told twice"
        await here.press("end", "e")
        assert "off the table" in here.text()
        assert here.desk.draft.empty


async def test_a_counter_given_up_changes_nothing() -> None:
    async with sitting() as here:
        await here.press("4", "c", "escape")
        assert here.desk.draft.empty


async def test_agreements_are_endorsed_and_disowned() -> None:
    async with sitting() as here:
        await here.press("4", "end", "e")
        assert here.orders.stances == (Stance("1-xi", "endorse"),)
        await here.press("enter", "d")
        assert here.orders.stances == (Stance("1-xi", "disown"),)
        await here.press("x")
        assert here.orders.stances == ()


async def test_an_earlier_word_is_taken_back() -> None:
    held = evolve(AGREEMENTS[0], stances=(("trump", "endorse"),))
    async with sitting(evolve(VIEW, agreements=(held,))) as here:
        await here.press("4", "end", "e")
        assert "already" in here.text()
        await here.press("enter", "i")
        assert here.orders.stances == (Stance("1-xi", "silent"),)


async def test_moves_with_options_and_reasons() -> None:
    async with sitting() as here:
        await here.press("5", "o", "down", "enter")
        assert here.orders.moves == (Order("letter_kim", (("tone", "formal"),)),)
        await here.press("a")
        await here.write("So")
        await here.press("enter")
        await here.write("Ja")
        await here.press("enter", "enter")
        assert here.orders.moves[0].arguments == ("So", "Ja")
        assert "Your reasons" in here.text()
        await here.press("enter")
        assert here.orders.moves == ()


async def test_what_cant_be_ordered_says_why() -> None:
    async with sitting() as here:
        await here.press("5", "end", "up", "enter")
        assert "Kim has to announce a freeze first" in here.text().splitlines()[-2]
        await here.press("home", "enter", "down", "enter", "down", "enter")
        assert "Take one back first" in here.text().splitlines()[-2]


async def test_a_forecast_in_words_and_in_numbers() -> None:
    async with sitting() as here:
        await here.press("6", "f", "up", "enter")
        assert here.orders.forecast == 30
        assert "Forecast kept: probably not (30 %)." in here.text()
        await here.press("f", "tab")
        await here.press("backspace", "backspace")
        await here.write("250")
        await here.press("enter")
        assert "0 to 100" in here.text()
        await here.press("backspace", "enter")
        assert here.orders.forecast == 25
        await here.press("u", "u")
        assert here.orders.forecast is None
        await here.press("f", "d")
        assert here.orders.forecast == 75, "the letters of a card"


async def test_a_number_typed_into_the_forecast_is_what_is_kept() -> None:
    async with sitting() as here:
        await here.press("6", "f", "4", "0", "enter")
        assert here.orders.forecast == 40
        await here.press("f", "enter")
        assert here.orders.forecast == 40, "opened again it says what was said"
        await here.press("f", "1", "2", "shift+tab", "enter")
        assert here.orders.forecast == 12
        await here.press("f", "7", "5", "shift+tab", "down", "enter")
        assert here.orders.forecast == 93, "the cursor moved last"
        await here.press("f", "tab", "tab", "8", "ctrl+s")
        assert here.orders.forecast == 8


async def test_two_digits_at_once_are_one_number() -> None:
    async with sitting() as here:
        await here.press("6", "f")
        for digit in "65":
            here.app.post_message(Key(digit, digit))
        await here.press("enter")
        assert here.orders.forecast == 65


async def test_nothing_is_promised_that_was_not_picked() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        await here.write("No")
        await here.press("tab", "right", "right")
        await here.press("ctrl+o")
        assert "Pick what you promise" in here.text()
        assert "Until end of turn" in here.text()
        await here.press("down", "ctrl+o")
        (letter,) = here.orders.letters
        assert letter.promise is not None
        assert not letter.promise.will


async def test_a_letter_begins_at_whom_it_goes_to_and_takes_text_at_once() -> None:
    async with sitting() as here:
        await here.press("3", "n", "right")
        await here.write("Hi")
        await here.press("ctrl+o")
        assert here.orders.letters == (Letter("xi", "Hi"),)


async def test_what_is_pasted_over_the_fields_of_a_letter_is_text() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        here.app.post_message(Paste("Dear Chairman,\n\nwe"))
        await here.press("ctrl+o")
        assert here.orders.letters[0].text == "Dear Chairman,\n\nwe"


async def test_enter_in_a_letter_is_a_new_line() -> None:
    async with sitting() as here:
        await here.press("3", "n", *"A", "enter", "enter", *"B", "ctrl+o")
        assert here.orders.letters[0].text == "A\n\nB"


async def test_a_letter_of_too_many_lines_stays_open_and_says_so() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        here.app.post_message(Paste("\n".join("abcde" * 9)))
        await here.press("ctrl+o")
        assert "The letter has 45 lines; at most 40 fit." in here.text()
        assert here.orders.letters == ()


async def test_space_never_chooses_it_reads_on() -> None:
    async with sitting() as here:
        await here.press("5", "o", "down", "space")
        assert here.orders.moves == ()
        await here.press("escape", "4", "n", "space", "space", "ctrl+o")
        assert here.orders.drafts == ()


async def test_whom_to_ask_is_told_with_its_keys() -> None:
    async with sitting() as here:
        await here.press("4", "n", "down", "enter", "ctrl+o")
        assert "choose whom you ask to sign. ← → choose." in " ".join(here.text().split())


async def test_the_tray_changes_reorders_and_drops() -> None:
    async with sitting() as here:
        await here.press("5", "enter", "down", "enter", "6")
        assert here.ids()[1:3] == ["move:letter_kim", "move:brief_transition"]
        await here.press("right_square_bracket")
        assert [order.move for order in here.orders.moves] == ["brief_transition", "letter_kim"]
        await here.press("home", "x")
        assert len(here.orders.moves) == 1
        await here.press("home", "enter")
        assert here.desk.active == "moves"


async def test_a_note_for_the_debrief() -> None:
    async with sitting() as here:
        await here.press("6", "end", "up", "enter")
        await here.write("So")
        await here.press("enter")
        assert here.orders.why == "So"


async def test_arrows_turn_the_tabs() -> None:
    async with sitting() as here:
        await here.press("2", "right")
        assert here.desk.active == "letters"
        await here.press("left", "left")
        assert here.desk.active == "situation"
        await here.press("5", "enter", "right")
        assert "Ordered:" not in here.text(), "what was said of a tab goes with it"


async def test_undo_and_nothing_to_undo() -> None:
    async with sitting() as here:
        await here.press("5", "u")
        assert "nothing to undo" in here.text()
        await here.press("enter", "ctrl+z")
        assert here.desk.draft.empty
        assert "Undone: ordered Send Kim a private letter." in here.text()


async def test_handing_back_keeps_the_draft() -> None:
    async with sitting() as here:
        await here.press("5", "enter", "escape", "n")
        assert not here.result
        await here.press("escape", "y")
        await here.until(lambda: here.result)
        assert here.result == [None]
        draft = here.desk.draft
    async with sitting(draft=draft) as again:
        assert again.desk.active == "moves"
        assert again.orders.moves[0].move == "letter_kim"
        assert "✓ Send Kim a private letter" in again.text()


async def test_the_commit_tells_what_is_open_and_lets_go() -> None:
    async with sitting() as here:
        await here.press("f10")
        text = here.text()
        assert "2 moves to choose" in text
        assert "an answer to Pyongyang" in text
        assert "the forecast" in text
        await here.press("escape")
        assert not here.result
        await here.press("f10", "enter")
        await here.until(lambda: here.result)
        assert here.seat.committed == here.seat.default()


async def test_who_chooses_nothing_is_told_the_default() -> None:
    async with sitting() as here:
        await here.press("f10")
        text = " ".join(here.text().replace("│", " ").split())
        assert "Your side will do what it does by default: Routine" in text
        await here.press("escape", "6", "end", "up", "enter")
        await here.write("So")
        await here.press("enter", "f10")
        text = here.text()
        assert "No move is ordered" in text
        assert "by default" not in text
        await here.press("enter")
        await here.until(lambda: here.result)
        assert here.seat.committed.why == "So"
        assert not here.seat.committed.defaulted


async def test_the_tray_and_the_commit_count_the_same_moves() -> None:
    async with sitting(evolve(VIEW, allowance=3)) as here:
        await here.press("6")
        assert "Choose 3 moves" in here.text()
        await here.press("5", "enter", "6")
        assert "Choose 2 more" in here.text()
        await here.press("f10")
        assert "2 more moves to choose" in here.text()
    async with sitting(evolve(VIEW, allowance=3, resource_left=1)) as here:
        await here.press("5", "enter", "6")
        assert "Choose" not in here.text()
        await here.press("f10")
        assert "to choose" not in here.text()


async def test_orders_against_the_rules_are_not_committed() -> None:
    async with sitting(seat=FakeSeat(problems=("The moves cost 9 together; 4 is left.",))) as here:
        await here.press("f10")
        assert isinstance(here.app.screen, Commit)
        assert "The moves cost 9 together" in here.text()
        await here.press("enter")
        assert here.app.screen is here.desk
        assert not here.seat.committed


class Full(FakeSeat):
    """A seat of a game whose save can't be written."""

    def commit(self, orders: object) -> None:
        raise OrderError(["No space left [/] on the stick."])


async def test_a_failed_commit_keeps_the_draft_and_says_so() -> None:
    async with sitting(seat=Full()) as here:
        await here.press("5", "enter", "f10", "enter")
        await here.until(lambda: "No space left [/]" in here.text())
        assert not here.result
        assert here.orders.moves


async def test_help_tells_the_keys_of_the_tab() -> None:
    async with sitting(size=LARGE) as here:
        await here.press("4", "f1")
        assert "Sign the offer under the cursor" in here.text()
        await here.press("escape")
        await here.press("5", "f1")
        assert "How to do it" in here.text()


async def _walk(here: Sitting) -> None:
    for key in ("1", "2", "3", "4", "5", "6"):
        await here.press(key, "end", "tab", "tab")


async def test_an_empty_desk_can_be_walked_through() -> None:
    bare = evolve(
        EMPTY, moves=(), terms=(), tracks=(), ladder=(), objectives=(), forecast=None, promisable=(), card=""
    )
    async with sitting(bare) as here:
        await _walk(here)
        await here.press("5", "enter", "o", "a", "6", "f", "x")
        assert here.desk.draft.empty


async def test_the_palette_offers_what_the_open_tab_can_do() -> None:
    async with sitting() as here:
        await here.press("5", "ctrl+p")
        await here.write("argue")
        await here.until(lambda: "Argue" in here.text())
        await here.press("enter")
        await here.until(lambda: "Your reasons" in here.text())


async def test_space_reads_on_and_begins_again() -> None:
    async with sitting() as here:
        detail = here.desk.query_one("#pane-situation .detail")
        await here.press("space")
        assert detail.scroll_offset.y > 0
        for _ in range(5):
            await here.press("space")
        assert detail.scroll_offset.y < detail.max_scroll_y or detail.max_scroll_y == 0


async def test_f1_helps_in_boxes_too() -> None:
    async with sitting() as here:
        await here.press("6", "f", "f1")
        text = await here.look()
        assert "type a number" in text
        assert "In this box" in text
        await here.press("f1", "escape", "3", "n", "f1")
        assert "A promise in it" in " ".join((await here.look()).split())
        await here.press("escape")
        await here.write("Hi")
        await here.press("ctrl+s", "f10", "f1")
        assert "The last look" in await here.look()
        await here.press("escape", "escape")
        assert here.orders.letters[0].text == "Hi"


async def test_dots_go_as_news_and_letters_are_read_and_stay_away() -> None:
    async with sitting() as here:
        desk = here.desk
        before = {tab.id: tab.badge for tab in desk.tabs()}
        assert before["news"].startswith("•")
        assert before["letters"].startswith("•")
        await here.press("2")
        rows = len([id for id in here.ids() if id])
        await here.press(*["down"] * rows)
        (tabs,) = (line for line in (await here.look()).splitlines() if "1 Situation" in line)
        assert "2 News  " in tabs
        await here.press("3", "down")
        assert "• from" not in await here.look()
        await here.press("1")
        assert {tab.badge for tab in desk.tabs() if tab.id in {"news", "letters"}} == {""}
        draft = desk.draft
    async with sitting(draft=draft) as here:  # as after the keyboard was handed back
        assert {tab.badge for tab in here.desk.tabs() if tab.id in {"news", "letters"}} == {""}


async def test_every_field_of_a_box_is_reached_downwards_and_upwards() -> None:
    """And what is said of a field goes when that is changed."""

    def field() -> str:
        return (here.app.focused and here.app.focused.id) or ""

    async def reach(way: str, end: str) -> list[str]:
        seen = [field()]
        for _ in range(80):
            if seen[-1] == end:
                return seen
            await here.press(way)
            if field() != seen[-1]:
                seen.append(field())
        raise AssertionError(f"{end} is not reached {way}wards: {seen}")

    async with sitting() as here:
        await here.press("3", "n", "down")
        await here.write("Hi")
        await here.press("up")
        assert field() == "to"
        ways = ("to", "text", "kind", "promised", "by")
        await here.press("down", "down", "right", "down")
        await reach("down", "keep")
        seen = await reach("up", "to")
        assert [id for id in seen if id in ways] == [*reversed(ways)]
        await here.press("down")
        box = here.app.screen
        assert isinstance(box, LetterForm)
        box.wrong("The letter has 2001 characters; at most 2000 fit.")
        await here.press("backspace")
        assert "2001" not in await here.look()
    async with sitting() as here:
        await here.press("4", "n")
        await reach("down", "keep")
        await reach("up", "terms")
