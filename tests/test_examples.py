"""Every example runs as its first lines say, quietly, and prints what it promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"

PRINTS = {
    "play_a_game": ("Turn 4: ", "Pyongyang: Answer the American letter", "White House: 65 of 100"),
    "own_policy": ("They did not climb; nor do we.", "They climbed; so do we.", "Transition: "),
    "what_if": ("accept_aid", "as it was: A small deal that lasts", "Trust: 41, then ", "If all had gone on"),
    "read_a_save": (
        "8 turns",
        " 40   62  failure",
        "Written test moratorium",
        "Brier",
        " 71   0.29  A lasting deal",
    ),
    "many_games": ("60 games;", " %", "Beijing, history: ", "±"),
}
ARGUMENTS = {"many_games": ("60",)}


def run(name: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, EXAMPLES / f"{name}.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.py")))
def test_it_prints_what_it_promises(name: str) -> None:
    told = run(name, *ARGUMENTS.get(name, ()))
    assert [words for words in PRINTS[name] if words not in told] == []
    assert f"python examples/{name}.py" in (EXAMPLES / f"{name}.py").read_text(encoding="utf-8")


def test_a_save_of_ones_own_can_be_read(tmp_path: Path) -> None:
    from wargame import Game, SeatSetup, load, play_out

    scenario = load("offer-lesson")
    save = tmp_path / "game.toml"
    game = Game.new(
        scenario, seed=1, save=save, seats=dict.fromkeys(scenario.seats, SeatSetup("ai", "random"))
    )
    play_out(game)
    game.close()
    told = run("read_a_save", str(save))
    assert told.startswith(f"{scenario.title}: {game.resolved} turns\n")
    assert all(f"{score.score:5}" in told for score in game.end().scores)
