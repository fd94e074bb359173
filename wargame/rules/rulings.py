"""What an umpire's rulings and injects do, and what the engine alone would have done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from wargame.ids import SeatId
from wargame.rules.account import Change, Deed, Reason
from wargame.rules.compiled import Odds, Rules
from wargame.rules.context import Context
from wargame.rules.orders import Grade, Injection, Ruling, Umpire

UNRULED = Ruling(SeatId(""), 0, "")


def ruling_on(umpire: Umpire, seat: SeatId, slot: int) -> Ruling:
    """What was ruled on an order of a seat; ``UNRULED`` where nothing was."""
    found = (ruling for ruling in umpire.rulings if (ruling.seat, ruling.slot) == (seat, slot))
    return next(found, UNRULED)


def ruled(ruling: Ruling) -> Literal["", "result", "odds"]:
    """What of a move was ruled."""
    return "result" if ruling.grade else "odds" if ruling.shift or ruling.accepted else ""


def shifted(rules: Rules, odds: Odds, ruling: Ruling) -> Odds:
    """Odds with the arguments that the umpire accepted, and the points by which he shifted them."""
    base, total, reasons = odds
    own = _reasons(rules, ruling)
    return base, rules.bounded(total + sum(reason.add for reason in own)), (*reasons, *own)


def _reasons(rules: Rules, ruling: Ruling) -> tuple[Reason, ...]:
    step = rules.scenario.odds.argument
    accepted = (Reason(step * len(ruling.accepted), "arguments the umpire accepted"),)
    return (
        *accepted[: len(ruling.accepted)],
        *(Reason(ruling.shift, "the umpire's ruling"),) * bool(ruling.shift),
    )


def alone(rules: Rules, deed: Deed, ruling: Ruling) -> tuple[int, Grade]:
    """The odds that a deed would have had without the umpire, and the grade that its die would have given."""
    code, scenario = rules.codes[deed.move], rules.scenario.odds
    if code.certain:
        return 100, "success"
    own = len(_reasons(rules, ruling))
    reasons = deed.reasons[: len(deed.reasons) - own]
    odds = rules.bounded(deed.base + sum(reason.add for reason in reasons)) if own else deed.odds
    if deed.roll < odds:
        best = code.move.triumph is not None and deed.roll < -(-odds * scenario.triumph // 100)
        return odds, "triumph" if best else "success"
    worst = code.move.backfire is not None and deed.roll >= 100 + (odds - 100) * scenario.backfire // 100
    return odds, "backfire" if worst else "failure"


def put_in(rules: Rules, x: Context, injection: Injection) -> tuple[list[Change], tuple[Reason, ...]]:
    """Lets an inject take its effect; gives what it changed, and what its own changes lacked where a track
    had no room for them."""
    changes: list[Change] = []
    if injection.inject:
        rules.injects[injection.inject](x.t, x.f, x, changes)
    lacking = []
    for push in injection.pushes:
        index, track = rules.track_index[push.track], rules.scenario.tracks[push.track]
        before = x.t[index]
        _apply(rules, x, f"{push.track} {'-' if push.by < 0 else '+'}= {abs(push.by)}", changes)
        if left := push.by - (x.t[index] - before):
            lacking.append(Reason(left, f"{track.name} had no room for"))
    for text in (
        *(f"set {flag}" for flag in injection.sets),
        *(f"clear {flag}" for flag in injection.clears),
    ):
        _apply(rules, x, text, changes)
    return changes, tuple(lacking)


def _apply(rules: Rules, x: Context, effect: str, changes: list[Change]) -> None:
    rules.effect(effect)(x.t, x.f, x, changes)


def beyond(rules: Rules, injection: Injection, x: Context | None) -> Iterator[str]:
    """What an inject would move that it may not, a sentence each. ``x`` is the state that it finds; None
    where that is not known yet, as it comes in a later turn."""
    scenario = rules.scenario
    for push in injection.pushes:
        track = scenario.tracks[push.track]
        here = track.min if x is None and push.by > 0 else track.max
        here = here if x is None else x.t[rules.track_index[push.track]]
        room = track.max - here if push.by > 0 else here - track.min
        if not push.by:
            yield f"{track.name} would not move."
        elif abs(push.by) > room:
            way = "rise" if push.by > 0 else "fall"
            stands = "It goes" if x is None else f"It stands at {here}, and goes"
            most = f"it can {way} by {room} at most" if room else f"it can't {way} any more"
            goes = f"{stands} from {track.min} to {track.max}"
            yield f"{track.name} can't move by {push.by:+d}. {goes}: {most}."
    yield from _twice("moves", [scenario.tracks[push.track].name for push in injection.pushes])
    flags = (*injection.sets, *injection.clears)
    yield from _twice("sets or clears", [scenario.flags[flag].name for flag in flags])
    for flag in flags:
        if x is not None and bool(x.f[rules.flag_index[flag]]) == (flag in injection.sets):
            held = flag in injection.sets
            yield f"“{scenario.flags[flag].name}” is {'' if held else 'not '}so already."


def _twice(does: str, names: Iterable[str]) -> Iterator[str]:
    seen = set[str]()
    for name in names:
        if name in seen:
            yield f"It {does} “{name}” twice."
        seen.add(name)
