"""Records of what the umpire does."""

from __future__ import annotations

from attrs import evolve

from wargame.rules.orders import Injection, Ruling
from wargame.session.progress import GameError, Progress
from wargame.session.records.base import GameRecord
from wargame.text import clean
from wargame.values import frozen


@frozen(kw_only=True)
class RulingRecord(GameRecord):
    """The umpire ruled on an order; a later ruling replaces an older one on the same order."""

    kind = "ruling"
    ruling: Ruling

    def check(self, progress: Progress) -> None:
        super().check(progress)
        ruling = self.ruling
        if not ruling.reason:
            raise GameError("A ruling needs a reason.")
        closed = progress.setups[progress.seat(ruling.seat)].kind == "closed"
        if not closed and ruling.seat not in progress.committed:
            raise GameError(f"{progress.name(ruling.seat)} has not committed.")
        if ruling.seat in progress.committed and ruling.seat not in progress.pending:
            return  # under seal: what it speaks of can't be looked up here
        moves = progress.orders_of(ruling.seat).moves
        if not 0 <= ruling.slot < len(moves):
            raise GameError(f"{progress.name(ruling.seat)} has no order {ruling.slot + 1}.")
        for n in ruling.accepted:
            if not 0 <= n < len(moves[ruling.slot].arguments):
                raise GameError(f"There is no argument {n + 1} for this order.")
        if len(set(ruling.accepted)) < len(ruling.accepted):
            raise GameError("An argument is accepted twice.")

    def apply(self, progress: Progress) -> None:
        on = self.ruling.seat, self.ruling.slot
        others = tuple(r for r in progress.umpire.rulings if (r.seat, r.slot) != on)
        progress.umpire = evolve(progress.umpire, rulings=(*others, self.ruling))


@frozen(kw_only=True)
class InjectRecord(GameRecord):
    """The umpire put news into the turn."""

    kind = "inject"
    inject: Injection

    def check(self, progress: Progress) -> None:
        super().check(progress)
        inject = self.inject.inject
        if inject and inject not in progress.rules.scenario.injects:
            raise GameError(f"There is no inject '{clean(inject, 60)}'.")
        if not (inject or self.inject.headline or self.inject.text):
            raise GameError("News needs a headline or a text.")

    def apply(self, progress: Progress) -> None:
        progress.umpire = evolve(progress.umpire, injects=(*progress.umpire.injects, self.inject))
