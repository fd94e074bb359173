"""What the desk says in sentences: promises, lists of names, what a proposal asks of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.ids import MoveId, SeatId
from wargame.rules.orders import Promise
from wargame.rules.views import OptionView, Pledge, ProposalView, SeatInfo, SeatView
from wargame.rules.wording import listed

LEANINGS = {"pressure": "for pressure", "talks": "for talks"}
STANCES = {"endorse": "endorse", "silent": "fall silent on", "disown": "disown"}
STANCED = {"endorse": "endorses it", "silent": "is silent", "disown": "disowns it"}


def counted(count: int, one: str, many: str = "") -> str:
    """``1 term``, ``2 terms``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def seat_info(view: SeatView, seat: str) -> SeatInfo:
    """What is known of a seat; a nameless stand-in for one that isn't at this table."""
    for info in (view.seat, *view.others):
        if info.id == seat:
            return info
    return SeatInfo(id=SeatId(seat), name=seat, office=seat, person="", mark="■", colour="")


def seat_names(view: SeatView, seats: Sequence[str]) -> str:
    """The names of seats as an English list; the reader's own seat is ``you``."""
    return listed(["you" if seat == view.seat.id else seat_info(view, seat).name for seat in seats])


def move_name(view: SeatView, move: str) -> str:
    """The name of a move that the reader may know, else its id made readable."""
    for known, name in view.promisable:
        if known == move:
            return name
    for entry in view.moves:
        if entry.id == move:
            return entry.name
    return move.replace("_", " ")


def promise_line(view: SeatView, promise: Promise) -> str:
    """``We will not: Hold a parade, by the end of turn 5.``"""
    will = "We will" if promise.will else "We will not"
    when = "this turn" if promise.by == view.turn.number else f"by the end of turn {promise.by}"
    if not promise.will:
        when = f"until the end of turn {promise.by}"
    return f"{will}: {move_name(view, promise.move)}, {when}."


def pledge_line(view: SeatView, pledge: Pledge, names: Mapping[MoveId, str]) -> str:
    """A promise that was made, by whom to whom, and what became of it. ``names``: of others' moves."""
    who = "You promised" if pledge.seat == view.seat.id else f"{seat_info(view, pledge.seat).name} promised"
    whom = "you" if pledge.to == view.seat.id else seat_info(view, pledge.to).name
    what = "to" if pledge.will else "not to"
    fate: str = pledge.status
    if fate == "open":
        over = pledge.by < view.turn.number
        fate = "over; you can't tell" if over else f"open until the end of turn {pledge.by}"
    move = names.get(pledge.move) or move_name(view, pledge.move)
    return f"{who} {whom} {what}: {move} ({fate})"


def lapses(view: SeatView, proposal: ProposalView) -> str:
    """Until when an open offer can be answered: ``lapses after this turn``."""
    last = proposal.expires <= view.turn.number
    return "lapses after this turn" if last else f"until the end of turn {proposal.expires}"


def option_words(options: Sequence[OptionView], chosen: Sequence[tuple[str, str]]) -> str:
    """``volume: quiet · through: Beijing`` for the options of an order."""
    taken = dict(chosen)
    out = []
    for option in options:
        for choice in option.choices:
            if choice.id == taken.get(option.id, option.choices[0].id):
                out.append(f"{option.name}: {choice.name}")
    return " · ".join(out)


def closed_terms(view: SeatView) -> list[str]:
    """Why no term can be drafted, reason by reason with how many it holds up; empty if one can be."""
    if not view.terms or any(not term.closed for term in view.terms):
        return []
    reasons: dict[str, int] = {}
    for term in view.terms:
        reasons[term.closed] = reasons.get(term.closed, 0) + 1
    return [f"{counted(count, 'term')}: {reason}" for reason, count in reasons.items()]


def visibility_line(visibility: str, leak: int | str) -> str:
    """Who will know of a move, in words; ``leak`` in percent, or in a word."""
    if visibility == "open":
        return "Everybody will see it."
    who = "Only you and those it touches will know" if visibility == "quiet" else "Only you will know"
    if leak in (0, "impossible"):
        return f"{who}; it can't leak."
    return f"{who}, unless it leaks ({leak}{'' if isinstance(leak, str) else ' %'})."


def severity_line(severity: str, rung: str) -> str:
    """What a move does to the ladder, in words; empty where it does nothing."""
    words = {
        "de-escalation": "It calms things down.",
        "posturing": "It is posturing.",
        "non-violent": "It raises tension.",
        "violent": "It is an act of violence.",
        "nuclear": "It is a nuclear act.",
    }
    line = words.get(severity, "")
    if rung:
        line = f"{line} Ladder: {rung}.".strip()
    return line
