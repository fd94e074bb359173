"""Lints about what has no use: set and never read, read and never set, never true, never asked."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.ids import EventId, SourceId, references
from wargame.scenario.errors import Finding, Place
from wargame.scenario.functions import FUNCTIONS
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Scenario


def division(_: Scenario, survey: Survey) -> Iterator[Finding]:
    """Divisions that can only be by zero."""
    for place, expression in survey.expressions:
        if expression.divides_by_zero:
            here = expression.source[expression.divides_by_zero - 1 :][:30]
            yield Finding(place, "This divides by zero, which gives 0.", f"Here: {here}")


def circular(_: Scenario, survey: Survey) -> Iterator[Finding]:
    """Worths of terms that ask for the worth of an agreement, which is the sum of such worths."""
    for place, expression in survey.expressions:
        if (
            place[0] == "terms"
            and place[2] == "worth"
            and any(name == "worth" for name, _ in expression.calls)
        ):
            yield Finding(place, "A term's worth can't ask for worth(), which is made of it.")


def secrecy(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Moves whose visibility and what goes with it don't fit together, and backing down without a price."""
    for id, move in scenario.moves.items():
        place: Place = ("moves", id)
        if move.visibility == "open" and (move.leak != "0" or move.leaked is not None):
            yield Finding(place, "An open move can't leak.", 'Set visibility = "quiet" or "covert".')
        if move.visibility != "quiet" and move.seen_by:
            yield Finding((*place, "seen_by"), f"seen_by does nothing: the move is {move.visibility}.")
        if move.visibility == "quiet" and not move.seen_by:
            yield Finding(place, "Nobody is named who knows of this quiet move.", 'Add seen_by = ["..."].')
        if move.back_down and (scenario.ladder is None or move.seat not in scenario.ladder.back_down):
            yield Finding((*place, "back_down"), "Backing down costs nothing.", "Add it to ladder.back_down.")


def flags(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Flags that are set and never read, or read and never set."""
    for id, flag in scenario.flags.items():
        is_set = ("flag", id) in survey.changed
        is_read = ("flag", id) in survey.read
        if is_set and not is_read:
            yield Finding(("flags", id), "This flag is set, but no expression asks for it.")
        elif is_read and not is_set and not flag.start:
            yield Finding(("flags", id), "Expressions ask for this flag, but no effect ever sets it.")
        elif not is_read:
            yield Finding(("flags", id), "This flag is neither set nor asked for.")


def unused(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Tracks, stages, actors and sources that nothing uses."""
    s = scenario
    paid = {seat.resource for seat in s.seats.values()} | {s.ladder.track if s.ladder else ""}
    paid |= {past.track for track in s.tracks.values() for past in (track.below, track.above) if past}
    for id, track in s.tracks.items():
        if not (track.drift or id in paid or {("track", id)} & (survey.read | survey.changed)):
            yield Finding(("tracks", id), "Nothing ever moves this track or asks for it.")
    for i, stage in enumerate(s.stages):
        if not any(move.stage == stage for move in s.moves.values()):
            yield Finding(("stages", i), f"No move belongs to the stage {stage}.")
    for actor in s.actors:
        if not any(reaction.actor == actor for reaction in s.reactions.values()):
            yield Finding(("actors", actor), "This actor never reacts to anything.")
    cited = {found.text for found in references(s, Scenario) if SourceId in found.kinds}
    for source in s.sources:
        if source not in cited:
            yield Finding(("sources", source), "Nothing cites this source.")


def too_early(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Questions about this turn's orders at a time when there are none."""
    for place, expression in survey.expressions:
        if not _before_orders(scenario, place):
            continue
        for name, args in expression.calls:
            if name in FUNCTIONS and FUNCTIONS[name].when == "adjudication":
                hint = "Ask done() or tried(), or use a flag."
                yield Finding(place, f"{name}('{args[0]}') never holds here: nothing is ordered yet.", hint)


def _before_orders(s: Scenario, place: Place) -> bool:
    if "drift" in place or "needs" in place or "stance_needs" in place or place[0] == "cards":
        return True
    if place[0] == "exchanges":
        return "claims" not in place  # which are asked when the turn is over
    if place[0] == "events":
        event = s.events.get(EventId(str(place[1])))
        return event is not None and event.at == "dawn"
    return place[0] == "forecasts" and place[-1] == "when"


def forecasts(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Forecasts that are never asked, because another one is dated to the same turn."""
    asked: dict[int, str] = {}
    for id, forecast in scenario.forecasts.items():
        if forecast.on is None:
            continue
        for number, turn in enumerate(scenario.calendar, 1):
            if turn.start <= forecast.on <= turn.end:
                if number in asked:
                    place = ("forecasts", id, "on")
                    yield Finding(place, f"Turn {number} asks {asked[number]} already; it asks one question.")
                asked.setdefault(number, id)


def foretold(_: Scenario, survey: Survey) -> Iterator[Finding]:
    """Forecasts of whether agreements last, put where something may be in force: its chance stands above."""
    calls = {
        place[1:]: {name for name, _ in expression.calls}
        for place, expression in survey.expressions
        if place[0] == "forecasts"
    }
    for (id, part), asks in calls.items():
        if part == "answer" and "survived" in asks and "signed" not in calls.get((id, "when"), ()):
            hint = 'Put it where nothing is signed: when = "signed() == 0".'
            yield Finding(("forecasts", id), "Every desk tells the chance of what is in force already.", hint)


def settled(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Forecasts of whether a flag will be set by the end, asked also where it has been by then."""
    asks: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for place, expression in survey.expressions:
        if place[0] == "forecasts":
            asks[str(place[1]), str(place[2])] = {(name, args[0]) for name, args in expression.calls if args}
    for id, forecast in scenario.forecasts.items():
        answer, when = asks.get((id, "answer"), set()), asks.get((id, "when"), set())
        first = forecast.on is not None and forecast.on <= scenario.calendar[0].end
        if forecast.resolves == "turn" or first or {name for name, _ in answer} != {"flag"} or answer & when:
            continue
        hint = " and ".join(f"not flag('{flag}')" for _, flag in sorted(answer))
        told = "By then everybody may know the answer, and is asked for a forecast of it."
        yield Finding(("forecasts", id), told, f'Put it where it is open: when = "{hint}".')


def pictures(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Places off the map, and a history or its headlines that do not go turn by turn."""
    rows = scenario.map.art.split("\n")
    for id, spot in scenario.map.places.items():
        if scenario.map.art and not (spot.y < len(rows) and spot.x < max(map(len, rows))):
            yield Finding(("map", "places", id), "This place lies off the map.")
    turns, debrief = len(scenario.calendar), scenario.debrief
    for name, told, what in (
        ("history", debrief.history, "pieces of history"),
        ("headlines", debrief.headlines, "headlines of it"),
    ):
        if told and len(told) != turns:
            yield Finding(("debrief", name), f"There are {turns} turns, but {len(told)} {what}.")
