"""What scripted courses (courses.toml) make of the flagship, and of the flagship with one number changed.

Run with ``python -m benchmarks.courses [GAMES] [--scenario offer|offer-lesson]``.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from operator import add
from pathlib import Path
from typing import Any, TypeVar, cast

from attrs import Factory, astuple, define, evolve

from wargame.bots.batch.report import share
from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.games import end_of
from wargame.bots.fast.policy import FastPolicy
from wargame.bots.registry import fast_maker
from wargame.ids import ChoiceId, EndingId, MoveId, SeatId, TermId, TrackId
from wargame.rules.compiled import Rules, Value
from wargame.rules.compiler import compile_rules
from wargame.rules.context import Context
from wargame.rules.emit import Emitter
from wargame.rules.orders import Answer, Draft, Order, Orders, Stance
from wargame.rules.scoring import points
from wargame.rules.state import Agreement
from wargame.rules.terms import apart, conflicts, term_closed, unmet
from wargame.scenario import load
from wargame.scenario.model import Effect, Expr, Scenario

NUCLEAR = frozenset(("moratorium", "freeze", "yongbyon"))
"""The clauses of which one makes an agreement what the tables call a deal."""

DOCUMENT: dict[str, Any] = tomllib.loads(Path(__file__).with_name("courses.toml").read_text("utf-8"))
"""The courses and the packages they draft; the file says what its fields mean."""

COURSES: dict[str, dict[str, Any]] = {
    **DOCUMENT["courses"],
    "insist": {
        seat: {**part, "drafts": min(part.get("drafts", 0), 2)}
        for seat, part in DOCUMENT["courses"]["seek"].items()
    },
    "overreach": {
        seat: {**part, "packages": DOCUMENT["large"], "price": -99}
        for seat, part in DOCUMENT["courses"]["seek"].items()
    },
}
"""Every course by name. Who insists seeks a deal too, but drafts no package for people alone; who overreaches
drafts the large bargain only, and signs and blesses anything."""

RANDOM = "random"
T = TypeVar("T")
Text = TypeVar("Text", Expr, Effect)
LOT = ("seek", "cautious", "hawkish", RANDOM)


class Player:
    """Plays a seat by a course. It is a fast policy: it asks only what its seat can see."""

    def __init__(self, rules: Rules, seat: int, part: Mapping[str, Any]) -> None:
        self.rules, self.seat = rules, rules.seats[seat]
        seats = rules.scenario.seats
        self._allowance, self._resource = seats[self.seat].moves, rules.resources[seat]
        self._signs = seats[self.seat].may_sign
        self._copies = tuple(id for id in seats if not seats[id].may_sign)
        self._price: int | None = part.get("price")
        self._due: int = part.get("due", 0)
        emitter = Emitter(rules.scenario)
        moves = {rules.move_index[id]: emitter.value(str(weight)) for id, weight in part["moves"].items()}
        choices = {id: emitter.value(str(weight)) for id, weight in part.get("choices", {}).items()}
        packages = [
            (emitter.condition(package.get("when", "true")), package["core"], package["terms"])
            for package in part.get("packages", DOCUMENT["packages"])[: part.get("drafts", 0)]
        ]
        blesses = emitter.value(str(part.get("blesses", 0)))
        made = emitter.names
        self._moves: dict[int, Value] = {move: made[name] for move, name in moves.items()}
        self._choices: dict[ChoiceId, Value] = {id: made[name] for id, name in choices.items()}
        self._packages = [(made[name], set(core), terms) for name, core, terms in packages]
        self._blesses: Value = made[blesses]

    def __call__(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> Orders:
        """Return the seat's orders."""
        moves, price = self._order(x, found, draws), self._price
        if price is None:
            return Orders(moves=moves)
        if not self._signs:
            return Orders(moves=moves, stances=self._bless(x, price, draws))
        return Orders(moves=moves, drafts=self._draft(x, price), answers=self._sign(x, price))

    def _order(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> tuple[Order, ...]:
        """Moves drawn one after another by their weights, as many as are allowed and can be paid."""
        late = self._late(x)
        pool = {
            move: self._moves[move](x.t, x.f, x) + (self._due if move in late else 0)
            for move in found
            if move in self._moves
        }
        budget = 10**9 if self._resource is None else x.t[self._resource]
        orders: list[Order] = []
        while len(orders) < self._allowance and any(pool.values()):
            move = drawn(pool, draws)
            del pool[move]
            code = self.rules.moves[move]
            if code.cost <= budget:
                budget -= code.cost
                options = tuple(
                    (option.id, drawn(self._leanings(x, option.choices), draws))
                    for option in code.move.options.values()
                )
                orders.append(Order(code.move.id, options))
        return tuple(orders)

    def _leanings(self, x: Context, choices: Iterable[ChoiceId]) -> dict[ChoiceId, int]:
        """The weights of an option's choices; all alike where the course names none of them."""
        named = {id: self._choices[id](x.t, x.f, x) for id in choices if id in self._choices}
        return named or dict.fromkeys(choices, 1)

    def _late(self, x: Context) -> set[int]:
        """The moves that agreements in force still wait for."""
        return {
            move
            for agreement in x.agreements
            for id, kept in zip(agreement.terms, agreement.kept, strict=True)
            if not kept
            for move in self.rules.terms[id].performed_by
        }

    def _draft(self, x: Context, price: int) -> tuple[Draft, ...]:
        """The first package that is open and pays, unless a proposal of the seat is on the table."""
        if any(p.status == "open" and p.author == self.seat for p in x.proposals):
            return ()
        for when, core, possible in self._packages:
            terms = tuple(id for id in possible if not term_closed(self.rules, self.rules.terms[id], x))
            if (
                core <= set(terms)
                and when(x.t, x.f, x)
                and self.rules.worth(self.seat, terms, x) >= price
                and not any(conflicts(self.rules, x, terms))
            ):
                return (Draft(terms, cc=self._copies),)
        return ()

    def _sign(self, x: Context, price: int) -> tuple[Answer, ...]:
        """Signatures under what pays, counting the clauses that are not in force yet."""
        rules, signed, answers = self.rules, set[TermId](), []
        for p in x.proposals:
            waits = p.status == "open" and self.seat in p.parties and self.seat not in p.signed
            if (
                waits
                and rules.worth(self.seat, [id for id in p.terms if not x.agreed(id)], x) >= price
                and not any(conflicts(rules, x, p.terms))
                and not any(apart(rules, p.terms, signed))
            ):
                signed.update(p.terms)
                answers.append(Answer(p.id, "sign"))
        return tuple(answers)

    def _bless(self, x: Context, price: int, draws: KeyedDraws) -> tuple[Stance, ...]:
        """A blessing for the best agreement that has none yet, if it pays."""
        if not x.agreements or unmet(self.rules.stance_needs.get(self.seat, ()), x):
            return ()
        bare = [a for a in x.agreements if (self.seat, "endorse") not in a.stances]
        worths = {a.id: self.rules.worth(self.seat, a.terms, x) for a in bare}
        best = max(worths, key=worths.__getitem__, default=None)
        if best is None or worths[best] < price or draws.below(100) >= self._blesses(x.t, x.f, x):
            return ()
        return (Stance(best, "endorse"),)


def drawn(pool: Mapping[T, int], draws: KeyedDraws) -> T:
    """One of the pool, as likely as its weight; the weights must not all be 0."""
    left = draws.below(sum(pool.values()))
    for one, weight in pool.items():
        left -= weight
        if left < 0:
            return one
    raise AssertionError("no weights")


@define
class Tally:
    """What came of the games of one row. ``scores`` are sums. ``signed`` counts games with an agreement that
    has a nuclear clause, ``lives`` those in which one lived on, ``last`` those in which the first was signed
    in the last turn, ``others`` games with none but other agreements; ``ended`` are sums of scores by ending
    and seat (``quiet_no_deal kim``), ``fought`` counts exchanges, by name, how they ended and on which rung
    (``launch``, ``launch both``, ``launch 2``); ``reached`` names moves that worked, terms agreed, events and
    reactions that happened, endings and parts of their epilogues."""

    games: int = 0
    signed: int = 0
    lives: int = 0
    last: int = 0
    others: int = 0
    endings: Counter[EndingId] = Factory(Counter)
    scores: Counter[SeatId] = Factory(Counter)
    ended: Counter[str] = Factory(Counter)
    fought: Counter[str] = Factory(Counter)
    reached: Counter[str] = Factory(Counter)

    def add(self, rules: Rules, x: Context) -> None:
        """Counts a game that is over."""
        nuclear = [a for a in x.agreements if NUCLEAR.intersection(a.terms)]
        assert x.ending
        self.games += 1
        self.signed += bool(nuclear)
        self.lives += any(map(lives_on, nuclear))
        self.last += bool(nuclear) and nuclear[0].since == rules.last_turn
        self.others += bool(x.agreements) and not nuclear
        self.endings[x.ending] += 1
        for seat in rules.seats:
            score = points(rules, x, seat)
            self.scores[seat] += score
            self.ended[f"{x.ending} {seat}"] += score
        for one in x.exchanges:
            id = one.exchange
            self.fought.update((id, f"{id} {one.end}", f"{id} {one.height}"))
        s = rules.scenario
        self.reached.update(id for id, done in zip(s.moves, x.done, strict=True) if done)
        self.reached.update(id for a in x.agreements for id in a.terms)
        happenings = (*s.events, *s.reactions)
        self.reached.update(id for id, fired in zip(happenings, x.fired, strict=True) if fired)
        (ending,) = (code for code in rules.endings if code.ending.id == x.ending)
        parts = (n for n, (holds, _) in enumerate(ending.parts, 1) if holds(x.t, x.f, x))
        self.reached.update((x.ending, *(f"{x.ending} {n}" for n in parts)))

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*map(add, astuple(self, recurse=False), astuple(other, recurse=False)))


