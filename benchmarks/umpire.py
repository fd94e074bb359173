"""How fast the umpire's stop opens: the flagship, four seats, all orders full, from the key on the curtain
until it is painted; and what an accepted argument takes until it shows.

Run with ``python -m benchmarks.umpire``. Figures are medians in milliseconds: by the clock, and of the
processor that this process used meanwhile.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Awaitable, Callable
from random import Random
from time import perf_counter, process_time

from attrs import evolve

from wargame import Game
from wargame.bots.random_policy import RandomPolicy
from wargame.rules.legality import LIMITS
from wargame.rules.orders import Letter, Order, Orders
from wargame.session import Settings
from wargame.tui.app import WargameApp
from wargame.tui.program import Program
from wargame.tui.umpire.curtain import UmpiresCurtain
from wargame.tui.umpire.screen import UmpireStop

ROUNDS = 15
_ARGUMENT = "Everybody in the room knows that it is so, and nobody has said it yet in public. " * 9


def full(game: Game, seat: str) -> Orders:
    """Orders with as many moves, arguments and letters as a seat may give."""
    view, found = game.view(seat), RandomPolicy().choose(game.view(seat), Random(1))
    reasons = (_ARGUMENT[: LIMITS.argument_length],) * LIMITS.arguments
    moves: tuple[Order, ...] = ()
    for move in view.moves:
        options = tuple((option.id, option.choices[0].id) for option in move.options)
        more = (*moves, Order(move.id, options, reasons))
        if not game.problems(seat, Orders(more)):
            moves = more
    letters = tuple(Letter(other.id, _ARGUMENT) for other in view.others)
    orders = evolve(found, moves=moves, letters=letters)
    return Orders(moves, letters) if game.problems(seat, orders) else orders


async def _always(act: Callable[[], object]) -> bool:
    act()
    return True


async def _timed(act: Callable[[], object], there: Callable[[], bool]) -> tuple[float, float]:
    wall, used = perf_counter(), process_time()
    act()
    while not there():
        await asyncio.sleep(0.001)
    return (perf_counter() - wall) * 1000, (process_time() - used) * 1000


async def _measure(size: tuple[int, int], game: Game) -> None:
    opened: list[tuple[float, float]] = []
    accepted: list[tuple[float, float]] = []
    done = asyncio.Event()

    async def flow(app: Program) -> int:
        while not done.is_set():
            await app.push_screen_wait(UmpiresCurtain(game.public().turn))
            await app.push_screen_wait(await asyncio.to_thread(UmpireStop, game, _always))
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=size) as pilot:
        for _ in range(ROUNDS):
            await _until(
                pilot.pause, lambda: isinstance(app.screen, UmpiresCurtain) and app.screen.is_mounted
            )
            await asyncio.sleep(0.5)  # a second press within 0.4 s counts for nothing
            opened.append(
                await _timed(
                    lambda: app.simulate_key("enter"),
                    lambda: isinstance(app.screen, UmpireStop) and app.screen.painted,
                )
            )
            stop = app.screen
            assert isinstance(stop, UmpireStop)
            row = next(o.id for o in stop.entries.options if o.id and o.id.startswith("argument:"))
            stop.entries.highlighted = [o.id for o in stop.entries.options].index(row)
            await pilot.pause()
            view = stop.view
            accepted.append(await _timed(lambda: app.simulate_key("a"), lambda: stop.view is not view))  # noqa: B023
            await pilot.pause()
            await asyncio.sleep(0.5)
            app.simulate_key("escape")
        done.set()
    for what, found in (("opens", opened), ("an argument accepted", accepted)):
        wall, used = (statistics.median(column) for column in zip(*found[1:], strict=True))
        print(f"{size[0]}x{size[1]}  {what:22} {wall:6.1f} ms  {used:6.1f} ms of the processor")


async def _until(pause: Callable[[], Awaitable[None]], condition: Callable[[], bool]) -> None:
    while not condition():
        await pause()


def main() -> None:
    """Measure at both sizes."""
    game = Game.new("offer", seed=1, settings=Settings(umpire=True))
    for seat in game.waiting:
        game.commit(seat, full(game, seat))
    orders = [move for seat in game.stop().seats for move in seat.moves]
    print(f"{len(orders)} orders with {sum(len(one.order.arguments) for one in orders)} arguments")
    for size in ((80, 24), (120, 40)):
        asyncio.run(_measure(size, game))


if __name__ == "__main__":
    main()
