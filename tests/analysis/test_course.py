"""What a save says of a game's course without anything being played: forecasts, promises, who climbed, how
long it took."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from tests.players import play, to_the_bridge
from wargame.analysis.bargaining import bargaining
from wargame.analysis.chance import luck_of_game
from wargame.analysis.changes import Change
from wargame.analysis.criteria import criteria
from wargame.analysis.escalation import Climb, escalation
from wargame.analysis.forecasts import AimGuess, Reading, forecasts
from wargame.analysis.outlook import outlook
from wargame.analysis.promises import promises
from wargame.analysis.results import results
from wargame.analysis.times import DecisionTime, times
from wargame.analysis.turning_points import turning_points
from wargame.analysis.what_if import what_if
from wargame.debrief.text import analysis
from wargame.ids import CriterionId
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Letter, Order, Orders, Promise
from wargame.scenario.model import Criterion, Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.values import frozen

NOON = datetime(2026, 3, 12, 12, 0)


@frozen
class Watch:
    """A clock that goes on a minute whenever it is looked at."""

    looked: list[int]

    def __call__(self) -> datetime:
        self.looked.append(1)
        return NOON + timedelta(minutes=len(self.looked))


def turn(game: Game, **orders: Orders) -> Game:
    """The game, once these orders and no others have been carried out."""
    for seat in game.rules.seats:
        game.commit(seat, orders.get(seat, Orders()))
    game.resolve()
    return game


def moves(*ids: str, **more: object) -> Orders:
    return Orders(tuple(Order(id) for id in ids), **more)


def test_forecasts_tell_who_misread_whom(mini: Scenario) -> None:
    asked = evolve(mini.forecasts["will_patrol"], decided_by=("sarvia",))
    game = Game.new(compile_rules(evolve(mini, forecasts={"will_patrol": asked})), seed=1)
    turn(game, sarvia=moves("patrol"), halden=Orders(forecast=10), commission=Orders(forecast=80))
    found = forecasts(game)
    (question,) = found.questions
    assert (question.id, question.turn, question.about, question.outcome) == (
        "will_patrol", 1, ("sarvia",), True,
    )  # fmt: skip
    assert [(a.seat, a.percent, round(a.brier or 0, 4)) for a in question.answers] == [
        ("halden", 10, 0.81),
        ("commission", 80, 0.04),
    ]
    halden, commission = found.readings
    assert halden == Reading("halden", "sarvia", 1, halden.brier, 1)
    assert commission == Reading("commission", "sarvia", 1, commission.brier, 0)
    assert found.seats == {"halden": halden.brier, "sarvia": None, "commission": commission.brier}


def test_what_is_not_decided_yet_has_no_score(rules: Rules) -> None:
    game = turn(turn(Game.new(rules, seed=1)), halden=Orders(forecast=60))
    at_end = forecasts(game).questions[1]
    assert (at_end.id, at_end.outcome, at_end.answers[0].brier) == ("will_sign", None, None)
    assert forecasts(Game.new(rules, seed=1)).readings == ()


def test_guesses_of_hidden_aims_stand_beside_what_was_drawn(rules: Rules) -> None:
    game = play(Game.new(rules, seed=3), 3)
    game.guess("halden", {"sarvia": "face"})
    drawn = game.state.hidden[rules.seat_index["sarvia"]]
    (guess,) = forecasts(game).guesses
    assert guess == AimGuess("halden", "sarvia", "face", drawn)
    assert guess.right == (drawn == "face")


def test_promises_stand_beside_deeds_and_what_their_reader_learned(mini: Scenario) -> None:
    spied = evolve(mini.moves["survey_gauge"], leak="0", visibility="covert")
    rules = compile_rules(evolve(mini, moves={**mini.moves, spied.id: spied}))
    said = [Promise("patrol", False, 3), Promise("survey_gauge", False, 3), Promise("protest", True, 2)]
    letters = tuple(Letter("halden", "Our word.", promise) for promise in said)
    game = turn(Game.new(rules, seed=1), sarvia=Orders(letters=letters))
    assert [(p.status, p.settled, p.learned) for p in promises(game)] == [("open", None, None)] * 3
    turn(game, sarvia=moves("survey_gauge", "protest"))
    turn(game)
    assert [(p.move, p.status, p.settled, p.learned) for p in promises(game)] == [
        ("patrol", "kept", 3, 3),
        ("survey_gauge", "broken", 2, None),  # in secret
        ("protest", "kept", 2, 2),
    ]
    assert {(p.seat, p.to, p.made) for p in promises(game)} == {("sarvia", "halden", 1)}
    assert promises(Game.new(rules, seed=1)) == ()


def test_a_leak_lets_a_reader_learn_of_a_broken_promise(mini: Scenario) -> None:
    spied = evolve(mini.moves["survey_gauge"], leak="100", visibility="covert")
    game = Game.new(compile_rules(evolve(mini, moves={**mini.moves, spied.id: spied})), seed=1)
    word = Letter("halden", "Our word.", Promise("survey_gauge", False, 3))
    turn(turn(game, sarvia=Orders(letters=(word,))), sarvia=moves("survey_gauge"))
    (kept,) = promises(game)
    assert (kept.status, kept.settled, kept.learned) == ("broken", 2, 2)


def test_every_step_of_the_ladder_has_its_cause(rules: Rules) -> None:
    for seed in range(6):
        game = play(Game.new(rules, seed=seed), seed)
        found = escalation(game)
        assert found.ladder == "tension"
        at = rules.track_index[found.ladder]
        for height, record in zip(found.heights, game.turns, strict=True):
            assert record.closing is not None
            steps = [c for c in found.climbs if c.turn == height.turn and c.kind != "drift"]
            level = height.opening
            for step in steps:
                if step.before != level:  # an event of the dawn, before seats decided
                    continue
                level = step.after
            assert level == height.closing == record.closing.tracks[at]
            assert height.highest >= max(height.opening, height.closing)
        for n, seat in enumerate(rules.seats):
            assert found.seats[seat].index[-1] == game.state.escalation[n]
            ordered = [o for record in game.turns for o in record.orders[seat].moves]
            assert sum(found.seats[seat].ordered.values()) == len(ordered)
        peak = found.peak
        assert peak is not None
        assert peak.highest == max(height.highest for height in found.heights)


def test_an_exchange_climbs_for_whom_it_climbs(rules: Rules) -> None:
    game = to_the_bridge(Game.new(rules, seed=1, seats={"commission": SeatSetup("closed")}))
    while game.exchange:
        assert game.exchange.asked is not None
        game.answer(game.exchange.asked.id, "climb")
    game.resolve()
    climbs = [climb for climb in escalation(game).climbs if climb.kind == "exchange"]
    assert climbs[-1].after == 8
    assert isinstance(climbs[-1], Climb)


def test_without_a_ladder_nobody_stands_on_it(mini: Scenario) -> None:
    game = play(Game.new(compile_rules(evolve(mini, ladder=None)), seed=1), 1)
    found = escalation(game)
    assert (found.ladder, found.heights, found.climbs, found.peak) == ("", (), (), None)
    assert set(found.seats) == {"halden", "sarvia", "commission"}


def test_decisions_have_their_time_where_somebody_counted(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=1, save=path, clock=Watch([]))
    game.commit("halden", Orders(), seconds=90)
    game.commit("sarvia", Orders())
    game.take_back("sarvia")
    game.commit("sarvia", Orders(), seconds=125, late=True)
    game.commit("commission", Orders())
    game.resolve()
    told = (
        DecisionTime(1, "halden", "orders", 90, None, False),
        DecisionTime(1, "sarvia", "orders", 125, 180, True),
        DecisionTime(1, "commission", "orders", None, 60, False),
    )
    assert times(game) == told
    game.commit("halden", Orders(), seconds=5)
    game.rewind(2, "Once more.")
    assert times(game) == told
    game.close()
    log = GameLog.read(path)
    assert times(log) == told
    assert log.verify() == []


def test_what_other_rules_decided_is_told_but_not_played_on() -> None:
    game = GameLog.read(Path("tests/corpus/saves/rules-1.toml"))
    assert escalation(game).heights
    for ask in (luck_of_game, turning_points, bargaining, outlook, lambda game: what_if(game, Change(1))):
        with pytest.raises(GameError, match="played with rules 1"):
            ask(game)
    told = "\n".join(analysis(game, results))
    assert "Who climbed" in told
    assert "nothing here that would have to be played on" in told


@pytest.mark.parametrize("name", ["0.1.0.toml", "0.1.0-flagship.toml", "rules-3-flagship.toml"])
def test_older_saves_tell_what_they_have(name: str) -> None:
    game = GameLog.read(Path("tests/corpus/saves") / name)
    assert all(taken.seconds is None for taken in times(game))
    assert len({(t.turn, t.seat) for t in times(game) if t.what == "orders"}) > 3
    assert escalation(game).heights
    assert forecasts(game).questions
    promises(game)


def test_criteria_are_met_or_not_with_their_first_time(mini: Scenario) -> None:
    def wanted(id: str, when: str, holds: str) -> dict[CriterionId, Criterion]:
        return {CriterionId(id): Criterion(id=id, text=id, when=when, holds=holds)}

    named = {
        **wanted("patrolled", "ordered('patrol')", "ever"),
        **wanted("seized", "ordered('seize_bridge')", "ever"),
        **wanted("quiet", "not ordered('patrol')", "always"),
        **wanted("calm", "turn < 9", "always"),
        **wanted("late", "turn == 4", "end"),
        **wanted("early", "turn == 1", "end"),
    }
    game = Game.new(compile_rules(evolve(mini, criteria=named, events={}, reactions={})), seed=1)
    assert [(one.met, one.first) for one in criteria(game)] == [(None, None)] * 6
    turn(turn(game), sarvia=moves("patrol"))
    so_far = {one.criterion: (one.met, one.turns) for one in criteria(game)}
    assert so_far["patrolled"] == (True, (2,))
    assert so_far["seized"] == (None, ())
    assert so_far["quiet"] == (False, (1,))
    assert so_far["calm"] == (None, (1, 2))
    assert so_far["late"] == (None, ()) != so_far["early"] == (None, (1,))
    turn(turn(game))
    assert game.over
    assert [(one.criterion, one.met, one.first) for one in criteria(game)] == [
        ("patrolled", True, 2),
        ("seized", False, None),
        ("quiet", False, 1),
        ("calm", True, 1),
        ("late", True, 4),
        ("early", False, 1),
    ]


def test_a_scenario_without_criteria_has_none_met(mini: Scenario) -> None:
    assert criteria(play(Game.new(evolve(mini, criteria={}), seed=1), 1)) == ()
