"""A classroom wargame of the 2020 Korea question: scenario files in, games and replayable saves out."""

from __future__ import annotations

__version__ = "0.1.0"
