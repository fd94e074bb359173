"""Letters and promises, written by keys alone."""

from __future__ import annotations

from textual.events import Paste

from tests.tui.desk.sitting import sitting
from tests.tui.screens import until
from wargame.rules.orders import Letter, Promise
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.modals import Confirm


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


async def test_what_is_too_much_for_a_letter_is_said_while_it_is_written() -> None:
    async with sitting() as here:
        await here.press("3", "n")
        here.app.post_message(Paste("x" * 2001))
        await until(here.pilot, lambda: "The letter has 2001 characters; at most 2000 fit." in here.text())
        here.app.post_message(Paste("x" * 5040))
        await until(here.pilot, lambda: "The field takes 4000 characters, the rest is left" in here.text())
        await here.press("backspace")
        await until(here.pilot, lambda: "The letter has 3999 characters" in here.text())
