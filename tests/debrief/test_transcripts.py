"""Whole games as plain text, fit for a teacher to read. A change in the rules shows here first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.players import MACHINES, play
from wargame.debrief.text import account
from wargame.scenario import load
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError

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


def test_while_people_play_what_everybody_could_see_is_told(mini: Scenario) -> None:
    """What no view of the public holds is in no line: not orders, cables, hidden tracks or the ledger."""
    game = play(Game.new(mini, seed=4), 4, turns=2)
    public = told(game)
    assert "what everybody could see" in public
    assert "THE GAME IS NOT OVER" in public
    names = [seat.name for seat in mini.seats.values()]
    for secret in (
        "Ledger",
        *(f"Orders of {name}" for name in names),
        *(f"Cables to {name}" for name in names),
    ):
        assert secret not in public
    hidden = [track.name for track in mini.tracks.values() if track.seen.get("public") == "hidden"]
    assert hidden
    lines = [line.strip() for line in public.splitlines() for name in hidden if name in line]
    assert [line for line in lines if not line.endswith(": not known.")] == []
    with pytest.raises(GameError, match="while people play"):
        told(game, seat="sarvia")
    play(game, 4)
    assert "Orders of Sarvia" in told(game)


def test_a_game_of_machines_has_nothing_to_hide(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=4, seats=MACHINES), 4, turns=2)
    assert "Orders of Sarvia" in told(game)
    assert told(game, seat="sarvia")
