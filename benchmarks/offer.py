"""Makes the tables of docs/offer.md again, all of them, and writes them between their marks.

Run with ``python -m benchmarks.offer`` (some hours of a core, most of them for planners), or for a try
``python -m benchmarks.offer --small --keep /tmp/small --doc COPY_OF_THE_DOCUMENT``; PARTS name what alone to
make. What has been played is kept in a folder, so that a run that was cut, or that is asked for more games,
goes on where it was. What was played with another scenario, engine or courses is refused; a change of texts
alone asks for no new games.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from functools import cached_property, partial
from io import StringIO
from pathlib import Path
from typing import TypeVar

from benchmarks import courses, exploits, knot, pages
from benchmarks.courses import Tally, interval, lines, table
from benchmarks.kept import kept, key_of
from wargame.ids import EndingId

DOC = Path(__file__).parent.parent / "docs" / "offer.md"
FLAGSHIP, LESSON = "offer", "offer-lesson"
CHUNK = 1000
"""Random games that are played, and kept, at once."""
FULL = {
    "courses": 1000,
    "cells": 200,
    "planners": 1000,
    "exploits": 200,
    "pages": 50,
    "random": 20,
    "lesson": 300,
}
SMALL = {"courses": 20, "cells": 10, "planners": 4, "exploits": 4, "pages": 4, "random": 1, "lesson": 20}
HELP = {
    "courses": "games of a row of scripted courses",
    "cells": "games of a cell of own course against others'",
    "planners": "games of four planners",
    "exploits": "games of each of the best fixed orders",
    "pages": "games a row of front pages, planners aside",
    "random": "thousands of random games",
    "lesson": "games of a row of the lesson version",
}


T = TypeVar("T")


class Results:
    """All that is played, as far as it is asked for: each kind once, from its file where it is there."""

    def __init__(self, sizes: Mapping[str, int], budget: int, jobs: int, folder: Path) -> None:
        self.sizes, self._budget, self._jobs, self._folder = sizes, budget, jobs, folder
        self.s = courses.scenario_of(FLAGSHIP)
        self.lesson = courses.scenario_of(LESSON)

    def _kept(
        self, what: str, kind: type[T], one: Callable[..., T], count: int, scenario: str = FLAGSHIP
    ) -> list[T]:
        """``count`` results, the files of which carry their size, as one made with another is another."""
        size = CHUNK if what == "random" else self.sizes[what]
        text = Path(courses.__file__).with_name("courses.toml").read_bytes()
        key = key_of(scenario, games=size, courses=hashlib.sha256(text).hexdigest())
        return kept(
            self._folder / f"{scenario}-{one.__module__.rpartition('.')[2]}-{one.__name__}-{size}.jsonl",
            key,
            kind,
            partial(one, name=scenario, games=size),
            range(count),
            self._jobs,
        )

    @cached_property
    def rows(self) -> list[Tally]:
        """The rows of the first table."""
        return self._kept("courses", Tally, courses.row, len(list(lines(self.s))))

    @cached_property
    def changed(self) -> list[Tally]:
        """What one changed number makes."""
        return self._kept("courses", Tally, courses.changed, 1 + len(list(courses.changes(self.s))))

    @cached_property
    def cells(self) -> list[Tally]:
        """Own courses beside the others'."""
        return self._kept("cells", Tally, courses.cell, len(courses.CELLS))

    @cached_property
    def exploits(self) -> list[exploits.Cell]:
        """Fixed orders beside the best course of sense."""
        count = len(self.s.seats) * len(exploits.OTHERS)
        return self._kept("exploits", exploits.Cell, exploits.cell, count)

    @cached_property
    def random(self) -> Tally:
        """Random games."""
        return sum(self._kept("random", Tally, courses.lot, self.sizes["random"]), Tally())

    @cached_property
    def lesson_rows(self) -> list[Tally]:
        """The rows of the first table, of the lesson version."""
        return self._kept("lesson", Tally, courses.row, len(list(lines(self.lesson))), LESSON)

    @cached_property
    def lesson_random(self) -> Tally:
        """Random games of the lesson version: a quarter as many."""
        count = max(1, self.sizes["random"] // 4)
        return sum(self._kept("random", Tally, courses.lot, count, LESSON), Tally())

    @cached_property
    def planners(self) -> list[knot.Played]:
        """Games of four planners."""
        path = self._folder / f"planners-{self._budget}.jsonl"
        return knot.games_of(self.sizes["planners"], FLAGSHIP, self._budget, self._jobs, path)


def tell_courses(found: Results) -> None:
    """What scripted courses come to."""
    print(f"{found.sizes['courses']:,} games a row.\n")
    courses.tell_rows(found.s, found.rows)


def tell_fallen(found: Results) -> None:
    """What a deal that falls is worth beside quiet."""
    courses.tell_fallen(found.s, found.rows)


def tell_cells(found: Results) -> None:
    """Own courses beside the others'."""
    print(f"{found.sizes['cells']} games a cell.\n")
    courses.tell_cells(found.s, found.cells)


def tell_planners(found: Results) -> None:
    """The knot, sizes of deal, endings, hidden aims, moves, means and exchanges of planners."""
    print(f"{len(found.planners):,} games.\n")
    knot.tables(knot.rules_of(FLAGSHIP), found.planners)


def tell_exploits(found: Results) -> None:
    """Fixed orders beside the best course of sense."""
    print(f"{found.sizes['exploits']} games for each of the best, by the same dice; two standard errors.\n")
    exploits.tell_cells(knot.rules_of(FLAGSHIP), found.exploits)


def tell_endings(found: Results) -> None:
    """Who reaches which ending: planners, the course that comes to it most often, random orders."""
    labels = [label for label, _ in lines(found.s)]
    planned = Counter(game.ending for game in found.planners)

    def most(id: EndingId) -> str:
        best = max(range(len(labels)), key=lambda n: found.rows[n].endings[id])
        tally = found.rows[best]
        hits = tally.endings[id]
        return f"{labels[best]}: {interval(hits, tally.games)}" if hits else "none"

    table(
        ("ending", "four planners", "the courses that come to it most often", "games of random orders"),
        (
            (
                ending.name,
                interval(planned[id], len(found.planners)),
                most(id),
                f"{found.random.endings[id]} of {found.random.games:,}",
            )
            for id, ending in found.s.endings.items()
        ),
    )


def tell_random(found: Results) -> None:
    """What random orders and courses together never reach, and how exchanges go."""
    for s, rows, lot in (
        (found.s, found.rows, found.random),
        (found.lesson, found.lesson_rows, found.lesson_random),
    ):
        print(f"{s.title}, {lot.games:,} random games, and all courses above. ", end="")
        courses.tell_never(s, (lot, *rows))
    print("Exchanges in the random games of the flagship:\n")
    courses.tell_exchanges(found.s, found.random.fought, found.random.games)


def tell_changes(found: Results) -> None:
    """What one changed number makes."""
    courses.tell_changes(found.s, found.changed)


def tell_pages(found: Results) -> None:
    """How front pages repeat themselves."""
    played: dict[str, Sequence[tuple[pages.Page, ...]]] = {
        pages.PLANNERS: [game.pages for game in found.planners]
    }
    for row in pages.ROWS:
        if row != pages.PLANNERS:
            played[row] = [pages.printed(FLAGSHIP, row, number) for number in range(found.sizes["pages"])]
    pages.tell(pages.rules_of(FLAGSHIP), played)


def tell_lesson(found: Results) -> None:
    """What courses come to in the lesson version."""
    print(f"{found.sizes['lesson']} games a row.\n")
    courses.tell_rows(found.lesson, found.lesson_rows)


PARTS: Mapping[str, Callable[[Results], None]] = {
    "courses": tell_courses,
    "fallen": tell_fallen,
    "cells": tell_cells,
    "changes": tell_changes,
    "pages": tell_pages,
    "planners": tell_planners,
    "lesson": tell_lesson,
    "random": tell_random,
    "exploits": tell_exploits,
    "endings": tell_endings,
}
"""The parts by the names of their marks in the document, the quick ones first."""


def written(text: str, name: str, block: str) -> str:
    """A document with a part put between its marks. Raises ValueError where it has none, or more than one."""
    begin, end = f"<!-- {name}: made by benchmarks.offer -->\n", "<!-- end -->\n"
    new, times = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}",
        lambda _: f"{begin}\n{block.strip()}\n\n{end}",
        text,
        flags=re.DOTALL,
    )
    if times != 1:
        raise ValueError(f"the marks of {name} stand {times} times in the document")
    return new


