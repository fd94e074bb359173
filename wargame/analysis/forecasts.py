"""Who foresaw what, and who misread whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from wargame.ids import ForecastId, ObjectiveId, SeatId
from wargame.rules.scoring import brier, total
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class Forecast:
    """A seat's answer to a question: how likely it took it to be, 0 to 100 percent, and its Brier score, 0
    (certain and right) to 1 (certain and wrong), (percent / 100 - outcome)² with 1 for an outcome that came
    so; None where nothing is decided yet."""

    seat: SeatId
    percent: int
    brier: float | None


@frozen
class Question:
    """A question that was put in a ``turn``: the seats that it is ``about`` (they decide it, so they are not
    asked), what the others answered, in seat order, and how it came out; None where that is not decided.
    ``analyst`` is what the analyst said, in percent, where there is one who did."""

    id: ForecastId
    turn: int
    about: tuple[SeatId, ...]
    outcome: bool | None
    answers: tuple[Forecast, ...]
    analyst: int | None = None


@frozen
class Reading:
    """How well one seat read another: its mean Brier score over the decided ``questions`` (how many) about
    that one, 0 to 1, and how often it was ``wrong``: on the other side of 50 percent than what came."""

    by: SeatId
    of: SeatId
    questions: int
    brier: float
    wrong: int


@frozen
class AimGuess:
    """What the people of one seat took another's hidden aim to be when all was over, and what it had
    drawn."""

    by: SeatId
    of: SeatId
    guessed: ObjectiveId
    drawn: ObjectiveId | Literal[""]

    @property
    def right(self) -> bool:
        """Was it that aim?"""
        return self.guessed == self.drawn


@frozen
class Forecasts:
    """All questions in the order in which they were put; each seat's mean Brier score (Brier, "Verification
    of Forecasts Expressed in Terms of Probability", 1950, for one event: 0.25 is what always saying 50
    percent gets), None where it has no decided answer; who read whom how, in seat order; the guesses of
    aims; and the analyst's mean score, like those of seats."""

    questions: tuple[Question, ...]
    seats: Mapping[SeatId, float | None]
    readings: tuple[Reading, ...]
    guesses: tuple[AimGuess, ...]
    analyst: float | None = None


def forecasts(game: GameLog) -> Forecasts:
    """What was asked so far and what came of it. Turns that were rewound are not in it."""
    rules, state, questions = game.rules, game.state, []
    read: defaultdict[tuple[SeatId, SeatId], list[tuple[float, bool]]] = defaultdict(list)
    for put in state.asked:
        about, outcome, answers = rules.questions[put.question].decided_by, put.outcome, []
        for seat, percent in put.answers:
            score = None if outcome is None else (percent / 100 - outcome) ** 2
            answers.append(Forecast(seat, percent, score))
            if score is not None:
                for of in about:
                    read[seat, of].append((score, score > 0.25))
        said = game.foreseen.get(put.turn)
        foreseen = said.percent if said is not None else None
        questions.append(Question(put.question, put.turn, about, outcome, tuple(answers), foreseen))
    pairs = [(by, of) for by in rules.seats for of in rules.seats if (by, of) in read]
    readings = []
    for pair in pairs:
        scores = read[pair]
        mean = total(score for score, _ in scores) / len(scores)
        readings.append(Reading(*pair, len(scores), mean, sum(wrong for _, wrong in scores)))
    drawn = dict(zip(rules.seats, state.hidden, strict=True)) if state.hidden else {}
    guesses = [
        AimGuess(by, of, game.guessed[by][of], drawn.get(of, ""))
        for by in rules.seats
        for of in rules.seats
        if of in game.guessed.get(by, {})
    ]
    seats = {seat: brier(state, seat) for seat in rules.seats}
    return Forecasts(tuple(questions), seats, tuple(readings), tuple(guesses), game.analyst)
