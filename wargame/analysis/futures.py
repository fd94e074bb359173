"""Games played on from a turn, with luck that is the same for whatever is compared.

After the turn in question all seats play as in the planner's looks ahead (``bots/planner/rollout.py``): in
character, and with no more foresight than that. So what is measured is what a turn leads to among average
neighbours. Common random numbers: the n-th world has the same dice and draws for every change, so two games
in it differ only in what follows from the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

from wargame.analysis.changes import Change, loaded, umpired, with_events
from wargame.analysis.measures import Moved, Shift, seed_of
from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.planner.lookahead import World
from wargame.bots.planner.rollout import RolloutPolicy
from wargame.bots.registry import fast_maker
from wargame.ids import EndingId, SeatId
from wargame.rules.abreast import Parts, abreast
from wargame.rules.account import Entry
from wargame.rules.adjudicator import Adjudication, adjudicate
from wargame.rules.compiled import Given, Rules
from wargame.rules.context import Context
from wargame.rules.dawn import begin_turn
from wargame.rules.dice import Dice
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.forks import Forks
from wargame.rules.orders import NO_UMPIRE, AllOrders, Answer, Orders
from wargame.rules.record import TurnRecord
from wargame.rules.scoring import points
from wargame.rules.state import evolve
from wargame.session.log import GameLog
from wargame.session.progress import GameError


class Outcome(NamedTuple):
    """How a game ended, and each seat's score, in seat order."""

    ending: EndingId
    scores: tuple[int, ...]


class Futures:
    """What a game's turns lead to. ``players`` names for some seats (by id) the policy that plays them on,
    ``random``, ``default``, ``history`` or ``moves``. ``played`` counts games played to their end.

    Raises KeyError for a seat or a policy that there is not, and GameError for a game of another engine
    version, here and in all that plays on.
    """

    def __init__(self, game: GameLog, seed: int = 0, players: Mapping[str, str] | None = None) -> None:
        game.must_be_recomputable()
        self.game = game
        self.rules = game.rules
        self.records = game.adjudicated
        self.played = 0
        self._seed = seed
        self.rollout = RolloutPolicy(game.rules)
        self.players = {
            SeatId(seat): (n, fast_maker(name)(game.rules, n))
            for seat, name in (players or {}).items()
            for n in [game.rules.seat_index[SeatId(seat)]]
        }
        self.forks = cache(self._forks)
        self.changed = cache(partial(with_events, game.rules))

    def record(self, turn: int) -> TurnRecord:
        """A turn that has been adjudicated. Raises GameError for others."""
        if not 1 <= turn <= len(self.records):
            raise GameError(f"Turn {turn} has not been adjudicated.")
        return self.records[turn - 1]

    def world(self, n: int, *, real: bool = False) -> Future:
        """The ``n``-th world, the same whenever it is asked for; ``real``: with the dice that were thrown, as
        far as the game went."""
        seed = seed_of(self._seed, n, "futures")
        return Future(self, World(self.rules.start, seed, self.rollout), KeyedDraws(seed), real=real)

    def orders(self, x: Context, world: World, draws: KeyedDraws) -> dict[SeatId, Orders]:
        """What all seats order in the turn in which a game stands."""
        orders = self.rollout.orders(x, world.numbers(x.turn))
        for seat, (n, player) in self.players.items():
            draws.begin(x.turn, n)
            orders[seat] = player(x, self.rules.open_moves[seat](x.t, x.f, x), draws)
        return orders

    def _forks(self, turn: int) -> Forks | None:
        """The orders of a turn as a tree of what dice decide, where they can be one."""
        record = self.record(turn)
        if record.umpire != NO_UMPIRE:
            return None
        return Forks(self.rules, record.opening, record.orders, record.replies)


