"""Compiles a scenario: emits everything first, then looks the functions up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any
from weakref import WeakValueDictionary

from wargame.ids import MoveId, SeatId, TermId
from wargame.rules.compiled import (
    SEVERITY,
    Apply,
    Condition,
    EndingCode,
    ExchangeCode,
    ForecastCode,
    Guess,
    Lazy,
    Leant,
    MoveCode,
    NeedCode,
    ObjectiveCode,
    Play,
    Playout,
    Plays,
    Pool,
    Rules,
    TermCode,
)
from wargame.rules.emit import Emitter, block
from wargame.rules.orders import ANSWERS, Options
from wargame.rules.state import State
from wargame.rules.steps import GRADES, Steps, certain, leaks, once, within
from wargame.scenario.effects import parse_effect
from wargame.scenario.exchanges import opening_moves
from wargame.scenario.expressions import parse
from wargame.scenario.model import Ending, Exchange, Factor, Move, Scenario, Term
from wargame.scenario.parser import syntax_tree
from wargame.scenario.ranges import ANY, Atom, Reckoner, Span

_compiled: WeakValueDictionary[int, Rules] = WeakValueDictionary()


def compile_rules(scenario: Scenario) -> Rules:
    """Compiles a checked scenario, once for as long as somebody keeps the result.

    Raises:
        ExpressionError, KeyError: only for a scenario that did not pass ``wargame.scenario.check``.
    """
    # Whoever has the rules has their scenario too: a number is not given to another one meanwhile.
    rules = _compiled.get(id(scenario))
    if rules is None:
        rules = _compiled[id(scenario)] = _Compiler(scenario).build()
    return rules


_THIS_TURN = ("ordered", "happened", "failed")
"""The functions of expressions that ask for this turn's orders and what came of them."""


