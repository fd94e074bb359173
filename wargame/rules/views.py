"""What each eye may see: a seat, the public, the umpire, the debrief. The only place where that is decided.

Views are allow-lists: each is built from what its reader may know, never by taking things away from the
truth. No view holds the seed. Texts in views are plain text, not markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from wargame.ids import (
    CardId,
    ChoiceId,
    EndingId,
    ExchangeId,
    ForecastId,
    MoveId,
    OptionId,
    PaperId,
    PlaceId,
    SeatId,
    StageId,
    TermId,
    TrackId,
)
from wargame.rules.orders import AnswerWord, Orders, StanceWord
from wargame.rules.state import FoughtEnd, evolve
from wargame.rules.state import Mail as Mail  # letters and promises stand in views as they are
from wargame.rules.state import Pledge as Pledge
from wargame.scenario.model import Role
from wargame.values import frozen

NEUTRAL = "■"
"""The mark of what no seat does."""

PAGE = 7
"""How many items a front page has, at most."""

_LEAD = 3
"""How much more prominent than a deed must be what happens by itself, to stand before it in the news."""

_STEPS = 3
"""For how many steps of what everybody sees news are one point more prominent, up to ``_MOST`` points."""
_MOST = 15


@frozen
class TrackView:
    """A track as one eye sees it. ``shown`` is ready to print: ``58``, ``20-30``, a band's word, or ``?``.

    ``value`` is None unless the eye sees it exactly; ``low`` and ``high`` bound what it knows;
    ``trend`` is -1, 0, 1 against the turn before, or None where that can't be seen.
    ``past`` has one number for each turn so far (middle of what was known), for sparklines.
    """

    id: TrackId
    name: str
    what: str
    shown: str
    value: int | None
    low: int
    high: int
    band: str
    trend: int | None
    good: str
    brief: bool
    past: tuple[int, ...]


@frozen
class News:
    """Public news: ``weight`` 0 to 9, ``source`` the name of the seat, actor or event behind it.

    ``decided``: it came of what seats did, not by itself. ``changed`` is how much that changed of what
    everybody sees. ``slip``: nothing but an order and how it came out, which is no front-page news.
    """

    turn: int
    headline: str
    text: str
    weight: int
    source: str
    place: PlaceId | Literal[""] = ""
    unconfirmed: bool = False
    decided: bool = False
    changed: int = 0
    slip: bool = False

    @property
    def prominence(self) -> int:
        """Its place on a page, the highest first. What seats brought about leads, unless something much
        heavier happened by itself."""
        return self.weight + min(self.changed // _STEPS, _MOST) + (_LEAD if self.decided else 0)


def by_prominence(news: Iterable[News]) -> tuple[News, ...]:
    """News in the order of a page, slips last; of two alike what seats decided comes first."""
    return tuple(sorted(news, key=lambda item: (item.slip, -item.prominence, not item.decided)))


def laid_out(news: Iterable[News]) -> tuple[tuple[News, ...], tuple[News, ...]]:
    """News as the items of a front page, at most ``PAGE``, and what there is no room for."""
    ordered = by_prominence(news)
    room = min(PAGE, sum(not item.slip for item in ordered))
    return ordered[:room], ordered[room:]


@frozen
class Cable:
    """What one seat alone may read. ``kind`` is report (of own moves), event, leak or notice."""

    turn: int
    kind: str
    text: str


@frozen
class FactorView:
    """A factor of an odds sum, as known to the reader; ``unknown`` marks one that depends on what the
    reader can't know yet (``add`` is then what it may add, and is not in the sum)."""

    add: int
    because: str
    unknown: bool = False


@frozen
class OddsView:
    """Odds in percent with their words and the sum behind them."""

    percent: int
    words: str
    base: int
    factors: tuple[FactorView, ...]

    def __str__(self) -> str:
        return f"{self.words} ({self.percent} %)"


@frozen
class ChanceView:
    """How likely an agreement is to outlive the last turn as an informed public would put it: the ``odds``
    from what everybody knows, and how they moved since the turn before: by how many points (``change``, None
    for what was not in force then), by how many the sum ``moved`` before it was held within the limits of
    odds, and the reason that did most of it."""

    odds: OddsView
    change: int | None = None
    moved: int = 0
    cause: str = ""

    def __str__(self) -> str:
        told = f"{self.odds.percent} %"
        if self.change:
            told += f", {'up' if self.change > 0 else 'down'} {abs(self.change)}"
        elif self.change == 0:
            told += ", as before"
            if self.moved:
                told += f", though {'better' if self.moved > 0 else 'worse'}"
        return f"{told}: {self.cause}" if self.cause else told


