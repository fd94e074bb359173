"""Very many games: played in chunks anywhere, added up to one summary, told as a report."""

from __future__ import annotations

from wargame.bots.batch.chunk import Spec, game_seed, run_chunk, saved_game
from wargame.bots.batch.run import Played, run
from wargame.bots.batch.summary import Numbers, Summary, Tally

__all__ = ["Numbers", "Played", "Spec", "Summary", "Tally", "game_seed", "run", "run_chunk", "saved_game"]
