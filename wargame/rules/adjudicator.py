"""The adjudicator: one turn's orders, resolved all at once into a new state and an account of how.

The order in which seats spoke never matters: everything goes by the scenario's order of stages and seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from wargame.rules.account import (
    Account,
    Change,
    Deed,
    End,
    Entry,
    Happening,
    Omission,
    PledgeFate,
    Reason,
)
from wargame.rules.compiled import MoveCode, Rules
from wargame.rules.context import Context
from wargame.rules.dice import GROUP, Dice, scale
from wargame.rules.diplomacy import Negotiations
from wargame.rules.events import fire
from wargame.rules.orders import AllOrders, Order, Ruling, Umpire
from wargame.rules.state import Mail, Pledge, State, evolve

NO_UMPIRE = Umpire()
WON = frozenset({"success", "triumph"})

Submitted = tuple[MoveCode, int, Order]
"""A move as submitted: its code, its slot among the seat's orders, the order."""


def resolve(
    rules: Rules,
    state: State,
    orders: AllOrders,
    dice: Dice,
    umpire: Umpire = NO_UMPIRE,
    *,
    account: bool = True,
) -> tuple[State, Account | None]:
    """Resolves the turn in which ``state`` stands.

    ``orders`` has one entry for every seat; they are taken as legal (see ``legality.problems``). Returns the
    closing state, whose ``ending`` is set when the game is over, and the account, or None without one.
    """
    x = rules.context(state)
    entries: list[Entry] | None = [] if account else None
    adjudicate(rules, x, orders, dice, umpire, entries)
    return x.snapshot(), None if entries is None else Account(x.turn, "adjudication", entries)


def adjudicate(
    rules: Rules,
    x: Context,
    orders: AllOrders,
    dice: Dice,
    umpire: Umpire = NO_UMPIRE,
    entries: list[Entry] | None = None,
) -> None:
    """Resolves a turn on a working state; the entries of the account are added to ``entries`` unless that
    is None."""
    _Adjudication(rules, x, orders, dice, umpire, entries).run()


