"""The hand-over card: all that whoever comes late, or takes a seat over, has to know to sit down.

It is made of what the door of the seat gives, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.model import Block, Dispatch, Figure, Heading, Item, List, Paragraph, Section, Span
from wargame.debrief.sections import papers, role, situation, talks
from wargame.debrief.sections.orders import known_to_seat, orders_list
from wargame.rules.compiled import Rules
from wargame.rules.orders import Orders
from wargame.rules.views import ExchangeView, SeatView
from wargame.rules.wording import listed
from wargame.session.seat import SeatDoor
from wargame.text import full_stop


def handover(door: SeatDoor, *, role_read: bool = False) -> tuple[Block, ...]:
    """The card of a seat as it stands now; without its role for whoever has just read that."""
    return tuple(
        block
        for block in _card(door, role_read=role_read)
        if not isinstance(block, Section) or _filled(block)
    )


def _card(door: SeatDoor, *, role_read: bool) -> Iterator[Block]:
    view, rules = door.view(), door.rules
    before = door.view(view.turn.number - 1) if view.turn.number > 1 else None
    yield Heading(f"{view.seat.mark} {view.seat.name}: to take it over", first=True)
    yield Paragraph((f"Turn {view.turn.number} of {view.turn.of}, {view.turn.dates}. {_left(view)}",))
    if (people := door.chairs).lead:
        adviser = f" Adviser: {people.adviser}." if people.adviser else ""
        yield Paragraph((f"Lead this turn: {people.lead}.{adviser}",))
    if view.role.who:
        yield from () if role_read else role.card(view.role, view.objectives)
    else:
        yield Section("You want", (Paragraph((view.aim,)), role.objectives(view.objectives)))
    yield Section("How things stand", tuple(_situation(view)))
    yield Section("What you have spent", tuple(_spent(door, view)))
    if before is not None:
        yield from _last_turn(door, before, view)
    if (now := door.ordered) is not None:
        known = known_to_seat(rules, view)
        yield Section("What is committed for you in this turn", (orders_list(rules, now, known),))
    yield from (_exchange(rules, one) for one in door.exchanges() if one.end is None and _in_it(one, view))
    given = [pledge for pledge in view.pledges if pledge.seat == door.id]
    got = [pledge for pledge in view.pledges if pledge.seat != door.id]
    yield Section("You have promised", talks.promises(rules, given, door.id).blocks)
    yield Section("You were promised", talks.promises(rules, got, door.id).blocks)
    yield Section("Offers that wait", talks.offers(rules, view.proposals).blocks)
    yield talks.agreements(rules, view.agreements)
    yield Section("New letters to you", papers.letters(rules, view.received, view.turn.number))
    yield Section("Cables for you alone", _cables(view))
    yield situation.facts(view)


def _left(view: SeatView) -> str:
    days = view.turn.days_left
    return f"{days} day left." if days == 1 else f"{days} days left."


def _situation(view: SeatView) -> Iterator[Block]:
    here = [rung for rung in view.ladder if rung.here]
    if here:
        yield Paragraph(
            (Span("On the ladder: ", "faint"), Span(here[-1].name, "strong"), f". {here[-1].line}")
        )
    told = [t for t in view.tracks if t.shown != "?" and (t.brief or t.name == view.resource)]
    yield Figure(tuple(told or [t for t in view.tracks if t.shown != "?"]))


def _spent(door: SeatDoor, view: SeatView) -> Iterator[Block]:
    if not view.resource:
        return
    costs = {move.id: move.cost for move in door.scenario.moves.values()}
    turns = [
        (turn, sum(costs[order.move] for order in orders.moves))
        for turn in range(1, view.turn.number)
        if (orders := door.given(turn)) is not None
    ]
    paid = [f"{cost} in turn {turn}" for turn, cost in turns if cost]
    told = f"{sum(cost for _, cost in turns)} so far ({listed(paid)})" if paid else "nothing so far"
    yield Paragraph((f"{view.resource}: {view.resource_left} left to spend; {told}.",))


def _last_turn(door: SeatDoor, before: SeatView, view: SeatView) -> Iterator[Section]:
    """What was ordered for the seat in the turn before, and how that came out."""
    orders = door.given(before.turn.number) or Orders(defaulted=True)
    yield Section(
        "What you ordered last", (orders_list(door.rules, orders, known_to_seat(door.rules, before)),)
    )
    reports = [c for c in view.cables if c.turn == before.turn.number and c.kind == "report"]
    yield Section("How it came out", papers.dispatches(reports, view.seat))


def _cables(view: SeatView) -> tuple[Dispatch, ...]:
    since = view.turn.number - 1
    return papers.dispatches([c for c in view.cables if c.turn >= since and c.kind != "report"], view.seat)


def _in_it(one: ExchangeView, view: SeatView) -> bool:
    return view.seat.id in (one.by.id, one.to.id)


def _exchange(rules: Rules, one: ExchangeView) -> Section:
    """Where an exchange stands that waits for an answer."""
    lines = [Item((line.seat, ": ", Span(full_stop(line.name), "strong"))) for line in one.lines]
    decides = "Its die is to be thrown." if rules.thrown else "The odds are to decide."
    asked = f"{one.asked.name} is asked now." if one.asked else decides
    rung = f"It stands on rung {one.height} of {len(one.rungs)}: {one.rungs[one.height - 1]}. {asked}"
    return Section(f"Back down? {one.name}", (Paragraph((one.text,)), List(tuple(lines)), Paragraph((rung,))))


def _filled(section: Section) -> bool:
    """Does it tell anything?"""
    for block in section.blocks:
        match block:
            case Section():
                if _filled(block):
                    return True
            case List(items=()) | Figure(series=()) | Paragraph(words=("",)):
                pass
            case _:
                return True
    return False
