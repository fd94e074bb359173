"""The simple policies: legal whatever happens, repeatable, and deaf to what they may not know."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from attrs import evolve

from tests.players import asked, play, to_the_bridge
from wargame import scenario as scenarios
from wargame.bots import runner
from wargame.bots.random_policy import RandomPolicy
from wargame.bots.registry import OWN, fast_maker, maker, names
from wargame.bots.seating import SeatingError, checked, seat_setup, setups
from wargame.rules.orders import AnswerWord, Order, Orders
from wargame.rules.views import ExchangeView, SeatView
from wargame.scenario.model import Scenario
from wargame.session import Game, SeatSetup

MINI = Path(__file__).resolve().parents[1] / "scenarios" / "mini.toml"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return scenarios.load(MINI)


def new(scenario: Scenario, seed: int, word: str = "ai:random", **words: str) -> Game:
    return Game.new(scenario, seed=seed, seats=setups(scenario, words, word))


@pytest.mark.parametrize("policy", [f"{name}:20" if name == "planner" else name for name in names()])
def test_every_policy_plays_legal_games_to_their_end(
    policy: str, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems: list[str] = []
    plain = Game.problems

    def noted(game: Game, seat: str, orders: Orders) -> list[str]:
        found = plain(game, seat, orders)
        problems.extend(found)
        return found

    monkeypatch.setattr(Game, "problems", noted)
    for seed in range(
        30 if policy in names() else 8
    ):  # it looks ahead, and test_planner has more of its games
        game = new(scenario, seed, f"ai:{policy}")
        runner.play_out(game)
        assert game.over
    assert problems == []


def test_random_play_comes_upon_everything_that_can_be_ordered(scenario: Scenario) -> None:
    orders = []
    for seed in range(40):
        game = new(scenario, seed)
        runner.play_out(game)
        orders += [given for turn in game.turns for given in turn.orders.values()]
    assert all(
        any(getattr(given, part) for given in orders)
        for part in ("moves", "letters", "drafts", "answers", "stances")
    )
    assert any(order.options for given in orders for order in given.moves)
    assert any(letter.promise for given in orders for letter in given.letters)
    ordered = {order.move for given in orders for order in given.moves}
    assert ordered == set(scenario.moves)


def test_the_same_game_is_played_the_same_way_and_another_is_not(scenario: Scenario) -> None:
    games = [new(scenario, seed) for seed in (1, 1, 2)]
    for game in games:
        runner.play_out(game)
    one, again, other = ([turn.orders for turn in game.turns] for game in games)
    assert one == again
    assert one != other


def test_what_another_seat_does_changes_nobody_elses_numbers(scenario: Scenario) -> None:
    alone, company = new(scenario, 5), new(scenario, 5)
    first, *others = scenario.seats
    policies = runner.policies_of(alone)
    expected = runner.choose(alone, first, policies[first])
    for seat in others:
        company.commit(seat, company.default(seat))
    assert runner.choose(company, first, policies[first]) == expected


def test_only_the_seats_of_policies_are_committed_for(scenario: Scenario) -> None:
    first, second, third = scenario.seats
    game = new(scenario, 1, "people", **{second: "ai:random", third: "closed"})
    assert runner.commit_waiting(game, runner.policies_of(game)) == (second,)
    assert game.committed == {second}
    assert game.waiting == (first,)
    assert runner.commit_waiting(game, runner.policies_of(game)) == ()


def test_what_was_thought_beforehand_is_what_would_be_ordered(scenario: Scenario) -> None:
    first, second, third = scenario.seats
    game, other = (new(scenario, 1, "people", **{second: "ai:random", third: "ai:random"}) for _ in range(2))
    thoughts = runner.Thoughts(game)
    game.reseat(third, SeatSetup("closed"))
    runner.commit_machines(game, thoughts)
    other.reseat(third, SeatSetup("closed"))
    runner.commit_machines(other)
    assert game.take_back(second) == other.take_back(second)
    assert thoughts.of(third) is None  # it is no machine's any more
    assert thoughts.of(first) is None


def test_machines_whose_policy_is_gone_give_their_defaults(scenario: Scenario) -> None:
    first, second, third = scenario.seats
    game = new(scenario, 1, "people", **{second: "ai:random", third: "closed"})
    game.reseat(second, SeatSetup("ai", "a policy of long ago"))
    runner.commit_machines(game)
    assert game.committed == {second}
    assert game.waiting == (first,)
    assert game.take_back(second) == game.default(second)


def test_illegal_orders_are_replaced_by_the_default_and_say_so(scenario: Scenario) -> None:

    class Cheat:
        def choose(self, view: object, rng: object) -> Orders:
            return Orders(moves=(Order("no_such_move"),))

    game, seat = new(scenario, 1), next(iter(scenario.seats))
    orders = runner.choose(game, seat, Cheat())
    assert orders.moves == game.default(seat).moves
    assert "not legal" in orders.why
    assert "no_such_move" in orders.why


def test_words_for_who_sits_where(scenario: Scenario) -> None:
    assert seat_setup("people") == SeatSetup(kind="people")
    assert seat_setup("closed") == SeatSetup(kind="closed")
    assert seat_setup("ai:default") == SeatSetup(kind="ai", policy="default")
    assert seat_setup("ai") == SeatSetup(kind="ai", policy="random")
    with pytest.raises(SeatingError, match="Did you mean default"):
        seat_setup("ai:defalt")
    with pytest.raises(SeatingError, match="people, closed or ai:POLICY"):
        seat_setup("robot")
    with pytest.raises(SeatingError, match="There is no seat 'xyz'"):
        setups(scenario, {"xyz": "people"})
    assert seat_setup("ai:planner:600") == SeatSetup(kind="ai", policy="planner:600")
    for word in ("ai:planner:0", "ai:planner:many", "ai:planner:100001"):
        with pytest.raises(SeatingError, match="from 1 to 100,000"):
            seat_setup(word)


def test_every_policy_can_be_made_where_its_entry_says(scenario: Scenario) -> None:
    game = new(scenario, 1)
    seat = next(iter(scenario.seats))
    for name, entry in OWN.items():
        assert entry.table or entry.fast
        assert bool(entry.argument) == bool(entry.check)
        if entry.table:
            assert callable(maker(name)(game.seat(seat), "").choose)
        else:
            with pytest.raises(KeyError):
                maker(name)
        if entry.fast:
            assert callable(fast_maker(name)(game.rules, 0))
        else:
            with pytest.raises(KeyError):
                fast_maker(name)


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("random:5", "nothing may stand behind random"),
        ("default:", "nothing may stand behind default"),
        ("history:2020", "nothing may stand behind history"),
        ("planner:", "only a number of looks ahead may stand behind planner"),
        ("planner:few", "a number of looks ahead from 1"),
        ("moves", "only plays batches"),
        ("people", "There are random, default, history, planner, cards; closed leaves"),
        ("ai:random", "There is no policy 'ai'"),
    ],
)
def test_what_means_nothing_is_refused(word: str, says: str) -> None:
    with pytest.raises(SeatingError, match=says):
        seat_setup(f"ai:{word}")


def test_a_batch_has_policies_of_its_own() -> None:
    assert checked("moves", batch=True) == "moves"
    with pytest.raises(SeatingError, match="nothing may stand behind moves"):
        checked("moves:3", batch=True)
    with pytest.raises(
        SeatingError, match="There are random, default, history, planner, cards, moves; closed"
    ):
        checked("people", batch=True)


def test_a_policy_has_the_door_and_not_the_game(scenario: Scenario) -> None:
    """Nothing public of what a policy is made from leads to the game, another seat or the dice."""
    game = new(scenario, 1)
    for seat in scenario.seats:
        door = game.seat(seat)
        for name in (name for name in dir(door) if not name.startswith("_")):
            held = getattr(door, name)
            assert held is not game
            assert held is not game.state
            assert held is not game.record
        assert door.id == seat
        assert door.view().seat.id == seat
        assert not {"seed", "state", "record", "turns", "resolve", "debrief"} & set(dir(door))


def test_a_random_policy_signs_no_two_texts_that_exclude_each_other(mini: Scenario) -> None:
    """In this game two such proposals wait for one seat."""
    game = play(Game.new(mini, seed=961), 961, turns=2)
    view = game.view("halden")
    waiting = [p.id for p in view.proposals if p.must_answer]
    assert len(waiting) == 2
    signed = 0
    for seed in range(60):
        orders = RandomPolicy(answers=1).choose(view, random.Random(seed))
        assert game.problems("halden", orders) == []
        signed += sum(answer.answer == "sign" for answer in orders.answers)
    assert signed > 20


def at_the_bridge(scenario: Scenario, seed: int, **seats: str) -> Game:
    """A game in its second turn, all orders in, and Halden asked."""
    patrol = evolve(scenario.moves["patrol"], odds="100")
    scenario = evolve(scenario, moves={**scenario.moves, "patrol": patrol})
    kinds = {seat: SeatSetup("ai", policy) for seat, policy in seats.items()}
    return to_the_bridge(Game.new(scenario, seed=seed, seats={"commission": SeatSetup("closed"), **kinds}))


@pytest.mark.parametrize("policy", [f"{name}:20" if name == "planner" else name for name in names()])
def test_every_policy_answers_in_exchanges_and_the_same_way_again(policy: str, scenario: Scenario) -> None:
    said = set()
    for seed in range(8):
        games = [at_the_bridge(scenario, seed, halden=policy, sarvia=policy) for _ in range(2)]
        for game in games:
            runner.answer_machines(game)
            assert game.exchange is None
            game.resolve()
        assert games[0].turns == games[1].turns
        said |= {reply.answer for reply in games[0].turns[1].replies}
    assert len(said) > 1


def test_a_policy_of_its_own_mind_is_asked(scenario: Scenario) -> None:
    class Meek(RandomPolicy):
        def answer(self, view: SeatView, exchange: ExchangeView, rng: random.Random) -> AnswerWord:
            assert view.seat == exchange.asked
            return "back down"

    game = at_the_bridge(scenario, 1)
    runner.answer_waiting(game, {"halden": Meek()})
    game.resolve()
    assert [reply.answer for reply in game.turns[1].replies] == ["back down"]


def test_machines_leave_people_their_answer_and_closed_seats_hold(scenario: Scenario) -> None:
    game = at_the_bridge(scenario, 1, halden="random")
    runner.answer_machines(game)
    assert game.exchange is None or asked(game) == "sarvia"
    game = at_the_bridge(scenario, 1)
    runner.answer_waiting(game, {})
    assert [reply.answer for reply in game._progress.replies] == ["hold", "hold"]


def test_the_planner_backs_down_where_all_else_ends_badly(scenario: Scenario) -> None:
    """The die goes against whoever stands: 95 in 100."""
    exchange = evolve(scenario.exchanges["planks"], slip="95", factors=())
    game = at_the_bridge(evolve(scenario, exchanges={"planks": exchange}), 1, halden="planner:60")
    runner.answer_machines(game)
    assert game._progress.replies[0].answer == "back down"


def test_the_policy_cards_takes_what_is_on_the_card_and_follows_another_policy(scenario: Scenario) -> None:
    """By itself it draws an open choice; behind another policy it takes what has most of that one's orders,
    and says which card it had where nothing on it has any."""
    taken = set()
    for seed in range(6):
        game = new(scenario, seed, "ai:cards")
        while not game.over:
            cards = {seat: game.card(seat) for seat in game.rules.seats}
            runner.commit_waiting(game, runner.policies_of(game))
            for seat, card in cards.items():
                orders = game.pending(seat)
                assert card is not None
                assert orders is not None
                choices = [choice.orders for choice in card.choices if not choice.closed]
                assert evolve(orders, forecast=None) in choices
                taken.add(orders.card)
            runner.answer_waiting(game, runner.policies_of(game))
            game.resolve()
    assert len(taken) > 12
    game = new(scenario, 1, "ai:cards:default", halden="ai:cards:history")
    runner.commit_waiting(game, runner.policies_of(game))
    given = {seat: orders.card for seat in game.rules.seats if (orders := game.pending(seat))}
    # It filled on, which the record says; the defaults are to wait for rain and to publish.
    assert given == {"halden": "lamps/film", "sarvia": "dry/plead", "commission": "name/figures"}
    with pytest.raises(SeatingError, match="behind cards: stands another policy: random"):
        checked("cards:cards")
    with pytest.raises(SeatingError, match="planner:x is no planner"):
        checked("cards:planner:x")
