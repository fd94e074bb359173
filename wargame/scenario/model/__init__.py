"""What a scenario is: one attrs class for each table of the TOML format, by topic. No behaviour lives here.

Every table that is keyed by an id (``[moves.parade]``) becomes a dict of id to object, and the object
carries its ``id``. Fields typed ``Expr`` hold the source text of an expression (see ``expressions.py``);
the loader turns TOML numbers and booleans into text. Fields typed ``Effect`` hold one line of the
effect language: ``"trust += 6"``, ``"ladder = 3 when flag('parade')"``, ``"set parade"``, ``"clear parade"``.
Texts are plain text, already cleaned of control characters; they are never markup.
"""

from __future__ import annotations

from typing import Literal

from attrs import field

from wargame.ids import (
    ActorId,
    CardId,
    CriterionId,
    EndingId,
    EventId,
    ExchangeId,
    FlagId,
    ForecastId,
    InjectId,
    MoveId,
    ObjectiveId,
    ReactionId,
    SeatId,
    SourceId,
    StageId,
    TermId,
    TrackId,
)
from wargame.scenario.model.agreements import AgreementRules, Durability, Term
from wargame.scenario.model.ends import (
    Concept,
    Criterion,
    Debrief,
    Ending,
    GlanceName,
    Map,
    Objective,
    Place,
    Source,
    Verdict,
)
from wargame.scenario.model.moves import Choice, Exchange, Move, Option, Outcome, Side, Stand, Step, Top
from wargame.scenario.model.news import Actor, Event, Forecast, Inject, Reaction
from wargame.scenario.model.seats import (
    Adviser,
    Bundle,
    Card,
    Deeds,
    LetterTemplate,
    OfferTemplate,
    Persona,
    PromiseTemplate,
    Role,
    Seat,
)
from wargame.scenario.model.world import (
    PUBLIC,
    Band,
    Effect,
    Expr,
    Factor,
    Flag,
    Guide,
    Ladder,
    Moment,
    Need,
    Observer,
    OddsRules,
    Part,
    Past,
    Rung,
    Seen,
    Severity,
    Track,
    Turn,
    Variant,
    Visibility,
)
from wargame.values import frozen


@frozen(kw_only=True)
class Scenario:
    """A whole scenario, as loaded: nothing in it has been compiled or checked beyond its own shape.

    ``minutes`` is the length of the lesson it is cut for, ``turn_minutes`` the clock of one turn;
    with ``clock`` "acts" a new game has a clock that ends turns, so that the lesson ends in time.
    ``open_table`` is how many minutes all talk aloud between two turns, 0 to 3.
    ``desk`` is the form in which desks open: the full one, or with cards.
    ``brief`` is read by all seats (2,000 words at most), ``short`` its short version. ``glossary`` has a
    sentence for each word that is explained where it is met, ``guide`` lines for beginners.
    """

    format: int = 1
    id: str
    title: str
    summary: str
    minutes: int = 110
    turn_minutes: int = 8
    clock: Literal["tells", "acts"] = "tells"
    open_table: int = 0
    desk: Literal["full", "cards"] = "full"
    brief: str
    short: str
    content_note: str
    derole: str
    masthead: str
    dateline: str = ""
    disclaimer: str = "A game is not a prediction."
    stages: tuple[StageId, ...]
    calendar: tuple[Turn, ...]
    guide: tuple[Guide, ...] = ()
    odds: OddsRules = field(factory=OddsRules)
    tracks: dict[TrackId, Track]
    flags: dict[FlagId, Flag] = field(factory=dict)
    seats: dict[SeatId, Seat]
    ladder: Ladder | None = None
    moves: dict[MoveId, Move]
    exchanges: dict[ExchangeId, Exchange] = field(factory=dict)
    cards: dict[CardId, Card] = field(factory=dict)
    terms: dict[TermId, Term] = field(factory=dict)
    agreements: AgreementRules = field(factory=AgreementRules)
    durability: Durability = field(factory=Durability)
    events: dict[EventId, Event] = field(factory=dict)
    actors: dict[ActorId, Actor] = field(factory=dict)
    reactions: dict[ReactionId, Reaction] = field(factory=dict)
    forecasts: dict[ForecastId, Forecast] = field(factory=dict)
    injects: dict[InjectId, Inject] = field(factory=dict)
    objectives: dict[ObjectiveId, Objective] = field(factory=dict)
    endings: dict[EndingId, Ending] = field(factory=dict)
    verdict: Verdict = field(factory=Verdict)
    map: Map = field(factory=Map)
    debrief: Debrief = field(factory=Debrief)
    criteria: dict[CriterionId, Criterion] = field(factory=dict)
    glossary: dict[str, str] = field(factory=dict)
    sources: dict[SourceId, Source] = field(factory=dict)


# fmt: off
__all__ = [
    "PUBLIC", "Actor", "Adviser", "AgreementRules", "Band", "Bundle", "Card", "Choice", "Concept",
    "Criterion", "Debrief", "Deeds", "Durability", "Effect", "Ending", "Event", "Exchange", "Expr", "Factor",
    "Flag", "Forecast", "GlanceName", "Guide", "Inject", "Ladder", "LetterTemplate", "Map", "Moment", "Move",
    "Need", "Objective", "Observer", "OddsRules", "OfferTemplate", "Option", "Outcome", "Part", "Past",
    "Persona", "Place", "PromiseTemplate", "Reaction", "Role", "Rung", "Scenario", "Seat", "Seen", "Severity",
    "Side", "Source", "Stand", "Step", "Term", "Top", "Track", "Turn", "Variant", "Verdict", "Visibility",
]