def made(found: Results, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that are asked for, each with what it prints."""
    for name in PARTS:
        if name in names:
            with redirect_stdout(StringIO()) as told:
                PARTS[name](found)
            yield name, told.getvalue()


def main() -> None:
    """Play what is not kept yet, and write every part into the document as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.offer")
    parser.add_argument("parts", nargs="*", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--small", action="store_true", help="very few games of everything, for a try")
    for name, text in HELP.items():
        parser.add_argument(f"--{name}", type=int, metavar="N", help=f"{text} ({FULL[name]})")
    parser.add_argument("--budget", type=int, default=100, help="looks ahead of a planner's decision")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument(
        "--keep", type=Path, default=Path("build/offer"), help="the folder for what was played"
    )
    parser.add_argument("--doc", type=Path, default=DOC, help="the document with the marks")
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    usual = SMALL if given.small else FULL
    sizes = {name: usual[name] if vars(given)[name] is None else vars(given)[name] for name in usual}
    found = Results(sizes, given.budget, given.jobs, given.keep)
    for name, block in made(found, given.parts or tuple(PARTS)):
        given.doc.write_text(written(given.doc.read_text("utf-8"), name, block), "utf-8", newline="\n")
        print(f"{name}: {len(block.splitlines())} lines", flush=True)


if __name__ == "__main__":
    main()
