"""The tables, each with its columns and the rows that a game gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, get_args

from attrs import astuple

from wargame.analysis import criteria as teaching
from wargame.analysis import escalation as climbing
from wargame.analysis import forecasts as foresight
from wargame.analysis import promises as pledged
from wargame.analysis.taking_part import taking_part
from wargame.analysis.times import DecisionTime, times
from wargame.export.cells import Value
from wargame.ids import fields
from wargame.rules.account import Answered, Deed, Happening, Showdown, Talk
from wargame.rules.orders import ANSWERS, Grade
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import score
from wargame.rules.state import FoughtEnd, Pledge, Proposal, stances_now
from wargame.scenario.model import Criterion, Severity, Visibility
from wargame.session.log import GameLog
from wargame.session.setup import SeatSetup, Settings
from wargame.values import frozen

Type = Literal["id", "ids", "text", "integer", "number", "yes or no", "day"]
Row = tuple[Value, ...]


@frozen
class Source:
    """A game that is exported: the ``name`` that it has in every table, that of its ``file``, and whether
    its save could be read ``whole``."""

    name: str
    file: str
    game: GameLog
    whole: bool = True


@frozen
class Column:
    """A column: what it means, and where that says something its unit, and the values that can stand there.
    A cell is empty where there is no answer."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    values: str = ""


@frozen
class Table:
    """A table of one file: what a row is, its columns, and the rows that a game gives it, without the
    ``GAME``. Of a table that is ``shared`` rows have no game, and what several give stands there once."""

    name: str
    row: str
    columns: tuple[Column, ...]
    rows: Callable[[Source], Iterable[Row]]
    shared: bool = False


TABLES: list[Table] = []
"""All tables, in the order of the codebook."""

GAME = Column("game", "id", "The game: the name of its save, with a number where several have it.")
TURN = Column("turn", "integer", "The turn, from 1.", "turns")
SEAT = Column("seat", "id", "The seat.")
_PERCENT, _POINTS = "percent, 0 to 100", "points, 0 to 100"


def _table(name: str, row: str, *columns: Column, shared: bool = False) -> Callable[[Any], Any]:
    """Adds a table that has the rows of a function of a source, or of a game."""

    def add(rows: Callable[[Source], Iterable[Row]]) -> Callable[[Source], Iterable[Row]]:
        TABLES.append(Table(name, row, columns if shared else (GAME, *columns), rows, shared))
        return rows

    return add


def _words(of: Any) -> str:
    """The words that a type allows."""
    return ", ".join(get_args(of))


def _field(cls: type, name: str) -> str:
    """The words that a field of a class allows."""
    return _words(fields(cls)[name])


def _adjudicated(source: Source) -> Iterator[TurnRecord]:
    return (record for record in source.game.turns if record.closing is not None)


# -- games, and what they are made of ------------------------------------------------------------------------


