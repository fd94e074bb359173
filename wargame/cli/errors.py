"""What went wrong, in words, and its exit status. What is not here is a bug and keeps its traceback."""

from __future__ import annotations

from typing import NamedTuple

FAILED = 1
USAGE = 2


class UsageError(Exception):
    """The command can't be used like this; ``str()`` says why and what would do."""


class Words(NamedTuple):
    """A message for the person, and the exit status that goes with it."""

    text: str
    status: int = FAILED


def explain(error: Exception) -> Words | None:
    """Return the words for a mistake of the user's or of the world's, None for a mistake of the program's."""
    if isinstance(error, UsageError):
        return Words(f"{error}", USAGE)
    if isinstance(error, OSError):
        return Words(_of_the_system(error))
    from wargame.bots.policy import PolicyError
    from wargame.bots.seating import SeatingError
    from wargame.classroom.file import ClassError
    from wargame.journal import JournalError
    from wargame.scenario import ScenarioErrors
    from wargame.session import GameError

    if isinstance(error, SeatingError):
        return Words(f"{error}", USAGE)
    if isinstance(error, ClassError | JournalError | ScenarioErrors | GameError | PolicyError):
        return Words(f"{error}")
    return None


def _of_the_system(error: OSError) -> str:
    """An error of the operating system as one sentence."""
    if not error.strerror:  # raised by the program, which said it in a sentence
        return f"{error}"
    about = f"{str(error.filename)[:200]}: " if error.filename else ""
    return f"{about}{error.strerror}."
