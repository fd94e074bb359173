"""What is printed before a lesson: a sheet for each seat, one for the table, one for whoever leads it.

Made from the scenario alone a sheet gives away no more than the file. Those of a game have its teams, and
the hidden aims that were dealt, where whoever asks may know them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import evolve

from wargame.debrief.crib import crib
from wargame.debrief.eye import veil
from wargame.debrief.model import (
    Block,
    Heading,
    Item,
    Ladder,
    List,
    Paragraph,
    Section,
    Span,
)
from wargame.debrief.paper import Drawing, Envelope, Form, Printed, Sheet
from wargame.debrief.sections import role, table
from wargame.debrief.sections.handover import handover
from wargame.ids import ObjectiveId, SeatId
from wargame.rules.seat_views import dates_text
from wargame.rules.views import ObjectiveView, RungView, SeatInfo
from wargame.rules.wording import listed
from wargame.scenario.model import PUBLIC, Move, Scenario, Seat, Turn
from wargame.session.log import GameLog
from wargame.session.progress import GameError
from wargame.session.seat import looking
from wargame.session.setup import SeatSetup

_SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"
_CUT = "Cut along the line, fold with the print inside, write the seat's name on it."
_ASKED = (
    f"{_CUT} One of these hidden aims will be yours: the program deals it, and your screen says which. Mark "
    "it then, and tell nobody."
)
_DEALT = f"{_CUT} The hidden aim that is marked is yours. Tell nobody."
_COLUMNS = (
    "Turn",
    "What we ordered, and why",
    "Promised: who, what, until when",
    "What others want, we think",
)


def sheets(
    scenario: Scenario, teams: Mapping[SeatId, str] | None = None, drawn: Collection[ObjectiveId] = ()
) -> tuple[Sheet, ...]:
    """Every sheet of a scenario: those of the seats, ``table``, ``instructor`` and ``crib``. Those of a game
    have the names of its ``teams``, and ``drawn`` are the hidden aims that it dealt."""
    s, named = scenario, teams or {}
    seats = tuple(
        Sheet(
            f"seat-{id}",
            f"{seat.name}: {s.title}",
            tuple(_seat(s, seat, named.get(id, ""), drawn)),
            s.disclaimer,
        )
        for id, seat in s.seats.items()
    )
    everybody = Sheet("table", f"For the table: {s.title}", tuple(_table(s)), s.disclaimer)
    lead = Sheet("instructor", f"For whoever leads: {s.title}", tuple(_instructor(s, drawn)), s.disclaimer)
    at_hand = Sheet("crib", f"Crib: {s.title}", tuple(crib(s)), s.disclaimer, one_page=True)
    return (*seats, everybody, lead, at_hand)


def sheets_of(game: GameLog) -> tuple[Sheet, ...]:
    """The sheets of a game, with the hidden aims that it dealt where it may be shown."""
    drawn = () if game.veiled else tuple(id for id in game.state.hidden if id)
    scenario = evolve(game.scenario, minutes=game.settings.minutes or game.scenario.minutes)
    return sheets(scenario, {seat: _people(setup) for seat, setup in game.setups.items()}, drawn)


def handover_sheet(game: GameLog, seat: str) -> Sheet:
    """What whoever takes a seat over has to know, as the game stands. Raises GameError for a seat that there
    is not, and while people play, unless the table's code was given."""
    if game.veiled:
        raise GameError(f"What a seat knows is no business of others while people play. {veil(game)}")
    door = looking(game, seat)
    s = game.scenario
    title = f"{s.seats[door.id].name}, to take it over: {s.title}"
    return Sheet(f"handover-{door.id}", title, handover(door), s.disclaimer)


def _people(setup: SeatSetup) -> str:
    return f"{setup.team}: {setup.players}" if setup.team and setup.players else setup.team or setup.players


# -- a seat -------------------------------------------------------------------------------------------------


