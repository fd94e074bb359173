"""A what-if: a saved game again with the same luck, and one decision changed.

    python examples/what_if.py [SAVE]

Dice are keyed: no roll depends on which orders were given. So what comes out differently comes of the
decision, and of what it leads to, not of another fall of the dice.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wargame import GameLog, Order, Orders
from wargame.analysis.changes import Change
from wargame.analysis.what_if import what_if
from wargame.ids import EndingId, ExchangeId, MoveId, SeatId
from wargame.rules.orders import Reply
from wargame.rules.scoring import score
from wargame.rules.state import State

SAMPLE = Path(__file__).resolve().parents[1] / "saves" / "sample.toml"
KIM, TRUMP = SeatId("kim"), SeatId("trump")
LAUNCH = ExchangeId("launch")


def tell(log: GameLog, name: str, state: State) -> None:
    """Print how a game ended."""
    ending = log.scenario.endings[EndingId(state.ending)].name if state.ending else "not over"
    scores = [f"{seat.name} {score(log.rules, state, id)[0]}" for id, seat in log.scenario.seats.items()]
    print(f"{name}: {ending}\n  {', '.join(scores)}")


def main(save: Path) -> None:
    log = GameLog.read(save)
    was = log.turns[3].orders[KIM]
    same = what_if(log, Change(4, {KIM: was}), worlds=1)
    assert same.counterfactual.end == log.state, "the same orders and dice give the same game"
    held = tuple(Reply(LAUNCH, seat, "hold") for seat in (TRUMP, KIM))  # it is answered in public
    launch = Change(4, {KIM: Orders(moves=(Order(MoveId("icbm")),))}, held)
    tested = what_if(log, launch, worlds=60)
    print(f"In turn 4 Pyongyang ordered {', '.join(order.move for order in was.moves)}.")
    print("What if it had tested the long-range missile?\n")
    tell(log, "as it was", log.state)
    tell(log, "what if", tested.counterfactual.end)
    again = tested.counterfactual
    print(f"\nOf all orders of later turns {again.dropped} fell away. Tracks that ended elsewhere:")
    ends = zip(log.rules.track_index, log.state.tracks, again.end.tracks, strict=True)
    for track, before, after in ends:
        if before != after:
            print(f"  {log.scenario.tracks[track].name}: {before}, then {after}")
    print("\nIf all had gone on as such seats do, in points:")
    for seat, moved in tested.seats.items():
        name = log.scenario.seats[seat].name
        print(f"  {name}: {moved.mean:+.0f} (between {moved.low:+.0f} and {moved.high:+.0f})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
