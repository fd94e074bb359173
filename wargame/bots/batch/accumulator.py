"""Adds up the games of one chunk. It works on lists by number, which is fast; the summary it gives is by
id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, cycle
from operator import itemgetter
from typing import Literal, get_args

from wargame.bots.batch.summary import K, Numbers, Summary, Tally
from wargame.ids import EndingId, SeatId
from wargame.rules.cards import course
from wargame.rules.compiled import Rules
from wargame.rules.orders import ANSWERS
from wargame.rules.state import FoughtEnd, State

ROOM = 100
"""So many games are kept until they are added up together, which takes less than one by one."""


class RunningNumbers:
    """Collects one number a game. ``add`` takes a value with the game's number."""

    __slots__ = ("_new", "add", "least", "most", "n", "squares", "total")

    def __init__(self) -> None:
        self.n = self.total = self.squares = 0
        self.least: tuple[int, int] | None = None
        self.most: tuple[int, int] | None = None
        self._new: list[tuple[int, int]] = []
        self.add = self._new.append

    def fold(self) -> None:
        """Adds up what is new."""
        if self._new:
            values = [value for value, _ in self._new]
            self.n += len(values)
            self.total += sum(values)
            self.squares += sum([value * value for value in values])
            least, most = (best(self._new, key=itemgetter(0)) for best in (min, max))  # the first ones
            if self.least is None or least[0] < self.least[0]:
                self.least = least
            if self.most is None or most[0] > self.most[0]:
                self.most = most
            self._new.clear()

    def numbers(self) -> Numbers:
        """What was collected."""
        self.fold()
        return Numbers(self.n, self.total, self.squares, self.least, self.most)


