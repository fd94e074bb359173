"""Games laid beside each other: what each came to turn by turn, what all had in common, where they parted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from wargame.analysis.criteria import Met, criteria
from wargame.bots.history import deeds as recorded
from wargame.ids import CriterionId, EndingId, MoveId, RungId, SeatId, TermId
from wargame.rules.account import Deed
from wargame.rules.belief import seen
from wargame.rules.bulletins import news, steps
from wargame.rules.compiled import Rules
from wargame.rules.record import TurnRecord
from wargame.scenario.model import PUBLIC
from wargame.session.log import GameLog
from wargame.values import frozen

Done = Mapping[SeatId, tuple[MoveId, ...]]
"""The moves that each seat made in a turn, each once, in the order in which they were carried out."""


@frozen
class Stretch:
    """What a turn brought: the ``headline`` of what seats did in it, empty where nothing was printed; what
    they did, ``open`` to everybody, and ``done`` in all (while people play no more than that); where the
    ladder stood after it (``height``, ``rung``), if everybody sees it; and the clauses of each agreement
    ``signed`` in it."""

    headline: str
    open: Done
    done: Done
    height: int | None
    rung: RungId | None
    signed: tuple[tuple[TermId, ...], ...]

    def told(self, public: bool) -> Done:
        """What seats did, with ``public`` as far as everybody could see."""
        return self.open if public else self.done


@frozen
class Outline:
    """A game to lay beside others: its ``turns`` adjudicated, and what it came to. While it is not over there
    are no ``ending`` and no ``scores``, while people play it (``veiled``) no ``criteria`` either; ``lasting``
    counts the agreements that outlive it. ``broken`` is the turn after which it was broken off, 0 where it
    was played out. ``calendar`` and ``seats`` say beside which games it can be laid."""

    scenario: str
    calendar: tuple[tuple[date, date], ...]
    seats: tuple[SeatId, ...]
    turns: tuple[Stretch, ...]
    veiled: bool
    ending: EndingId | None
    broken: int
    scores: Mapping[SeatId, int]
    lasting: int
    criteria: Mapping[CriterionId, Met]

    @property
    def peak(self) -> int | None:
        """How high the ladder stood at most after a turn."""
        return max((turn.height for turn in self.turns if turn.height is not None), default=None)


def outline(game: GameLog) -> Outline:
    """What a game came to so far; of one that is veiled what everybody could see."""
    rules, end = game.rules, game.end() if game.over else None
    return Outline(
        game.scenario.id,
        tuple((turn.start, turn.end) for turn in rules.calendar),
        tuple(rules.seats),
        tuple(_stretch(rules, record, veiled=game.veiled) for record in game.adjudicated),
        game.veiled,
        end.id if end else None,
        game.broken,
        {score.seat.id: score.score for score in end.scores} if end else {},
        sum(bool(item.survived) for item in end.agreements) if end else 0,
        {} if game.veiled else {met.criterion: met for met in criteria(game)},
    )


def _stretch(rules: Rules, record: TurnRecord, *, veiled: bool) -> Stretch:
    closing = record.closing
    assert closing is not None
    assert record.account is not None
    stories = [item for item in news(rules, record) if not item.slip]
    lead = next((item for item in stories if item.decided), stories[0] if stories else None)
    known = _done(rules, (entry for entry, _, _ in steps(rules, record)))
    height, rung, ladder = None, None, rules.scenario.ladder
    if ladder and (not veiled or seen(rules.scenario.tracks[ladder.track], PUBLIC) == "exact"):
        height = closing.tracks[rules.track_index[ladder.track]]
        below = [id for id, step in ladder.rungs.items() if step.at <= height]
        rung = max(below, key=lambda id: ladder.rungs[id].at, default=None)
    return Stretch(
        lead.headline if lead else "",
        known,
        known if veiled else _done(rules, record.account.entries),
        height,
        rung,
        tuple(item.terms for item in closing.agreements[len(record.opening.agreements) :]),
    )


def _done(rules: Rules, entries: Iterable[object]) -> Done:
    found: dict[SeatId, dict[MoveId, None]] = {seat: {} for seat in rules.seats}
    for entry in entries:
        if isinstance(entry, Deed):
            found[entry.seat][entry.move] = None
    return {seat: tuple(moves) for seat, moves in found.items()}


def history(rules: Rules) -> tuple[Done, ...]:
    """What the real holders of the seats did, turn by turn, as the scenario's record has it."""
    by_seat = {seat: recorded(rules, seat) for seat in rules.seats}
    return tuple(
        {seat: tuple(order.move for order in turns[n]) for seat, turns in by_seat.items()}
        for n in range(len(rules.calendar))
    )


