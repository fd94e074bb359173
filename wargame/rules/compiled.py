"""The shapes of a scenario compiled for play: its indexes and, for each thing that can happen, the
functions that compute it. ``compiler.py`` makes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

from attrs import evolve

from wargame.ids import (
    EndingId,
    ExchangeId,
    FlagId,
    ForecastId,
    InjectId,
    MoveId,
    ObjectiveId,
    SeatId,
    TermId,
    TrackId,
)
from wargame.rules.account import Change, Deed, Entry, Reason
from wargame.rules.context import Context
from wargame.rules.dice import GROUP, Dice, Fell, NoDice
from wargame.rules.orders import AllOrders, AnswerWord, Options, Order, Orders, Ruling, StanceWord
from wargame.rules.state import State
from wargame.scenario.model import (
    Card,
    Ending,
    Exchange,
    Move,
    Objective,
    Observer,
    Scenario,
    Term,
    Turn,
)
from wargame.scenario.shapes import ids_of
from wargame.values import define, frozen

Condition = Callable[[list[int], list[int], Context], bool]
Value = Callable[[list[int], list[int], Context], int]
Odds = tuple[int, int, tuple[Reason, ...]]
"""What odds begin with, what they come to, and why."""
Sum = Callable[[list[int], list[int], Context], Odds]
Apply = Callable[[list[int], list[int], Context, list[Change]], None]
Moves = Callable[[list[int], list[int], Context], list[int]]
Ends = Callable[[list[int], list[int], Context], EndingId | Literal[""]]
Act = Callable[
    [list[int], list[int], Context, Sequence[int], Odds, int, int, Order, Ruling],
    Deed,
]
"""All that follows from a move's dice: takes the lanes of its slot, its odds, those of its leak, the slot,
the order and what the umpire ruled of it; gives what is written down."""
Passing = Callable[[list[int], list[int], Context, Dice, list[Entry] | None], None]
"""What happens by itself in a part of the day, with entries of the account where it is kept."""

SEVERITY = {
    "de-escalation": -2,
    "status-quo": 0,
    "posturing": 4,
    "non-violent": 12,
    "violent": 28,
    "nuclear": 60,
}
"""The escalation index's points for each severity (Rivera et al. 2024, "Escalation Risks from Language
Models in Military and Diplomatic Decision-Making")."""


@frozen
class NeedCode:
    """A condition and the reason to give while it does not hold."""

    holds: Condition
    because: str


@frozen
class Guess:
    """A factor that depends on what others order this turn: what it would add if they ordered ``moves``."""

    add: Value
    moves: frozenset[int]
    because: str


K = TypeVar("K")
V = TypeVar("V")


class Lazy(dict[K, V]):
    """Functions by what they are for. Each is compiled when it is first needed: of the moves of a large
    scenario, a game sees few."""

    def __init__(self, names: dict[K, str], function: Callable[[str], V]) -> None:
        super().__init__()
        self.names = names
        self.function = function

    def __missing__(self, key: K) -> V:
        function = self[key] = self.function(self.names[key])
        return function


@frozen
class MoveCode:
    """A move, compiled. ``stage`` counts stages; ``certain`` moves need no die; ``options`` says that it has
    some; ``grades`` has the effects of every grade. ``points`` are those of the escalation index."""

    move: Move
    index: int
    seat: int
    stage: int
    cost: int
    options: bool
    certain: bool
    grades: Lazy[str, Apply]
    leak: Value | None
    needs: tuple[NeedCode, ...]
    guesses: tuple[Guess, ...]
    points: int

    def choices(self, made: Options) -> tuple[str, ...]:
        """The ids of the choices that an order makes, defaults filled in."""
        options = self.move.options
        if not options:
            return ()
        chosen = dict(made)
        return tuple(chosen.get(id) or next(iter(option.choices)) for id, option in options.items())


@frozen
class TermCode:
    """A term, compiled. ``performed_by`` and ``broken_by`` are move numbers; ``excludes`` are the terms that
    it or that exclude it."""

    term: Term
    needs: tuple[NeedCode, ...]
    worth: dict[SeatId, Value]
    on_signing: Apply
    each_turn: Apply
    on_break: Apply
    performed_by: frozenset[int]
    broken_by: frozenset[int]
    excludes: tuple[TermId, ...]

    def performed(self, move: MoveCode, order: Order) -> bool:
        """Is this order of a move the deed that the term asks for, in the way that it asks?"""
        ways = self.term.performed_with
        return move.index in self.performed_by and (
            not ways or not {*ways}.isdisjoint(move.choices(order.options))
        )


