"""How much an eye sees of the state: tracks exactly, as words, as ranges or not at all; flags; other
seats' secret moves.

``believed`` gives the state as an eye would describe it. Everything that a view computes (odds, worth,
durability) is computed from that state, so that nothing hidden can shine through a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.rules.compiled import Rules
from wargame.rules.record import TurnRecord
from wargame.rules.state import State, evolve
from wargame.rules.views import TrackView
from wargame.scenario.model import PUBLIC, Move, Track


def seen(track: Track, eye: str) -> str:
    """How the eye (a seat or ``public``) sees the track: ``exact``, ``band``, ``estimate`` or ``hidden``."""
    return track.seen.get(eye) or track.seen.get(PUBLIC) or "exact"


def bounds(track: Track, eye: str, value: int) -> tuple[int, int]:
    """The range the eye knows the value to lie in, both ends included."""
    how = seen(track, eye)
    if how == "exact":
        return value, value
    if how == "estimate":
        low = track.min + (value - track.min) // track.spread * track.spread
        return low, min(low + track.spread, track.max)
    if how == "band":
        low = track.min
        for band in track.bands:
            if value <= band.upto:
                return low, min(band.upto, track.max)
            low = band.upto + 1
    return track.min, track.max


def guess(track: Track, eye: str, value: int) -> int:
    """The single value the eye would reckon with: the middle of what it knows; the start of what it knows
    nothing of."""
    if seen(track, eye) == "hidden":
        return track.start
    low, high = bounds(track, eye, value)
    return (low + high) // 2


def knows_move(move: Move, eye: str) -> bool:
    """Does the eye learn of the move being made, as a rule?"""
    return (
        move.visibility == "open" or eye == move.seat or (move.visibility == "quiet" and eye in move.seen_by)
    )


def knows_flag(rules: Rules, flag: str, eye: str) -> bool:
    """Does the eye know whether the flag is set?"""
    who = rules.scenario.flags[flag].seen
    return PUBLIC in who or eye in who


def believed(rules: Rules, state: State, eye: str) -> State:
    """The state as the eye reckons it to be. What it can't know stands at its start."""
    s = rules.scenario
    tracks = tuple(
        guess(track, eye, value) for track, value in zip(s.tracks.values(), state.tracks, strict=True)
    )
    flags = tuple(
        value if knows_flag(rules, id, eye) else int(flag.start)
        for (id, flag), value in zip(s.flags.items(), state.flags, strict=True)
    )
    known = [knows_move(code.move, eye) for code in rules.moves]
    return evolve(
        state,
        tracks=tracks,
        flags=flags,
        done=tuple(n if k else 0 for n, k in zip(state.done, known, strict=True)),
        tried=tuple(n if k else 0 for n, k in zip(state.tried, known, strict=True)),
        hidden=tuple(h if seat == eye else "" for seat, h in zip(rules.seats, state.hidden, strict=True)),
        mail=tuple(m for m in state.mail if eye in (m.sender, m.to)),
        pledges=tuple(p for p in state.pledges if eye in (p.seat, p.to)),
        proposals=tuple(p for p in state.proposals if eye in (p.author, *p.parties, *p.cc)),
        escalation=tuple(
            n if seat == eye else 0 for seat, n in zip(rules.seats, state.escalation, strict=True)
        ),
        fired=(0,) * len(state.fired),
        asked=(),
    )


def band_of(track: Track, value: int) -> str:
    """The word for a value, empty where the track has no bands."""
    return next((band.name for band in track.bands if value <= band.upto), "")


def track_views(rules: Rules, turns: Sequence[TurnRecord], eye: str | None) -> tuple[TrackView, ...]:
    """All tracks as the eye sees them in the newest state of ``turns``; the whole truth for the eye None."""
    states = [record.opening for record in turns]
    closing = turns[-1].closing
    if closing is not None:
        states.append(closing)
    return tuple(
        _track_view(track, [state.tracks[i] for state in states], eye)
        for i, track in enumerate(rules.scenario.tracks.values())
    )


def _track_view(track: Track, values: Sequence[int], eye: str | None) -> TrackView:
    how = "exact" if eye is None else seen(track, eye)
    ranges = [(v, v) if eye is None else bounds(track, eye, v) for v in values]
    low, high = ranges[-1]
    before = ranges[-2] if len(ranges) > 1 else ranges[-1]
    exact = how == "exact"
    word = band_of(track, low) if exact or how == "band" else ""
    shown = {"exact": str(low), "band": word or "?", "estimate": f"{low}-{high}", "hidden": "?"}[how]
    return TrackView(
        id=track.id,
        name=track.name,
        what=track.what,
        shown=shown,
        value=low if exact else None,
        low=low,
        high=high,
        band=word,
        trend=None if how == "hidden" else (low > before[0]) - (low < before[0]),
        good=track.good,
        brief=track.brief,
        past=() if how == "hidden" else tuple((a + b) // 2 for a, b in ranges),
    )
