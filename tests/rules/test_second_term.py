"""A second term: the flagship as it would go on after another count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from attrs import evolve

from tests.players import play
from tests.rules.test_world import dawned, happened, state
from tests.shipped import shipped, shipped_rules
from wargame.bots.runner import play_out
from wargame.bots.seating import setups
from wargame.ids import SeatId
from wargame.rules.adjudicator import resolve
from wargame.rules.dice import Dice
from wargame.rules.orders import Order, Orders
from wargame.scenario.model import Scenario
from wargame.session import Game

SECOND = "offer-second-term"

HAND_OVER = re.compile(
    r"(?i)\b(transition|incoming|outgoing|president-elect|biden\w*|inherit\w*|predecessors?|candidate|challenger"
    r"|rival|before the vote|two washingtons|(next|new) (american )?(team|president|administration)"
    r"|next washington|leaving office|nominee|ascertain\w*|lame duck)\b|hand-over(?! without speeches)"
)
QUOTED = ("It used to ask what the next President would keep; now it asks about this one.",)


def texts(part: Any) -> Iterator[str]:
    """Every sentence below a part of a scenario: what has blanks and is no expression."""
    if isinstance(part, str):
        if " " in part and not re.search(r"\w\(|^(set|clear|\w+ [-+]?=) ", part):
            yield part
    elif attrs.has(type(part)):
        for field in attrs.fields(type(part)):
            yield from texts(getattr(part, field.name))
    elif isinstance(part, dict):
        for one in part.values():
            yield from texts(one)
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from texts(one)


@pytest.fixture(scope="module")
def second() -> Scenario:
    return shipped(SECOND)


def test_in_a_second_term_nothing_speaks_of_a_hand_over(second: Scenario) -> None:
    said = evolve(second, summary="", sources={}, debrief=evolve(second.debrief, history=(), headlines=()))
    told = [text for text in texts(said) if not text.endswith(QUOTED)]
    assert len(told) > 1500
    assert [text for text in told if HAND_OVER.search(text)] == []


def test_in_a_second_term_the_fiction_is_said_and_history_told(second: Scenario) -> None:
    assert "fiction" in second.disclaimer
    assert "fiction" in second.short
    assert "called for Joe Biden" in second.debrief.history[0]
    assert [turn.start for turn in second.calendar] == [turn.start for turn in shipped("offer").calendar[4:]]


def test_in_a_second_term_every_seat_has_moves_at_every_desk() -> None:
    game = Game.new(shipped_rules(SECOND), seed=3)
    while not game.over:
        for seat in game.rules.seats:
            assert sum(not move.closed for move in game.view(seat).moves) >= 8, (seat, game.turn)
            game.commit(seat, Orders())
        game.resolve()


def test_an_angry_president_comes_of_a_test_and_costs_a_deal_its_life() -> None:
    rules = shipped_rules(SECOND)
    orders = {seat: Orders() for seat in rules.seats}
    orders[SeatId("kim")] = Orders(moves=(Order("icbm"),))
    angry = sum(
        "betrayed" in happened(resolve(rules, state(rules, 2), orders, Dice(seed))[1].entries)
        for seed in range(20)
    )
    assert 8 <= angry < 20
    (lost,) = (f for f in rules.scenario.durability.factors if f.when == "flag('betrayed')")
    assert int(lost.add) <= -20
    after, _, _ = dawned(rules, state(rules, 2, "betrayed", ladder=40))
    calm, _, _ = dawned(rules, state(rules, 2, ladder=40))
    ladder = rules.track_index["ladder"]
    assert after.tracks[ladder] > calm.tracks[ladder]


@pytest.mark.parametrize("policy", ["ai:random", "ai:default", "ai:history", "ai:planner:4"])
def test_a_second_term_is_played_to_its_end(policy: str) -> None:
    rules = shipped_rules(SECOND)
    for seed in range(2):
        game = Game.new(rules, seed=seed, seats=setups(rules.scenario, {}, policy))
        play_out(game)
        assert game.end().epilogue
        assert game.verify() == []


def test_a_second_term_ends_in_more_ways_than_one() -> None:
    rules = shipped_rules(SECOND)
    ends = {play(Game.new(rules, seed=seed), seed).end().id for seed in range(25)}
    assert len(ends) >= 4
