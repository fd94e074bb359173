"""``wargame compare``: games beside each other, a few in columns and many with a line each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from attrs import evolve

from tests.cli.conftest import Run
from tests.players import play
from tests.tui.games import fresh, hostile_scenario, mini, played
from wargame.analysis.comparison import Outline, compare, history, outline
from wargame.debrief.columns import WIDTH, grid_lines, width
from wargame.debrief.model import Grid
from wargame.debrief.text import comparison
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order, Orders
from wargame.scenario import load
from wargame.session import Game
from wargame.text import clean


def game(*turns: dict[str, Orders]) -> Game:
    """A game of people with these orders and no others, turn by turn."""
    new = fresh()
    for orders in turns:
        for seat in new.rules.seats:
            new.commit(seat, orders.get(seat, Orders()))
        new.resolve()
    return new


def moves(*ids: str) -> Orders:
    return Orders(tuple(Order(id) for id in ids))


@cache
def finished() -> Sequence[Outline]:
    return tuple(outline(played(seed=seed)) for seed in range(1, 7))


def test_where_games_parted_and_what_they_had_in_common() -> None:
    protest = {"sarvia": moves("protest"), "halden": moves("hold_levels")}
    one = outline(game(protest, {"sarvia": moves("patrol")}))
    two = outline(game(protest, {"sarvia": moves("protest")}))
    found = compare([one, two, two])
    assert found.common == {"halden": ("hold_levels",), "sarvia": ("protest",), "commission": ()}
    assert list(found.deeds) == ["sarvia"]
    parting = found.deeds["sarvia"]
    assert (parting.turn, parting.ways) == (2, ((("protest",), (1, 2)), (("patrol",), (0,))))
    assert found.deals is None
    same = compare([two, two])
    assert (dict(same.deeds), same.ladder, same.deals) == ({}, None, None)


def test_what_people_still_play_is_compared_as_everybody_could_see_it() -> None:
    one = outline(game({"sarvia": moves("protest")}))
    two = outline(game({"sarvia": moves("protest", "survey_gauge")}))
    assert one.veiled
    assert one == two
    assert (one.ending, dict(one.scores), dict(one.criteria)) == (None, {}, {})
    # A finished game beside it is told no further than that where deeds are laid beside each other.
    secret = finished()[0]
    hidden = [m for turn in secret.turns for s in turn.done for m in turn.done[s] if m not in turn.open[s]]
    assert hidden
    name = mini().moves[hidden[0]].name
    assert name in " ".join(" ".join(comparison(mini(), {"a": secret, "b": secret})).split())
    assert name not in " ".join(" ".join(comparison(mini(), {"a": secret, "on": one})).split())


def test_a_few_games_stand_in_columns_beside_history_and_many_with_a_line_each() -> None:
    rules = compile_rules(mini())
    record = history(rules)
    for games in (2, 3, 6):
        named = {f"table-{n}": one for n, one in enumerate(finished()[:games], 1)}
        lines = list(comparison(mini(), named, record))
        assert max(map(width, lines)) <= WIDTH
        told = " ".join(" ".join(lines).split())
        assert all(text.split(".")[0] in told for text in mini().debrief.history)
        assert all(criterion.text.rstrip(".") in told for criterion in mini().criteria.values())
        assert any(line.startswith("TURN 1:") for line in lines) == (games <= 3)
        for name, one in named.items():
            assert one.ending
            if games > 3:
                (line,) = (
                    line
                    for line in lines
                    if line.startswith(name) and mini().endings[one.ending].name in line
                )
                assert line.split()[-len(one.scores) :] == [f"{score}" for score in one.scores.values()]
    s = mini()
    s = evolve(
        s, debrief=evolve(s.debrief, headlines=("TOLLS WAIVED", "MINISTERS MEET", "GATES SHUT", "A GAUGE"))
    )
    alone = " ".join(" ".join(comparison(s, {"alone": finished()[0]}, record)).split())
    assert all(headline in alone for headline in s.debrief.headlines)


def test_texts_of_others_stand_literally_and_break_no_column() -> None:
    games = {
        clean(f"[b]{n}\x1b[2J" + "A" * 70): outline(played(hostile_scenario(), seed=n)) for n in range(5)
    }
    for shown in (dict(list(games.items())[:3]), games):
        lines = [*comparison(hostile_scenario(), shown)]
        assert all(width(clean(line, 20_000, art=True)) <= 100 for line in lines)
        assert any("[b]" in line for line in lines)
    grid = list(grid_lines(Grid(("", "한국어" * 20, "x"), (("a" * 50, "b" * 90, "c d"),))))
    assert all(width(line) <= WIDTH for line in grid)


def test_of_many_saves_what_can_be_is_laid_together_and_the_rest_is_named(
    process: Run, run: Run, tmp_path: Path
) -> None:
    for n in (1, 2):
        played(save=tmp_path / f"table{n}.toml", seed=n).close()
    text = (tmp_path / "table1.toml").read_text()
    (tmp_path / "torn.toml").write_text(text[:-300])
    (tmp_path / "cut.toml").write_text(text[:1000])
    (tmp_path / "newer.toml").write_text(text.replace("format = 1\n", "format = 99\n", 1))
    play(fresh(save=tmp_path / "on.toml", code="Blue horse"), 1, turns=1).close()
    play(Game.new(load("first-letter"), seed=1, save=tmp_path / "foreign.toml"), 1).close()
    done = process("compare", "foreign", "table1", "cut", "nowhere", "on.toml", "newer", "torn", "table2")
    assert done.returncode == 1
    said = {line.partition(":")[0]: line for line in done.stderr.splitlines()}
    assert said.keys() == {"foreign", "cut", "nowhere", "on", "newer", "torn"}
    assert "first-letter" in said["foreign"]
    lines = [line.split()[0] for line in done.stdout.splitlines() if line and line[0] != " "]
    assert {"table1", "table2", "on", "torn"} <= set(lines)
    assert not {"foreign", "cut", "newer", "nowhere"} & set(lines)
    two = run("compare", "table1", "table2", "--history")
    assert (two.returncode, two.stderr) == (0, "")
    assert "What really happened" in two.stdout
    assert run("compare", "table1").returncode == 2
    # A file is one game, however it is spelt.
    assert run("compare", "table1", "./table1.toml", str(tmp_path / "table1.toml")).returncode == 2
    assert run("compare", "on", "table1", "--code", "red horse").returncode == 1
    assert "not told while people play" not in run("compare", "on", "table1", "--code", "blue horse").stdout
    assert "not told while people play" in run("compare", "on", "table1").stdout
