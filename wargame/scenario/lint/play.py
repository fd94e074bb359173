"""Lints about play: what a seat may know, what it can do, how the game ends, what is backed by a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.ids import CardId, EndingId, FlagId, MoveId, SeatId, TrackId
from wargame.scenario.errors import Finding, Place
from wargame.scenario.expressions import Expression
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import PUBLIC, Move, Observer, Outcome, Scenario

_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
_MOVES = frozenset({"done", "tried", "ordered", "happened", "failed"})
_BETWEEN = frozenset({"letter", "letters", "offered"})
_ITS_OWN = frozenset(
    {"will", "wont", "word_kept", "word_broken", "endorsed", "disowned", "worth", "escalation"}
)


def visible_needs(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Needs of a move (or of a seat's stance, or card) that would tell the seat something it can't know."""
    for place, expression in survey.expressions:
        seat = None
        if place[0] == "moves" and place[2] == "needs" and place[1] in scenario.moves:
            seat = scenario.moves[MoveId(str(place[1]))].seat
        elif place[:2] == ("agreements", "stance_needs"):
            seat = SeatId(str(place[2]))
        elif place[0] == "cards" and place[1] in scenario.cards:
            owner = scenario.cards[CardId(str(place[1]))].seat
            for secret in secrets(scenario, owner, expression) if owner in scenario.seats else ():
                yield Finding(place, f"{owner} can't know this: {secret}.", "A card that comes tells of it.")
        elif place[0] == "exchanges" and place[2:] == ("when",):
            for secret in secrets(scenario, PUBLIC, expression):
                hint = "Whether an order opens it is known before: ask only for what everybody knows."
                yield Finding(place, f"Not everybody can know this: {secret}.", hint)
        if seat is not None and seat in scenario.seats:
            for secret in secrets(scenario, seat, expression):
                hint = "A move that is closed for a secret reason gives the secret away."
                yield Finding(place, f"{seat} can't know this: {secret}.", hint)


