"""The box that asks for the instructor's PIN, and the one in which it is set."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from wargame.session.instructor import Instructor
from wargame.session.pin import LONGEST, SHORTEST
from wargame.session.progress import GameError
from wargame.tui.page import Page
from wargame.tui.pin import AskPin, PinBox
from wargame.tui.widgets.line import Line


def instructors_pin() -> AskPin | None:
    """Asks for the instructor's PIN; None where none is set on this computer, and whoever is there may do
    what it is asked for."""
    held = Instructor()
    if not held.known:
        return None

    def wrong(pin: str) -> str:
        try:
            return "" if held.tries(pin) else "That is not it. Try again."
        except GameError as error:  # too many wrong ones
            return str(error)

    text = "This is for whoever leads the lesson. Wrong PINs are told to everybody at the table."
    return AskPin(Content("The instructor's PIN"), wrong, "Go on", text)


class SetInstructorsPin(PinBox[bool]):
    """Set the instructor's PIN of this computer, or change it with the old one. True if that was done."""

    def __init__(self) -> None:
        self._changes = Instructor().known
        text = (
            f"{SHORTEST} to {LONGEST} digits, for all games on this account of this computer. With it, and "
            "only with it, games are ended, seats given away, team PINs cleared and clocks stopped."
        )
        names = ("Old PIN", "New PIN", "Once more") if self._changes else ("PIN", "Once more")
        super().__init__(Content("The instructor's PIN"), Content(text), names, "Set it")

    def done(self) -> None:
        """Keep it, if it is a PIN and twice the same."""
        *old, pin, again = (field.value for field in self.query(Line))
        if pin != again:
            self.wrong("These are two different ones. Type it anew.")
            return
        try:
            Instructor().set(pin, *old)
        except GameError as error:
            self.wrong(str(error))
        except OSError as error:
            self.wrong(f"It can't be kept: {error.strerror or error}.")
        else:
            self.dismiss(True)


def set_instructors_pin(page: Page[Any]) -> None:
    """Let somebody set the instructor's PIN from a page, which says that it was done."""

    def answered(done: bool | None) -> None:
        if done:
            page.say(Content("The instructor's PIN is set."))

    page.app.push_screen(SetInstructorsPin(), answered)