class Future:
    """One world: its dice and what players draw in it."""

    def __init__(self, futures: Futures, world: World, draws: KeyedDraws, *, real: bool) -> None:
        self._futures = futures
        self._world = world
        self._draws = draws
        self._real = len(futures.records) if real else 0
        self._known: dict[int, Outcome] = {}

    def dice(self, turn: int) -> Dice:
        """The dice of a turn."""
        return self._futures.game.dice(turn) if turn <= self._real else self._world.dice

    def after(self, change: Change) -> Outcome:
        """What a turn leads to, with a change of it."""
        f, record = self._futures, self._futures.record(change.turn)
        dice = loaded(f.rules, self.dice(change.turn), record, change)
        plain = not (change.orders or change.events) and change.replies is None and change.umpire is None
        forks = f.forks(change.turn) if plain else None
        if forks is None:
            changed = f.changed(tuple(change.events.items()))
            x = f.rules.context(record.opening)
            carry_out(changed, x, record, change, dice)
            return abreast([self.from_closing(x, dice, changed)])[0]
        closing = forks.closing(dice)
        if any(isinstance(throw, bytes) for throw, _ in change.dice):  # perhaps one of the dawn's
            return abreast([self.from_closing(f.rules.context(closing), dice, f.rules)])[0]
        known = self._known.get(id(closing))
        if known is None:
            (known,) = abreast([self.from_closing(f.rules.context(closing), dice, f.rules)])
            self._known[id(closing)] = known
        return known

    def from_closing(self, x: Context, dice: Dice, dawning: Rules) -> Parts[Outcome]:
        """Plays a game to its end from where a turn closed, part by part, and says what it came to. ``dice``
        and ``dawning`` are those of the first dawn."""
        if not x.ending:
            begin_turn(dawning, x, dice, asking=False)
            yield
        return (yield from self.from_opening(x))

    def from_opening(self, x: Context, answers: Mapping[SeatId, Answer] | None = None) -> Parts[Outcome]:
        """The same from where a turn opened; ``answers`` are those of some seats to offers in it, the only
        ones that they give then."""
        f, rules = self._futures, self._futures.rules
        turns = Adjudication(rules, x).parts
        while not x.ending:
            dice = self.dice(x.turn)
            orders: AllOrders | Given
            if answers or f.players:
                drawn = orders = f.orders(x, self._world, self._draws)
                for seat, answer in (answers or {}).items():
                    drawn[seat] = evolve(drawn[seat], answers=(answer,))
            else:
                orders = f.rollout.turn(x, self._world.numbers(x.turn))
            answers = None
            yield
            yield from turns(orders, dice)
            if not x.ending:
                begin_turn(rules, x, dice, asking=False)
                yield
        f.played += 1
        return Outcome(EndingId(x.ending), tuple([points(rules, x, seat) for seat in rules.seats]))


def carry_out(
    rules: Rules,
    x: Context,
    record: TurnRecord,
    change: Change,
    dice: Dice,
    entries: list[Entry] | None = None,
) -> None:
    """Adjudicates a turn with a change of it, on a context of its opening; the account is added to
    ``entries``, where they are given."""
    umpire = umpired(record, change)
    replies = record.replies if change.replies is None else change.replies
    answers = recorded(replies, by_rule(dice)) if replies else None
    if entries is None and umpire != NO_UMPIRE:
        entries = []
    adjudicate(rules, x, {**record.orders, **change.orders}, dice, entries, umpire, answers)


class Comparison:
    """How a game's end is moved: by how many points of 100 the chance of each ending, and each seat's score.

    A change that was met to move nothing is still reckoned to move an ending in one game more than were
    played, and a score by a few points.
    """

    def __init__(self, rules: Rules) -> None:
        self._endings: dict[EndingId, Moved] = {EndingId(id): Moved(100.0) for id in rules.scenario.endings}
        self._seats = {seat: Moved(5.0, 100) for seat in rules.seats}

    def add(self, now: Outcome, before: Outcome, percent: int = 100) -> None:
        """Take in two games with the same luck; what is between them counts so much."""
        for id, moved in self._endings.items():
            moved.add(percent * ((now.ending == id) - (before.ending == id)))
        for moved, mine, was in zip(self._seats.values(), now.scores, before.scores, strict=True):
            moved.add(percent * (mine - was))

    def add_all(self, other: Comparison) -> None:
        """Take in what another has taken in."""
        for mine, its in ((self._endings, other._endings), (self._seats, other._seats)):
            for moved, more in zip(mine.values(), its.values(), strict=True):
                moved.add_all(more)

    @property
    def endings(self) -> dict[EndingId, Shift]:
        """The endings whose chance was moved in any of the games, in the scenario's order."""
        return {id: moved.shift for id, moved in self._endings.items() if moved.squares}

    @property
    def seats(self) -> dict[SeatId, Shift]:
        """Each seat's score."""
        return {seat: moved.shift for seat, moved in self._seats.items()}

    @property
    def sure(self) -> float:
        """By how much at least the one that is surest to have moved did."""
        return max(moved.shift.sure for moved in (*self._endings.values(), *self._seats.values()))

    @property
    def hoped(self) -> float:
        """By how much at most any of them may have."""
        every = (*self._endings.values(), *self._seats.values())
        return max((abs(m.mean) + m.reach for m in every if m.squares), default=0.0)
