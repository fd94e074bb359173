"""The progress of a game so far: what was decided and what came of it. Records alone change it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from hashlib import blake2b

from attrs import evolve, field, fields

from wargame.ids import ObjectiveId, SeatId
from wargame.journal import Record
from wargame.rules.account import Account
from wargame.rules.changes import Change, loaded
from wargame.rules.compiled import Rules
from wargame.rules.dice import Dice
from wargame.rules.exchanges import Bout, begun
from wargame.rules.legality import default_orders
from wargame.rules.orders import AllOrders, Injection, Orders, Reply, Umpire
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.session.cup import Cup, binding, is_entropy
from wargame.session.sealing import Key, Secrets
from wargame.session.setup import (
    Branch,
    Decision,
    Foreseen,
    Incident,
    Note,
    Observers,
    SeatSetup,
    Variation,
)
from wargame.text import full_stop
from wargame.values import define, frozen


class GameError(ValueError):
    """Something was asked of a game that it can't do now."""


Unlock = Callable[[Secrets], Key | None]
"""Finds the key of what is hidden; None where it can't be had."""


@frozen
class Undone:
    """What a rewind took out of play, and why: the turns from the one gone back to, the last one with the
    orders it had so far, what was declared in them, and their dice. ``told`` counts the messages and the
    incidents before it: of these the table was told then."""

    reason: str
    turns: tuple[TurnRecord, ...]
    cup: Cup = field(eq=False, repr=False)
    statements: tuple[Note, ...] = ()
    told: tuple[int, int] = field(default=(0, 0), eq=False)


@frozen
class Break:
    """Where a game was broken off: the turn adjudicated last, what the end came to, and the dice of then."""

    record: TurnRecord
    state: State
    account: Account
    cup: Cup = field(eq=False, repr=False)


@frozen
class Parting:
    """Where a variation parts from another course: ``record`` is that turn as it went there, if it was
    adjudicated; ``change`` has the dice that are others in it, ``rules`` those with the events that are."""

    turn: int
    record: TurnRecord | None
    change: Change
    rules: Rules


@frozen
class Put:
    """News that an umpire put in: in turn ``made``; ``withdrawn`` is the turn in which he took it back, if he
    did."""

    made: int
    news: Injection
    withdrawn: int = 0

    @property
    def due(self) -> int:
        """The turn with which it comes."""
        return self.news.turn or self.made


@define
class KeptVariation:
    """A variation as its save keeps it: ``began`` makes its progress from that of its parent, which is
    ``base`` or, in another variation, what that had come to ``after`` so many steps; ``steps`` are what
    happened in it. ``reached`` is what it had come to after as many of them as were asked for last."""

    about: Variation
    began: Callable[[Progress], Progress]
    base: Progress | None
    after: int
    steps: list[Record] = field(factory=list)
    reached: tuple[int, Progress] | None = field(default=None, eq=False, repr=False)


