"""Lints about ids: whatever is named somewhere exists, and is of the right sort."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from wargame.scenario.effects import RESERVED
from wargame.scenario.errors import Finding, Place, did_you_mean
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import PUBLIC, Move, Outcome, Scenario, Term


def ids(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Ids that would be taken for something else."""
    for id in scenario.tracks:
        if id in RESERVED:
            yield Finding(
                ("tracks", id), f"{id} can't be the id of a track: it has a meaning in expressions."
            )
        if id in scenario.flags:
            yield Finding(("flags", id), f"{id} is a track already.", "Give the flag another id.")
    for id in scenario.seats:
        if id in (PUBLIC, "all"):
            yield Finding(("seats", id), f"{id} can't be the id of a seat: it means everybody.")
    for id, move in scenario.moves.items():
        seen: set[str] = set()
        for option in move.options.values():
            for choice in option.choices:
                if choice in seen:
                    place = ("moves", id, "options", option.id, "choices", choice)
                    yield Finding(place, f"{choice} is a choice of another option of this move already.")
                seen.add(choice)
            if not option.choices:
                yield Finding(("moves", id, "options", option.id), "This option has no choices.")


def names(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Names that are empty."""
    for name in ("title", "brief", "masthead"):
        if not getattr(scenario, name):
            yield Finding((name,), "This is empty.")
    for table in ("tracks", "flags", "seats", "moves", "terms", "events", "actors", "objectives", "endings"):
        for id, item in getattr(scenario, table).items():
            if not item.name:
                yield Finding((table, id, "name"), "This is empty.")


def repetitions(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Ids of moves that start with their seat's."""
    for id, move in scenario.moves.items():
        if id.startswith(f"{move.seat}_"):
            yield Finding(("moves", id), "The id need not repeat the seat's.")


def references(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Seats, tracks, moves, terms, stages, rungs, places, advisers, actors and sources that don't exist."""
    s = scenario
    eyes = {*s.seats, PUBLIC}
    for id, track in s.tracks.items():
        yield from _unknown("seat", track.seen, eyes, ("tracks", id, "seen"))
    for id, flag in s.flags.items():
        yield from _unknown("seat", flag.seen, eyes, ("flags", id, "seen"))
    for id, seat in s.seats.items():
        place: Place = ("seats", id)
        yield from _unknown("move", seat.default, s.moves, (*place, "default"))
        yield from _unknown("track", filter(None, [seat.resource]), s.tracks, (*place, "resource"))
        yield from _unknown("source", seat.sources, s.sources, (*place, "sources"))
        yield from _unknown("move", seat.persona.leaning, s.moves, (*place, "persona", "leaning"))
        yield from _unknown("move", seat.persona.never, s.moves, (*place, "persona", "never"))
        for i, deeds in enumerate(seat.record):
            yield from _unknown("move", deeds.moves, s.moves, (*place, "record", i, "moves"))
    for id, move in s.moves.items():
        yield from _move(s, move, ("moves", id))
    for id, term in s.terms.items():
        yield from _term(s, term, ("terms", id))
    for id, event in s.events.items():
        yield from _unknown("place", filter(None, [event.place]), s.map.places, ("events", id, "place"))
        yield from _news(s, event.cables, event.sources, ("events", id))
    for id, reaction in s.reactions.items():
        yield from _unknown("actor", [reaction.actor], s.actors, ("reactions", id, "actor"))
        yield from _news(s, reaction.cables, reaction.sources, ("reactions", id))
    for id, inject in s.injects.items():
        yield from _news(s, inject.cables, (), ("injects", id))
    for id, objective in s.objectives.items():
        yield from _unknown("seat", [objective.seat], s.seats, ("objectives", id, "seat"))
    for name in ("endorse", "disown", "stance_needs"):
        yield from _unknown("seat", getattr(s.agreements, name), s.seats, ("agreements", name))
    if s.ladder is not None:
        yield from _unknown("track", [s.ladder.track], s.tracks, ("ladder", "track"))
        yield from _unknown("seat", s.ladder.back_down, s.seats, ("ladder", "back_down"))


def _move(s: Scenario, move: Move, place: Place) -> Iterator[Finding]:
    yield from _unknown("seat", [move.seat], s.seats, (*place, "seat"))
    yield from _unknown("stage", [move.stage], s.stages, (*place, "stage"))
    yield from _unknown("seat", move.seen_by, s.seats, (*place, "seen_by"))
    yield from _unknown("place", filter(None, [move.place]), s.map.places, (*place, "place"))
    yield from _unknown("source", move.sources, s.sources, (*place, "sources"))
    if move.seat in s.seats:
        yield from _unknown("adviser", move.advice, s.seats[move.seat].advisers, (*place, "advice"))
    if move.rung and s.ladder is None:
        yield Finding((*place, "rung"), "There is no ladder.", "Add a table [ladder].")
    elif s.ladder is not None:
        yield from _unknown("rung", filter(None, [move.rung]), s.ladder.rungs, (*place, "rung"))
    for grade in ("success", "failure", "triumph", "backfire", "leaked"):
        outcome: Outcome | None = getattr(move, grade)
        if outcome is not None:
            yield from _unknown("seat", outcome.cables, s.seats, (*place, grade, "cables"))


def _term(s: Scenario, term: Term, place: Place) -> Iterator[Finding]:
    yield from _unknown("seat", term.by, s.seats, (*place, "by"))
    yield from _unknown("seat", term.worth, s.seats, (*place, "worth"))
    for name in ("requires", "excludes"):
        yield from _unknown("term", getattr(term, name), s.terms, (*place, name))
        if term.id in getattr(term, name):
            yield Finding((*place, name), f"A term can't stand in its own {name}.")
    for name in ("performed_by", "broken_by"):
        yield from _unknown("move", getattr(term, name), s.moves, (*place, name))
    tables = [seat.advisers for seat in s.seats.values()]
    strange = {id: "" for id in term.advice if not any(id in advisers for advisers in tables)}
    advisers = {id for table in tables for id in table}
    yield from _unknown("adviser", strange, advisers, (*place, "advice"))
    yield from _unknown("source", term.sources, s.sources, (*place, "sources"))
    for i, id in enumerate(term.by):
        if id in s.seats and not s.seats[id].may_sign:
            yield Finding((*place, "by", i), f"{id} has to perform this, but may not sign anything.")
    for both in set(term.requires) & set(term.excludes):
        yield Finding((*place, "excludes"), f"This term requires {both} and excludes it.")


def _news(s: Scenario, cables: Iterable[str], sources: Iterable[str], place: Place) -> Iterator[Finding]:
    yield from _unknown("seat", cables, s.seats, (*place, "cables"))
    yield from _unknown("source", sources, s.sources, (*place, "sources"))


def _unknown(what: str, names: Iterable[str], known: Collection[str], place: Place) -> Iterator[Finding]:
    """Yield a finding for each name that isn't known: at the name, in a table or list, or at the place."""
    for i, name in enumerate(names):
        if name not in known:
            step: Place = (name,) if isinstance(names, dict) else (i,) if isinstance(names, tuple) else ()
            hint = did_you_mean(name, known)
            if not hint and len(known) <= 12:
                hint = f"There are: {', '.join(known) or 'none'}."
            yield Finding((*place, *step), f"There is no {what} called {name}.", hint)
