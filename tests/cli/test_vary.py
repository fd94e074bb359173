"""``wargame vary``: a turn played otherwise, kept in the save, and laid beside the game."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.players import answered_as, play
from tests.tui.games import fresh
from wargame.ids import ExchangeId, SeatId
from wargame.rules.orders import Order, Orders, Reply
from wargame.session import Game, GameLog


@pytest.fixture
def save(tmp_path: Path) -> Path:
    path, planks = tmp_path / "game.toml", ExchangeId("planks")
    replies = [Reply(planks, SeatId(seat), "hold") for seat in ("halden", "sarvia")]
    game = fresh(save=path)
    for move in ("patrol", "seize_bridge"):
        game.commit("halden", Orders((Order("hold_levels"),)))
        game.commit("sarvia", Orders((Order(move),)))
        game.commit("commission", Orders())
        answered_as(game, replies if game.exchange else ()).resolve()
    play(game, 1).close()
    return path


def test_a_turn_is_played_otherwise_kept_and_laid_beside_the_game(save: Path, run: Run) -> None:
    before = run("show", save).stdout
    machines = [
        word for seat in ("halden", "sarvia", "commission") for word in ("--seat", f"{seat}=ai:random")
    ]
    other = ["--order", "halden=none", "--die", "sarvia=seize_bridge:0", "--event", "rumour=yes"]
    one = run("vary", save, "--turn", "2", *other, *machines, "--name", "Calm", "--comment", "Why not?")
    assert one.returncode == 0, one.stderr
    for words in (
        "Calm", "Why not?", "From turn 2 of the game", "Halden: no move; it was Hold the level", "shows 0",
        "A rumour: it happens", "a machine that draws at random", "How it ended: ", "TURN 2", "the game",
        "Where they parted first",
    ):  # fmt: skip
        assert words in one.stdout
    assert "TURN 1:" not in one.stdout
    two = run("vary", save, "--turn", "2", "--of", "calm", "--anew", "sarvia", "--seat", "sarvia=people")
    assert "From turn 2 of “Calm”" in two.stdout
    assert "--variation 2" in two.stderr
    three = run("vary", save, "--turn", "2", "--answer", "halden=back-down", *machines)
    assert "In public: Halden backs down; it was Halden holds" in three.stdout
    listed = run("show", save, "--variations").stdout
    assert all(words in listed for words in ("1. Calm", "2. Turn 2, otherwise (2)", "turn 2 of 4 is on"))
    assert "A rumour" in run("show", save, "--variation", "1", "--turn", "2").stdout
    assert run("show", save).stdout == before
    verified = run("verify", save)
    assert (verified.returncode, "3 variations agree, too" in verified.stdout) == (0, True)
    assert [one.parent for one in GameLog.read(save).variations] == [0, 1, 0]


def test_what_can_not_be_varied_is_said_and_leaves_the_save_alone(
    save: Path, run: Run, tmp_path: Path
) -> None:
    data = save.read_bytes()
    for words, arguments, status in (
        ("no turn 9", ["--turn", "9"], 1),
        ("no move", ["--turn", "1", "--order", "halden=patrol"], 2),
        ("no choice", ["--turn", "1", "--order", "halden=hold_levels:green"], 2),
        ("no seat", ["--turn", "1", "--order", "nobody=none"], 2),
        ("lacks", ["--turn", "1", "--order", "halden"], 2),
        ("ordered", ["--turn", "1", "--die", "halden=patrol:3"], 2),
        ("0 to 99", ["--turn", "2", "--die", "sarvia=seize_bridge:100"], 2),
        ("The events are", ["--turn", "1", "--event", "rain=yes"], 2),
        ("asked for no answer", ["--turn", "1", "--answer", "halden=hold"], 2),
        ("no answer", ["--turn", "2", "--answer", "halden=shrug"], 2),
        ("no policy", ["--turn", "1", "--seat", "halden=ai:nobody"], 2),
        ("no variation", ["--turn", "1", "--of", "Calm"], 1),
    ):
        done = run("vary", save, *arguments)
        assert words in done.stderr
        assert done.returncode == status
    assert save.read_bytes() == data
    for wrong in (["--turn", "9"], ["--turn", "1", "--order", "halden=patrol"], ["--turn", "1", "--of", "x"]):
        assert run("vary", save, *wrong, "--copy", "none").returncode
        assert not [path for path in tmp_path.iterdir() if path.name.startswith("none")]
    sample = run("vary", "sample", "--turn", "1")
    assert (sample.returncode, "--copy" in sample.stderr) == (2, True)
    copied = run("vary", save, "--turn", "1", "--anew", "halden", "--seat", "halden=people", "--copy", "copy")
    assert copied.returncode == 0
    assert save.read_bytes() == data
    assert (tmp_path / "copy.toml").read_bytes().startswith(data)
    held = Game.reopen(save)
    done = run("vary", save, "--turn", "1")
    assert (done.returncode, "is open in another wargame" in done.stderr) == (1, True)
    assert "only look at it here: wargame watch " in done.stderr
    held.close()


def test_a_game_that_people_still_play_is_varied_with_its_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "on.toml"
    play(fresh(save=path, code="Blue horse"), 1, turns=1).close()
    arguments = ["vary", path, "--turn", "1", "--seat", "halden=people"]
    assert "code of the table" in run(*arguments).stderr
    assert run(*arguments, "--code", "blue horse").returncode == 0
    assert run("show", path, "--variations").returncode == 1
    assert "1. Turn 1" in run("show", path, "--variations", "--code", "blue horse").stdout
    assert run("verify", path).stdout.endswith("1 variation agrees, too.\n")
