"""Records of variations: courses of a game that were not taken. They change nothing of the game itself.

What happens in a variation is kept as in a game, under ``variation KIND`` with the variation's number.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from attrs import evolve

from wargame.ids import EventId, SeatId
from wargame.rules.changes import NO_DIE, Change, Die, die_for, die_of, umpired, with_events
from wargame.rules.compiled import Rules
from wargame.rules.dice import GROUP
from wargame.rules.legality import forbidden
from wargame.rules.orders import Orders, Reply, Umpire
from wargame.rules.record import TurnRecord
from wargame.rules.wording import capital
from wargame.session.cleaning import clean_orders
from wargame.session.documents import BadRecord
from wargame.session.progress import GameError, KeptVariation, Parting, Progress
from wargame.session.records.base import GameRecord
from wargame.session.references import must_make_sense
from wargame.session.setup import Decision, SeatSetup, Variation
from wargame.values import frozen

MOST = 99
"""How many variations a save may have."""


@frozen
class Held:
    """Who plays a seat on."""

    seat: SeatId
    setup: SeatSetup


@frozen
class Given:
    """What a seat orders instead."""

    seat: SeatId
    orders: Orders


@frozen
class Answers:
    """All that is answered in the exchanges of a turn."""

    replies: tuple[Reply, ...] = ()


@frozen
class Fixed:
    """A die that ``shows`` something else: that of a ``seat`` for its order in a ``slot`` (from 0), or by
    which it leaks; or one by name, for ``who`` and ``what``."""

    shows: int
    seat: str = ""
    slot: int = 0
    leak: bool = False
    who: str = ""
    what: str = ""

    @classmethod
    def of(cls, rules: Rules, die: Die, shows: int) -> Self:
        """How a die of a change is written."""
        throw, place = die
        if isinstance(throw, bytes):
            who, _, what = throw.decode().partition("\x1f")
            return cls(shows, who=who, what=what)
        slot, group = throw
        return cls(shows, rules.seats[group * GROUP + place // 2], slot, bool(place % 2))

    def die(self, rules: Rules) -> Die:
        """The reverse. Raises GameError for what is none."""
        if not 0 <= self.shows <= 99:
            raise GameError("A die shows 0 to 99.")
        if not self.seat:
            return die_for(self.who, self.what)
        if self.seat not in rules.seat_index or self.slot < 0:
            raise GameError("It speaks of a die that there is not.")
        return die_of(rules, SeatId(self.seat), self.slot, leak=self.leak)


@frozen
class Happens:
    """Whether an event happens in a turn, or in the dawn after it."""

    event: EventId
    happens: bool


@frozen(kw_only=True)
class VariationRecord(GameRecord):
    """A variation was begun, at the dawn of ``turn`` in the game or in an earlier variation (``parent``).

    In this turn all seats order as they did there, but for those of ``orders``; who is named in ``anew``
    decides again. ``replies`` and ``umpire`` stand instead of what there was; ``dice`` and ``events`` are
    others. The dice are those of the parent in the turns that it has had adjudicated, after that they come
    from ``salt``.
    """

    kind = "variation"
    of_save = True
    variation: int
    parent: int = 0
    name: str
    comment: str = ""
    salt: str
    seats: tuple[Held, ...]
    anew: tuple[SeatId, ...] = ()
    orders: tuple[Given, ...] = ()
    replies: Answers | None = None
    umpire: Umpire | None = None
    dice: tuple[Fixed, ...] = ()
    events: tuple[Happens, ...] = ()
    at: datetime | None = None

    @classmethod
    def of(cls, rules: Rules, change: Change, **more: Any) -> Self:
        """One with a change of its turn; ``more`` has the other fields. Raises GameError for what there is
        not."""
        replies = change.replies
        record = cls(
            orders=tuple(Given(seat, clean_orders(orders)) for seat, orders in change.orders.items()),
            replies=None if replies is None else Answers(replies),
            umpire=change.umpire,
            dice=tuple(Fixed.of(rules, die, shows) for die, shows in change.dice.items()),
            events=tuple(Happens(event, happens) for event, happens in change.events.items()),
            **more,
        )
        if change.turn != record.turn or {*record.anew} & {*change.orders} or (record.anew and replies):
            raise GameError("It changes another turn, or what is decided again.")
        try:
            must_make_sense(rules, record)
        except BadRecord as error:
            raise GameError(capital(f"{error}.")) from error
        return record

    @property
    def about(self) -> Variation:
        """What everybody is told of it."""
        seats = {held.seat: held.setup for held in self.seats}
        return Variation(self.variation, self.parent, self.turn, self.name, self.comment, self.at, seats)

    def change(self, rules: Rules) -> Change:
        """What is different in its turn. Raises GameError for what there is not."""
        return Change(
            self.turn,
            {given.seat: given.orders for given in self.orders},
            None if self.replies is None else self.replies.replies,
            self.umpire,
            {fixed.die(rules): fixed.shows for fixed in self.dice},
            {one.event: one.happens for one in self.events},
        )

    def check(self, progress: Progress) -> None:
        known = progress.variations
        if self.variation != len(known) + 1 or (self.parent and self.parent not in known):
            raise GameError("it is not the next one, or parts from none that there is")
        if self.variation > MOST:
            raise GameError(f"A save has at most {MOST} variations.")
        if len(self.seats) != len(progress.rules.seats) or self.about.seats.keys() != progress.setups.keys():
            raise GameError("it does not say who plays each seat")
        if not self.parent:
            progress.begun(self.turn)

    def apply(self, progress: Progress) -> None:
        parent = progress.variations.get(self.parent)
        base, after = (None, len(parent.steps)) if parent else (progress.kept(), 0)
        progress.variations[self.variation] = KeptVariation(self.about, self.begin, base, after)

    def begin(self, parent: Progress) -> Progress:
        """The variation as it begins, from what its parent has come to. Raises GameError where that has no
        such turn, and for a change that can't be."""
        rules, progress, change = parent.rules, parent.at_dawn(self.turn), self.change(parent.rules)
        there, resolved = parent.turns[self.turn - 1], sum(turn.closing is not None for turn in parent.turns)
        progress.setups = {seat: self.about.seats[seat] for seat in rules.seats}
        progress.cup = parent.cup.varied(resolved + 1, self.salt)
        record = there if there.closing is not None else None
        if record is None and change != Change(self.turn):
            raise GameError(f"Turn {self.turn} has not been adjudicated: nothing can be changed in it.")
        if change.dice and not rules.thrown:
            raise GameError(NO_DIE)
        varied = with_events(rules, tuple(change.events.items()))
        progress.parting = Parting(self.turn, record, evolve(change, orders={}), varied)
        if record is not None:
            self._ordered(progress, parent, record, change)
        return progress

    def _ordered(self, progress: Progress, parent: Progress, there: TurnRecord, change: Change) -> None:
        """All that do not decide again have ordered, and answered what they are asked then."""
        for seat in progress.rules.seats:
            if seat not in self.anew:
                progress.committed[seat] = ""
                progress.pending[seat] = orders = change.orders.get(seat, there.orders[seat])
                progress.decisions.append(Decision(self.turn, seat, "orders", self.at))
                if wrong := forbidden(progress.rules, there.opening, seat, orders):
                    raise GameError(" ".join(wrong))
        umpire = umpired(there, change)
        rulings = tuple(ruling for ruling in umpire.rulings if ruling.seat in progress.pending)
        progress.umpire = evolve(umpire, rulings=rulings)
        progress.put |= {n: one for n, one in parent.put.items() if one.made == self.turn < one.due}
        left = list(there.replies if change.replies is None else change.replies)
        while not self.anew and (bout := progress.bout) is not None:
            on = bout.code.exchange.id, bout.seat
            reply = next((reply for reply in left if (reply.exchange, reply.seat) == on), None)
            if reply is None:
                break
            left.remove(reply)
            progress.replies += (reply,)


@frozen(kw_only=True)
class RenameRecord(GameRecord):
    """A variation was given another name and comment."""

    kind = "variation renamed"
    of_save = True
    variation: int
    name: str
    comment: str = ""
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        progress.variation(self.variation)

    def apply(self, progress: Progress) -> None:
        course = progress.variation(self.variation)
        course.about = evolve(course.about, name=self.name, comment=self.comment)
