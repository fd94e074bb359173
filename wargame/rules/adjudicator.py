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
from wargame.rules.dice import LANES, Dice, scale
from wargame.rules.diplomacy import Table
from wargame.rules.happenings import let_happen
from wargame.rules.orders import AllOrders, Order, Ruling, Umpire
from wargame.rules.state import Asked, Mail, Pledge, State, evolve

NO_UMPIRE = Umpire()
WON = frozenset({"success", "triumph"})

Submitted = tuple[MoveCode, int, Order, tuple[int, ...]]
"""A move as submitted: its code, slot, order, and the lanes of its seat's dice."""


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
    return _Adjudication(rules, state, orders, dice, umpire, account).run()


class _Adjudication:
    """One turn being resolved. ``entries`` is None where no account is wanted."""

    def __init__(
        self, rules: Rules, state: State, orders: AllOrders, dice: Dice, umpire: Umpire, account: bool
    ) -> None:
        self.rules = rules
        self.state = state
        self.orders = orders
        self.dice = dice
        self.umpire = umpire
        self.entries: list[Entry] | None = [] if account else None
        self.x = rules.context(state)

    def run(self) -> tuple[State, Account | None]:
        rules, state, x = self.rules, self.state, self.x
        deals, letters = bool(state.agreements or state.proposals), bool(state.pledges)
        for seat in rules.seats:
            mine = self.orders[seat]
            deals = deals or bool(mine.drafts or mine.answers or mine.stances)
            letters = letters or bool(mine.letters)
            if mine.defaulted and self.entries is not None:
                self.entries.append(Omission(seat))
        for injection in self.umpire.injects:
            self._inject(injection.inject, injection.headline, injection.text, injection.reason)
        table = None
        if deals:
            table = Table(rules, x, self.entries)
            table.answer(self.orders)
            table.speak(self.orders)
            table.draft(self.orders)
        tried = self._moves()
        pledges = self._pledges() if letters else state.pledges
        if table is not None:
            table.perform()
            table.expire()
        fired = list(state.fired)
        if rules.reactions.items:
            let_happen(rules.reactions, x, fired, self.dice, self.entries)
        if rules.dusk.items:
            let_happen(rules.dusk, x, fired, self.dice, self.entries)
        last = x.turn >= rules.last_turn
        ending = self._ending(last=False)
        if not ending and last:
            if table is not None:
                table.outlive(self.dice)
            ending = self._ending(last=True)
        closed = State(
            turn=x.turn,
            tracks=tuple(x.t),
            flags=tuple(x.f),
            done=tuple(x.done),
            tried=tried,
            fired=tuple(fired),
            escalation=tuple(x.escalation),
            hidden=state.hidden,
            mail=self._mail() if letters else state.mail,
            pledges=pledges,
            proposals=tuple(table.proposals) if table else state.proposals,
            agreements=tuple(table.agreements) if table else state.agreements,
            asked=self._forecasts(over=bool(ending)) if state.asked else (),
            ending=ending,
        )
        return closed, None if self.entries is None else Account(x.turn, "adjudication", self.entries)

    # -- moves ----------------------------------------------------------------------------------------

    def _moves(self) -> tuple[int, ...]:
        """Resolves all moves, stage by stage; gives the new counts of orders."""
        rules, x = self.rules, self.x
        stages: dict[int, list[Submitted]] = {}
        tried: list[int] = list(self.state.tried)
        ordered: set[int] = set()
        for seat in rules.seats:
            moves = self.orders[seat].moves
            if not moves:
                continue
            lanes = self.dice.lanes(x.turn, seat)
            for slot, order in enumerate(moves):
                code = rules.moves[rules.move_index[order.move]]
                ordered.add(code.index)
                tried[code.index] += 1
                stages.setdefault(code.stage, []).append((code, slot, order, lanes))
        x.ordered = ordered
        for stage in sorted(stages):
            self._stage(stages[stage])
        return tuple(tried)

    def _stage(self, batch: Sequence[Submitted]) -> None:
        """Resolves the moves of one stage: all odds from the same state, then all results."""
        x = self.x
        t, f = x.t, x.f
        weighed = []
        for item in batch:
            code = item[0]
            x.options = choices(code, item[2]) if code.move.options else ()
            weighed.append((item, code.odds(t, f, x), code.leak(t, f, x) if code.leak else 0))
        for item, odds, leak in weighed:
            self._deed(item, odds, leak)
        x.options = ()

    def _deed(self, item: Submitted, odds: tuple[int, int, tuple[Reason, ...]], leak_odds: int) -> None:
        """Rolls for one move and applies what comes of it."""
        code, slot, order, lanes = item
        x, move = self.x, code.move
        t, f = x.t, x.f
        base, total, reasons = odds
        changes: list[Change] | None = None if self.entries is None else []
        ruling = self._ruling(move.seat, slot) if self.umpire.rulings else None
        if ruling is not None and ruling.accepted and not code.certain:
            total, reasons = self._argue(total, reasons, len(ruling.accepted))
        lane = 2 * slot
        roll = scale(lanes[lane]) if lane < LANES else self.dice.main(x.turn, move.seat, slot)
        engine = grade = "success" if roll < total else "failure"
        if code.extremes:
            engine = grade = self._grade(code, total, roll)
        if ruling is not None and ruling.grade:
            grade = ruling.grade
        if code.cost:
            self._pay(code, changes)
        x.options = choices(code, order) if move.options else ()
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
            leak_roll = scale(lanes[lane + 1]) if lane < LANES else self.dice.leak(x.turn, move.seat, slot)
            leaked = leak_roll < leak_odds
            if leaked and code.leaked is not None:
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

    def _mail(self) -> tuple[Mail, ...]:
        """All letters, those written this turn included."""
        new = tuple(
            Mail(self.x.turn, seat, letter.to, letter.text)
            for seat in self.rules.seats
            for letter in self.orders[seat].letters
        )
        return self.state.mail + new if new else self.state.mail

    def _pledges(self) -> tuple[Pledge, ...]:
        """Old promises checked against this turn's orders, and the promises of this turn's letters."""
        x, result = self.x, []
        for pledge in self.state.pledges:
            if pledge.status == "open":
                status = self._fate(pledge)
                if status != "open":
                    pledge = evolve(pledge, status=status)
                    self._tell_pledge(pledge)
            result.append(pledge)
        for seat in self.rules.seats:
            for letter in self.orders[seat].letters:
                if letter.promise is None:
                    continue
                p = letter.promise
                pledge = Pledge(seat, letter.to, p.move, p.will, x.turn, p.by)
                self._tell_pledge(pledge)
                result.append(pledge)
        x.pledges = result
        return tuple(result)

    def _fate(self, pledge: Pledge) -> Literal["open", "kept", "broken"]:
        """What became of an open promise by the end of this turn: the deed ordered is what counts, not its
        luck."""
        did = self.rules.move_index[pledge.move] in self.x.ordered
        if did:
            return "kept" if pledge.will else "broken"
        if self.x.turn >= pledge.by:
            return "broken" if pledge.will else "kept"
        return "open"

    def _tell_pledge(self, p: Pledge) -> None:
        if self.entries is not None:
            status = "made" if p.status == "open" else p.status
            self.entries.append(PledgeFate(p.seat, p.to, p.move, p.will, p.by, status))

    # -- the rest -------------------------------------------------------------------------------------

    def _inject(self, id: str, headline: str, text: str, reason: str) -> None:
        """Applies an inject of the umpire's. Free text has no effects."""
        x = self.x
        changes: list[Change] = []
        if id:
            self.rules.injects[id](x.t, x.f, x, changes)
        if self.entries is not None:
            self.entries.append(Happening("inject", id, 100, 0, True, changes, (), headline, text, reason))

    def _forecasts(self, *, over: bool) -> tuple[Asked, ...]:
        """Takes in the answers to this turn's question and decides what can be decided."""
        x, result = self.x, []
        codes = {code.id: code for code in self.rules.forecasts}
        for asked in self.state.asked:
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
        return tuple(result)

    def _ending(self, *, last: bool) -> str:
        """The first ending that holds: among those for any turn, or after the last turn among all."""
        x = self.x
        for code in self.rules.endings:
            if (last or code.ending.at == "any") and code.when(x.t, x.f, x):
                if self.entries is not None:
                    self.entries.append(End(code.ending.id))
                return code.ending.id
        return ""


def choices(code: MoveCode, order: Order) -> tuple[str, ...]:
    """The ids of the choices that an order makes, defaults filled in."""
    options = code.move.options
    if not options:
        return ()
    made = dict(order.options)
    return tuple(made.get(id) or next(iter(option.choices)) for id, option in options.items())
