"""Where things stand: tracks, the ladder, facts, the question of a turn."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.debrief.model import Figure, Item, Ladder, List, Paragraph, Section
from wargame.rules.views import RungView, SeatView, TrackView


def tracks(views: Sequence[TrackView], *, after: bool = False) -> Section:
    """The tracks as a turn began, or ``after`` it."""
    when = "after this turn" if after else "as this turn began"
    return Section(
        "Tracks after the turn" if after else "The situation",
        (Figure(tuple(views)),),
        (f"The state of things {when}",),
    )


def ladder(rungs: Sequence[RungView]) -> tuple[Section, ...]:
    """The ladder, where the scenario has one."""
    return (Section("The ladder", (Ladder(tuple(rungs)),)),) if rungs else ()


def history(text: str) -> tuple[Section, ...]:
    """What really happened while the turn was played, where the scenario tells it."""
    title = "What really happened in these weeks"
    return (Section(title, (Paragraph((text,)),), ("What really happened",)),) if text else ()


def desk(view: SeatView) -> Section:
    """What a seat sees of tracks and ladder, and what it can still spend."""
    left = [Item((f"{view.resource} left to spend: {view.resource_left}.",))] if view.resource else []
    return Section("The situation", (Figure(view.tracks), Ladder(view.ladder), List(tuple(left))))


def facts(view: SeatView) -> Section:
    """The facts that the seat knows to be so, each with its turn."""
    items = [Item((f"{name} (since turn {since}).",)) for name, since in view.flags]
    return Section("What stands", (List(tuple(items)),))


def question(text: str, outcome: str = "", analyst: str = "") -> Section:
    """The question that seats are asked in a turn, how it came out, and what the analyst said to it."""
    under = ((analyst,),) if analyst else ()
    return Section("Question of the turn", (List((Item((text,), under, note=outcome),)),))
