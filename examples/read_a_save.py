"""What is in a saved game: scores, every deed with its odds and its die, agreements, as tables.

    python examples/read_a_save.py [SAVE]

Looking never writes: a save can be read while it is played on elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wargame import Deed, GameLog

SAMPLE = Path(__file__).resolve().parents[1] / "saves" / "sample.toml"


def main(save: Path) -> None:
    log = GameLog.read(save)
    moves, seats = log.scenario.moves, log.scenario.seats
    print(f"{log.scenario.title}: {log.resolved} turns\n")
    print(f"{'turn':>4}  {'seat':12}  {'move':40}  {'odds':>4}  {'die':>3}  grade")
    for record in log.turns:
        for entry in record.account.entries if record.account else ():
            if isinstance(entry, Deed):  # odds in percent; a die of 0 to 99 that is under them succeeds
                print(
                    f"{record.turn:4}  {seats[entry.seat].name:12}  {moves[entry.move].name:40.40}  "
                    f"{entry.odds:4}  {entry.roll:3}  {entry.grade}"
                )
    print(f"\n{'agreement':12}  {'since':>5}  {'survived':8}  terms")
    for agreement in log.state.agreements:
        terms = ", ".join(log.scenario.terms[id].name for id in agreement.terms)
        print(f"{agreement.id:12}  {agreement.since:5}  {agreement.survived!s:8}  {terms}")
    if log.over:
        end = log.end()
        brier = dict(end.brier)  # 0 best, 1 worst
        print(f"\n{'seat':12}  {'score':>5}  {'Brier':>5}  objectives")
        for score in end.scores:
            told = ", ".join(f"{objective.name} {objective.score}" for objective in score.objectives)
            print(f"{score.seat.name:12}  {score.score:5}  {brier.get(score.seat.id, 0):5.2f}  {told}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
