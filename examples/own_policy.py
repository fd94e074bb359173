"""A policy of one's own plays a seat, among machines that come with the program.

    python examples/own_policy.py

To have it by name in ``wargame play``, ``auto`` and ``balance`` (``--seat kim=ai:mirror:10``), a package of
yours offers it by an entry point in its pyproject.toml:

    [project.entry-points."wargame.policies"]
    mirror = "my_package:Mirror"
"""

from __future__ import annotations

import random

from wargame import Game, Order, Orders, Policy, SeatDoor, SeatSetup, SeatView, play_out
from wargame.ids import SeatId

KIM = SeatId("kim")
MILD, STERN = ("de-escalation", "status-quo"), ("posturing", "non-violent")


class Mirror:
    """Tit for tat: mild while the ladder does not rise, stern in the turn after it rose.

    A policy is made from its seat's door and from what stands behind its name (``mirror:10``), here by how
    many points the ladder has to rise. It keeps nothing between turns: a game that is resumed makes it anew.
    """

    def __init__(self, door: SeatDoor, argument: str = "") -> None:
        self.door = door
        self.least = int(argument or 1)

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return orders for this turn. Where they are not legal the seat's default is played instead."""
        ladder = self.door.scenario.ladder
        past = next((t.past for t in view.tracks if ladder and t.id == ladder.track), ())
        rose = len(past) > 1 and past[-1] - past[-2] >= self.least
        wanted = STERN if rose else MILD
        moves = [m for m in view.moves if m.severity in wanted and not m.closed]
        if not moves:
            return self.door.default()
        why = "They climbed; so do we." if rose else "They did not climb; nor do we."
        return Orders(moves=(Order(rng.choice(moves).id),), why=why)


def main() -> None:
    machines = {"trump": SeatSetup("ai", "random"), "xi": SeatSetup("ai", "planner:20")}
    game = Game.new("offer-lesson", seed=2, seats=machines)  # the seats left out play by default
    mirror: Policy = Mirror(game.seat(KIM))
    play_out(game, {KIM: mirror})
    for record in game.turns:
        orders = record.orders[KIM]
        print(f"Turn {record.turn}: {', '.join(order.move for order in orders.moves)}. {orders.why}")
    for score in game.end().scores:
        print(f"{score.seat.name}: {score.score} of 100")


if __name__ == "__main__":
    main()
