"""How a game ends and what it is judged by; its map, the debrief and sources."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import field

from wargame.ids import (
    ConceptId,
    CriterionId,
    EndingId,
    EventId,
    ExchangeId,
    MoveId,
    ObjectiveId,
    PlaceId,
    SeatId,
    SourceId,
    TermId,
    TrackId,
)
from wargame.scenario.model.world import Band, Expr, Factor, Part
from wargame.values import frozen


@frozen(kw_only=True)
class Objective:
    """What a seat is scored on: ``score`` 0 to 100 at the end. Of a seat's ``hidden`` ones the dice draw one
    a game.

    The ``parts`` that hold say where the points come from. Where none does, ``met`` is said from 60 up and
    ``missed`` below.
    """

    id: ObjectiveId
    seat: SeatId
    name: str
    text: str
    hidden: bool = False
    weight: int = 1
    score: Expr
    met: str
    missed: str
    parts: tuple[Part, ...] = ()


@frozen(kw_only=True)
class Ending:
    """How a game ends: the first in the file whose ``when`` holds.

    Those ``at`` ``last`` are looked at only after the last turn. ``cap`` limits every seat's score (0 where
    nobody can win).
    """

    id: EndingId
    name: str
    when: Expr = Expr("true")
    at: Literal["any", "last"] = "last"
    headline: str = ""
    text: str
    parts: tuple[Part, ...] = ()
    cap: int = 100
    claims: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class Verdict:
    """The historians' verdict on the whole, 0 to 100: ``base`` and ``factors``, with words for its bands."""

    base: Expr = Expr("50")
    factors: tuple[Factor, ...] = ()
    bands: tuple[Band, ...] = ()


@frozen(kw_only=True)
class Place:
    """A point of the map, in cells from its top left."""

    id: PlaceId
    name: str
    x: int
    y: int


@frozen(kw_only=True)
class Map:
    """A schematic map drawn in characters, and the places on it."""

    art: str = ""
    places: dict[PlaceId, Place] = field(factory=dict)


@frozen(kw_only=True)
class Concept:
    """An idea of the field that the game is about: how it comes up, the things it ``shows`` in, and
    ``readings``, each a citation with its year. It is told when the game is over."""

    id: ConceptId
    name: str
    text: str
    shows: tuple[TrackId | MoveId | ExchangeId | TermId | EventId | ObjectiveId, ...]
    readings: tuple[str, ...]


@frozen(kw_only=True)
class Criterion:
    """Something that the game is to teach, as it shows in a game: a sentence, and ``when`` it is so, asked
    after each turn. It is met where that held ``ever``, ``always``, or at the ``end``."""

    id: CriterionId
    text: str
    when: Expr
    holds: Literal["ever", "always", "end"] = "ever"


GlanceName = Literal[
    "felt", "story", "moved", "hidden", "deals", "promises", "readings", "luck", "otherwise", "groups", "now"
]
"""The glances of a guided debrief: how it felt, what happened, what moved the game, what was hidden, who
could have had a deal, promises and deeds, who misread whom, what was luck, what if, other groups, what
now."""


@frozen(kw_only=True)
class Debrief:
    """Questions for the debrief, and what really happened, turn by turn, for comparison; for whoever leads
    it, the concepts that the game is about, and criteria by which to tell a good debrief. With ``one_page``
    the end stands on one page of the screen. ``deck`` has the glances of a guided debrief in their order,
    ``ask`` what is asked at some of them, and ``headlines`` a line for each turn of the history."""

    questions: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    concepts: dict[ConceptId, Concept] = field(factory=dict)
    criteria: tuple[str, ...] = ()
    one_page: bool = False
    deck: tuple[GlanceName, ...] = get_args(GlanceName)
    ask: dict[GlanceName, str] = field(factory=dict)
    headlines: tuple[str, ...] = ()


@frozen(kw_only=True)
class Source:
    """Where a fact comes from. A ``general`` one tells of no day: a judgement, a law, common knowledge."""

    id: SourceId
    title: str
    url: str = ""
    note: str = ""
    general: bool = False
