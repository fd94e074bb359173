"""Reads a journal's records back into the progress of a game, and of its variations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.journal import Record
from wargame.session.documents import BadRecord
from wargame.session.progress import GameError, KeptVariation, Progress
from wargame.session.records import KINDS

_VARIATION = "variation"
WITHIN = f"{_VARIATION} "
"""What the kind of a record begins with that is a step of a variation; then comes its kind there."""


MOST = 5_000_000
"""What the records of a save may go through of what was there before them, in tenths of a microsecond. A
game at every limit comes to less than a hundredth of it; one that is made to would be busy for minutes."""


def restore(progress: Progress, records: Iterable[Record]) -> None:
    """Lets a journal's records take their effect, trusting what they say of this scenario's things. Raises
    GameError where one makes no sense. One of a variation is passed over then, and that is told: it is no
    matter of the game."""
    for record in records:
        try:
            _take(progress, record)
            if progress.gone_through > MOST:
                raise GameError("the records up to it would keep the program busy as no game does")
        except KeyError as error:
            why = f"it has no {error}"
        except (BadRecord, GameError) as error:
            why = str(error)
        except (TypeError, ValueError, AttributeError, IndexError):
            why = "it is not written as this program writes it"
        else:
            continue
        wrong = f"Record {record.n} ({record.kind}) of this save makes no sense: {why.rstrip('.')}."
        if not record.kind.startswith(_VARIATION):
            raise GameError(wrong)
        progress.notices.append(f"{wrong} It is passed over, as it is no part of the game.")


def course(variations: Mapping[int, KeptVariation], number: int) -> Progress:
    """What a variation has come to. Raises GameError where it makes no sense."""
    one = variations[number]
    try:
        return _course(variations, one, len(one.steps))
    except GameError as error:
        raise GameError(f"Variation {number} can't be shown: {error}") from error


def _course(variations: Mapping[int, KeptVariation], one: KeptVariation, upto: int) -> Progress:
    base = one.base or _course(variations, variations[one.about.parent], one.after)
    progress = one.began(base)
    restore(progress, one.steps[:upto])
    return progress


def _take(progress: Progress, record: Record) -> None:
    kind = KINDS.get(record.kind)
    if kind is None and record.kind.startswith(WITHIN):
        _step(progress, record)
        return
    if kind is None:
        unknown = (
            f"Record {record.n} is of a kind this version does not know ({record.kind}); it is passed over."
        )
        progress.notices.append(unknown)
        return
    found = kind.read(progress.rules, record.body)
    found.check(progress)
    found.apply(progress)


def _step(progress: Progress, record: Record) -> None:
    """Keeps a step of a variation for whoever looks at that."""
    kind = record.kind.removeprefix(WITHIN)
    if kind in KINDS and KINDS[kind].of_save:
        raise GameError("it is no step of a variation")
    progress.variation(record.body["variation"]).steps.append(
        Record(record.n, kind, record.body, record.seal)
    )
