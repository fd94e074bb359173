"""The roundup: what everybody is told between two turns, short enough to be read aloud. What seats did, what
else happened, what has changed most and by what. All of it is public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.ids import SeatId
from wargame.rules.account import Deed, Entry, Happening, Omission, Showdown, Talk
from wargame.rules.belief import knows_flag, seen, track_views
from wargame.rules.bulletins import FACT, RUNG, steps, told
from wargame.rules.compiled import Rules
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import ladder_view, seat_info
from wargame.rules.state import State, evolve
from wargame.rules.stories import Stories
from wargame.rules.views import NEUTRAL, News, RevealLine, RoundupView, ShiftView, TrackView, by_prominence
from wargame.rules.wording import RULED
from wargame.scenario.model import PUBLIC

WORDS = 180
"""How many words there may be. Names and odds come first; what came of a deed and what the world's items say
is told as far as there is room."""
MOST = 300
"""And how many where every seat said as much as it may: what was said is not cut."""
ITEMS, SHIFTS = 3, 3
"""How many items of the world there are, and how many changes, at most."""

Step = tuple[Entry, RevealLine, News | None]


def roundup(rules: Rules, turns: Sequence[TurnRecord]) -> RoundupView:
    """What is told at the newest record: of the turn before it and of its dawn; once it is adjudicated, of
    what that brought."""
    *past, record = turns
    played = record if record.closing is not None else past[-1] if past else None
    done = list(steps(rules, played)) if played else []
    if record.closing is None:
        done += _at_dawn(rules, record)
    items = [(entry, item) for entry, _, item in done if isinstance(entry, Happening) and item]
    put = by_prominence([item for entry, item in items if entry.kind == "inject"])
    rest = by_prominence([item for entry, item in items if entry.kind != "inject"])
    return _fitting(
        RoundupView(
            acts=tuple(_acts(rules, played, done)) if played else (),
            world=(*put, *rest)[:ITEMS],  # what an umpire put in is to be read
            shifts=tuple(_shifts(rules, turns, played, done)) if played else (),
            said=tuple((seat_info(rules, seat), o.say) for seat, o in played.orders.items() if o.say)
            if played
            else (),
        )
    )


def _at_dawn(rules: Rules, record: TurnRecord) -> Iterator[Step]:
    for entry, item in told(Stories(rules, record.dawn, record.opening, PUBLIC)):
        yield entry, RevealLine("", NEUTRAL, "", item.headline, None, None, "", ""), item


def _acts(rules: Rules, played: TurnRecord, done: Sequence[Step]) -> Iterator[RevealLine]:
    """What is of several seats first, then seat by seat."""
    mine: dict[SeatId, list[RevealLine]] = {seat: [] for seat in rules.seats}
    for entry in played.account.entries if played.account else ():
        if isinstance(entry, Omission):
            mine[entry.seat].append(seat_line(rules, entry.seat, "No orders came: its default applied"))
    for entry, line, item in done:
        if isinstance(entry, Deed):
            headline = item.headline if item and not item.slip else ""
            mine[entry.seat].append(evolve(line, sentence=headline))
        elif isinstance(entry, Showdown):
            yield line
        elif isinstance(entry, Talk):
            yield evolve(line, sentence="")
    for lines in mine.values():
        yield from lines


def seat_line(rules: Rules, id: SeatId, what: str, sentence: str = "") -> RevealLine:
    """Something that a seat did in public, and no die decided."""
    seat = rules.scenario.seats[id]
    return RevealLine(seat.name, seat.mark, seat.colour, what, None, None, "", sentence)


def _shifts(
    rules: Rules, turns: Sequence[TurnRecord], played: TurnRecord, done: Sequence[Step]
) -> list[ShiftView]:
    """What changed most of what everybody sees since the seats decided, the most first."""
    now = turns[-1].closing or turns[-1].opening
    found: list[tuple[int, ShiftView]] = []
    views = {view.id: view for view in track_views(rules, turns, PUBLIC)}
    start = tuple(TurnRecord(r.turn, r.dawn, r.opening) for r in turns[: played.turn])
    before = {view.id: view for view in track_views(rules, start, PUBLIC)}
    rungs = _rung(rules, played.opening), _rung(rules, now)
    for number, (id, track) in enumerate(rules.scenario.tracks.items()):
        view, way = views[id], now.tracks[number] - played.opening.tracks[number]
        if view.shown == before[id].shown or seen(track, PUBLIC) == "hidden":
            continue
        exact, climbed = view.value is not None, number == rules.ladder and rungs[0] != rungs[1]
        weight = abs(way) * (1 + track.brief) if exact else FACT
        moved = _moved(view, before[id], way)
        if climbed:
            weight, moved = weight + RUNG, f"{moved}: {rungs[1]}"
        cause = _cause(id, done, way, exact=exact)
        found.append((weight, ShiftView(view.name, view.shown, moved, 1 if way > 0 else -1, cause)))
    for number, (fact, flag) in enumerate(rules.scenario.flags.items()):
        if now.flags[number] and not played.opening.flags[number] and knows_flag(rules, fact, PUBLIC):
            found.append((FACT, ShiftView(flag.name, "", "", 0, _cause(fact, done, 1, exact=False))))
    found.sort(key=lambda one: -one[0])
    return [shift for _, shift in found[:SHIFTS]]


def _rung(rules: Rules, state: State) -> str:
    return next((rung.name for rung in ladder_view(rules, state, PUBLIC) if rung.here), "")


def _moved(now: TrackView, before: TrackView, way: int) -> str:
    if now.value is None:
        return f"was {before.shown}"
    return f"{'up' if way > 0 else 'down'} {abs(way)}"


def _cause(id: str, done: Sequence[Step], way: int, *, exact: bool) -> RevealLine | None:
    """What of all that everybody knows did most of a change. Where its size is not for everybody, so is not
    which of two did more: then it is the first."""
    best, most = None, 0
    for entry, line, _ in done:
        for changed, before, after in getattr(entry, "changes", ()):
            share = (after - before) * way
            if changed == id and share > (most if exact else 0) and (exact or best is None):
                best, most = line, share
    return best


def _fitting(view: RoundupView) -> RoundupView:
    """Without the texts for which there is no room; and where names, odds and what was said take all of it,
    without the last of the items and changes."""
    while words(_bare_of(view)) > MOST and max(len(view.world), len(view.shifts)) > 1:
        if len(view.world) >= len(view.shifts):
            view = evolve(view, world=view.world[:-1])
        else:
            view = evolve(view, shifts=view.shifts[:-1])
    least = _bare_of(view)
    room = WORDS - words(least)
    acts, world = [], []
    for act in view.acts:
        cost = _count(act.sentence)
        acts.append(act if cost <= room else _bare(act))
        room -= cost if cost <= room else 0
    for item in view.world:
        cost = _count(item.text)
        world.append(item if cost <= room else _untold(item))
        room -= cost if cost <= room else 0
    return evolve(view, acts=tuple(acts), world=tuple(world))


def words(view: RoundupView) -> int:
    """How many words a roundup has."""
    told = [f"{a.who} {a.what} {a.odds or ''} {a.grade} {RULED[a.ruled]} {a.sentence}" for a in view.acts]
    told += [f"{item.headline} {item.text}" for item in view.world]
    told += [f"{s.name} {s.shown} {s.moved} {s.cause.what if s.cause else ''}" for s in view.shifts]
    told += [f"{seat.name} {text}" for seat, text in view.said]
    return sum(map(_count, told))


def _count(text: str) -> int:
    return len(text.split())


def _bare_of(view: RoundupView) -> RoundupView:
    return evolve(view, acts=tuple(map(_bare, view.acts)), world=tuple(map(_untold, view.world)))


def _bare(act: RevealLine) -> RevealLine:
    return evolve(act, sentence="")


def _untold(item: News) -> News:
    return evolve(item, text="")
