"""What all see: the paper, the reveal, the roundup, exchanges."""

from __future__ import annotations

from typing import Literal

from wargame.ids import (
    ExchangeId,
    MoveId,
)
from wargame.rules.dice import Fell
from wargame.rules.orders import AnswerWord
from wargame.rules.state import FoughtEnd, evolve
from wargame.rules.views.papers import AgreementView
from wargame.rules.views.seen import ChanceView, News, OddsView, RungView, SeatInfo, Told, TrackView, TurnInfo
from wargame.values import frozen


@frozen
class AnswerView:
    """An answer that a side of an exchange can give: what it is called, its ``price`` in words (what it
    moves), the odds that it slips out of hand if both stand then, what comes ``then``, and how a player that
    does not look ahead weighs it."""

    answer: AnswerWord
    name: str
    price: tuple[str, ...]
    risk: Told | None
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
            self,
            agreements=tuple(
                evolve(a, survived=None, fate="", judged=None, roll=None) for a in self.agreements
            ),
        )


@frozen
class RevealLine:
    """One public step of the reveal: who did what, with what odds, how the die fell, what came of it.

    ``odds`` is what the public account gives; None for events and reactions without a die. Of the dice over
    agreements, the last of all, it is the true sum, and ``chance`` what the public made of it before.
    ``ruled`` says what of it the umpire ruled: the result, or the odds."""

    who: str
    mark: str
    colour: str
    what: str
    odds: OddsView | None
    roll: Fell | None
    grade: str
    sentence: str
    chance: ChanceView | None = None
    ruled: Literal["", "result", "odds"] = ""


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
    it), what else happened, what changed most, and what seats ``said`` in public. ``headline`` is that of the
    press desk, where there is one."""

    acts: tuple[RevealLine, ...]
    world: tuple[News, ...]
    shifts: tuple[ShiftView, ...]
    said: tuple[tuple[SeatInfo, str], ...] = ()
    headline: str = ""
