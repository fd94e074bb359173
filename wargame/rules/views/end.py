"""The end, and the whole truth about a turn that is over."""

from __future__ import annotations

from typing import Literal

from wargame.ids import (
    EndingId,
    SeatId,
)
from wargame.rules.orders import Orders
from wargame.rules.views.papers import AgreementView
from wargame.rules.views.seat import ObjectiveView
from wargame.rules.views.seen import News, OddsView, RungView, SeatInfo, TrackView, TurnInfo
from wargame.values import frozen


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
    ``judged`` is false where the scenario has no verdict, and ``verdict`` says nothing then; ``analyst`` is
    the Brier score of the observer who foresaw what seats did, None where there was none."""

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
    analyst: float | None = None


@frozen
class LedgerLine:
    """A line of the complete ledger, in words: for the umpire and the debrief only. ``seat`` is empty for
    the world's; ``detail`` has the numbers behind it, in words, and the sum of the odds where there is one.
    """

    kind: str
    seat: SeatId | Literal[""]
    text: str
    detail: tuple[str | OddsView, ...]


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
