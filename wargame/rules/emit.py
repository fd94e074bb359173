"""Turns a scenario's expressions and effects into Python source for the compiled rules.

Nothing of a scenario's text reaches the source but numbers and ids that the expression parser has
checked. The source is compiled once a scenario; what it defines is called by the adjudicator.

Every generated function takes ``(t, f, x)``: the working tracks, the working flags and the context.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import CodeType
from typing import Any

from wargame.rules.account import Reason
from wargame.rules.dice import LIMITS, first, lane_source
from wargame.scenario import effects as language
from wargame.scenario.expressions import HELPERS, Expression, parse, whole
from wargame.scenario.model import Factor, Scenario


class Reasons(dict[int, Reason]):
    """The reason of one factor for every amount it has come to: made once, then shared."""

    def __init__(self, because: str) -> None:
        super().__init__()
        self.because = because

    def __missing__(self, add: int) -> Reason:
        reason = self[add] = Reason(add, self.because)
        return reason


class Emitter:
    """Collects the functions of one scenario and compiles them together."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.track = {id: i for i, id in enumerate(scenario.tracks)}
        self.flag = {id: i for i, id in enumerate(scenario.flags)}
        self.move = {id: i for i, id in enumerate(scenario.moves)}
        self.names: dict[str, Any] = {**HELPERS, "_floor": math.floor, "first": first, "limits": LIMITS}
        self._lines: list[str] = []
        self._later: dict[str, list[str]] = {}
        self._parsed: dict[str, Expression] = {}
        self._count = 0

    def parsed(self, source: str) -> Expression:
        """The parsed expression, from a cache."""
        found = self._parsed.get(source)
        if found is None:
            found = self._parsed[source] = parse(source)
        return found

    def code(self, source: str) -> str:
        """The expression as Python source, as it is."""
        return self.parsed(source).emit(self._emit_track, self._emit_call)

    def whole(self, source: str) -> str:
        """The expression as Python source, rounded to a whole number, halves up."""
        return self._whole(self.parsed(source))

    def _whole(self, expression: Expression) -> str:
        code = expression.emit(self._emit_track, self._emit_call)
        return code if expression.integer else f"_floor({code} + 0.5)"

    def constant(self, source: str) -> int | None:
        """The whole number an expression always gives, or None."""
        value = self.parsed(source).constant
        return None if value is None or isinstance(value, bool) else whole(value)

    def always(self, source: str) -> bool:
        """Is the condition constantly true?"""
        return self.parsed(source).constant is True

    def name(self, stem: str) -> str:
        """A new name for a generated function or constant."""
        self._count += 1
        return f"{stem}_{self._count}"

    def keep(self, stem: str, value: object) -> str:
        """Makes a Python object known to the generated code and gives its name there."""
        name = self.name(stem)
        self.names[name] = value
        return name

    def add(self, lines: Iterable[str]) -> None:
        """Adds source lines."""
        self._lines.extend(lines)

    def value(self, source: str) -> str:
        """Emits a function that gives the expression's whole number, and gives the function's name."""
        return self._one("value", self.whole(source))

    def condition(self, source: str) -> str:
        """Emits a function that gives the expression's truth, and gives the function's name."""
        return self._one("condition", self.code(source))

    def guarded(self, factor: Factor) -> str:
        """Emits a function that gives what a factor adds, 0 where it does not apply."""
        return self._one("factor", f"({self.whole(factor.add)}) if ({self.code(factor.when)}) else 0")

    def _one(self, stem: str, code: str) -> str:
        name = self.name(stem)
        self.add([f"def {name}(t, f, x):", f" return {code}"])
        return name

    def total(self, base: str, factors: Sequence[Factor], low: int, high: int) -> str:
        """Emits a sum: base and factors, clamped. The function gives (base, total, reasons)."""
        name = self.name("sum")
        lines = [f"def {name}(t, f, x):", f" b = a = {self.whole(base)}"]
        if factors:
            lines.append(" r = []")
        for factor in factors:
            lines += self._factor(factor)
        lines += [f" if a < {low}: a = {low}", f" elif a > {high}: a = {high}"]
        lines.append(" return b, a, tuple(r)" if factors else " return b, a, ()")
        self.add(lines)
        return name

    def chance(self, base: str, factors: Sequence[Factor], low: int, high: int) -> str:
        """Emits the total of ``total`` alone: a function that gives one number. Compiled when first asked
        for."""
        lines = [f"a = {self.whole(base)}", *self._added("a", factors)]
        lines.append(f"return {low} if a < {low} else {high} if a > {high} else a")
        return self.later("chance", "t, f, x", [f" {line}" for line in lines])

    def _added(self, name: str, factors: Sequence[Factor]) -> list[str]:
        lines = []
        for factor in factors:
            test = "" if self.always(factor.when) else f"if {self.code(factor.when)}: "
            lines.append(f"{test}{name} += {self.whole(factor.add)}")
        return lines

    def drift_lines(self, drifts: Sequence[tuple[str, Sequence[Factor]]]) -> list[str]:
        """The source of what moves tracks by the sum of factors, all from the same state, told to nobody."""
        adding, moving = [], []
        for id, factors in drifts:
            if factors:
                i, track = self.track[id], self.scenario.tracks[id]
                adding += [f"a{i} = t[{i}]", *self._added(f"a{i}", factors)]
                low, high = track.min, track.max
                moving.append(f"t[{i}] = {low} if a{i} < {low} else {high} if a{i} > {high} else a{i}")
        return [*adding, *moving]

    def _factor(self, factor: Factor) -> list[str]:
        pad, lines = " ", []
        if not self.always(factor.when):
            lines.append(f" if {self.code(factor.when)}:")
            pad = "  "
        fixed = self.constant(factor.add)
        if fixed is not None:
            reason = self.keep("reason", Reason(fixed, factor.because))
            return [*lines, f"{pad}a += {fixed}; r.append({reason})"]
        reasons = self.keep("reasons", Reasons(factor.because))
        return [*lines, f"{pad}v = {self.whole(factor.add)}", f"{pad}if v: a += v; r.append({reasons}[v])"]

    def effects(self, texts: Sequence[str]) -> str:
        """Emits a function ``(t, f, x, log)`` that applies effects in order; ``log`` takes (id, before,
        after) or is None."""
        name = self.effects_later(texts)
        self.add(self._later.pop(name))
        return name

    def effects_later(self, texts: Sequence[str]) -> str:
        """As ``effects``, but the function is compiled when ``function`` is first asked for it."""
        lines = [" " + line for line in self.effect_lines(texts)]
        return self.later("effects", "t, f, x, log", lines or [" pass"])

    def later(self, stem: str, arguments: str, lines: Iterable[str]) -> str:
        """Names a function that is compiled when ``function`` is first asked for it."""
        name = self.name(stem)
        self._later[name] = [f"def {name}({arguments}):", *lines]
        return name

    def effect_lines(self, texts: Sequence[str], *, log: bool = True) -> list[str]:
        """The source of effects, in order; without ``log`` they tell nobody."""
        lines = [line for text in texts for line in self._effect(language.parse_effect(text))]
        return lines if log else [line for line in lines if "log.append" not in line]

    def _effect(self, effect: language.Effect) -> list[str]:
        pad, lines = "", []
        if effect.when is not None and effect.when.constant is not True:
            lines.append(f"if {effect.when.emit(self._emit_track, self._emit_call)}:")
            pad = " "
        if isinstance(effect, language.SetFlag | language.ClearFlag):
            return lines + [pad + line for line in self._effect_on_flag(effect)]
        return lines + [pad + line for line in self._effect_on_track(effect)]

    def _effect_on_flag(self, effect: language.SetFlag | language.ClearFlag) -> list[str]:
        i, setting = self.flag[effect.flag], isinstance(effect, language.SetFlag)
        to = "x.turn" if setting else "0"
        return [
            f"if not f[{i}]:" if setting else f"if f[{i}]:",
            f" if log is not None: log.append(({effect.flag!r}, f[{i}], {to}))",
            f" f[{i}] = {to}",
        ]

    def _effect_on_track(self, effect: language.AddEffect | language.SetTrack) -> list[str]:
        i, track = self.track[effect.track], self.scenario.tracks[effect.track]
        amount, fixed = self._whole(effect.amount), effect.amount.constant
        up = down = True
        if isinstance(effect, language.AddEffect):
            if fixed is not None:
                by = effect.sign * whole(fixed)
                amount, up, down = f"t[{i}] + {by}", by > 0, by < 0
            else:
                amount = f"t[{i}] {'+' if effect.sign > 0 else '-'} ({amount})"
        lines = [f"a = {amount}"]
        if up:
            lines.append(f"if a > {track.max}: a = {track.max}")
        if down:
            lines.append(f"if a < {track.min}: a = {track.min}")
        lines.append(f"if log is not None and a != t[{i}]: log.append(({effect.track!r}, t[{i}], a))")
        return [*lines, f"t[{i}] = a"]

    def due(self, happenings: Sequence[Mapping[str, Any]]) -> str:
        """Emits a function ``(t, f, x, fired)`` that lists what is due: (place in the list, base, odds,
        reasons).

        Each happening needs ``slot``, ``turn``, ``repeat``, ``when``, ``certain`` and the name of its sum,
        ``odds``.
        """
        name = self.name("due")
        lines = [f"def {name}(t, f, x, fired):", " n = x.turn; r = []"]
        for place, h in enumerate(happenings):
            what = f"({place}, 100, 100, ())" if h["certain"] else f"({place}, *{h['odds']}(t, f, x))"
            test = " and ".join(self._tests(h))
            lines.append(f" if {test}: r.append({what})" if test else f" r.append({what})")
        self.add([*lines, " return r"])
        return name

    def happen_lines(self, happenings: Sequence[Mapping[str, Any]]) -> list[str]:
        """The source of what decides as ``due`` does, throws the ``dice``, and lets what happens happen,
        all told to nobody."""
        if not happenings:
            return []
        lines, effects = ["n = x.turn; fired = x.fired"], []
        if not all(h["certain"] for h in happenings):
            lines.append("begun = dice.begun(n)")
        for place, h in enumerate(happenings):
            due = f"h{place}"
            lines.append(f"{due} = {' and '.join(self._tests(h)) or 'True'}")
            if not h["certain"]:
                if h["fixed"] is None:
                    limit = f"limits[{h['odds']}(t, f, x)[1]]"
                else:
                    limit = str(LIMITS[min(max(h["fixed"], 0), 100)])
                lines += [f"if {due}:", f" {lane_source(h['kind'], h['id'])}", f" {due} = lane < {limit}"]
            does = [f"fired[{h['slot']}] += 1", *self.effect_lines(h["effects"], log=False)]
            effects += [f"if {due}:", *(f" {line}" for line in does)]
        return [*lines, *effects]

    def _tests(self, h: Mapping[str, Any]) -> list[str]:
        """What must hold for something to be due."""
        tests = [f"n == {h['turn']}"] if h["turn"] else []
        if not h["repeat"]:
            tests.append(f"not fired[{h['slot']}]")
        if not self.always(h["when"]):
            tests.append(f"({self.code(h['when'])})")
        return tests

    def compile(self) -> dict[str, Any]:
        """Compiles everything emitted so far; gives the names it defines."""
        self._define(self._lines)
        return self.names

    def function(self, name: str) -> Any:
        """The function of that name; one that was emitted for later is compiled now."""
        lines = self._later.pop(name, None)
        if lines is not None:
            self._define(lines)
        return self.names[name]

    def _define(self, lines: Iterable[str]) -> None:
        code: CodeType = compile("\n".join(lines), f"<rules of {self.scenario.id}>", "exec")
        exec(code, self.names)

    def _emit_track(self, id: str) -> str:
        return f"t[{self.track[id]}]"

    def _emit_call(self, name: str, args: tuple[str, ...]) -> str:
        return CALLS[name](self, *args)

    def first_turn_from(self, day: str) -> int:
        """The first turn that starts on or after the day; one past the last where none does."""
        when = date.fromisoformat(day)
        for number, turn in enumerate(self.scenario.calendar, 1):
            if turn.start >= when:
                return number
        return len(self.scenario.calendar) + 1

    def last_turn_before(self, day: str) -> int:
        """The last turn that ends before the day; 0 where none does."""
        when = date.fromisoformat(day)
        return sum(turn.end < when for turn in self.scenario.calendar)


