"""The adjudicator: one turn's orders, resolved all at once into a new state and an account of how.

The order in which seats spoke never matters: everything goes by the scenario's order of stages and seats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from wargame.ids import EndingId
from wargame.rules.abreast import Parts, alone
from wargame.rules.account import (
    Account,
    End,
    Entry,
    Happening,
    Omission,
    PledgeFate,
)
from wargame.rules.compiled import Do, Given, MoveCode, Rules, Together
from wargame.rules.context import Context
from wargame.rules.dice import Dice
from wargame.rules.diplomacy import Negotiations, Said
from wargame.rules.exchanges import Answers, Bout, bouts, by_rule, fight, opened, recorded
from wargame.rules.orders import NO_UMPIRE, AllOrders, Injection, Order, Reply, Umpire
from wargame.rules.rulings import UNRULED, put_in, ruling_on, shifted
from wargame.rules.state import Asked, Mail, Pledge, State, evolve
from wargame.values import maker

Submitted = tuple[MoveCode, int, Order]
"""A move as submitted: its code, its slot among the seat's orders, the order."""


def resolve(
    rules: Rules,
    state: State,
    orders: AllOrders,
    dice: Dice,
    umpire: Umpire = NO_UMPIRE,
    replies: Sequence[Reply] = (),
) -> tuple[State, Account]:
    """Resolves the turn in which ``state`` stands.

    ``orders`` has one entry for every seat; they are taken as legal (see ``legality.problems``). ``replies``
    are the answers in the exchanges that they open; what is not answered there, is by the rule of players
    that do not look ahead. Returns the closing state, whose ``ending`` is set when the game is over, and the
    account.
    """
    x = rules.context(state)
    entries: list[Entry] = []
    answers = recorded(replies, by_rule(dice)) if replies else None
    adjudicate(rules, x, orders, dice, entries, umpire, answers)
    return x.snapshot(), Account(x.turn, "adjudication", entries)


def break_off(rules: Rules, state: State, dice: Dice) -> tuple[State, Account]:
    """Ends a game after the turn of ``state``, its closing, as if that had been the last one: the dice over
    agreements are thrown, what was asked of the end is decided. The ending is empty where none holds."""
    x = rules.context(state)
    entries: list[Entry] = []
    turns = Adjudication(rules, x, entries)
    turns.begin({}, dice)
    turns.close(last=True)
    return x.snapshot(), Account(x.turn, "end", entries)


def adjudicate(
    rules: Rules,
    x: Context,
    orders: AllOrders | Given,
    dice: Dice,
    entries: list[Entry] | None = None,
    umpire: Umpire = NO_UMPIRE,
    answers: Answers | None = None,
) -> None:
    """Resolves a turn on a working state; the entries of the account are added to ``entries`` unless that
    is None. Then nobody rules over it, and a ``Given`` will do for orders. ``answers`` gives those of
    exchanges; without it they are drawn."""
    alone(Adjudication(rules, x, entries, umpire).parts(orders, dice, answers))


def spoken(rules: Rules, state: State, orders: AllOrders) -> State | None:
    """What a turn comes to before anything of it is decided by dice: all that is said of offers and
    agreements. None where dice decide sooner, in an exchange."""
    x = rules.context(state)
    if rules.openers and opened(rules, x, orders):
        return None
    turns = Adjudication(rules, x)
    turns.begin(orders, Dice(0))
    turns.words()
    return x.snapshot()


def carry_out(rules: Rules, x: Context, orders: AllOrders, dice: Dice) -> None:
    """Resolves the rest of a turn, on a working state of what is ``spoken``."""
    letters = bool(x.pledges) or any(orders[seat].letters for seat in rules.seats)
    alone(Adjudication(rules, x).parts(orders, dice, said=letters))