@frozen
class ChoiceView:
    """One way to fill an option of a move."""

    id: ChoiceId
    name: str
    line: str


@frozen
class OptionView:
    """An option of a move; the first choice is the default."""

    id: OptionId
    name: str
    choices: tuple[ChoiceView, ...]


@frozen
class AdviceView:
    """An adviser's line: whose, with which leaning (``pressure`` or ``talks``), what."""

    office: str
    leaning: str
    text: str


class Unfinished:
    """A value of which some fields are worked out when the first of them is asked for: until then their slots
    are empty."""

    __slots__ = ("_rest",)
    _rest: ClassVar[Any]

    @classmethod
    def of(cls, rest: Callable[[], Mapping[str, Any]], **known: Any) -> Self:
        """A value with these fields, and those that ``rest`` gives."""
        value = cls.__new__(cls)
        for name, field in {**known, "_rest": rest}.items():
            object.__setattr__(value, name, field)
        return value

    if not TYPE_CHECKING:  # who misspells a field is to be told

        def __getattr__(self, name):
            if name == "_rest":
                raise AttributeError(name)
            for field, value in self._rest().items():
                object.__setattr__(self, field, value)
            return object.__getattribute__(self, name)


@frozen
class MoveView(Unfinished):
    """A move in a seat's catalogue. ``closed`` is empty where it can be ordered, else the reason in words.

    ``effects`` are sentences such as "If it works: trust up 6" about what the seat can see; ``opens`` are
    those about the exchange that the order would open now, with its prices and odds, if it would."""

    id: MoveId
    name: str
    line: str
    stage: StageId
    cost: int
    closed: str
    odds: OddsView
    options: tuple[OptionView, ...]
    visibility: str
    leak: int
    effects: tuple[str, ...]
    advice: tuple[AdviceView, ...]
    severity: str
    rung: str
    opens: tuple[str, ...] = ()


@frozen
class GainsView:
    """What a move would do for its seat, as that reckons: to its own ``aims``, and to its ``means``, which
    serve them later (what it pays with, how likely a deal is to last, what that rests on), by name, -2 to 2
    and never 0. ``opens`` and ``shuts`` name moves of its own that success would open and shut, ``terms``
    those of deals that it would open."""

    aims: tuple[tuple[str, int], ...] = ()
    means: tuple[tuple[str, int], ...] = ()
    opens: tuple[str, ...] = ()
    shuts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@frozen
class TermView:
    """A term as one seat's side sees it. ``by`` are seat ids that must perform it. ``worth`` is a
    word for what it is worth to the reader's own side now (empty for others); ``closed`` why it can't be
    drafted now."""

    id: TermId
    name: str
    text: str
    by: tuple[SeatId, ...]
    closed: str
    worth: str
    points: int
    advice: tuple[AdviceView, ...]
    requires: tuple[TermId, ...]
    excludes: tuple[TermId, ...]


@frozen
class ProposalView:
    """A proposal that the reader knows. ``mine`` is ``author``, ``party``, or ``reader``;
    ``must_answer`` is true where a party's signature or refusal is still open; ``closed`` says why an open
    one can't be signed now, empty if it can."""

    id: PaperId
    author: SeatId
    parties: tuple[SeatId, ...]
    terms: tuple[TermId, ...]
    clauses: tuple[str, ...]
    note: str
    made: int
    expires: int
    signed: tuple[SeatId, ...]
    status: str
    mine: str
    must_answer: bool
    closed: str
    stances: tuple[tuple[SeatId, StanceWord], ...]
    advice: tuple[str, ...]


@frozen
class AgreementView:
    """An agreement by its name: each clause with its status in words (kept, late, broken by ...), stances,
    and how likely it is to outlive the last turn: ``durability`` as the reader can judge it (None for the
    public), ``chance`` as the public does. Both are None where the change of hands does not concern it. Once
    the die (``roll``, 0 to 99) is thrown, ``fate`` is the sentence that says what came of it."""

    id: PaperId
    author: SeatId
    parties: tuple[SeatId, ...]
    terms: tuple[TermId, ...]
    clauses: tuple[tuple[str, str], ...]
    since: int
    stances: tuple[tuple[SeatId, StanceWord], ...]
    durability: OddsView | None
    survived: bool | None
    name: str = ""
    chance: ChanceView | None = None
    roll: int | None = None
    fate: str = ""

    @property
    def outlook(self) -> str:
        """What everybody knows of whether it lasts, in a sentence; empty where that is not asked."""
        if self.fate:
            return f"{self.name[:1].upper()}{self.name[1:]}: {self.fate}"
        return f"Will {self.name} last? {self.chance}" if self.chance else ""


