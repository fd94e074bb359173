"""Compiles a scenario: emits everything first, compiles once, then looks the functions up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from wargame.rules.compiled import (
    SEVERITY,
    EndingCode,
    ForecastCode,
    Grades,
    Group,
    Guess,
    HappeningCode,
    MoveCode,
    NeedCode,
    ObjectiveCode,
    Passing,
    Playout,
    Rules,
    TermCode,
)
from wargame.rules.emit import Emitter, either
from wargame.rules.state import State
from wargame.scenario.model import Event, Factor, Move, Outcome, Reaction, Scenario, Term


def compile_rules(scenario: Scenario) -> Rules:
    """Compiles a checked scenario. Takes some hundredths of a second; keep the result.

    Raises:
        ExpressionError, KeyError: only for a scenario that did not pass ``wargame.scenario.check``.
    """
    return _Compiler(scenario).build()


class _Compiler:
    """Emits everything first, compiles once, then looks the functions up."""

    def __init__(self, scenario: Scenario) -> None:
        self.s = scenario
        self.e = Emitter(scenario)
        self.seats = tuple(scenario.seats)
        self.seat_index = {id: i for i, id in enumerate(self.seats)}
        back_down = scenario.ladder.back_down if scenario.ladder else {}
        self.back_down = {seat: self.e.effects(effects) for seat, effects in back_down.items()}

    def build(self) -> Rules:
        s, e = self.s, self.e
        rungs = s.ladder.rungs if s.ladder else {}
        plan: dict[str, Any] = {
            "moves": [self._move(i, m, rungs) for i, m in enumerate(s.moves.values())],
            "open": {seat: self._open(seat) for seat in self.seats},
            "leanings": {seat: self._open(seat, leaning=True) for seat in self.seats},
            "drift": [
                (e.track[id], e.total("0", track.drift, -(10**9), 10**9))
                for id, track in s.tracks.items()
                if track.drift
            ],
            **self._happenings(),
            "injects": {id: e.effects(inject.effects) for id, inject in s.injects.items()},
            "terms": {id: self._term(term) for id, term in s.terms.items()},
            "signing": e.effects(s.agreements.on_signing),
            "stances": {
                (seat, stance): e.effects(effects)
                for stance, table in (("endorse", s.agreements.endorse), ("disown", s.agreements.disown))
                for seat, effects in table.items()
            },
            "stance_needs": {
                seat: [(e.condition(n.when), n.because) for n in needs]
                for seat, needs in s.agreements.stance_needs.items()
            },
            "durability": e.total(s.durability.odds, s.durability.factors, s.odds.min, s.odds.max),
            "forecasts": [
                (q.id, self._turn_of(q.on), q.resolves == "end", e.condition(q.when), e.condition(q.answer))
                for q in s.forecasts.values()
            ],
            "endings": [
                (end, e.condition(end.when), [(e.condition(p.when), p.text) for p in end.parts])
                for end in s.endings.values()
            ],
            "objectives": [
                (o, e.value(o.score), [(e.condition(p.when), p.text) for p in o.parts])
                for o in s.objectives.values()
            ],
            "verdict": e.total(s.verdict.base, s.verdict.factors, 0, 100),
        }
        self.f = e.compile()
        return self._assemble(plan, rungs)

    def _assemble(self, plan: dict[str, Any], rungs: dict[str, Any]) -> Rules:
        s, f = self.s, self.f
        needs = self._needs
        moves = tuple(self._move_code(m, rungs) for m in plan["moves"])
        objectives = {
            o.id: ObjectiveCode(o, f[name], tuple((f[c], text) for c, text in parts))
            for o, name, parts in plan["objectives"]
        }
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
                hidden=("",) * len(self.seats),
            ),
            seats=self.seats,
            seat_index=self.seat_index,
            track_index=self.e.track,
            flag_index=self.e.flag,
            move_index=self.e.move,
            move_ids=tuple(s.moves),
            moves=moves,
            codes=dict(zip(s.moves, moves, strict=True)),
            stages=range(len(s.stages)),
            open_moves={seat: f[name] for seat, name in plan["open"].items()},
            leanings={seat: f[name] for seat, name in plan["leanings"].items()},
            drift=tuple((i, f[name]) for i, name in plan["drift"]),
            dawn=self._group(plan["dawn"]),
            dusk=self._group(plan["dusk"]),
            reactions=self._group(plan["reactions"]),
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
                    excludes=tuple(
                        other
                        for other, term in s.terms.items()
                        if other in s.terms[id].excludes or id in term.excludes
                    ),
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
                ForecastCode(id, turn, at_end, f[when], f[answer])
                for id, turn, at_end, when, answer in plan["forecasts"]
            ),
            endings=tuple(
                EndingCode(end, f[when], tuple((f[c], text) for c, text in parts))
                for end, when, parts in plan["endings"]
            ),
            objectives=objectives,
            aims={
                seat: tuple(code for code in objectives.values() if code.objective.seat == seat)
                for seat in self.seats
            },
            decks=decks,
            verdict=f[plan["verdict"]],
            playout=partial(self._playout, plan),
        )

    def _playout(self, plan: dict[str, Any]) -> Playout:
        e, odds = self.e, self.s.odds
        chances, acts = [], []
        for m in plan["moves"]:
            move, low, high = m["move"], *((100, 100) if m["certain"] else (odds.min, odds.max))
            chances.append(e.function(e.chance(move.odds, move.factors, low, high)))
            acts.append(e.function(self._act(m["index"], move)))
        drift = e.drift_lines([(track.id, track.drift) for track in self.s.tracks.values()])
        happen = {group: e.happen_lines(plan[group][0]) for group in ("dawn", "dusk", "reactions")}
        return Playout(
            tuple(chances),
            tuple(acts),
            self._passing("dawn", (*drift, *happen["dawn"])),
            self._passing("dusk", (*happen["reactions"], *happen["dusk"])),
        )

    def _passing(self, name: str, lines: Sequence[str]) -> Passing | None:
        """A part of the day as a function; None where nothing can happen in it."""
        if not lines:
            return None
        passing: Passing = self.e.function(
            self.e.later(name, "t, f, x, dice", [f" {line}" for line in lines])
        )
        return passing

    def _needs(self, pairs: Sequence[tuple[str, str]]) -> tuple[NeedCode, ...]:
        return tuple(NeedCode(self.f[name], because) for name, because in pairs)

    def _turn_of(self, day: Any) -> int:
        """The number of the turn that contains a day: 0 for no day, -1 for a day outside the calendar."""
        if day is None:
            return 0
        for number, turn in enumerate(self.s.calendar, 1):
            if turn.start <= day <= turn.end:
                return number
        return -1

    def _open(self, seat_id: str, *, leaning: bool = False) -> str:
        """Emits one function for all moves of a seat that can be ordered now; with ``leaning`` for those
        that its persona would order, with how much it leans to each."""
        e, seat = self.e, self.s.seats[seat_id]
        persona = seat.persona
        name = e.name("open")
        first: list[str] = []
        lines: list[str] = []
        for i, move in enumerate(self.s.moves.values()):
            if move.seat != seat_id or (leaning and move.id in persona.never):
                continue
            found = f"({i}, {e.code(persona.leaning.get(move.id, '1'))})" if leaning else f"{i}"
            tests = [e.code(need.when) for need in move.needs if not e.always(need.when)]
            if seat.resource and move.cost:
                tests.insert(0, f"t[{e.track[seat.resource]}] >= {move.cost}")
            if move.once:
                tests.append(f"not x.done[{i}]")
            test = " and ".join(f"({one})" for one in tests)
            if test:
                lines.append(f" if {test}: r.append({found})")
            elif lines:
                lines.append(f" r.append({found})")
            else:
                first.append(found)
        e.add([f"def {name}(t, f, x):", f" r = [{', '.join(first)}]", *lines, " return r"])
        return name

    def _move(self, index: int, move: Move, rungs: dict[str, Any]) -> dict[str, Any]:
        e, odds = self.e, self.s.odds
        certain = not move.factors and e.constant(move.odds) == 100
        low, high = (100, 100) if certain else (odds.min, odds.max)
        grades = {
            grade: e.effects_later(outcome.effects)
            for grade, outcome in (
                ("triumph", move.triumph),
                ("success", move.success),
                ("failure", move.failure),
                ("backfire", move.backfire),
            )
            if outcome is not None
        }
        return {
            "move": move,
            "index": index,
            "certain": certain,
            "odds": e.total(move.odds, move.factors, low, high),
            "grades": grades,
            "leak": e.value(move.leak) if move.visibility != "open" and e.constant(move.leak) != 0 else None,
            "leaked": e.effects(move.leaked.effects) if move.leaked else None,
            "needs": [(e.condition(n.when), n.because) for n in move.needs],
            "guesses": [guess for factor in move.factors if (guess := self._guess(factor))],
        }

    def _act(self, index: int, move: Move) -> str:
        """Emits all that a move does, as the adjudicator does it where it keeps an account."""
        e, odds, s = self.e, self.s.odds, self.s

        def told_to_nobody(outcome: Outcome) -> list[str]:
            return e.effect_lines(outcome.effects, log=False)

        lines = ["r = n * 100 >> 64"] if move.triumph is not None or move.backfire is not None else []
        resource = s.seats[move.seat].resource
        if resource and move.cost:
            i = e.track[resource]
            lines.append(f"t[{i}] = max(t[{i}] - {move.cost}, 0)")
        if move.back_down and s.ladder:
            lines += e.effect_lines(s.ladder.back_down.get(move.seat, ()), log=False)
        won, lost = told_to_nobody(move.success), told_to_nobody(move.failure)
        if move.triumph is not None:
            won = either(f"r * 100 < o * {odds.triumph}", told_to_nobody(move.triumph), won)
        if move.backfire is not None:
            worst = f"(99 - r) * 100 < (100 - o) * {odds.backfire}"
            lost = either(worst, told_to_nobody(move.backfire), lost)
        if move.rung and s.ladder:
            i, at = e.track[s.ladder.track], s.ladder.rungs[move.rung].at
            won.insert(0, f"if t[{i}] < {at}: t[{i}] = {at}")
        won.insert(0, f"x.done[{index}] += 1; x.happened.add({index})")
        lines += either("n < limits[o]", won, [f"x.failed.add({index})", *lost])
        if SEVERITY[move.severity]:
            lines.append(f"x.escalation[{self.seat_index[move.seat]}] += {SEVERITY[move.severity]}")
        return e.later("act", "t, f, x, n, o", [" " + line for line in lines])

    def _guess(self, factor: Factor) -> tuple[str, frozenset[int], str] | None:
        """Emits a factor alone, if it depends on this turn's orders."""
        moves = frozenset(
            self.e.move[args[0]]
            for source in (factor.when, factor.add)
            for name, args in self.e.parsed(source).calls
            if name in ("ordered", "happened", "failed")
        )
        if not moves:
            return None
        return self.e.guarded(factor), moves, factor.because

    def _grades(self, names: dict[str, str]) -> Grades:
        """The effects of all four grades; one that the move does not tell apart is the plain one."""
        names = {"triumph": names["success"], "backfire": names["failure"], **names}
        return Grades(names, self.e.function)

    def _move_code(self, plan: dict[str, Any], rungs: dict[str, Any]) -> MoveCode:
        move: Move = plan["move"]
        back_down = (
            self.f[self.back_down[move.seat]] if move.back_down and move.seat in self.back_down else None
        )
        return MoveCode(
            move=move,
            index=plan["index"],
            seat=self.seat_index[move.seat],
            stage=self.s.stages.index(move.stage),
            cost=move.cost,
            options=bool(move.options),
            certain=plan["certain"],
            odds=self.f[plan["odds"]],
            grades=self._grades(plan["grades"]),
            extremes=len(plan["grades"]) > 2,
            back_down=back_down,
            leak=self.f[plan["leak"]] if plan["leak"] else None,
            leaked=self.f[plan["leaked"]] if plan["leaked"] else None,
            needs=self._needs(plan["needs"]),
            guesses=tuple(Guess(self.f[name], moves, because) for name, moves, because in plan["guesses"]),
            rung=rungs[move.rung].at if move.rung else None,
            points=SEVERITY[move.severity],
        )

    def _happenings(self) -> dict[str, tuple[list[dict[str, Any]], str]]:
        """Emits events by their time of day, and reactions: for each group its members and its function."""
        s = self.s
        groups: dict[str, list[dict[str, Any]]] = {"dawn": [], "dusk": [], "reactions": []}
        for slot, event in enumerate(s.events.values()):
            groups[event.at].append(self._happening("event", event, slot, self._turn_of(event.on), ()))
        for slot, reaction in enumerate(s.reactions.values(), len(s.events)):
            groups["reactions"].append(self._happening("reaction", reaction, slot, 0, reaction.factors))
        return {name: (members, self.e.due(members)) for name, members in groups.items()}

    def _happening(
        self, kind: str, item: Event | Reaction, slot: int, turn: int, factors: Sequence[Factor]
    ) -> dict[str, Any]:
        certain = not factors and self.e.constant(item.odds) == 100
        return {
            "kind": kind,
            "id": item.id,
            "slot": slot,
            "turn": turn,
            "repeat": item.repeat,
            "certain": certain,
            "fixed": None if factors else self.e.constant(item.odds),
            "when": item.when,
            "odds": "" if certain else self.e.total(item.odds, factors, 0, 100),
            "effects": item.effects,
            "apply": self.e.effects(item.effects),
        }

    def _group(self, plan: tuple[list[dict[str, Any]], str]) -> Group:
        members, due = plan
        items = tuple(HappeningCode(m["kind"], m["id"], m["slot"], self.f[m["apply"]]) for m in members)
        return Group(items, self.f[due])

    def _term(self, term: Term) -> dict[str, Any]:
        e = self.e
        return {
            "needs": [(e.condition(n.when), n.because) for n in term.needs],
            "worth": {seat: e.value(source) for seat, source in term.worth.items()},
            "on_signing": e.effects(term.on_signing),
            "each_turn": e.effects(term.each_turn),
            "on_break": e.effects(term.on_break),
        }
