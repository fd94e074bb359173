"""What is wrong with a scenario, in words for its author."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from attrs import evolve, field

from wargame.ids import Place as Place
from wargame.text import clean
from wargame.values import frozen


@frozen
class Use:
    """A name that an expression uses.

    ``kind`` is ``track`` or an argument kind, ``column`` (from 1) says where it stands, and ``function``
    whose argument it is (empty for a track).
    """

    kind: str
    name: str
    column: int
    function: str = ""


@frozen
class Finding:
    """A problem before it is known in which file and line it stands."""

    path: Place
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"


def written(path: Place) -> str:
    """Return a place as people write it, with positions from 1: ``moves.parade.needs[2].when``."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def nearest(name: str, choices: Iterable[str]) -> str:
    """Return the choice that looks most like ``name``, or an empty text where none does.

    Looks at 2,000 choices at most, so that a crafted file can't make it take long.
    """
    close = difflib.get_close_matches(name[:80], list(islice(choices, 2000)), n=1, cutoff=0.6)
    return close[0] if close else ""


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """Return a question with the nearest right name, or an empty text."""
    close = nearest(name, choices)
    return f"Did you mean {close}?" if close else ""


class ExpressionError(ValueError):
    """An expression or effect that can't be used.

    ``message`` says what is wrong, ``hint`` what would be right (may be empty), ``column`` where, from 1
    (0: the whole), ``source`` is the text as it was written. ``others`` are further errors in the same text,
    ``uses`` the names in it, as far as it could be read: they may not exist either. ``named`` is the function
    that stands where a track might.
    """

    def __init__(
        self, message: str, hint: str = "", column: int = 0, source: str = "", named: str = ""
    ) -> None:
        self.message, self.hint, self.column, self.source, self.named = message, hint, column, source, named
        self.others: tuple[ExpressionError, ...] = ()
        self.uses: tuple[Use, ...] = ()
        super().__init__(" ".join(filter(None, (message, hint))))

    def moved(self, start: int, source: str) -> ExpressionError:
        """Return the same error as one in a longer text that its own begins in at offset ``start``."""
        column = self.column + start if self.column else 0
        error = ExpressionError(self.message, self.hint, column, source, self.named)
        error.others = tuple(other.moved(start, source) for other in self.others)
        error.uses = tuple(evolve(use, column=use.column + start) for use in self.uses)
        return error


def _file(text: str) -> str:
    return clean(text, 300)


def _words(text: str) -> str:
    return clean(text, 600)


@frozen
class Problem:
    """One thing wrong (``error``) or doubtful (``warning``) in a scenario.

    ``file`` is the name of the file as the user gave it, ``line`` counts from 1 (0: not known), ``path``
    leads to the place inside the document (``moves.parade.odds``), ``hint`` says what would be right.
    The texts are clean: they can go to a terminal as they are.
    """

    file: str = field(converter=_file)
    line: int
    path: str = field(converter=_words)
    message: str = field(converter=_words)
    hint: str = field(default="", converter=_words)
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        kind = "warning: " if self.severity == "warning" else ""
        path = f"{self.path}: " if self.path else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}: {kind}{path}{self.message}{hint}"


class ScenarioErrors(ValueError):
    """A scenario that can't be used.

    ``problems`` holds everything that was found, in the order of the file; the text of the exception is
    a list with one line for each.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
