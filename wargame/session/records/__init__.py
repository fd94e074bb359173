"""What a journal records, a class for each kind: what it holds, when it may stand, and what it changes.

A game at the table makes a record, checks it, writes it and applies it; a replay reads it, checks it and
applies it.
"""

from wargame.session.records.base import GameRecord
from wargame.session.records.notes import BookmarkRecord, NoteRecord, StatementRecord
from wargame.session.records.seats import CommitRecord, PinRecord, SeatRecord, TakeBackRecord
from wargame.session.records.turns import (
    BranchRecord,
    DawnRecord,
    RebindRecord,
    ResolutionRecord,
    RewindRecord,
)
from wargame.session.records.umpire import InjectRecord, RulingRecord

__all__ = ["KINDS"]

KINDS: dict[str, type[GameRecord]] = {
    cls.kind: cls
    for cls in (
        DawnRecord,
        CommitRecord,
        TakeBackRecord,
        SeatRecord,
        PinRecord,
        RulingRecord,
        InjectRecord,
        ResolutionRecord,
        RewindRecord,
        BranchRecord,
        RebindRecord,
        NoteRecord,
        BookmarkRecord,
        StatementRecord,
    )
}
"""The class of each kind of record."""
