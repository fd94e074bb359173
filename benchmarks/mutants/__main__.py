"""``python -m benchmarks.mutants [FILE OR FOLDER ...]``: put faults in, see whether tests fail."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from textwrap import indent
from time import monotonic
from typing import NoReturn

from benchmarks.mutants.cover import Cover, cover
from benchmarks.mutants.faults import Mutant, mutants
from benchmarks.mutants.trials import ROOT, trial

AREAS = ("wargame/rules", "wargame/session", "wargame/journal")
TESTS = ("rules", "session", "journal", "scenario", "debrief", "bots", "cli")
"""The folders of tests. Those of screens are slow, and a promise of the rules should not need one."""
VERDICTS = ("killed", "timeout", "survived", "not run")
OWN = 20  # as if a test of the module's own file had killed so many
FIRST = 12  # so many tests are tried alone: most mutants need no more


def main() -> None:
    """Read the command line, run, print."""
    say = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    say.add_argument("paths", nargs="*", default=AREAS, help="files or folders of wargame")
    say.add_argument("--tests", nargs="*", default=TESTS, help="folders of tests")
    say.add_argument("--sample", type=int, help="so many mutants, drawn at random; all without it")
    say.add_argument("--seed", type=int, default=1, help="which sample")
    say.add_argument("--budget", type=float, default=90, help="seconds of tests for a mutant, at most")
    say.add_argument("--jobs", type=int, default=1, help="so many mutants at a time")
    say.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "wargame-mutants"))
    args = say.parse_args()

    folder = args.folder.resolve()
    drawn = _drawn(args.paths, args.sample, args.seed)
    tests = [test for area in args.tests for test in sorted((ROOT / "tests" / area).rglob("test_*.py"))]
    known = cover(AREAS, tests, folder / "cover")
    _preload()
    figures: Counter[tuple[str, str]] = Counter()
    start = monotonic()
    with multiprocessing.get_context("fork").Pool(args.jobs, _worker) as pool:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does
        work = partial(judge, known=known, budget=args.budget, folder=folder)
        try:
            for done, (mutant, verdict) in enumerate(pool.imap(work, drawn), 1):
                figures[mutant.module, verdict] += 1
                if verdict in ("survived", "not run"):
                    print(f"\n{mutant.path.relative_to(ROOT)}:{mutant.lines[0]} {verdict}")
                    print(indent(mutant.change, "    "), flush=True)
                if not done % 25:
                    print(f"({_found(figures)}, {monotonic() - start:.0f} s)", flush=True)
        except KeyboardInterrupt:
            print("\nBroken off.")
    print("\n".join(table(figures)))
    print(f"\n{_found(figures)}, of {len(drawn)} drawn, in {monotonic() - start:.0f} s.")


def _found(figures: Mapping[tuple[str, str], int]) -> str:
    """How many mutants were found of those that were tried."""
    missed = sum(n for (_, verdict), n in figures.items() if verdict in ("survived", "not run"))
    tried = sum(figures.values())
    return f"found {tried - missed} of the {tried} mutants tried"


def _worker() -> None:
    """Let the first process alone answer Ctrl-C; it ends the others, and these what they forked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, frame: object) -> NoReturn:
    sys.exit(128 + number)


def _drawn(paths: Sequence[str], sample: int | None, seed: int) -> list[Mutant]:
    files = []
    for path in map(Path, paths):
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    every = []
    for file in (file.resolve() for file in files):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        every += mutants(name.removesuffix(".__init__"), file)
    return every if sample is None else random.Random(seed).sample(every, min(sample, len(every)))


def judge(mutant: Mutant, known: Cover, budget: float, folder: Path) -> tuple[Mutant, str]:
    """What the tests say to a mutant. First come those that killed others here and those of a file named
    after the module, then the quick ones."""
    kills = _kills.setdefault(mutant.module, Counter())
    tests: Set[str] = known.of(mutant.path, mutant.lines) if mutant.late else set()
    tests = tests or known.of_file(mutant.path) or known.seconds.keys()
    named = f"/test_{mutant.path.stem}.py::"
    order = sorted(tests, key=lambda t: (known.seconds[t] + 0.02) / (1 + kills[t] + OWN * (named in t)))
    own = folder / multiprocessing.current_process().name
    verdict = "not run"
    for batch in _batches(order, known, budget):
        limit = 15 + 5 * sum(known.seconds[test] for test in batch)
        verdict, killer = trial(mutant, batch, own, int(limit))
        if verdict != "survived":
            kills[killer] += 1
            break
    return mutant, verdict


_kills: dict[str, Counter[str]] = {}
"""How many mutants of a module each test has killed in this process."""


def _batches(order: Sequence[str], known: Cover, budget: float) -> Iterator[list[str]]:
    """The first few tests, then all others that fit."""
    fit: list[str] = []
    for test in order:
        budget -= known.seconds[test]
        if budget > 0 or not fit:
            fit.append(test)
    yield from (batch for batch in (fit[:FIRST], fit[FIRST:]) if batch)


def _preload() -> None:
    """Import what the tests need of others, once for all children."""
    import cattrs, click.testing, filelock, hypothesis.strategies, pytest_asyncio, textual.app, tomli_w  # noqa


def table(figures: Counter[tuple[str, str]]) -> Iterator[str]:
    """The figures, a line for each module and one for each package."""
    yield "\n| module | mutants | killed | timeout | survived | not run | found |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    modules = sorted({module for module, _ in figures})
    rows = {module: [module] for module in modules}
    for module in modules:
        rows.setdefault(f"all of {'.'.join(module.split('.')[:2])}", []).append(module)
    for name, some in rows.items():
        count = [sum(figures[module, verdict] for module in some) for verdict in VERDICTS]
        found = (count[0] + count[1]) / sum(count)
        yield f"| {name} | {sum(count)} | {' | '.join(map(str, count))} | {found:.0%} |"


if __name__ == "__main__":
    main()
