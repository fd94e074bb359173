"""Slips of the pen in TOML: what a person meant where a parser stopped, where, and what would be right."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from typing import NamedTuple


class Slip(NamedTuple):
    """A slip: what is wrong, what would be right, and the line where it was made."""

    message: str
    hint: str
    line: int


_TOKEN = re.compile(
    r'#[^\n]*+|"""(?:[^"\\]|\\.|"{1,2}+(?!"))*+(?:"{3,5}+|\Z)|\'\'\'(?:[^\']|\'{1,2}+(?!\'))*+(?:\'{3,5}+|\Z)'
    r"|\"(?:[^\"\\\n]|\\.)*+\"?|'[^'\n]*+'?|[\[\]{}]",
    re.DOTALL,
)
_SWALLOWED = re.compile(r"\n[ \t]*[\w.-]+[ \t]*=[ \t]*\Z")
"""How a text ends that was closed by the marks that should have opened the next one."""
_STATEMENT = re.compile(r"[ \t]*(?:\[|[\w.-]+[ \t]*=)")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARKS = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\uff02\uff07`\u00b4"


_HEAD = re.compile(r"^[ \t]*\[+([^\[\]\n]*)\]", re.MULTILINE)
_WORDS = re.compile(r"(?!\s*[A-Za-z0-9_-]+\s*=)([^\"'=#\[\]{}:]+)=")
"""A key that has more in it than a bare one can."""
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:{_MONTH})[a-z]*\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})[a-z]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}([./-])\s?\d{1,2}\1\s?\d{4}\b|\d{4}([./-])\d{1,2}\2\d{1,2}\b",
    re.IGNORECASE,
)
_END = r"\s*(?=[,}\]#]|\Z)"

_IN_VALUE = (
    (
        r"[\d.\s]*([\u2012-\u2015\u2212])\s*[\d.]",
        "This minus sign is a word processor's: {1}",
        "Use the one of the keyboard: -",
    ),
    (r"(\d[\d.,]*)\s*%", "A number has no % sign.", "Write {1}."),
    (r"(\d{1,3}),(\d{3})\b", "A number has no comma.", "Write {1}{2}."),
    (r"[\d.]+\s*[-+*/<>=%](?![-/])[^,}\]#]*", "An expression needs quotation marks.", 'Write "{0}".'),
    (r"(\d+),(\d+)", "A number has no comma.", "Write {1}.{2}."),
    (r"([+-]?)0+(\d[\d.]*)", "A number doesn't begin with 0.", "Write {1}{2}."),
    (r"([+-]?)(\.\d+)", "A point needs a digit on both sides.", "Write {1}0{2}."),
    (r"(\d+)\.(?!\d)", "A point needs a digit on both sides.", "Write {1}."),
    (rf"(yes|true|on){_END}", "{1} is no value.", "Write true, in small letters."),
    (rf"(no|false|off){_END}", "{1} is no value.", "Write false, in small letters."),
    (rf"(none|null|nil){_END}", "{1} is no value.", "Leave the line out."),
    (r"\Z", "After = there must be a value.", ""),
    (r"#", "After = there must be a value.", "Texts and colours go in quotation marks."),
    (r"[^\W\d][^,}\]#]*", "A text needs quotation marks.", 'Write "{0}".'),
    (r'"[^"]*"\w', 'There is a " inside of the text, which ends it.', "Write ' inside of it."),
    (r"'[^']*'\w", "There is a ' inside of the text, which ends it.", "Put the text in \", not in '."),
)
"""How what stands in the place of a value looks, what is wrong with it, and what would be right; {0} is all
of it, {1} a part. Letters may be large or small."""

_IN_ROW = (
    (r"\s*(?://|;|--|/\*)", "A comment begins with #.", ""),
    (r".*?(//|;)", "After the value there is something left over: {1}", "A comment begins with #."),
    (r"\s*[\w.-]+\s*=\s*=", "There is one = too many.", ""),
    (r"\s*([\w.-]+)\s*:", "After the key {1} there must be =, not a colon.", ""),
    (r"\s*[\w-]+(?: +[\w-]+)+\s*=", "A key has no blanks in it.", "Write _ between its words."),
    (
        r"\s*\[{1,2}(?!\[)[^\]=]*(?:[^\]=\sA-Za-z0-9_.\"'-]|\w\s+\w)",
        "The name of a table has small letters, digits and _ between dots, and no blanks.",
        "",
    ),
    (r".*,\s*\}", "Before }} there is no comma.", ""),
    (
        r".*\{[^}]*\Z",
        "A table in {{ }} has all of it on one line.",
        "Or write [its.name], and its keys below.",
    ),
)
"""The same for lines, without what stands in quotation marks."""


def slip(text: str, line: int, column: int) -> Slip | None:
    """Return what was meant where a parser stopped (from 1; a line of 0: at the end), if that is plain."""
    rows = text.split("\n")
    line = line or len(rows)
    row = rows[line - 1]
    at = sum(len(one) + 1 for one in rows[: line - 1]) + (column - 1 if column else len(row))
    if opened := _open(text, at, row):
        return opened
    outside = _QUOTED.sub(lambda found: '"' + " " * (len(found[0]) - 2) + '"', row).partition("#")[0]
    for char in outside:
        if char in _MARKS:
            return Slip(f"This quotation mark is a word processor's: {char}", 'Use the straight one: "', line)
        if not char.isascii() and (char.isspace() or unicodedata.category(char) == "Cf"):
            name = unicodedata.name(char, "hidden character").lower()
            return Slip(f"There is a {name} here.", "Take it away; type a blank if one is needed.", line)
    if _table(text[:at]) == "glossary" and (found := _WORDS.match(outside)):
        hint = f'Write "{found[1].strip()}" = and its sentence.'
        return Slip("This word needs quotation marks.", hint, line)
    before = outside[: max(column - 1, 0)]
    start = max(before.rfind(sign) for sign in "=,[{") + 1
    piece = row[start:].strip()
    if before[start - 1 : start] in ("{", ",") and (found := re.match(r"[\w-]+(?=\s*:)", piece)):
        return Slip(f"After the key {found[0]} there must be =, not a colon.", "", line)
    value = "=" in before and (piece or before[start - 1] == "=")  # after a comma there may be a key
    if value and (found := _DATE.match(piece)):
        return Slip("A date is written year-month-day.", _day(found[0].lower()), line)
    for table, where in ((_IN_VALUE if value else (), piece), (_IN_ROW, outside)):
        for pattern, message, hint in table:
            if found := re.match(pattern, where, re.IGNORECASE):
                words = (found[0].strip()[:60], *found.groups())
                return Slip(message.format(*words), hint.format(*words), line)
    return None


def _day(text: str) -> str:
    """Say how a date as people write it is written right; two ways, where it may be either."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if month := re.search(_MONTH, text):
        day, year = numbers
        days = [(year, _MONTHS.index(month[0]) + 1, day)]
    else:
        a, b, c = numbers
        days = [(a, b, c)] if a > 31 else [(c, b, a), (c, a, b)]
    meant: dict[str, None] = {}
    for year, number, day in days:
        with suppress(ValueError):
            meant[date(year, number, day).isoformat()] = None
    return f"Write {' or '.join(meant) or '2020-11-03'}."


def _open(text: str, end: int, row: str) -> Slip | None:
    """Return the text, list or table that was opened before a place and is not closed where it should be."""
    brackets: list[tuple[str, int]] = []
    for found in _TOKEN.finditer(text):
        sign, at = found[0], found.start()
        if at >= end and found.end() < len(text):
            break
        if sign in ("[", "{"):
            brackets.append((sign, at))
        elif sign in ("]", "}"):
            del brackets[-1:]
        elif (mark := sign[:3]) in ('"""', "'''"):
            closed = len(sign) > 5 and sign.endswith(mark)
            if not closed or _SWALLOWED.search(sign[:-3]):
                goes_on = f" It goes on to line {_line(text, found.end())}." if closed else ""
                message = f"The text that begins here with {mark} is not closed."
                return Slip(message, f"Put {mark} at its end.{goes_on}", _line(text, at))
    if brackets and _STATEMENT.match(row) and (line := _line(text, brackets[-1][1])) < _line(text, end):
        sign = brackets[-1][0]
        what, closing = ("list", "]") if sign == "[" else ("table", "}")
        return Slip(
            f"The {what} that begins here with {sign} is not closed.", f"Put {closing} at its end.", line
        )
    return None


def _table(text: str) -> str:
    """Return the name of the table that a text ends in; empty where there is none yet."""
    return names[-1] if (names := _HEAD.findall(text)) else ""


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