class Adjudication:
    """The turns of one game being resolved, one after another. ``entries`` is None where no account is
    wanted; then there is no umpire, and ``given`` has the moves of a turn, ``orders`` only those of seats
    that have something to say."""

    __slots__ = (
        "answers",
        "dice",
        "entries",
        "given",
        "groups",
        "last_turn",
        "negotiations",
        "orders",
        "rules",
        "steps",
        "umpire",
        "withdrawn",
        "x",
    )

    def __init__(
        self, rules: Rules, x: Context, entries: list[Entry] | None = None, umpire: Umpire = NO_UMPIRE
    ) -> None:
        self.rules = rules
        self.x = x
        self.entries = entries
        self.umpire = umpire
        self.steps = rules.playout if entries is None else rules
        self.last_turn, self.groups = rules.last_turn, rules.groups
        self.negotiations = Negotiations(rules, x, entries) if x.agreements or x.proposals else None

    def begin(self, orders: AllOrders | Given, dice: Dice, answers: Answers | None = None) -> None:
        """Begins a turn."""
        self.given: Together | None = None
        if self.entries is None:
            if not isinstance(orders, tuple):
                orders = self.rules.playout.plays.given(self.rules.seats, orders)
            self.given, orders = orders
        self.orders: AllOrders = orders  # type: ignore[assignment]  # no Given where an account is kept
        self.dice = dice
        self.answers = answers
        self.withdrawn: set[int] = set()

    def parts(
        self,
        orders: AllOrders | Given,
        dice: Dice,
        answers: Answers | None = None,
        *,
        said: bool | None = None,
    ) -> Parts[None]:
        """A turn part by part. What is given is as ``adjudicate`` takes it; where all that comes before the
        moves was ``said``, whether there are letters."""
        self.begin(orders, dice, answers)
        letters = said
        if letters is None:
            letters = self.words()
            if letters is None:
                return
            yield
        x, negotiations = self.x, self.negotiations
        ordered = self._moves() if self.given is None else self._play(self.given)
        yield
        if letters:
            self._pledges()
        if negotiations is not None:
            negotiations.perform(ordered)
            negotiations.expire()
        yield
        self.steps.dusk(x.t, x.f, x, dice, self.entries)
        yield
        self.close(last=x.turn >= self.last_turn)
        tried = x.tried
        for index in ordered:
            tried[index] += 1

    def words(self) -> bool | None:
        """All that comes before the moves. Gives whether there are letters; None where an exchange ended the
        game."""
        rules, x, orders, entries, given = self.rules, self.x, self.orders, self.entries, self.given
        letters = bool(x.pledges)
        speaking: list[Said] = []
        for seat in rules.seats if orders else ():
            if seat in orders:
                mine = orders[seat]
                if mine.drafts or mine.answers or mine.stances:
                    speaking.append((seat, mine))
                if mine.letters:
                    letters = True
                if entries is not None and mine.defaulted:
                    entries.append(Omission(seat))
        opening: Sequence[Bout] = ()
        if given is None:
            opening = opened(rules, x, orders) if rules.openers else ()
        elif given[3]:  # seldom
            opening = bouts(rules, x, given[3])
        if opening:  # they are answered as things stand at the opening
            ending = self._exchanges(opening)
            if ending:
                self._end(ending)
                return None
        if entries is not None:
            for injection in self.umpire.injects:
                self._inject(injection)
        negotiations = self.negotiations
        if speaking and negotiations is None:
            negotiations = self.negotiations = Negotiations(rules, x, entries)
        if negotiations is not None:
            negotiations.hear(speaking)
        if letters:
            self._mail()
        return letters

    def close(self, *, last: bool) -> None:
        """Ends the turn, and the game where it comes to an ending; after the ``last`` one it does."""
        rules, x = self.rules, self.x
        ending = rules.ends(x.t, x.f, x)
        if not ending and last:
            if self.negotiations is not None:
                self.negotiations.outlive(self.dice)
            ending = rules.closes(x.t, x.f, x)
        self._end(ending)

    def _end(self, ending: EndingId | Literal[""]) -> None:
        """Ends the turn, and the game where it has come to an ending."""
        if ending:
            self.x.ending = ending
            if self.entries is not None:
                self.entries.append(End(ending))
        asked = self.x.asked  # what is asked of the end waits for it, all else is decided in its turn
        if asked and (ending or asked[-1].turn == self.x.turn):
            self._forecasts(over=bool(ending))

    def _exchanges(self, bouts: Sequence[Bout]) -> EndingId | Literal[""]:
        """Fights the exchanges that the orders open, and takes out what is withdrawn. Gives the ending, where
        one of them ends the game: then nothing else of the turn is carried out."""
        dice, ending = self.dice, EndingId("")
        for bout, answered in fight(bouts, self.answers or by_rule(dice)):
            showdown = bout.close(dice, told=self.entries is not None)
            if showdown.withdrawn:
                self.withdrawn.update(map(self.rules.move_index.__getitem__, bout.moves))
            if self.entries is not None:
                self.entries += [*answered, showdown]
            if bout.ends_game and not ending:
                ending = EndingId(bout.code.exchange.top.ending)
        return ending

    # -- moves ----------------------------------------------------------------------------------------

    def _play(self, given: Together) -> Mapping[int, Order]:
        """Resolves all moves where no account is kept, stage by stage: all dice of a stage against odds from
        the same state, then all that follows. Gives those that were carried out."""
        x, (stages, ordered, slots, _) = self.x, given
        t, f = x.t, x.f
        if self.withdrawn:
            ordered = {number: order for number, order in ordered.items() if number not in self.withdrawn}
            stages = [[play for play in stage if play[0] in ordered] for stage in stages]
        x.ordered = ordered
        lanes = self.dice.slots(x.turn, slots, self.groups)
        for stage in stages:
            follows: list[Do] = []
            take = follows.append
            for _, slot, weigh in stage:
                weigh(t, f, x, lanes[slot], take)
            for do in follows:
                do(t, f, x)
        return ordered

    def _moves(self) -> Mapping[int, Order]:
        """Resolves all moves, stage by stage, and writes down what comes of them."""
        x, codes, orders, withdrawn = self.x, self.rules.codes, self.orders, self.withdrawn
        stages: list[list[Submitted]] = [*map(list, ((),) * len(self.rules.stages))]
        ordered: dict[int, Order] = {}
        x.ordered = ordered
        slots = 0
        for seat in self.rules.seats:
            slot = 0
            for order in orders[seat].moves:
                code = codes[order.move]
                if code.index not in withdrawn:
                    ordered[code.index] = order
                    stages[code.stage].append((code, slot, order))
                slot += 1
            if slot > slots:
                slots = slot
        lanes = self.dice.slots(x.turn, slots, self.groups)
        for batch in stages:
            if batch:
                self._stage(batch, lanes)
        return ordered

    def _stage(self, batch: Sequence[Submitted], thrown: Sequence[tuple[int, ...]]) -> None:
        """Resolves the moves of one stage: all odds from the same state, then all results. ``thrown`` has the
        lanes of each slot."""
        x, entries = self.x, self.entries
        assert entries is not None
        t, f, sums, acts, umpire = x.t, x.f, self.rules.odds, self.rules.acts, self.umpire
        weighed = []
        for code, slot, order in batch:
            made = x.options = code.choices(order.options) if code.options else ()
            leak = 0 if code.leak is None else code.leak(t, f, x)
            weighed.append((code, slot, order, made, sums[code.index](t, f, x), leak))
        for code, slot, order, x.options, odds, leak in weighed:
            ruling = UNRULED
            if umpire.rulings:
                ruling = ruling_on(umpire, code.move.seat, slot)
                if (ruling.accepted or ruling.shift) and not code.certain:
                    odds = shifted(self.rules, odds, ruling)
            entries.append(acts[code.index](t, f, x, thrown[slot], odds, leak, slot, order, ruling))
        x.options = ()

    # -- words ----------------------------------------------------------------------------------------

    def _mail(self) -> None:
        """Puts this turn's letters in the post. Nothing of this turn asks for what has not arrived yet."""
        x, mail = self.x, maker(Mail)
        posted = [*x.mail]
        for seat in self.rules.seats:
            if seat in self.orders:
                for letter in self.orders[seat].letters:
                    posted.append(mail(x.turn, seat, letter.to, letter.text))
        x.mail = tuple(posted)

    def _pledges(self) -> None:
        """Takes in the promises of this turn's letters, and holds them and those still open against this
        turn's orders."""
        x = self.x
        leaked = bool(x.leaked)  # else nothing changes of what is decided
        result = [self._held(p) if leaked or p.status == "open" else p for p in x.pledges]
        for seat in self.rules.seats:
            for letter in self.orders[seat].letters if seat in self.orders else ():
                if letter.promise is not None:
                    p = letter.promise
                    pledge = maker(Pledge)(seat, letter.to, p.move, p.will, x.turn, p.by)
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

    def _inject(self, put: Injection) -> None:
        """Applies an inject of the umpire's."""
        changes, lacking = put_in(self.rules, self.x, put)
        if self.entries is not None:
            told = put.headline, put.text, put.reason, put.to
            self.entries.append(Happening("inject", put.inject, 100, 0, True, changes, lacking, *told))

    def _forecasts(self, *, over: bool) -> None:
        """Takes in the answers to this turn's question and decides what can be decided."""
        x = self.x
        for n in range(0 if over else len(x.asked) - 1, len(x.asked)):
            asked = x.asked[n]
            if asked.outcome is not None:
                continue
            code, answers, outcome = self.rules.questions[asked.question], asked.answers, None
            if asked.turn == x.turn and self.orders:
                given = []
                for seat in self.rules.seats:
                    if seat in self.orders and seat not in code.decided_by:
                        forecast = self.orders[seat].forecast
                        if forecast is not None:
                            given.append((seat, forecast))
                answers = tuple(given)
            if over or not code.at_end:
                outcome = bool(code.answer(x.t, x.f, x))
            if answers or outcome is not None:
                now = maker(Asked)(asked.question, asked.turn, answers, outcome)
                x.asked = (*x.asked[:n], now, *x.asked[n + 1 :])