@frozen
class ForecastCode:
    """A forecast question, compiled. ``turn`` is the only turn it is asked in, or 0; who it is about, is not
    asked (``decided_by``)."""

    id: ForecastId
    turn: int
    at_end: bool
    decided_by: tuple[SeatId, ...]
    when: Condition
    answer: Condition


@frozen
class EndingCode:
    """An ending, compiled; ``parts`` pairs a condition with a text."""

    ending: Ending
    parts: tuple[tuple[Condition, str], ...]


@frozen
class ObjectiveCode:
    """An objective, compiled; ``parts`` pairs a condition with a text."""

    objective: Objective
    score: Value
    parts: tuple[tuple[Condition, str], ...]


SideWord = Literal["faced", "first"]
"""The side of an exchange that was faced with it, or that which opened it."""


@frozen
class ExchangeCode:
    """An exchange, compiled. ``moves`` open it, ``seats`` has the numbers of its sides, ``top`` the height of
    its last rung; ``stands`` the effects of each answer of each side, ``causes`` those of them alone that
    have a reason, with it, ``peak`` those of the last rung, and ``leanings`` how much a player that does not
    look ahead leans to an answer. ``slip`` is the sum of the odds that it slips out of hand."""

    exchange: Exchange
    moves: frozenset[MoveId]
    seats: dict[SideWord, int]
    top: int
    when: Condition
    stands: dict[tuple[SideWord, AnswerWord], Apply]
    causes: dict[tuple[SideWord, AnswerWord], tuple[tuple[str, Apply], ...]]
    leanings: dict[tuple[SideWord, AnswerWord], Callable[[list[int], list[int], Context], float]]
    slip: Sum
    peak: Apply


Do = Callable[[list[int], list[int], Context], None]
"""All that follows from a move of a grade, or from its leak."""
Weigh = Callable[[list[int], list[int], Context, Sequence[int], Callable[[Do], None]], None]
"""Throws the dice of a move where no account is kept: takes the lanes of its slot, and what takes down all
that is to be done once those of its stage have been thrown."""

Play = tuple[int, int, Weigh]
"""A move as it is ordered, with the choices made: its stage, its number, and what throws its dice."""
Stage = list[tuple[int, int, Weigh]]
"""The moves of a stage, in seat order: the number of each, its slot among its seat's orders, and what throws
its dice."""
Together = tuple[list[Stage], dict[int, Order], int, list[MoveId]]
"""The moves of all seats in one turn: stage by stage, and by their numbers; how many slots are filled at
most; and those of them that may open an exchange."""
Given = tuple[Together, AllOrders]
"""What is ordered in a turn, where no account is kept: the moves, and orders of those who have something to
say."""


class Plays(dict[MoveId | tuple[MoveId, Options], Play]):
    """What stands ready for a move, or a move with its options; made when it is first ordered so. There are
    so many ``stages``, and the moves ``opening`` may open an exchange."""

    def __init__(
        self, make: Callable[[MoveId, Options], Play], stages: int, opening: Collection[MoveId]
    ) -> None:
        super().__init__()
        self._make = make
        self._stages = ((),) * stages
        self._opening = frozenset(opening)

    def __missing__(self, key: MoveId | tuple[MoveId, Options]) -> Play:
        play = self[key] = self._make(*key) if isinstance(key, tuple) else self._make(key, ())
        return play

    def together(self, moves: Iterable[Sequence[Order]]) -> Together:
        """The moves that each seat orders in one turn, in seat order."""
        stages: list[Stage] = [*map(list, self._stages)]
        ordered: dict[int, Order] = {}
        opening: list[MoveId] = []
        slots, opens = 0, self._opening
        for mine in moves:
            slot = 0
            for order in mine:
                move, options = order.move, order.options
                stage, number, weigh = self[move, options] if options else self[move]
                ordered[number] = order
                stages[stage].append((number, slot, weigh))
                if move in opens:
                    opening.append(move)
                slot += 1
            if slot > slots:
                slots = slot
        return [*filter(None, stages)], ordered, slots, opening

    def given(self, seats: Iterable[SeatId], orders: AllOrders) -> Given:
        """What the seats order in one turn, in their order."""
        moves: list[Sequence[Order]] = []
        said: dict[SeatId, Orders] = {}
        for seat in seats:
            mine = orders[seat]
            moves.append(mine.moves)
            if mine.answers or mine.drafts or mine.stances or mine.letters or mine.forecast is not None:
                said[seat] = mine
        return self.together(moves), said


