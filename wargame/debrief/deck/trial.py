"""What the class may try: a change of one seat's orders in one turn, and what it comes to with the same
luck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import evolve

from wargame.analysis.changes import Change, less
from wargame.analysis.what_if import WORLDS, WhatIf, what_if
from wargame.debrief.model import Block, Item, List, Paragraph, Span, Words
from wargame.debrief.sections.words import offer_words
from wargame.ids import EndingId, SeatId
from wargame.rules.legality import forbidden
from wargame.rules.orders import Answer, order_with
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import seat_info
from wargame.rules.wording import listed
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class Option:
    """Something to try: in ``words``, and either the ``change``, or the ``slot`` (from 0) of the order in
    whose place another is to be chosen."""

    words: Words
    change: Change | None = None
    slot: int = 0


def decisions(game: GameLog, turn: int, seat: SeatId) -> tuple[Option, ...]:
    """What a seat could have decided otherwise in a turn adjudicated: its answers to offers, each order left
    out, another in its place, one more."""
    record = game.adjudicated[turn - 1]
    found = [*_answers(game, record, seat)]
    for slot, order in enumerate(record.orders[seat].moves):
        name = game.scenario.moves[order.move].name
        without = Change(turn, {seat: less(record, seat, slot)})
        found.append(Option(("Without: ", Span(name, "strong")), without))
        if instead(game, turn, seat, slot):
            found.append(Option(("Something else in place of: ", Span(name, "strong")), slot=slot))
    more = len(record.orders[seat].moves)
    if instead(game, turn, seat, more):
        found.append(Option(("One order more",), slot=more))
    return tuple(found)


def instead(game: GameLog, turn: int, seat: SeatId, slot: int) -> tuple[Option, ...]:
    """The moves that the seat could have ordered in place of the one in a slot, or as one more."""
    record, rules = game.adjudicated[turn - 1], game.rules
    moves, found = record.orders[seat].moves, []
    ordered = {order.move for order in moves}
    for code in rules.moves:
        if code.move.seat == seat and code.move.id not in ordered:
            order = order_with(code.move, ())
            changed = evolve(record.orders[seat], moves=(*moves[:slot], order, *moves[slot + 1 :]))
            if not forbidden(rules, record.opening, seat, changed):
                found.append(Option((Span(code.move.name, "strong"),), Change(turn, {seat: changed})))
    return tuple(found)


def _answers(game: GameLog, record: TurnRecord, seat: SeatId) -> Iterator[Option]:
    """Each answer to an offer the other way round, and signatures that were not given."""
    orders = record.orders[seat]
    given = {answer.proposal: answer.answer for answer in orders.answers}
    for offer in record.opening.proposals:
        was = given.get(offer.id)
        word: Literal["sign", "refuse"] = "refuse" if was == "sign" else "sign"
        rest = tuple(answer for answer in orders.answers if answer.proposal != offer.id)
        changed = evolve(orders, answers=(*rest, Answer(offer.id, word)))
        if seat in offer.parties and not forbidden(game.rules, record.opening, seat, changed):
            says = {"sign": "signs", "refuse": "refuses"}
            before = f" (it {'said nothing' if was is None else f'did {was}'})"
            words = ("It ", Span(says[word], "strong"), " ", *offer_words(game.rules, offer), before)
            yield Option(words, Change(record.turn, {seat: changed}))


@frozen
class Trial:
    """A change that was tried: whose, in words, what the class had ``guessed`` that it would end as (empty
    where it did not guess), and what was found."""

    turn: int
    seat: SeatId
    words: Words
    guessed: EndingId | str
    found: WhatIf

    def blocks(self, game: GameLog) -> tuple[Block, ...]:
        """What it came to, in sentences with numbers."""
        s, found = game.scenario, self.found
        changed = (Span(f"Turn {self.turn}, ", "faint"), seat_info(game.rules, self.seat), ": ", *self.words)
        now, was = (_ending(game, end) for end in (found.counterfactual.end.ending, game.state.ending))
        lines: list[Words] = []
        if self.guessed:
            lines.append((f"You said: {_ending(game, str(self.guessed))}.",))
        same_dice = "Same dice, a" if game.rules.thrown else "A"
        same = "again" if now == was else f"not {was}, but"
        lines.append((f"{same_dice}ll other orders as they were: ", f"{same} ", Span(now, "strong"), "."))
        lines.append((_of_100(game, found),))
        moved = [
            f"{seat.name} {round(found.seats[id].mean):+d}"
            for id, seat in s.seats.items()
            if found.seats[id].sure and round(found.seats[id].mean)
        ]
        lines.append((f"Points: {listed(moved)}." if moved else "Nobody's points surely change.",))
        if found.counterfactual.dropped:
            fell = found.counterfactual.dropped
            orders = "order" if fell == 1 else "orders"
            lines.append((Span(f"{fell} later {orders} fell away: no longer possible.", "faint"),))
        return (Paragraph((Span("What if?", "strong"),)), List((Item(changed, tuple(lines)),)))


def _ending(game: GameLog, id: str) -> str:
    if not id:
        return "no end yet"
    return f"“{game.scenario.endings[EndingId(id)].name}”"


def _of_100(game: GameLog, found: WhatIf) -> str:
    """How often it ends how, played on by policies with and without the change."""
    played = f"Played on by machines{' with these dice' if game.rules.thrown else ''}, of 100 games"
    most = sorted(found.endings.items(), key=lambda item: -abs(item[1].mean))[:2]
    if not most:
        return f"{played} all end as before."
    told = []
    for id, _ in most:
        now, was = (ends[id].share if id in ends else 0.0 for ends in (found.now, found.was))
        told.append(f"{round(100 * now)} end as {_ending(game, id)} instead of {round(100 * was)}")
    return f"{played} {listed(told)}."


def tried(game: GameLog, option: Option, seat: SeatId, guessed: str = "", *, worlds: int = WORLDS) -> Trial:
    """Tries a change: plays it again and on, with the same luck. Raises GameError where it can't be."""
    assert option.change is not None
    found = what_if(game, option.change, worlds=worlds)
    return Trial(option.change.turn, seat, option.words, guessed, found)