def _seat(s: Scenario, seat: Seat, team: str, drawn: Collection[ObjectiveId]) -> Iterator[Printed]:
    yield Heading(f"{seat.mark} {seat.name}", first=True)
    if team:
        yield Paragraph((team,))
    yield Paragraph((Span(seat.office, "strong"), f" · {s.title} · {_days(s)}"))
    if not seat.role.who:
        yield Section("Your aim", (Paragraph((seat.aim,)),))
    yield from role.card(seat.role, _aims(s, seat, hidden=False))
    yield from role.at_length(s, seat)
    yield Heading("Your moves")
    for stage in s.stages:
        moves = [move for move in s.moves.values() if move.seat == seat.id and move.stage == stage]
        items = tuple(
            Item((Span(move.name, "strong"), f": {move.line}"), note=_note(s, seat, move)) for move in moves
        )
        if items:
            yield Section(stage, (List(items),))
    yield from _words(s)
    yield Form("Notes", _COLUMNS, tuple(f"{n}: {_turn(turn)}" for n, turn in enumerate(s.calendar, 1)))
    if _aims(s, seat, hidden=True):
        yield Envelope(_info(seat), _DEALT if drawn else _ASKED, (_deck(s, seat, drawn),))


def _note(s: Scenario, seat: Seat, move: Move) -> str:
    """The price of a move, and who sees it where that is not everybody."""
    price = f"costs {move.cost} {s.tracks[seat.resource].name.lower()}" if move.cost and seat.resource else ""
    known = [s.seats[other].name for other in move.seen_by]
    seen = {"open": "", "covert": "secret", "quiet": f"seen by {listed(known)}" if known else "quiet"}
    return ", ".join(text for text in (price, seen[move.visibility]) if text)


# -- the table ----------------------------------------------------------------------------------------------


def _table(s: Scenario) -> Iterator[Printed]:
    yield Heading(s.title, first=True)
    yield Section("Content note", (Paragraph((s.content_note,)),))
    yield Section("In short", (Paragraph((s.short,)),))
    seats = (
        Item((Span(seat.name, "strong"), f": {seat.office}"), mark=_info(seat)) for seat in s.seats.values()
    )
    yield Section("At the table", (List(tuple(seats)),))
    turns = (Item((_turn(turn),), mark=f"{n}") for n, turn in enumerate(s.calendar, 1))
    yield Section("The turns", (List(tuple(turns)),))
    if s.ladder is not None:
        rungs = sorted(s.ladder.rungs.values(), key=lambda rung: rung.at)
        drawn = Ladder(tuple(RungView(rung.name, rung.line, rung.at, here=False) for rung in rungs))
        yield Section("The ladder", (drawn,))
    yield from _map(s)
    seen = [track for track in s.tracks.values() if track.seen.get(PUBLIC, "exact") != "hidden"]
    tracks = tuple(Item((Span(track.name, "strong"), f": {track.what}")) for track in seen if track.what)
    yield Section("What the numbers mean", (List(tracks),) if tracks else ())
    if s.terms:
        clauses = (
            Item((Span(term.name, "strong"), f": {term.text}"), note=_by(s, term.by))
            for term in s.terms.values()
        )
        yield Section("What an agreement can say", (List(tuple(clauses)),))
    yield Heading("The brief")
    yield Paragraph((s.brief,))
    yield from _words(s)


def _by(s: Scenario, seats: tuple[str, ...]) -> str:
    names = [seat.name for id, seat in s.seats.items() if id in seats]
    return f"by {listed(names)}" if names else ""


def _map(s: Scenario) -> Iterator[Printed]:
    """The map with a sign at each place, and what the signs stand for."""
    places = list(zip(_SIGNS, s.map.places.values(), strict=False))
    if not (s.map.art or places):
        return
    lines = s.map.art.split("\n")
    high = min(max([len(lines), *(place.y + 1 for _, place in places)]), 60)
    lines += [""] * (high - len(lines))
    for sign, place in places:
        if 0 <= place.y < high and 0 <= place.x < 200:
            row = lines[place.y].ljust(place.x + 1)
            lines[place.y] = f"{row[: place.x]}{sign}{row[place.x + 1 :]}"
    legend = " · ".join(f"{sign} {place.name}" for sign, place in places)
    yield Drawing("The map", "\n".join(lines), legend)