class Leant(NamedTuple):
    """A move that its seat's persona would order now and then: its number, whether it is open, and how much
    the persona leans to it: always ``most``, or up to that, and then what it is now. ``race`` is for those
    who ask both: ``open`` where it is always ``most``, else what is leant to it, 0 while it is not open."""

    number: int
    open: Condition
    most: float
    leaning: Value | None
    race: Condition | Value


Worth = tuple[TermId, tuple[int, ...]]
"""A term, and what it is worth to some seats."""
Pool = Callable[[list[int], list[int], Context], list[Worth]]


class Unknown(NamedTuple):
    """What an eye can't know: tracks that it does not see exactly, by number, with what it reckons each of
    their values to be; flags, with what they are at their start; moves of which it does not learn."""

    tracks: tuple[tuple[int, Mapping[int, int]], ...]
    flags: tuple[tuple[int, int], ...]
    moves: tuple[int, ...]


@frozen
class Playout:
    """The same steps where no account is kept, in fewer and larger functions: moves as they can be ordered,
    the dawn, the dusk, the odds that an agreement lasts; for each seat the moves that its persona would
    order; and for seats what gives the terms that they alone could perform, or some that are named, of those
    that can be drafted now, each with what it is worth to them."""

    plays: Plays
    dawn: Passing
    dusk: Passing
    durability: Value
    leanings: dict[SeatId, tuple[Leant, ...]]
    pool: Callable[..., Pool]


