"""Turns a scenario's expressions into Python source, and compiles the functions made of it when they are
first needed.

Nothing of a scenario's text reaches the source but numbers and ids that the expression parser has checked.
A generated function takes ``(t, f, x)``: the working tracks, the working flags and the context; it knows
the names in ``NAMES`` and no builtins. Its source is shown in tracebacks.

What functions read like, where no account is kept: how a move that costs 2 and may leak throws its dice
(``steps.py`` emits it), and what follows from a success, once all moves of the stage have thrown theirs.

    def weigh_44(t, f, x, lanes, do):
     n = lanes[2]
     o = 46
     if f[5]:
      o += 15
     o = 3 if o < 3 else 97 if o > 97 else o
     if n < limits[o]:
      do(act_41)
     else:
      do(act_42)
     if lanes[3] < 2767011611056432743:
      do(leaked_43)
    def act_41(t, f, x):
     a = t[5] - 2
     a = 0 if a < 0 else a
     t[5] = a
     x.done[7] += 1; x.happened.add(7)
     a = t[0] + 6
     t[0] = 100 if a > 100 else a
     x.escalation[1] += 4
"""

from __future__ import annotations

import linecache
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count
from threading import RLock
from types import FunctionType
from typing import Any
from weakref import finalize

from wargame.ids import FlagId, TrackId
from wargame.rules.account import Deed, Drift, Happening
from wargame.rules.dice import LIMITS
from wargame.scenario.arithmetic import HELPERS
from wargame.scenario.expressions import Expression, parse
from wargame.scenario.model import Factor, Scenario
from wargame.values import maker

NAMES: dict[str, Any] = {
    "__builtins__": {},  # exec adds all of them where there is no such name
    **HELPERS,
    "_floor": math.floor,
    "len": len,
    "tuple": tuple,
    "limits": LIMITS,
    "Deed": maker(Deed),
    "Drift": Drift,
    "Happening": maker(Happening),
}
"""All that generated code can name, beside its own functions and the constants of its scenario."""

Lines = Callable[[], Sequence[str]]
"""Writes the body of a function, empty where it does nothing, once it is needed."""

_PARTS = count(1)  # over all scenarios: several may have one id
_FLAG = re.compile(r"\((f\[\d+\]) != 0\)")
_COMPARED = re.compile(r"[=!]= \(|\) [=!]=")
_UNCOMPILED = (lambda *arguments, first: first(*arguments)).__code__


