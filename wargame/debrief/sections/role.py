"""The role of a seat: what its people read before anything else, and the same at length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.debrief.model import Block, Item, List, Paragraph, Section, Span
from wargame.rules.views import ObjectiveView
from wargame.scenario.model import Role, Scenario, Seat


def card(role: Role, aims: Sequence[ObjectiveView]) -> tuple[Section, ...]:
    """The role card with what the seat wants."""
    return (
        Section("", _text(role.who)),
        Section("You want", (objectives(aims),)),
        Section("You have", (*_text(role.have), *_text(role.thought))),
    )


def objectives(aims: Sequence[ObjectiveView]) -> List:
    """Objectives as a seat has them before the end: names and texts."""
    return List(tuple(_aim(aim) for aim in aims))


def _aim(aim: ObjectiveView) -> Item:
    secret = " (hidden)" if aim.hidden else ""
    return Item((Span(aim.name, "strong"), f"{secret}: {aim.text}"), mark="◇" if aim.hidden else "▪")


def at_length(scenario: Scenario, seat: Seat) -> tuple[Section, ...]:
    """What the scenario's numbers say of the seat, its long card, what it has to lose, its advisers."""
    leanings = {"pressure": "leans to pressure", "talks": "leans to talks"}
    voices = tuple(
        Item((Span(one.office, "strong"), f": {leanings[one.leaning]}"), mark="·")
        for one in seat.advisers.values()
    )
    return (
        Section(
            "About your seat", (List(tuple(Item((text,), mark="·") for text in _about(scenario, seat))),)
        ),
        Section("Your role at length", _text(seat.card)),
        Section("What you have to lose", _text(seat.stakes)),
        Section("Your advisers", (List(voices),) if voices else ()),
    )


def _about(s: Scenario, seat: Seat) -> Iterator[str]:
    """What the scenario's numbers say of a seat."""
    moves = "one move" if seat.moves == 1 else f"{seat.moves} moves"
    paid = f", paid from {s.tracks[seat.resource].name.lower()}" if seat.resource else ""
    yield f"You order up to {moves} a turn{paid}."
    if not seat.may_sign:
        yield "You can sign nothing; you can endorse an agreement or disown it."
    if names := [s.moves[move].name for move in seat.default]:
        yield f"If you give no orders, the first of these that is open is done: {'; '.join(names)}."


def _text(text: str) -> tuple[Block, ...]:
    return (Paragraph((text,)),) if text else ()
