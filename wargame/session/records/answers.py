"""Records of what seats answer in public while their orders are being carried out."""

from __future__ import annotations

from datetime import datetime

from wargame.ids import ExchangeId, SeatId
from wargame.rules.orders import AnswerWord, Reply
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.session.setup import Decision, Incident
from wargame.values import frozen


@frozen(kw_only=True)
class AnswerRecord(GameRecord):
    """A seat answered in an exchange, in public, once all orders were in; it can't be taken back. ``by`` is
    who allowed that a seat with a PIN answers without it; ``late``: the clock did it, or who is named by
    ``by`` ended the turn."""

    kind = "answer"
    share = 1
    exchange: ExchangeId
    seat: SeatId
    answer: AnswerWord
    at: datetime | None = None
    by: str = ""
    late: bool = False

    def check(self, progress: Progress) -> None:
        super().check(progress)
        progress.must_be_complete()
        if not progress.legible:
            return  # under seal: what it answers can't be looked up here
        progress.go_through(20 * len(progress.replies) + 200 * len(progress.rules.seats))
        bout = progress.bout
        if bout is None:
            raise GameError("Nobody is asked for an answer.")
        if (self.exchange, self.seat) != (bout.code.exchange.id, bout.seat):
            raise GameError(f"{progress.name(bout.seat)} is asked for an answer now.")

    def apply(self, progress: Progress) -> None:
        progress.answers += 1
        by_clock = self.late and not self.by  # who was asked when somebody ended the turn was not late
        progress.decisions.append(Decision(self.turn, self.seat, "answer", self.at, None, by_clock))
        progress.replies += (Reply(self.exchange, self.seat, self.answer),)
        if self.late and self.by:
            progress.incidents.append(Incident(self.turn, self.seat, "held", self.by))
        elif self.by:
            progress.incidents.append(Incident(self.turn, self.seat, "answered without its PIN", self.by))
        elif self.late:
            progress.incidents.append(Incident(self.turn, self.seat, "held, as its time was up"))
