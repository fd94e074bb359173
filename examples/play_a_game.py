"""Plays a game of four turns: one seat by a few lines of Python, the others by the scenario's defaults.

    python examples/play_a_game.py

A seat plays by its door: what it sees, what its orders would come to, and committing them.
"""

from __future__ import annotations

from wargame import Game, Letter, Order, Orders, SeatDoor


def decide(door: SeatDoor) -> Orders:
    """The surest step down that is open, a letter and a forecast, from nothing but what the seat sees."""
    view = door.view()
    steps = [move for move in view.moves if move.severity == "de-escalation" and not move.closed]
    if not steps:
        return door.default()
    surest = max(steps, key=lambda move: move.odds.rank)
    letter = Letter(to=view.others[0].id, text="Let us speak before it is too late.")
    return Orders(
        moves=(Order(surest.id),),
        letters=() if view.late else (letter,),  # in the last turn nobody would read it
        forecast=35 if view.forecast else None,  # percent
        why=f"Nothing that calms is surer: {surest.odds}.",
    )


def main() -> None:
    game = Game.new("offer-lesson", seed=7)  # in memory; save=Path("game.toml") would keep it
    while not game.over:
        print(f"Turn {game.turn}: {game.public().news[0].headline}")
        door = game.seat("kim")
        orders = decide(door)
        problems = door.problems(orders)  # sentences; a commit of such orders raises OrderError
        door.commit(door.default() if problems else orders)
        for seat in game.waiting:
            game.seat(seat).commit(game.seat(seat).default())
        done = game.resolve()
        for line in game.reveal(done.turn):
            print(f"  {line.who}: {line.what}")
    end = game.end()
    print(end.headline)
    for score in end.scores:
        print(f"  {score.seat.name}: {score.score} of 100")


if __name__ == "__main__":
    main()
