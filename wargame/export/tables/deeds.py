"""Tables of what seats did."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.analysis import escalation as climbing
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
)
from wargame.rules.account import Deed
from wargame.rules.orders import Grade
from wargame.scenario.model import Severity, Visibility


@table(
    "seat_turns",
    "A seat in a turn that was carried out.",
    TURN,
    SEAT,
    Column("moves", "integer", "How many moves it ordered.", "orders"),
    Column("letters", "integer", "How many letters it sent.", "letters"),
    Column("drafts", "integer", "How many offers it made.", "offers"),
    Column("signed", "ids", "The offers that it signed of others."),
    Column("refused", "ids", "The offers that it refused."),
    Column("endorsed", "ids", "The offers and agreements that it endorsed."),
    Column("disowned", "ids", "Those that it disowned."),
    Column("forecast", "integer", "Its answer to the question of the turn.", PERCENT),
    Column("defaulted", "yes or no", "Did it give nothing, so that its default was ordered?"),
    Column("card", "text", "Its card, and behind a / the choice that it took or began with."),
    Column("say", "text", "Its sentence in public."),
    Column("why", "text", "Its own note on why."),
    Column("escalation", "integer", "Its escalation index after the turn.", "points"),
)
def _seat_turns(source: Source) -> Iterator[Row]:
    climbers = climbing.escalation(source.game).seats
    for n, record in enumerate(adjudicated(source)):
        for seat, o in record.orders.items():
            signed, refused = (
                tuple(a.proposal for a in o.answers if a.answer == word) for word in ("sign", "refuse")
            )
            endorsed, disowned = (
                tuple(s.about for s in o.stances if s.stance == word) for word in ("endorse", "disown")
            )
            yield (
                *(record.turn, seat, len(o.moves), len(o.letters), len(o.drafts)),
                *(signed, refused, endorsed, disowned, o.forecast, o.defaulted, o.card, o.say, o.why),
                climbers[seat].index[n],
            )


@table(
    "orders",
    "A move that a seat ordered in a turn that was carried out.",
    TURN,
    SEAT,
    Column("slot", "integer", "Which of the seat's orders in that turn, from 1."),
    Column("move", "id", "The move."),
    Column("stage", "id", "The stage in which it is carried out."),
    Column("severity", "text", "How severe the move is.", values=words(Severity)),
    Column("visibility", "text", "Who sees it unless it leaks.", values=words(Visibility)),
    Column("options", "ids", "The choices made for its options."),
    Column("arguments", "text", "What was argued for it, a line each."),
    Column(
        "done", "yes or no", "Was it carried out? An exchange in which its seat backed down withdraws it."
    ),
    Column("odds", "integer", "Its odds, all told.", PERCENT),
    Column("roll", "integer", "Its die; it succeeds below the odds. Empty where none was thrown.", "0 to 99"),
    Column("grade", "text", "How it came out.", values=words(Grade)),
    Column(
        "engine",
        "text",
        "How the die had it: another grade only where the umpire ruled so.",
        values=words(Grade),
    ),
    Column("ruling", "text", "The umpire's reason."),
    Column("leaked", "yes or no", "Did it get about? Empty where nothing could leak."),
)
def _orders(source: Source) -> Iterator[Row]:
    moves, thrown = source.game.scenario.moves, source.game.rules.thrown
    for record in adjudicated(source):
        entries = record.account.entries if record.account else ()
        deeds = {(e.seat, e.slot): e for e in entries if isinstance(e, Deed)}
        for seat, orders in record.orders.items():
            for slot, order in enumerate(orders.moves):
                move, deed = moves[order.move], deeds.get((seat, slot))
                came: Row = (None,) * 6
                if deed:
                    die = deed.roll if thrown else None
                    came = (deed.odds, die, deed.grade, deed.engine, deed.ruling, deed.leaked)
                yield (
                    *(record.turn, seat, slot + 1, move.id, move.stage, move.severity, move.visibility),
                    *(tuple(choice for _, choice in order.options), "\n".join(order.arguments)),
                    *(deed is not None, *came),
                )


@table(
    "letters",
    "A letter of a turn that was carried out.",
    TURN,
    SEAT,
    Column("to", "id", "The seat that it went to."),
    Column("letter", "integer", "Which of the seat's letters in that turn, from 1."),
    Column("text", "text", "What it says. People wrote it: read it before you share it."),
    Column("move", "id", "The move of the promise in it."),
    Column("will", "yes or no", "Does it promise to order the move, or not to?"),
    Column("by", "integer", "The last turn of the promise.", "turns"),
)
def _letters(source: Source) -> Iterator[Row]:
    for record in adjudicated(source):
        for seat, orders in record.orders.items():
            for n, letter in enumerate(orders.letters, 1):
                p = letter.promise
                promise = (p.move, p.will, p.by) if p else (None,) * 3
                yield (record.turn, seat, letter.to, n, letter.text, *promise)


@table(
    "statements",
    "A sentence that a seat said in public.",
    TURN,
    SEAT,
    Column("text", "text", "What it said."),
)
def _statements(source: Source) -> Iterator[Row]:
    for note in source.game.statements:
        yield note.turn, note.seat, note.text


TABLES: tuple[Table, ...] = (
    _seat_turns,
    _orders,
    _letters,
    _statements,
)
