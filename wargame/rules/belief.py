"""How much an eye sees of the state: tracks exactly, as words, as ranges or not at all; flags; other
seats' secret moves.

``believed`` gives the state as an eye would describe it. Everything that a view computes (odds, worth,
durability) is computed from that state, so that nothing hidden can shine through a number. ``sample`` draws
one of the states that the game could be in for all that the eye knows: the only thing that a player who is
no person ever looks ahead from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from wargame.ids import FlagId
from wargame.rules.compiled import Rules, Unknown
from wargame.rules.record import TurnRecord
from wargame.rules.state import Asked, Pledge, State, evolve
from wargame.rules.views import TrackView
from wargame.scenario.model import PUBLIC, Event, Move, Observer, Reaction, Track


class Chance(Protocol):
    """A source of numbers from 0 up to 1, such as ``random.Random``."""

    def random(self) -> float:
        """The next number."""
        ...


def seen(track: Track, eye: Observer) -> str:
    """How the eye (a seat or ``public``) sees the track: ``exact``, ``band``, ``estimate`` or ``hidden``."""
    return track.seen.get(eye) or track.seen.get(PUBLIC) or "exact"


def bounds(track: Track, eye: Observer, value: int) -> tuple[int, int]:
    """The range the eye knows the value to lie in, both ends included."""
    how = seen(track, eye)
    if how == "exact":
        return value, value
    if how == "estimate":
        low = track.min + (min(value, track.max - 1) - track.min) // track.spread * track.spread
        last = low + track.spread >= track.max
        return low, track.max if last else low + track.spread - 1
    if how == "band":
        low = track.min
        for band in track.bands:
            if value <= band.upto:
                return low, min(band.upto, track.max)
            low = band.upto + 1
    return track.min, track.max


def guess(track: Track, eye: Observer, value: int) -> int:
    """The single value the eye would reckon with: the middle of what it knows; the start of what it knows
    nothing of."""
    if seen(track, eye) == "hidden":
        return track.start
    low, high = bounds(track, eye, value)
    return middle(low, high)


def middle(low: int, high: int) -> int:
    """The middle of a range, both ends included."""
    return (low + high + 1) // 2


def knows_move(move: Move, eye: Observer) -> bool:
    """Does the eye learn of the move being made, as a rule?"""
    return (
        move.visibility == "open" or eye == move.seat or (move.visibility == "quiet" and eye in move.seen_by)
    )


def knows_flag(rules: Rules, flag: FlagId, eye: Observer) -> bool:
    """Does the eye know whether the flag is set?"""
    who = rules.scenario.flags[flag].seen
    return PUBLIC in who or eye in who


def believed(rules: Rules, state: State, eye: Observer) -> State:
    """The state as the eye reckons it to be. What it can't know stands at its start."""
    unknown = rules.unknown.get(eye)
    if unknown is None:
        unknown = rules.unknown[eye] = _unknown(rules, eye)
    tracks, flags, done, tried = map(list, (state.tracks, state.flags, state.done, state.tried))
    for i, guesses in unknown.tracks:
        tracks[i] = guesses[tracks[i]]
    for i, start in unknown.flags:
        flags[i] = start
    for i in unknown.moves:
        done[i] = tried[i] = 0
    own = [seat == eye for seat in rules.seats]
    return evolve(
        state,
        tracks=tuple(tracks),
        flags=tuple(flags),
        done=tuple(done),
        tried=tuple(tried),
        hidden=tuple([h if mine else "" for mine, h in zip(own, state.hidden, strict=True)]),
        mail=tuple([m for m in state.mail if eye in (m.sender, m.to)]),
        pledges=_pledges(rules, state, eye),
        proposals=tuple([p for p in state.proposals if eye in (p.author, *p.parties, *p.cc)]),
        escalation=tuple([n if mine else 0 for mine, n in zip(own, state.escalation, strict=True)]),
        fired=(0,) * len(state.fired),
        asked=(),
    )


class _Guesses(dict[int, int]):
    """What an eye reckons a track with, by its value: found once for each."""

    def __init__(self, track: Track, eye: Observer) -> None:
        super().__init__()
        self._track = track
        self._eye = eye

    def __missing__(self, value: int) -> int:
        found = self[value] = guess(self._track, self._eye, value)
        return found


