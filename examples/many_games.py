"""Many games of one scenario in several processes, added up: how they end, what seats score.

    python examples/many_games.py [GAMES]

On a cluster joblib plays the same chunks (pip install "wargame[joblib]"), to the same sums; docs/balance.md
has more ways:

    with parallel_config(backend="dask"):  # with a dask.distributed Client open
        run(spec, 100_000, jobs=64, joblib=Parallel(n_jobs=-1, return_as="generator_unordered"))
"""

from __future__ import annotations

import sys

from wargame.bots.batch import Spec, run
from wargame.bots.batch.report import share
from wargame.scenario import load_with_document


def main(games: int) -> None:
    scenario, document = load_with_document("offer")
    policies: dict[str, str] = {seat: "history" if seat == "xi" else "random" for seat in scenario.seats}
    summary = run(Spec.of(document, seed=1, policies=policies), games, jobs=2).summary
    print(f"{summary.games} games; shares with their 95 % interval")
    for id, hits in sorted(summary.endings.items(), key=lambda item: -item[1]):
        if hits:
            percent, low, high = share(hits, summary.games)
            print(f"  {percent:4.1f} % ({low:.1f} to {high:.1f})  {scenario.endings[id].name}")
    print("Mean scores, 0 to 100, with half their 95 % interval")
    for seat, numbers in summary.scores.items():
        print(f"  {scenario.seats[seat].name}, {policies[seat]}: {numbers.mean:.1f} ± {numbers.error:.1f}")


if __name__ == "__main__":  # processes that are started afresh read this file again
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
