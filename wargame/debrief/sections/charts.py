"""Curves over the turns: tracks with what moved them most, the ladder, scores, the chances of the endings.

Of tracks a chart tells what one eye saw, of scores and endings what the analysis found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.analysis.outlook import Prospect
from wargame.debrief.eye import EVERYTHING, must_see
from wargame.debrief.model import Chart, Curve
from wargame.debrief.sections.words import called
from wargame.ids import EndingId, SeatId, TrackId
from wargame.rules.account import Account, Drift, Entry
from wargame.rules.belief import track_views
from wargame.rules.ledger import ledger_lines
from wargame.rules.state import State
from wargame.rules.views import TrackView
from wargame.session.log import GameLog

_NOTES = 3
"""Of how many changes of a track it is told what made them: the largest."""
_STEP, _SPAN = 10, 20
"""The scale of one track alone begins and ends at such steps, and is so long at least."""
_ENDINGS = 5
"""The chances of how many endings are drawn, those that were ever likeliest; the rest is not."""


def tracks(game: GameLog, eye: str) -> tuple[Chart, ...]:
    """The tracks as an eye saw them when each turn began, and at the end: first those that every desk has at
    its head in one chart, then each in one of its own with what moved it most. Those that the eye can't see
    are left out. Raises GameError for an eye that may not see."""
    seen = _seen(game, eye)
    alone = [_alone(game, eye, list(past)) for past in zip(*seen, strict=True) if past[0].past]
    brief = {track.name: track for track in game.scenario.tracks.values() if track.brief}
    heads = tuple(chart.curves[0] for chart in alone if chart.title in brief)
    if len(heads) < 2:
        return tuple(alone)
    low, high = min(one.min for one in brief.values()), max(one.max for one in brief.values())
    return (Chart("At the head of every desk", stations(game), heads, low, high), *alone)


def ladder(game: GameLog, eye: str) -> tuple[Chart, ...]:
    """The rungs on which the world stood; nothing where the scenario has no ladder, or the eye can't see it.
    Raises GameError for an eye that may not see."""
    seen, found = _seen(game, eye), game.scenario.ladder
    if found is None:
        return ()
    name = game.scenario.tracks[found.track].name
    past = [next(track for track in tracks if track.id == found.track) for tracks in seen]
    if not past[0].past:
        return ()
    rungs = sorted(found.rungs.values(), key=lambda rung: rung.at)
    on = [sum(rung.at <= track.past[-1] for rung in rungs) for track in past]
    shown = tuple(rungs[max(n - 1, 0)].name for n in on)
    curve = Curve(name, tuple(float(max(n, 1)) for n in on), shown)
    notes = _notes(game, eye, past)
    return (Chart("The ladder, rung by rung", stations(game), (curve,), 1, max(2, len(rungs)), notes),)


def scores(game: GameLog, prospects: Sequence[Prospect]) -> tuple[Chart, ...]:
    """What each seat could expect when each turn began, and its score at the end, from the ``outlook`` of a
    game; nothing without one. Raises GameError for a game that is veiled."""
    must_see(game, EVERYTHING)
    curves = []
    for seat in game.rules.seats:
        means = [prospect.seats[seat].mean for prospect in prospects]
        curves.append(_curve(game.scenario.seats[seat].name, means, ""))
    return _over(game, "What each seat could expect to score", prospects, curves)


def endings(game: GameLog, prospects: Sequence[Prospect]) -> tuple[Chart, ...]:
    """How likely each ending was when each turn began, in percent, and at the end, from the ``outlook`` of a
    game; nothing without one. Raises GameError for a game that is veiled."""
    must_see(game, EVERYTHING)
    best: dict[str, float] = {}
    for prospect in prospects:
        for id, share in prospect.endings.items():
            best[id] = max(best.get(id, 0), share.share)
    curves = []
    for id in sorted(best, key=lambda id: -best[id])[:_ENDINGS]:
        shares = [prospect.endings.get(id) for prospect in prospects]
        points = [100 * share.share if share else 0.0 for share in shares]
        curves.append(_curve(game.scenario.endings[EndingId(id)].name, points, " %"))
    return _over(game, "How likely each ending was", prospects, curves)


def stations(game: GameLog) -> tuple[str, ...]:
    """The dawns of the turns, by number, and the end or where the newest turn stands."""
    dawns = tuple(str(record.turn) for record in game.turns)
    return (*dawns, "end" if game.over else "now") if game.record.closing is not None else dawns


def _over(
    game: GameLog, title: str, prospects: Sequence[Prospect], curves: Sequence[Curve]
) -> tuple[Chart, ...]:
    if not prospects:
        return ()
    after = "end" if game.over else "now"
    names = tuple(after if prospect.after else str(prospect.turn) for prospect in prospects)
    return (Chart(title, names, tuple(curves), 0, 100),)


def _curve(label: str, points: Sequence[float], unit: str) -> Curve:
    return Curve(label, tuple(points), tuple(f"{point:.0f}{unit}" for point in points))


def _seen(game: GameLog, eye: str) -> list[tuple[TrackView, ...]]:
    """What an eye sees of the tracks at each station."""
    must_see(game, eye)
    who = None if eye == EVERYTHING else SeatId(eye)  # the public is no seat, but sees like one
    views = [track_views(game.rules, game.upto(record.turn, opening=True), who) for record in game.turns]
    if game.record.closing is not None:
        views.append(track_views(game.rules, game.upto(), who))
    return views


def _alone(game: GameLog, eye: str, past: Sequence[TrackView]) -> Chart:
    track = game.scenario.tracks[past[0].id]
    curve = Curve(track.name, tuple(one.past[-1] for one in past), tuple(one.shown for one in past))
    lows, highs = [one.low for one in past], [one.high for one in past]
    low, high = _round(min(lows), -1), _round(max(highs), 1)
    if high - low < _SPAN:
        low, high = max(low - _STEP, track.min), min(high + _STEP, track.max)
    ends = max(low, track.min), max(min(high, track.max), low + 1)
    return Chart(track.name, stations(game), (curve,), *ends, _notes(game, eye, past))


def _round(value: int, way: int) -> int:
    """A value rounded down (-1) or up (1) to a step of the scale."""
    return value // _STEP * _STEP if way < 0 else -(-value // _STEP) * _STEP


def _notes(game: GameLog, eye: str, past: Sequence[TrackView]) -> tuple[tuple[int, str], ...]:
    """At which stations a track had moved most, by how much where that can be seen, and what had done most
    of it as the eye can tell."""
    causes = _whole_causes if eye == EVERYTHING else _public_causes
    moved = [at for at in range(1, len(past)) if past[at - 1].shown != past[at].shown]
    largest = sorted(moved, key=lambda at: -abs(past[at].past[-1] - past[at - 1].past[-1]))[:_NOTES]
    found = []
    for at in sorted(largest):
        before, after = past[at - 1], past[at]
        way = after.past[-1] - before.past[-1]
        told = f"{way:+d}" if after.value is not None else f"from {before.shown} to {after.shown}"
        cause = causes(game, at, after, way)
        found.append((at, f"{told}: {cause}" if cause else told))
    return tuple(found)


def _public_causes(game: GameLog, turn: int, track: TrackView, way: int) -> str:
    """What everybody was told that had moved a track in a turn."""
    told = game.roundup(turn + 1 if turn < game.turn else None)
    cause = next((shift.cause for shift in told.shifts if shift.name == track.name), None)
    if cause is None or cause.what.startswith(cause.who):
        return cause.what if cause else ""
    return f"{cause.who}: {cause.what}"


def _whole_causes(game: GameLog, turn: int, track: TrackView, way: int) -> str:
    """What moved a track most in a turn and at the dawn after it."""
    best: tuple[Account, State, int] | None = None
    most = 0
    for account, state in _accounts(game, turn):
        for n, entry in enumerate(account.entries):
            share = sum(_shares(entry, track.id)) * way
            if share > most:
                best, most = (account, state, n), share
    if best is None:
        return ""
    account, state, n = best
    return called(game.rules, state, account.entries[n], ledger_lines(game.rules, account, state)[n])


def _accounts(game: GameLog, turn: int) -> Iterator[tuple[Account, State]]:
    """What happened from one dawn to the next, each with what it led to."""
    record = game.turns[turn - 1]
    if record.account is not None and record.closing is not None:
        yield record.account, record.closing
    if turn < game.turn:
        yield game.turns[turn].dawn, game.turns[turn].opening


def _shares(entry: Entry, id: TrackId) -> Iterator[int]:
    """By how much an entry moved a track, each time."""
    if isinstance(entry, Drift):
        yield (entry.after - entry.before) * (entry.track == id)
    for changed, before, after in getattr(entry, "changes", ()):
        yield (after - before) * (changed == id)
