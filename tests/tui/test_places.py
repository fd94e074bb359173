"""What ``check`` calls short enough is shown whole in its places, on the smallest screen too."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.tui.desk.sitting import sitting
from tests.tui.games import MINI, exchange, fresh
from wargame.ids import SeatId
from wargame.scenario import from_document, load, resolved_document
from wargame.scenario.lint.places import LONGEST, MAP, fields_of, too_long
from wargame.scenario.lint.survey import survey
from wargame.session import Game
from wargame.tui.curtain import curtain_text
from wargame.tui.exchange import asked_text, story_text
from wargame.tui.widgets.frontpage import front_page
from wargame.tui.widgets.ladder import ladder_lines
from wargame.tui.widgets.map import map_lines
from wargame.tui.widgets.tracks import track_table


def filled(length: int) -> str:
    """A text of words with a last one that can be looked for."""
    return ("words " * length)[: length - 3].rstrip().ljust(length - 3, "x") + " zq"


def brimful(more: int = 0) -> dict[str, Any]:
    """The small scenario with every text that has its place as long as that takes, and ``more``."""
    document, scenario = resolved_document(MINI), load(MINI)
    for pattern, (most, _) in LONGEST.items():
        if pattern != "stages.*":  # moves name them
            for place, text in fields_of(scenario, pattern):
                table: Any = document
                for step in place[:-1] if text else ():
                    table = table[step]
                if text:
                    table[place[-1]] = filled(most + more)
    for track in document["tracks"].values():
        track["brief"] = track["name"] == filled(24 + more) and track is document["tracks"]["trust"]
    return document


@cache
def game() -> Game:
    return fresh(from_document(brimful()))


def test_all_that_fits_is_let_pass_and_one_character_more_is_told() -> None:
    for more, least in ((0, 0), (1, 60)):
        document = brimful(more)
        found = list(too_long(from_document(document), survey(document)))
        assert len(found) >= least
        assert more or not found


def test_the_front_page_the_ladder_and_the_curtain_have_room() -> None:
    public = game().public()
    page = front_page(public, 76).plain
    assert "ZQ" in page.splitlines()[1].replace(" ", "")
    assert "zq" in page.splitlines()[2]
    assert "…" not in page
    lines = ladder_lines(public.ladder, 39).plain
    assert "…" not in lines
    assert lines.count("zq") == len(public.ladder)
    view = game().view(SeatId("halden"))
    assert "…" not in curtain_text(view.seat, view.turn, "", "").plain
    assert "…" not in track_table(view.tracks, 39).plain


def test_an_exchange_has_room() -> None:
    for said in ((), ("climb",), ("climb", "climb"), ("climb", "hold")):
        view = exchange(from_document(brimful()), *said)
        text = f"{story_text(view, 76)}\n{asked_text(view, 76)}"
        assert "…" not in text
        assert text.count("zq") > 4


def test_a_map_has_room_beside_the_desk() -> None:
    document = resolved_document(MINI)
    document["map"]["art"] = "\n".join(["~" * MAP] * 8)
    bridge = document["map"]["places"]["bridge"]
    bridge["x"] = MAP - 2 - len(bridge["name"])
    chart = from_document(document).map
    assert max(line.cell_length for line in map_lines(chart)) == MAP


async def test_the_desk_has_room_at_80_columns() -> None:
    async with sitting(seat=game().seat("halden")) as here:
        for tab in "123456":
            await here.press(tab)
            assert "…" not in await here.look(), tab
