"""Notes and bookmarks that are made while a game is looked at: into its save, where that can be written;
else into a file of their own, beside it or, where that can't be, in the user's data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from wargame import journal as journals
from wargame import toml
from wargame.session import beside
from wargame.session.places import is_sample, user_directory
from wargame.session.progress import GameError, Progress
from wargame.session.records.notes import BookmarkRecord, NoteRecord
from wargame.session.replay import WITHIN

KIND, FORMAT = "wargame notes", 1
SUFFIX = ".notes"
_MOST = 1 << 20
_KINDS = {"note": NoteRecord, "bookmark": BookmarkRecord}


def keep(
    path: Path | None, id: str, kind: str, body: dict[str, Any], *, sound: bool = True, variation: int = 0
) -> str:
    """Keeps a note of the game ``id`` that was read from ``path``, or of a variation of it, for which only
    the save will do; one that is not ``sound`` stays as it is. Returns where the note is kept and why, if
    that is not the save."""
    if path is None:
        return "This game is in no save: the note is kept until you leave."
    try:
        if not sound or is_sample(path):
            raise ValueError("it stays as it is")
        step = (f"{WITHIN}{kind}", {**body, "variation": variation}) if variation else (kind, body)
        _into_save(path, id, *step)
    except (journals.JournalError, OSError, ValueError) as error:
        why = " Another program has the save." if isinstance(error, journals.Locked) else ""
        for place in () if variation else _places(path, id):
            with suppress(OSError, ValueError):
                _into_file(place, id, kind, body)
                return f"Kept in {place.name}, as the save stays as it is.{why}"
        return "It can be kept nowhere: it is there until you leave."
    return ""


def recall(path: Path, id: str, progress: Progress) -> str:
    """Has the notes take effect that are kept outside the save of a game. Returns why some don't."""
    told = ""
    for place in _places(path, id):
        try:
            for kind, body in _read(place, id):
                record = _KINDS[kind].read(progress.rules, body)
                record.check(progress)
                record.apply(progress)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError, AttributeError, GameError):
            told = f"The notes in {place.name} can't all be read."
    return told


def _into_save(path: Path, id: str, kind: str, body: dict[str, Any]) -> None:
    """Adds to the save. Raises JournalError, OSError or ValueError, and changes nothing then."""
    with journals.open_journal(path) as journal:
        if journal.header.get("id") != id:
            raise ValueError("it is another game by now")
        journal.append(kind, body, share=NoteRecord.share)


def _into_file(place: Path, id: str, kind: str, body: dict[str, Any]) -> None:
    """Adds to a file of notes. Raises OSError, and ValueError for a file of something else."""
    import tomli_w

    kept: list[dict[str, Any]] = []
    with suppress(FileNotFoundError):
        kept = [{"kind": kind, **body} for kind, body in _read(place, id)]
    place.parent.mkdir(parents=True, exist_ok=True)
    document = {"kind": KIND, "format": FORMAT, "of": id, "notes": [*kept, {"kind": kind, **body}]}
    beside.put(place, tomli_w.dumps(document).encode())


def _places(path: Path, id: str) -> tuple[Path, ...]:
    """Where notes can be that are not in the save, the better place first."""
    own = user_directory() / f"{id}{SUFFIX}"
    return (own,) if is_sample(path) else (path.with_name(path.name + SUFFIX), own)


def _read(place: Path, id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The notes in a file, each with its kind. Raises OSError, ValueError."""
    found = toml.parse(beside.load(place, _MOST).decode())
    if (found.get("kind"), found.get("format"), found.get("of")) != (KIND, FORMAT, id):
        raise ValueError("no notes of this game")
    notes = found.get("notes")
    for note in notes if isinstance(notes, list) else ():
        if not isinstance(note, dict) or note.get("kind") not in _KINDS:
            raise ValueError("no note")
        yield str(note["kind"]), {name: value for name, value in note.items() if name != "kind"}
