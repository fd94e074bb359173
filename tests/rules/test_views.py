"""What an eye sees depends only on what it may know. The views are the only door; here it is tried from
all sides."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.players import answered, play
from wargame.rules.belief import bounds, knows_flag, seen
from wargame.rules.bulletins import dawn_news, news
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.ledger import debrief_view
from wargame.rules.orders import Order, Orders
from wargame.rules.record import TurnRecord
from wargame.rules.seat_views import ladder_view, public_view, seat_view
from wargame.rules.state import Mail, Proposal, State
from wargame.rules.views import News, OddsView, by_prominence
from wargame.scenario.model import PUBLIC, Factor, Move, Outcome, Scenario
from wargame.session import Game

SEEDS = range(6)


def views(rules: Rules, turns: tuple[TurnRecord, ...], eye: str) -> str:
    view = public_view(rules, turns) if eye == PUBLIC else seat_view(rules, turns, eye)
    return repr(view)


def with_state(turns: tuple[TurnRecord, ...], state: State) -> tuple[TurnRecord, ...]:
    return (*turns[:-1], evolve(turns[-1], opening=state))


def games(mini: Scenario) -> Iterator[Game]:
    for seed in SEEDS:
        game = play(Game.new(mini, seed=seed), seed, turns=2)
        if not game.over:
            yield game


def same_to(eye: str, rules: Rules, track: str, value: int, other: int) -> bool:
    """Would the eye describe both values alike?"""
    t = rules.scenario.tracks[track]
    return seen(t, eye) == "hidden" or bounds(t, eye, value) == bounds(t, eye, other)


@pytest.fixture(scope="module")
def played(mini: Scenario) -> list[Game]:
    return list(games(mini))


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_hidden_track_changed_changes_no_view_that_may_not_know_it(
    played: list[Game], data: st.DataObject
) -> None:
    game = data.draw(st.sampled_from(played))
    rules, turns, state = game.rules, game.turns, game.record.opening
    id, i = data.draw(st.sampled_from(sorted(rules.track_index.items())))
    track, was = rules.scenario.tracks[id], state.tracks[i]
    near = st.sampled_from([value for value in (was - 1, was + 1) if track.min <= value <= track.max])
    value = data.draw(near | st.integers(track.min, track.max))
    changed = with_state(turns, evolve(state, tracks=(*state.tracks[:i], value, *state.tracks[i + 1 :])))
    for eye in (*rules.seats, PUBLIC):
        if same_to(eye, rules, id, was, value):
            assert views(rules, changed, eye) == views(rules, turns, eye), (eye, id, was, value)
        elif seen(track, eye) == "exact":
            assert views(rules, changed, eye) != views(rules, turns, eye), (eye, id, was, value)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_flags_that_an_eye_may_not_know_change_nothing_it_sees(
    played: list[Game], data: st.DataObject
) -> None:
    game = data.draw(st.sampled_from(played))
    rules, state = game.rules, game.record.opening
    for eye in (*rules.seats, PUBLIC):
        unknown = [i for flag, i in rules.flag_index.items() if not knows_flag(rules, flag, eye)]
        if not unknown:
            continue
        flags = list(state.flags)
        for i in data.draw(st.lists(st.sampled_from(unknown), min_size=1, unique=True)):
            flags[i] = 0 if flags[i] else data.draw(st.integers(1, state.turn))
        turns = with_state(game.turns, evolve(state, flags=tuple(flags)))
        assert views(rules, turns, eye) == views(rules, game.turns, eye)


def test_there_is_something_to_hide(mini: Scenario) -> None:
    """Else the two before would hold of themselves."""
    eyes = (*mini.seats, PUBLIC)
    assert {seen(track, eye) for track in mini.tracks.values() for eye in eyes} >= {
        "hidden",
        "band",
        "estimate",
    }
    assert any(PUBLIC not in flag.seen for flag in mini.flags.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_others_letters_offers_and_objectives_are_nobody_elses_business(mini: Scenario, seed: int) -> None:
    canary = "CANARY-7781"
    game = play(Game.new(mini, seed=seed), seed, turns=1)
    if game.over:
        pytest.fail("a game of the small scenario is over after one turn")
    rules, state = game.rules, game.record.opening
    secret = evolve(
        state,
        mail=(*state.mail, Mail(1, "halden", "sarvia", canary)),
        proposals=(
            *state.proposals,
            Proposal(canary, "halden", ("slow_fill",), ("halden", "sarvia"), (), 1, 3, canary),
        ),
        hidden=(canary, canary, ""),
    )
    turns = with_state(game.turns, secret)
    assert canary in views(rules, turns, "sarvia")
    for eye in ("commission", PUBLIC):
        assert canary not in views(rules, turns, eye)


def test_a_letter_on_its_way_is_not_yet_read(mini: Scenario) -> None:
    game = Game.new(mini, seed=2)
    state = evolve(game.record.opening, mail=(Mail(1, "halden", "sarvia", "soon"),))
    turns = with_state(game.turns, state)
    assert not seat_view(game.rules, turns, "sarvia").received
    assert seat_view(game.rules, turns, "halden").sent


def test_no_view_holds_the_seed(mini: Scenario) -> None:
    seed = 918273645546
    game = play(Game.new(mini, seed=seed), 3)
    for eye in (*game.rules.seats, PUBLIC):
        for turn in range(1, game.turn + 1):
            assert str(seed) not in views(game.rules, game.turns[:turn], eye)
    assert str(seed) not in repr([game.debrief(turn) for turn in range(1, game.turn + 1)])
    assert str(seed) not in game.id


def test_looking_changes_nothing(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=5), 5, turns=2)
    before = repr(game.turns)
    for eye in (*game.rules.seats, PUBLIC):
        views(game.rules, game.turns, eye)
    debrief_view(game.rules, game.turns)
    for seat in game.rules.seats:
        game.problems(seat, game.default(seat))
    assert repr(game.turns) == before


def test_a_page_leads_with_what_seats_brought_about(mini: Scenario) -> None:
    def told(headline: str, weight: int, *, decided: bool, changed: int = 0) -> News:
        return News(1, headline, "", weight, "", decided=decided, changed=changed)

    page = [
        told("a storm", 8, decided=False),
        told("a war", 9, decided=False, changed=30),
        told("a parade", 5, decided=True),
        told("a debate", 2, decided=False),
        evolve(told("an order", 9, decided=True), slip=True),
    ]
    ranked = [item.headline for item in by_prominence(page)]
    assert ranked == ["a war", "a parade", "a storm", "a debate", "an order"]
    names = {seat.name for seat in mini.seats.values()}
    for game in games(mini):
        for record in game.turns:
            assert not any(item.decided for item in dawn_news(game.rules, record))
            assert all(item.decided for item in news(game.rules, record) if item.source in names)


def test_covert_deeds_are_news_only_if_they_leak(mini: Scenario) -> None:
    told = silent = 0
    for seed in range(40):
        game = play(Game.new(mini, seed=seed), seed)
        for record in game.turns:
            assert record.account is not None
            for deed in record.account.entries:
                if getattr(deed, "move", "") != "survey_gauge" or not hasattr(deed, "leaked"):
                    continue
                public = repr(game.reveal(record.turn)) + repr(
                    public_view(game.rules, game.turns[: record.turn]).news
                )
                name = "divers"
                assert (name in public.lower()) is bool(deed.leaked)
                told += bool(deed.leaked)
                silent += not deed.leaked
    assert told
    assert silent


def test_the_reveal_reckons_with_choices_that_were_left_to_the_default(mini: Scenario) -> None:
    """Whoever says nothing takes the first choice: the same odds and the same die as if it were said."""
    move = evolve(mini.moves["fill_on"], odds="60 + (30 if option('hushed') else 0)")
    rules = compile_rules(evolve(mini, moves={**mini.moves, "fill_on": move}))
    told = []
    for options in ((), (("volume", "hushed"),), (("volume", "loud"), ("volume", "hushed"))):
        game = Game.new(rules, seed=4)
        for seat in game.waiting:
            orders = Orders(moves=(Order("fill_on", options),)) if seat == "halden" else Orders()
            game.commit(seat, orders)
        game.resolve()
        told.append(next(line for line in game.reveal(1) if line.what == move.name))
    assert told[0].odds is not None
    assert told[0].odds.percent == 90
    assert told[0] == told[1] == told[2]


def test_a_seat_sees_its_own_resource_and_moves_with_reasons_why_they_are_closed(
    mini: Scenario,
) -> None:
    game = Game.new(mini, seed=1)
    view = game.view("sarvia")
    by_id = {move.id: move for move in view.moves}
    assert by_id["seize_bridge"].closed == "no troops stand ready"
    assert not by_id["patrol"].closed
    assert {move.id for move in view.moves} == {
        m.id for m in game.scenario.moves.values() if m.seat == "sarvia"
    }
    assert game.view("halden").resource_left == 6


def test_a_factor_that_depends_on_the_others_is_shown_as_unknown(mini: Scenario) -> None:
    move = next(m for m in Game.new(mini, seed=1).view("halden").moves if m.id == "sell_power")
    assert isinstance(move.odds, OddsView)
    guess = [f for f in move.odds.factors if f.unknown]
    assert [(f.add, f.because) for f in guess] == [(-15, "soldiers on the bank")]
    known = move.odds.base + sum(f.add for f in move.odds.factors if not f.unknown)
    assert move.odds.percent == min(max(known, 3), 97)


def test_views_of_the_past_stay_as_they_were(mini: Scenario) -> None:
    game = Game.new(mini, seed=8)
    first = {seat: game.view(seat) for seat in game.rules.seats}
    play(game, 8)
    for seat, view in first.items():
        assert game.view(seat, 1) == view


def test_random_players_can_only_use_what_they_see(mini: Scenario) -> None:
    """A policy's orders, made from its view alone, are legal in the true state, whatever that hides."""
    rng = random.Random(1)
    orders = 0
    for seed in range(20):
        game = Game.new(mini, seed=seed)
        while not game.over:
            for seat in game.waiting:
                game.commit(seat, game.default(seat) if rng.random() < 0.2 else _random(game, rng, seat))
                orders += 1
            answered(game, rng).resolve()
    assert orders > 100