@define
class Progress:
    """What a game has come to.

    ``turns`` holds a record for each turn begun, the newest last; ``committed`` what binds each commit in it,
    nothing for one that stands in clear; ``pending`` the orders of those that can be read here, ``nonces``
    what those under seal were bound with; ``replies`` what was answered in its exchanges; ``umpire`` what the
    umpire has done in it, ``umpired`` whether one looks at orders before they are carried out; ``put`` all
    that was put in, by number, ``puts`` how often that was done; ``commits`` counts commits by turn and seat,
    ``answers`` all answers, those that were taken back or undone too; ``decisions`` has those that count, in
    their order; ``reseated`` lists changes of seats (turn, seat, who has it now), ``observed`` those of the
    observers (turn, who they are now), both by turns; ``messages`` are the
    instructor's to everybody; ``incidents`` are take-backs, PINs given, cleared and tried, and what was done
    without one; ``headlines`` and ``foreseen`` have by their turns what the press desk wrote and what the
    analyst said; ``pins`` has what is kept of the PIN of each seat that has one; ``undone`` is what rewinds
    took out of play, the oldest first; ``left`` has the turns as they stood where the game was broken off,
    none while it goes on, and ``breaks`` tells of each time that it was; ``guesses`` has what each seat took
    the hidden aims of others to be before they were first turned over, ``asked`` who was asked at this end;
    ``laid_open``: they were turned over, and the game went on from there; ``rebound`` has the turns in which
    the dice became others, and whose commits were void then;
    ``notices`` are sentences for the person at the table.

    ``cup`` has the dice, ``bound`` is what names the game (``game_id``): the seed, or what binds the dice.
    ``secrets`` is what stands in the save of what it hides, ``key`` what opens that here, if it can be, and
    ``unlock`` finds it. ``variations`` has the courses that were not taken, by their numbers; what is one of
    them itself has in ``parting`` where it parts from its parent. ``gone_through`` counts, in tenths of a
    microsecond or in words of memory, what its records had to go through of what was there before them.
    """

    rules: Rules
    setups: dict[SeatId, SeatSetup]
    cup: Cup = field(factory=lambda: Cup(None))
    bound: str = ""
    unlock: Unlock = lambda secrets: None
    secrets: Secrets | None = None
    key: Key | None = None
    turns: tuple[TurnRecord, ...] = ()
    committed: dict[SeatId, str] = field(factory=dict)
    pending: dict[SeatId, Orders] = field(factory=dict)
    nonces: dict[SeatId, str] = field(factory=dict)
    replies: tuple[Reply, ...] = ()
    umpire: Umpire = field(factory=Umpire)
    umpired: bool = False
    put: dict[int, Put] = field(factory=dict)
    puts: int = 0
    commits: dict[tuple[int, SeatId], int] = field(factory=dict)
    answers: int = 0
    decisions: list[Decision] = field(factory=list)
    notes: list[Note] = field(factory=list)
    bookmarks: list[Note] = field(factory=list)
    statements: list[Note] = field(factory=list)
    headlines: dict[int, Note] = field(factory=dict)
    foreseen: dict[int, Foreseen] = field(factory=dict)
    reseated: list[tuple[int, SeatId, SeatSetup]] = field(factory=list)
    observed: list[tuple[int, Observers]] = field(factory=list)
    messages: list[Note] = field(factory=list)
    incidents: list[Incident] = field(factory=list)
    rebound: tuple[tuple[int, tuple[SeatId, ...]], ...] = ()
    pins: dict[SeatId, str] = field(factory=dict)
    undone: list[Undone] = field(factory=list)
    left: tuple[TurnRecord, ...] = ()
    breaks: list[Break] = field(factory=list)
    guesses: dict[SeatId, dict[SeatId, ObjectiveId]] = field(factory=dict)
    asked: set[SeatId] = field(factory=set)
    laid_open: bool = False
    branches: list[Branch] = field(factory=list)
    notices: list[str] = field(factory=list)
    variations: dict[int, KeptVariation] = field(factory=dict)
    parting: Parting | None = None
    gone_through: int = field(default=0, eq=False, repr=False)

    @property
    def over(self) -> bool:
        """Has the game ended?"""
        return bool(self.turns and self.turns[-1].closing is not None and self.turns[-1].closing.ending)

    @property
    def guessing(self) -> tuple[SeatId, ...]:
        """The seats of people that may guess yet what others wanted: once the game is over, and before that
        is turned over."""
        if not self.over or self.laid_open:
            return ()
        aims = self.rules.scenario.objectives.values()
        asked = (s for s, setup in self.setups.items() if setup.kind == "people" and s not in self.guesses)
        return tuple(s for s in asked if any(aim.hidden and aim.seat != s for aim in aims))

    @property
    def waiting(self) -> tuple[SeatId, ...]:
        """The seats whose orders for the turn being played are still out; closed seats never are."""
        if self.turns[-1].closing is not None:
            return ()
        return tuple(
            s for s, setup in self.setups.items() if setup.kind != "closed" and s not in self.committed
        )

    @property
    def orders(self) -> dict[SeatId, Orders]:
        """What each seat does in this turn: what it committed, or its default."""
        return {seat: self.orders_of(seat) for seat in self.rules.seats}

    @property
    def played(self) -> tuple[TurnRecord, ...]:
        """The turns, the one being played with the orders and rulings that it has so far."""
        turns = self.left or self.turns
        last = turns[-1]
        if last.closing is not None:
            return turns
        so_far = evolve(last, orders=dict(self.pending), umpire=self.umpire, replies=self.replies)
        return (*turns[:-1], so_far)

    @property
    def legible(self) -> bool:
        """Can all that was committed in this turn be read here?"""
        return self.committed.keys() == self.pending.keys()

    @property
    def bouts(self) -> list[Bout]:
        """The exchanges of this turn that have begun, once all orders are in and can be read. Raises
        GameError where the answers are not those that were asked for."""
        if not self.rules.openers or self.turns[-1].closing is not None or self.waiting or not self.legible:
            return []
        x = self.rules.context(self.turns[-1].opening)
        try:
            return begun(self.rules, x, self.orders, self.replies)
        except ValueError as error:
            raise GameError("its answers are not those that were asked for") from error

    @property
    def bout(self) -> Bout | None:
        """The exchange that waits for an answer."""
        bouts = self.bouts
        return bouts[-1] if bouts and bouts[-1].end is None else None

    def dice(self, turn: int) -> Dice:
        """The dice that adjudicate a turn, and throw for the dawn after it. Raises UnknownDice."""
        played = self.turns[turn - 1].orders if 0 < turn <= len(self.turns) else {}
        return self.thrown(self.cup, turn, played)

    def thrown(self, cup: Cup, turn: int, played: AllOrders) -> Dice:
        """The dice of a cup, as they fall in a turn in which this was ordered, or is now: where a variation
        begins, an order that was there before keeps its own. Raises UnknownDice."""
        dice, parting = cup.dice(turn), self.parting
        if parting is None or parting.turn != turn or parting.record is None:
            return dice
        change = evolve(parting.change, orders=played or self.orders)
        return loaded(self.rules, dice, parting.record, change)

    def rules_in(self, turn: int) -> Rules:
        """The rules by which a turn is adjudicated, and the dawn after it comes."""
        parting = self.parting
        return parting.rules if parting is not None and parting.turn == turn else self.rules

    def orders_of(self, seat: SeatId) -> Orders:
        """What a seat does in this turn."""
        return self.pending.get(seat) or default_orders(self.rules, self.turns[-1].opening, seat)

    def name(self, seat: SeatId) -> str:
        """A seat's name."""
        return self.rules.scenario.seats[seat].name

    def seat(self, seat: str) -> SeatId:
        """The seat's id, if there is such a seat. Raises GameError."""
        id = SeatId(seat)
        if id not in self.rules.seat_index:
            known = ", ".join(self.rules.seats)
            raise GameError(f"There is no seat {seat[:40]!r}; there are {known}.")
        return id

    def go_through(self, things: int) -> None:
        """Counts what a record goes through of what was there before it: ``restore`` allows so much."""
        self.gone_through += things

    def begun(self, turn: int) -> int:
        """The turn, if it has begun. Raises GameError."""
        if not 1 <= turn <= len(self.turns):
            raise GameError(f"There is no turn {turn}; the game has {len(self.turns)}.")
        return turn

    def variation(self, number: int) -> KeptVariation:
        """A variation, as the save keeps it. Raises GameError."""
        if number not in self.variations:
            raise GameError(f"There is no variation {number}; there are {len(self.variations)}.")
        return self.variations[number]

    def kept(self) -> Progress:
        """The same, as it is now, whatever happens later."""
        found = copy(self)
        for name in (f.name for f in fields(Progress)):
            if isinstance(value := getattr(self, name), list | dict | set):
                setattr(found, name, copy(value))
        return found

    def at_dawn(self, turn: int) -> Progress:
        """What the game had come to when a turn had dawned, for a course that is none of the game: nothing
        is hidden in it, and no desk has a PIN. Raises GameError for a turn that has not begun."""
        last = self.turns[self.begun(turn) - 1]
        return Progress(
            self.rules,
            dict(self.setups),
            self.cup,
            turns=(*self.turns[: turn - 1], TurnRecord(turn, last.dawn, last.opening)),
            decisions=[taken for taken in self.decisions if taken.turn < turn],
            statements=[said for said in self.statements if said.turn < turn],
            headlines={n: one for n, one in self.headlines.items() if n < turn},
            foreseen={n: one for n, one in self.foreseen.items() if n < turn},
            notes=[note for note in self.notes if note.turn < turn],
            bookmarks=[mark for mark in self.bookmarks if mark.turn < turn],
            reseated=[change for change in self.reseated if change[0] < turn],
            observed=[change for change in self.observed if change[0] < turn],
            messages=[said for said in self.messages if said.turn < turn],
            incidents=[incident for incident in self.incidents if incident.turn < turn],
            rebound=tuple(one for one in self.rebound if one[0] < turn),
            branches=list(self.branches),
            umpire=Umpire(injects=self.due(turn, before=turn)),
            put=self.put_before(turn),
            puts=self.puts,
        )

    def due(self, turn: int, *, before: int | None = None) -> tuple[Injection, ...]:
        """What was put in for a turn, in its order; only what was before some turn, if one is given."""
        put = self.put if before is None else self.put_before(before)
        return tuple(one.news for one in put.values() if one.due == turn and not one.withdrawn)

    def put_before(self, turn: int) -> dict[int, Put]:
        """What had been put in, and not withdrawn, when a turn dawned."""
        return {
            number: one if one.withdrawn < turn else evolve(one, withdrawn=0)
            for number, one in self.put.items()
            if one.made < turn
        }

    def must_be_on(self, turn: int) -> None:
        """Raises GameError unless this turn is being played."""
        if self.over:
            raise GameError("The game is over.")
        if not self.turns or self.turns[-1].turn != turn:
            raise GameError(f"turn {turn} is not on")
        if self.turns[-1].closing is not None:
            raise GameError(f"Turn {turn} is over, and the next could not be saved yet.")

    def must_be_held(self, seat: SeatId) -> None:
        """Raises GameError for a closed seat: nobody orders for it."""
        if self.setups[seat].kind == "closed":
            raise GameError(f"{self.name(seat)} is closed: it has its default orders.")

    def hide(self, turn: int, secrets: Secrets) -> None:
        """From a turn on, hides what is to be hidden as ``secrets`` say; whatever was committed in it before
        is void. Opens them, if they can be. Raises GameError where they contradict each other."""
        if len(secrets.dice) != self.rules.last_turn - turn + 1 or self.cup.whole:
            raise GameError("it binds the dice of other turns than there are")
        self.key = self.unlock(secrets)
        self.secrets = secrets
        self._forget_orders()
        self.go_through(len(self.decisions) + 10 * len(self.cup.opened) + 10 * len(self.cup.bound))
        self.decisions = [taken for taken in self.decisions if taken.turn < turn]
        self.umpire = evolve(self.umpire, rulings=())
        seed = None if self.key is None else self.key.open(secrets.seed)
        self.cup = self.cup.bind(turn, secrets.dice, seed)
        if self.key is not None and self.cup.bindings(turn, self.rules.last_turn) != secrets.dice:
            raise GameError("the dice that it binds are not those of its seed")

    def must_be_bound(self, turn: int, entropy: str) -> None:
        """Raises GameError unless this lays the dice of a turn open, where they were bound."""
        if entropy and not is_entropy(entropy):
            raise GameError("its dice are not written as this program writes them")
        if self.cup.bound.get(turn, "") != (binding(entropy) if entropy else ""):
            raise GameError(f"its dice of turn {turn} are not those that were bound")

    def must_be_complete(self) -> None:
        """Raises GameError while somebody is still being waited for."""
        self.go_through(len(self.setups))
        if self.waiting:
            raise GameError(f"Still waiting for {', '.join(self.name(seat) for seat in self.waiting)}.")

    def must_be_answered(self) -> None:
        """Raises GameError while an exchange waits for an answer."""
        if bout := self.bout:
            asks = f"{self.name(bout.seat)} has to answer first: {bout.code.exchange.name}"
            raise GameError(full_stop(asks))

    def forget_rulings(self, seat: SeatId) -> None:
        """Drops what was ruled on a seat's orders of this turn: they are others now."""
        self.go_through(len(self.umpire.rulings))
        rulings = tuple(ruling for ruling in self.umpire.rulings if ruling.seat != seat)
        self.umpire = evolve(self.umpire, rulings=rulings)

    def turn_to(self, turns: tuple[TurnRecord, ...]) -> None:
        """Goes on with these turns; nothing is committed or ruled in the newest yet, and what was put in
        for it in earlier ones waits."""
        self.go_through(len(turns) + len(self.put))
        self._leave_the_end()
        self.turns, self.left = turns, ()
        self.umpire = Umpire(injects=self.due(turns[-1].turn) if turns[-1].closing is None else ())
        self._forget_orders()

    def go_on(self) -> None:
        """Goes on from where the game was broken off; what was guessed then stays."""
        self._leave_the_end()
        self.turns, self.left = self.left, ()

    def _leave_the_end(self) -> None:
        """Where the game has ended: who goes on from there knows what was turned over."""
        self.laid_open = self.laid_open or (self.over and not self.guessing)
        self.asked = set()

    def break_off(self, state: State, account: Account) -> None:
        """Ends the game with what stands after the turn adjudicated last; what is on is kept."""
        self.go_through(2 * len(self.turns))
        done = tuple(turn for turn in self.turns if turn.closing is not None)
        last = done[-1]
        self.breaks.append(Break(last, state, account, self.cup))
        told = last.account.entries if last.account else []
        whole = Account(last.turn, "adjudication", [*told, *account.entries])
        self.turns, self.left = (*done[:-1], evolve(last, account=whole, closing=state)), self.turns

    def _forget_orders(self) -> None:
        self.committed, self.pending, self.nonces, self.replies = {}, {}, {}, ()


def game_id(scenario: str, bound: str) -> str:
    """A short name for a game that says nothing of its dice, yet binds what they come from: this can be
    checked against it."""
    return f"{scenario}-{blake2b(f'{scenario}/{bound}'.encode(), digest_size=6).hexdigest()}"
