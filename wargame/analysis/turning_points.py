"""The few decisions and dice that moved a game most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import evolve, field

from wargame.analysis.changes import Change, Die, die_for, die_of, less, shown
from wargame.analysis.futures import Comparison, Futures, Outcome
from wargame.analysis.measures import Shift
from wargame.analysis.work import Here, Work
from wargame.ids import EndingId, SeatId
from wargame.rules.account import Account, Deed, Happening, Showdown, Talk
from wargame.rules.orders import ANSWERS, Answer, Reply
from wargame.rules.record import TurnRecord
from wargame.session.log import GameLog
from wargame.values import define, frozen

PLAYOUTS = 6_000
"""How many games are played on for turning points, about, unless said."""
MOST = 10
"""How many are told, unless said."""
SCREENING = 0.4
"""The share of the games that finds those worth a closer look."""
LEAST = 8
"""Worlds in which each moment is tried at least, and each told one again."""
PART = 250
"""Games that are played in one part of the work, about."""

Kind = Literal["order", "offer", "signature", "stance", "answer", "ruling", "inject", "die", "leak", "event"]


@frozen
class TurningPoint:
    """A moment that moved the game, and by how much: ``endings`` has the chances of those endings that it
    moved at all, in percentage points, ``seats`` each seat's score in points, as a ``Shift`` with its
    interval. ``size`` is how much the surest of all these moved at least.

    ``kind`` and ``what`` say which moment, of whose seat (empty where nobody's):

    - ``order``, the move: with it against without it, under dice that are not known yet;
    - ``offer`` (its id), made or not made; ``stance`` on a paper, taken or not taken;
    - ``signature``, an answer to the offer of that id, against the other answer;
    - ``answer`` in an exchange, against the answer ``instead``; then it goes on by rule;
    - ``ruling`` on the move, ``inject``: with it against without it;
    - ``die`` of the move, of an exchange that could slip, or over an agreement (by its id): the side on which
      it fell against before it was thrown, at the odds that it had;
    - ``leak``, the same of the die by which the move got about, or did not;
    - ``event``, the same of an event or a reaction, that of the dawn after the turn too.
    """

    turn: int
    kind: Kind
    seat: SeatId | Literal[""]
    what: str
    instead: str
    endings: Mapping[EndingId, Shift]
    seats: Mapping[SeatId, Shift]
    size: float


@frozen
class TurningPoints:
    """The turning points of a game, the largest first: no more than asked for, and none that may have moved
    nothing. ``tried`` is how many moments were looked at, ``worlds`` in how many worlds those told were
    compared, ``played`` how many games were played for it in all."""

    points: tuple[TurningPoint, ...]
    tried: int
    worlds: int
    played: int


@define
class Moment:
    """A moment, and what would be different without it. For a die ``thrown``, with its odds in percent and in
    which turn it was, that is the other side; the ``change`` is as it fell. ``number`` is its place among all
    moments of the game."""

    kind: Kind
    seat: SeatId | Literal[""]
    what: str
    change: Change
    instead: str = ""
    thrown: tuple[Die, int, int] | None = None
    comparison: Comparison | None = field(default=None)
    number: int = 0


def turning_points(
    game: GameLog, *, most: int = MOST, playouts: int = PLAYOUTS, seed: int = 0, work: Work | None = None
) -> TurningPoints:
    """Plays on from before and after each order, offer, signature, stance, answer, ruling and die of the
    turns adjudicated, with common random numbers; with fewer worlds where little can be found. About
    ``playouts`` games are played, and some more where they do not reach for a few worlds each. A game that
    was broken off, or is on, is played on.

    The most is looked for among many: that it is the largest of all is likely, not sure. What is told of it
    was measured anew, with luck that had no part in finding it. ``work``, of the same game and seed, does
    the parts, if it is given.
    """
    work = work or Here(Futures(game, seed))
    begun, moments = work.played, moments_of(game)
    if not moments:
        return TurningPoints((), 0, 0, 0)
    turns = len({moment.change.turn for moment in moments})
    screening = max(LEAST, int(playouts * SCREENING) // max(len(moments) + turns, 1))
    half = screening // 2
    _compare(work, moments, range(half))
    moments.sort(key=_hoped, reverse=True)
    closer = moments[: max(2 * most, len(moments) // 2)]
    _compare(work, closer, range(half, screening))
    closer.sort(key=_hoped, reverse=True)
    told = closer[: most + most // 2]
    for moment in told:
        moment.comparison = None
    each = len(told) + len({moment.change.turn for moment in told})
    worlds = max(LEAST, (playouts - (work.played - begun)) // max(each, 1))
    _compare(work, told, range(screening, screening + worlds))
    points = sorted((_told(moment) for moment in told), key=lambda point: -point.size)
    return TurningPoints(_apart(points, most), len(moments), worlds, work.played - begun)


def _hoped(moment: Moment) -> float:
    return moment.comparison.hoped if moment.comparison else 0.0


def _apart(points: Sequence[TurningPoint], most: int) -> tuple[TurningPoint, ...]:
    """The largest points that are sure, each moment once."""
    found: dict[tuple[object, ...], TurningPoint] = {}
    for point in points:
        if point.size > 0:
            found.setdefault((point.turn, point.kind, point.seat, point.what), point)
    return tuple(found.values())[:most]


def _compare(work: Work, moments: Sequence[Moment], worlds: range) -> None:
    """Plays on from before and after each of the moments, in each of the worlds."""
    numbers = tuple(moment.number for moment in moments)
    step = max(1, PART // (2 * len(moments)))
    parts = [(numbers, worlds[at : at + step]) for at in range(0, len(worlds), step)]
    for found in work.each(compared, parts):
        for moment, more in zip(moments, found, strict=True):
            if moment.comparison is None:
                moment.comparison = more
            else:
                moment.comparison.add_all(more)


def compared(futures: Futures, part: tuple[Sequence[int], range]) -> list[Comparison]:
    """What moments of a game, by their numbers, moved in each of the worlds."""
    numbers, worlds = part
    every = moments_of(futures.game)
    moments = [every[number] for number in numbers]
    found = [Comparison(futures.rules) for _ in moments]
    for n in worlds:
        luck = futures.world(n)
        as_it_was: dict[int, Outcome] = {}
        for moment, comparison in zip(moments, found, strict=True):
            turn = moment.change.turn
            if turn not in as_it_was:
                as_it_was[turn] = luck.after(Change(turn))
            if moment.thrown is None:
                comparison.add(as_it_was[turn], luck.after(moment.change))
                continue
            die, odds, when = moment.thrown
            below = moment.change.dice[die] < odds
            drawn = shown(luck.dice(turn), when, die)
            roll = odds + drawn * (100 - odds) // 100 if below else drawn * odds // 100
            otherwise = luck.after(Change(turn, dice={die: roll}))
            comparison.add(luck.after(moment.change), otherwise, 100 - odds if below else odds)
    return found


def _told(moment: Moment) -> TurningPoint:
    found = moment.comparison
    assert found is not None
    return TurningPoint(
        moment.change.turn,
        moment.kind,
        moment.seat,
        moment.what,
        moment.instead,
        found.endings,
        found.seats,
        found.sure,
    )


# -- the moments of a turn ----------------------------------------------------------------------------


def moments_of(game: GameLog, turn: int = 0) -> list[Moment]:
    """All moments of the turns adjudicated, or of one of them, numbered in their order."""
    records = game.adjudicated[turn - 1 : turn] if turn else game.adjudicated
    found = [moment for record in records for moment in _moments(game, record)]
    for number, moment in enumerate(found):
        moment.number = number
    return found


def _moments(game: GameLog, record: TurnRecord) -> Iterator[Moment]:
    """All moments of a turn."""
    yield from _decisions(record)
    yield from _answers(record)
    for n, ruling in enumerate(record.umpire.rulings):
        kept = (*record.umpire.rulings[:n], *record.umpire.rulings[n + 1 :])
        umpire = evolve(record.umpire, rulings=kept)
        moves = record.orders[ruling.seat].moves
        what = moves[ruling.slot].move if ruling.slot < len(moves) else ""
        yield Moment("ruling", ruling.seat, what, Change(record.turn, umpire=umpire))
    for n, inject in enumerate(record.umpire.injects):
        injects = (*record.umpire.injects[:n], *record.umpire.injects[n + 1 :])
        umpire = evolve(record.umpire, injects=injects)
        yield Moment("inject", "", inject.inject, Change(record.turn, umpire=umpire))
    dice, turn = game.dice(record.turn), record.turn
    following = game.turns[turn].dawn if turn < len(game.turns) else None
    for kind, seat, what, thrown in _dice(game, record, following):
        die, _, when = thrown
        yield Moment(kind, seat, what, Change(turn, dice={die: shown(dice, when, die)}), thrown=thrown)


def _decisions(record: TurnRecord) -> Iterator[Moment]:
    """Orders and words of seats, and their turn without each."""
    for seat, orders in record.orders.items():
        for slot, order in enumerate(orders.moves):
            change = Change(record.turn, {seat: less(record, seat, slot)})
            yield Moment("order", seat, order.move, change)
        for n in range(len(orders.drafts)):
            drafts = (*orders.drafts[:n], *orders.drafts[n + 1 :])
            id = f"{record.turn}-{seat}" + (f".{n + 1}" if n else "")
            yield Moment("offer", seat, id, Change(record.turn, {seat: evolve(orders, drafts=drafts)}))
        for n, answer in enumerate(orders.answers):
            other = Answer(answer.proposal, "refuse" if answer.answer == "sign" else "sign")
            answers = (*orders.answers[:n], other, *orders.answers[n + 1 :])
            change = Change(record.turn, {seat: evolve(orders, answers=answers)})
            yield Moment("signature", seat, answer.proposal, change, instead=other.answer)
        for n, stance in enumerate(orders.stances):
            stances = (*orders.stances[:n], *orders.stances[n + 1 :])
            change = Change(record.turn, {seat: evolve(orders, stances=stances)})
            yield Moment("stance", seat, stance.about, change)


def _answers(record: TurnRecord) -> Iterator[Moment]:
    """Answers in exchanges, each with the others that could have been given."""
    for n, reply in enumerate(record.replies):
        later = tuple(r for r in record.replies[n + 1 :] if r.exchange != reply.exchange)
        for word in ANSWERS:
            if word != reply.answer:
                other = Reply(reply.exchange, reply.seat, word)
                change = Change(record.turn, replies=(*record.replies[:n], other, *later))
                what = f"{reply.exchange} {n + 1}"
                yield Moment("answer", reply.seat, what, change, instead=word)


def _dice(
    game: GameLog, record: TurnRecord, following: Account | None
) -> Iterator[tuple[Kind, SeatId | Literal[""], str, tuple[Die, int, int]]]:
    """The dice that could have fallen otherwise, those of the dawn that follows too: what they decided, and
    in which turn they were thrown."""
    turn, rules = record.turn, game.rules
    if not rules.thrown:
        return
    for account, when in ((record.account, turn), (following, turn + 1)):
        for entry in account.entries if account else ():
            match entry:
                case Deed():
                    if 0 < entry.odds < 100 and not rules.codes[entry.move].certain:
                        die = die_of(rules, entry.seat, entry.slot)
                        yield "die", entry.seat, entry.move, (die, entry.odds, when)
                    if 0 < entry.leak_odds < 100:
                        die = die_of(rules, entry.seat, entry.slot, leak=True)
                        yield "leak", entry.seat, entry.move, (die, entry.leak_odds, when)
                case Happening():
                    if 0 < entry.odds < 100:
                        yield "event", "", entry.id, (die_for(entry.kind, entry.id), entry.odds, when)
                case Showdown():
                    if 0 < entry.odds < 100:
                        die = die_for(entry.exchange, "slip")
                        yield "die", "", entry.exchange, (die, entry.odds, when)
                case Talk():
                    if entry.kind in ("survived", "fell") and 0 < entry.odds < 100:
                        die = die_for(entry.id, "durability")
                        yield "die", "", entry.id, (die, entry.odds, when)