@_table(
    "games",
    "A game.",
    Column("save", "text", "The file name of its save."),
    Column("id", "id", "What names the game in its save; two with one id began with the same dice."),
    Column("scenario", "id", "The scenario."),
    Column("edited", "yes or no", "Is it another than the one that comes with the program by that id?"),
    Column("rules", "text", "The version of the rules that it was played with."),
    Column(
        "state",
        "text",
        "Where it stands; broken off means scored as it stood before the last turn.",
        values="over, broken off, on",
    ),
    Column("whole", "yes or no", "Was its save read to the end? If not, the rows are what was readable."),
    Column("turns", "integer", "How many turns were adjudicated.", "turns"),
    Column("calendar", "integer", "How many turns the scenario has.", "turns"),
    Column("people", "integer", "How many seats people had at the end.", "seats"),
    Column("ending", "id", "How it ended."),
    Column("verdict", "integer", "The historians' verdict, where the scenario has one.", _POINTS),
    Column("rewinds", "integer", "How often it went back to an earlier turn; what that undid is in no row."),
    Column("minutes", "integer", "The length of the lesson; 0: none was set.", "minutes"),
    Column("turn_minutes", "integer", "The clock of a turn; 0: no clock.", "minutes"),
    Column(
        "clock", "text", "Does the clock only tell, or commit for the late?", values=_field(Settings, "clock")
    ),
    Column("open_table", "integer", "How long all talked aloud between two turns.", "minutes"),
    Column("desk", "text", "The form in which desks opened.", values=_field(Settings, "desk")),
    Column("class", "text", "The class that played, by the name in its file; empty without one."),
    Column("group", "text", "The group of that class."),
    Column("umpire", "yes or no", "Did it begin with an umpire?"),
    Column(
        "told_odds",
        "text",
        "Were seats shown their odds before they committed, or told in words alone?",
        values=_field(Settings, "odds"),
    ),
    Column(
        "dice",
        "text",
        "Were dice thrown? Where none were, the likelier of two things happened.",
        values=_field(Settings, "dice"),
    ),
)
def _games(source: Source) -> Iterator[Row]:
    game, settings = source.game, source.game.settings
    end = game.end() if game.over else None
    yield (
        source.file,
        game.id,
        game.scenario.id,
        game.edited,
        game.engine,
        "broken off" if game.broken else "over" if game.over else "on",
        source.whole,
        game.resolved,
        len(game.scenario.calendar),
        sum(setup.kind == "people" for setup in game.setups.values()),
        end.id if end else None,
        end.verdict.percent if end and end.judged else None,
        len(game.undone),
        settings.minutes,
        settings.turn_minutes,
        settings.clock,
        settings.open_table,
        settings.desk,
        settings.class_name,
        settings.group,
        settings.umpire,
        settings.odds,
        settings.dice,
    )


@_table(
    "turns",
    "A turn of a game, the one that is on among them.",
    TURN,
    Column("start", "day", "Its first day in the scenario's calendar."),
    Column("end", "day", "Its last day."),
    Column("adjudicated", "yes or no", "Was it carried out? If not, what would tell of its end is empty."),
    Column("ladder_opening", "integer", "The ladder's track when seats decided.", "its track's"),
    Column("ladder_closing", "integer", "The same after the turn.", "its track's"),
    Column("ladder_highest", "integer", "The highest in between.", "its track's"),
    Column("rung", "id", "The rung of the highest."),
    Column("happenings", "ids", "Events, reactions and injects that came; inject: one in free text."),
)
def _turns(source: Source) -> Iterator[Row]:
    game = source.game
    heights = {height.turn: height for height in climbing.escalation(game).heights}
    for record in game.turns:
        days, height = game.scenario.calendar[record.turn - 1], heights.get(record.turn)
        entries = [*record.dawn.entries, *(record.account.entries if record.account else ())]
        came = tuple(e.id or e.kind for e in entries if isinstance(e, Happening) and e.happened)
        ladder = (height.opening, height.closing, height.highest, height.rung) if height else (None,) * 4
        yield (record.turn, days.start, days.end, record.closing is not None, *ladder, came)


@_table(
    "tracks",
    "A track in a turn: the truth, whoever could see it.",
    TURN,
    Column("track", "id", "The track."),
    Column("opening", "integer", "Where it stood when seats decided.", "its own, see the scenario"),
    Column("closing", "integer", "Where it stood after the turn.", "its own, see the scenario"),
)
def _tracks(source: Source) -> Iterator[Row]:
    for record in source.game.turns:
        for n, track in enumerate(source.game.scenario.tracks):
            closing = record.closing.tracks[n] if record.closing else None
            yield record.turn, track, record.opening.tracks[n], closing


