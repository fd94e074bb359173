"""What is known of a scenario's games before they are played, at a place of its document."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from datetime import date

from wargame.ids import EndingId, EventId, ExchangeId, ForecastId, MoveId, SeatId, TrackId
from wargame.scenario.errors import Place
from wargame.scenario.functions import FUNCTIONS
from wargame.scenario.model import Event, Forecast, Scenario
from wargame.scenario.ranges import ANY, Atom, Known, Reckoner, Span, atom

_NEVER: Span = (0, 0)


class Bounds:
    """What is known of a scenario's games at one place of its document, before any is played."""

    def __init__(self, scenario: Scenario, place: Place) -> None:
        self.scenario, self.place = scenario, place
        self.reckoner = Reckoner(self)
        self.turns = len(scenario.calendar)
        self.now = self._now()
        self.choices: list[list[str]] = []
        if place[0] == "moves" and (move := scenario.moves.get(MoveId(str(place[1])))):
            self.choices = [[*option.choices] for option in move.options.values()]

    def span(self, asked: Atom) -> Span:
        """Between which numbers an atom lies."""
        name, args = asked
        track = self.scenario.tracks.get(TrackId(name))
        if track is not None:
            return track.min, track.max
        if self._impossible(name, args):
            return _NEVER
        if name in FUNCTIONS and FUNCTIONS[name].kind == "boolean":
            return 0, 1
        most = self.turns
        if name == "done" and (move := self.scenario.moves.get(MoveId(args[0]))) and move.once:
            most = 1
        spans: dict[str, Span] = {"turn": (1, self.turns), "turns": (most, most), "done": (0, most)}
        spans |= {"tried": (0, most), "performance": (0, 100), "since": (0, 99), "age": (0, 99)}
        if name == "height":
            exchange = self.scenario.exchanges.get(
                ExchangeId(f"{self.place[1]}" if len(self.place) > 1 else "")
            )
            return (1, len(exchange.rungs)) if self.place[0] == "exchanges" and exchange else _NEVER
        counts = (
            "letters",
            "word_kept",
            "word_broken",
            "signed",
            "breaches",
            "survived",
            "stood",
            "backed_down",
        )
        return spans.get(name) or ((0, ANY[1]) if name in counts else ANY)

    def follows(self, asked: Atom, holds: bool) -> Iterable[tuple[Atom, Span]]:
        """What else is so where a condition holds, or fails."""
        name, args = asked
        if name == "flag":
            yield ("since", args), (0, self.turns) if holds else (99, 99)
        elif name == "ordered" and not holds:
            yield from ((("happened", args), _NEVER), (("failed", args), _NEVER))
        elif name in ("happened", "failed") and holds:
            yield ("ordered", args), (1, 1)
            yield ("failed" if name == "happened" else "happened", args), _NEVER
            yield from [(("done", args), (1, self.turns))] if name == "happened" else []
        elif name == "agreed_with" and holds:
            yield ("agreed", args[:1]), (1, 1)
        elif name == "option" and holds:
            for choices in self.choices:
                if args[0] in choices:
                    yield from (((name, (other,)), _NEVER) for other in choices if other != args[0])

    def day(self, asked: Atom) -> Span | None:
        """The turns in which a date is reached, or not yet."""
        name, args = asked
        if name not in ("after", "before"):
            return None
        day, turns = date.fromisoformat(args[0]), self.scenario.calendar
        if name == "before":
            return ANY[0], sum(turn.end < day for turn in turns)
        later = (number for number, turn in enumerate(turns, 1) if turn.start >= day)
        return next(later, self.turns + 1), ANY[1]

    def _now(self) -> Known:
        """In which turns something at the place is asked, where that is not all of them."""
        table, id = self.place[0], str(self.place[1]) if len(self.place) > 1 else ""
        item: Event | Forecast | None = None
        if table == "events":
            item = self.scenario.events.get(EventId(id))
        elif table == "forecasts" and self.place[-1] == "when":
            item = self.scenario.forecasts.get(ForecastId(id))
        if item is not None and item.on is not None:
            on = item.on
            for number, turn in enumerate(self.scenario.calendar, 1):
                if turn.start <= on <= turn.end:
                    return {("turn", ()): (number, number)}
        ending = self.scenario.endings.get(EndingId(id)) if table == "endings" else None
        if ending is not None and ending.at == "last":
            return {("turn", ()): (self.turns, self.turns)}
        return {}

    def _impossible(self, name: str, args: tuple[str, ...]) -> bool:
        """Is it a question that can only be denied, whatever is played?"""
        s = self.scenario
        if name in ("letter", "letters", "offered"):
            return args[0] == args[1]
        if name in ("party", "agreed_with"):
            seat = s.seats.get(SeatId(args[-1]))
            return seat is not None and not seat.may_sign
        if name in ("will", "wont"):
            move = s.moves.get(MoveId(args[1]))
            return move is not None and move.seat != args[0]
        after = ("endings", "objectives", "verdict", "forecasts", "durability")
        return name == "survived" and self.place[0] not in after

    # -- in words -------------------------------------------------------------------------------------

    def why(self, tree: ast.expr) -> str:
        """Return what decides a condition, as the end of a sentence."""
        told: list[str] = []
        for node in ast.walk(tree):
            asked = atom(node)
            if asked and (text := self._told(asked)) and text not in told:
                told.append(text)
        single = not any(isinstance(node, ast.BoolOp) for node in ast.walk(tree))
        return f": {', '.join(told[:3])}." if told and single else "."

    def _told(self, asked: Atom) -> str:
        name, args = asked
        calendar = self.scenario.calendar
        if name == "after":
            return f"the turns start from {calendar[0].start} to {calendar[-1].start}"
        if name == "before":
            return f"the turns end from {calendar[0].end} to {calendar[-1].end}"
        low, high = self.now.get(asked) or self.span(asked)
        called = f"{name}({', '.join(map(repr, args))})" if args else name
        if (low, high) == ANY or (name in FUNCTIONS and FUNCTIONS[name].kind == "boolean" and high):
            return ""
        if low == high:
            return f"{called} is always {low} here" if high else f"{called} can't be"
        return f"{called} is never below {low}" if high == ANY[1] else f"{called} goes from {low} to {high}"
