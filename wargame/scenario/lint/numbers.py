"""Lints about numbers and dates: bounds, bands, odds, the calendar, the ladder, lengths of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from wargame.scenario.effects import Effect
from wargame.scenario.errors import ExpressionError, Finding, Place
from wargame.scenario.expressions import parse
from wargame.scenario.lint.bounds import Bounds
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import PUBLIC, Band, Past, Scenario, Turn
from wargame.scenario.parser import syntax_tree

FORMAT = 1
TURNS = 100
"""Turns of a game, at most: every view of one looks back on all before it."""
CARD_WORDS = 350
BRIEF_WORDS = 2000

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


def form(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """The version of the format, the id, and what there has to be at least one of."""
    if scenario.format != FORMAT:
        yield Finding(("format",), f"This is format {scenario.format}; only format {FORMAT} can be read.")
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", scenario.id):
        yield Finding(("id",), "The id has small letters, digits, - and _, and starts with a letter.")
    for name in ("stages", "calendar", "seats", "moves"):
        if not getattr(scenario, name):
            yield Finding((name,), f"A scenario needs at least one of its {name}.")
    for i, stage in enumerate(scenario.stages):
        if stage in scenario.stages[:i]:
            yield Finding(("stages", i), f"The stage {stage} stands here twice.")


def calendar(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Turns that end before they start, or overlap, and too many of them."""
    if len(scenario.calendar) > TURNS:
        yield Finding(("calendar", TURNS), f"A game has at most {TURNS} turns.")
    before: date | None = None
    for i, turn in enumerate(scenario.calendar):
        if turn.end < turn.start:
            yield Finding(("calendar", i, "end"), f"This turn ends before it starts, on {turn.start}.")
        if before is not None and turn.start <= before:
            yield Finding(
                ("calendar", i, "start"), f"This turn starts before the last one ends, on {before}."
            )
        before = turn.end


