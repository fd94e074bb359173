"""Packets: each reader's sheet has what that reader needs and nothing else; foreign text is only text."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.cli.conftest import MINI
from tests.players import to_the_bridge
from tests.tui.games import fresh, hostile_scenario, played
from wargame.cli import main
from wargame.debrief import html, markdown
from wargame.debrief.model import Row, Section, Table, Words
from wargame.debrief.packets import sheets
from wargame.debrief.paper import Envelope, Sheet
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections.handover import handover
from wargame.debrief.text import account_blocks
from wargame.rules.orders import Draft, Letter, Order, Orders, Promise
from wargame.scenario import library, load
from wargame.scenario.model import Scenario
from wargame.session import Game, SeatSetup
from wargame.session.seat import looking
from wargame.tui.app import WargameApp
from wargame.tui.command import key_name
from wargame.tui.curtain import Curtain
from wargame.tui.ending import EndingScreen
from wargame.tui.instructor.powers import Powers
from wargame.tui.roundup import RoundupScreen
from wargame.tui.umpire.screen import UmpireStop

SHIPPED = [entry.name for entry in library()]
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "ol", "li", "b", "em",
    "small", "div", "section", "table", "thead", "tbody", "tr", "td", "th", "pre",
}  # fmt: skip


class Reader(HTMLParser):
    """What a browser finds: tags, attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def scenario(name: str) -> Scenario:
    return load(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_seat_has_its_role_its_aims_its_moves_and_nothing_hidden_of_others(name: str) -> None:
    s = scenario(name)
    told = {sheet.name: Reader(html.page(sheet)).text for sheet in sheets(s)}
    assert list(told) == [*(f"seat-{id}" for id in s.seats), "table", "instructor", "crib"]
    for id, seat in s.seats.items():
        own = told[f"seat-{id}"]
        assert all(text in own for text in (seat.role.who, seat.role.have, seat.role.thought, seat.stakes))
        assert all(move.name in own and move.line in own for move in s.moves.values() if move.seat == id)
        assert all(f"{word}: {meaning}" in own for word, meaning in s.glossary.items())
        for aim in s.objectives.values():
            assert (aim.text in own) == (aim.seat == id), aim.id
            assert not aim.hidden or aim.text not in told["table"] + told["crib"]
            assert not aim.hidden or aim.text in told["instructor"]
    assert all(question in told["instructor"] for question in s.debrief.questions + s.debrief.criteria)
    assert s.ladder is not None
    assert all(rung.name in told["table"] for rung in s.ladder.rungs.values())
    assert all(place.name in told["table"] for place in s.map.places.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_hidden_aims_stand_in_the_envelope_alone(name: str) -> None:
    s = scenario(name)
    for sheet in sheets(s)[: len(s.seats)]:
        inside = [block for block in sheet.blocks if isinstance(block, Envelope)]
        outside = Sheet("", "", tuple(block for block in sheet.blocks if not isinstance(block, Envelope)))
        hidden = [aim for aim in s.objectives.values() if aim.hidden and f"seat-{aim.seat}" == sheet.name]
        assert len(inside) == bool(hidden)
        assert not [aim.id for aim in hidden if aim.text in html.page(outside)]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_plan_fills_the_lesson_and_keeps_a_third_for_the_debrief(name: str) -> None:
    s = scenario(name)
    plan, *_ = (
        block.blocks[0].rows
        for block in sheets(s)[-1].blocks
        if isinstance(block, Section) and block.blocks and isinstance(block.blocks[0], Table)
    )
    times = [tuple(map(int, _minutes(row).split("-"))) for row in plan]
    assert times[0][0] == 0
    assert times[-1][1] == s.minutes
    assert all(before[1] == after[0] for before, after in pairwise(times))
    assert all(first < last for first, last in times)
    assert 3 * (s.minutes - times[len(s.calendar)][1]) >= s.minutes


def _minutes(row: Row) -> str:
    return _shown(row.label)


def _shown(words: Words) -> str:
    return "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in words)


@pytest.mark.parametrize("sheet", sheets(hostile_scenario()), ids=lambda sheet: sheet.name)
def test_hostile_text_on_paper_is_only_text(sheet: Sheet) -> None:
    page = html.page(sheet)
    read = Reader(page)
    assert read.tags <= TAGS
    assert read.attributes <= {"lang", "charset", "class", "data-mark", "scope"}
    assert not re.search(r"https?:|url\(|@import", page)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2028]", page + markdown.page(sheet))
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[]", markdown.page(sheet))


def test_a_whole_game_can_be_a_sheet() -> None:
    """Every kind of block has its form, not only those of packets."""
    game = played()
    sheet = Sheet("game", game.scenario.title, tuple(account_blocks(game)))
    read = Reader(html.page(sheet))
    assert read.tags <= TAGS
    for word in (game.end().name, game.reveal(1)[0].what, game.scenario.seats["halden"].name):
        assert word in read.text
        assert markdown.text(word) in markdown.page(sheet)


def test_packets_are_written_and_never_over_somebodys_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "paper" / "packets"
    assert main(["packets", str(MINI), "-o", str(folder)]) == 0
    files = capsys.readouterr().out.split()
    assert sorted(files) == sorted(str(path) for path in folder.iterdir())
    assert len(files) == 2 * (3 + 3)
    mine = folder / "table.md"
    mine.write_text("mine")
    (folder / "instructor.md").unlink()
    assert main(["packets", str(MINI), "-o", str(folder)]) == 1
    assert "--force" in capsys.readouterr().err
    assert mine.read_text() == "mine"
    assert not (folder / "instructor.md").exists()
    assert main(["packets", str(MINI), "-o", str(folder), "--force"]) == 0
    assert mine.read_text().startswith("# The Korrin Dam")
    assert len(list(folder.iterdir())) == len(files)
    assert main(["packets", str(MINI), "-o", str(mine)]) == 1
    assert "no folder" in capsys.readouterr().err


def test_the_keys_on_the_crib_do_on_their_screens_what_it_says() -> None:
    told = Reader(html.page(sheets(scenario("offer-lesson"))[-1])).text
    screens: dict[type[Any], str] = {
        WargameApp: "Ctrl+R instructor Ctrl+L hold_clock Ctrl+Y one_minute_more Ctrl+E end_now",
        Powers: "P stop M more T turn S tell W seats U umpire B mark R back E end",
        Curtain: "S late N next T back H handover",
        RoundupScreen: "W seats P paper D dice",
        UmpireStop: "Enter on A accept R rule I inject N note X withdraw Esc hide",
        EndingScreen: "G deck R replay",
    }
    for screen, line in screens.items():
        words = line.split()
        for key, does in zip(words[::2], words[1::2], strict=True):
            found = [one for one in screen.KEYS if key in [key_name(name) for name in one.key.split(",")]]
            assert [one for one in found if does in one.action], (screen, key, does)
            assert key in told


@pytest.mark.parametrize("name", SHIPPED)
def test_the_crib_is_one_page_for_every_length_of_lesson(name: str) -> None:
    """Sixty lines at the size of its letters are a page of Letter, the shorter of the two."""
    for minutes in (50, 75, 110):
        page = sheets(evolve(scenario(name), minutes=minutes))[-1]
        tables = [block.blocks[0] for block in page.blocks if isinstance(block, Section)]
        rows = [row for table in tables if isinstance(table, Table) for row in table.rows]
        assert len(rows) + 2 * len(tables) <= 58
        assert all(len(_shown(row.label)) + len(_shown(row.shown)) <= 112 for row in rows)
        assert '<body class="one">' in html.page(page)


def test_a_sheet_that_fits_on_a_page_begins_no_second_one_and_nothing_stands_over_nothing() -> None:
    practice = {sheet.name: html.page(sheet) for sheet in sheets(scenario("first-letter"))}
    long = {sheet.name: html.page(sheet) for sheet in sheets(scenario("offer"))}
    assert '<body class="short">' in practice["seat-kim"]
    assert "Hidden aims that the dice may deal" not in practice["instructor"]
    assert '<body class="short">' not in long["seat-kim"]
    assert "Hidden aims that the dice may deal" in long["instructor"]
    for name in SHIPPED:
        for sheet in sheets(scenario(name)):
            assert "<h3></h3>" not in html.page(sheet)
            assert not re.search(r"^#+ *$", markdown.page(sheet), re.MULTILINE)


def test_the_packets_of_a_game_name_its_teams_and_cross_what_was_dealt_once_it_may_be_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setups = {"halden": SeatSetup("people", "", "Falcon", "Ada"), "sarvia": SeatSetup("ai", "moves")}
    game = Game.new(load(str(MINI)), seed=3, seats=setups, save=tmp_path / "x.toml", code="river")
    game.close()
    drawn = {game.scenario.objectives[id].name for id in game.state.hidden if id}
    assert drawn
    for code, crossed in (("", set()), ("river", drawn)):
        folder = tmp_path / f"packets{code}"
        asked = ["packets", "--game", str(tmp_path / "x.toml"), "-o", str(folder), "--code", code]
        assert main(asked) == 0
        assert "Falcon: Ada" in (folder / "seat-halden.md").read_text()
        told = "".join(path.read_text() for path in folder.glob("*.md"))
        assert {name for name in drawn if re.search(rf"☒\W*{name}", told)} == crossed
        assert ("☒" in told) == bool(crossed)
    assert main(["packets", "-o", str(tmp_path / "none")]) == 2
    assert "--game" in capsys.readouterr().err


MARKS = ("MARK-OWN", "MARK-TO-ME", "MARK-NOTE", "MARK-BETWEEN-OTHERS", "MARK-WHY", "MARK-ARGUED")


def test_a_hand_over_card_has_what_its_seat_knows_and_nothing_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On paper as on the screen, and of a game that is on only with its code."""
    save = tmp_path / "x.toml"
    game = Game.new(load(str(MINI)), seed=3, save=save, code="river")
    own, to_me, note, between, why, argued = MARKS
    game.commit("halden", Orders(letters=(Letter("sarvia", own, Promise("hold_levels", True, 3)),)))
    terms = next(term.id for term in game.view("sarvia").terms if not term.closed and not term.requires)
    offer = Draft((terms,), ("sarvia", "halden"), note=note)
    secret = Order("patrol", arguments=(argued,))
    letters = (Letter("halden", to_me), Letter("commission", between))
    game.commit("sarvia", Orders((secret,), letters=letters, drafts=(offer,), why=why))
    game.commit("commission", game.default("commission"))
    game.resolve()
    card = "\n".join(plain_lines(handover(game.seat("halden"))))
    game.close()
    assert game.state.hidden
    aims = {aim.seat: aim.name for aim in game.scenario.objectives.values() if aim.id in game.state.hidden}
    asked = ["packets", "--game", str(save), "--seat", "halden", "-o", str(tmp_path / "out")]
    assert main(asked) != 0
    assert "code of the table" in capsys.readouterr().err
    assert main([*asked, "--code", "river"]) == 0
    (paper,) = (tmp_path / "out").glob("*.md")
    page = Reader((tmp_path / "out" / "handover-halden.html").read_text()).text
    for told in (card, paper.read_text().replace("\\", ""), page):
        flat = " ".join(told.split())
        assert [mark for mark in MARKS if mark in flat] == [own, to_me, note]
        assert not [aim for seat, aim in aims.items() if aim in flat and seat != "halden"]
        assert "will order" in flat
    assert main([*asked[:4], "nobody", *asked[5:], "--code", "river"]) != 0
    assert "There is no seat" in capsys.readouterr().err
    assert main(["packets", "mini", "--seat", "halden", "-o", str(tmp_path / "no")]) == 2


def test_a_hand_over_card_tells_what_is_committed_and_the_exchange_that_its_seat_is_in() -> None:
    game = to_the_bridge(fresh(commission="closed"))
    told = {seat: "\n".join(plain_lines(handover(looking(game, seat)))) for seat in game.rules.seats}
    assert [seat for seat, card in told.items() if "Halden is asked now." in card] == ["halden", "sarvia"]
    ordered = "What is committed for you in this turn\n  Move: Hold the level for a week."
    assert [seat for seat, card in told.items() if ordered in card] == ["halden"]
