"""The replay: a game that is only looked at, moment by moment, through whichever eye may look."""

from __future__ import annotations

from wargame.tui.replay.screen import Replay

__all__ = ["Replay"]
