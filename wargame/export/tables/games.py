"""Tables of games, and of what they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.analysis import escalation as climbing
from wargame.analysis import forecasts as foresight
from wargame.export.tables.table import (
    POINTS,
    SEAT,
    TURN,
    Column,
    Row,
    Source,
    Table,
    table,
    words_of,
)
from wargame.rules.account import Happening
from wargame.rules.scoring import score
from wargame.session.setup import SeatSetup, Settings


@table(
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
    Column("verdict", "integer", "The historians' verdict, where the scenario has one.", POINTS),
    Column("rewinds", "integer", "How often it went back to an earlier turn; what that undid is in no row."),
    Column("minutes", "integer", "The length of the lesson; 0: none was set.", "minutes"),
    Column("turn_minutes", "integer", "The clock of a turn; 0: no clock.", "minutes"),
    Column(
        "clock",
        "text",
        "Does the clock only tell, or commit for the late?",
        values=words_of(Settings, "clock"),
    ),
    Column("open_table", "integer", "How long all talked aloud between two turns.", "minutes"),
    Column("desk", "text", "The form in which desks opened.", values=words_of(Settings, "desk")),
    Column("class", "text", "The class that played, by the name in its file; empty without one."),
    Column("group", "text", "The group of that class."),
    Column("umpire", "yes or no", "Did it begin with an umpire?"),
    Column(
        "told_odds",
        "text",
        "Were seats shown their odds before they committed, or told in words alone?",
        values=words_of(Settings, "odds"),
    ),
    Column(
        "dice",
        "text",
        "Were dice thrown? Where none were, the likelier of two things happened.",
        values=words_of(Settings, "dice"),
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


@table(
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


@table(
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


@table(
    "seats",
    "A seat of a game.",
    SEAT,
    Column("kind", "text", "Who had it at the end.", values=words_of(SeatSetup, "kind")),
    Column("policy", "text", "The policy that played it, where kind is ai."),
    Column("team", "text", "The name of the team. It may name people: take it out before you share it."),
    Column("players", "text", "Who played. It may name people: take it out before you share it."),
    Column("hands", "integer", "How often it changed hands."),
    Column("aim", "id", "The hidden objective that it had drawn."),
    Column("score", "integer", "Its score, once the game is over.", POINTS),
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


@table(
    "objectives",
    "An objective of a seat, once the game is over.",
    SEAT,
    Column("objective", "id", "The objective."),
    Column("hidden", "yes or no", "Had the dice drawn it, so that others did not know?"),
    Column("weight", "integer", "How much it counts in the seat's score."),
    Column("score", "integer", "The points it came to, under the cap of the ending.", POINTS),
)
def _objectives(source: Source) -> Iterator[Row]:
    game = source.game
    for seat in game.rules.seats if game.over else ():
        for one in score(game.rules, game.state, seat)[1]:
            yield seat, one.objective.id, one.objective.hidden, one.objective.weight, one.score


@table(
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


TABLES: tuple[Table, ...] = (
    _games,
    _turns,
    _tracks,
    _seats,
    _objectives,
    _guesses,
)