def either(test: str, yes: Sequence[str], no: Sequence[str]) -> list[str]:
    """The source of a choice between two blocks."""
    blocks = [[" " + line for line in block or ("pass",)] for block in (yes, no)]
    return [f"if {test}:", *blocks[0], "else:", *blocks[1]]


def _since(e: Emitter, flag: str) -> str:
    i = e.flag[flag]
    return f"(x.turn - f[{i}] if f[{i}] else 99)"


CALLS: dict[str, Callable[..., str]] = {
    "turn": lambda e: "x.turn",
    "turns": lambda e: str(len(e.scenario.calendar)),
    "flag": lambda e, a: f"(f[{e.flag[a]}] != 0)",
    "since": _since,
    "after": lambda e, a: f"(x.turn >= {e.first_turn_from(a)})",
    "before": lambda e, a: f"(x.turn <= {e.last_turn_before(a)})",
    "done": lambda e, a: f"x.done[{e.move[a]}]",
    "tried": lambda e, a: f"x.tried[{e.move[a]}]",
    "ordered": lambda e, a: f"({e.move[a]} in x.ordered)",
    "happened": lambda e, a: f"({e.move[a]} in x.happened)",
    "failed": lambda e, a: f"({e.move[a]} in x.failed)",
    "option": lambda e, a: f"({a!r} in x.options)",
    "letter": lambda e, a, b: f"x.letter({a!r}, {b!r})",
    "letters": lambda e, a, b: f"x.letters({a!r}, {b!r})",
    "will": lambda e, a, b: f"x.pledged({a!r}, {b!r}, True)",
    "wont": lambda e, a, b: f"x.pledged({a!r}, {b!r}, False)",
    "word_kept": lambda e, a: f"x.word({a!r}, 'kept')",
    "word_broken": lambda e, a: f"x.word({a!r}, 'broken')",
    "offered": lambda e, a, b: f"x.offered({a!r}, {b!r})",
    "on_table": lambda e, a: f"x.on_table({a!r})",
    "agreed": lambda e, a: f"x.agreed({a!r})",
    "signed": lambda e: "len(x.agreements)",
    "breaches": lambda e, a: f"x.breaches({a!r})",
    "endorsed": lambda e, a: f"x.stance({a!r}, 'endorse')",
    "disowned": lambda e, a: f"x.stance({a!r}, 'disown')",
    "has": lambda e, a: f"x.has({a!r})",
    "performance": lambda e: "x.performance()",
    "worth": lambda e, a: f"x.worth({a!r})",
    "survived": lambda e: "x.survived()",
    "escalation": lambda e, a: f"x.escalated({a!r})",
}
"""How each function of the expression language reads in generated code."""
