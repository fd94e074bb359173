"""Tables of what seats agreed, promised and foresaw."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.analysis import forecasts as foresight
from wargame.analysis import promises as pledged
from wargame.analysis.times import DecisionTime, times
from wargame.export.tables.table import (
    PERCENT,
    SEAT,
    TURN,
    Column,
    Row,
    Source,
    Table,
    adjudicated,
    table,
    words,
    words_of,
)
from wargame.rules.account import Answered, Showdown, Talk
from wargame.rules.orders import ANSWERS
from wargame.rules.state import FoughtEnd, Pledge, Proposal, stances_now


@table(
    "offers",
    "An offer, with the agreement that it became.",
    Column("offer", "id", "What names it in the game."),
    Column("author", "id", "The seat that made it; making is signing."),
    Column("made", "integer", "The turn in which it was made.", "turns"),
    Column("expires", "integer", "The last turn in which it could be signed.", "turns"),
    Column("terms", "ids", "Its terms."),
    Column("parties", "ids", "The seats that had to sign."),
    Column("cc", "ids", "Other seats that could read it."),
    Column("note", "text", "What went with it."),
    Column("signed", "ids", "The seats that signed."),
    Column("refused", "ids", "The seats that refused."),
    Column("status", "text", "What became of it.", values=words_of(Proposal, "status")),
    Column("since", "integer", "The turn in which it came into force.", "turns"),
    Column("kept", "ids", "For each term in force the turns in which it was kept, as TERM=TURNS."),
    Column("breaches", "ids", "Who broke which term in which turn, as TERM=SEAT@TURN."),
    Column("endorsed", "ids", "The seats that stood by it in the end."),
    Column("disowned", "ids", "The seats that disowned it in the end."),
    Column("survived", "yes or no", "Did it outlive the last turn?"),
)
def _offers(source: Source) -> Iterator[Row]:
    state, agreed = source.game.state, {a.id: a for a in source.game.state.agreements}
    talks = [
        e
        for record in source.game.turns
        for e in (record.account.entries if record.account else ())
        if isinstance(e, Talk) and e.kind == "refused"
    ]
    for p in state.proposals:
        a = agreed.get(p.id)
        stances = stances_now((a or p).stances)
        endorsed, disowned = (
            tuple(seat for seat, stance in stances if stance == word) for word in ("endorse", "disown")
        )
        kept = tuple(f"{term}={n}" for term, n in zip(a.terms, a.kept, strict=True)) if a else ()
        breaches = tuple(f"{term}={seat}@{turn}" for term, seat, turn in a.breaches) if a else ()
        refused = tuple(talk.seat for talk in talks if talk.id == p.id)
        yield (
            *(p.id, p.author, p.made, p.expires, p.terms, p.parties, p.cc, p.note, p.signed, refused),
            *(
                p.status,
                a.since if a else None,
                kept,
                breaches,
                endorsed,
                disowned,
                a.survived if a else None,
            ),
        )


@table(
    "promises",
    "A promise in a letter.",
    SEAT,
    Column("to", "id", "The seat that it was given to."),
    Column("move", "id", "The move."),
    Column("will", "yes or no", "Did it promise to order the move, or not to?"),
    Column("made", "integer", "The turn in which it was given.", "turns"),
    Column("by", "integer", "The last turn of the promise.", "turns"),
    Column("status", "text", "What became of it.", values=words_of(Pledge, "status")),
    Column("settled", "integer", "The turn that decided it.", "turns"),
    Column("learned", "integer", "The turn after which its reader could tell; empty: never.", "turns"),
)
def _promises(source: Source) -> Iterator[Row]:
    for p in pledged.promises(source.game):
        yield p.seat, p.to, p.move, p.will, p.made, p.by, p.status, p.settled, p.learned


@table(
    "forecasts",
    "A seat's answer to a question.",
    TURN,
    Column("question", "id", "The question."),
    Column("about", "ids", "The seats that decide it, and so are not asked."),
    SEAT,
    Column("percent", "integer", "How likely the seat took it to be.", PERCENT),
    Column("outcome", "yes or no", "Did it come so? Empty where that was not decided."),
    Column("brier", "number", "(percent / 100 - outcome)²: 0 best.", "0 to 1"),
)
def _forecasts(source: Source) -> Iterator[Row]:
    for q in foresight.forecasts(source.game).questions:
        for a in q.answers:
            yield q.turn, q.id, q.about, a.seat, a.percent, q.outcome, a.brier


@table(
    "exchanges",
    "An exchange in a turn that was carried out.",
    TURN,
    Column("exchange", "id", "The exchange."),
    Column("by", "id", "The seat whose orders opened it."),
    Column("faces", "id", "The seat that it faced, which answers first."),
    Column("moves", "ids", "The orders that opened it."),
    Column("answers", "ids", "All answers in turn.", values=", ".join(ANSWERS)),
    Column(
        "end",
        "text",
        "How it ended: the side that backed down (faced, first), both stood, it slipped, or came to the top.",
        values=words(FoughtEnd),
    ),
    Column("height", "integer", "The rung on which it ended.", "rungs"),
    Column("odds", "integer", "That it would slip, where both stood.", PERCENT),
    Column("roll", "integer", "The die for that, where one was thrown; it slips below the odds.", "0 to 99"),
)
def _exchanges(source: Source) -> Iterator[Row]:
    for record in adjudicated(source):
        entries = record.account.entries if record.account else []
        said = [e for e in entries if isinstance(e, Answered)]
        for e in entries:
            if isinstance(e, Showdown):
                die = (e.odds or None, e.roll if e.odds and source.game.rules.thrown else None)
                answers = tuple(one.answer for one in said if one.exchange == e.exchange)
                yield (record.turn, e.exchange, e.seat, e.to, e.moves, answers, e.end, e.height, *die)


@table(
    "decisions",
    "A decision that counts, in the order in which they were taken: orders of a turn, or an answer.",
    TURN,
    SEAT,
    Column("what", "text", "What was decided.", values=words_of(DecisionTime, "what")),
    Column("seconds", "integer", "How long the seat's desk was open; empty where nobody counted.", "seconds"),
    Column("waited", "integer", "Since the decision before it in that turn, whoever took it.", "seconds"),
    Column("late", "yes or no", "Did the clock decide, as time was up?"),
)
def _decisions(source: Source) -> Iterator[Row]:
    for taken in times(source.game):
        yield taken.turn, taken.seat, taken.what, taken.seconds, taken.waited, taken.late


TABLES: tuple[Table, ...] = (
    _offers,
    _promises,
    _forecasts,
    _exchanges,
    _decisions,
)
