"""What a page of the replay is, and what opens on it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from wargame.debrief.model import Block, Paragraph, Span, Words
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class Outcome:
    """Something that came of a turn: what, in a line (``words``), how it came out in another (``note``), and
    the ``entry`` in the ledger with its odds and reasons, for whoever asks.

    ``kind`` says what it is for the eye that sees it: deed, exchange, talks, news, spared, dawn, drift, dice
    or end. ``weight`` is how much of a headline it makes (0: none), ``headline`` how it stands there.
    """

    kind: str
    words: Words
    note: Words = ()
    entry: tuple[Block, ...] = ()
    weight: float = 0
    headline: Words = ()


Told = tuple[Block | Outcome, ...]
"""What stands on a page, from top to bottom."""


class Page(ABC):
    """A page: ``id`` and ``name``. It is about each turn anew, unless it is about the ``whole`` game."""

    id: ClassVar[str]
    name: ClassVar[str]
    whole: ClassVar[bool] = False

    @abstractmethod
    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """What the eye saw of it in a turn, also of a game that nobody may look at with it: ask
        ``page_told``. Raises GameError for a wrong turn."""


def faint(text: str) -> Told:
    """What a page says that has nothing to tell."""
    return (Paragraph((Span(text, "faint"),)),)