def _random(game: Game, rng: random.Random, seat: str):  # type: ignore[no-untyped-def]
    from tests.players import random_orders

    return random_orders(game, rng, seat)


def test_the_ladder_stands_from_the_bottom_and_shows_who_may_know_where_the_world_is(mini: Scenario) -> None:
    assert mini.ladder is not None
    rungs = dict(reversed(mini.ladder.rungs.items()))
    tension = evolve(mini.tracks["tension"], start=7, seen={"sarvia": "hidden", PUBLIC: "band"})
    s = evolve(mini, tracks={**mini.tracks, "tension": tension}, ladder=evolve(mini.ladder, rungs=rungs))
    s = evolve(s, tracks={**s.tracks, "tension": evolve(tension, seen={**tension.seen, "halden": "exact"})})
    rules = compile_rules(s)
    state = Game.new(rules, seed=1).record.opening
    here = {
        eye: [r.name for r in ladder_view(rules, state, eye) if r.here] for eye in ("halden", "sarvia", None)
    }
    assert here == {"halden": ["The bridge"], "sarvia": [], None: ["The bridge"]}
    assert [r.at for r in ladder_view(rules, state, "halden")] == [0, 4, 6, 8]


def test_a_scenario_without_a_ladder_shows_none(mini: Scenario) -> None:
    moves = {id: evolve(move, rung="", back_down=False) for id, move in mini.moves.items()}
    rules = compile_rules(evolve(mini, ladder=None, moves=moves))
    assert ladder_view(rules, Game.new(rules, seed=1).record.opening, None) == ()