class _Compiler:
    """Emits everything first, then looks the functions up."""

    def __init__(self, scenario: Scenario) -> None:
        self.s = scenario
        self.e = Emitter(scenario)
        self.seats = tuple(scenario.seats)
        self.moves = tuple(scenario.moves.values())
        self.steps = Steps(self.e, log=True)

    def build(self) -> Rules:
        s, e = self.s, self.e
        plan: dict[str, Any] = {
            "moves": [self._move(i, m) for i, m in enumerate(s.moves.values())],
            "open": {seat: self._open(seat) for seat in self.seats},
            "bounded": e.define("bounded", "a", lambda: [f"return {within('a', s.odds.min, s.odds.max)}"]),
            "days": [e.soon(name) for name in self._days(self.steps)],
            "exchanges": [self._exchange(exchange) for exchange in s.exchanges.values()],
            "injects": {id: self._effects(inject.effects) for id, inject in s.injects.items()},
            "terms": {id: self._term(term) for id, term in s.terms.items()},
            "signing": self._effects(s.agreements.on_signing),
            "stances": {
                (seat, stance): self._effects(effects)
                for stance, table in (("endorse", s.agreements.endorse), ("disown", s.agreements.disown))
                for seat, effects in table.items()
            },
            "stance_needs": {
                seat: [(e.condition(n.when), n.because) for n in needs]
                for seat, needs in s.agreements.stance_needs.items()
            },
            "durability": e.soon(self._lasts(self.steps)),
            "forecasts": [
                (q, e.turn_of(q.on), q.resolves == "end", e.condition(q.when), e.condition(q.answer))
                for q in s.forecasts.values()
            ],
            "endings": [
                (end, [(e.condition(p.when), p.text) for p in end.parts]) for end in s.endings.values()
            ],
            "ends": self._ends(end for end in s.endings.values() if end.at == "any"),
            "closes": self._ends(s.endings.values()),
            "objectives": [
                (o, e.value(o.score), [(e.condition(p.when), p.text) for p in o.parts])
                for o in s.objectives.values()
            ],
            "verdict": e.soon(self.steps.odds(s.verdict.base, s.verdict.factors, 0, 100)),
        }
        self.f = e.names
        return self._assemble(plan)

    def _assemble(self, plan: dict[str, Any]) -> Rules:
        s, f = self.s, self.f
        needs = self._needs
        moves = tuple(self._move_code(m) for m in plan["moves"])
        objectives = {
            o.id: ObjectiveCode(o, f[name], tuple((f[c], text) for c, text in parts))
            for o, name, parts in plan["objectives"]
        }
        excluded = _excluded(s)
        decks = {
            seat: tuple(o.id for o in s.objectives.values() if o.seat == seat and o.hidden)
            for seat in self.seats
        }
        return Rules(
            scenario=s,
            calendar=s.calendar,
            start=State(
                turn=0,
                tracks=tuple(track.start for track in s.tracks.values()),
                flags=tuple(int(flag.start) for flag in s.flags.values()),
                done=(0,) * len(s.moves),
                tried=(0,) * len(s.moves),
                fired=(0,) * (len(s.events) + len(s.reactions)),
                escalation=(0,) * len(self.seats),
                hidden=tuple("" for _ in self.seats),
            ),
            seats=self.seats,
            seat_index=self.e.seat,
            track_index=self.e.track,
            flag_index=self.e.flag,
            move_index=self.e.move,
            move_ids=tuple(s.moves),
            moves=moves,
            codes=dict(zip(s.moves, moves, strict=True)),
            stages=range(len(s.stages)),
            open_moves={seat: f[name] for seat, name in plan["open"].items()},
            odds=Lazy({m["index"]: m["odds"] for m in plan["moves"]}, self.e.function),
            acts=Lazy({m["index"]: m["act"] for m in plan["moves"]}, self.e.function),
            bounded=f[plan["bounded"]],
            dawn=f[plan["days"][0]],
            dusk=f[plan["days"][1]],
            openers=self._openers(plan["exchanges"]),
            injects={id: f[name] for id, name in plan["injects"].items()},
            terms={
                id: TermCode(
                    term=s.terms[id],
                    needs=needs(p["needs"]),
                    worth={seat: f[name] for seat, name in p["worth"].items()},
                    on_signing=f[p["on_signing"]],
                    each_turn=f[p["each_turn"]],
                    on_break=f[p["on_break"]],
                    performed_by=frozenset(self.e.move[m] for m in s.terms[id].performed_by),
                    broken_by=frozenset(self.e.move[m] for m in s.terms[id].broken_by),
                    excludes=excluded[id],
                )
                for id, p in plan["terms"].items()
            },
            signing=f[plan["signing"]],
            stances={key: f[name] for key, name in plan["stances"].items()},
            stance_needs={seat: needs(p) for seat, p in plan["stance_needs"].items()},
            ladder=self.e.track[s.ladder.track] if s.ladder else None,
            resources=tuple(
                self.e.track[seat.resource] if seat.resource else None for seat in s.seats.values()
            ),
            durability=f[plan["durability"]],
            forecasts=tuple(
                ForecastCode(q.id, turn, at_end, q.decided_by, f[when], f[answer])
                for q, turn, at_end, when, answer in plan["forecasts"]
            ),
            endings=tuple(
                EndingCode(end, tuple((f[c], text) for c, text in parts)) for end, parts in plan["endings"]
            ),
            ends=f[plan["ends"]],
            closes=f[plan["closes"]],
            objectives=objectives,
            aims={
                seat: tuple(code for code in objectives.values() if code.objective.seat == seat)
                for seat in self.seats
            },
            points=Lazy({seat: self._points(seat) for seat in self.seats}, self.e.function),
            decks=decks,
            verdict=f[plan["verdict"]],
            playout=partial(self._playout, moves),
            condition=cache(self._condition),
            effect=cache(self._effect),
        )

    def _condition(self, source: str) -> Condition:
        lines = partial(_giving, self.e.code(parse(source, "boolean")))
        return self.e.function(self.e.later("claim", "t, f, x", lines))  # type: ignore[no-any-return]

    def _effect(self, source: str) -> Apply:
        return self.e.function(self.steps.effects((source,)))  # type: ignore[no-any-return]

    def _ends(self, endings: Iterable[Ending]) -> str:
        """Emits what gives the first ending that holds."""
        held = [*endings]

        def lines() -> list[str]:
            found = (block(self.e.test(end.when), [f"return {end.id!r}"]) for end in held)
            return [*chain.from_iterable(found), "return ''"]

        return self.e.define("ends", "t, f, x", lines)

    def _points(self, seat: SeatId) -> str:
        """Names a function that gives a seat's score: the weighted mean of its objectives, halves up, under
        the ending's cap."""
        return self.e.later("points", "t, f, x", lambda: self._adding(seat))

    def _adding(self, seat: SeatId) -> list[str]:
        limits: dict[str, int] = {id: min(end.cap, 100) for id, end in self.s.endings.items()}
        caps = self.e.keep("caps", {"": 100} | limits)
        lines, place = [f"c = {caps}[x.ending]; s = w = 0"], self.e.seat[seat]
        for o in self.s.objectives.values():
            if o.seat == seat:
                adding = [f"a = {self.e.amount(o.score)}; w += {o.weight}"]
                adding.append(f"s += ({within('a', 0, 'c')}) * {o.weight}")
                lines += block(f"x.hidden[{place}] == {o.id!r}" if o.hidden else "", adding)
        return once([*lines, "return (s * 2 + w) // (2 * w) if w else 0"])

    def _playout(self, moves: Sequence[MoveCode]) -> Playout:
        steps, codes = Steps(self.e, log=False), {code.move.id: code for code in moves}

        def play(id: MoveId, options: Options) -> Play:
            code = codes[id]
            with self.e.chosen(code.choices(options)):
                names = steps.weigh(code.index, code.move)
            return code.stage, code.index, self.e.functions(names)[0]

        f, soon = self.e.names, self.e.soon
        leant = {seat: list(self._leant(seat)) for seat in self.seats}
        asked = [race for of in leant.values() for *_, race in of]
        for name in asked:
            soon(name, asked)
        leanings = {
            seat: tuple(
                Leant(i, f[soon(open)], most, f[soon(now)] if now else None, f[race])
                for i, open, most, now, race in of
            )
            for seat, of in leant.items()
        }
        dawn, dusk, lasts = map(soon, (*self._days(steps), self._lasts(steps)))
        opening = [move for exchange in self.s.exchanges.values() for move in opening_moves(self.s, exchange)]
        plays = Plays(play, len(self.s.stages), opening)
        return Playout(plays, f[dawn], f[dusk], f[lasts], leanings, cache(self._pool))

    def _pool(self, seats: tuple[SeatId, ...], terms: tuple[TermId, ...] | None = None) -> Pool:
        """The terms between seats, or these, as they stand, with what they are worth to the seats."""
        if terms is None:
            terms = tuple(id for id, term in self.s.terms.items() if term.by and set(term.by) <= {*seats})

        def lines() -> list[str]:
            found = ["r = []"]
            for term in map(self.s.terms.__getitem__, terms):
                tests = [self.e.test(need.when) for need in term.needs]
                worths = "".join(f"{self.e.amount(term.worth.get(seat, '0'))}, " for seat in seats)
                found += block(_all(tests), [f"r.append(({term.id!r}, ({worths})))"])
            return [*found, "return r"]

        return self.e.function(self.e.later("pool", "t, f, x", lines))  # type: ignore[no-any-return]

    def _lasts(self, steps: Steps) -> str:
        """Names a function for the odds that the agreement in question outlives the last turn."""
        s = self.s
        return steps.odds(s.durability.odds, s.durability.factors, s.odds.min, s.odds.max)

    def _days(self, steps: Steps) -> tuple[str, str]:
        """What happens by itself at dawn, and at dusk after all orders. Reactions come before events."""
        events = list(enumerate(self.s.events.values()))

        def dawn() -> list[str]:
            return [*steps.drift(), *steps.happen(item for item in events if item[1].at == "dawn")]

        def dusk() -> list[str]:
            reactions = enumerate(self.s.reactions.values(), len(events))
            return [*steps.happen(reactions), *steps.happen(item for item in events if item[1].at == "dusk")]

        return steps.passing("dawn", dawn), steps.passing("dusk", dusk)

    def _effects(self, texts: Sequence[str]) -> str:
        return self.e.soon(self.steps.effects(texts))

    def _causes(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        """The effects that have a reason, each alone: the reason, and the name of what does it."""
        found = ((parse_effect(text).because, text) for text in texts)
        return [(because, self._effects((text,))) for because, text in found if because]

    def _needs(self, pairs: Sequence[tuple[str, str]]) -> tuple[NeedCode, ...]:
        return tuple(NeedCode(self.f[name], because) for name, because in pairs)

    def _open(self, seat: SeatId) -> str:
        """Emits one function for all moves of a seat that can be ordered now, in order."""
        return self.e.define("open", "t, f, x", lambda: self._found(seat))

    def _found(self, seat: SeatId) -> list[str]:
        first: list[str] = []
        lines: list[str] = []
        for i, paid, tests in self._tests(seat):
            if test := _all([paid, *tests]):
                lines.append(f"if {test}: r.append({i})")
            elif lines:
                lines.append(f"r.append({i})")
            else:
                first.append(f"{i}")
        return [f"r = [{', '.join(first)}]", *lines, "return r"]

    def _leant(self, seat: SeatId) -> Iterator[tuple[int, str, float, str, str]]:
        """The moves that a seat's persona would order, as ``Leant`` has them; with the names of functions,
        empty where how much is leant is always the same."""
        persona = self.s.seats[seat].persona
        for i, paid, tests in self._tests(seat):
            id = self.moves[i].id
            leaning = parse(persona.leaning.get(id, "1"), "number")
            if id in persona.never:
                continue
            now, most = "", leaning.constant
            test = _all([paid, *tests]) or "True"
            open = race = self.e.later("leant", "t, f, x", partial(_giving, test))
            if most is None:
                code = self.e.code(leaning)
                now = self.e.later("leaning", "t, f, x", partial(_giving, code))
                race = self.e.later("race", "t, f, x", partial(_giving, f"{code} if {test} else 0"))
                most = Reckoner(_Anything()).span(syntax_tree(leaning.source))[1] * (1 + 1e-9)
            if most > 0:
                yield i, open, float(most), now, race

    def _tests(self, seat: SeatId) -> Iterator[tuple[int, str, list[str]]]:
        """A seat's moves by number, each with what must hold so that it can be paid, and so that it is
        open."""
        resource = self.s.seats[seat].resource
        for i, move in enumerate(self.moves):
            if move.seat == seat:
                tests = [test for need in move.needs if (test := self.e.test(need.when))]
                if move.once:
                    tests.append(f"not x.done[{i}]")
                yield (
                    i,
                    f"t[{self.e.track[resource]}] >= {move.cost}" if resource and move.cost else "",
                    tests,
                )

    def _move(self, index: int, move: Move) -> dict[str, Any]:
        e, outcomes = self.e, {grade: getattr(move, grade) for grade in GRADES}
        names = {grade: self.steps.effects(o.effects) for grade, o in outcomes.items() if o is not None}
        # A grade that the move does not tell apart, but an umpire may rule, is the plain one.
        names = {"triumph": names["success"], "backfire": names["failure"], **names}
        grades = Lazy(names, e.function)
        return {
            "move": move,
            "index": index,
            "odds": self.steps.odds(move.odds, move.factors, *self.steps.bounds(move)),
            "act": self.steps.act(index, move),
            "grades": grades,
            "leak": e.value(move.leak) if leaks(move) else None,
            "needs": [(e.condition(n.when), n.because) for n in move.needs],
            "guesses": [guess for factor in move.factors if (guess := self._guess(factor))],
        }

    def _guess(self, factor: Factor) -> tuple[str, frozenset[int], str] | None:
        """Emits a factor alone, if it depends on this turn's orders."""
        if not any(name in text for name in _THIS_TURN for text in (factor.when, factor.add)):
            return None
        moves = frozenset(
            self.e.move[MoveId(args[0])]
            for expression in (parse(factor.when, "boolean"), parse(factor.add, "number"))
            for name, args in expression.calls
            if name in _THIS_TURN
        )
        if not moves:
            return None
        return self.e.guarded(factor), moves, factor.because

    def _move_code(self, plan: dict[str, Any]) -> MoveCode:
        move: Move = plan["move"]
        return MoveCode(
            move=move,
            index=plan["index"],
            seat=self.e.seat[move.seat],
            stage=self.s.stages.index(move.stage),
            cost=move.cost,
            options=bool(move.options),
            certain=certain(move),
            grades=plan["grades"],
            leak=self.f[plan["leak"]] if plan["leak"] else None,
            needs=self._needs(plan["needs"]),
            guesses=tuple(Guess(self.f[name], moves, because) for name, moves, because in plan["guesses"]),
            points=SEVERITY[move.severity],
        )

    def _exchange(self, exchange: Exchange) -> dict[str, Any]:
        e = self.e
        sides = {"faced": exchange.faced, "first": exchange.first}
        stands = {
            (side, word): getattr(stand, word.replace(" ", "_"))
            for side, stand in sides.items()
            for word in ANSWERS
        }
        return {
            "exchange": exchange,
            "when": e.condition(exchange.when),
            "stands": {key: self._effects(stand.effects) for key, stand in stands.items()},
            "causes": {key: self._causes(stand.effects) for key, stand in stands.items()},
            "leanings": {key: e.exact(stand.leaning) for key, stand in stands.items()},
            "slip": e.soon(self.steps.odds(exchange.slip, exchange.factors, 0, 100)),
            "peak": self._effects(exchange.top.effects),
        }

    def _openers(self, plans: Iterable[dict[str, Any]]) -> dict[SeatId, tuple[ExchangeCode, ...]]:
        """The exchanges by the seat that opens them, in the order of seats."""
        f, seat, found = self.f, self.e.seat, dict[SeatId, list[ExchangeCode]]()
        for plan in plans:
            exchange: Exchange = plan["exchange"]
            code = ExchangeCode(
                exchange=exchange,
                moves=opening_moves(self.s, exchange),
                seats={"faced": seat[exchange.faces], "first": seat[exchange.by]},
                top=len(exchange.rungs),
                when=f[plan["when"]],
                stands={key: f[name] for key, name in plan["stands"].items()},
                causes={
                    key: tuple((because, f[name]) for because, name in causes)
                    for key, causes in plan["causes"].items()
                },
                leanings={key: f[name] for key, name in plan["leanings"].items()},
                slip=f[plan["slip"]],
                peak=f[plan["peak"]],
            )
            found.setdefault(exchange.by, []).append(code)
        return {seat: tuple(found[seat]) for seat in self.seats if seat in found}

    def _term(self, term: Term) -> dict[str, Any]:
        e = self.e
        return {
            "needs": [(e.condition(n.when), n.because) for n in term.needs],
            "worth": {seat: e.value(source) for seat, source in term.worth.items()},
            "on_signing": self._effects(term.on_signing),
            "each_turn": self._effects(term.each_turn),
            "on_break": self._effects(term.on_break),
        }


class _Anything:
    """The world of which nothing is known."""

    def span(self, asked: Atom) -> Span:
        return ANY

    def follows(self, asked: Atom, holds: bool) -> tuple[()]:
        return ()

    def day(self, asked: Atom) -> None:
        return None


def _excluded(scenario: Scenario) -> dict[TermId, tuple[TermId, ...]]:
    """Returns for each term those that it or that exclude it, in their order."""
    found: dict[TermId, set[TermId]] = {id: set(term.excludes) for id, term in scenario.terms.items()}
    for id, term in scenario.terms.items():
        for other in term.excludes:
            found[other].add(id)
    order = {id: n for n, id in enumerate(scenario.terms)}
    return {id: tuple(sorted(others, key=order.__getitem__)) for id, others in found.items()}


def _giving(code: str) -> list[str]:
    """The body of a function that gives an expression."""
    return [f"return {code}"]


def _all(tests: Iterable[str]) -> str:
    """The source of several tests that must all hold; an empty one always does."""
    return " and ".join(f"({test})" for test in tests if test)