class Accumulator:
    """The sums of a chunk."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        s = rules.scenario
        self._running: list[RunningNumbers] = []
        self.games = self.signed = self.survived = 0
        self.endings = dict.fromkeys(s.endings, 0)
        self.turns, self.verdict = self._run(), self._run()
        self.scores = {seat: self._run() for seat in rules.seats}
        self.objectives = {id: self._run() for id in s.objectives}
        self.attained = dict.fromkeys(s.objectives, 0)
        sides: tuple[SeatId | Literal["all"], ...] = (*rules.seats, "all")
        self.escalation = {side: self._run() for side in sides}
        self.tried, self.done = ([0] * len(rules.moves) for _ in range(2))
        self.open = Counter[int]()
        self._seen: list[list[int]] = []
        self._states: list[State] = []
        self.fired = [0] * (len(s.events) + len(s.reactions))
        self.offered, self.agreed, self.broken = (dict.fromkeys(s.terms, 0) for _ in range(3))
        self.parts = {f"{e.ending.id} {n}": 0 for e in rules.endings for n in range(1, len(e.parts) + 1)}
        self.asked = dict.fromkeys(s.forecasts, 0)
        self.brier = {seat: self._run() for seat in rules.seats}
        ladder = s.ladder
        self._steps = sorted(ladder.rungs.values(), key=lambda rung: rung.at) if ladder else []
        self.rungs = {rung.id: 0 for rung in self._steps}
        self.lengths = {id: self._run() for id in s.endings}
        self.top = 0
        self.watched, self.cards, self.bare = 0, dict.fromkeys(s.cards, 0), Counter[str]()
        self.fought = dict.fromkeys(s.exchanges, 0)
        fights = s.exchanges.values()
        self.ended = {f"{one.id} {end}": 0 for one in fights for end in get_args(FoughtEnd)}
        self.stood_on = {f"{one.id} {n}": 0 for one in fights for n in range(1, len(one.rungs) + 1)}
        self.answers = {
            f"{one.id} {seat} {answer}": 0
            for one in fights
            for seat in (one.faces, one.by)
            for answer in ANSWERS
        }
        self._last = {code.ending.id: code for code in rules.endings}

    def _run(self) -> RunningNumbers:
        running = RunningNumbers()
        self._running.append(running)
        return running

    def see(self, found: list[int]) -> None:
        """Takes in the open moves of a seat in one turn."""
        self._seen.append(found)

    def watch(self, openings: Sequence[State]) -> None:
        """Takes in which cards came in a game, by the states in which seats decided."""
        self.watched += 1
        for turn, seat, card in course(self.rules, openings):
            if card is None:
                self.bare[f"{seat} {turn}"] += 1
            else:
                self.cards[card] += 1

    def add(self, number: int, state: State, peak: int) -> None:
        """Takes in the end of a game; ``number`` is the game's, ``peak`` the highest that the ladder stood
        after a turn."""
        rules, ending = self.rules, state.ending
        assert ending
        self.games += 1
        self.endings[ending] += 1
        self.turns.add((state.turn, number))
        self.lengths[ending].add((state.turn, number))
        self._states.append(state)
        if len(self._states) == ROOM:
            self._fold()
        self._rung(peak)
        for seat, index in zip(rules.seats, state.escalation, strict=True):
            self.escalation[seat].add((index, number))
        self.escalation["all"].add((sum(state.escalation), number))
        if state.proposals:
            for id in {term for proposal in state.proposals for term in proposal.terms}:
                self.offered[id] += 1
        if state.agreements:
            self._agreements(state)
        if state.exchanges:
            self._exchanges(state)
        if state.asked:
            self._forecasts(state, number)
        self._judge(ending, state, number)

    def _fold(self) -> None:
        """Adds up the games that are kept."""
        self.open.update(chain.from_iterable(self._seen))
        self._seen.clear()
        states = self._states
        self.tried = [*map(sum, zip(self.tried, *(state.tried for state in states), strict=True))]
        self.done = [*map(sum, zip(self.done, *(state.done for state in states), strict=True))]
        self.fired = [*map(sum, zip(self.fired, *(state.fired for state in states), strict=True))]
        states.clear()
        for running in self._running:
            running.fold()

    def _rung(self, peak: int) -> None:
        """Counts the highest rung of the game that is over."""
        reached = [rung.id for rung in self._steps if rung.at <= peak]
        if reached:
            self.rungs[reached[-1]] += 1
            self.top += len(reached) == len(self._steps)

    def _agreements(self, state: State) -> None:
        self.signed += 1
        self.survived += any(a.survived for a in state.agreements)
        for id in {term for a in state.agreements for term in a.terms}:
            self.agreed[id] += 1
        for id in {breach[0] for a in state.agreements for breach in a.breaches}:
            self.broken[id] += 1

    def _exchanges(self, state: State) -> None:
        for one in state.exchanges:
            self.fought[one.exchange] += 1
            self.ended[f"{one.exchange} {one.end}"] += 1
            self.stood_on[f"{one.exchange} {one.height}"] += 1
            for seat, answer in zip(cycle((one.to, one.seat)), one.answers, strict=False):
                self.answers[f"{one.exchange} {seat} {answer}"] += 1

    def _forecasts(self, state: State, number: int) -> None:
        for asked in state.asked:
            self.asked[asked.question] += 1
            if asked.outcome is not None:
                for seat, answer in asked.answers:
                    self.brier[seat].add(((answer - 100 * asked.outcome) ** 2, number))

    def _judge(self, ending: EndingId, state: State, number: int) -> None:
        """Scores, objectives, verdict, epilogue."""
        rules = self.rules
        if not rules.objectives and not self.parts and not rules.scenario.verdict.factors:
            return
        x = rules.context(state)
        cap = rules.scenario.endings[ending].cap
        for seat, drawn in zip(rules.seats, state.hidden, strict=True):
            total = weights = 0
            for code in rules.aims[seat]:
                objective = code.objective
                if objective.hidden and objective.id != drawn:
                    continue
                points = min(max(code.score(x.t, x.f, x), 0), 100, cap)
                self.objectives[objective.id].add((points, number))
                self.attained[objective.id] += points >= 60
                total += points * objective.weight
                weights += objective.weight
            if weights:
                self.scores[seat].add(((total * 2 + weights) // (2 * weights), number))
        self.verdict.add((rules.verdict(x.t, x.f, x)[1], number))
        for n, (holds, _) in enumerate(self._last[ending].parts, 1):
            if holds(x.t, x.f, x):
                self.parts[f"{ending} {n}"] += 1

    def summary(self) -> Summary:
        """The sums so far."""
        s, ids = self.rules.scenario, self.rules.move_ids
        self._fold()
        return Summary(
            games=self.games,
            endings=Tally(self.endings),
            turns=self.turns.numbers(),
            scores=_numbers(self.scores),
            objectives=_numbers(self.objectives),
            attained=Tally(self.attained),
            verdict=self.verdict.numbers(),
            signed=self.signed,
            survived=self.survived,
            escalation=_numbers(self.escalation),
            ordered=Tally(zip(ids, self.tried, strict=True)),
            won=Tally(zip(ids, self.done, strict=True)),
            open=Tally((id, self.open[n]) for n, id in enumerate(ids)),
            offered=Tally(self.offered),
            agreed=Tally(self.agreed),
            broken=Tally(self.broken),
            fired=Tally(zip((*s.events, *s.reactions), self.fired, strict=True)),
            parts=Tally(self.parts),
            asked=Tally(self.asked),
            brier=_numbers(self.brier),
            lengths=_numbers(self.lengths),
            rungs=Tally(self.rungs),
            top=self.top,
            watched=self.watched,
            cards=Tally(self.cards),
            bare=Tally(self.bare),
            fought=Tally(self.fought),
            ended=Tally(self.ended),
            stood_on=Tally(self.stood_on),
            answers=Tally(self.answers),
        )


def _numbers(table: dict[K, RunningNumbers]) -> Tally[K]:
    return Tally({id: running.numbers() for id, running in table.items()})
