"""The world around the flagship's seats: want, sanctions, the vaccine, famine, Iran."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve

from tests.shipped import shipped_rules
from wargame.ids import EventId, MoveId, SeatId, TermId
from wargame.rules.account import Drift, Entry, Happening
from wargame.rules.adjudicator import resolve
from wargame.rules.compiled import Rules
from wargame.rules.dawn import dawn
from wargame.rules.dice import Dice
from wargame.rules.orders import Order, Orders
from wargame.rules.scoring import ending, epilogue
from wargame.rules.state import State
from wargame.session import Game


@pytest.fixture(scope="module")
def rules() -> Rules:
    return shipped_rules("offer")


def state(rules: Rules, turn: int, *flags: str, done: str = "", **tracks: int) -> State:
    """The state as turn ``turn`` ends, with these flags just set, this move done and these tracks so."""
    start = Game.new(rules, seed=1).record.opening
    values, set_, deeds = list(start.tracks), list(start.flags), list(start.done)
    for id, value in tracks.items():
        values[rules.track_index[id]] = value
    for flag in flags:
        set_[rules.flag_index[flag]] = turn
    if done:
        deeds[rules.codes[MoveId(done)].index] = 1
    return evolve(start, turn=turn, tracks=tuple(values), flags=tuple(set_), done=tuple(deeds))


def happened(entries: list[Entry]) -> set[str]:
    return {entry.id for entry in entries if isinstance(entry, Happening) and entry.happened}


def dawned(rules: Rules, opening: State, seed: int = 1) -> tuple[State, set[str], set[str]]:
    """The state after the next dawn, what happened at it, and the reasons of the elite's drift."""
    after, account = dawn(rules, opening, Dice(seed))
    drift = (entry for entry in account.entries if isinstance(entry, Drift) and entry.track == "cohesion")
    return after, happened(account.entries), {reason.because for one in drift for reason in one.reasons}


def set_in(rules: Rules, flag: str, now: State) -> bool:
    return bool(now.flags[rules.flag_index[flag]])


# -- want -------------------------------------------------------------------------------------------------

GRUMBLE = "in want, neither relief nor a show of strength"


@pytest.mark.parametrize("tracks", [{"welfare": 28}, {"currency": 15}])
def test_empty_stores_or_an_empty_purse_are_want_and_it_passes(rules: Rules, tracks: dict[str, int]) -> None:
    after, told, _ = dawned(rules, state(rules, 3, **tracks))
    assert "want" in told
    assert set_in(rules, "want", after)
    better, told, _ = dawned(rules, state(rules, 3, "want", welfare=36, currency=30))
    assert "want_over" in told
    assert not set_in(rules, "want", better)
    assert "want" not in dawned(rules, state(rules, 3, welfare=34))[1]


def test_want_makes_a_bargain_worth_more_and_an_answer_likelier(rules: Rules) -> None:
    plain, pressed = (rules.context(state(rules, 4, *flags, currency=25)) for flags in ((), ("want",)))
    for term in ("suspension", "five_resolutions", "kaesong", "exempt", "flood_relief"):
        worth = rules.terms[TermId(term)].worth[SeatId("kim")]
        before, after = (worth(x.t, x.f, x) for x in (plain, pressed))
        assert after == before + 1, term
    for move in ("reply", "accept_aid"):
        (factor,) = (f for f in rules.scenario.moves[MoveId(move)].factors if "want" in f.when)
        assert int(factor.add) > 0
        assert factor.because.startswith("want at home")


def test_want_pulls_towards_a_show_of_strength_unless_there_is_relief_or_talk(rules: Rules) -> None:
    assert GRUMBLE in dawned(rules, state(rules, 4, "want"))[2]
    for way_out in ("climbed", "relief_flowing", "talks"):
        assert GRUMBLE not in dawned(rules, state(rules, 4, "want", way_out))[2], way_out
    assert GRUMBLE not in dawned(rules, state(rules, 4))[2]


