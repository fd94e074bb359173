"""What a scenario is: one attrs class for each table of the TOML format. No behaviour lives here.

Every table that is keyed by an id (``[moves.parade]``) becomes a dict of id to object, and the object
carries its ``id``. Fields typed ``Expr`` hold the source text of an expression (see ``expressions.py``);
the loader turns TOML numbers and booleans into text. Fields typed ``Effect`` hold one line of the
effect language: ``"trust += 6"``, ``"ladder = 3 when flag('parade')"``, ``"set parade"``, ``"clear parade"``.
Texts are plain text, already cleaned of control characters; they are never markup.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NewType

from attrs import field

from wargame.ids import (
    ActorId,
    AdviserId,
    CardId,
    ChoiceId,
    ConceptId,
    EndingId,
    EventId,
    ExchangeId,
    FlagId,
    ForecastId,
    InjectId,
    MoveId,
    ObjectiveId,
    OptionId,
    PlaceId,
    ReactionId,
    RungId,
    SeatId,
    SourceId,
    StageId,
    TermId,
    TrackId,
)
from wargame.values import frozen

Expr = NewType("Expr", str)
Effect = NewType("Effect", str)
Seen = Literal["exact", "band", "estimate", "hidden"]
Visibility = Literal["open", "quiet", "covert"]
Severity = Literal["de-escalation", "status-quo", "posturing", "non-violent", "violent", "nuclear"]

PUBLIC: Literal["public"] = "public"
"""The eye of everybody: what a newspaper reader knows."""

Observer = SeatId | Literal["public"]
"""Somebody who sees: a seat, or everybody."""


@frozen(kw_only=True)
class Turn:
    """One stretch of the calendar, both dates included."""

    start: date
    end: date
    title: str = ""


@frozen(kw_only=True)
class OddsRules:
    """Bounds and steps of every odds sum, in percent.

    ``triumph`` is the share of the success range, and ``backfire`` of the failure range, that counts as
    the extreme grade where a move defines one. ``argument`` is what one accepted argument adds.
    """

    min: int = 3
    max: int = 97
    argument: int = 5
    triumph: int = 20
    backfire: int = 20


@frozen(kw_only=True)
class Factor:
    """A reason that shifts a sum: ``add`` (an expression, rounded to a whole number) where ``when`` holds."""

    add: Expr
    when: Expr = Expr("true")
    because: str = ""
    claims: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class Need:
    """A condition that must hold; ``because`` tells a player why the thing is closed while it does not."""

    when: Expr
    because: str


@frozen(kw_only=True)
class Band:
    """A stretch of a track up to and including ``upto``, with the word for it."""

    upto: int
    name: str


@frozen(kw_only=True)
class Past:
    """Where that weighs which effects would push past a bound of a track: each step of it adds ``each`` (an
    expression) to another ``track``, in all rounded to a whole number."""

    track: TrackId
    each: Expr


@frozen(kw_only=True)
class Track:
    """A number that the game moves, with bounds, words for its bands and who sees it how.

    ``seen`` maps a seat or ``public`` to how well it sees: ``exact``, ``band`` (the word only),
    ``estimate`` (the range of width ``spread`` the value lies in) or ``hidden``. A seat that is not
    named sees what the public sees; the public, if not named, sees ``exact``.
    ``brief`` tracks are shown in the strip at the head of the desk. ``below`` and ``above`` say where what
    effects take from it below ``min``, or add to it above ``max``, weighs instead; without them it is lost.
    """

    id: TrackId
    name: str
    what: str = ""
    start: int
    min: int = 0
    max: int = 100
    good: Literal["up", "down", ""] = ""
    brief: bool = False
    spread: int = 10
    seen: dict[Observer, Seen] = field(factory=dict)
    bands: tuple[Band, ...] = ()
    below: Past | None = None
    above: Past | None = None
    drift: tuple[Factor, ...] = ()


@frozen(kw_only=True)
class Flag:
    """A fact that is so or not so. ``seen`` lists the seats that know it, or ``public`` for everybody."""

    id: FlagId
    name: str
    start: bool = False
    seen: tuple[Observer, ...] = (PUBLIC,)


@frozen(kw_only=True)
class Adviser:
    """A voice on a seat's side, named as an office; ``leaning`` is ``pressure`` or ``talks``."""

    id: AdviserId
    office: str
    leaning: Literal["pressure", "talks"]


