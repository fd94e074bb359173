"""``wargame export``: tables that add up with the save, and texts that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import MINI, Run
from tests.players import play, to_the_bridge
from tests.tui.games import fresh, mini, played
from wargame.debrief import essays
from wargame.export import TABLES, Export, guarded, plain
from wargame.journal import create, read
from wargame.rules.orders import Letter, Orders
from wargame.scenario import load
from wargame.scenario.model import Debrief
from wargame.session import Game, GameError, GameLog
from wargame.text import clean

TEXTS = (
    "=HYPERLINK(0)", "+1", "-3", "@SUM(A1)", "\t=1", "'quoted'", 'say "yes"; =1+1; ＝1', "two\n- lines\n\n@",
    "\x1b[2J=1", "한국어 — naïve", "; ; '=", "A" * 2000,
)  # fmt: skip


def tables(archive: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of every CSV file, as a program reads them."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {
            name[:-4]: list(csv.DictReader(io.StringIO(files.read(name).decode("utf-8-sig"), newline="")))
            for name in files.namelist()
            if name.endswith(".csv")
        }  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> Game:
    """A finished game with letters that would be formulas, and one exchange."""
    game = to_the_bridge(fresh(commission="closed"))
    texts = iter(TEXTS)
    while not game.over:
        for seat in game.waiting:
            to = next(other for other in game.rules.seats if other != seat)
            orders = Orders(letters=tuple(Letter(to, text) for _, text in zip(range(6), texts, strict=False)))
            game.commit(seat, orders if game.turn < game.rules.last_turn else Orders())
        while asked := game.exchange:
            assert asked.asked is not None
            game.answer(asked.asked.id, "hold")
        game.resolve()
    return game


@given(st.text(st.sampled_from("=+-@＝'; \n,\"ax\t"), max_size=30).map(lambda text: clean(text, 2000, 40)))
def test_a_guarded_text_begins_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert plain(guarded(text)) == text
    cells = re.split(r"[\n;]", guarded(text))
    assert not any(cell.strip().startswith(tuple("=+-@＝＋－＠")) for cell in cells)


def test_tables_have_the_columns_of_the_codebook_and_add_up_with_the_save(hostile: Game) -> None:
    export = Export()
    export.add(hostile, "hostile.toml")
    export.add(played(), "=Évil -1.toml")
    assert export.games == ["hostile", "evil-1"]
    with zipfile.ZipFile(io.BytesIO(export.archive())) as files:
        heads = {
            name: next(csv.reader([files.read(name).decode("utf-8-sig").splitlines()[0]]))
            for name in files.namelist()
            if name.endswith(".csv")
        }
        assert files.read("games.csv").startswith(b"\xef\xbb\xbf")
    found = tables(export.archive())
    for table in TABLES:
        columns = [row["column"] for row in found["codebook"] if row["table"] == table.name]
        assert columns == heads[f"{table.name}.csv"] == [column.name for column in table.columns]
    numbers = {(t.name, c.name) for t in TABLES for c in t.columns if c.type in ("integer", "number")}
    for name, rows in found.items():
        for column, text in ((column, text) for row in rows for column, text in row.items() if text):
            if (name, column) in numbers:
                float(text)
            else:
                assert text[0] not in "=+-@\t\r＝"
                assert clean(text, 20_000, 400) == text
    # What was written stands there, word for word, once the guard is off.
    mine = [row for row in found["letters"] if row["game"] == "hostile"]
    sent = [
        (f"{record.turn}", seat, letter.to, letter.text)
        for record in hostile.turns
        for seat, orders in record.orders.items()
        for letter in orders.letters
    ]
    assert [(row["turn"], row["seat"], row["to"], plain(row["text"])) for row in mine] == sent
    assert {clean(text, 2000, 40) for text in TEXTS} == {text for *_, text in sent}
    # Orders, exchanges, scores: as many as the save has, and the same.
    for record in hostile.turns:
        for seat, orders in record.orders.items():
            rows = [
                row
                for row in found["orders"]
                if (row["game"], row["turn"], row["seat"]) == ("hostile", f"{record.turn}", seat)
            ]
            assert [row["move"] for row in rows] == [order.move for order in orders.moves]
            (total,) = (
                row
                for row in found["seat_turns"]
                if (row["game"], row["turn"], row["seat"]) == ("hostile", f"{record.turn}", seat)
            )
            assert int(total["moves"]) == len(rows)
    (fought,) = (row for row in found["exchanges"] if row["game"] == "hostile")
    assert fought["answers"] == "; ".join(hostile.state.exchanges[0].answers)
    scores = {row["seat"]: int(row["score"]) for row in found["seats"] if row["game"] == "hostile"}
    assert scores == {one.seat.id: one.score for one in hostile.end().scores}
    assert len(found["criteria"]) == 2 * len(mini().criteria)
    taken = [row for row in found["decisions"] if row["game"] == "hostile"]
    assert len(taken) == len(hostile.decisions)


def test_of_many_saves_the_good_are_exported_and_the_rest_is_named(
    process: Run, run: Run, game: Path, tmp_path: Path
) -> None:
    text = game.read_text()
    at = text.index("turn = 3")
    (tmp_path / "damaged.toml").write_text(f"{text[:at]}turn = 4{text[at + 8 :]}")
    (tmp_path / "torn.toml").write_text(text[:-300])
    (tmp_path / "cut.toml").write_text(text[:1000])
    (tmp_path / "newer.toml").write_text(text.replace("format = 1\n", "format = 99\n", 1))
    play(Game.new(load(MINI), seed=1, save=tmp_path / "on.toml", code="Blue horse"), 1, turns=1).close()
    saves = ["damaged", "cut.toml", game, "nowhere", "on.toml", "newer.toml", "torn.toml", "./torn.toml"]
    done = process("export", *saves, "-o", "all")
    assert (done.returncode, done.stdout) == (1, "all.zip\n")
    said = {line.partition(":")[0]: line for line in done.stderr.splitlines()}
    assert {"damaged", "cut.toml", "nowhere", "on.toml", "newer.toml", "torn.toml"} <= said.keys()
    assert "People still play" in said["on.toml"]
    first = (tmp_path / "all.zip").read_bytes()
    found = tables(first)
    whole = {row["game"]: row["whole"] for row in found["games"]}
    assert whole["game"] == "1"
    assert whole["damaged"] == whole["torn"] == "0"
    assert {row["turn"] for row in found["orders"] if row["game"] == "damaged"} < {
        row["turn"] for row in found["orders"] if row["game"] == "game"
    }
    # Nobody's file is written over; what is written again is the same, in whatever order it was asked for.
    again = run("export", game, "-o", "all.zip")
    assert (again.returncode, again.stdout, (tmp_path / "all.zip").read_bytes()) == (1, "", first)
    assert "--force" in again.stderr
    assert run("export", *reversed(saves), "-o", "all.zip", "--force").stdout == "all.zip\n"
    assert (tmp_path / "all.zip").read_bytes() == first
    save = run("export", game, "-o", "on.toml", "--force")
    assert (save.returncode, read(tmp_path / "on.toml").header["title"]) == (2, mini().title)
    # The code of the table opens what people play; the tables may be without a mark.
    assert run("export", "on.toml", "-o", "x", "--code", "red horse").returncode == 1
    assert not (tmp_path / "x.zip").exists()
    assert run("export", "on.toml", "-o", "x", "--code", "blue horse", "--no-bom").returncode == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as files:
        assert files.read("games.csv").startswith(b"game,")
        assert files.read("seat_turns.csv").count(b"\r\n") == 1 + 3


def test_what_people_still_play_is_refused_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    export = Export()
    with pytest.raises(GameError, match="everything"):
        export.add(fresh(), "running.toml")
    assert export.games == []
    assert tables(export.archive())["seats"] == []


def test_control_characters_that_a_changed_save_has_are_not_in_the_tables(game: Path, tmp_path: Path) -> None:
    contents = read(game)
    for record in contents.records:
        if record.kind == "commit":
            record.body["orders"]["why"] = "\x1b[2J=1\x00\n-2"
    with create(tmp_path / "changed.toml", contents.header) as journal:
        for record in contents.records:
            journal.append(record.kind, record.body)
    export = Export()
    export.add(GameLog.read(tmp_path / "changed.toml"), "changed.toml")
    assert {row["why"] for row in tables(export.archive())["seat_turns"]} == {"[2J=1\n'-2"}


def test_essay_prompts_are_escaped_for_gift() -> None:
    asked = ("Was {it} a ~ b = c # d: e -> f\\n?", "Two\nlines // and\n\n$CATEGORY: x")
    scenario = evolve(mini(), debrief=Debrief(questions=asked))
    lines = essays.gift(scenario).split("\n\n")
    assert lines[1:] == [
        r"::Question 1::[plain]Was \{it\} a \~ b \= c \# d\: e -> f\\n? {}",
        r"::Question 2::[plain]Two\nlines // and\n\n$CATEGORY\: x {}" + "\n",
    ]
    # Nothing but our own signs is left when what is escaped is taken away.
    for line in lines[1:]:
        bare = re.sub(r"\\.", "", line)
        assert (bare.count("{"), bare.count("}"), bare.count("::")) == (1, 1, 2)
        assert not set("~=#") & set(bare)