@frozen
class StanceRules:
    """What a seat's word on agreements and proposals does: ``closed`` says why it can't be given now (empty
    if it can), ``endorse`` and ``disown`` are sentences about what each does to tracks the seat can see."""

    closed: str = ""
    endorse: tuple[str, ...] = ()
    disown: tuple[str, ...] = ()


@frozen
class ForecastView:
    """This turn's question. Answers are percent; ``words`` offers the usual ones as (percent, word)."""

    id: ForecastId
    question: str
    words: tuple[tuple[int, str], ...]


@frozen
class ObjectiveView:
    """An objective of the reader, with a score only where the game is over."""

    name: str
    text: str
    hidden: bool
    score: int | None = None
    sentence: str = ""


@frozen
class RungView:
    """A rung of the ladder; ``here`` marks where the world stands."""

    name: str
    line: str
    at: int
    here: bool


@frozen
class SeatInfo:
    """What everybody knows of a seat."""

    id: SeatId
    name: str
    office: str
    person: str
    mark: str
    colour: str


@frozen
class TurnInfo:
    """Where in the calendar we are. ``days_left`` counts from the turn's first day to the last day of the
    game."""

    number: int
    of: int
    title: str
    dates: str
    days_left: int


@frozen
class AnswerView:
    """An answer that a side of an exchange can give: what it is called, its ``price`` in words (what it
    moves), the odds that it slips out of hand if both stand then, what comes ``then``, and how a player that
    does not look ahead weighs it."""

    answer: AnswerWord
    name: str
    price: tuple[str, ...]
    risk: OddsView | None
    then: str
    weight: float


@frozen
class ExchangeLine:
    """What was said in an exchange: by whom, with which answer, on which rung it stands then (from 1), and
    what it cost, as the public reckons."""

    seat: SeatInfo
    answer: AnswerWord
    name: str
    text: str
    height: int
    price: tuple[str, ...]


@frozen
class ExchangeView:
    """An exchange as everybody sees it: the seat that opened it with its ``moves`` (by name), whom it faces,
    its rungs by name and on which it stands (from 1), what was said, and who is asked now for which answers;
    nobody where it is over, which ``end`` and ``outcome`` tell: both standing waits for its die."""

    id: ExchangeId
    name: str
    text: str
    by: SeatInfo
    to: SeatInfo
    moves: tuple[tuple[MoveId, str], ...]
    rungs: tuple[str, ...]
    height: int
    round: int
    rounds: int
    lines: tuple[ExchangeLine, ...]
    asked: SeatInfo | None
    answers: tuple[AnswerView, ...]
    top: str
    end: FoughtEnd | None
    outcome: str


@frozen
class SeatView:
    """All that a seat knows now: what its desk shows, what a bot plays on, what its cables say.

    ``flags`` are the facts it knows to be so, each with the turn in which it came to be.
    """

    seat: SeatInfo
    others: tuple[SeatInfo, ...]
    turn: TurnInfo
    over: bool
    card: str
    aim: str
    stakes: str
    resource: str
    resource_left: int
    allowance: int
    tracks: tuple[TrackView, ...]
    flags: tuple[tuple[str, int], ...]
    ladder: tuple[RungView, ...]
    news: tuple[News, ...]
    cables: tuple[Cable, ...]
    received: tuple[Mail, ...]
    sent: tuple[Mail, ...]
    pledges: tuple[Pledge, ...]
    proposals: tuple[ProposalView, ...]
    agreements: tuple[AgreementView, ...]
    moves: tuple[MoveView, ...]
    terms: tuple[TermView, ...]
    max_terms: int
    forecast: ForecastView | None
    objectives: tuple[ObjectiveView, ...]
    promisable: tuple[tuple[MoveId, str], ...]
    """Moves (id, name) of this seat that a letter's promise can speak of."""
    signers: tuple[SeatId, ...] = ()
    """Ids of the seats that can be party to an agreement; the others can only endorse or disown one."""
    stance: StanceRules = StanceRules()
    late: str = ""
    """Why no letter and no draft can be sent any more; empty while they can."""
    role: Role = Role()


