"""The end of a game in lines: the last front page, what holds, the epilogue, scores, verdict, forecasts."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.lines import heading, joined, paragraph, section
from wargame.debrief.seat import news_lines
from wargame.rules.views import AgreementView, EndView, OddsView, ScoreView
from wargame.session import GameLog

FORECASTS = "Forecasts: Brier score (0 is best, 0.25 is what always saying 50 % gets, 1 is worst)"
"""What the scores of forecasts mean, told above them here and on the screen."""

_STANCES = {"endorse": "endorses it", "disown": "disowns it", "silent": "is silent on it"}


def end_lines(game: GameLog) -> Iterator[str]:
    """Everything that is told at the end of a finished game. Raises GameError while it is not over."""
    end, names = game.end(), {id: seat.name for id, seat in game.scenario.seats.items()}
    yield from heading(f"The end: {end.name}")
    page = game.public()
    yield from section(
        f"Last front page: {page.masthead}, No. {page.number}",
        news_lines(page.news),
    )
    for agreement in end.agreements:
        title = (
            f"The agreement of {joined(names[party] for party in agreement.parties)}, turn {agreement.since}"
        )
        yield from section(title, _agreement(agreement, names))
    yield from section("Epilogue", (line for text in end.epilogue for line in paragraph(text, 2, 0)))
    for score in end.scores:
        yield from section(f"{score.seat.name}: {score.score} of 100", _score(score))
    yield from _whole(end, names)
    if end.derole:
        yield ""
        yield from paragraph(end.derole, hang=0)


def _agreement(agreement: AgreementView, names: dict[str, str]) -> Iterator[str]:
    for clause, standing in agreement.clauses:
        yield from paragraph(f"{clause} [{standing}]", 2)
    for seat, stance in agreement.stances:
        yield from paragraph(f"{names[seat]} {_STANCES[stance]}.", 2)
    if agreement.durability is not None:
        odds = agreement.durability
        fate = "it holds" if agreement.survived else "it falls"
        yield from paragraph(f"Odds to outlive the last turn: {odds}; {fate}.", 2)
        yield from _sum(odds, 6)


def _sum(odds: OddsView, indent: int) -> Iterator[str]:
    """A sum with its reasons, one a line."""
    yield from paragraph(f"to begin with: {odds.base}", indent)
    for factor in odds.factors:
        yield from paragraph(f"{factor.because}: {factor.add:+d}", indent)


def _score(score: ScoreView) -> Iterator[str]:
    for objective in score.objectives:
        hidden = " (hidden)" if objective.hidden else ""
        points = "" if objective.score is None else f", {objective.score} points"
        yield from paragraph(f"{objective.name}{hidden}{points}. {objective.sentence}", 2)


def _whole(end: EndView, names: dict[str, str]) -> Iterator[str]:
    """What is said of the game as a whole, and of how well the seats read it."""
    yield from section(
        f"Historians' verdict: {end.verdict_word or 'none'}, {end.verdict.percent} of 100",
        _sum(end.verdict, 2),
    )
    yield from section(
        "Escalation index",
        [line for seat, index in end.escalation for line in paragraph(f"{names[seat]}: {index}.", 2)],
    )
    yield from section(
        FORECASTS,
        [line for seat, score in end.brier for line in paragraph(f"{names[seat]}: {score:.2f}.", 2)],
    )
