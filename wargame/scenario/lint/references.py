"""Lints about ids: whatever is named somewhere exists, and is of the right sort."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from wargame.ids import AdviserId, CardId, ChoiceId, FlagId, MoveId, OptionId, Reference, RungId
from wargame.ids import references as every_reference
from wargame.scenario import shapes
from wargame.scenario.effects import RESERVED
from wargame.scenario.errors import Finding, Place, did_you_mean
from wargame.scenario.lint.survey import Survey, choices_of
from wargame.scenario.model import PUBLIC, Move, Scenario


def ids(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Ids that would be taken for something else."""
    for id in scenario.tracks:
        if id in RESERVED:
            yield Finding(
                ("tracks", id),
                f"{id} can't be the id of a track: it has a meaning in expressions.",
                f"Call it something else, such as {id}_level.",
            )
        if FlagId(id) in scenario.flags:
            yield Finding(("flags", id), f"{id} is a track already.", "Give the flag another id.")
    for seat in scenario.seats:
        if seat in (PUBLIC, "all"):
            yield Finding(("seats", seat), f"{seat} can't be the id of a seat: it means everybody.")
    for move in scenario.moves.values():
        seen: set[str] = set()
        for option in move.options.values():
            for choice in option.choices:
                if choice in seen:
                    place = ("moves", move.id, "options", option.id, "choices", choice)
                    yield Finding(place, f"{choice} is a choice of another option of this move already.")
                seen.add(choice)
            if not option.choices:
                yield Finding(("moves", move.id, "options", option.id), "This option has no choices.")


def names(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Names that are empty."""
    for name in ("title", "brief", "masthead"):
        if not getattr(scenario, name):
            yield Finding((name,), "This is empty.")
    for id, seat in scenario.seats.items():
        if not seat.aim.strip():
            yield Finding(
                ("seats", id, "aim"), "This is empty.", "Say in a sentence what this seat is after."
            )
    for criterion in scenario.criteria.values():
        if not criterion.text.strip():
            yield Finding(
                ("criteria", criterion.id, "text"),
                "This is empty.",
                "Say in a sentence what the game is to show.",
            )
    for table in (
        "tracks",
        "flags",
        "seats",
        "moves",
        "exchanges",
        "terms",
        "events",
        "actors",
        "objectives",
        "endings",
    ):
        for id, item in getattr(scenario, table).items():
            if not item.name:
                yield Finding((table, id, "name"), "This is empty.")


def repetitions(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Ids of moves that start with their seat's."""
    for id, move in scenario.moves.items():
        if id.startswith(f"{move.seat}_"):
            yield Finding(("moves", id), "The id need not repeat the seat's.")


def references(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Ids that name nothing: the types of the model's fields say what each has to name."""
    s = scenario
    known = shapes.ids_of(s)
    for found in every_reference(s, Scenario):
        there = [known[kind] for kind in found.kinds if kind in known]
        if AdviserId in found.kinds:
            there = _advisers(s, found.place)
        if not there or any(found.text in ids for ids in there):
            continue
        if RungId in found.kinds and s.ladder is None:
            yield Finding(found.place, "There is no ladder.", "Add a table [ladder].")
        else:
            yield _unknown(found, [*filter(None, found.words), *chain(*there)])


def _advisers(s: Scenario, place: Place) -> list[Collection[str]]:
    """The advisers that can speak at a place: those of the seat of a move or card, elsewhere those of
    each."""
    table, id, *_ = place
    if table == "moves" and (seat := s.moves[MoveId(str(id))].seat) in s.seats:
        return [s.seats[seat].advisers]
    if table == "cards" and (seat := s.cards[CardId(str(id))].seat) in s.seats:
        return [s.seats[seat].advisers]
    return [seat.advisers for seat in s.seats.values()]


def _unknown(found: Reference, known: Collection[str]) -> Finding:
    hint = did_you_mean(found.text, known)
    if not hint and len(known) <= 12:
        hint = f"There are: {', '.join(known) or 'none'}."
    return Finding(found.place, f"There is no {found.what} called {found.text}.", hint)


def choices(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Deeds of a record with choices that their move does not have, or two for one option of it."""
    for id, seat in scenario.seats.items():
        for i, deeds in enumerate(seat.record):
            for name, made in deeds.options.items():
                if (move := scenario.moves.get(name)) is not None:
                    place: Place = ("seats", id, "record", i, "options", name)
                    if name not in deeds.moves:
                        yield Finding(place, f"{name} is not among the moves of these deeds.")
                    yield from made_with(move, made, place, survey)


def made_with(move: Move, made: Sequence[ChoiceId], place: Place, survey: Survey) -> Iterator[Finding]:
    """Choices that the move does not have, or two for one option of it; none where those it has are not
    known."""
    if not choices_of(survey.document, move.id):
        return
    option_of = {choice: option.id for option in move.options.values() for choice in option.choices}
    before: dict[OptionId, ChoiceId] = {}
    for j, choice in enumerate(made):
        if choice not in option_of:
            hint = did_you_mean(choice, option_of)
            yield Finding((*place, j), f"{move.id} has no choice called {choice}.", hint)
        elif (first := before.setdefault(option_of[choice], choice)) != choice:
            yield Finding((*place, j), f"{first} and {choice} answer the same question.")


def contradictions(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Terms that need or exclude themselves, or both the same, that somebody performs who can't sign, or in a
    way in which nobody can."""
    s = scenario
    for id, term in s.terms.items():
        place: Place = ("terms", id)
        for name in ("requires", "excludes"):
            if id in getattr(term, name):
                yield Finding((*place, name), f"A term can't stand in its own {name}.")
        for i, seat in enumerate(term.by):
            if seat in s.seats and not s.seats[seat].may_sign:
                yield Finding((*place, "by", i), f"{seat} has to perform this, but may not sign anything.")
        ways = {
            choice
            for move in term.performed_by
            if move in s.moves
            for option in s.moves[move].options.values()
            for choice in option.choices
        }
        for i, choice in enumerate(term.performed_with):
            if choice not in ways:
                found = f"No move in performed_by has a choice {choice}."
                yield Finding((*place, "performed_with", i), found, did_you_mean(choice, ways))
        for both in dict.fromkeys(one for one in term.requires if one in term.excludes):
            yield Finding((*place, "excludes"), f"This term requires {both} and excludes it.")