def lives_on(agreement: Agreement) -> bool:
    """Did it outlive the last turn with a nuclear clause that nobody has broken?"""
    return agreement.survived is True and bool(
        NUCLEAR.intersection(agreement.terms) - {term for term, _, _ in agreement.breaches}
    )


Line = Callable[[int], Mapping[str, str]]
"""Who plays what in a game, by its number: the course of each seat."""


def play(scenario: Scenario, games: int, line: Line, first: int = 0) -> Tally:
    """Play ``games`` games from the number ``first`` on: the same dice in every row of the tables."""
    rules = compile_rules(scenario)
    players: dict[tuple[str, SeatId], FastPolicy] = {}
    for n, seat in enumerate(rules.seats):
        players[RANDOM, seat] = fast_maker(RANDOM)(rules, n)
        for name, course in COURSES.items():
            players[name, seat] = Player(rules, n, course[seat])
    tally = Tally()
    for number in range(first, first + games):
        names = line(number)
        tally.add(rules, end_of(rules, [players[names[seat], seat] for seat in rules.seats], number))
    return tally


def everything(s: Scenario) -> Iterator[str]:
    """All that ``Tally.reached`` could name."""
    yield from (*s.moves, *s.terms, *s.events, *s.reactions)
    for id, ending in s.endings.items():
        yield from (id, *(f"{id} {n}" for n in range(1, len(ending.parts) + 1)))


