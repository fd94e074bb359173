"""Saves whose records make the program go through what was before them again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bounds import counted
from tests.players import MACHINES, play
from wargame.journal import Contents, Record, read
from wargame.rules.compiler import compile_rules
from wargame.scenario import load
from wargame.session import Game, GameError, GameLog, replay
from wargame.session.progress import Progress

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"
BUSY = "would keep the program busy as no game does"
Bodies = list[tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def open_game(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """A turn that was adjudicated and the dawn of the next, orders in clear."""
    path = tmp_path_factory.mktemp("open") / "game.toml"
    play(Game.new(load(MINI), seed=3, save=path, seats=MACHINES), 3, turns=1).close()
    return read(path)


@pytest.fixture(scope="module")
def sealed_game(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """The first turn of a game that hides, with a commit that can't be read here."""
    path = tmp_path_factory.mktemp("sealed") / "game.toml"
    game = Game.new(load(MINI), seed=3, save=path, hides=True)
    game.commit("halden", game.default("halden"))
    game.close()
    contents = read(path)
    contents.header["secrets"]["key"] = "0" * 16
    return contents


def turn(contents: Contents) -> Bodies:
    return [(record.kind, record.body) for record in contents.records]


def with_letters(step: tuple[str, dict[str, Any]], count: int) -> tuple[str, dict[str, Any]]:
    kind, body = step
    mail = [{"sent": 1, "sender": "halden", "to": "sarvia", "text": "x"}] * count
    return kind, {**body, "state": {**body["state"], "mail": mail}}


def news(n: int, **more: Any) -> tuple[str, dict[str, Any]]:
    return "inject", {"turn": 1, "inject": {"headline": f"{n}", **more}}


def ruling(n: int) -> tuple[str, dict[str, Any]]:
    return "ruling", {"turn": 1, "ruling": {"seat": "halden", "slot": n, "reason": "x"}}


def rewind(turn: int) -> tuple[str, dict[str, Any]]:
    return "rewind", {"turn": turn, "reason": "x"}


def put_in_and_rewound(game: Bodies, n: int) -> Bodies:
    dawn, *rest = game
    return [dawn, *(news(i, turn=3) for i in range(n)), *rest, *[rewind(2)] * n]


def put_in(game: Bodies, n: int) -> Bodies:
    return [game[0], *(news(i) for i in range(n))]


def withdrawn(game: Bodies, n: int) -> Bodies:
    back: Bodies = [("withdrawal", {"turn": 2, "inject": i}) for i in range(n, 0, -1)]
    return [game[0], *(news(i, turn=2) for i in range(n)), *game[1:], *back]


def letters_again(game: Bodies, n: int) -> Bodies:
    dawn, *rest = game
    return [with_letters(dawn, n), *[*rest[:-1], rewind(1)] * (n // 10)]


def broken_off(game: Bodies, n: int) -> Bodies:
    *before, done, dawn = game
    state = {"turn": 1, "tracks": done[1]["state"]["tracks"], "ending": "drift"}
    again: Bodies = [("end", {"turn": 1, "account": [], "state": state}), ("resume", {"turn": 2})]
    return [*before, with_letters(done, n), dawn, *again * n]


def ruled(game: Bodies, n: int) -> Bodies:
    return [*game, *(ruling(i) for i in range(n))]


def ruled_and_given_away(game: Bodies, n: int) -> Bodies:
    given: Bodies = [("seat", {"turn": 1, "seat": "sarvia", "setup": {"kind": "people"}})]
    return [*ruled(game, n), *given * n]


def salted(game: Bodies, n: int) -> Bodies:
    return [*game, *[("branch", {"turn": 2, "parent": "x", "salt": "x"}), rewind(2)] * n]


def records(bodies: Bodies) -> list[Record]:
    return [Record(n, kind, body, "") for n, (kind, body) in enumerate(bodies, 1)]


@pytest.mark.parametrize(
    ("sealed", "shape"),
    [
        (False, put_in_and_rewound),
        (False, put_in),
        (False, withdrawn),
        (False, salted),
        (False, letters_again),
        (False, broken_off),
        (True, ruled),
        (True, ruled_and_given_away),
    ],
)
def test_what_grows_with_the_square_of_a_save_is_told_after_so_much(
    sealed: bool,
    shape: Callable[[Bodies, int], Bodies],
    open_game: Contents,
    sealed_game: Contents,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contents = sealed_game if sealed else open_game
    rules = compile_rules(load(MINI))
    monkeypatch.setattr(replay, "MOST", 20_000)

    def begun() -> Progress:
        return GameLog(rules, contents.header)._progress

    replay.restore(begun(), records(shape(turn(contents), 20)))  # so few are no matter
    progress, many = begun(), records(shape(turn(contents), 800))
    with counted() as steps, pytest.raises(GameError, match=BUSY):
        replay.restore(progress, many)
    assert steps[0] < 100_000
    assert progress.gone_through < 40_000
