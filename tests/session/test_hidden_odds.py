"""Games that hide odds: until a turn has been carried out seats have words, and no number."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from attrs import fields_dict, has

from tests.players import answered, asked, play
from tests.shipped import shipped_rules
from wargame.bots.policy import weighed
from wargame.bots.random_policy import RandomPolicy
from wargame.rules.estimates import hint
from wargame.rules.orders import Order
from wargame.rules.views import HintView, OddsView, RevealLine
from wargame.scenario.model import Scenario
from wargame.session import Game, Settings

HIDDEN = Settings(odds="hidden")
MET = {"card", "exchange", "risk", "deal", "opens", "told"}
"""What must have come up in the games that were looked at."""
NUMBER = re.compile(r"\d+ ?%")


def inside(value: Any) -> Iterator[Any]:
    """All that a view holds, with what is worked out only when it is asked for."""
    yield value
    if has(type(value)):
        for name in fields_dict(type(value)):
            yield from inside(getattr(value, name))
    elif isinstance(value, dict):
        yield from (found for item in value.items() for part in item for found in inside(part))
    elif isinstance(value, tuple | list):
        yield from (found for item in value for found in inside(item))


def leaks(view: Any) -> list[Any]:
    """The numbers of odds in a view; what was carried out is told with them."""
    if isinstance(view, RevealLine):
        return []
    return [
        found
        for found in inside(view)
        if isinstance(found, OddsView) or (isinstance(found, str) and NUMBER.search(found))
    ]


def all_views(game: Game) -> Iterator[Any]:
    """Whatever seats and the public can ask for while a turn is on."""
    yield game.public()
    yield game.public().agreements
    yield [agreement.outlook for agreement in game.public().agreements]
    yield game.exchanges()
    yield [str(answer.risk) for view in game.exchanges() for answer in view.answers]
    for seat in game.rules.seats:
        door = game.seat(seat)
        view = door.view()
        yield view, door.view(1), door.card(), door.public(), door.exchanges()
        yield [(str(move.odds), move.leak, move.opens) for move in view.moves]
        yield [door.odds(Order(move.id)) for move in view.moves]
        yield [(str(a.durability), str(a.chance), a.outlook) for a in view.agreements]
        assert all(isinstance(move.leak, str) for move in view.moves)


def test_no_number_of_odds_is_told_before_a_turn_is_carried_out() -> None:
    """In moves, leaks, cards, exchanges, deals that may last, and whatever else anybody can look at."""
    rules, met = shipped_rules("offer"), set[str]()
    for seed in range(5, 20):
        if met == MET:
            break
        game, rng = Game.new(rules, seed=seed, settings=HIDDEN), random.Random(seed)
        while not game.over:
            for view in all_views(game):
                assert leaks(view) == []
            for seat in rules.seats:
                met |= {"card"} if game.card(seat) else set()
                game.commit(seat, RandomPolicy().choose(game.view(seat), rng))
            while exchange := game.exchange:
                met |= {"exchange"} | {"risk" for answer in exchange.answers if answer.risk}
                assert leaks((exchange, game.exchanges(), game.public())) == []
                game.answer(asked(game), weighed(exchange, rng))
            assert leaks(game.exchanges()) == []  # also of how those ended, before the die
            met |= {"deal" for a in game.public().agreements if a.chance}
            met |= {"opens" for s in rules.seats for move in game.view(s).moves if move.opens}
            turn = game.turn
            game.resolve()
            met |= {"told" for line in game.reveal(turn) if isinstance(line.odds, OddsView)}
    assert met == MET


def test_words_stand_for_odds_and_everything_is_told_at_the_end(mini: Scenario) -> None:
    assert [hint(p) for p in (0, 5, 39, 40, 62, 63, 95, 100)] == [
        *("impossible", "unlikely", "unlikely", "about even", "about even", "likely", "likely", "certain")
    ]
    shown, hidden = Game.new(mini, seed=3), Game.new(mini, seed=3, settings=HIDDEN)
    for open_, told in zip(shown.view("halden").moves, hidden.view("halden").moves, strict=True):
        assert isinstance(open_.odds, OddsView)
        assert isinstance(told.odds, HintView)
        assert told.odds.words == hint(open_.odds.percent)
        assert [r.because for r in told.odds.reasons] == [f.because for f in open_.odds.factors if f.add]
    play(shown, 5)
    play(hidden, 5)
    assert hidden.view("halden") == shown.view("halden")
    assert hidden.public() == shown.public()
    assert hidden.end() == shown.end()
    assert [hidden.reveal(n) for n in (1, 2, 3)] == [shown.reveal(n) for n in (1, 2, 3)]


def test_whether_a_deal_lasts_is_told_as_better_or_worse(mini: Scenario) -> None:
    told = set()
    for seed in range(12):
        game, rng = Game.new(mini, seed=seed, settings=HIDDEN), random.Random(seed)
        while not game.over:
            told |= {str(a.chance) for a in game.public().agreements if a.chance}
            for seat in game.rules.seats:
                game.commit(seat, RandomPolicy().choose(game.view(seat), rng))
            answered(game, rng).resolve()
    assert any(", better than before" in text for text in told)
    assert any(", as before" in text for text in told)
    assert not [text for text in told if re.search(r"\d", text.partition(":")[0])]