def lines(scenario: Scenario) -> Iterator[tuple[str, Line]]:
    """The rows of the first table."""

    def fixed(course: str, **others: str) -> Line:
        names = dict.fromkeys(scenario.seats, course) | others
        return lambda number: names

    def lot(number: int) -> Mapping[str, str]:
        draw = random.Random(number)
        return {seat: draw.choice(LOT) for seat in scenario.seats}

    yield "seek a deal", fixed("seek")
    yield "seek a deal, but draft nothing for people alone", fixed("insist")
    for id, seat in scenario.seats.items():
        yield f"seek a deal, but {seat.name} is cautious", fixed("seek", **{id: "cautious"})
    yield "draft the large bargain, sign anything", fixed("overreach")
    yield "cautious", fixed("cautious")
    yield "of all kinds, drawn by lot", lot
    for course in ("hawkish", RANDOM, "reckless"):
        yield course, fixed(course)


def changes(s: Scenario) -> Iterator[tuple[str, Scenario]]:
    """The scenario with one number changed at a time. Raises AssertionError where the number is not found."""

    def track(id: TrackId, **fields: Any) -> Scenario:
        return evolve(s, tracks={**s.tracks, id: evolve(s.tracks[id], **fields)})

    def swapped(text: Text, old: str, new: str) -> Text:
        assert text.count(old) == 1, (text, old)
        return cast(Text, text.replace(old, new))

    belief, welfare, kim = TrackId("belief"), TrackId("welfare"), SeatId("kim")
    start = s.tracks[belief].start
    for by, word in ((8, "more"), (-8, "less")):
        label = f"Pyongyang believes {word} at the start ({start + by} instead of {start})"
        yield label, track(belief, start=start + by)
    pledge = s.moves[MoveId("pledge")]
    first, second, *rest = [e for e in pledge.success.effects if e.startswith("belief")]
    assert not rest, rest
    halves = {first: swapped(first, "10", "5"), second: swapped(second, "6", "3")}
    success = evolve(pledge.success, effects=tuple(halves.get(e, e) for e in pledge.success.effects))
    moves = {**s.moves, pledge.id: evolve(pledge, success=success)}
    yield "a pledge moves it half as much", evolve(s, moves=moves)
    freeze = s.terms[TermId("freeze")]
    worth = {**freeze.worth, kim: swapped(freeze.worth[kim], "60", "54")}
    yield (
        "a freeze has its price from a belief of 54 on, not 60",
        evolve(s, terms={**s.terms, freeze.id: evolve(freeze, worth=worth)}),
    )
    for by, word in ((10, "safer at noon"), (-10, "less safe")):
        odds = Expr(f"{s.durability.odds} + {by}")
        yield f"every agreement ten points {word}", evolve(s, durability=evolve(s.durability, odds=odds))
    harvest, *others = s.tracks[welfare].drift
    harder = evolve(harvest, add=Expr(str(int(harvest.add) - 1)))
    label = f"a harder winter (welfare falls by {-int(harder.add)}, not {-int(harvest.add)})"
    yield label, track(welfare, drift=(harder, *others))


