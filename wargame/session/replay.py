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


MOST, MOST_OF_VARIATION = 5_000_000, 250_000
"""What the records of a game, and of a variation, may go through of what was there before them, in tenths of
a microsecond. A finished game of the flagship comes to 14,000; a file can be made that comes to billions."""
TOLD = 40
"""How many records that are passed over are told one by one."""


def restore(progress: Progress, records: Iterable[Record]) -> None:
    """Lets a journal's records take their effect, trusting what they say of this scenario's things. Raises
    GameError where one makes no sense. One of a variation is passed over then, and that is told: it is no
    matter of the game."""
    most = MOST if progress.parting is None else MOST_OF_VARIATION
    for record in records:
        try:
            _take(progress, record)
            if progress.gone_through > most:
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
        _tell(progress, f"{wrong} It is passed over, as it is no part of the game.")


def course(variations: Mapping[int, KeptVariation], number: int) -> Progress:
    """What a variation has come to. Raises GameError where it makes no sense."""
    one = variations[number]
    try:
        return _course(variations, one, len(one.steps))
    except GameError as error:
        raise GameError(f"Variation {number} can't be shown: {error}") from error


def _course(variations: Mapping[int, KeptVariation], one: KeptVariation, upto: int) -> Progress:
    if one.reached is not None and one.reached[0] <= upto:  # many variations may part from a long one
        done, progress = one.reached[0], one.reached[1].kept()
    else:
        base = one.base or _course(variations, variations[one.about.parent], one.after)
        done, progress = 0, one.began(base)
    restore(progress, one.steps[done:upto])
    one.reached = upto, progress.kept()
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
        _tell(progress, unknown)
        return
    found = kind.read(progress.rules, record.body)
    found.check(progress)
    found.apply(progress)


def _tell(progress: Progress, passed_over: str) -> None:
    if len(progress.notices) < TOLD:
        progress.notices.append(passed_over)
    elif len(progress.notices) == TOLD:
        progress.notices.append("More records of this save are passed over, which are not told one by one.")


def _step(progress: Progress, record: Record) -> None:
    """Keeps a step of a variation for whoever looks at that."""
    kind = record.kind.removeprefix(WITHIN)
    if kind in KINDS and KINDS[kind].of_save:
        raise GameError("it is no step of a variation")
    progress.variation(record.body["variation"]).steps.append(
        Record(record.n, kind, record.body, record.seal)
    )
