"""The usual answers to the question of a turn, with a key for each: the same wherever it is asked."""

from __future__ import annotations

from wargame.rules.views import ForecastView
from wargame.tui.command import Command

ANSWERS = "abcde"
"""Their keys, the least likely answer first."""


def answers(question: ForecastView) -> list[tuple[int, str]]:
    """The usual answers in percent with their words, the least likely first."""
    return sorted(question.words)[: len(ANSWERS)]


def answer_keys(place: str) -> tuple[Command, ...]:
    """The commands of a place where the question is asked, which has ``action_predict``."""
    told = "Almost certainly not.", "Probably not.", "About even.", "Probable.", "Almost certain."
    return tuple(
        Command(f"{place}.answer_{key}", f"predict({n})", key, f"Answer {key.upper()}", help, footer=False)
        for n, (key, help) in enumerate(zip(ANSWERS, told, strict=True))
    )