def interval(hits: int, games: int) -> str:
    """A share in percent with its 95 % interval; a dash where there was nothing to count."""
    if not games:
        return "-"
    value, low, high = share(hits, games)
    digits = 0 if value >= 1 else 1
    return f"{value:.{digits}f} % ({low:.{digits}f}-{high:.{digits}f})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table in Markdown."""
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |", flush=True)
    print()


@cache
def scenario_of(name: str) -> Scenario:
    """A shipped scenario, loaded once in each process."""
    return load(name)


def row(number: int, name: str, games: int) -> Tally:
    """A row of the first table, by its number."""
    s = scenario_of(name)
    return play(s, games, list(lines(s))[number][1])


def changed(number: int, name: str, games: int) -> Tally:
    """What those who seek a deal make of a changed scenario, by its number; 0 is the scenario as it is."""
    s = scenario_of(name)
    _, seek = next(lines(s))
    return play((s, *(other for _, other in changes(s)))[number], games, seek)


OWN = ("seek", "cautious", "hawkish")
CELLS = tuple(product((SeatId("kim"), SeatId("biden")), OWN, OWN))
"""A seat, the course of the others, and its own: whether what serves the knot pays where others serve it."""


def cell(number: int, name: str, games: int) -> Tally:
    """What comes of the courses in one of the cells."""
    s = scenario_of(name)
    seat, others, own = CELLS[number]
    names: Mapping[str, str] = {**dict.fromkeys(s.seats, others), seat: own}
    return play(s, games, lambda _: names)


def lot(number: int, name: str, games: int) -> Tally:
    """Random games, ``games`` of them from ``number`` times ``games`` on."""
    s = scenario_of(name)
    names: Mapping[str, str] = dict.fromkeys(s.seats, RANDOM)
    return play(s, games, lambda _: names, first=number * games)


def tell_rows(s: Scenario, played: Sequence[Tally]) -> None:
    """Print the first tables, and what none of the rows reached."""
    named = [(label, tally) for (label, _), tally in zip(lines(s), played, strict=True)]
    table(
        ("all four seats", "deal signed", "of these, lives on", "endings over 10 %", "fire"),
        (
            (
                label,
                interval(tally.signed, tally.games),
                interval(tally.lives, tally.signed),
                ", ".join(
                    f"{s.endings[id].name} {100 * n / tally.games:.0f} %"
                    for id, n in tally.endings.most_common()
                    if n > tally.games / 10
                ),
                interval(tally.endings[EndingId("fire")], tally.games),
            )
            for label, tally in named
        ),
    )
    table(
        (
            "mean scores, and papers",
            *(seat.name for seat in s.seats.values()),
            "only a paper for people",
            "deals of the last turn",
        ),
        (
            (
                label,
                *(f"{tally.scores[seat] / tally.games:.0f}" for seat in s.seats),
                interval(tally.others, tally.games),
                interval(tally.last, tally.signed),
            )
            for label, tally in named
        ),
    )


