"""The yardstick: a small synthetic game (yardstick.json) as a scenario of this engine, and played by a
naive interpreter.

Four seats with fifteen moves each, twelve tracks, eight flags, nine events, ten turns, one move a seat a
turn; a seat picks uniformly among its open moves with keyed numbers of its own.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from typing import Any

from attrs import evolve, frozen

from wargame.ids import EndingId, MoveId, StageId
from wargame.rules.abreast import alone
from wargame.rules.account import Entry
from wargame.rules.adjudicator import Adjudication
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice
from wargame.rules.orders import Order, Orders
from wargame.rules.state import State
from wargame.scenario.model import (
    Effect,
    Ending,
    Event,
    Expr,
    Flag,
    Move,
    Need,
    OddsRules,
    Outcome,
    Scenario,
    Seat,
    Track,
    Turn,
)

ALL, END = StageId("all"), EndingId("end")
DOCUMENT: dict[str, Any] = json.loads(Path(__file__).with_name("yardstick.json").read_text())


def scenario() -> Scenario:
    """The yardstick's rules as a scenario."""
    d = DOCUMENT
    start = date(2020, 1, 1)
    week = timedelta(days=7)
    moves = {
        m["id"]: Move(
            id=m["id"],
            seat=seat,
            name=m["id"],
            line="",
            stage=ALL,
            needs=_needs(m["when"]),
            odds=m["odds"],
            success=Outcome(effects=_effects(m["success"])),
            failure=Outcome(effects=_effects(m["failure"])),
        )
        for seat, table in d["moves"].items()
        for m in table
    }
    return Scenario(
        id="yardstick",
        title="Yardstick",
        summary="A yardstick.",
        brief="None.",
        short="None.",
        content_note="None.",
        derole="None.",
        masthead="None",
        stages=(ALL,),
        odds=OddsRules(min=5, max=95),
        calendar=tuple(
            Turn(start=start + i * week, end=start + i * week + week / 2) for i in range(d["turns"])
        ),
        tracks={id: Track(id=id, name=id, start=value) for id, value in d["tracks"].items()},
        flags={id: Flag(id=id, name=id) for id in d["flags"]},
        seats={
            id: Seat(
                id=id,
                name=id,
                office=id,
                person=id,
                mark=id[0].upper(),
                colour="#808080",
                aim="None.",
                card="None.",
                moves=1,
            )
            for id in d["roles"]
        },
        moves=moves,
        events={
            e["id"]: Event(
                id=e["id"],
                name=e["id"],
                when=e.get("when", "true"),
                odds=e.get("odds", "100"),
                repeat=True,
                effects=_effects(e["effects"]),
            )
            for e in (*d["triggered"], *d["random"])
        },
        endings={END: Ending(id=END, name="The end", text="")},
    )


def _needs(when: Expr) -> tuple[Need, ...]:
    return () if when == "true" else (Need(when=when, because="closed"),)


def _effects(effects: list[list[Any]]) -> tuple[Effect, ...]:
    return tuple(
        Effect(f"{name} += {amount}" if kind == "add" else f"{kind} {name}") for kind, name, amount in effects
    )


NOTHING = Orders()


@cache
def single(move: MoveId) -> Orders:
    """Orders of one move; the same value every time."""
    return Orders(moves=(Order(move),))


@cache
def every_single(moves: tuple[MoveId, ...]) -> tuple[Orders, ...]:
    """Orders of one move for each of ``moves``."""
    return tuple(single(move) for move in moves)


class Picks:
    """Uniform picks among a seat's open moves, keyed by game, turn and seat."""

    _NUMBERS = Struct("<8Q")

    def __init__(self, seed: int) -> None:
        self._base = blake2b(f"picks/{seed}/".encode(), digest_size=64)

    def turn(self, turn: int) -> tuple[int, ...]:
        """Numbers for every seat of a turn, each of 64 bits."""
        h = self._base.copy()
        h.update(b"%d" % turn)
        return self._NUMBERS.unpack(h.digest())


