"""Text from people and files, made fit to be shown, stored and named after.

Everything that comes from outside (a keyboard, a command line, a scenario, a save) goes through ``clean``
before it is kept, and again before it reaches a terminal. The result is plain text: it may still look like
markup, so it must never be handed to anything that reads markup.
"""

from __future__ import annotations

import re
import unicodedata

# What can move the cursor, turn the direction of writing, hide, or mean something else on each machine.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FILLERS = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x1D159}
    | set(range(0x180B, 0x1810))
    | set(range(0xFE00, 0xFE10))
    | set(range(0xE0100, 0xE01F0))
)
"""Characters that take part in no category of control characters and still show as nothing."""

_BREAKS = frozenset(map(ord, "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
_JOINING = frozenset(map(chr, (0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xD4D)))
"""Signs of Indic scripts that join the letter before them with the one behind."""
_MARKS = 2  # piled on one letter; more would be drawn over the neighbouring lines
_CACHED = 4096

_CLEAN = re.compile(r"(?:[\x21-\x7e]++(?: (?=[\x21-\x7e]))?+)*+\Z")
_PLAIN = re.compile(r"[\x20-\x7e\n]*\Z")
_ITEM = re.compile(r"[-*•▪·] |\d{1,3}[.)] ")
_BLANKS = re.compile(r" {2,}")
_EMPTY_LINES = re.compile(r"\n{3,}")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


class _Table(dict[int, str]):
    """A translation table that looks a character up once: kept, a blank, a newline, or nothing."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if code in _BREAKS:
            kept = "\n"
        elif category == "Zs" or char == "\t":
            kept = " "
        elif category in _DROPPED or code in _FILLERS:
            kept = ""
        else:
            kept = char
        if len(self) < _CACHED:  # a hostile text must not fill the memory
            self[code] = kept
        return kept


_TABLE = _Table()


def clean(text: str, limit: int = 2000, lines: int = 1, *, art: bool = False) -> str:
    """Return ``text`` without anything invisible, misleading or harmful to a terminal.

    The result is in normal form C, at most ``limit`` characters and ``lines`` lines long (further line breaks
    become blanks). Control, format, private and unassigned characters, fillers and variation
    selectors are dropped, more than two combining marks in a row too; runs of blanks become one, runs
    of empty lines one empty line. With ``art`` the blanks inside lines stay as they are, for pictures made of
    characters. Work is bounded by ``limit`` whatever the length of ``text``, and
    ``clean(clean(x)) == clean(x)``.
    """
    if len(text) <= limit and _CLEAN.match(text):  # most are
        return text
    text = text[: 4 * limit + 400]  # room for what will be dropped, and still a bound
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _PLAIN.match(text):
        text = _visible(text)
    if "\n" in text:
        text = _shorten(text, lines, art)
    if art:
        return text[:limit].rstrip()
    return _BLANKS.sub(" ", text).strip()[:limit].rstrip()


def joined(text: str) -> str:
    """Return ``text`` with a line for each paragraph: of its breaks only empty lines and list items count."""
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if lines and lines[-1] and line and not _ITEM.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def slug(text: str, fallback: str = "game") -> str:
    """Return ``text`` as a part of a file name: 1 to 40 of ``a-z 0-9 -``, never a device name of Windows.

    Where nothing usable is left the result is ``fallback``.
    """
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return fallback if not name or name in _DEVICES else name


def is_device(name: str) -> bool:
    """Whether Windows keeps this name of a file, with whatever ending, for a device."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def character_start(text: str, end: int) -> int:
    """Where the character begins that a person sees before ``end``: a letter with all its marks.

    >>> character_start("ที่", 3), character_start("kim", 3)
    (0, 2)
    """
    start = max(0, end - 1)
    while start > 0 and _goes_on(text[start - 1], text[start]):
        start -= 1
    return start


def character_end(text: str, start: int) -> int:
    """Where the character ends that a person sees behind ``start``."""
    end = min(len(text), start + 1)
    while end < len(text) and _goes_on(text[end - 1], text[end]):
        end += 1
    return end


def _goes_on(before: str, char: str) -> bool:
    """Is ``char`` part of the same visible character as ``before``? The rules of Unicode's annex 29, for
    what ``clean`` leaves."""
    if char.isascii():
        return False
    if unicodedata.category(char).startswith("M") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if before in _JOINING:
        return unicodedata.category(char) == "Lo"
    # Korean put together from its parts: initials, then vowels, then finals.
    if "\u1160" <= char <= "\u11a7":
        return "\u1100" <= before <= "\u11a7" or "가" <= before <= "힣"
    return "\u11a8" <= char <= "\u11ff" and ("\u1160" <= before <= "\u11ff" or "가" <= before <= "힣")


def _visible(text: str) -> str:
    """Drop what cannot be seen, and pile no marks on each other."""
    # Before, so that a mark is judged with its letter; after, as what stood between the two may be gone.
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_TABLE))
    if text.isascii():
        return text
    marks = {char for char in set(text) if unicodedata.category(char).startswith("M")}
    if not marks:
        return text
    kept: list[str] = []
    run = _MARKS  # a mark with nothing before it has nothing to sit on
    for char in text:
        if char not in marks:
            run = _MARKS if char in " \n" else 0
        elif run >= _MARKS:
            continue
        else:
            run += 1
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _shorten(text: str, lines: int, art: bool) -> str:
    """Keep at most ``lines`` lines; what stands in further lines goes on in the last one."""
    rows = text.split("\n")
    rows = [row.rstrip() for row in rows] if art else [_BLANKS.sub(" ", row).strip() for row in rows]
    if lines > 1:
        text = "\n".join(rows)
        rows = (text.strip("\n") if art else _EMPTY_LINES.sub("\n\n", text.strip())).split("\n")
    if len(rows) > lines:
        rows[lines - 1 :] = [" ".join(row for row in rows[lines - 1 :] if row)]
    return "\n".join(rows)


def full_stop(text: str) -> str:
    """Return a sentence with its stop: none where a name at its end has one of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def team_name(team: str) -> str:
    """``team Blue``; a name that says team itself stands as it is."""
    return team if team.lower().startswith("team") else f"team {team}"