def gaps(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Days between turns that belong to none."""
    for i in range(1, len(scenario.calendar)):
        before = scenario.calendar[i - 1].end
        if (scenario.calendar[i].start - before).days > 1:
            yield Finding(("calendar", i, "start"), f"The days after {before} belong to no turn.")


def dates(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Events and forecasts on a date that lies in no turn."""
    if not scenario.calendar:
        return
    first, last = scenario.calendar[0].start, scenario.calendar[-1].end
    dated: list[tuple[Place, date | None]]
    dated = [(("events", id, "on"), event.on) for id, event in scenario.events.items()]
    dated += [(("forecasts", id, "on"), forecast.on) for id, forecast in scenario.forecasts.items()]
    spans = [_span(scenario.calendar, i) for i in range(len(scenario.calendar))]
    for place, on in dated:
        if on is not None and not any(start <= on <= end for start, end in spans):
            yield Finding(place, f"{on} lies in no turn.", f"The calendar goes from {first} to {last}.")


def _span(calendar: Sequence[Turn], i: int) -> tuple[date, date]:
    """Return the first and last day of a turn; all days between its neighbours where it has them the wrong
    way round."""
    turn = calendar[i]
    if turn.start <= turn.end:
        return turn.start, turn.end
    before = calendar[i - 1].end if i else date.min
    return before, calendar[i + 1].start if i + 1 < len(calendar) else date.max


def records(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Deeds of a seat's real holder on a day that lies in no turn."""
    for id, seat in scenario.seats.items():
        for i, deeds in enumerate(seat.record):
            if not any(turn.start <= deeds.on <= turn.end for turn in scenario.calendar):
                yield Finding(("seats", id, "record", i, "on"), f"{deeds.on} lies in no turn.")


def tracks(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Tracks whose bounds, start, bands or spread don't fit together."""
    for id, track in scenario.tracks.items():
        place: Place = ("tracks", id)
        if track.min >= track.max:
            yield Finding((*place, "max"), f"max has to be more than min, which is {track.min}.")
            continue
        if not track.min <= track.start <= track.max:
            yield Finding((*place, "start"), f"start has to lie between {track.min} and {track.max}.")
        if track.spread < 1:
            yield Finding((*place, "spread"), "spread has to be 1 or more.")
        yield from _bands(track.bands, track.min, track.max, (*place, "bands"))
        if not track.bands and "band" in track.seen.values():
            yield Finding((*place, "seen"), "Somebody sees the band of this track, but it has no bands.")


def past_bounds(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """What is pushed past a bound and would go on from there, and bounds past which nothing pushes."""
    pushed = {
        (effect.name, way) for place, effect in survey.effects for way in _ways(scenario, place, effect)
    }
    for id, track in scenario.tracks.items():
        for name, way in (("below", -1), ("above", 1)):
            past: Past | None = getattr(track, name)
            if past is None:
                continue
            place: Place = ("tracks", id, name)
            other = scenario.tracks.get(past.track)
            if other is not None and (other.below or other.above):
                told = f"What goes past the bounds of {other.id} would have to go on from there."
                yield Finding((*place, "track"), told, "Choose a track that has neither below nor above.")
            elif (id, way) not in pushed:
                what = f"takes from {id}" if way < 0 else f"adds to {id}"
                yield Finding(place, f"No effect {what}, so nothing ever goes past this bound.")
            if _weight(past) == 0:
                yield Finding((*place, "each"), "What weighs nothing is lost: leave it out.")


def _weight(past: Past) -> float | None:
    """What each point past a bound weighs, where that is always the same; None for the unreadable."""
    try:
        return parse(past.each, "number").constant
    except ExpressionError:  # which is told where it stands
        return None


def _ways(scenario: Scenario, place: Place, effect: Effect) -> Iterator[int]:
    """Which ways an effect can push a track: -1 down, 1 up."""
    if effect.kind.sign not in ("+=", "-=") or effect.amount is None:
        return
    low, high = Bounds(scenario, place).reckoner.span(syntax_tree(effect.amount.source))
    way = 1 if effect.kind.sign == "+=" else -1
    yield from (way,) if high > 0 else ()
    yield from (-way,) if low < 0 else ()


def _bands(bands: Sequence[Band], low: int, high: int, place: Place) -> Iterator[Finding]:
    before = low - 1
    for i, band in enumerate(bands):
        if band.upto <= before:
            yield Finding((*place, i, "upto"), f"upto has to be more than {before}: bands go upwards.")
        before = max(before, band.upto)
    if bands and before < high:
        yield Finding((*place, len(bands) - 1), f"The bands end at {before}; they have to reach {high}.")


def odds(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Percentages and weights out of range."""
    rules = scenario.odds
    for name in ("min", "max", "argument", "triumph", "backfire"):
        if not 0 <= getattr(rules, name) <= 100:
            yield Finding(("odds", name), "This is a percentage: 0 to 100.")
    if rules.min >= rules.max:
        yield Finding(("odds", "max"), f"max has to be more than min, which is {rules.min}.")
    yield from _bands(scenario.verdict.bands, 0, 100, ("verdict", "bands"))
    for id, seat in scenario.seats.items():
        for name in ("patience", "risk"):
            if not 0 <= getattr(seat.persona, name) <= 100:
                yield Finding(("seats", id, "persona", name), "This goes from 0 to 100.")
    for ending in scenario.endings.values():
        if not 0 <= ending.cap <= 100:
            yield Finding(("endings", ending.id, "cap"), "A cap is a score: 0 to 100.")
    for table in ("events", "reactions", "injects", "exchanges"):
        for id, item in getattr(scenario, table).items():
            if not 0 <= item.weight <= 9:
                yield Finding((table, id, "weight"), "A weight on the front page goes from 0 to 9.")
    for move in scenario.moves.values():
        for grade in ("success", "failure", "triumph", "backfire", "leaked"):
            outcome = getattr(move, grade)
            if outcome is not None and not 0 <= outcome.weight <= 9:
                place = ("moves", move.id, grade, "weight")
                yield Finding(place, "A weight on the front page goes from 0 to 9.")


def counts(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Numbers of things that can't be negative, or not 0."""
    positive: list[tuple[Place, int]] = [
        (("minutes",), scenario.minutes),
        (("turn_minutes",), scenario.turn_minutes),
        (("agreements", "expires"), scenario.agreements.expires),
        (("agreements", "max_terms"), scenario.agreements.max_terms),
    ]
    positive += [(("seats", id, "moves"), seat.moves) for id, seat in scenario.seats.items()]
    positive += [(("objectives", id, "weight"), one.weight) for id, one in scenario.objectives.items()]
    for place, number in positive:
        if number < 1:
            yield Finding(place, "This has to be 1 or more.")
    if not 0 <= scenario.open_table <= 3:
        yield Finding(("open_table",), "An open table has 0 to 3 minutes.")
    natural: list[tuple[Place, int]] = [
        (("moves", id, "cost"), move.cost) for id, move in scenario.moves.items()
    ]
    natural += [(("terms", id, "within"), term.within) for id, term in scenario.terms.items()]
    for id, spot in scenario.map.places.items():
        natural += [(("map", "places", id, "x"), spot.x), (("map", "places", id, "y"), spot.y)]
    for place, number in natural:
        if number < 0:
            yield Finding(place, "This can't be less than 0.")


def ladder(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Rungs out of order, or above or below what the ladder's track can reach."""
    if scenario.ladder is None:
        return
    track = scenario.tracks.get(scenario.ladder.track)
    before: int | None = None
    for id, rung in scenario.ladder.rungs.items():
        place = ("ladder", "rungs", id, "at")
        if before is not None and rung.at <= before:
            yield Finding(place, f"This rung is not higher than the one before it, at {before}.")
        if track is not None and not track.min <= rung.at <= track.max:
            yield Finding(place, f"The track {track.id} goes from {track.min} to {track.max}.")
        before = rung.at


def lengths(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Long cards of more than 350 words, a brief of more than 2,000; marks and colours of seats."""
    words = len(scenario.brief.split())
    if words > BRIEF_WORDS:
        yield Finding(
            ("brief",), f"The brief has {words:,} words; {BRIEF_WORDS:,} are the most a class reads."
        )
    marks: dict[str, str] = {}
    for id, seat in scenario.seats.items():
        words = len(seat.card.split())
        if words > CARD_WORDS:
            yield Finding(("seats", id, "card"), f"The card has {words} words; {CARD_WORDS} fit on a page.")
        if len(seat.mark) != 1:
            yield Finding(("seats", id, "mark"), "A mark is a single character.")
        if seat.mark in marks:
            yield Finding(("seats", id, "mark"), f"{marks[seat.mark]} has this mark already.")
        marks[seat.mark] = id
        if not _COLOUR.match(seat.colour):
            yield Finding(("seats", id, "colour"), "A colour is written as in #56B4E9.")


def colours(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Seats with the colour of another."""
    first: dict[str, str] = {}
    for id, seat in scenario.seats.items():
        if (other := first.setdefault(seat.colour.lower(), id)) != id:
            told = f"{other} has this colour already; only their marks tell them apart."
            yield Finding(("seats", id, "colour"), told)


def seen_somehow(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Seats that pay with a track they can't see exactly."""
    for id, seat in scenario.seats.items():
        track = scenario.tracks.get(seat.resource) if seat.resource else None
        if track is not None and (track.seen.get(id) or track.seen.get(PUBLIC) or "exact") != "exact":
            hint = f'Add {id} = "exact" to the seen of the track.'
            yield Finding(("seats", id, "resource"), f"{id} pays with {track.id}, but can't see it.", hint)
