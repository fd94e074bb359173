"""What a glance is, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from attrs import field

from wargame.debrief.model import Block, Paragraph, Span, Words
from wargame.ids import SeatId
from wargame.rules.seat_views import seat_info
from wargame.scenario.model import GlanceName
from wargame.session.log import GameLog
from wargame.values import frozen

if TYPE_CHECKING:
    from wargame.analysis.comparison import Outline
    from wargame.analysis.results import Results
    from wargame.debrief.deck.trial import Trial


@frozen
class Glance:
    """One idea for one screen: its ``title``, a few ``blocks``, and what to ``ask`` the class about it."""

    id: GlanceName
    title: str
    blocks: tuple[Block, ...]
    ask: str = ""


@frozen
class Matter:
    """What glances are made of: the game; the ``results`` of playing on, or ``why`` there are none; other
    games of the scenario, by what they are called; and the changes that the class has tried."""

    game: GameLog
    results: Results | None = None
    why: str = ""
    others: Mapping[str, Outline] = field(factory=dict)
    trials: tuple[Trial, ...] = ()

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """The seats, in their order."""
        return self.game.rules.seats

    def seat(self, seat: SeatId) -> Words:
        """A seat in running text."""
        return (seat_info(self.game.rules, seat),)


def faint(text: str) -> Paragraph:
    """An aside."""
    return Paragraph((Span(text, "faint"),))


def lead(text: str) -> Paragraph:
    """What the glance says, in one sentence."""
    return Paragraph((Span(text, "strong"),))


def short(text: str, room: int) -> str:
    """A text in so many characters: where it has more its first sentence, or part of a sentence; cut at a
    word, if it must be."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    for stop in (". ", "; "):
        head = text.partition(stop)[0]
        if len(head) < room:
            return head.rstrip(".") + "."
    return f"{text[: room - 3].rsplit(' ', 1)[0].rstrip(',;:')}..."


def named(names: Iterable[str], most: int) -> str:
    """Some names, and how many more there are."""
    told = list(names)
    more = [f"{len(told) - most} more"] if len(told) > most else []
    return ", ".join([*told[:most], *more])
