"""Games as tables for research: tidy CSV files with a codebook, in one archive. They tell the truth."""

from wargame.export.archive import Export
from wargame.export.cells import guarded, plain
from wargame.export.tables import TABLES, Column, Table

__all__ = ["TABLES", "Column", "Export", "Table", "guarded", "plain"]