def test_what_is_sure_has_no_failure(mini: Scenario) -> None:
    """And a move tells the rung that it climbs to."""
    game = Game.new(mini, seed=1)
    told = {move.id: move for seat in game.rules.seats for move in game.view(seat).moves}
    sure = {id for id, move in told.items() if move.odds.percent == 100}  # type: ignore[union-attr]
    assert {"hold_levels", "fill_on"} <= sure
    assert [id for id in sure for effect in told[id].effects if effect.startswith("If not")] == []
    assert any(effect.startswith("If not") for effect in told["sell_power"].effects)
    gauge = evolve(mini.moves["publish_gauge"], failure=Outcome(effects=("standing -= 5",)))
    standing = mini.tracks["standing"].name
    assert effects_of(mini, gauge) == [f"If it works: {standing} up 1."]
    assert effects_of(mini, evolve(gauge, odds="99"))[1:] == [f"If not: {standing} down 5."]
    ladder = mini.ladder
    assert ladder is not None
    climbs = {id: ladder.rungs[move.rung].name for id, move in mini.moves.items() if move.rung}
    assert {id: move.rung for id, move in told.items() if move.rung} == climbs != {}


def effects_of(s: Scenario, move: Move) -> list[str]:
    """What the seat of a move is told that it would do, on the first day of a scenario that has it."""
    view = Game.new(evolve(s, moves={**s.moves, move.id: move}), seed=1).view(move.seat)
    return list(next(m for m in view.moves if m.id == move.id).effects)


def test_what_comes_to_nothing_is_not_told(mini: Scenario) -> None:
    success = Outcome(effects=("standing += 3", "harvest += 2", "standing -= 3"))
    assert effects_of(mini, evolve(mini.moves["rebuke"], success=success)) == [
        f"If it works: {mini.tracks['harvest'].name} up 2."
    ]


def test_what_others_may_bring_about_is_a_guess(mini: Scenario) -> None:
    """Also where it has to work, and its choices are no guess's."""
    seized = Factor(add="12", when="happened('seize_bridge')", because="the bridge is lost")
    move = mini.moves["sell_power"]
    game = Game.new(
        evolve(mini, moves={**mini.moves, move.id: evolve(move, factors=(*move.factors, seized))}), seed=1
    )
    told = next(m for m in game.view(move.seat).moves if m.id == move.id).odds.factors  # type: ignore[union-attr]
    assert [(f.add, f.unknown) for f in told if f.because == seized.because] == [(12, True)]


def test_a_factor_is_told_once_and_only_where_it_adds_something(mini: Scenario) -> None:
    """One that counts already is no guess, and neither is one that would add nothing."""
    move = mini.moves["sell_power"]
    factors = [f for f in move.factors if f.because == "soldiers on the bank"]
    assert len(factors) == 1
    sure = evolve(factors[0], when="true")
    nothing = evolve(factors[0], add="0", because="a rumour")  # of others' deeds, too
    changed = evolve(move, factors=(*move.factors, sure, nothing))
    game = Game.new(evolve(mini, moves={**mini.moves, "sell_power": changed}), seed=1)
    told = next(m for m in game.view("halden").moves if m.id == "sell_power").odds.factors  # type: ignore[union-attr]
    assert [f.because for f in told if f.because in ("soldiers on the bank", "a rumour")] == [
        "soldiers on the bank"
    ]
