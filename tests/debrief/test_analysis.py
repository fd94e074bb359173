"""The analysis of a game in words: every kind of moment, and nothing while people play."""

from __future__ import annotations

import pytest

from tests.players import MACHINES, answered_as, play, to_the_bridge
from wargame.analysis.criteria import Met
from wargame.analysis.measures import Shift
from wargame.analysis.results import Budget, results
from wargame.analysis.turning_points import Kind, TurningPoint, TurningPoints, moments_of
from wargame.debrief.columns import WIDTH
from wargame.debrief.model import Item, List, Section, text_of
from wargame.debrief.sections.analysis import apart, criteria, moment
from wargame.debrief.text import analysis
from wargame.ids import EndingId
from wargame.rules.compiled import Rules
from wargame.rules.orders import Injection, Orders, Reply, Ruling
from wargame.session import Game, GameError, GameLog, SeatSetup


def told(game: GameLog) -> str:
    return "\n".join(analysis(game, lambda game: results(game, Budget(150, 100, 4))))


def test_a_finished_game_is_told_in_the_order_of_a_debrief(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    text = told(game)
    titles = [
        "THE KORRIN DAM",
        "What the game was to show",
        "What moved the game",
        "Offers",
        "The best that were never made",
        "Promises and deeds",
        "Who climbed",
        "The same orders under other dice",
        "Turn by turn",
    ]
    lines = text.split("\n")
    found = [line for line in lines if line in titles]
    assert found == titles
    assert max(map(len, lines)) <= WIDTH
    assert "-0" not in text
    score = game.end().scores[0]
    assert f"{score.seat.name}: {score.score} points, where " in text
    assert "There was bread at the end. [" in text
    assert "Turn 1: its moves came out as they would " in text


def test_a_first_turn_is_told_only_of_what_need_hold_once(rules: Rules) -> None:
    """What held for a while and not to the end is not met, and what always held has no first turn."""
    criterion = rules.scenario.criteria
    for one, note in (("always", "not met"), ("always", "met"), ("end", "not met"), ("end", "met")):
        id = next(id for id, c in criterion.items() if c.holds == one)
        (item,) = items_of(criteria(Game.new(rules), [Met(id, note == "met", (1, 2))]))
        assert item.note == note
    id = next(id for id, c in criterion.items() if c.holds == "ever")
    (item,) = items_of(criteria(Game.new(rules), [Met(id, True, (2, 3))]))
    assert item.note == "met, first after turn 2"


def items_of(section: Section) -> tuple[Item, ...]:
    (found,) = section.blocks
    assert isinstance(found, List)
    return found.items


def test_every_moment_has_words(rules: Rules) -> None:
    """Also a small one that no game is told by."""
    games = [play(Game.new(rules, seed=seed), seed) for seed in range(3, 7)]
    game = to_the_bridge(Game.new(rules, seed=1, seats={"commission": SeatSetup("closed")}))
    game.inject(Injection("flood"))
    game.rule(Ruling("sarvia", 0, "as told", grade="success"))
    replies = [Reply("planks", "halden", "hold"), Reply("planks", "sarvia", "hold")]
    games.append(answered_as(game, replies))
    game.resolve()
    kinds = set()
    for one in games:
        for m in moments_of(one):
            point = TurningPoint(m.change.turn, m.kind, m.seat, m.what, m.instead, {}, {}, 1.0)
            assert text_of(moment(one, point)) != m.what
            kinds.add(m.kind)
    assert kinds >= {"order", "offer", "signature", "stance", "answer", "ruling", "inject", "die", "event"}


def test_a_game_that_is_on_has_no_analysis_for_people_who_play_it(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5, turns=1)
    with pytest.raises(GameError, match="tells everything"):
        told(game)
    machines = Game.new(rules, seed=5, seats=MACHINES)
    assert "Nothing has been carried out yet" in told(machines)
    play(machines, 5, turns=2)
    assert "What moved the game" in told(machines)


def test_time_is_told_where_it_was_counted(rules: Rules) -> None:
    game = Game.new(rules, seed=1, seats={"commission": SeatSetup("closed")})
    game.commit("halden", Orders(), seconds=70)
    game.commit("sarvia", Orders(), seconds=250, late=True)
    game.resolve()
    game.break_off()
    text = told(game)
    assert "Halden: 70 s in the mean, 70 s at most." in text
    assert "Sarvia: 250 s in the mean, 250 s at most; out of time 1 times." in text


def test_what_moves_exactly_what_a_moment_told_before_moved_is_no_other_moment() -> None:
    def point(turn: int, kind: Kind, what: str, mean: float) -> TurningPoint:
        moved = {EndingId("war"): Shift(mean, mean - 1, mean + 1)}
        return TurningPoint(turn, kind, "", what, "", moved, {}, 1)

    test, follows = point(2, "order", "test", 9), point(2, "event", "condemned", 9)
    other, later = point(2, "event", "storm", 8), point(3, "event", "condemned", 9)
    assert apart(TurningPoints((test, follows, other, later), 9, 9, 9)) == [test, other, later]
