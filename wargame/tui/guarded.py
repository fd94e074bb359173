"""What can go wrong in the world, as a sentence for the next screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def guarded(step: Callable[..., Awaitable[T]], *arguments: object) -> T | str:
    """Do a step; mistakes of the world become a sentence."""
    from wargame.classroom.file import ClassError
    from wargame.journal import JournalError
    from wargame.scenario import ScenarioErrors
    from wargame.session import GameError

    try:
        return await step(*arguments)
    except (ClassError, JournalError, GameError, ScenarioErrors) as error:
        return f"{error}"
    except OSError as error:
        return f"{error.filename or 'The disk'}: {error.strerror or error}."
