"""Play a saved game again: the same decisions by the scenario as it is now, with other dice.

``python -m benchmarks.sample saves/sample.toml new.toml --seed 42`` says what could no longer be ordered and
how the game ends. The sample game is made anew like this when its scenario changes, with a seed that makes a
good story.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from attrs import evolve

from wargame.bots.runner import answer_waiting
from wargame.rules.orders import Orders
from wargame.session import Game, GameLog

PACE = timedelta(seconds=97)
"""Between two records."""


def begin(old: GameLog, begun: datetime, seed: int, save: Path) -> Game:
    """The same game with other dice, at the same table."""
    times = (begun + n * PACE for n in count())
    return Game.new(
        old.scenario.id,
        seed=seed,
        seats=old.setups,
        settings=old.settings,
        save=save,
        clock=lambda: next(times),
    )


def possible(game: Game, seat: str, orders: Orders, dropped: list[str]) -> Orders:
    """What of these orders can be given now."""
    found = Orders(why=orders.why)
    for name in ("moves", "letters", "drafts", "answers", "stances"):
        for item in getattr(orders, name):
            part: dict[str, Any] = {name: (*getattr(found, name), item)}
            more = evolve(found, **part)
            dropped += (wrong := game.problems(seat, more))
            found = found if wrong else more
    more = evolve(found, forecast=orders.forecast)
    return found if game.problems(seat, more) else more


def play(game: Game, old: GameLog) -> Iterator[str]:
    """Decide as they did; gives what could not be ordered."""
    for was in old.turns:
        if game.over:
            break
        for seat in game.waiting:
            dropped: list[str] = []
            game.commit(seat, possible(game, seat, was.orders[seat], dropped))
            yield from (f"turn {was.turn}, {seat}: {why}" for why in dropped)
        for ruling in was.umpire.rulings:
            game.rule(ruling)
        for inject in was.umpire.injects:
            game.inject(inject)
        answer_waiting(game, {})
        game.resolve()
    for note in old.notes:
        game.note(note.text, turn=note.turn, seat=note.seat)


def main() -> None:
    """Play it again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    old = GameLog.read(options.old)
    game = begin(old, datetime(2026, 3, 12, 9, 6, 37), options.seed, options.new)
    for dropped in play(game, old):
        print(dropped)
    end = game.end()
    print(f"{end.name}; {end.verdict_word}")
    game.close()


if __name__ == "__main__":
    main()
