"""What to answer in an exchange: each answer is tried, and the rest of the exchange goes by weight."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.planner.halving import Trial, halve
from wargame.bots.planner.lookahead import Look, Lookahead, Outcome
from wargame.bots.planner.utility import Utility
from wargame.rules.orders import AnswerWord, Order, Orders, Reply
from wargame.rules.views import ExchangeView


def best_answer(
    look: Lookahead, utility: Utility, exchanges: Sequence[ExchangeView], mine: Orders | None
) -> AnswerWord:
    """Return the answer that comes out best in looks ahead with the same luck. ``exchanges`` are those of the
    turn so far, of which the last asks this seat, ``mine`` its orders."""
    said = [Reply(view.id, line.seat.id, line.answer) for view in exchanges for line in view.lines]
    fixed = {
        view.by.id: Orders(moves=tuple(Order(move) for move, _ in view.moves))
        for view in exchanges
        if view.by.id != utility.seat
    }

    def play(asked: Sequence[tuple[AnswerWord, int]]) -> list[Outcome]:
        replies = ((n, (*said, Reply(exchanges[-1].id, utility.seat, answer))) for answer, n in asked)
        return look.play([Look(n, mine, fixed=fixed, replies=given) for n, given in replies])

    trials: list[Trial[AnswerWord, Outcome]] = [Trial(answer.answer) for answer in exchanges[-1].answers]
    return halve(trials, play, utility.of, look.left)[0].candidate
