"""Who took which part: how often each student led, wrote, argued and kept time."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from wargame.ids import CardId, SeatId
from wargame.rules.orders import Orders
from wargame.scenario.model import Scenario
from wargame.session.log import GameLog
from wargame.session.people import chairs, members, on_duty
from wargame.session.setup import SeatSetup
from wargame.values import frozen

PRESS, ANALYST = "press", "analyst"
"""What stands for the seat of an observer."""


@frozen
class Part:
    """What somebody did at a ``seat`` (its id; ``PRESS`` or ``ANALYST`` for observers), in turns that were
    carried out and not rewound.

    ``turns`` are those in which the seat was theirs; they ``led`` so many of them and ``advised`` in others.
    Nobody signs at the keyboard: what a seat did counts for whoever led it then. That is how many
    ``letters`` it sent, ``statements`` it made in public, ``arguments`` it gave for its orders, ``reasons``
    it noted, questions it answered (``forecasts``) and answers it gave in exchanges; and in how many turns
    its orders were in ``in_time``: given by its people, and not by the clock. The press desk writes
    ``headlines``, one for each paper, which are its turns; the analyst gives ``forecasts``, by whoever's turn
    it is of several. So many of letters, statements and headlines were in ``own_words``: not those of the
    choice that a card offered.
    """

    name: str
    seat: str
    turns: int = 0
    led: int = 0
    advised: int = 0
    letters: int = 0
    statements: int = 0
    arguments: int = 0
    reasons: int = 0
    forecasts: int = 0
    answers: int = 0
    in_time: int = 0
    headlines: int = 0
    own_words: int = 0

    def __add__(self, other: Part) -> Part:
        """The same with what another turn adds."""
        numbers = [name for name in Part.__annotations__ if name not in ("name", "seat")]
        return evolve(self, **{name: getattr(self, name) + getattr(other, name) for name in numbers})


def taking_part(game: GameLog) -> tuple[Part, ...]:
    """Everybody by name, once for each seat that they had, in the order of the seats, then the observers. Two
    of one name in two seats are two."""
    found: dict[tuple[str, str], Part] = {}
    for part in (*(part for seat in game.rules.seats for part in _of_seat(game, seat)), *_observed(game)):
        key = part.name, part.seat
        found[key] = found[key] + part if key in found else part
    return tuple(found.values())


def _observed(game: GameLog) -> Iterator[Part]:
    """A part for each paper, or question of a turn, and each observer. The table asks for a headline before
    each turn but the first."""
    for turn in sorted({*range(2, game.resolved + 1), *game.headlines}):
        who = game.observers(turn)
        for name in members(SeatSetup(players=who.press)):
            led = int(name == on_duty(who.press, turn).lead)
            wrote = led * (turn in game.headlines)
            yield Part(name, PRESS, turns=1, led=led, headlines=wrote, own_words=wrote)
    for turn in (record.turn for record in game.adjudicated):
        who = game.observers(turn)
        for name in members(SeatSetup(players=who.analyst)):
            led = int(name == on_duty(who.analyst, turn).lead)
            yield Part(name, ANALYST, turns=1, led=led, forecasts=led * (turn in game.foreseen))


def _of_seat(game: GameLog, seat: SeatId) -> Iterator[Part]:
    """A part for each turn and each of those who had the seat in it."""
    late = {taken.turn for taken in game.decisions if taken.seat == seat and taken.late}
    for record in game.adjudicated:
        turn, setup = record.turn, game.held_by(seat, record.turn)
        now, orders = chairs(setup, turn), record.orders.get(seat, Orders())
        said = [one.text for one in game.statements if (one.turn, one.seat) == (turn, seat)]
        given = _given(game.scenario, orders.card)
        for name in members(setup) if setup.kind == "people" else ():
            part = Part(name, seat, turns=1, advised=int(name == now.adviser))
            if name == now.lead:
                part = evolve(
                    part,
                    led=1,
                    letters=len(orders.letters),
                    statements=len(said),
                    arguments=sum(len(order.arguments) for order in orders.moves),
                    reasons=int(bool(orders.why)),
                    forecasts=int(orders.forecast is not None),
                    answers=sum(reply.seat == seat for reply in record.replies),
                    in_time=int(not orders.defaulted and turn not in late),
                    own_words=sum(
                        text not in given for text in (*said, *(letter.text for letter in orders.letters))
                    ),
                )
            yield part


def _given(s: Scenario, card: str) -> set[str]:
    """What the choices of a card say and write, by the name that orders have of it; nothing without one."""
    found = s.cards.get(CardId(card.partition("/")[0]))
    choices = found.choices.values() if found else ()
    return {text for one in choices for text in (one.say, one.letter.text if one.letter else "") if text}