def _unknown(rules: Rules, eye: Observer) -> Unknown:
    tracks, flags = rules.scenario.tracks.values(), rules.scenario.flags.items()
    return Unknown(
        tuple((i, _Guesses(track, eye)) for i, track in enumerate(tracks) if seen(track, eye) != "exact"),
        tuple((i, int(flag.start)) for i, (id, flag) in enumerate(flags) if not knows_flag(rules, id, eye)),
        tuple(code.index for code in rules.moves if not knows_move(code.move, eye)),
    )


def seen_pledge(rules: Rules, pledge: Pledge, eye: Observer) -> Pledge:
    """A promise as the eye can judge it: what it can't check stays open."""
    if eye == pledge.seat or pledge.leaked or knows_move(rules.scenario.moves[pledge.move], eye):
        return pledge
    return evolve(pledge, status="open")


def _pledges(rules: Rules, state: State, eye: Observer) -> tuple[Pledge, ...]:
    return tuple([seen_pledge(rules, p, eye) for p in state.pledges if eye in (p.seat, p.to)])


def sample(rules: Rules, state: State, eye: Observer, chance: Chance) -> State:
    """One of the states that the game could be in for all that the eye (a seat) knows.

    What it knows stays. A track known only as a word or a range lies anywhere in it; a hidden one within
    its ``spread`` of its start. Flags the eye does not know of stand at their start, and secret moves have
    not been made. The others' hidden objectives are drawn from their decks. Their letters, proposals and
    promises to each other are not there. A change of what the eye can't know changes no sample.
    """
    s = rules.scenario
    tracks = tuple(
        _drawn(*_possible(track, eye, value), chance)
        for track, value in zip(s.tracks.values(), state.tracks, strict=True)
    )
    hidden = tuple(
        known if seat == eye or not deck else deck[_below(len(deck), chance)]
        for (seat, deck), known in zip(rules.decks.items(), state.hidden, strict=True)
    )
    plain = believed(rules, state, eye)
    escalation = [0] * len(rules.seats)
    for code, tried in zip(rules.moves, plain.tried, strict=True):
        escalation[code.seat] += code.points * tried
    happenings: list[Event | Reaction] = [*s.events.values(), *s.reactions.values()]
    return evolve(
        plain,
        tracks=tracks,
        hidden=hidden,
        escalation=tuple(escalation),
        fired=tuple(n if _told(item, eye) else 0 for item, n in zip(happenings, state.fired, strict=True)),
        asked=tuple(Asked(asked.question, asked.turn) for asked in state.asked),
    )


def _possible(track: Track, eye: Observer, value: int) -> tuple[int, int]:
    """The range that a sample of the track is drawn from, both ends included."""
    if seen(track, eye) == "hidden":
        return max(track.start - track.spread, track.min), min(track.start + track.spread, track.max)
    return bounds(track, eye, value)


def _drawn(low: int, high: int, chance: Chance) -> int:
    return low if low == high else low + _below(high - low + 1, chance)


def _below(n: int, chance: Chance) -> int:
    """A whole number from 0 up to ``n`` - 1."""
    return int(chance.random() * n)


def _told(item: Event | Reaction, eye: Observer) -> bool:
    """Does the eye hear of it when the event or reaction happens?"""
    return bool(item.headline or item.text) or eye in item.cables


def band_of(track: Track, value: int) -> str:
    """The word for a value, empty where the track has no bands."""
    return next((band.name for band in track.bands if value <= band.upto), "")


def track_views(rules: Rules, turns: Sequence[TurnRecord], eye: Observer | None) -> tuple[TrackView, ...]:
    """All tracks as the eye sees them in the newest state of ``turns``; the whole truth for the eye None."""
    states = [record.opening for record in turns]
    closing = turns[-1].closing
    if closing is not None:
        states.append(closing)
    return tuple(
        _track_view(track, [state.tracks[i] for state in states], eye)
        for i, track in enumerate(rules.scenario.tracks.values())
    )


def _track_view(track: Track, values: Sequence[int], eye: Observer | None) -> TrackView:
    how = "exact" if eye is None else seen(track, eye)
    ranges = [(v, v) if eye is None else bounds(track, eye, v) for v in values]
    low, high = ranges[-1]
    before = ranges[-2] if len(ranges) > 1 else ranges[-1]
    exact = how == "exact"
    word = band_of(track, low) if exact or how == "band" else ""
    about = f"{low}-{min(low + track.spread, track.max)}"
    shown = {"exact": str(low), "band": word or "?", "estimate": about, "hidden": "?"}[how]
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
        past=() if how == "hidden" else tuple(middle(a, b) for a, b in ranges),
    )
