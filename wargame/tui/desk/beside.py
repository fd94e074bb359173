"""How things stand, for beside the tabs or the card of a desk, where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content

from wargame.rules.views import RungView
from wargame.tui.desk.desk import Desk
from wargame.tui.widgets.drawn import Drawn
from wargame.tui.widgets.ladder import LadderView
from wargame.tui.widgets.map import MapView
from wargame.tui.widgets.tracks import TrackTable


def left(desk: Desk) -> VerticalScroll:
    """The column for it, which stays empty where there is no room."""
    desk.set_class(desk.wide, "-beside")
    return VerticalScroll(*(_parts(desk) if desk.wide else ()), id="left", can_focus=False)


async def lay_left(desk: Desk) -> None:
    """Fill the column as the room is now."""
    desk.set_class(desk.wide, "-beside")
    left = desk.query_one("#left")
    await left.remove_children()  # before others of the same ids come
    if desk.wide:
        await left.mount_all(_parts(desk))


def _parts(desk: Desk) -> list[Drawn]:
    """Tracks, ladder and map as the seat knows them; those that matter most where not all have room."""
    view, chart = desk.view, desk.seat.scenario.map
    tracks = [t for t in view.tracks if t.shown != "?" and (desk.roomy or t.brief or t.name == view.resource)]
    parts: list[tuple[str, Drawn]] = [("HOW THINGS STAND", TrackTable(tracks, id="tracks"))]
    if view.ladder:
        rungs = view.ladder if desk.roomy else _near(view.ladder)
        parts.append(("THE LADDER", LadderView(rungs, id="ladder")))
    if chart.art or chart.places:
        places = {item.place for item in view.news if item.turn == view.turn.number and item.place}
        parts.append(("THE MAP", MapView(chart, places, id="map")))
    for title, part in parts:
        part.add_class("panel")
        part.border_title = Content(title)
    return [part for _, part in parts]


def _near(rungs: Sequence[RungView]) -> list[RungView]:
    """The rungs around the one where the world stands, and the top one, for where the ladder is too long."""
    ordered = sorted(rungs, key=lambda rung: rung.at)
    here = next((n for n, rung in enumerate(ordered) if rung.here), 0)
    return [rung for n, rung in enumerate(ordered) if here - 1 <= n <= here + 2 or n == len(ordered) - 1]
