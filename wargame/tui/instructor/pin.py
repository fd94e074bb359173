"""The box that asks for the instructor's PIN, and the one in which it is set."""

from __future__ import annotations

from textual.content import Content

from wargame.session.instructor import Instructor
from wargame.session.progress import GameError
from wargame.tui.pin import AskPin


def instructors_pin(what: str = "", label: str = "Open") -> AskPin | None:
    """Asks for the instructor's PIN, for ``what`` is to be done; None where none is set on this computer, and
    whoever is there may do it."""
    held = Instructor()
    if not held.known:
        return None

    def wrong(pin: str) -> str:
        try:
            return "" if held.tries(pin) else "That is not it. Try again."
        except GameError as error:  # too many wrong ones
            return str(error)

    text = f"{what} Wrong ones are told to everybody.".strip()
    return AskPin(Content("The instructor's PIN"), wrong, label, text)