@define(slots=False)  # with slots all that is read of it would go through a hook, for the cached
class Rules:
    """A scenario ready to be played. Built by ``compile_rules``; never changed afterwards.

    ``start`` is the state before the first dawn, nothing drawn yet. ``odds``
    and ``acts`` have by a move's number the sum of its odds, and what follows from its dice; ``bounded``
    gives odds within the scenario's bounds. ``openers`` are the seats whose moves open exchanges, with these.
    ``ends`` gives the first ending that holds of those for any turn,
    ``closes`` of all, an empty text where none does. ``aims`` are each seat's objectives, public and hidden;
    ``points`` gives its score, 0 to 100. ``thrown``: dice decide; else what is likelier happens (``NoDice``).
    """

    scenario: Scenario
    calendar: tuple[Turn, ...]
    start: State
    seats: tuple[SeatId, ...]
    seat_index: dict[SeatId, int]
    track_index: dict[TrackId, int]
    flag_index: dict[FlagId, int]
    move_index: dict[MoveId, int]
    move_ids: tuple[MoveId, ...]
    moves: tuple[MoveCode, ...]
    codes: dict[MoveId, MoveCode]
    stages: range
    open_moves: dict[SeatId, Moves]
    odds: Lazy[int, Sum]
    acts: Lazy[int, Act]
    bounded: Callable[[int], int]
    dawn: Passing
    dusk: Passing
    openers: dict[SeatId, tuple[ExchangeCode, ...]]
    injects: dict[InjectId, Apply]
    terms: dict[TermId, TermCode]
    signing: Apply
    stances: dict[tuple[SeatId, StanceWord], Apply]
    stance_needs: dict[SeatId, tuple[NeedCode, ...]]
    ladder: int | None
    resources: tuple[int | None, ...]
    durability: Sum
    forecasts: tuple[ForecastCode, ...]
    endings: tuple[EndingCode, ...]
    ends: Ends
    closes: Ends
    objectives: dict[ObjectiveId, ObjectiveCode]
    aims: dict[SeatId, tuple[ObjectiveCode, ...]]
    points: Lazy[SeatId, Value]
    decks: dict[SeatId, tuple[ObjectiveId, ...]]
    verdict: Sum
    _playout: Callable[[], Playout]
    _condition: Callable[[str], Condition]
    _effect: Callable[[str], Apply]
    thrown: bool = True

    @cached_property
    def diceless(self) -> Rules:
        """The same rules, but that no dice are thrown."""
        return evolve(self, thrown=False, playout=lambda: self.playout) if self.thrown else self

    def dice(self, seed: int) -> Dice:
        """Dice of a seed, as these rules throw them."""
        return Dice(seed) if self.thrown else NoDice(seed)

    def fell(self, roll: int) -> Fell:
        """What there is to be told of a roll in an account."""
        return roll if self.thrown else "no dice"

    def condition(self, source: str) -> Condition:
        """A condition of the scenario's that no step of a game asks for. Compiled when first needed."""
        return self._condition(source)

    def effect(self, source: str) -> Apply:
        """An effect that the scenario does not have, as an umpire puts it in. Compiled when first needed."""
        return self._effect(source)

    @cached_property
    def playout(self) -> Playout:
        """The steps without an account. Compiled when first needed."""
        return self._playout()

    def asked(self, parties: Sequence[SeatId]) -> bool:
        """Does the change of hands concern an agreement of these parties?"""
        concerned = self.scenario.durability.parties
        return not concerned or not set(concerned).isdisjoint(parties)

    @cached_property
    def exchanges(self) -> dict[ExchangeId, ExchangeCode]:
        """The exchanges by id."""
        return {code.exchange.id: code for codes in self.openers.values() for code in codes}

    @cached_property
    def opens(self) -> dict[MoveId, ExchangeCode]:
        """The exchange that a move opens, for those that open one."""
        return {move: code for code in self.exchanges.values() for move in code.moves}

    @cached_property
    def opening(self) -> frozenset[int]:
        """The numbers of the moves that open exchanges."""
        return frozenset(self.move_index[move] for move in self.opens)

    @cached_property
    def cards(self) -> dict[SeatId, tuple[Card, ...]]:
        """The cards of each seat, the heaviest first."""
        heaviest = sorted(self.scenario.cards.values(), key=lambda card: -card.weight)
        return {seat: tuple(card for card in heaviest if card.seat == seat) for seat in self.seats}

    @cached_property
    def questions(self) -> dict[ForecastId, ForecastCode]:
        """The forecast questions by id."""
        return {code.id: code for code in self.forecasts}

    @cached_property
    def askable(self) -> tuple[tuple[ForecastCode, ...], ...]:
        """The questions that can be put in each turn, by its number; there is no turn 0."""
        turns = range(self.last_turn + 1)
        return tuple(tuple(code for code in self.forecasts if code.turn in (0, turn)) for turn in turns)

    @cached_property
    def known(self) -> dict[Any, Collection[str]]:
        """The scenario's ids, by their types."""
        return ids_of(self.scenario)

    @cached_property
    def cells(self) -> int:
        """How many numbers a state has."""
        kept = (self.start.flags, self.start.done, self.start.tried, self.start.fired, self.start.escalation)
        return len(self.start.tracks) + sum(map(len, kept))

    @cached_property
    def unknown(self) -> dict[Observer, Unknown]:
        """What each eye can't know, as ``belief.py`` finds it."""
        return {}

    @cached_property
    def grace(self) -> dict[TermId, int]:
        """How many turns must pass until a term that asks for no deed is due, where any must."""
        due = self.scenario.agreements.due
        return {id: due for id, code in self.terms.items() if due and not code.performed_by}

    def context(self, state: State) -> Context:
        """A working copy of a state, for evaluating and resolving."""
        return Context(state, self.seat_index, self.worth, self.grace)

    def worth(self, seat: SeatId, terms: Sequence[TermId], x: Context) -> int:
        """What terms are worth to a seat in the context's state."""
        total = 0
        for id in terms:
            value = self.terms[id].worth.get(seat)
            if value is not None:
                total += value(x.t, x.f, x)
        return total

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What players make of the rules once and keep with them, by its class."""
        return {}

    @cached_property
    def last_turn(self) -> int:
        """The number of the last turn."""
        return len(self.calendar)

    @cached_property
    def groups(self) -> range:
        """The groups of seats that share a hash for their orders, after the first."""
        return range(1, -(-len(self.seats) // GROUP))