class _Adjudication:
    """One turn being resolved. ``entries`` is None where no account is wanted."""

    __slots__ = ("dice", "entries", "lanes", "orders", "rules", "umpire", "x")

    def __init__(
        self,
        rules: Rules,
        x: Context,
        orders: AllOrders,
        dice: Dice,
        umpire: Umpire,
        entries: list[Entry] | None,
    ) -> None:
        self.rules = rules
        self.x = x
        self.orders = orders
        self.dice = dice
        self.umpire = umpire
        self.entries = entries
        self.lanes: dict[int, tuple[int, ...]] = {}

    def run(self) -> None:
        rules, x = self.rules, self.x
        deals, letters = bool(x.agreements or x.proposals), bool(x.pledges)
        orders = self.orders
        for seat in rules.seats:
            mine = orders[seat]
            if mine.drafts or mine.answers or mine.stances:
                deals = True
            if mine.letters:
                letters = True
            if self.entries is not None and mine.defaulted:
                self.entries.append(Omission(seat))
        for injection in self.umpire.injects:
            self._inject(injection.inject, injection.headline, injection.text, injection.reason)
        table = None
        if deals:
            table = Negotiations(rules, x, self.entries)
            table.answer(self.orders)
            table.speak(self.orders)
            table.draft(self.orders)
        self._moves()
        if letters:
            self._pledges()
        if table is not None:
            table.perform()
            table.expire()
        if self.entries is not None:
            fire(rules.reactions, x, self.dice, self.entries)
            fire(rules.dusk, x, self.dice, self.entries)
        elif (dusk := rules.playout.dusk) is not None:
            dusk(x.t, x.f, x, self.dice)
        if letters:
            self._mail()
        self._ending(last=False)
        if not x.ending and x.turn >= rules.last_turn:
            if table is not None:
                table.outlive(self.dice)
            self._ending(last=True)
        if x.asked:
            self._forecasts(over=bool(x.ending))
        tried = x.tried
        for index in x.ordered:
            tried[index] += 1

    # -- moves ----------------------------------------------------------------------------------------

    def _moves(self) -> None:
        """Resolves all moves, stage by stage."""
        codes, orders = self.rules.codes, self.orders
        submitted: list[Submitted] = []
        ordered = self.x.ordered = set()
        for seat in self.rules.seats:
            first = len(submitted)
            for order in orders[seat].moves:
                code = codes[order.move]
                ordered.add(code.index)
                submitted.append((code, len(submitted) - first, order))
        resolve = self._stage if self.entries is not None or self.umpire.rulings else self._playout
        if len(self.rules.stages) == 1:
            resolve(submitted)
            return
        for stage in self.rules.stages:
            batch = [item for item in submitted if item[0].stage == stage]
            if batch:
                resolve(batch)

    def _stage(self, batch: Sequence[Submitted]) -> None:
        """Resolves the moves of one stage: all odds from the same state, then all results."""
        x = self.x
        t, f = x.t, x.f
        weighed = []
        for item in batch:
            code = item[0]
            x.options = choices(code, item[2]) if code.options else ()
            weighed.append((item, code.odds(t, f, x), code.leak(t, f, x) if code.leak else 0))
        for item, odds, leak in weighed:
            self._deed(item, odds, leak)
        x.options = ()

    def _playout(self, batch: Sequence[Submitted]) -> None:
        """As ``_stage``, where no account is kept and no umpire rules."""
        x = self.x
        t, f = x.t, x.f
        weighed, thrown = [], self.lanes
        chances, acts = self.rules.playout.chances, self.rules.playout.acts
        for code, slot, order in batch:
            made = x.options = choices(code, order) if code.options else ()
            leak = 0 if code.leak is None else code.leak(t, f, x)
            weighed.append((code, slot, made, chances[code.index](t, f, x), leak))
        lanes: tuple[int, ...] = ()
        lanes_of = -1
        for code, slot, x.options, odds, leak in weighed:
            if slot != lanes_of:
                lanes, lanes_of = thrown.get(slot) or self._throw(slot), slot
            acts[code.index](t, f, x, lanes[code.seat * 2], odds)
            if leak and self._roll(code.seat, slot, 1) < leak:
                x.leaked |= {code.index}
                if code.leaked is not None:
                    code.leaked(t, f, x, None)
        x.options = ()

    def _deed(self, item: Submitted, odds: tuple[int, int, tuple[Reason, ...]], leak_odds: int) -> None:
        """Rolls for one move and applies what comes of it."""
        code, slot, order = item
        x, move = self.x, code.move
        t, f = x.t, x.f
        base, total, reasons = odds
        changes: list[Change] | None = None if self.entries is None else []
        ruling = self._ruling(move.seat, slot) if self.umpire.rulings else None
        if ruling is not None and ruling.accepted and not code.certain:
            total, reasons = self._argue(total, reasons, len(ruling.accepted))
        roll = self._roll(code.seat, slot, 0)
        engine = grade = "success" if roll < total else "failure"
        if code.extremes:
            engine = grade = self._grade(code, total, roll)
        if ruling is not None and ruling.grade:
            grade = ruling.grade
        if code.cost:
            self._pay(code, changes)
        x.options = choices(code, order) if code.options else ()
        if code.back_down is not None:
            code.back_down(t, f, x, changes)
        won = grade in WON
        if won:
            x.done[code.index] += 1
            x.happened.add(code.index)
            if code.rung is not None:
                self._climb(code.rung, changes)
        else:
            x.failed.add(code.index)
        code.grades[grade](t, f, x, changes)
        x.escalation[code.seat] += code.points
        leaked, leak_roll = None, 0
        if leak_odds > 0:
            leak_roll = self._roll(code.seat, slot, 1)
            leaked = leak_roll < leak_odds
            if leaked:
                x.leaked |= {code.index}
                if code.leaked is not None:
                    code.leaked(t, f, x, changes)
        if self.entries is not None:
            self.entries.append(
                Deed(
                    move.seat,
                    move.id,
                    slot,
                    order.options,
                    base,
                    reasons,
                    total,
                    roll,
                    grade,
                    changes or [],
                    leak_odds,
                    leak_roll,
                    leaked,
                    move.rung if won else "",
                    engine,
                    ruling.reason if ruling is not None else "",
                    order.arguments,
                )
            )

    def _roll(self, seat: int, slot: int, die: int) -> int:
        """A seat's main die (0) or leak die (1) for its order in a slot."""
        return scale((self.lanes.get(slot) or self._throw(slot))[seat * 2 + die])

    def _throw(self, slot: int) -> tuple[int, ...]:
        """The lanes of all seats for their orders in a slot; one hash serves four seats."""
        turn, seats = self.x.turn, len(self.rules.seats)
        lanes = self.dice.lanes(turn, slot)
        for group in range(1, -(-seats // GROUP)):
            lanes += self.dice.lanes(turn, slot, group)
        self.lanes[slot] = lanes
        return lanes

    def _argue(
        self, total: int, reasons: tuple[Reason, ...], accepted: int
    ) -> tuple[int, tuple[Reason, ...]]:
        """Shifts odds by the arguments that the umpire accepted."""
        s = self.rules.scenario.odds
        shift = Reason(s.argument * accepted, "arguments the umpire accepted")
        return min(max(total + shift.add, s.min), s.max), (*reasons, shift)

    def _grade(self, code: MoveCode, odds: int, roll: int) -> str:
        """The grade a roll gives. The best rolls of a success are a triumph, the worst of a failure a
        backfire."""
        s = self.rules.scenario.odds
        if roll < odds:
            best = code.move.triumph is not None and roll * 100 < odds * s.triumph
            return "triumph" if best else "success"
        worst = code.move.backfire is not None and (99 - roll) * 100 < (100 - odds) * s.backfire
        return "backfire" if worst else "failure"

    def _pay(self, code: MoveCode, changes: list[Change] | None) -> None:
        """Takes the move's cost from its seat's resource."""
        i = self.rules.resources[code.seat]
        if i is None:
            return
        t = self.x.t
        before = t[i]
        t[i] = max(before - code.cost, 0)
        if changes is not None:
            changes.append((self.rules.scenario.seats[code.move.seat].resource, before, t[i]))

    def _climb(self, rung: int, changes: list[Change] | None) -> None:
        """Lifts the ladder to the move's rung, if that is higher."""
        i = self.rules.ladder
        if i is None or rung <= self.x.t[i]:
            return
        before = self.x.t[i]
        self.x.t[i] = rung
        ladder = self.rules.scenario.ladder
        if changes is not None and ladder is not None:
            changes.append((ladder.track, before, rung))

    def _ruling(self, seat: str, slot: int) -> Ruling | None:
        for ruling in self.umpire.rulings:
            if ruling.seat == seat and ruling.slot == slot:
                return ruling
        return None

    # -- words ----------------------------------------------------------------------------------------

    def _mail(self) -> None:
        """Puts this turn's letters in the post."""
        x = self.x
        x.mail += tuple(
            Mail(x.turn, seat, letter.to, letter.text)
            for seat in self.rules.seats
            for letter in self.orders[seat].letters
        )

    def _pledges(self) -> None:
        """Takes in the promises of this turn's letters, and holds them and those still open against this
        turn's orders."""
        x = self.x
        result = [self._held(pledge) for pledge in x.pledges]
        for seat in self.rules.seats:
            for letter in self.orders[seat].letters:
                if letter.promise is not None:
                    p = letter.promise
                    pledge = Pledge(seat, letter.to, p.move, p.will, x.turn, p.by)
                    self._tell_pledge(pledge)
                    result.append(self._held(pledge))
        x.pledges = tuple(result)

    def _held(self, pledge: Pledge) -> Pledge:
        """A promise held against this turn's orders. The same deed done again in time, and got about, lets
        its reader know of one decided before in secret."""
        x, leaked = self.x, self.rules.move_index[pledge.move] in self.x.leaked
        if pledge.status != "open":
            if not leaked or pledge.leaked or x.turn > pledge.by:
                return pledge
            pledge = evolve(pledge, leaked=True)
            self._tell_pledge(pledge, known=True)
            return pledge
        status = self._fate(pledge)
        if status == "open":
            return pledge
        pledge = evolve(pledge, status=status, leaked=leaked)
        self._tell_pledge(pledge)
        return pledge

    def _fate(self, pledge: Pledge) -> Literal["open", "kept", "broken"]:
        """What became of an open promise by the end of this turn: the deed ordered is what counts, not its
        luck."""
        did = self.rules.move_index[pledge.move] in self.x.ordered
        if did:
            return "kept" if pledge.will else "broken"
        if self.x.turn >= pledge.by:
            return "broken" if pledge.will else "kept"
        return "open"

    def _tell_pledge(self, p: Pledge, *, known: bool = False) -> None:
        if self.entries is not None:
            status = "made" if p.status == "open" else p.status
            self.entries.append(PledgeFate(p.seat, p.to, p.move, p.will, p.by, status, known))

    # -- the rest -------------------------------------------------------------------------------------

    def _inject(self, id: str, headline: str, text: str, reason: str) -> None:
        """Applies an inject of the umpire's. Free text has no effects."""
        x = self.x
        changes: list[Change] = []
        if id:
            self.rules.injects[id](x.t, x.f, x, changes)
        if self.entries is not None:
            self.entries.append(Happening("inject", id, 100, 0, True, changes, (), headline, text, reason))

    def _forecasts(self, *, over: bool) -> None:
        """Takes in the answers to this turn's question and decides what can be decided."""
        x, result = self.x, []
        codes = {code.id: code for code in self.rules.forecasts}
        for asked in x.asked:
            if asked.outcome is None:
                code = codes[asked.question]
                if asked.turn == x.turn:
                    answers = tuple(
                        (seat, forecast)
                        for seat in self.rules.seats
                        if (forecast := self.orders[seat].forecast) is not None
                    )
                    asked = evolve(asked, answers=answers)
                if over or not code.at_end:
                    asked = evolve(asked, outcome=bool(code.answer(x.t, x.f, x)))
            result.append(asked)
        x.asked = tuple(result)

    def _ending(self, *, last: bool) -> None:
        """The first ending that holds: among those for any turn, or after the last turn among all."""
        x = self.x
        for code in self.rules.endings:
            if (last or code.ending.at == "any") and code.when(x.t, x.f, x):
                if self.entries is not None:
                    self.entries.append(End(code.ending.id))
                x.ending = code.ending.id
                return


def choices(code: MoveCode, order: Order) -> tuple[str, ...]:
    """The ids of the choices that an order makes, defaults filled in."""
    options = code.move.options
    if not options:
        return ()
    made = dict(order.options)
    return tuple(made.get(id) or next(iter(option.choices)) for id, option in options.items())
