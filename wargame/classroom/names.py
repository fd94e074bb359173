"""Names of people as they are said."""

from __future__ import annotations

from wargame.text import clean

NAME, WORD = 60, 120
"""How long a name, and any other word about a student, can be."""

_BETWEEN = str.maketrans(dict.fromkeys(";/&+", " "))
"""What stands between two people of a team, and so not in a name."""


def said(name: str) -> str:
    """A name as it is said, without what parts the people of a team: ``Lovelace, Ada`` is Ada Lovelace."""
    surname, *others = [part.strip() for part in clean(name, WORD).strip(" ,;").split(",")]
    given, *more = others or [""]
    return clean(" ".join((given, surname, *more)).translate(_BETWEEN), NAME)