def visible_term_needs(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Needs of a term that a seat which could draft it can't know."""
    for place, expression in survey.expressions:
        if place[0] != "terms" or place[2] != "needs":
            continue
        for seat in scenario.seats.values():
            secret = next(secrets(scenario, seat.id, expression), "") if seat.may_sign else ""
            if secret:
                yield Finding(place, f"{seat.id} could draft this, but can't know: {secret}.")


def secrets(s: Scenario, seat: Observer, expression: Expression) -> Iterator[str]:
    """Yield, in words, what an expression uses that the seat does not know exactly."""
    for id in sorted(expression.tracks):
        track = s.tracks.get(TrackId(id))
        if track is not None and (track.seen.get(seat) or track.seen.get(PUBLIC) or "exact") != "exact":
            yield f"the exact value of {id}"
    for name, args in expression.calls:
        if name in ("flag", "since"):
            flag = s.flags.get(FlagId(args[0]))
            if flag is not None and PUBLIC not in flag.seen and seat not in flag.seen:
                yield f"the flag {args[0]}"
        elif name in _MOVES:
            move = s.moves.get(MoveId(args[0]))
            if move is not None and not _knows(move, seat):
                yield f"whether {args[0]} was ordered"
        elif (name in _BETWEEN and seat not in args) or (name in _ITS_OWN and args[0] != seat):
            yield f"{name}({', '.join(map(repr, args))})"
        elif name == "on_table":
            yield f"whether {args[0]} is in a proposal between others"


def _knows(move: Move, seat: Observer) -> bool:
    quietly = move.visibility == "quiet" and seat in move.seen_by
    return move.visibility == "open" or move.seat == seat or quietly


def secrets_told(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Secret moves that tell of themselves: by a flag that others see, or by a cable to somebody else."""
    for place, effect in survey.effects:
        move = scenario.moves.get(MoveId(str(place[1]))) if place[0] == "moves" else None
        if move is None or place[2] == "leaked" or effect.kind.changes != "flag":
            continue
        flag = scenario.flags.get(FlagId(effect.name))
        told = [eye for eye in (flag.seen if flag else ()) if not _knows(move, eye)]
        if told:
            who = "everybody" if PUBLIC in told else ", ".join(told)
            hint = (
                "Let fewer see the flag, add them to the move's seen_by, or let an event set it and tell why."
            )
            yield Finding(place, f"The move is {move.visibility}, but {who} would learn of this flag.", hint)
    for id, move in scenario.moves.items():
        for grade in ("success", "failure", "triumph", "backfire"):
            outcome: Outcome | None = getattr(move, grade)
            cables = [(("cables",), outcome.cables)] if outcome else []
            variants = enumerate(outcome.variants if outcome else ())
            for where, told_to in (*cables, *((("variants", n, "cables"), v.cables) for n, v in variants)):
                for seat in told_to:
                    if not _knows(move, seat):
                        yield Finding(
                            ("moves", id, grade, *where, seat),
                            f"The move is {move.visibility}, but {seat} is told of it.",
                            "Add the seat to seen_by, or let an event tell it what it notices.",
                        )


def defaults(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Moves of another seat in a default, persona or record; default moves that can never be ordered."""
    never = _never_open(survey)
    unknown = {move.seat for move in scenario.moves.values()} - scenario.seats.keys()  # told where they stand
    for id, seat in scenario.seats.items():
        others: list[tuple[Place, MoveId]] = [
            (("persona", "leaning", name), name) for name in seat.persona.leaning
        ]
        others += [(("persona", "never", i), name) for i, name in enumerate(seat.persona.never)]
        others += [
            (("record", i, "moves", j), name)
            for i, deeds in enumerate(seat.record)
            for j, name in enumerate(deeds.moves)
        ]
        for where, name in others:
            if name in scenario.moves and scenario.moves[name].seat not in (id, *unknown):
                place: Place = ("seats", id, *where)
                yield Finding(place, f"{name} is a move of {scenario.moves[name].seat}.")
        for i, name in enumerate(seat.default):
            move = scenario.moves.get(name)
            place = ("seats", id, "default", i)
            if move is not None and move.seat not in (id, *unknown):
                yield Finding(place, f"{name} is a move of {move.seat}.")
            elif name in never:
                yield Finding(place, f"{name} can never be ordered.", "One of its needs never holds.")


def _never_open(survey: Survey) -> set[str]:
    return {
        str(place[1])
        for place, expression in survey.expressions
        if place[0] == "moves" and place[2] == "needs" and expression.constant is False
    }


def endings(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Whether every game ends: the last ending after the last turn has to hold always."""
    last = [id for id, ending in scenario.endings.items() if ending.at == "last"]
    if any(("endings", id, "when") in survey.unread for id in last):
        return  # it may be meant to hold always
    if not _certain(scenario, survey).intersection(last):
        yield Finding(
            ("endings",),
            "A game could come to its last turn without an ending.",
            "Let the last ending in the file be one without when.",
        )


def _certain(scenario: Scenario, survey: Survey) -> set[EndingId]:
    """Return the endings that always hold."""
    certain = {id for id, ending in scenario.endings.items() if ending.when == "true"}
    certain |= {
        EndingId(str(place[1]))
        for place, expression in survey.expressions
        if place[0] == "endings" and place[2:] == ("when",) and expression.constant is True
    }
    return certain & set(scenario.endings)


def sourced(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Dated events and role cards without a source, in a scenario that has sources."""
    if scenario.sources:
        yield from _unsourced(scenario)


def without_sources(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """A scenario without any sources."""
    if not scenario.sources and any(_unsourced(scenario)):
        hint = "Add [sources.x] tables, and name them in the sources of dated events and of seats."
        yield Finding((), "No sources are given.", hint)


def _unsourced(scenario: Scenario) -> Iterator[Finding]:
    for id, seat in scenario.seats.items():
        if not seat.sources:
            yield Finding(("seats", id), "The role card cites no source.", 'Add sources = ["..."].')
    for event in scenario.events.values():
        if event.on is not None and not event.sources:
            yield Finding(("events", event.id), "This dated event cites no source.", 'Add sources = ["..."].')


def general_only(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Dated events whose sources can't tell of their day."""
    for event in scenario.events.values():
        found = [scenario.sources[id] for id in event.sources if id in scenario.sources]
        if event.on is not None and found and all(source.general for source in found):
            hint = "Cite a page of that day or later, or leave out what no page tells of."
            yield Finding(("events", event.id, "sources"), "None of these sources tells of a day.", hint)


def concepts(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Concepts that show nowhere, have fewer than two readings, or one without a year."""
    for id, concept in scenario.debrief.concepts.items():
        place: Place = ("debrief", "concepts", id)
        if not concept.shows:
            yield Finding((*place, "shows"), "Nothing in the game shows this.")
        if len(concept.readings) < 2:
            yield Finding((*place, "readings"), "This has fewer than two readings.")
        for i, reading in enumerate(concept.readings):
            if not _YEAR.search(reading):
                hint = "Author, title, where it came out, year."
                yield Finding((*place, "readings", i), "This citation has no year.", hint)


def objectives(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Seats without an objective, or without moves."""
    for id in scenario.seats:
        if not any(objective.seat == id for objective in scenario.objectives.values()):
            yield Finding(("seats", id), "This seat has no objective.", "Add a table [objectives.x].")
        if not any(move.seat == id for move in scenario.moves.values()):
            yield Finding(("seats", id), "This seat has no moves.", "Add a table [moves.x].")


def glances(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """A guided debrief without a glance, with one that stands in it twice, and questions at one that is not
    in it."""
    deck, place = scenario.debrief.deck, ("debrief", "deck")
    if not deck:
        yield Finding(place, "A guided debrief has at least one glance.")
    for i, name in enumerate(deck):
        if name in deck[:i]:
            yield Finding((*place, i), f"The glance {name} stands here twice.")
    for name in scenario.debrief.ask:
        if name not in deck:
            yield Finding(("debrief", "ask", name), f"This asks at {name}, which is no glance of the deck.")
