"""What changes a game, as source: sums of factors, effects, all that follows from a move's dice, dawn and
dusk. Each is emitted here alone: with the lines that write the account, or without them for playouts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from wargame.ids import FlagId, TrackId
from wargame.rules.account import WON, Reason
from wargame.rules.compiled import SEVERITY
from wargame.rules.dice import LIMITS, name
from wargame.rules.emit import Emitter, Lines, block, either
from wargame.scenario.arithmetic import whole
from wargame.scenario.effects import emit, parse_effect
from wargame.scenario.expressions import Expression, parse
from wargame.scenario.model import Event, Factor, Move, Reaction

GRADES = ("triumph", "success", "failure", "backfire")
LOST = ("failure", "backfire")
_CALL = re.compile(r"x\.[a-z_]+\([^()]*\)")
_WON = " or ".join(f"g == {grade!r}" for grade in WON)


class Reasons(dict[int, Reason]):
    """The reason of one factor for every amount it has come to: made once, then shared."""

    def __init__(self, because: str) -> None:
        super().__init__()
        self.because = because

    def __missing__(self, add: int) -> Reason:
        reason = self[add] = Reason(add, self.because)
        return reason


class Steps:
    """Emits the steps of a turn; ``log`` says whether with the lines that write the account. It is the
    ``Writer`` of effects."""

    def __init__(self, emitter: Emitter, *, log: bool) -> None:
        self.e = emitter
        self.log = log
        self.scenario = emitter.scenario
        self._effects: dict[tuple[str, ...], str] = {}

    # -- sums -----------------------------------------------------------------------------------------

    def odds(self, base: str, factors: Sequence[Factor], low: int, high: int) -> str:
        """Names a function that gives a sum within bounds; with the account (base, sum, reasons)."""
        return self.e.later("odds", "t, f, x", lambda: self._odds(base, factors, low, high))

    def _odds(self, base: str, factors: Sequence[Factor], low: int, high: int) -> list[str]:
        start = self.e.amount(base)
        lines = self._added("a", f"b = {start}" if self.log else start, factors)
        total = within("a", low, high)
        if self.log:
            total = f"b, {total}, {self._reasons('a', factors)}"
        return once([*lines, f"return {total}"])

    def _added(self, name: str, start: str, factors: Sequence[Factor]) -> list[str]:
        """Lines that give ``name`` a sum, and ``rNAME`` its reasons."""
        left = [*factors]
        while left and not self.log and not self.e.test(left[0].when):  # what always adds
            start = f"{start} + {self.e.amount(left.pop(0).add)}"
        lines = [f"{name} = {start}"]
        if self.log and factors:
            lines.append(f"r{name} = []")
        for factor in left:
            lines += block(self.e.test(factor.when), self._factor(name, factor))
        return lines

    def _factor(self, name: str, factor: Factor) -> list[str]:
        add, fixed = self.e.amount(factor.add), constant(factor.add)
        if not self.log:
            return [f"{name} += {add}"]
        if fixed is not None:
            reason = self.e.keep("reason", Reason(fixed, factor.because))
            return [f"{name} += {fixed}; r{name}.append({reason})"]
        reasons = self.e.keep("reasons", Reasons(factor.because))  # what adds nothing is no reason
        return [f"v = {add}", f"if v: {name} += v; r{name}.append({reasons}[v])"]

    def _reasons(self, name: str, factors: Sequence[Factor]) -> str:
        return f"tuple(r{name})" if factors else "()"

    # -- effects --------------------------------------------------------------------------------------

    def effects(self, texts: Sequence[str]) -> str:
        """Names a function ``(t, f, x, log)`` that applies effects in order; ``log`` takes each ``Change``.
        The same effects have one function."""
        name = self._effects.get(tuple(texts))
        if name is None:
            name = self.e.later("effects", "t, f, x, log", lambda: self.lines(texts))
            self._effects[tuple(texts)] = name
        return name

    def lines(self, texts: Iterable[str]) -> list[str]:
        """Lines that apply effects in order."""
        return [line for text in texts for line in emit(parse_effect(text), self)]

    def code(self, expression: Expression) -> str:
        """An expression as source, as it is."""
        return self.e.code(expression)

    def whole(self, expression: Expression) -> str:
        """An expression as source, rounded to a whole number."""
        return self.e.whole(expression)

    def track(self, id: str) -> str:
        """The value of a track."""
        return f"t[{self.e.track[TrackId(id)]}]"

    def put(self, id: str, value: str) -> list[str]:
        """Lines that put a track at a value, within its bounds."""
        return self._put(id, value, *self._told(id, self.track(id), "a"))

    def push(self, id: str, value: str, *, up: bool = True, down: bool = True) -> list[str]:
        """Lines that move a track to a value, within its bounds, and then the track on which what goes past
        them weighs."""
        track, more = self.scenario.tracks[TrackId(id)], list[str]()
        for past, beyond, over in (
            (track.below if down else None, f"p < {track.min}", f"{track.min} - p"),
            (track.above if up else None, f"p > {track.max}", f"p - {track.max}"),
        ):
            if past is not None:
                each, there = self.e.code(parse(past.each, "number")), self.track(past.track)
                weighs = f"{there} + _floor(({over}) * ({each}) + 0.5)"
                more += block(beyond, self.put(past.track, weighs))
        told = self._told(id, self.track(id), "a")
        if not more:
            return self._put(id, value, *told, up=up, down=down)
        return [f"p = {value}", *self._put(id, "p", *told, up=up, down=down), *more]

    def _put(self, id: str, value: str, told: str = "", *, up: bool = True, down: bool = True) -> list[str]:
        here, track = self.track(id), self.scenario.tracks[TrackId(id)]
        name, first = (value, []) if value.isidentifier() else ("a", [f"a = {value}"])
        bounded = within(name, track.min if down else None, track.max if up else None)
        if not self.log:
            return [*first, f"{here} = {bounded}"]
        return [*first, f"a = {bounded}", f"if a != {here}: {told}; {here} = a"]

    def mark(self, id: str, *, on: bool) -> list[str]:
        """Lines that set a flag, which notes the turn, or take it back."""
        here, to = f"f[{self.e.flag[FlagId(id)]}]", self.e.turn if on else "0"
        return block(f"not {here}" if on else here, [*self._told(id, here, to), f"{here} = {to}"])

    def _told(self, id: str, before: str, after: str) -> list[str]:
        return [f"log.append(({id!r}, {before}, {after}))"] if self.log else []

    # -- moves ----------------------------------------------------------------------------------------

    def act(self, index: int, move: Move) -> str:
        """Names a function that does all that follows from a move's dice, and writes it down: an ``Act``."""
        return self.e.later(
            "act", "t, f, x, lanes, odds, l, slot, order, ruling", lambda: self._act(index, move)
        )

    def _act(self, index: int, move: Move) -> list[str]:
        lines = [f"n = lanes[{2 * self.e.seat[move.seat]}]", "log = []; b, o, r = odds"]
        lines += self._by_die(move, {grade: [f"engine = {grade!r}"] for grade in GRADES})
        lines += ["g = ruling.grade or engine", *self._begun(move)]
        outcomes = {grade: getattr(move, grade) for grade in GRADES}
        effects = {grade: self.lines(o.effects) for grade, o in outcomes.items() if o is not None}
        # A grade that the move does not tell apart, but an umpire may rule, is the plain one.
        win, fail = (self._ruled(effects, *of) for of in (("triumph", "success"), ("backfire", "failure")))
        lines += either(_WON, [*self._won(index, move), *win], [*self._lost(index), *fail])
        lines += self._escalated(move)
        if leaks(move):
            lines += block(self._leaks(move), self._leaked(index, move))
        return [*lines, f"return Deed({self._deed(index, move)})"]

    def weigh(self, index: int, move: Move) -> list[str]:
        """Names a function that throws a move's dice where no account is kept, as ``Weigh`` has it, and after
        it those of all that can come of them."""
        later, then = self.e.later, {}
        for grade in GRADES:
            if getattr(move, grade) is not None and not (certain(move) and grade in LOST):
                then[grade] = later("act", "t, f, x", partial(self._follows, index, move, grade))
        leaked = later("leaked", "t, f, x", lambda: self._leaked(index, move)) if leaks(move) else ""
        thrown = later("weigh", "t, f, x, lanes, do", lambda: self._weighed(move, then, [f"do({leaked})"]))
        return [thrown, *then.values(), *filter(None, [leaked])]

    def _weighed(self, move: Move, then: Mapping[str, str], leaked: list[str]) -> list[str]:
        lines = [f"n = lanes[{2 * self.e.seat[move.seat]}]"]
        if not certain(move):
            lines += self._added("o", self.e.amount(move.odds), move.factors)
            lines.append(f"o = {within('o', *self.bounds(move))}")
        elif move.triumph is not None:
            lines.append("o = 100")
        lines += self._by_die(move, {grade: [f"do({name})"] for grade, name in then.items()})
        if leaks(move):
            odds = [] if constant(move.leak) is not None else [f"l = {self.e.amount(move.leak)}"]
            lines += [*odds, *block(self._leaks(move), leaked)]
        return once(lines)

    def _follows(self, index: int, move: Move, grade: str) -> list[str]:
        """All that follows from a move of a grade, but what follows from a leak."""
        came = self._lost(index) if grade in LOST else self._won(index, move)
        return [*self._begun(move), *came, *self.lines(getattr(move, grade).effects), *self._escalated(move)]

    def _begun(self, move: Move) -> list[str]:
        """What follows from a move however it comes out, before anything else does."""
        first, ladder = self._paid(move), self.scenario.ladder
        if move.back_down and ladder:
            first += self.lines(ladder.back_down.get(move.seat, ()))
        return first

    def _won(self, index: int, move: Move) -> list[str]:
        return [f"x.done[{index}] += 1; x.happened.add({index})", *self._climbed(move)]

    def _lost(self, index: int) -> list[str]:
        return [f"x.failed.add({index})"]

    def _escalated(self, move: Move) -> list[str]:
        points = SEVERITY[move.severity]
        return [f"x.escalation[{self.e.seat[move.seat]}] += {points}"] if points else []

    def _leaks(self, move: Move) -> str:
        """The test whether a move gets about; ``l`` has the odds of that, unless they are always the same."""
        fixed = constant(move.leak)
        limit = f"limits[{within('l', 0, 100)}]" if fixed is None else str(LIMITS[min(max(fixed, 0), 100)])
        return f"lanes[{2 * self.e.seat[move.seat] + 1}] < {limit}"

    def _leaked(self, index: int, move: Move) -> list[str]:
        return [f"x.leaked |= {{{index}}}", *self.lines(move.leaked.effects if move.leaked else ())]

    def bounds(self, move: Move) -> tuple[int, int]:
        """Between which numbers the odds of a move lie."""
        return (100, 100) if certain(move) else (self.scenario.odds.min, self.scenario.odds.max)

    def _deed(self, index: int, move: Move) -> str:
        """What is written down of a move, as it stands at the end of its function."""
        rung, leaked = f"{move.rung!r} if {_WON} else ''" if move.rung else "''", "0, 0, None"
        if leaks(move):
            thrown = f"lanes[{2 * self.e.seat[move.seat] + 1}] * 100 >> 64"
            leaked = f"l, {thrown} if l > 0 else 0, {index} in x.leaked if l > 0 else None"
        return (
            f"{move.seat!r}, {move.id!r}, slot, order.options, b, r, o, n * 100 >> 64, g, log, {leaked}, "
            f"{rung}, engine, ruling.reason, order.arguments"
        )

    def _ruled(self, effects: Mapping[str, list[str]], extreme: str, plain: str) -> list[str]:
        """The effects of a success, or of a failure, by the grade ``g``. One that the move does not tell
        apart, but an umpire may rule, is the plain one."""
        if extreme not in effects:
            return effects[plain]
        return either(f"g == {extreme!r}", effects[extreme], effects[plain])

    def _by_die(self, move: Move, then: Mapping[str, list[str]]) -> list[str]:
        """What follows at the grade that the die gives, which is no failure where none is told of. The best
        rolls of a success are a triumph, the worst of a failure a backfire."""
        odds, success, failure = self.scenario.odds, then["success"], then.get("failure")
        if move.triumph is not None:
            success = either(f"n < limits[-(-o * {odds.triumph} // 100)]", then["triumph"], success)
        if failure is None:
            return success
        if move.backfire is not None:
            failure = either(
                f"n < limits[100 + (o - 100) * {odds.backfire} // 100]", failure, then["backfire"]
            )
        return either("n < limits[o]", success, failure)

    def _paid(self, move: Move) -> list[str]:
        """What a move costs. Where somebody has taken it since it was ordered, the rest is let off."""
        resource = self.scenario.seats[move.seat].resource
        if not resource or not move.cost:
            return []
        here = self.track(resource)
        less = [f"a = {here} - {move.cost}", f"a = {within('a', 0)}"]
        return [*less, *self._told(resource, here, "a"), f"{here} = a"]

    def _climbed(self, move: Move) -> list[str]:
        """A success lifts the ladder to the move's rung, if that is higher."""
        ladder = self.scenario.ladder
        if not move.rung or ladder is None:
            return []
        here, at = self.track(ladder.track), ladder.rungs[move.rung].at
        return block(f"{here} < {at}", [*self._told(ladder.track, here, str(at)), f"{here} = {at}"])

    # -- what happens by itself -----------------------------------------------------------------------

    def passing(self, name: str, lines: Lines) -> str:
        """Names a function ``(t, f, x, dice, entries)`` of a part of the day."""
        return self.e.later(name, "t, f, x, dice, entries", lambda: self._passing(lines))

    def _passing(self, lines: Lines) -> list[str]:
        with self.e.counted("n"):
            inside = lines()
        begin = ["n = x.turn; fired = x.fired"]
        if any("thrown" in line for line in inside):
            begin.append("thrown = dice.named(n)")
        return [*begin, *inside] if inside else []

    def drift(self) -> list[str]:
        """Lines that move tracks by the sum of their factors, all from the same state."""
        adding, moving = [], []
        for id, track in self.scenario.tracks.items():
            ways = [constant(factor.add) for factor in track.drift]
            up, down = (any(way is None or way * sign > 0 for way in ways) for sign in (1, -1))
            if track.drift:
                here, sum = self.track(id), f"a{self.e.track[TrackId(id)]}"
                adding += self._added(sum, here, track.drift)
                entry = f"Drift({id!r}, {here}, a, {self._reasons(sum, track.drift)})"
                moving += self._put(id, sum, f"entries.append({entry})", up=up, down=down)
        return [*adding, *moving]

    def happen(self, items: Iterable[tuple[int, Event | Reaction]]) -> list[str]:
        """Lines that let those events or reactions happen that are due and that the dice decide for, each
        with its slot in ``State.fired``. All are decided from the same state; effects follow in order."""
        deciding, doing = [], []
        for day, same in groupby(items, lambda item: self._turn(item[1])):
            decisions, deeds = [], []
            for slot, item in same:
                decide, do = self._happening(slot, item)
                decisions += decide
                deeds += do
            deciding.append((day, decisions))
            doing.append((day, deeds))
        return [*_by_day(deciding), *_by_day(doing)]

    def _turn(self, item: Event | Reaction) -> int | None:
        """The only turn in which something can happen."""
        return self.e.turn_of(item.on) if isinstance(item, Event) and item.on is not None else None

    def _happening(self, slot: int, item: Event | Reaction) -> tuple[list[str], list[str]]:
        """Lines that decide, and lines that do it; what is known between them has the slot in its name."""
        kind, factors = ("event", ()) if isinstance(item, Event) else ("reaction", item.factors)
        due, odds, roll = f"due{slot}", f"a{slot}", f"roll{slot}"
        lane = f"thrown({name(kind, item.id)!r})"
        tests = [test] if (test := self.e.test(item.when)) else []
        if not item.repeat and self._turn(item) is None:  # last: what seldom holds is asked first
            tests.append(f"not fired[{slot}]")
        holds, limit, weighing = " and ".join(tests), f"limits[{odds}]", list[str]()
        fixed = None if factors else constant(item.odds)
        if fixed not in range(101):
            fixed = None
        if fixed is not None:
            odds, limit = str(fixed), str(LIMITS[fixed])
        else:
            weighing = self._added(odds, self.e.amount(item.odds), factors)
            weighing.append(f"{odds} = {within(odds, 0, 100)}")
        if fixed == 100:
            roll, happens, thrown = "0", "", list[str]()
        elif self.log:  # an account shows no die for what is sure
            sure = f" if {odds} < 100 else 0" if fixed is None else ""
            happens, thrown = f"{roll} < {odds}", [f"{roll} = {lane} * 100 >> 64{sure}"]
        else:
            happens, thrown = "", [f"{due} = {lane} < {limit}"]
        found = [f"{due} = {holds}"] if holds else []
        decide = [*found, *block(due if holds else "", [*weighing, *thrown])]
        test = due if holds or (thrown and not self.log) else ""
        seldom = holds or self._turn(item) is not None  # what that does is compiled when it happens
        if self.log and item.effects and seldom:
            effects = [f"{self.e.soon(self.effects(item.effects))}(t, f, x, log)"]
        else:
            effects = self.lines(item.effects)
        do = [f"fired[{slot}] += 1", *effects]
        if not self.log:
            return decide, block(test, do)
        entry = f"{kind!r}, {item.id!r}, {odds}, {roll}, {happens or True}, log"
        told = f"entries.append(Happening({entry}, {self._reasons(odds, factors)}))"
        return decide, block(test, ["log = []", *block(happens, do), told])


