"""The front pages of the flagship: how many items they have, how much of them is the same in another game,
and how often the lead comes of what seats did.

Run with ``python -m benchmarks.pages [GAMES] [--jobs J] [--scenario offer|offer-lesson]`` (50 games a row and
one process by default). Pages are those from the second on: the first is printed before anybody acts. An item
is what is told, by its words; dated facts of the world, which come in every game, are counted apart.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import pairwise

from benchmarks.courses import COURSES, Player, interval, table
from wargame.bots.fast.games import turns_of
from wargame.bots.runner import play_out
from wargame.rules.bulletins import dawn_news, news
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.record import TurnRecord
from wargame.rules.views import News, laid_out
from wargame.scenario import load
from wargame.session import Game, SeatSetup
from wargame.values import frozen

PLANNERS, PLANNER = "four planners", "planner"
ROWS: Mapping[str, str] = {
    PLANNERS: "",
    "all seek a deal": "seek",
    "all cautious": "cautious",
    "all hawkish": "hawkish",
}
"""The rows of the tables, and the course (see ``benchmarks.courses``) that all four seats play."""


@frozen
class Item:
    """An item of a front page, and whether it came of what seats did."""

    headline: str
    text: str
    decided: bool


Page = tuple[Item, ...]


@frozen
class Row:
    """What was found in games of one kind: pages with a lead that follows from orders, items of each page,
    how many games had which item on which page, and the share of a page that another game's has too."""

    pages: int
    led: int
    items: tuple[int, ...]
    common: Counter[tuple[int, str]]
    shared: tuple[float, ...]


@cache
def rules_of(name: str) -> Rules:
    """The rules of a shipped scenario, compiled once in each process."""
    return compile_rules(load(name))


def played(name: str, row: str, seed: int) -> Sequence[TurnRecord]:
    """The turns of a game."""
    rules = rules_of(name)
    if row == PLANNERS:
        game = Game.new(rules, seed=seed, seats={id: SeatSetup("ai", PLANNER) for id in rules.seats})
        play_out(game)
        return game.turns
    course = COURSES[ROWS[row]]
    return list(turns_of(rules, [Player(rules, n, course[seat]) for n, seat in enumerate(rules.seats)], seed))


def pages(rules: Rules, turns: Sequence[TurnRecord]) -> Iterator[Page]:
    """The front pages of a game from the second on, with that of its end."""
    for before, now in pairwise(turns):
        yield _page((*dawn_news(rules, now), *news(rules, before)))
    yield _page(news(rules, turns[-1]))


def _page(told: tuple[News, ...]) -> Page:
    return tuple(Item(item.headline, item.text, item.decided) for item in laid_out(told)[0])


def printed(name: str, row: str, seed: int) -> tuple[Page, ...]:
    """The pages of one game."""
    return tuple(pages(rules_of(name), played(name, row, seed)))


def dated(rules: Rules) -> frozenset[str]:
    """The headlines of dated events."""
    events = [event for event in rules.scenario.events.values() if event.on]
    return frozenset(
        headline for e in events for headline in (e.headline, *(v.headline for v in e.variants)) if headline
    )


def found(games: Sequence[tuple[Page, ...]], world: frozenset[str]) -> Row:
    """What there is to tell of the pages of some games."""
    common: Counter[tuple[int, str]] = Counter()
    for game in games:
        for number, page in enumerate(game, 2):
            common.update({(number, told(item)) for item in page if item.headline not in world})
    every = [page for game in games for page in game]
    shared = []
    for one, other in pairwise(games):
        for mine, theirs in zip(one, other, strict=False):
            texts = {told(item) for item in theirs}
            shared += [statistics.fmean(told(item) in texts for item in mine)] if mine else []
    led = sum(bool(page) and page[0].decided for page in every)
    return Row(len(every), led, tuple(map(len, every)), common, tuple(shared))


def told(item: Item) -> str:
    """An item by its words, the headline in the first line."""
    return f"{item.headline}\n{item.text}"


def mean(values: Sequence[float], times: float = 1) -> str:
    """A mean with its 95 % interval."""
    middle = statistics.fmean(values) * times
    spread = 1.96 * statistics.stdev(values) / len(values) ** 0.5 * times if len(values) > 1 else 0
    digits = 0 if times > 1 else 1
    return f"{middle:.{digits}f} ({middle - spread:.{digits}f}-{middle + spread:.{digits}f})"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("games", nargs="?", type=int, default=50, help="games a row")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--scenario", choices=("offer", "offer-lesson"), default="offer")
    given = parser.parse_args()
    with ProcessPoolExecutor(max(given.jobs, 1)) as pool:
        tell(
            rules_of(given.scenario),
            {row: list(pool.map(partial(printed, given.scenario, row), range(given.games))) for row in ROWS},
        )


def tell(rules: Rules, played: Mapping[str, Sequence[tuple[Page, ...]]]) -> None:
    """Print the tables of the games of each row."""
    world = dated(rules)
    rows = {row: found(games, world) for row, games in played.items()}
    table(
        ("played by", "items a page", "most", "led by what seats did", "the same in the next game"),
        (
            (
                f"{label} ({len(played[label])} games)",
                mean(row.items),
                str(max(row.items)),
                interval(row.led, row.pages),
                f"{mean(row.shared, 100)} %",
            )
            for label, row in rows.items()
        ),
    )
    table(
        ("played by", "page", "the item told most often, dated facts aside", "of the pages of its turn"),
        (
            (label, f"No. {number}", text.partition("\n")[0], interval(hits, len(played[label])))
            for label, row in rows.items()
            for (number, text), hits in row.common.most_common(3)
        ),
    )


if __name__ == "__main__":
    main()