def as_recorded(one: Outline, record: Sequence[Done], *, public: bool = False) -> tuple[int, int]:
    """How many deeds of the record were done in a game in their turn, of how many in the turns it has; with
    ``public`` as far as everybody could see."""
    pairs = [
        (move, turn.told(public)[seat])
        for turn, real in zip(one.turns, record, strict=False)
        for seat, moves in real.items()
        for move in moves
    ]
    return sum(move in did for move, did in pairs), len(pairs)


@frozen
class Parting:
    """The first turn in which games differ in one thing: each way that they went, with the numbers of the
    games that did, the most first. A way is the ids of a seat's moves in that turn, of the rung, or of all
    terms signed up to then."""

    turn: int
    ways: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


@frozen
class Comparison:
    """What games had in ``common``: what each seat did in all of them, and the ``terms`` signed in all; and
    where they parted first: by seat, in ``deeds``, on the ``ladder``, over ``deals``; nothing where they
    never did. A game that is not in a turn is not asked about it."""

    common: Done
    terms: tuple[TermId, ...]
    deeds: Mapping[SeatId, Parting]
    ladder: Parting | None
    deals: Parting | None


def compare(outlines: Sequence[Outline], *, public: bool = False) -> Comparison:
    """What games of the same turns and seats had in common and where they parted; with ``public`` as far as
    everybody could see what was done."""

    seats = outlines[0].seats
    common = {}
    for seat in seats:
        done = [
            [move for n in range(len(one.turns)) for move in _did(public, seat, one, n)] for one in outlines
        ]
        common[seat] = tuple(m for m in dict.fromkeys(done[0]) if all(m in moves for moves in done))
    signed = [_signed(one, len(one.turns) - 1) for one in outlines]
    deeds = {seat: _parting(outlines, partial(_did, public, seat)) for seat in seats}
    return Comparison(
        common,
        tuple(term for term in signed[0] if all(term in terms for terms in signed)),
        {seat: parting for seat, parting in deeds.items() if parting},
        _parting(outlines, _rung),
        _parting(outlines, _signed),
    )


def _did(public: bool, seat: SeatId, one: Outline, n: int) -> tuple[MoveId, ...]:
    turn = one.turns[n]
    return tuple(sorted(turn.told(public)[seat]))


def _rung(one: Outline, n: int) -> tuple[RungId, ...]:
    rung = one.turns[n].rung
    return (rung,) if rung else ()


def _signed(one: Outline, n: int) -> tuple[TermId, ...]:
    return tuple(sorted({term for turn in one.turns[: n + 1] for terms in turn.signed for term in terms}))


def _parting(outlines: Sequence[Outline], way: Callable[[Outline, int], tuple[str, ...]]) -> Parting | None:
    for n in range(len(outlines[0].calendar)):
        ways: dict[tuple[str, ...], list[int]] = {}
        for number, one in enumerate(outlines):
            if n < len(one.turns):
                ways.setdefault(way(one, n), []).append(number)
        if len(ways) > 1:
            most = sorted(ways.items(), key=lambda item: -len(item[1]))
            return Parting(n + 1, tuple((went, tuple(games)) for went, games in most))
    return None


def beside(outlines: Sequence[Outline]) -> tuple[int, ...]:
    """Which of these can be laid beside each other, by their numbers: the most of those with the same turns
    and the same seats, and of as many, those that come first."""
    groups: dict[Hashable, list[int]] = {}
    for number, one in enumerate(outlines):
        groups.setdefault((one.calendar, one.seats), []).append(number)
    most: list[int] = max(groups.values(), key=len, default=[])
    return tuple(most)
