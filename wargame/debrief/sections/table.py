"""What was done at the table beside the game, and what there is to talk about afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.bots.registry import called
from wargame.debrief.model import Item, List, Section, Span, Words
from wargame.ids import SeatId
from wargame.rules.estimates import odds_text
from wargame.rules.seat_views import seat_info
from wargame.rules.wording import listed
from wargame.scenario.model import Concept, Scenario
from wargame.session.log import GameLog
from wargame.session.setup import SeatSetup
from wargame.text import full_stop

OUTCOMES = {True: "it came so", False: "it did not come so", None: "not decided yet"}
"""How the outcome of a forecast question is told."""


def who(setup: SeatSetup) -> str:
    """Who has a seat, in words: people by their names, if they gave any; a team that is called by them has
    no other."""
    called_by = {*setup.team.split()} - {"and"} <= {*setup.players.replace(",", " ").split()}
    names = [text for text in ("" if called_by else setup.team, setup.players) if text]
    kinds = {"people": "" if names else "people", "closed": "nobody (default orders)"}
    kind = called(setup.policy) if setup.kind == "ai" else kinds[setup.kind]
    return ", ".join([*filter(None, [kind]), *names])


def at_the_table(game: GameLog, turn: int) -> Section:
    """What was done in a turn that is no order: orders taken back, PINs, changes of hands, rewinds; what the
    instructor told everybody; and in the first one by which rules it was played, if not by the usual ones."""
    return Section("At the table", (List(tuple(Item(words) for words in _done(game, turn))),))


def _done(game: GameLog, turn: int) -> Iterator[Words]:
    if turn == 1:
        yield from ((sentence,) for sentence in game.settings.told)
    for undone in game.undone:
        if undone.turns[0].turn == turn:
            yield ("The game went back to the dawn of this turn: ", undone.reason)
    for when in game.breaks:
        if when == turn:
            yield ("The game was broken off after this turn, and scored as it stood.",)
    for when, seats in game.rebound:
        if when == turn:
            names = listed([game.scenario.seats[seat].name for seat in seats])
            void = f"; what {names} had committed was void" if seats else ""
            dice = ": its dice are others from this turn on" if game.rules.thrown else ""
            yield (f"The game went on elsewhere{dice}{void}.",)
    for seat, setup in game.hands(turn):
        yield (seat_info(game.rules, seat), f": from this turn on {who(setup)}.")
    for incident in game.done(turn):
        whose = seat_info(game.rules, incident.seat) if incident.seat else "The instructor"
        yield (whose, f"{incident.after}.")
    for note in game.messages:
        if note.turn == turn:
            yield ("The instructor told everybody: ", note.text)


def said(game: GameLog, turn: int, seat: str = "") -> Iterator[Section]:
    """What seats said in public in a turn; what one of them did, if it is named."""
    items = [
        Item((seat_info(game.rules, SeatId(note.seat)), ": ", note.text))
        for note in game.statements
        if note.turn == turn and seat in ("", note.seat)
    ]
    if items:
        yield Section("Said in public", (List(tuple(items)),))


def notes(game: GameLog, turn: int) -> Section:
    """What was noted on a turn."""
    kinds = (("Note", game.notes), ("Bookmark", game.bookmarks))
    kept = [
        Item((Span(f"{kind}{_on(game, note.seat)}: ", "faint"), note.text or "this moment"))
        for kind, found in kinds
        for note in found
        if note.turn == turn
    ]
    return Section("Notes", (List(tuple(kept)),))


def _on(game: GameLog, seat: str) -> str:
    return f" on {game.scenario.seats[SeatId(seat)].name}" if seat else ""


def questions(scenario: Scenario) -> Section:
    """The scenario's questions for the debrief."""
    asked = scenario.debrief.questions
    return Section("Questions for the debrief", (List(tuple(Item((text,)) for text in asked)),))


def leading(s: Scenario) -> Section:
    """For whoever leads the debrief: the concepts that the game is about, where they show, what to read,
    and what makes a good debrief."""
    criteria = List(tuple(Item((text,)) for text in s.debrief.criteria))
    return Section(
        "For whoever leads the debrief",
        (concepts(s), Section("What makes it a good one", (criteria,))),
    )


def concepts(s: Scenario) -> List:
    """The concepts that the game is about, where they show, and what to read."""
    items = []
    for concept in s.debrief.concepts.values():
        under = tuple((line,) for line in shows_and_readings(s, concept))
        items.append(Item((Span(f"{full_stop(concept.name)} ", "strong"), concept.text), under))
    return List(tuple(items))


def shows_and_readings(s: Scenario, concept: Concept) -> tuple[str, ...]:
    """Where a concept shows in the game, and what to read of it, a line each."""
    tables: tuple[dict[Any, Any], ...] = (s.tracks, s.moves, s.exchanges, s.terms, s.events, s.objectives)
    shows = [next(table[id].name for table in tables if id in table) for id in concept.shows]
    return (f"Shows in: {'; '.join(shows)}.", *(f"Read: {reading}." for reading in concept.readings))


def decided(game: GameLog) -> Section:
    """How the questions came out that are decided at the end."""
    items = [
        Item((game.scenario.forecasts[put.question].question,), note=OUTCOMES[put.outcome])
        for put in game.state.asked
        if game.rules.questions[put.question].at_end
    ]
    return Section("What was asked of the end", (List(tuple(items)),))


def forecasts(game: GameLog) -> Section:
    """Every question that was put, how it came out, and what each seat had said."""
    names = game.scenario.seats
    items = []
    for put in game.state.asked:
        answers = [f"{names[seat].name}: {odds_text(percent)}" for seat, percent in put.answers]
        if said := game.foreseen.get(put.turn):
            answers.append(f"The analyst: {odds_text(said.percent)}")
        question = game.scenario.forecasts[put.question].question
        items.append(
            Item((f"Turn {put.turn}: {question}",), tuple((a,) for a in answers), note=OUTCOMES[put.outcome])
        )
    return Section("What was asked", (List(tuple(items)),))
