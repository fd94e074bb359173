"""What a game refuses, in which words; and that a refusal leaves the game as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.players import play
from wargame.rules.orders import Injection, Order, Orders, Ruling
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, SeatSetup

Action = Callable[[Game], object]

ARGUED = Orders(moves=(Order("sell_power", arguments=("They need it.", "So do we.")),))
REFUSALS: dict[str, Action] = {
    "Still waiting for Sarvia, The River Commission.": lambda game: game.resolve(),
    "Halden has committed already; take it back first.": lambda game: game.commit("halden", Orders()),
    "Sarvia has not committed.": lambda game: game.take_back("sarvia"),
    "Halden has committed; change the seat next turn.": lambda game: game.reseat("halden", SeatSetup()),
    "Sarvia has a PIN already.": lambda game: game.lock("sarvia", "54321"),
    "A PIN has 4 to 8 digits.": lambda game: game.lock("halden", "123"),
    "There is no seat 'nosuch'; there are halden, sarvia, commission.": lambda game: game.seat("nosuch"),
    "A ruling needs a reason.": lambda game: game.rule(Ruling("halden", 0, " \n")),
    "There is no argument 3 for this order.": lambda game: game.rule(Ruling("halden", 0, "so", (0, 2))),
    "There is no argument 0 for this order.": lambda game: game.rule(Ruling("halden", 0, "so", (-1,))),
    "An argument is accepted twice.": lambda game: game.rule(Ruling("halden", 0, "so", (1, 1))),
    "Halden has no order 2.": lambda game: game.rule(Ruling("halden", 1, "so")),
    "Halden has no order 0.": lambda game: game.rule(Ruling("halden", -1, "so")),
    "There is no inject 'nosuch'.": lambda game: game.inject(Injection("nosuch")),
    "News needs a headline.": lambda game: game.inject(Injection(headline=" ", text="All wet.")),
    "This game is not being saved.": lambda game: game.save_copy(game.path),
    "The game is not over.": lambda game: game.end(),
    "A rewind needs a reason.": lambda game: game.rewind(1, " "),
    "Nothing has been carried out yet. There is nothing to end.": lambda game: game.break_off(),
    "The game was not broken off.": lambda game: game.go_on(),
    "There is no turn 2; the game has 1.": lambda game: game.note("x", turn=2),
    "A statement needs words.": lambda game: game.declare("halden", "\n"),
}


@pytest.mark.parametrize("words", REFUSALS)
def test_what_can_not_be_done_is_said_and_changes_nothing(mini: Scenario, words: str) -> None:
    game = Game.new(mini, seed=1)
    game.lock("sarvia", "12345")
    game.commit("halden", ARGUED)
    before = repr(game._progress)
    with pytest.raises(GameError) as caught:
        REFUSALS[words](game)
    assert str(caught.value) == words
    assert repr(game._progress) == before


def test_what_is_nearly_refused_is_done(mini: Scenario) -> None:
    game = Game.new(mini, seed=1)
    game.lock("sarvia", "1234")
    game.lock("halden", "12345678")
    game.lock("sarvia", "")
    assert game.locked == {"halden"}
    game.commit("halden", ARGUED)
    game.rule(Ruling("halden", 0, "so", (0, 1)))
    game.rule(Ruling("halden", 0, "better so", (1,)))
    for injection in (Injection("calm"), Injection(headline="A rumour")):
        game.inject(injection)
    for seat in game.waiting:
        game.commit(seat, Orders())
    with pytest.raises(GameError, match=r"^Everybody has committed; it is too late to take orders back\.$"):
        game.take_back("halden")
    umpire = game.resolve().umpire
    assert [ruling.reason for ruling in umpire.rulings] == ["better so"]
    assert len(umpire.injects) == 2


def test_nothing_is_done_once_it_is_over(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=1), 1)
    actions: list[Action] = [
        lambda game: game.resolve(),
        lambda game: game.commit("halden", Orders()),
        lambda game: game.inject(Injection("calm")),
        lambda game: game.rule(Ruling("halden", 0, "so")),
        lambda game: game.reseat("halden", SeatSetup()),
        lambda game: game.lock("halden", "1234"),
    ]
    for action in actions:
        with pytest.raises(GameError, match=r"^The game is over\.$"):
            action(game)


def test_who_has_committed_is_told_so_before_anything_is_said_of_the_orders(mini: Scenario) -> None:
    game = Game.new(mini, seed=1)
    game.commit("halden", Orders())
    with pytest.raises(GameError, match=r"^Halden has committed already; take it back first\.$"):
        game.commit("halden", Orders(moves=(Order("nosuch"),)))


def test_nobody_orders_for_a_closed_seat(mini: Scenario) -> None:
    game = Game.new(mini, seed=1, seats={"sarvia": SeatSetup("closed")})
    with pytest.raises(GameError, match=r"^Sarvia is closed: it has its default orders\.$"):
        game.commit("sarvia", Orders())


def test_news_of_the_umpire_has_twenty_lines_at_most(mini: Scenario) -> None:
    game = Game.new(mini, seed=1)
    game.inject(Injection(headline="A flood", text="\n".join(f"Line {n}" for n in range(1, 31))))
    for seat in game.waiting:
        game.commit(seat, Orders())
    (told,) = game.resolve().umpire.injects
    lines = told.text.splitlines()  # what is too much goes on in the last
    assert lines[:19] == [f"Line {n}" for n in range(1, 20)]
    assert lines[19:] == [" ".join(f"Line {n}" for n in range(20, 31))]