@frozen(kw_only=True)
class Persona:
    """How a player that is no person plays a seat in character. All of it is a designer's judgement.

    ``leaning`` maps moves to how much the seat leans to them (an expression, 1 where none is given, 0 for
    never now); ``never`` lists moves it won't make whatever happens. ``patience`` and ``risk`` go from 0
    to 100: whether waiting comes easy, and how much it minds an uncertain end (50: not at all).
    ``letters`` are phrases for short letters.
    """

    leaning: dict[MoveId, Expr] = field(factory=dict)
    never: tuple[MoveId, ...] = ()
    patience: int = 50
    risk: int = 50
    letters: tuple[str, ...] = ()


@frozen(kw_only=True)
class Deeds:
    """What the seat's real holder did around a day: moves, in the turn that contains ``on``.

    ``options`` maps a move to the choices it was made with; an option without one has its first choice.
    """

    on: date
    moves: tuple[MoveId, ...]
    options: dict[MoveId, tuple[ChoiceId, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Role:
    """The role card: ``who`` one is, what one has to act with (``have``), and a first ``thought``.

    What one wants are the seat's objectives; with those that are not hidden a card has 95 words at most.
    """

    who: str = ""
    have: str = ""
    thought: str = ""


@frozen(kw_only=True)
class Seat:
    """A role at the table.

    ``moves`` is how many moves it may order in a turn, ``resource`` the track that pays for them (empty:
    moves are free). ``default`` lists moves that are ordered, first open one first, when the seat gives
    nothing. ``may_sign`` is false for a seat that can endorse an agreement but be no party to one.
    ``role`` is the role card, read before the clock starts; ``card`` tells the same at length, in at most 350
    words. ``stakes`` says privately what this seat has to lose on the ladder.
    ``record`` is what the real holder of the seat did, for the policy ``history``.
    """

    id: SeatId
    name: str
    office: str
    person: str
    mark: str
    colour: str
    aim: str
    card: str
    role: Role = field(factory=Role)
    stakes: str = ""
    moves: int = 2
    resource: TrackId | Literal[""] = ""
    may_sign: bool = True
    default: tuple[MoveId, ...] = ()
    advisers: dict[AdviserId, Adviser] = field(factory=dict)
    persona: Persona = field(factory=Persona)
    record: tuple[Deeds, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Choice:
    """One way to fill an option; expressions test it with ``option('id')``."""

    id: ChoiceId
    name: str
    line: str = ""


@frozen(kw_only=True)
class Option:
    """A question a move asks (how loud, through whom). The first choice is the default."""

    id: OptionId
    name: str
    choices: dict[ChoiceId, Choice]


@frozen(kw_only=True)
class Variant:
    """Other words for a piece of news, told where ``when`` holds when they are read; of several the first.

    A headline, a text or cables that it leaves out are those of the news itself, claims are not.
    ``instead_of`` are moves, events and reactions of the turn whose news this one tells too, so that they
    are not told beside it.
    """

    when: Expr
    headline: str = ""
    text: str = ""
    cables: dict[SeatId, str] = field(factory=dict)
    instead_of: tuple[MoveId | EventId | ReactionId, ...] = ()
    claims: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class Outcome:
    """What happens at one grade: a public sentence, cables to single seats, effects.

    ``headline`` makes front-page news of it, ``weight`` (0 to 9) says how prominent. ``claims`` are
    conditions that the texts say are so when they are read, at the end of the turn: ``wargame check`` plays
    games and tells where they are not. ``variants`` are other words for it.
    """

    text: str = ""
    headline: str = ""
    weight: int = 1
    effects: tuple[Effect, ...] = ()
    cables: dict[SeatId, str] = field(factory=dict)
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()


@frozen(kw_only=True)
class Move:
    """Something a seat can order.

    ``open`` moves are public, ``quiet`` ones are known to ``seen_by`` as well as to the seat itself,
    ``covert`` ones to the seat alone; quiet and covert ones come out where the ``leak`` odds say so.
    ``rung`` lifts the ladder to that rung when the move succeeds; ``back_down`` lets the ladder's price
    for backing down apply. ``advice`` maps an adviser's id to one line. ``once``: at most one success.
    """

    id: MoveId
    seat: SeatId
    name: str
    line: str
    stage: StageId
    cost: int = 0
    odds: Expr = Expr("100")
    factors: tuple[Factor, ...] = ()
    needs: tuple[Need, ...] = ()
    once: bool = False
    options: dict[OptionId, Option] = field(factory=dict)
    visibility: Visibility = "open"
    seen_by: tuple[SeatId, ...] = ()
    leak: Expr = Expr("0")
    severity: Severity = "status-quo"
    rung: RungId | Literal[""] = ""
    back_down: bool = False
    place: PlaceId | Literal[""] = ""
    success: Outcome = field(factory=Outcome)
    failure: Outcome = field(factory=Outcome)
    triumph: Outcome | None = None
    backfire: Outcome | None = None
    leaked: Outcome | None = None
    advice: dict[AdviserId, str] = field(factory=dict)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Term:
    """A clause that an agreement can contain. ``text`` reads as a clause of a document.

    ``by`` lists the seats that must perform it (they must sign). ``worth`` maps a seat to an expression,
    about -10 to 10: what the term is worth to that seat now. While the agreement stands the term's
    ``each_turn`` effects apply every turn in which it is kept. It is broken when a seat in ``by`` orders a
    move in ``broken_by``. If ``performed_by`` is given, it counts as kept only from the turn in which one
    of those moves has succeeded, and as late when that takes more than ``within`` turns; where
    ``performed_with`` is given, it must have been ordered with one of these choices. What it
    ``requires`` stands in the same draft or is in force.
    """

    id: TermId
    name: str
    text: str
    by: tuple[SeatId, ...] = ()
    needs: tuple[Need, ...] = ()
    requires: tuple[TermId, ...] = ()
    excludes: tuple[TermId, ...] = ()
    worth: dict[SeatId, Expr] = field(factory=dict)
    on_signing: tuple[Effect, ...] = ()
    each_turn: tuple[Effect, ...] = ()
    performed_by: tuple[MoveId, ...] = ()
    performed_with: tuple[ChoiceId, ...] = ()
    within: int = 2
    broken_by: tuple[MoveId, ...] = ()
    on_break: tuple[Effect, ...] = ()
    advice: dict[AdviserId, str] = field(factory=dict)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class AgreementRules:
    """What holds for every agreement: how long a proposal stands (turns), how many terms it may have,
    what signing does, and what a seat's endorsement or disavowal does (seat to effects).

    A term for which nothing is to be done is kept by time that passes under it: from ``due`` turns after
    the signing on, before that it is not yet due.
    """

    expires: int = 2
    max_terms: int = 8
    due: int = 0
    on_signing: tuple[Effect, ...] = ()
    endorse: dict[SeatId, tuple[Effect, ...]] = field(factory=dict)
    disown: dict[SeatId, tuple[Effect, ...]] = field(factory=dict)
    stance_needs: dict[SeatId, tuple[Need, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Durability:
    """Odds that an agreement outlives the last turn: ``odds`` and ``factors`` like a move's, computed for
    one agreement (``endorsed``, ``disowned``, ``has``, ``party``, ``age``, ``performance``, ``worth`` speak
    of that one). Only those are asked that one of ``parties`` is party to, all where none is named; the
    others outlive it as they are."""

    parties: tuple[SeatId, ...] = ()
    odds: Expr = Expr("50")
    factors: tuple[Factor, ...] = ()
    survives: str = "The agreement holds."
    falls: str = "The agreement falls."


@frozen(kw_only=True)
class Event:
    """News that no seat orders.

    It fires at the dawn (or dusk) of the turn that contains ``on``, or, without a date, whenever ``when``
    holds, each time with ``odds`` percent; once, unless ``repeat``. ``unconfirmed`` marks what was only an
    anonymous report.
    """

    id: EventId
    name: str
    on: date | None = None
    at: Literal["dawn", "dusk"] = "dawn"
    when: Expr = Expr("true")
    odds: Expr = Expr("100")
    repeat: bool = False
    headline: str = ""
    text: str = ""
    weight: int = 3
    unconfirmed: bool = False
    place: PlaceId | Literal[""] = ""
    cables: dict[SeatId, str] = field(factory=dict)
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Actor:
    """Somebody who reacts but has no seat."""

    id: ActorId
    name: str
    what: str = ""


@frozen(kw_only=True)
class Reaction:
    """What an actor does, after all stages of a turn, where ``when`` holds, with ``odds`` percent."""

    id: ReactionId
    actor: ActorId
    when: Expr
    odds: Expr = Expr("100")
    factors: tuple[Factor, ...] = ()
    repeat: bool = True
    headline: str = ""
    text: str = ""
    weight: int = 2
    cables: dict[SeatId, str] = field(factory=dict)
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Forecast:
    """A question to the seats.

    It is asked in the turn that contains ``on``, or the first turn in which ``when`` holds; one a turn, in
    the order of the file. ``answer`` is evaluated at the end of that turn, or of the game where ``resolves``
    is ``end``. The seats that it is ``decided_by`` are not asked.
    """

    id: ForecastId
    question: str
    on: date | None = None
    when: Expr = Expr("true")
    answer: Expr
    resolves: Literal["turn", "end"] = "turn"
    decided_by: tuple[SeatId, ...] = ()


@frozen(kw_only=True)
class Inject:
    """News that the instructor can put in."""

    id: InjectId
    name: str
    headline: str = ""
    text: str = ""
    weight: int = 5
    cables: dict[SeatId, str] = field(factory=dict)
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    variants: tuple[Variant, ...] = ()


@frozen(kw_only=True)
class Part:
    """A sentence or paragraph that is told where ``when`` holds."""

    when: Expr = Expr("true")
    text: str
    claims: tuple[Expr, ...] = ()


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
class Rung:
    """A step of the ladder; ``at`` is its value on the ladder's track."""

    id: RungId
    at: int
    name: str
    line: str = ""


@frozen(kw_only=True)
class Ladder:
    """The escalation ladder: its track, rungs, and what backing down costs each seat (seat to effects)."""

    track: TrackId
    rungs: dict[RungId, Rung]
    back_down: dict[SeatId, tuple[Effect, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Step:
    """A rung of an exchange: its name, and a line on what it means to stand there."""

    name: str
    line: str = ""


@frozen(kw_only=True)
class Stand:
    """One of the answers that a side of an exchange can give: what is told of it in public, and its price.

    The ``parts`` that hold are told after ``text``. ``claims`` are what text and headline say is so, when the
    turn is over. ``leaning`` says how much a player that does not look ahead leans to it.
    """

    name: str = ""
    text: str = ""
    parts: tuple[Part, ...] = ()
    headline: str = ""
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    leaning: Expr = Expr("1")


@frozen(kw_only=True)
class Side:
    """What one side of an exchange can answer."""

    back_down: Stand = field(factory=Stand)
    hold: Stand = field(factory=Stand)
    climb: Stand = field(factory=Stand)


@frozen(kw_only=True)
class Top:
    """What the last rung of an exchange brings, whoever is to blame; with an ``ending`` the game ends there
    and then."""

    headline: str = ""
    text: str = ""
    effects: tuple[Effect, ...] = ()
    claims: tuple[Expr, ...] = ()
    ending: EndingId | Literal[""] = ""


@frozen(kw_only=True)
class Exchange:
    """A contest of nerves in public, before the orders of a turn are carried out.

    It opens where the seat ``by`` orders one of ``moves``, or an open move that lifts the ladder to ``mark``
    or higher, and ``when`` holds. The seat that it ``faces`` answers, then ``by``: each backs down, holds or
    climbs to the next of ``rungs``. The orders stand on the first rung; nobody wins on the last. Where
    neither backs down, a die decides by the odds ``slip``, shifted by ``factors``, whether it comes to the
    last rung all the same. In its expressions ``height`` is the rung. ``claims`` are those of ``text``.
    """

    id: ExchangeId
    name: str
    text: str
    claims: tuple[Expr, ...] = ()
    by: SeatId
    faces: SeatId
    moves: tuple[MoveId, ...] = ()
    mark: RungId | Literal[""] = ""
    when: Expr = Expr("true")
    rungs: tuple[Step, ...]
    faced: Side = field(factory=Side)
    first: Side = field(factory=Side)
    slip: Expr = Expr("0")
    factors: tuple[Factor, ...] = ()
    top: Top = field(factory=Top)
    weight: int = 7
    place: PlaceId | Literal[""] = ""
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class PromiseTemplate:
    """A promise that goes with a letter: the seat will (or will not) order ``move`` within so many turns."""

    move: MoveId
    will: bool = True
    within: int = 1


@frozen(kw_only=True)
class LetterTemplate:
    """A letter as a choice of a card would send it. In the last turn it is not sent: nobody would read it."""

    to: SeatId
    text: str
    promise: PromiseTemplate | None = None


@frozen(kw_only=True)
class OfferTemplate:
    """An offer as a choice of a card would make it: its terms, who is asked to sign beside those that must,
    who may read it, and a note."""

    terms: tuple[TermId, ...]
    parties: tuple[SeatId, ...] = ()
    cc: tuple[SeatId, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Bundle:
    """A choice of a card: orders, ready to be committed.

    It is closed where one of ``moves`` can't be ordered; ``also`` are ordered too, first one first, where
    they can be and there is room. ``options`` maps a move to choices made with it. ``answer`` is one to the
    newest offer that waits for the seat, ``stance`` is taken on the newest paper that it can be taken on.
    ``say`` is a public sentence that the players may change or leave out.
    """

    id: ChoiceId
    title: str
    line: str
    moves: tuple[MoveId, ...] = ()
    also: tuple[MoveId, ...] = ()
    options: dict[MoveId, tuple[ChoiceId, ...]] = field(factory=dict)
    letter: LetterTemplate | None = None
    offer: OfferTemplate | None = None
    answer: Literal["sign", "refuse", ""] = ""
    stance: Literal["endorse", "disown", ""] = ""
    say: str = ""


@frozen(kw_only=True)
class Card:
    """A turn of a seat as a dilemma: a situation, a line of each of its advisers, two or three choices.

    It can come where ``when`` holds as the seat sees it, and at least two of its choices are open. Of those
    that can the heaviest comes (``weight`` 1 to 9), the first in the file of several; once, unless
    ``repeat``, and what came before stands behind what did not.
    """

    id: CardId
    seat: SeatId
    when: Expr = Expr("true")
    weight: int = 3
    repeat: bool = False
    situation: str
    advice: dict[AdviserId, str] = field(factory=dict)
    choices: dict[ChoiceId, Bundle]
    sources: tuple[SourceId, ...] = ()


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
class Debrief:
    """Questions for the debrief, and what really happened, turn by turn, for comparison; for whoever leads
    it, the concepts that the game is about, and criteria by which to tell a good debrief."""

    questions: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    concepts: dict[ConceptId, Concept] = field(factory=dict)
    criteria: tuple[str, ...] = ()


@frozen(kw_only=True)
class Source:
    """Where a fact comes from. A ``general`` one tells of no day: a judgement, a law, common knowledge."""

    id: SourceId
    title: str
    url: str = ""
    note: str = ""
    general: bool = False


@frozen(kw_only=True)
class Scenario:
    """A whole scenario, as loaded: nothing in it has been compiled or checked beyond its own shape.

    ``minutes`` is the length of the lesson it is cut for, ``turn_minutes`` the clock of one turn;
    with ``clock`` "acts" a new game has a clock that ends turns, so that the lesson ends in time.
    ``brief`` is read by all seats (2,000 words at most), ``short`` its short version. ``glossary`` has a
    sentence for each word that is explained where it is met.
    """

    format: int = 1
    id: str
    title: str
    summary: str
    minutes: int = 110
    turn_minutes: int = 8
    clock: Literal["tells", "acts"] = "tells"
    brief: str
    short: str
    content_note: str
    derole: str
    masthead: str
    dateline: str = ""
    disclaimer: str = "A game is not a prediction."
    stages: tuple[StageId, ...]
    calendar: tuple[Turn, ...]
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
    glossary: dict[str, str] = field(factory=dict)
    sources: dict[SourceId, Source] = field(factory=dict)
