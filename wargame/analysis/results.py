"""All that is found about a game by playing on: reckoned once, and kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from attrs import astuple

from wargame import __version__
from wargame.analysis import kept
from wargame.analysis.bargaining import Bargaining, bargaining
from wargame.analysis.chance import DICE, GameChance, TurnChance, luck_of_game, luck_of_turn
from wargame.analysis.futures import Futures
from wargame.analysis.outlook import WORLDS, Prospect, outlook
from wargame.analysis.turning_points import TurningPoints, turning_points
from wargame.analysis.work import NO_PROCESSES, course, working
from wargame.session.documents import BadRecord, from_document, value_to
from wargame.session.log import GameLog
from wargame.values import frozen

PLAYOUTS = 9_000
"""How many games are played on for turning points and offers, about, unless said."""

Tell = Callable[[int, int], object]
"""Is told how much is done, of how much."""


@frozen
class Budget:
    """How much is played: games played on for turning points and offers together (``playouts``), under how
    many other ``dice`` orders are played, from each turn in how many ``worlds``; and the ``seed``."""

    playouts: int = PLAYOUTS
    dice: int = DICE
    worlds: int = WORLDS
    seed: int = 0


WHOLE = Budget()
"""What is played unless said: so whoever asks for it finds what another has reckoned."""


@frozen
class Results:
    """What playing on found about a game: its turning ``points``, its offers and those that could have been
    (``bargain``), its ``outlook`` turn by turn, the luck of its ``turns`` adjudicated and of the whole
    ``game``."""

    points: TurningPoints
    bargain: Bargaining
    outlook: tuple[Prospect, ...]
    turns: tuple[TurnChance, ...]
    game: GameChance


def cores() -> int:
    """In how many processes to play here: two where there are as many cores to be had."""
    have = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(have, 2)


def results(
    game: GameLog, budget: Budget = WHOLE, *, jobs: int = 0, tell: Tell = lambda done, of: None
) -> Results:
    """What playing on finds about a game of which a turn at least has been adjudicated: what was kept of it,
    else it is reckoned now, by so many processes (0: by this one), and kept, if the game is over.

    ``tell`` is called now and then with how much is done, of how much, in this thread; what it raises breaks
    it off. Processes read the game from its save. They are started anew, so a script that asks for any must
    begin below ``if __name__ == "__main__":``. Numbers are the same however it is done.

    Raises GameError where nothing has been adjudicated, and for a game of another engine version.
    """
    game.must_be_recomputable()
    name = name_of(game, budget)
    if (found := _kept(game, name)) is not None:
        return found
    try:
        found = _reckoned(game, budget, jobs, tell)
    except NO_PROCESSES:
        found = _reckoned(game, budget, 0, tell)
    kept.keep(game, name, value_to(game.rules, found))
    return found


def kept_results(game: GameLog, budget: Budget = WHOLE) -> Results | None:
    """The same as far as it is kept: nothing is played."""
    return _kept(game, name_of(game, budget))


def name_of(game: GameLog, budget: Budget) -> str:
    """What stands for results of this game with this budget, by this version of the program: 64 hexadecimal
    digits."""
    told = [__version__, _source(), *astuple(budget), course(game)]
    return sha256(json.dumps(told).encode()).hexdigest()


@cache
def _source() -> str:
    """What stands for the part of the program that reckons them: so nobody need remember to say that it
    changed."""
    program, found = Path(__file__).parent.parent, sha256()
    for part in ("analysis", "bots", "rules", "scenario", "session"):
        for file in sorted((program / part).rglob("*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()


def _kept(game: GameLog, name: str) -> Results | None:
    document = kept.find(game, name)
    try:
        return None if document is None else from_document(document, Results)
    except BadRecord:  # of a program under way between two versions
        return None


def _reckoned(game: GameLog, budget: Budget, jobs: int, tell: Tell) -> Results:
    turns = [record.turn for record in game.adjudicated]
    of = budget.playouts + budget.worlds * len(turns) + budget.dice
    done = 0

    def more(games: int) -> None:
        nonlocal done
        done = min(done + games, of)
        tell(done, of)

    with working(game, budget.seed, jobs, more) as work:
        luck = work.each(_luck_of_game, [budget])
        each = work.each(_luck_of_turn, [(turn, budget) for turn in turns])
        ahead = outlook(game, worlds=budget.worlds, seed=budget.seed, work=work)
        points = turning_points(game, playouts=budget.playouts * 2 // 3, seed=budget.seed, work=work)
        bargain = bargaining(game, playouts=budget.playouts // 3, seed=budget.seed, work=work)
        (whole,) = luck
        found = Results(points, bargain, ahead, tuple(each), whole)
    tell(of, of)
    return found


def _luck_of_game(futures: Futures, budget: Budget) -> GameChance:
    futures.played += budget.dice
    return luck_of_game(futures.game, dice=_dice(futures, budget), seed=budget.seed)


def _luck_of_turn(futures: Futures, part: tuple[int, Budget]) -> TurnChance:
    turn, budget = part
    return luck_of_turn(futures.game, turn, dice=_dice(futures, budget), seed=budget.seed)


def _dice(futures: Futures, budget: Budget) -> int:
    """Under how many other dice orders are played: where none are thrown, it comes out as it did."""
    return budget.dice if futures.rules.thrown else 1
