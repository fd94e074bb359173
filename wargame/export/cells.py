"""Values as cells of CSV files, none of which a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

from wargame.text import clean

Value = str | int | float | date | None | tuple[object, ...]

BETWEEN = "; "
"""What stands between the items of a list."""

_LONGEST, _LINES = 20_000, 400
# Where a cell begins; and where one does for a spreadsheet that splits rows at ; and so looks past quotes.
_START = r"(^|[\n;] *)"
_FORMULA = re.compile(rf"{_START}(?=['=+\-@＝＋－＠])")
_GUARD = re.compile(rf"{_START}'")


def guarded(text: str) -> str:
    """A text in which no spreadsheet finds a formula: one ' stands before each = + - @ (of full width, too)
    and each ' with which the text, a line of it or what follows a ; begins."""
    return _FORMULA.sub(r"\1'", text)


def plain(text: str) -> str:
    """The text that was ``guarded``."""
    return _GUARD.sub(r"\1", text)


def cell(value: Value) -> str:
    """What stands for a value: nothing for None, 1 and 0 for yes and no, numbers to six places, days as
    2020-09-01, the items of a list with ``BETWEEN`` them; texts without control characters, guarded."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case tuple():
            return cell(BETWEEN.join(map(str, value)))
        case str():
            return guarded(clean(value, _LONGEST, _LINES))
    return str(value)


def table(rows: Iterable[Iterable[str]]) -> str:
    """Rows of cells as CSV (RFC 4180): commas, quotes where they are needed, CR LF behind each row."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue()
