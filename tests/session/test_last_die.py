"""Two games that differ in nothing but how their last dice fell are told alike up to these dice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import evolve

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.pages import PAGES, replay_page
from wargame.debrief.plain import plain_lines
from wargame.debrief.text import account
from wargame.rules.compiler import compile_rules
from wargame.rules.dice import LIMITS, Dice
from wargame.rules.orders import Answer, Draft, Orders
from wargame.scenario.model import Expr, Forecast, Scenario
from wargame.session import Game

LAST = "ledger"
"""The page of the last turn on which the last dice are."""


def bargained(mini: Scenario, patch: pytest.MonkeyPatch, shown: int) -> Game:
    """A game to its end in which two agreements are signed; every last die shows the same."""
    real = Dice.named

    def named(self: Dice, turn: int) -> Callable[[bytes], int]:
        throw = real(self, turn)
        return lambda what: LIMITS[shown] if what.endswith(b"durability") else throw(what)

    patch.setattr(Dice, "named", named)
    asks = Forecast(
        id="lasts",
        question="Will it last?",
        when=Expr("turn == turns"),
        answer=Expr("survived() > 0"),
        resolves="end",
    )
    rules = compile_rules(evolve(mini, forecasts={"lasts": asks}))
    game = Game.new(rules, seed=3)
    while not game.over:
        for seat in game.rules.seats:
            orders = Orders(forecast=40 if game.view(seat).forecast else None)
            if game.turn == 1 and seat == "halden":
                drafts = Draft(("slow_fill",), ("sarvia",)), Draft(("no_troops",), ("sarvia",))
                orders = evolve(orders, drafts=drafts)
            if game.turn == 2 and seat == "sarvia":
                answers = tuple(Answer(p.id, "sign") for p in game.view(seat).proposals)
                orders = evolve(orders, answers=answers)
            game.commit(seat, orders)
        game.resolve()
    assert [a.survived for a in game.state.agreements] == [shown == 0] * 2
    return game


@pytest.fixture(scope="module")
def fates(mini: Scenario) -> tuple[Game, Game]:
    with pytest.MonkeyPatch.context() as patch:
        return bargained(mini, patch, 0), bargained(mini, patch, 99)


def before(game: Game) -> Iterator[tuple[str, Any]]:
    """All that anybody can be shown before the last dice are thrown, the whole truth with it."""
    for n in range(1, game.turn + 1):
        yield f"front page {n}", game.public(n)
        yield f"roundup {n}", game.roundup(n)
        yield f"reveal {n}", [line for line in game.reveal(n) if line.chance is None]
        yield f"news {n}", game.debrief(n).news
        for seat in game.rules.seats:
            yield f"desk of {seat} {n}", game.view(seat, n)
            yield f"cables to {seat} {n}", game.cables(seat, n)
        for eye in (EVERYTHING, PUBLIC, *game.rules.seats):
            for page in PAGES:
                if (n, page) != (game.turn, LAST):
                    yield (
                        f"{page} {n} as seen by {eye}",
                        "\n".join(plain_lines(replay_page(game, n, eye, page))),
                    )
    yield "last news", game.public().news
    yield "last roundup", game.roundup()
    yield "last page", game.public().undecided
    yield "cables at the end", [game.view(seat).cables for seat in game.rules.seats]


def test_nothing_before_the_last_dice_tells_how_they_fell(fates: tuple[Game, Game]) -> None:
    told = 0
    for (door, one), (_, other) in zip(before(fates[0]), before(fates[1]), strict=True):
        assert one == other, door
        told += 1
    assert told > 100


@pytest.mark.parametrize("reader", [None, "halden", "sarvia", "commission"])
def test_the_account_of_a_game_tells_it_last_after_the_odds(
    fates: tuple[Game, Game], reader: str | None
) -> None:
    """So do show and auto, which print it."""
    texts = [list(account(game, seat=reader)) for game in fates]
    at = next(n for n, (one, other) in enumerate(zip(*texts, strict=False)) if one != other)
    assert "the die shows 0" in texts[0][at].lower()
    assert "the die shows 99" in texts[1][at].lower()
    assert "begin with: 40" in texts[0][at - 1].lower() or "base 40" in texts[0][at - 1].lower()


@pytest.mark.parametrize("eye", [EVERYTHING, PUBLIC, "sarvia"])
def test_the_last_page_of_a_replay_tells_it_after_the_odds(fates: tuple[Game, Game], eye: str) -> None:
    texts = [list(plain_lines(replay_page(game, game.turn, eye, LAST))) for game in fates]
    at = next(n for n, (one, other) in enumerate(zip(*texts, strict=False)) if one != other)
    assert "the die shows 0" in texts[0][at].lower()
    assert any(text in texts[0][at - 1] for text in ("The odds", "That it lasts"))


def test_a_question_about_the_end_is_answered_after_it(fates: tuple[Game, Game]) -> None:
    for game, outcome in zip(fates, ("it came so", "it did not come so"), strict=True):
        page = "\n".join(plain_lines(replay_page(game, game.turn, EVERYTHING, LAST)))
        assert page.rindex("Will it last?") > page.rindex("he die shows")
        assert f"Will it last? [{outcome}]" in page
        assert f"Will it last? [{outcome}]" in "\n".join(account(game))