def once(lines: Sequence[str]) -> list[str]:
    """Lines that change nothing of a game: what they ask of its context more than once, they ask once."""
    text, asking = "\n".join(lines), list[str]()
    for call, times in Counter(_CALL.findall(text)).items():
        if times > 1:
            asking.append(f"q{len(asking)} = {call}")
            text = text.replace(call, f"q{len(asking) - 1}")
    return [*asking, *text.split("\n")]


def _by_day(parts: Iterable[tuple[int | None, list[str]]]) -> Iterator[str]:
    """Lines of which some are for one turn alone: one test leads to those that stand together."""
    before = 0
    for day, lines in parts:
        if day is not None and lines:
            test, *inside = block(f"n == {day}", lines)
            yield f"el{test}" if 0 < before < day else test
            yield from inside
            before = day
        elif lines:
            yield from lines
            before = 0


def constant(source: str) -> int | None:
    """The whole number an expression always gives, or None."""
    if source.isascii() and source.isdecimal():
        return int(source)
    value = parse(source, "number").constant
    return None if value is None else whole(value)


def certain(move: Move) -> bool:
    """Does the move need no die?"""
    return not move.factors and constant(move.odds) == 100


def leaks(move: Move) -> bool:
    """Can the move get about?"""
    return move.visibility != "open" and constant(move.leak) != 0


def within(value: str, low: int | None = None, high: int | str | None = None) -> str:
    """The source of a value clamped to bounds: the only clamp there is, of odds as of tracks."""
    above = value if high is None else f"{high} if {value} > {high} else {value}"
    return above if low is None else f"{low} if {value} < {low} else {above}"
