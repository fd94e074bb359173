"""Exchanges: where an order climbs past the mark against another seat, both answer in public, in turn, before
the orders of the turn are carried out.

The exchanges of a turn are fought one after another, in the scenario's order of the seats that open them and
then of its table, whoever sits at the keyboard first: what comes of one is known in the next. All that they
change they change before anything else of the turn does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wargame.ids import MoveId, SeatId
from wargame.rules.account import Answered, Change, Showdown
from wargame.rules.compiled import ExchangeCode, Odds, Rules, SideWord
from wargame.rules.context import Context
from wargame.rules.dice import LIMITS, Dice, name, scale
from wargame.rules.orders import ANSWERS, AllOrders, AnswerWord, Reply
from wargame.rules.state import Fought, FoughtEnd

ROUNDS = 3
"""How often each side answers, at most."""
RELUCTANCE = {"back down": 2, "hold": 3, "climb": 1}
"""How the answers of a player that does not look ahead weigh before its leanings; a step to the last rung
weighs nothing."""

Answers = Callable[["Bout"], AnswerWord]
"""Gives the answer of the seat that is asked."""


class Bout:
    """An exchange of this turn, as far as it has come. It works on a context."""

    __slots__ = ("answers", "code", "end", "height", "moves", "odds", "x")

    def __init__(self, code: ExchangeCode, moves: tuple[MoveId, ...], x: Context) -> None:
        self.code = code
        self.moves = moves
        self.x = x
        self.answers: list[AnswerWord] = []
        self.height = 1
        self.end: FoughtEnd | None = None
        """How it ended. Where both stand, a die is still to be thrown."""
        self.odds: Odds = (0, 0, ())
        """Where both stand: that it slips out of hand."""

    @property
    def side(self) -> SideWord:
        """Which side is asked."""
        return "first" if len(self.answers) % 2 else "faced"

    @property
    def seat(self) -> SeatId:
        """The seat that is asked."""
        exchange = self.code.exchange
        return exchange.by if len(self.answers) % 2 else exchange.faces

    @property
    def round(self) -> int:
        """In which round of answers it is, from 1."""
        return len(self.answers) // 2 + 1

    def say(self, answer: AnswerWord) -> list[Change]:
        """Takes an answer in; gives what it changed."""
        code, x, side = self.code, self.x, self.side
        changes: list[Change] = []
        index = code.seats[side]
        if answer == "climb":
            self.height += 1
        x.height = self.height
        code.stands[side, answer](x.t, x.f, x, changes)  # its price asks for what was said before
        x.height = 0
        (x.yielded if answer == "back down" else x.stood)[index] += 1
        self.answers.append(answer)
        if answer == "back down":
            self.end = "first" if side == "first" else "faced"
        elif self.height >= code.top:
            self.end = "top"
        elif side == "first" and (answer == "hold" or len(self.answers) >= 2 * ROUNDS):
            self.end, self.odds = "both", self.risk()
        return changes

    def causes(self, answer: AnswerWord) -> list[tuple[str, list[Change]]]:
        """The reasons that the price of an answer would have, each with what it alone changes."""
        x, found = self.x, []
        x.height = self.height + (answer == "climb")
        for because, apply in self.code.causes[self.side, answer]:
            changes: list[Change] = []
            apply(list(x.t), list(x.f), x, changes)
            found.append((because, changes))
        x.height = 0
        return found

    def risk(self, height: int = 0) -> Odds:
        """The odds that it slips out of hand where both stand on a rung: this one, if none is given."""
        x = self.x
        x.height = height or self.height
        found = self.code.slip(x.t, x.f, x)
        x.height = 0
        return found

    def leanings(self) -> list[tuple[AnswerWord, float]]:
        """How a player that does not look ahead weighs the answers."""
        code, x, side = self.code, self.x, self.side
        found = []
        for answer in ANSWERS:
            x.height = self.height + (answer == "climb")
            weight = RELUCTANCE[answer] * max(0.0, code.leanings[side, answer](x.t, x.f, x))
            found.append((answer, weight if x.height < code.top else 0.0))
        x.height = 0
        return found if any(weight for _, weight in found) else [("hold", 1.0)]

    def drawn(self, number: float) -> AnswerWord:
        """The answer that a number from 0 up to 1 draws by their weights."""
        found = self.leanings()
        left = number * sum(weight for _, weight in found)
        for answer, weight in found:
            left -= weight
            if left < 0:
                return answer
        return max(found, key=lambda pair: pair[1])[0]

    @property
    def ends_game(self) -> bool:
        """Does the game end with it?"""
        return self.end in ("slip", "top") and bool(self.code.exchange.top.ending)

    def close(self, dice: Dice, *, told: bool) -> Showdown:
        """Ends it: throws the die where both stand, and brings what the last rung brings where it came to
        that. What the die shows is asked of it only if that is ``told``."""
        exchange, x, roll = self.code.exchange, self.x, 0
        base, odds, reasons = self.odds
        if self.end == "both" and odds:
            lane = dice.named(x.turn)(name(exchange.id, "slip"))
            roll = scale(lane) if told else 0
            if lane < LIMITS[odds]:
                self.end = "slip"
        changes: list[Change] = []
        if self.end in ("slip", "top"):
            x.height = self.code.top
            self.code.peak(x.t, x.f, x, changes)
            x.height = 0
        end, height, seats = self.end, self.height, (exchange.by, exchange.faces)
        assert end is not None
        x.exchanges += (Fought(exchange.id, x.turn, *seats, tuple(self.answers), end, height),)
        return Showdown(exchange.id, *seats, self.moves, end, height, changes, base, reasons, odds, roll)


def opened(rules: Rules, x: Context, orders: AllOrders) -> list[Bout]:
    """The exchanges that these orders open, in the order in which they are fought."""
    return bouts(
        rules, x, [order.move for seat in rules.openers if seat in orders for order in orders[seat].moves]
    )


def bouts(rules: Rules, x: Context, ordered: Iterable[MoveId]) -> list[Bout]:
    """The exchanges that these moves open."""
    found: list[Bout] = []
    opening = [move for move in ordered if move in rules.opens]
    for seat, codes in rules.openers.items() if opening else ():
        mine = [move for move in opening if rules.codes[move].move.seat == seat]
        for code in codes:
            moves = tuple([move for move in mine if move in code.moves])
            if moves and code.when(x.t, x.f, x):
                found.append(Bout(code, moves, x))
    return found


def fight(bouts: Iterable[Bout], answers: Answers) -> list[tuple[Bout, list[Answered]]]:
    """Fights the exchanges that are opened; gives those that were fought, with what was answered. None
    follows one that ends the game."""
    found = []
    for bout in bouts:
        told = []
        while bout.end is None:
            seat, answer = bout.seat, answers(bout)
            changes = bout.say(answer)
            told.append(Answered(bout.code.exchange.id, seat, answer, bout.height, changes))
        found.append((bout, told))
        if bout.ends_game:
            break
    return found


def by_rule(dice: Dice) -> Answers:
    """Answers as a player gives them that does not look ahead: drawn by dice of their own."""

    def answer(bout: Bout) -> AnswerWord:
        key = f"answer {len(bout.answers) + 1} in {bout.code.exchange.id}"
        return bout.drawn(dice.roll(bout.x.turn, bout.seat, key) / 100)

    return answer


def recorded(replies: Iterable[Reply], other: Answers) -> Answers:
    """The answers that were given, exchange by exchange; by ``other`` where there are no more."""
    left: dict[tuple[str, SeatId], list[AnswerWord]] = {}
    for reply in replies:
        left.setdefault((reply.exchange, reply.seat), []).append(reply.answer)

    def answer(bout: Bout) -> AnswerWord:
        mine = left.get((bout.code.exchange.id, bout.seat))
        return mine.pop(0) if mine else other(bout)

    return answer


def begun(rules: Rules, x: Context, orders: AllOrders, replies: Sequence[Reply]) -> list[Bout]:
    """The exchanges of a turn that have begun, on a context of its opening: the last as far as these replies
    bring it. Raises ValueError for a reply that is not asked for."""
    return answered(opened(rules, x, orders), replies)


def answered(bouts: Iterable[Bout], replies: Sequence[Reply]) -> list[Bout]:
    """Those of these exchanges that have begun, where so much has been answered. Raises ValueError for a
    reply that is not asked for."""
    found: list[Bout] = []
    left = list(replies)
    for bout in bouts:
        found.append(bout)
        while left and bout.end is None:
            reply = left.pop(0)
            if (reply.exchange, reply.seat) != (bout.code.exchange.id, bout.seat):
                raise ValueError(f"{bout.seat} is asked")
            bout.say(reply.answer)
        if bout.end is None or bout.ends_game:
            break
    if left:
        raise ValueError("nobody is asked any more")
    return found