def tell_never(s: Scenario, played: Iterable[Tally]) -> None:
    """Print what was never reached."""
    reached = sum((tally.reached for tally in played), Counter[str]())
    missed = [f"`{id}`" for id in everything(s) if not reached[id]]
    print(f"Never reached: {', '.join(missed) or 'nothing'}.\n")


def tell_fallen(s: Scenario, played: Sequence[Tally]) -> None:
    """Print what a deal that falls leaves to those who signed it, beside quiet, where there were both."""
    fallen, quiet = EndingId("falls_on_day_one"), EndingId("quiet_no_deal")

    def means(tally: Tally, ending: EndingId) -> str:
        n = tally.endings[ending]
        scores = (tally.ended[f"{ending} {seat}"] / n for seat in s.seats)
        return f"{' / '.join(f'{score:.0f}' for score in scores)} ({n})"

    table(
        (f"{' / '.join(seat.name for seat in s.seats.values())} (games)", "a deal that falls", "quiet"),
        (
            (label, means(tally, fallen), means(tally, quiet))
            for (label, _), tally in zip(lines(s), played, strict=True)
            if tally.endings[fallen] and tally.endings[quiet]
        ),
    )


def tell_cells(s: Scenario, played: Sequence[Tally]) -> None:
    """Print what a seat's own course pays beside the others'."""
    scores = {cell: tally.scores[cell[0]] / tally.games for cell, tally in zip(CELLS, played, strict=True)}
    table(
        ("its own course", *(f"the others: {others}" for others in OWN)),
        (
            (
                f"{s.seats[seat].name}: {', '.join(OWN)}",
                *(", ".join(f"{scores[seat, others, own]:.0f}" for own in OWN) for others in OWN),
            )
            for seat in dict.fromkeys(seat for seat, _, _ in CELLS)
        ),
    )


def tell_changes(s: Scenario, played: Sequence[Tally]) -> None:
    """Print what one changed number makes."""
    labels = ("nothing", *(label for label, _ in changes(s)))
    table(
        ("changed", "deal signed", "of these, lives on", "only a paper for people"),
        (
            (
                label,
                interval(tally.signed, tally.games),
                interval(tally.lives, tally.signed),
                interval(tally.others, tally.games),
            )
            for label, tally in zip(labels, played, strict=True)
        ),
    )


def tell_exchanges(s: Scenario, fought: Mapping[str, int], games: int) -> None:
    """Print how exchanges went, by the counts of a tally."""
    words = {
        "faced": "the seat that was faced backed down",
        "first": "the seat that began it backed down",
        "both": "both stood",
        "slip": "slipped out of hand",
        "top": "was climbed to the top",
        **{str(n): f"ended on rung {n}" for n in range(1, 5)},
    }
    rows = [("begun, in a hundred games", *(f"{100 * fought.get(id, 0) / games:.0f}" for id in s.exchanges))]
    rows += [
        (word, *(interval(fought.get(f"{id} {key}", 0), fought.get(id, 0)) for id in s.exchanges))
        for key, word in words.items()
        if any(f"{id} {key}" in fought for id in s.exchanges)
    ]
    table(("exchanges", *(one.name for one in s.exchanges.values())), rows)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.courses")
    parser.add_argument("games", nargs="?", type=int, default=1000)
    parser.add_argument("--scenario", choices=("offer", "offer-lesson"), default="offer")
    given = parser.parse_args()
    s = scenario_of(given.scenario)
    print(f"{s.title}: {given.games:,} games a row; shares with their 95 % interval.\n")
    rows = [row(number, given.scenario, given.games) for number, _ in enumerate(lines(s))]
    tell_rows(s, rows)
    tell_never(s, rows)
    tell_fallen(s, rows)
    tell_changes(s, [changed(n, given.scenario, given.games) for n in range(1 + len(list(changes(s))))])


if __name__ == "__main__":
    main()
