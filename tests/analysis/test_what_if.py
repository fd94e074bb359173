"""What if: one thing changed, the same luck."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from tests.players import answered_as, play, to_the_bridge
from wargame.analysis.changes import Change, die_for, die_of, less
from wargame.analysis.what_if import counterfactual, what_if
from wargame.debrief.sections.variations import different
from wargame.ids import EventId, MoveId, SeatId
from wargame.rules.account import Happening
from wargame.rules.compiled import Rules
from wargame.rules.orders import Injection, Order, Orders, Reply, Ruling, Umpire
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup, Settings

HALDEN = SeatId("halden")
SOLD = MoveId("sell_power")


@pytest.mark.parametrize("broken", [False, True])
def test_nothing_changed_is_the_game_as_it_was(rules: Rules, broken: bool) -> None:
    for seed in range(3, 6):
        game = play(Game.new(rules, seed=seed), seed, turns=3 if broken else 99)
        if broken and not game.over:
            game.break_off()
        for record in game.adjudicated:
            same = counterfactual(game, Change(record.turn))
            assert same.turns == game.turns[record.turn - 1 :][: len(same.turns)]
            assert (same.end, same.dropped, same.unplayed) == (game.turns[-1].closing or same.end, 0, 0)


def test_the_sample_again_is_the_sample() -> None:
    game = GameLog.read(Path("saves/sample.toml"))
    assert counterfactual(game, Change(1)).turns == game.turns
    same = what_if(game, Change(5, game.turns[4].orders), worlds=3)
    assert same.was == same.now
    assert same.endings == {}
    assert all(moved.mean == 0 for moved in same.seats.values())


def test_a_die_an_order_and_a_ruling_can_be_others(mini: Scenario) -> None:
    game = Game.new(mini, seed=3)
    at = game.rules.move_index[SOLD]
    game.commit("halden", Orders((Order(SOLD),)))
    for seat in ("sarvia", "commission"):
        game.commit(seat, Orders())
    game.resolve()
    die = die_of(game.rules, HALDEN, 0)
    assert counterfactual(game, Change(1, dice={die: 0})).end.done[at] == 1
    assert counterfactual(game, Change(1, dice={die: 99})).end.done[at] == 0
    ruled = Umpire(rulings=(Ruling(HALDEN, 0, "so it is", grade="success"),))
    assert counterfactual(game, Change(1, dice={die: 99}, umpire=ruled)).end.done[at] == 1
    assert counterfactual(game, Change(1, {HALDEN: Orders()})).end.tried[at] == 0
    flood = Umpire(injects=(Injection("flood"),))
    assert counterfactual(game, Change(1, umpire=flood)).end.tracks != game.turns[0].closing.tracks  # type: ignore[union-attr]
    found = what_if(game, Change(1, dice={die: 0}), worlds=20)
    assert found.worlds == 20
    assert sum(share.n for share in found.now.values()) == 20


def test_a_ruling_stays_with_its_order_and_falls_with_it(mini: Scenario) -> None:
    machines = dict.fromkeys(mini.seats, SeatSetup("ai", "default"))
    game = Game.new(mini, seed=3, seats=machines, settings=Settings(umpire=True))
    game.commit("halden", Orders((Order(MoveId("hold_levels")), Order(SOLD))))
    for seat in ("sarvia", "commission"):
        game.commit(seat, Orders())
    game.rule(Ruling(HALDEN, 1, "so it is", grade="failure"))
    game.resolve()
    at, (record, *_) = game.rules.move_index[SOLD], game.turns
    works = {die_of(game.rules, HALDEN, slot): 0 for slot in (0, 1)}  # but for the ruling
    assert record.closing is not None
    assert not record.closing.done[at]
    sold = Change(1, {HALDEN: less(record, HALDEN, 0)}, dice=works)
    assert not counterfactual(game, sold).end.done[at]
    turned = evolve(record.orders[HALDEN], moves=record.orders[HALDEN].moves[::-1])
    found = counterfactual(game, Change(1, {HALDEN: turned}, dice=works))
    assert not found.end.done[at]
    assert found.turns[0].umpire.rulings == (Ruling(HALDEN, 0, "so it is", grade="failure"),)
    held = counterfactual(game, Change(1, {HALDEN: less(record, HALDEN, 1)}, dice=works)).turns[0]
    assert held.umpire.rulings == ()
    one = game.vary(1, change=sold, seats=machines)
    one.resolve()
    assert one.turns[0].closing == counterfactual(game, sold).turns[0].closing
    told = list(different(one))
    assert not any("umpire" in line for line in told), told
    free = Change(1, umpire=Umpire())
    other = game.vary(1, change=free, seats=machines)
    other.resolve()
    assert "The umpire does not rule on “Sell next winter's power to Sarvia” of Halden" in list(
        different(other)
    )


def test_later_orders_that_make_no_sense_any_more_are_dropped(mini: Scenario) -> None:
    """What can be done once falls away where it has been done before."""
    game = Game.new(mini, seed=3)
    for turn in (1, 2):
        game.commit("halden", Orders((Order(SOLD),) if turn == 2 else ()))
        for seat in ("sarvia", "commission"):
            game.commit(seat, Orders())
        game.resolve()
    die = die_of(game.rules, HALDEN, 0)
    found = counterfactual(game, Change(1, {HALDEN: Orders((Order(SOLD),))}, dice={die: 0}))
    assert found.dropped == 1
    assert [len(turn.orders[HALDEN].moves) for turn in found.turns] == [1, 0]


def test_an_event_happens_or_does_not_also_in_the_dawn_that_follows(rules: Rules) -> None:
    game = play(Game.new(rules, seed=4), 4)
    melt, drought = EventId("melt"), EventId("drought")

    def happened(event: EventId, *, so: bool, turn: int) -> list[bool]:
        turns = counterfactual(game, Change(turn, events={event: so})).turns
        entries = [e for t in turns for e in (*t.dawn.entries, *(t.account.entries if t.account else ()))]
        return [e.happened for e in entries if isinstance(e, Happening) and e.id == event]

    assert True in happened(drought, so=True, turn=1)
    assert happened(melt, so=True, turn=2)[0]
    dry = [
        n for n, t in enumerate(game.turns) for e in t.dawn.entries if getattr(e, "id", "") == drought and n
    ]
    for n in dry:  # in the dawn of the turn n + 1, which the turn n threw for
        assert happened(drought, so=False, turn=n)[:1] in ([], [False])
    assert die_for("event", "drought")[0] == b"event\x1fdrought"


def test_an_answer_in_public_can_be_another(rules: Rules) -> None:
    game = to_the_bridge(Game.new(rules, seed=1, seats={"commission": SeatSetup("closed")}))
    held = [Reply("planks", "halden", "hold"), Reply("planks", "sarvia", "hold")]
    answered_as(game, held).resolve()
    climbed = counterfactual(game, Change(2, replies=(evolve(held[0], answer="back down"),)))
    assert [fought.answers for fought in climbed.end.exchanges] == [("back down",)]
    assert game.turns[1].closing is not None
    assert game.turns[1].closing.exchanges[0].answers == ("hold", "hold")


def test_an_end_that_comes_sooner_leaves_orders_unplayed(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    later = sum(len(o.moves) for record in game.turns[1:] for o in record.orders.values())
    opening = game.turns[0].opening
    tracks = zip(rules.track_index, opening.tracks, strict=True)
    war = evolve(opening, tracks=tuple(8 if id == "tension" else value for id, value in tracks))
    game._progress.turns = (evolve(game.turns[0], opening=war), *game.turns[1:])
    ended = counterfactual(game, Change(1))
    assert ended.end.ending == "war"
    assert (len(ended.turns), ended.unplayed) == (1, later)


def test_players_of_choice_play_on(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    change = Change(1, {HALDEN: Orders()})
    drawn = what_if(game, change, worlds=12, players=dict.fromkeys(rules.seats, "default"))
    assert drawn == what_if(game, change, worlds=12, players=dict.fromkeys(rules.seats, "default"))
    assert drawn.now != what_if(game, change, worlds=12, seed=1, other_dice=True).now
    with pytest.raises(KeyError):
        what_if(game, change, players={"halden": "planner"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(9), "Turn 9 has not been adjudicated"),
        (Change(0), "Turn 0 has not been adjudicated"),
        (Change(1, {SeatId("moon"): Orders()}), "no seat 'moon'"),
        (Change(1, {HALDEN: Orders((Order(MoveId("patrol")),))}), "no move 'patrol'"),
        (Change(1, events={EventId("comet"): True}), "no event 'comet'"),
        (Change(1, dice={die_for("a", "b"): 100}), "0 to 99"),
    ],
)
def test_what_could_not_be_is_refused(change: Change, words: str, rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    with pytest.raises(GameError, match=words):
        what_if(game, change)