def test_a_launch_closes_ranks_more_where_there_is_want(rules: Rules) -> None:
    orders = {seat: Orders() for seat in rules.seats}
    orders[SeatId("kim")] = Orders(moves=(Order("short_range"),))
    told = Counter(
        one
        for flags in ((), ("want",))
        for seed in range(6)
        for one in happened(resolve(rules, state(rules, 4, *flags), orders, Dice(seed))[1].entries)
    )
    assert 1 <= told["show_of_strength"] <= 6
    assert told["bread_is_bread"] == 0


def test_want_is_told_in_both_directions(rules: Rules) -> None:
    cable = rules.scenario.events[EventId("want")].cables[SeatId("kim")]
    assert "sell" in cable
    assert "frighten" in cable
    news = rules.scenario.events[EventId("two_readings")]
    assert "BARGAIN" in news.headline
    assert "FRIGHTEN" in news.headline
    assert "two_readings" in dawned(rules, state(rules, 4, "want"))[1]
    assert "two_readings" not in dawned(rules, state(rules, 4, "want", "talks"))[1]


# -- sanctions, vaccine, famine, Iran ---------------------------------------------------------------------


def test_the_sanctions_can_fail_their_test(rules: Rules) -> None:
    """In December ships are counted: how it comes out hangs on how tightly sanctions are enforced."""
    bite = {
        enforcement: sum(
            set_in(rules, "counted", dawned(rules, state(rules, 5, enforcement=enforcement), seed)[0])
            for seed in range(60)
        )
        for enforcement in (40, 60, 80)
    }
    assert 0 < bite[40] < bite[60] < bite[80] < 60
    waiting = {seat: Orders() for seat in rules.seats}
    for flags, told in (((), "sanctions_leak"), (("counted",), "sanctions_bite")):
        _, account = resolve(rules, state(rules, 6, *flags), waiting, Dice(1))
        assert happened(account.entries) & {"sanctions_leak", "sanctions_bite"} == {told}
    effects = [
        " ".join(rules.scenario.events[EventId(f"sanctions_{how}")].effects) for how in ("bite", "leak")
    ]
    assert "standing += " in effects[0]
    assert "standing -= " in effects[1]


def test_a_vaccine_opens_a_border_once_there_is_one(rules: Rules) -> None:
    after, told, _ = dawned(rules, state(rules, 6, done="vaccine"))
    assert "border_and_vaccine" in told
    assert set_in(rules, "crossing", after)
    for shut in (
        state(rules, 6),
        state(rules, 6, "outbreak", done="vaccine"),
        state(rules, 5, done="vaccine"),
    ):
        assert "border_and_vaccine" not in dawned(rules, shut)[1]


def test_famine_is_named_where_it_belongs(rules: Rules) -> None:
    assert "famine" in dawned(rules, state(rules, 6, welfare=7))[1]
    assert "famine" not in dawned(rules, state(rules, 6, welfare=14))[1]
    assert "FAMINE" in rules.scenario.events[EventId("famine")].headline
    waiting = {seat: Orders() for seat in rules.seats}
    for flags, welfare, end in (
        ((), 5, "hungry_spring"),
        (("icbm",), 5, "crisis"),
        ((), 10, "hungry_spring"),
    ):
        closing, _ = resolve(rules, state(rules, 8, *flags, welfare=welfare), waiting, Dice(1))
        assert ending(rules, closing).id == end
        assert ("famine" in " ".join(epilogue(rules, closing))) is (welfare < 10)


def test_accords_elsewhere_and_irans_lesson_are_events_with_effects(rules: Rules) -> None:
    events = rules.scenario.events
    assert "Serbia and Kosovo" in events[EventId("accords")].text
    for id, way in (("accords", "+="), ("snapback", "-="), ("scientist", "-="), ("rejoin", "+=")):
        event = events[EventId(id)]
        assert event.on is not None
        assert any(effect.startswith(f"belief {way}") for effect in event.effects), id
        assert "belief" not in event.text
        assert SeatId("kim") in event.cables
