"""What one seat knows, and the card before it."""

from __future__ import annotations

from wargame.ids import (
    CardId,
    ChoiceId,
    ForecastId,
    MoveId,
    SeatId,
)
from wargame.rules.orders import Orders
from wargame.rules.state import Mail, Pledge
from wargame.rules.views.choices import MoveView
from wargame.rules.views.papers import AgreementView, ProposalView, StanceRules, TermView
from wargame.rules.views.seen import Cable, News, RungView, SeatInfo, Told, TrackView, TurnInfo
from wargame.scenario.model import Role
from wargame.values import frozen


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
    odds: Told | None
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
