"""Whether planners pull at the knot of the flagship, and what comes of it: who does what makes a deal
possible, which sizes of deal are signed, how the games end, what they score and how historians judge them.

Run with ``python -m benchmarks.knot [GAMES] [--scenario FILE] [--budget LOOKS] [--jobs J]``; 100 games with
the default budget unless told. Shares are in percent, with their 95 % interval.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from attrs import evolve

from benchmarks.courses import interval, table
from benchmarks.kept import kept, key_of
from benchmarks.pages import Page, mean, pages
from wargame.bots.planner import BUDGET
from wargame.bots.runner import play_out
from wargame.ids import EndingId, MoveId, ObjectiveId, SeatId, TermId
from wargame.rules.account import Deed
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import ANSWERS, AnswerWord, Orders
from wargame.rules.scoring import objectives_of, score, verdict
from wargame.rules.state import Fought
from wargame.scenario import load
from wargame.session import Game, SeatSetup
from wargame.values import frozen

KNOT = frozenset(("pledge", "float_freeze", "track_two_word", "receive", "certify", "brief"))
"""The moves that make it likelier that a promise outlives the hand-over, or that anybody talks of one."""
SIZES = {"small: a moratorium": "moratorium", "a freeze": "freeze", "large: Yongbyon": "yongbyon"}
OFTEN = 60
"""Percent of a seat's turns above which a move is no choice any more."""


@frozen
class Played:
    """What came of one game: of each turn the moves ordered by each seat; the terms agreed at any time; the
    score of each seat and of the hidden aim that it drew; its exchanges; its front pages."""

    orders: tuple[dict[SeatId, frozenset[MoveId]], ...]
    agreed: frozenset[TermId]
    ending: EndingId
    verdict: int
    scores: dict[SeatId, int]
    hidden: dict[ObjectiveId, int]
    fought: tuple[Fought, ...]
    pages: tuple[Page, ...]


@cache
def rules_of(name: str) -> Rules:
    """The rules of a scenario, compiled once in each process."""
    return compile_rules(load(name))


@frozen
class Decided:
    """What the seats of a game decided in one turn: all that a game hangs on beside its seed."""

    orders: dict[SeatId, Orders]
    answers: tuple[AnswerWord, ...]


def decided(number: int, name: str, policy: str) -> tuple[Decided, ...]:
    """The turns of game ``number`` of four seats that play by ``policy``."""
    game = new_game(number, rules_of(name), policy)
    play_out(game)
    return tuple(
        Decided(dict(turn.orders), tuple(reply.answer for reply in turn.replies)) for turn in game.turns
    )


def new_game(number: int, rules: Rules, policy: str = "planner") -> Game:
    """Game ``number``: by its number alone it has other dice than the others."""
    return Game.new(rules, seed=number, seats={id: SeatSetup("ai", policy) for id in rules.seats})


def played(number: int, turns: tuple[Decided, ...], rules: Rules) -> Played:
    """What came of game ``number``, played once more."""
    game = new_game(number, rules)
    for one in turns:
        for seat in game.waiting:
            # A forecast changes nothing, and may be asked of something else by now.
            game.commit(seat, evolve(one.orders[seat], forecast=None))
        for answer in one.answers:
            exchange = game.exchange
            assert exchange is not None
            assert exchange.asked is not None
            game.answer(exchange.asked.id, answer)
        game.resolve()
    state = game.turns[-1].closing
    assert state is not None
    orders = []
    for turn in game.turns:
        ordered: defaultdict[SeatId, set[MoveId]] = defaultdict(set)
        for entry in turn.account.entries if turn.account else ():
            if isinstance(entry, Deed):
                ordered[entry.seat].add(entry.move)
        orders.append({seat: frozenset(ordered[seat]) for seat in rules.seats})
    hidden = {
        told.objective.id: told.score
        for seat in rules.seats
        for told in score(rules, state, seat)[1]
        if told.objective in objectives_of(rules, state, seat) and told.objective.hidden
    }
    return Played(
        tuple(orders),
        frozenset(term for agreement in state.agreements for term in agreement.terms),
        EndingId(state.ending),
        verdict(rules, state)[1],
        {seat: score(rules, state, seat)[0] for seat in rules.seats},
        hidden,
        state.exchanges,
        tuple(pages(rules, game.turns)),
    )


def games_of(games: int, name: str, budget: int, jobs: int = 1, keep: Path | None = None) -> list[Played]:
    """The games 0 to ``games`` - 1 of four planners. A file keeps what was decided in each, which is not
    thought out again as long as nothing but texts has changed since."""
    one = partial(decided, name=name, policy=f"planner:{budget}")
    turns = kept(keep, key_of(name, budget=budget), tuple[Decided, ...], one, range(games), jobs)
    return [played(number, some, rules_of(name)) for number, some in enumerate(turns)]


