"""The tables, each with its columns and the rows that a game gives it: a module for each topic."""

from __future__ import annotations

from wargame.export.tables import agreed, deeds, games, people, scenarios
from wargame.export.tables.table import Column, Source, Table

__all__ = ["TABLES", "Column", "Source", "Table"]

TABLES = (*games.TABLES, *deeds.TABLES, *agreed.TABLES, *people.TABLES, *scenarios.TABLES)
"""All tables, in the order of the codebook."""
