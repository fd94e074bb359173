"""The door for Python: it costs nothing until it is used, and docs/python.md is right about it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import wargame
from wargame import Game, play_out

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "python.md").read_text(encoding="utf-8")


def test_it_costs_nothing_until_it_is_used() -> None:
    code = "import sys; before = set(sys.modules); import wargame; print(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert set(done.stdout.split()) <= {"wargame", "__future__"}


def test_every_name_is_there_and_on_the_page() -> None:
    assert sorted(wargame.__all__) == wargame.__all__
    assert {name for names in wargame._HOMES.values() for name in names} == set(wargame.__all__)
    assert set(wargame.__all__) <= set(dir(wargame))
    for name in wargame.__all__:
        assert getattr(wargame, name).__name__ == name
        assert getattr(wargame, name).__doc__
        assert re.search(rf"`[^`]*\b{name}\b|\b{name}\(", PAGE), name
    with pytest.raises(AttributeError, match="no attribute 'Gmae'"):
        wargame.Gmae  # noqa: B018


def test_what_the_page_shows_can_be_done() -> None:
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.S):
        exec(block, names)
    game, orders = names["game"], names["orders"]
    assert isinstance(game, Game)
    assert game.seat("kim").problems(evolve(orders, answers=(), stances=())) == []
    words = game.seat("kim").problems(orders)  # neither of these is there in turn 1
    assert len(words) == 2
    play_out(game, {"kim": names["Calm"](game.seat("kim"))})
    severities = {game.scenario.moves[o.move].severity for t in game.turns for o in t.orders["kim"].moves}
    assert "de-escalation" in severities


def test_policies_given_stand_in_for_those_of_the_set_up() -> None:
    """Whom nobody plays has the default; a policy given comes before that of the set-up."""
    seats = {"xi": wargame.SeatSetup("ai", "random"), "biden": wargame.SeatSetup("ai", "random")}
    game = Game.new("offer-lesson", seed=7, seats=seats)

    class Still:
        def choose(self, view: object, rng: object) -> wargame.Orders:
            return wargame.Orders(why="still")

    play_out(game, {"xi": Still()})
    given = [turn.orders for turn in game.turns]
    assert all(orders["xi"].why == "still" for orders in given)
    assert all(orders["kim"].defaulted for orders in given)
    assert not any(orders["biden"].defaulted or orders["biden"].why for orders in given)