@_table(
    "seats",
    "A seat of a game.",
    SEAT,
    Column("kind", "text", "Who had it at the end.", values=_field(SeatSetup, "kind")),
    Column("policy", "text", "The policy that played it, where kind is ai."),
    Column("team", "text", "The name of the team. It may name people: take it out before you share it."),
    Column("players", "text", "Who played. It may name people: take it out before you share it."),
    Column("hands", "integer", "How often it changed hands."),
    Column("aim", "id", "The hidden objective that it had drawn."),
    Column("score", "integer", "Its score, once the game is over.", _POINTS),
    Column("escalation", "integer", "Its escalation index after the last turn carried out.", "points"),
    Column("brier", "number", "Its mean Brier score: 0 best, 0.25 for always saying 50.", "0 to 1"),
)
def _seats(source: Source) -> Iterator[Row]:
    game = source.game
    scores = {one.seat.id: one.score for one in game.end().scores} if game.over else {}
    climbers, mean = climbing.escalation(game).seats, foresight.forecasts(game).seats
    hidden = game.state.hidden or ("",) * len(game.rules.seats)
    for (seat, setup), aim in zip(game.setups.items(), hidden, strict=True):
        hands = sum(other == seat for _, other, _ in game.reseated)
        index = climbers[seat].index
        yield (
            *(seat, setup.kind, setup.policy, setup.team, setup.players, hands, aim, scores.get(seat)),
            *(index[-1] if index else None, mean[seat]),
        )


@_table(
    "objectives",
    "An objective of a seat, once the game is over.",
    SEAT,
    Column("objective", "id", "The objective."),
    Column("hidden", "yes or no", "Had the dice drawn it, so that others did not know?"),
    Column("weight", "integer", "How much it counts in the seat's score."),
    Column("score", "integer", "The points it came to, under the cap of the ending.", _POINTS),
)
def _objectives(source: Source) -> Iterator[Row]:
    game = source.game
    for seat in game.rules.seats if game.over else ():
        for one in score(game.rules, game.state, seat)[1]:
            yield seat, one.objective.id, one.objective.hidden, one.objective.weight, one.score


@_table(
    "guesses",
    "What a seat took another's hidden objective to be, when all was over.",
    Column("by", "id", "The seat that guessed."),
    Column("of", "id", "The seat that it guessed of."),
    Column("guessed", "id", "The objective it named."),
    Column("drawn", "id", "The one that was drawn."),
)
def _guesses(source: Source) -> Iterator[Row]:
    for guess in foresight.forecasts(source.game).guesses:
        yield guess.by, guess.of, guess.guessed, guess.drawn


# -- what seats did ------------------------------------------------------------------------------------------


@_table(
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
    Column("forecast", "integer", "Its answer to the question of the turn.", _PERCENT),
    Column("defaulted", "yes or no", "Did it give nothing, so that its default was ordered?"),
    Column("card", "text", "Its card, and behind a / the choice that it took or began with."),
    Column("say", "text", "Its sentence in public."),
    Column("why", "text", "Its own note on why."),
    Column("escalation", "integer", "Its escalation index after the turn.", "points"),
)
def _seat_turns(source: Source) -> Iterator[Row]:
    climbers = climbing.escalation(source.game).seats
    for n, record in enumerate(_adjudicated(source)):
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


@_table(
    "orders",
    "A move that a seat ordered in a turn that was carried out.",
    TURN,
    SEAT,
    Column("slot", "integer", "Which of the seat's orders in that turn, from 1."),
    Column("move", "id", "The move."),
    Column("stage", "id", "The stage in which it is carried out."),
    Column("severity", "text", "How severe the move is.", values=_words(Severity)),
    Column("visibility", "text", "Who sees it unless it leaks.", values=_words(Visibility)),
    Column("options", "ids", "The choices made for its options."),
    Column("arguments", "text", "What was argued for it, a line each."),
    Column(
        "done", "yes or no", "Was it carried out? An exchange in which its seat backed down withdraws it."
    ),
    Column("odds", "integer", "Its odds, all told.", _PERCENT),
    Column("roll", "integer", "Its die; it succeeds below the odds. Empty where none was thrown.", "0 to 99"),
    Column("grade", "text", "How it came out.", values=_words(Grade)),
    Column(
        "engine",
        "text",
        "How the die had it: another grade only where the umpire ruled so.",
        values=_words(Grade),
    ),
    Column("ruling", "text", "The umpire's reason."),
    Column("leaked", "yes or no", "Did it get about? Empty where nothing could leak."),
)
def _orders(source: Source) -> Iterator[Row]:
    moves, thrown = source.game.scenario.moves, source.game.rules.thrown
    for record in _adjudicated(source):
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


