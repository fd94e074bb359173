"""A what-if by hand: a saved game again with the same luck, and one decision changed.

    python examples/what_if.py [SAVE]

Dice are keyed: no roll depends on which orders were given. So what comes out differently comes of the
decision, and of what it leads to, not of another fall of the dice.
"""

from __future__ import annotations

import sys
from pathlib import Path

from attrs import evolve

from wargame import Game, GameLog, Order, Orders
from wargame.ids import MoveId, SeatId
from wargame.rules.record import TurnRecord

SAMPLE = Path(__file__).resolve().parents[1] / "saves" / "sample.toml"
KIM = SeatId("kim")


def again(log: GameLog, turn: int, seat: str, orders: Orders) -> Game:
    """The game of ``log`` with other orders for one seat in one turn. Later everybody orders what was ordered
    then, or the default where that is not possible any more."""
    game = Game.again(log)
    for record in log.turns:
        for name in game.waiting:
            door = game.seat(name)
            given = orders if (record.turn, name) == (turn, seat) else record.orders[name]
            if door.view().late:  # a letter that nobody would read was taken when this was saved
                given = evolve(given, letters=(), drafts=())
            door.commit(door.default() if door.problems(given) else given)
        answer(game, record)
        game.resolve()
        if game.over:  # the ending came sooner
            break
    return game


def answer(game: Game, record: TurnRecord) -> None:
    """Answer in exchanges as it was done then; who was not asked then holds."""
    left = list(record.replies)
    while exchange := game.exchange:
        assert exchange.asked is not None
        seat = exchange.asked.id
        was = next((one for one in left if (one.exchange, one.seat) == (exchange.id, seat)), None)
        if was is not None:
            left.remove(was)
        game.answer(seat, was.answer if was else "hold")


def main(save: Path) -> None:
    log = GameLog.read(save)
    was = log.turns[3].orders[KIM]
    same = again(log, 4, KIM, was)
    assert same.state.tracks == log.state.tracks, "the same orders and dice give the same game"
    tested = again(log, 4, KIM, Orders(moves=(Order(MoveId("icbm")),)))
    print(f"In turn 4 Pyongyang ordered {', '.join(order.move for order in was.moves)}.")
    print("What if it had tested the long-range missile?\n")
    for name, game in (("as it was", log), ("what if", tested)):
        end = game.end()
        scores = ", ".join(f"{score.seat.name} {score.score}" for score in end.scores)
        print(f"{name}: {end.name}\n  {scores}")
    print("\nTracks that ended elsewhere:")
    for id, before, after in zip(log.rules.track_index, log.state.tracks, tested.state.tracks, strict=True):
        if before != after:
            print(f"  {log.scenario.tracks[id].name}: {before}, then {after}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
