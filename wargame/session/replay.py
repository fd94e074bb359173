"""Reads a journal's records back into the progress of a game."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.journal import Record
from wargame.session.documents import BadRecord
from wargame.session.progress import GameError, Progress
from wargame.session.records import KINDS


def restore(progress: Progress, records: Iterable[Record]) -> None:
    """Lets a journal's records take their effect, trusting what they say of this scenario's things. Raises
    GameError where one makes no sense."""
    for record in records:
        try:
            _take(progress, record)
        except KeyError as error:
            why = f"it has no {error}"
        except (BadRecord, GameError) as error:
            why = str(error)
        except (TypeError, ValueError, AttributeError, IndexError):
            why = "it is not written as this program writes it"
        else:
            continue
        raise GameError(f"Record {record.n} ({record.kind}) of this save makes no sense: {why.rstrip('.')}.")


def _take(progress: Progress, record: Record) -> None:
    if (kind := KINDS.get(record.kind)) is None:
        unknown = (
            f"Record {record.n} is of a kind this version does not know ({record.kind}); it is passed over."
        )
        progress.notices.append(unknown)
        return
    found = kind.read(progress.rules, record.body)
    found.check(progress)
    found.apply(progress)