@_table(
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
    for record in _adjudicated(source):
        for seat, orders in record.orders.items():
            for n, letter in enumerate(orders.letters, 1):
                p = letter.promise
                promise = (p.move, p.will, p.by) if p else (None,) * 3
                yield (record.turn, seat, letter.to, n, letter.text, *promise)


@_table(
    "statements",
    "A sentence that a seat said in public.",
    TURN,
    SEAT,
    Column("text", "text", "What it said."),
)
def _statements(source: Source) -> Iterator[Row]:
    for note in source.game.statements:
        yield note.turn, note.seat, note.text


# -- what seats agreed, promised, foresaw --------------------------------------------------------------------


@_table(
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
    Column("status", "text", "What became of it.", values=_field(Proposal, "status")),
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


@_table(
    "promises",
    "A promise in a letter.",
    SEAT,
    Column("to", "id", "The seat that it was given to."),
    Column("move", "id", "The move."),
    Column("will", "yes or no", "Did it promise to order the move, or not to?"),
    Column("made", "integer", "The turn in which it was given.", "turns"),
    Column("by", "integer", "The last turn of the promise.", "turns"),
    Column("status", "text", "What became of it.", values=_field(Pledge, "status")),
    Column("settled", "integer", "The turn that decided it.", "turns"),
    Column("learned", "integer", "The turn after which its reader could tell; empty: never.", "turns"),
)
def _promises(source: Source) -> Iterator[Row]:
    for p in pledged.promises(source.game):
        yield p.seat, p.to, p.move, p.will, p.made, p.by, p.status, p.settled, p.learned


@_table(
    "forecasts",
    "A seat's answer to a question.",
    TURN,
    Column("question", "id", "The question."),
    Column("about", "ids", "The seats that decide it, and so are not asked."),
    SEAT,
    Column("percent", "integer", "How likely the seat took it to be.", _PERCENT),
    Column("outcome", "yes or no", "Did it come so? Empty where that was not decided."),
    Column("brier", "number", "(percent / 100 - outcome)²: 0 best.", "0 to 1"),
)
def _forecasts(source: Source) -> Iterator[Row]:
    for q in foresight.forecasts(source.game).questions:
        for a in q.answers:
            yield q.turn, q.id, q.about, a.seat, a.percent, q.outcome, a.brier


@_table(
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
        values=_words(FoughtEnd),
    ),
    Column("height", "integer", "The rung on which it ended.", "rungs"),
    Column("odds", "integer", "That it would slip, where both stood.", _PERCENT),
    Column("roll", "integer", "The die for that, where one was thrown; it slips below the odds.", "0 to 99"),
)
def _exchanges(source: Source) -> Iterator[Row]:
    for record in _adjudicated(source):
        entries = record.account.entries if record.account else []
        said = [e for e in entries if isinstance(e, Answered)]
        for e in entries:
            if isinstance(e, Showdown):
                die = (e.odds or None, e.roll if e.odds and source.game.rules.thrown else None)
                answers = tuple(one.answer for one in said if one.exchange == e.exchange)
                yield (record.turn, e.exchange, e.seat, e.to, e.moves, answers, e.end, e.height, *die)


@_table(
    "decisions",
    "A decision that counts, in the order in which they were taken: orders of a turn, or an answer.",
    TURN,
    SEAT,
    Column("what", "text", "What was decided.", values=_field(DecisionTime, "what")),
    Column("seconds", "integer", "How long the seat's desk was open; empty where nobody counted.", "seconds"),
    Column("waited", "integer", "Since the decision before it in that turn, whoever took it.", "seconds"),
    Column("late", "yes or no", "Did the clock decide, as time was up?"),
)
def _decisions(source: Source) -> Iterator[Row]:
    for taken in times(source.game):
        yield taken.turn, taken.seat, taken.what, taken.seconds, taken.waited, taken.late


# -- people --------------------------------------------------------------------------------------------------


@_table(
    "people",
    "Somebody who was named, once for each seat. What a seat did counts for whoever led it in that turn.",
    Column("name", "text", "The name. Take it out before you share the table."),
    Column("seat", "id", "The seat; of observers: press, analyst."),
    Column("turns", "integer", "In how many turns that were carried out the seat was theirs.", "turns"),
    Column("led", "integer", "How many of them they led.", "turns"),
    Column("advised", "integer", "In how many they advised.", "turns"),
    Column("letters", "integer", "Letters that the seat sent then.", "letters"),
    Column("statements", "integer", "Sentences that it said in public.", "sentences"),
    Column("arguments", "integer", "Arguments that it gave for its orders.", "arguments"),
    Column("reasons", "integer", "Notes on why.", "notes"),
    Column("forecasts", "integer", "Questions that it answered.", "answers"),
    Column("answers", "integer", "Answers that it gave in exchanges.", "answers"),
    Column("in_time", "integer", "Turns they led with orders given by people, before time was up.", "turns"),
    Column("headlines", "integer", "Headlines of the press desk.", "headlines"),
)
def _people(source: Source) -> Iterator[Row]:
    for one in taking_part(source.game):
        yield astuple(one)


@_table(
    "observers",
    "What the press desk wrote, and what the analyst said, in a turn.",
    TURN,
    Column("who", "id", "The observer.", values="press, analyst"),
    Column("text", "text", "The headline."),
    Column("question", "id", "What was asked."),
    Column("percent", "integer", "How likely the analyst took it to be.", _PERCENT),
)
def _observers(source: Source) -> Iterator[Row]:
    for turn, note in source.game.headlines.items():
        yield turn, "press", note.text, None, None
    for turn, said in source.game.foreseen.items():
        yield turn, "analyst", None, said.question, said.percent


@_table(
    "criteria",
    "A teaching criterion of the scenario.",
    Column("criterion", "id", "The criterion."),
    Column("holds", "text", "When its condition must hold.", values=_field(Criterion, "holds")),
    Column("met", "yes or no", "Was it met? Empty where it can still come either way."),
    Column("first", "integer", "The first turn after which it held.", "turns"),
    Column("turns", "ids", "All turns after which it held."),
)
def _criteria(source: Source) -> Iterator[Row]:
    for one in teaching.criteria(source.game):
        holds = source.game.scenario.criteria[one.criterion].holds
        yield one.criterion, holds, one.met, one.first, one.turns


_NAMED = ("seats", "tracks", "moves", "terms", "exchanges", "events", "injects", "forecasts", "objectives")


@_table(
    "names",
    "What an id of a scenario stands for. Saves of two editions of a scenario may have two rows for one.",
    Column("scenario", "id", "The scenario."),
    Column("kind", "text", "What it is.", values=", ".join((*_NAMED, "endings", "criteria", "rungs"))),
    Column("id", "id", "The id, as it stands in the other tables."),
    Column("name", "text", "Its name; of a question or a criterion its text."),
    shared=True,
)
def _names(source: Source) -> Iterator[Row]:
    s = source.game.scenario
    kinds: list[tuple[str, dict[Any, Any]]] = [(kind, getattr(s, kind)) for kind in _NAMED]
    kinds += [("endings", s.endings), ("criteria", s.criteria), ("rungs", s.ladder.rungs if s.ladder else {})]
    for kind, things in kinds:
        for id, thing in things.items():
            name = {"forecasts": "question", "criteria": "text"}.get(kind, "name")
            yield s.id, kind, id, getattr(thing, name)