def play(rules: Rules, seed: int, *, account: bool = True) -> State:
    """One full game of a compiled scenario with random open moves, one a seat a turn."""
    dice, picks = Dice(seed), Picks(seed)
    x = rules.context(opening(rules, dice))
    t, f = x.t, x.f
    table = [(n, seat, rules.open_moves[seat]) for n, seat in enumerate(rules.seats)]
    singles = every_single(rules.move_ids)
    entries: list[Entry] | None = [] if account else None
    resolve = Adjudication(rules, x, entries).parts
    while not x.ending:
        if entries:
            entries.clear()
        begin_turn(rules, x, dice, entries)
        numbers = picks.turn(x.turn)
        orders = {}
        for n, seat, open_moves in table:
            found = open_moves(t, f, x)
            orders[seat] = singles[found[numbers[n] * len(found) >> 64]] if found else NOTHING
        alone(resolve(orders, dice))
    return x.snapshot()


def compiled() -> Rules:
    """The yardstick, compiled."""
    return compile_rules(scenario())


@frozen
class Naive:
    """A state of the naive interpreter."""

    turn: int
    tracks: dict[str, int]
    flags: dict[str, bool]


def play_naive(seed: int) -> Naive:
    """The same game by a plain interpreter: dicts, attrs.evolve, and a walk of the syntax tree for every
    expression."""
    d, dice, picks = DOCUMENT, Dice(seed), Picks(seed)
    state = Naive(0, dict(d["tracks"]), dict.fromkeys(d["flags"], False))
    for turn in range(1, d["turns"] + 1):
        state = evolve(state, turn=turn)
        due = [e for e in d["triggered"] if _walk(e["when"], state)]
        due += [e for e in d["random"] if dice.roll(turn, "event", e["id"]) < int(e["odds"])]
        for event in due:
            state = _apply(state, event["effects"])
        numbers, weighed = picks.turn(turn), []
        for n, seat in zip(numbers, d["roles"], strict=False):
            open_now = [m for m in d["moves"][seat] if _walk(m["when"], state)]
            if open_now:
                move = open_now[n * len(open_now) >> 64]
                odds = min(max(_round(_walk(move["odds"], state)), 5), 95)
                weighed.append((seat, move, odds))
        for seat, move, odds in weighed:
            won = dice.main(turn, d["roles"].index(seat), 0) < odds
            state = _apply(state, move["success" if won else "failure"])
    return state


def _round(value: float) -> int:
    import math

    return math.floor(value + 0.5)


def _apply(state: Naive, effects: list[list[Any]]) -> Naive:
    for kind, name, amount in effects:
        if kind == "add":
            value = min(max(state.tracks[name] + amount, 0), 100)
            state = evolve(state, tracks={**state.tracks, name: value})
        else:
            state = evolve(state, flags={**state.flags, name: kind == "set"})
    return state


@cache
def _tree(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def _walk(source: str, state: Naive) -> Any:
    return _eval(_tree(source), state)


Operation = Callable[[Any, Any], Any]
_BINARY: dict[type[ast.operator], Operation] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_COMPARE: dict[type[ast.cmpop], Operation] = {ast.LtE: lambda a, b: a <= b, ast.GtE: lambda a, b: a >= b}


def _eval(node: ast.expr, state: Naive) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id="true"):
            return True
        case ast.Name(id=name):
            return state.tracks[name]
        case ast.Call(args=[ast.Constant(value=name)]):
            return state.flags[str(name)]
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_eval(left, state), _eval(right, state))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _eval(body, state) if _eval(test, state) else _eval(orelse, state)
        case ast.BoolOp(values=values):
            return all(_eval(value, state) for value in values)
        case ast.UnaryOp(operand=operand):
            return not _eval(operand, state)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _COMPARE[type(op)](_eval(left, state), _eval(right, state))
    raise AssertionError(ast.dump(node))