class Emitter:
    """Collects the functions of one scenario and compiles them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.track = {id: i for i, id in enumerate(scenario.tracks)}
        self.flag = {id: i for i, id in enumerate(scenario.flags)}
        self.move = {id: i for i, id in enumerate(scenario.moves)}
        self.seat = {id: i for i, id in enumerate(scenario.seats)}
        self.names = dict(NAMES)
        self.choices: tuple[str, ...] | None = None
        self.turn = "x.turn"
        self._count = count(1)
        self._later: dict[str, tuple[str, Lines, tuple[str, ...] | None]] = {}
        self._same: dict[tuple[str, str, tuple[str, ...] | None], str] = {}
        self._files: list[str] = []
        self.lock = RLock()
        """Held while something is written: machines may think in a thread while screens ask for views."""
        finalize(self, _forget, self._files)

    # -- expressions ----------------------------------------------------------------------------------

    def code(self, expression: Expression) -> str:
        """An expression as Python source, as it is."""
        return expression.emit(
            lambda id: f"t[{self.track[TrackId(id)]}]", lambda name, args: CALLS[name](self, *args)
        )

    def whole(self, expression: Expression) -> str:
        """An expression as Python source, rounded to a whole number, halves up."""
        code = _briefly(self.code(expression))
        return code if expression.integer else f"_floor({code} + 0.5)"

    def amount(self, source: str) -> str:
        """The whole number that a text stands for, as Python source."""
        return self.whole(parse(source, "number"))

    def test(self, source: str) -> str:
        """The condition that a text stands for, as Python source; empty where it always holds."""
        expression = parse(source, "boolean")
        return "" if expression.constant is True else _briefly(self.code(expression))

    @contextmanager
    def chosen(self, choices: tuple[str, ...]) -> Iterator[None]:
        """For functions of a move in which these choices have been made."""
        with self.lock:
            self.choices = choices
            yield
            self.choices = None

    @contextmanager
    def counted(self, turn: str) -> Iterator[None]:
        """For functions in which the number of the turn has a name of its own."""
        with self.lock:
            self.turn = turn
            yield
            self.turn = "x.turn"

    # -- functions ------------------------------------------------------------------------------------

    def define(self, stem: str, arguments: str, lines: Lines) -> str:
        """Adds a function to ``names`` and gives its name. Each is written and compiled when it is first
        called: a first desk calls a fifth of them."""
        return self.soon(self.later(stem, arguments, lines))

    def soon(self, name: str, others: Sequence[str] = ()) -> str:
        """Adds a function that was emitted for later to ``names``. With it are compiled ``others``, which are
        called as soon."""
        if name not in self.names:
            function = self.names[name] = FunctionType(_UNCOMPILED, self.names, name)
            function.__kwdefaults__ = {"first": partial(self._first, (name, *others))}
        return name

    def _first(self, names: Sequence[str], *arguments: Any) -> Any:
        """The first call of a function, which compiles it."""
        return self.functions(names)[0](*arguments)

    def later(self, stem: str, arguments: str, lines: Lines) -> str:
        """Names a function that is written and compiled when ``function`` is first asked for it: of the moves
        of a large scenario a game sees few."""
        name = f"{stem}_{next(self._count)}"
        self._later[name] = arguments, lines, self.choices
        return name

    def _source(self, name: str) -> list[str]:
        """The lines of a function that was named for later; none where it was compiled."""
        if name not in self._later:
            return []
        arguments, lines, self.choices = self._later.pop(name)
        body = indented(lines() or ("pass",))
        self.choices = None
        return [f"def {name}({arguments}):", *body]

    def keep(self, stem: str, value: object) -> str:
        """Makes a Python object known to the generated code and gives its name there."""
        name = f"{stem}_{next(self._count)}"
        self.names[name] = value
        return name

    def value(self, source: str) -> str:
        """Emits a function that gives the expression's whole number, and gives the function's name."""
        return self._one("value", source, self.amount)

    def exact(self, source: str) -> str:
        """Emits a function that gives the expression's number as it is, and gives the function's name."""
        return self._one("exact", source, lambda source: self.code(parse(source, "number")))

    def condition(self, source: str) -> str:
        """Emits a function that gives the expression's truth, and gives the function's name."""
        return self._one("condition", source, lambda source: self.code(parse(source, "boolean")))

    def guarded(self, factor: Factor) -> str:
        """Emits a function that gives what a factor adds, 0 where it does not apply."""
        added = f"return ({self.amount(factor.add)}) if ({self.test(factor.when) or True}) else 0"
        return self.define("factor", "t, f, x", lambda: [added])

    def _one(self, stem: str, source: str, code: Callable[[str], str]) -> str:
        """A function of one expression. Those that read the same share it."""
        key = stem, source, self.choices
        if key not in self._same:
            self._same[key] = self.define(stem, "t, f, x", lambda: [f"return {code(source)}"])
        return self._same[key]

    def function(self, name: str) -> Any:
        """The function of that name; one that was emitted for later is compiled now."""
        return self.functions([name])[0]

    def functions(self, names: Sequence[str]) -> list[Any]:
        """The functions of those names; those that were emitted for later are compiled now, together."""
        with self.lock:
            return self._functions(names)

    def _functions(self, names: Sequence[str]) -> list[Any]:
        source = "\n".join(line for name in names for line in self._source(name))
        if source:
            file = f"<rules of {self.scenario.id}, part {next(_PARTS)}>"
            known = {name: self.names[name] for name in names if name in self.names}
            exec(compile(source, file, "exec"), self.names)
            for name, function in known.items():  # whoever has it already, has it compiled now
                function.__code__ = self.names[name].__code__
                function.__kwdefaults__ = None
            self.names.update(known)
            # Without a time of change nobody looks for a file of that name.
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            self._files.append(file)
        return [self.names[name] for name in names]

    # -- days -----------------------------------------------------------------------------------------

    def turn_of(self, day: date | None) -> int:
        """The number of the turn that contains a day: 0 for no day, -1 for a day outside the calendar."""
        if day is None:
            return 0
        turns = enumerate(self.scenario.calendar, 1)
        return next((number for number, turn in turns if turn.start <= day <= turn.end), -1)

    def first_turn_from(self, day: str) -> int:
        """The first turn that starts on or after the day; one past the last where none does."""
        when = date.fromisoformat(day)
        turns = enumerate(self.scenario.calendar, 1)
        return next((number for number, turn in turns if turn.start >= when), len(self.scenario.calendar) + 1)

    def last_turn_before(self, day: str) -> int:
        """The last turn that ends before the day; 0 where none does."""
        when = date.fromisoformat(day)
        return sum(turn.end < when for turn in self.scenario.calendar)


def _briefly(code: str) -> str:
    """The source of a number or of a test, in which a flag need not be made true or false unless somebody may
    compare it with a condition."""
    return code if _COMPARED.search(code) else _FLAG.sub(r"\1", code)


def _forget(files: Iterable[str]) -> None:
    for file in files:
        linecache.cache.pop(file, None)


def indented(lines: Iterable[str]) -> list[str]:
    """Lines one step further in."""
    return [f" {line}" for line in lines]


def block(test: str, lines: Sequence[str]) -> list[str]:
    """Lines that are run where a test holds; an empty one always does."""
    return [f"if {test}:", *indented(lines)] if test and lines else list(lines)


def either(test: str, yes: Sequence[str], no: Sequence[str]) -> list[str]:
    """A choice between two blocks."""
    return [f"if {test}:", *indented(yes or ("pass",)), "else:", *indented(no or ("pass",))]


def _since(e: Emitter, flag: FlagId) -> str:
    i = e.flag[flag]
    return f"({e.turn} - f[{i}] if f[{i}] else 99)"


CALLS: dict[str, Callable[..., str]] = {
    "turn": lambda e: e.turn,
    "turns": lambda e: str(len(e.scenario.calendar)),
    "height": lambda e: "x.height",
    "flag": lambda e, a: f"(f[{e.flag[a]}] != 0)",
    "since": _since,
    "after": lambda e, a: f"({e.turn} >= {e.first_turn_from(a)})",
    "before": lambda e, a: f"({e.turn} <= {e.last_turn_before(a)})",
    "done": lambda e, a: f"x.done[{e.move[a]}]",
    "tried": lambda e, a: f"x.tried[{e.move[a]}]",
    "ordered": lambda e, a: f"({e.move[a]} in x.ordered)",
    "happened": lambda e, a: f"({e.move[a]} in x.happened)",
    "failed": lambda e, a: f"({e.move[a]} in x.failed)",
    "option": lambda e, a: f"({a!r} in x.options)" if e.choices is None else f"{a in e.choices}",
    "letter": lambda e, a, b: f"x.letter({a!r}, {b!r})",
    "letters": lambda e, a, b: f"x.letters({a!r}, {b!r})",
    "will": lambda e, a, b: f"x.pledged({a!r}, {b!r}, True)",
    "wont": lambda e, a, b: f"x.pledged({a!r}, {b!r}, False)",
    "word_kept": lambda e, a: f"x.word({a!r}, 'kept')",
    "word_broken": lambda e, a: f"x.word({a!r}, 'broken')",
    "offered": lambda e, a, b: f"x.offered({a!r}, {b!r})",
    "on_table": lambda e, a: f"x.on_table({a!r})",
    "agreed": lambda e, a: f"({a!r} in x.held)",
    "agreed_with": lambda e, a, b: f"x.agreed({a!r}, {b!r})",
    "party": lambda e, a: f"x.party({a!r})",
    "age": lambda e: "x.signed_ago()",
    "signed": lambda e: "len(x.agreements)",
    "breaches": lambda e, a: f"x.breaches({a!r})",
    "endorsed": lambda e, a: f"x.stance({a!r}, 'endorse')",
    "disowned": lambda e, a: f"x.stance({a!r}, 'disown')",
    "has": lambda e, a: f"x.has({a!r})",
    "performance": lambda e: "x.performance()",
    "worth": lambda e, a: f"x.worth({a!r})",
    "survived": lambda e: "x.survived()",
    "fought": lambda e, a: f"x.fought({a!r})",
    "stood": lambda e, a: f"x.stood[{e.seat[a]}]",
    "backed_down": lambda e, a: f"x.yielded[{e.seat[a]}]",
    "escalation": lambda e, a: f"x.escalated({a!r})",
}
"""How each function of the expression language reads in generated code."""