@frozen
class CardChoice:
    """A choice of a card: the ``orders`` that it would commit (without a forecast), the odds of the move that
    it is about (None where no die decides), and how it moves the seat's own aims by name, -2 to 2, as the
    seat reckons (those that it leaves alone are not there). ``closed`` says why it can't be taken now; empty
    where it can."""

    id: ChoiceId
    title: str
    line: str
    orders: Orders
    odds: OddsView | None
    marks: tuple[tuple[str, int], ...]
    closed: str


@frozen
class CardView:
    """The card that a seat has before it: the situation, a line of each adviser (office, line), the choices,
    and what the paper is called that an answer or a stance is about (empty where none is)."""

    id: CardId
    situation: str
    advice: tuple[tuple[str, str], ...]
    choices: tuple[CardChoice, ...]
    paper: str


@frozen
class PublicView:
    """What a newspaper reader knows. Safe for the projector. ``news`` is the front page of the newest turn,
    the lead first, ``also`` what else became public and is told inside."""

    masthead: str
    dateline: str
    number: int
    turn: TurnInfo
    over: bool
    seats: tuple[SeatInfo, ...]
    tracks: tuple[TrackView, ...]
    ladder: tuple[RungView, ...]
    news: tuple[News, ...]
    agreements: tuple[AgreementView, ...]
    also: tuple[News, ...] = ()

    @property
    def undecided(self) -> PublicView:
        """The same as it was before the last dice."""
        return evolve(
            self, agreements=tuple(evolve(a, survived=None, fate="", roll=None) for a in self.agreements)
        )


@frozen
class RevealLine:
    """One public step of the reveal: who did what, with what odds, how the die fell, what came of it.

    ``odds`` is what the public account gives; None for events and reactions without a die. Of the dice over
    agreements, the last of all, it is the true sum, and ``chance`` what the public made of it before."""

    who: str
    mark: str
    colour: str
    what: str
    odds: OddsView | None
    roll: int | None
    grade: str
    sentence: str
    chance: ChanceView | None = None


@frozen
class ShiftView:
    """Something that has changed, as everybody sees it: the ``name`` of a track or a fact, how it is
    ``shown`` now, how it ``moved`` in words, up or down (``way``: 1, -1; 0 for a fact), and the public step
    that did most of it, if one did."""

    name: str
    shown: str
    moved: str
    way: int
    cause: RevealLine | None


@frozen
class RoundupView:
    """What everybody is told between two turns: what seats did (``acts``, with the headline of what came of
    it), what else happened, what changed most, and what seats ``said`` in public."""

    acts: tuple[RevealLine, ...]
    world: tuple[News, ...]
    shifts: tuple[ShiftView, ...]
    said: tuple[tuple[SeatInfo, str], ...] = ()


@frozen
class ScoreView:
    """A seat's score with the sentence of each objective, hidden ones turned over; how many promises it
    ``kept`` and ``broke``; what the terms that are in force are worth to it (``gains``: name and points; None
    where nothing was ever agreed); and who had ``guessed`` its hidden aim (None where nobody tried)."""

    seat: SeatInfo
    score: int
    objectives: tuple[ObjectiveView, ...]
    kept: int = 0
    broke: int = 0
    gains: tuple[tuple[str, int], ...] | None = None
    guessed: tuple[SeatInfo, ...] | None = None


@frozen
class EndView:
    """The end: epilogue, durability line by line, scores, verdict, forecasts (seat id, Brier score: 0
    best, 1 worst). ``broken`` is the turn after which the game was broken off, 0 where it was played out;
    ``judged`` is false where the scenario has no verdict, and ``verdict`` says nothing then."""

    id: EndingId
    name: str
    headline: str
    epilogue: tuple[str, ...]
    agreements: tuple[AgreementView, ...]
    scores: tuple[ScoreView, ...]
    verdict: OddsView
    verdict_word: str
    escalation: tuple[tuple[SeatId, int], ...]
    brier: tuple[tuple[SeatId, float], ...]
    derole: str
    broken: int = 0
    judged: bool = True


@frozen
class LedgerLine:
    """A line of the complete ledger, in words: for the umpire and the debrief only. ``seat`` is empty for
    the world's."""

    kind: str
    seat: SeatId | Literal[""]
    text: str
    detail: tuple[str, ...]


@frozen
class DebriefView:
    """The whole truth about one turn that is over (or its dawn): for the debrief only."""

    turn: TurnInfo
    tracks: tuple[TrackView, ...]
    ladder: tuple[RungView, ...]
    dawn: tuple[LedgerLine, ...]
    orders: tuple[tuple[SeatId, Orders], ...]
    ledger: tuple[LedgerLine, ...]
    news: tuple[News, ...]
    history: str
    """What really happened in these weeks."""
