"""Whole games as plain text, fit for a teacher to read. A change in the rules shows here first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.players import play
from wargame.debrief.text import account
from wargame.scenario import load
from wargame.session import Game

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"


def told(game: Game, **selection: object) -> str:
    return "\n".join(account(game, **selection)) + "\n"


@pytest.mark.parametrize("seed", [4, 11])
def test_a_whole_game_reads_as_it_did(seed: int, transcript: Callable[[str, str], None]) -> None:
    game = play(Game.new(load(MINI), seed=seed), seed)
    transcript(told(game), f"mini-{seed}")


def test_a_seats_own_story_tells_nothing_more(transcript: Callable[[str, str], None]) -> None:
    game = play(Game.new(load(MINI), seed=4), 4)
    transcript(told(game, seat="sarvia"), "mini-4-sarvia")