def tables(rules: Rules, games: list[Played]) -> None:
    """Print what the games came to."""
    s = rules.scenario
    turns = [turn for game in games for turn in game.orders]
    pulled = sum(any(KNOT & moves for moves in turn.values()) for turn in turns)
    by_seat = sum(bool(KNOT & moves) for turn in turns for moves in turn.values())
    table(
        ("the knot", "share"),
        [
            ("turns in which a seat pulls at it", interval(pulled, len(turns))),
            ("turns of a seat in which it does", interval(by_seat, len(turns) * len(rules.seats))),
            *(
                (f"{s.moves[move].name}, of its seat's turns", interval(times(turns, move), len(turns)))
                for move in sorted(map(MoveId, KNOT & s.moves.keys()))
            ),
        ],
    )
    nuclear = frozenset(SIZES.values())
    table(
        ("signed", "games"),
        [
            (
                "a clause on weapons or tests",
                interval(sum(bool(nuclear & g.agreed) for g in games), len(games)),
            ),
            *(
                (size, interval(sum(term in g.agreed for g in games), len(games)))
                for size, term in SIZES.items()
            ),
        ],
    )
    by_ending: defaultdict[EndingId, list[Played]] = defaultdict(list)
    for game in games:
        by_ending[game.ending].append(game)
    table(
        ("ending", "games", "verdict", *(seat.name for seat in s.seats.values())),
        [
            (
                name,
                interval(len(some), len(games)),
                f"{statistics.mean(g.verdict for g in some):.0f}",
                *means(rules, some),
            )
            for name, some in [
                ("all", games),
                *((s.endings[id].name, by_ending[id]) for id in s.endings if id in by_ending),
            ]
        ],
    )
    missed = [ending.name for id, ending in s.endings.items() if id not in by_ending]
    print(f"Never reached: {', '.join(missed) or 'none'}.\n")
    aims = Counter(id for game in games for id in game.hidden)
    met = Counter(id for game in games for id, points in game.hidden.items() if points >= 60)
    table(
        ("hidden aim", "seat", "met where it was drawn"),
        [
            (o.name, s.seats[o.seat].name, interval(met[o.id], aims[o.id]))
            for o in s.objectives.values()
            if o.hidden
        ],
    )
    often = Counter(move for turn in turns for moves in turn.values() for move in moves)
    too_often = [f"{s.moves[id].name} ({100 * n / len(turns):.0f} %)" for id, n in often.most_common(3)]
    print(f"Most ordered, in its seat's turns (none should be above {OFTEN} %): {', '.join(too_often)}.\n")
    table(
        ("mean score", *(seat.name for seat in s.seats.values())),
        [(f"{len(games)} games", *(mean([game.scores[seat] for game in games]) for seat in rules.seats))],
    )
    exchanges = [one for game in games for one in game.fought]
    answers = Counter(answer for one in exchanges for answer in one.answers)
    ends = Counter(one.end for one in exchanges)
    given = [f"{word} {interval(answers[word], answers.total())}" for word in ANSWERS if answers.total()]
    print(
        f"{len(exchanges)} exchanges. Answers: {', '.join(given) or 'none'}. One side stepped down in "
        f"{ends['faced'] + ends['first']}, both stood in {ends['both']}, {ends['slip']} slipped, "
        f"{ends['top']} were climbed to the top.\n"
    )


def times(turns: list[dict[SeatId, frozenset[MoveId]]], move: MoveId) -> int:
    """In how many turns a move was ordered."""
    return sum(move in moves for turn in turns for moves in turn.values())


def means(rules: Rules, games: list[Played]) -> Iterator[str]:
    """The mean score of each seat."""
    for seat in rules.seats:
        yield f"{statistics.mean(game.scores[seat] for game in games):.0f}"


def main() -> None:
    """Read the command line, play, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.knot")
    parser.add_argument("games", nargs="?", type=int, default=100)
    parser.add_argument(
        "--scenario", default="offer", help="offer, offer-lesson or a file with the same moves"
    )
    parser.add_argument("--budget", type=int, default=BUDGET, help="looks ahead a decision")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="a file that keeps every game, so that a run that was cut goes on"
    )
    given = parser.parse_args()
    rules = rules_of(given.scenario)
    games = games_of(given.games, given.scenario, given.budget, given.jobs, given.keep)
    print(f"{rules.scenario.title}: {len(games)} games of four planners, {given.budget} looks a decision.\n")
    tables(rules, games)


if __name__ == "__main__":
    main()
