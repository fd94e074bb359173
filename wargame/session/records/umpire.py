"""Records of what the umpire does, and of whether there is one."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from wargame.rules.orders import Injection, Ruling
from wargame.rules.rulings import beyond, put_in
from wargame.session.progress import GameError, Progress, Put
from wargame.session.records.base import GameRecord
from wargame.session.setup import Incident
from wargame.text import clean
from wargame.values import frozen


@frozen(kw_only=True)
class RulingRecord(GameRecord):
    """The umpire ruled on an order; a later ruling replaces an older one on the same order, and one that says
    nothing takes it back."""

    kind = "ruling"
    ruling: Ruling

    def check(self, progress: Progress) -> None:
        super().check(progress)
        ruling = self.ruling
        progress.go_through(2 * len(progress.umpire.rulings))
        earlier = any((r.seat, r.slot) == (ruling.seat, ruling.slot) for r in progress.umpire.rulings)
        if not ruling.reason and (ruling.grade or ruling.shift or not (ruling.accepted or earlier)):
            raise GameError("A ruling needs a reason.")
        if ruling.grade and ruling.shift:
            raise GameError("A ruling says what comes of it or shifts the odds, not both.")
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
        if ruling.shift and progress.rules.codes[moves[ruling.slot].move].certain:
            raise GameError("This order has no odds that could be shifted: it is certain.")

    def apply(self, progress: Progress) -> None:
        on, ruling = (self.ruling.seat, self.ruling.slot), self.ruling
        others = tuple(r for r in progress.umpire.rulings if (r.seat, r.slot) != on)
        says = ruling.reason or ruling.accepted
        progress.umpire = evolve(progress.umpire, rulings=(*others, *((ruling,) if says else ())))


@frozen(kw_only=True)
class InjectRecord(GameRecord):
    """The umpire put news into this turn, or into a later one."""

    kind = "inject"
    inject: Injection

    def check(self, progress: Progress) -> None:
        super().check(progress)
        put, rules = self.inject, progress.rules
        if put.inject and put.inject not in rules.scenario.injects:
            raise GameError(f"There is no inject '{clean(put.inject, 60)}'.")
        if not (put.inject or put.headline or put.text):
            raise GameError("News needs a headline or a text.")
        for push in put.pushes:
            if push.track not in rules.track_index:
                raise GameError(f"There is no track '{clean(push.track, 60)}'.")
        for flag in (*put.sets, *put.clears):
            if flag not in rules.flag_index:
                raise GameError(f"There is no flag '{clean(flag, 60)}'.")
        for seat in put.to:
            progress.seat(seat)
        last = rules.last_turn
        if put.turn and not self.turn < put.turn <= last:
            raise GameError(
                f"News can come in this turn or a later one, up to {last}; not in turn {put.turn}."
            )
        x = None
        if not put.turn:
            x = rules.context(progress.turns[-1].opening)
            for earlier in (*progress.umpire.injects, Injection(put.inject)):
                progress.go_through(20 * (1 + len(earlier.pushes) + len(earlier.sets) + len(earlier.clears)))
                put_in(rules, x, earlier)
        if wrong := " ".join(beyond(rules, put, x)):
            raise GameError(wrong)

    def apply(self, progress: Progress) -> None:
        progress.puts += 1
        progress.put[progress.puts] = Put(self.turn, self.inject)
        if not self.inject.turn:
            progress.umpire = evolve(progress.umpire, injects=(*progress.umpire.injects, self.inject))


@frozen(kw_only=True)
class WithdrawalRecord(GameRecord):
    """The umpire withdrew news that he had put in and that had not come yet: by its number, counted from 1 on
    in the game."""

    kind = "withdrawal"
    inject: int

    def check(self, progress: Progress) -> None:
        super().check(progress)
        one = progress.put.get(self.inject)
        if one is None or one.withdrawn or one.due < self.turn:
            raise GameError("There is no such news to withdraw.")

    def apply(self, progress: Progress) -> None:
        one = progress.put[self.inject]
        progress.put[self.inject] = evolve(one, withdrawn=self.turn)
        left = list(progress.umpire.injects)
        progress.go_through(10 * len(left))
        if one.due == self.turn and one.news in left:
            left.remove(one.news)
        progress.umpire = evolve(progress.umpire, injects=tuple(left))


@frozen(kw_only=True)
class UmpireRecord(GameRecord):
    """From now on somebody looks at all orders before they are carried out, or nobody does any more."""

    kind = "umpire"
    on: bool
    at: datetime | None = None

    def check(self, progress: Progress) -> None:
        if progress.over:
            raise GameError("The game is over.")
        if self.on == progress.umpired:
            raise GameError("There is an umpire already." if self.on else "There is no umpire.")

    def apply(self, progress: Progress) -> None:
        progress.umpired = self.on
        on = Incident(self.turn, "", "has an umpire look at all orders from now on")
        off = Incident(self.turn, "", "has no umpire look at the orders any more")
        progress.incidents.append(on if self.on else off)