# -- whoever leads ------------------------------------------------------------------------------------------


def _instructor(s: Scenario, drawn: Collection[ObjectiveId]) -> Iterator[Printed]:
    yield Heading(f"For whoever leads: {s.title}", first=True)
    yield Paragraph(
        (f"{s.minutes} minutes, {len(s.calendar)} turns, {len(s.seats)} seats. Nobody else reads this.",)
    )
    yield Section("To print", _listed(_to_print(s)))
    yield Section("Before the lesson", _listed(_before(s)))
    yield Section("While two play", _listed(_meanwhile()))
    yield Heading("The debrief")
    yield Section("First of all", (Paragraph((s.derole,)),))
    yield table.questions(s)
    yield table.leading(s)
    history = (Item((text,), mark=f"{n}") for n, text in enumerate(s.debrief.history, 1))
    yield Section("What really happened, turn by turn", (List(tuple(history)),))
    if any(aim.hidden for aim in s.objectives.values()):
        yield Heading("Hidden aims that the dice may deal")
    for seat in s.seats.values():
        hidden = _aims(s, seat, hidden=True)
        yield Section(f"{seat.mark} {seat.name}", (_deck(s, seat, drawn),) if hidden else ())


def _to_print(s: Scenario) -> Iterator[str]:
    names = listed([f"seat-{id}.html" for id in s.seats])
    yield f"{names}: for each student of the seat, on one side; the hidden aims are cut off."
    yield "table.html: one for each table, or for the wall. Everybody may read it."
    yield "instructor.html: this one, for yourself."
    yield "crib.html: one page, for yourself, to have at hand: minutes, keys, what to say, what to do if."


def _before(s: Scenario) -> Iterator[str]:
    yield f"{len(s.seats)} teams of one or two sit round one laptop; a larger class has more tables."
    yield "Nobody gets a seat by nationality, and anybody may swap or pass."
    yield "Hand the packets out a day before, or as the lesson begins: reading them takes ten minutes."
    yield "Start wargame, choose New game and this scenario, and write down who sits where."


def _meanwhile() -> Iterator[str]:
    yield "One team is at the keyboard; the others have their eyes off the screen and on their packets."
    yield "They read their moves, note what was promised, and settle what to order before they sit down."
    yield "They may talk with one another. What is said aloud binds nobody, and is remembered."
    yield "Whoever has committed writes down what the others want. That is read out in the debrief."


# -- parts --------------------------------------------------------------------------------------------------


def _words(s: Scenario) -> Iterator[Section]:
    words = sorted(s.glossary.items(), key=lambda entry: entry[0].lower())
    items = tuple(Item((Span(word, "strong"), f": {meaning}")) for word, meaning in words)
    yield Section("Glossary", (List(items),) if items else ())


def _listed(texts: Iterator[str]) -> tuple[Block, ...]:
    return (List(tuple(Item((text,)) for text in texts)),)


def _deck(s: Scenario, seat: Seat, drawn: Collection[ObjectiveId]) -> List:
    """The hidden aims of a seat, with a box before each; that of the one that was dealt is crossed."""
    own = (one for one in s.objectives.values() if one.seat == seat.id and one.hidden)
    return List(
        tuple(
            Item((Span(one.name, "strong"), f": {one.text}"), mark="☒" if one.id in drawn else "☐")
            for one in own
        )
    )


def _aims(s: Scenario, seat: Seat, *, hidden: bool) -> tuple[ObjectiveView, ...]:
    own = (one for one in s.objectives.values() if one.seat == seat.id and one.hidden == hidden)
    return tuple(ObjectiveView(one.name, one.text, one.hidden) for one in own)


def _info(seat: Seat) -> SeatInfo:
    return SeatInfo(seat.id, seat.name, seat.office, seat.person, seat.mark, seat.colour)


def _turn(turn: Turn) -> str:
    dates = dates_text(turn.start, turn.end)
    return f"{turn.title} ({dates})" if turn.title else dates


def _days(s: Scenario) -> str:
    return dates_text(s.calendar[0].start, s.calendar[-1].end)
