"""What the endings of the flagship say of its papers is so."""

from __future__ import annotations

import pytest

from tests.players import play
from tests.shipped import shipped
from wargame.scenario.model import Scenario
from wargame.session import Game

FLAGSHIP = ("offer", "offer-lesson")


@pytest.fixture(scope="module", params=FLAGSHIP)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return shipped(request.param)


def test_no_ending_denies_what_was_signed(scenario: Scenario) -> None:
    signed = 0
    for seed in range(12):
        game = play(Game.new(scenario, seed=seed), seed)
        closing = game.turns[-1].closing
        assert closing is not None
        told = " ".join((game.end().headline, *game.end().epilogue)).lower()
        if closing.agreements:
            signed += 1
            assert "nothing was signed" not in told.replace("nothing was signed about weapons", ""), seed
            assert "no deal" not in told, seed
    assert signed >= 3


def test_who_denies_every_paper_comes_after_who_asks_for_one(scenario: Scenario) -> None:
    endings = list(scenario.endings.values())
    asked = next(i for i, ending in enumerate(endings) if ending.when == "signed() > 0")
    denying = [i for i, ending in enumerate(endings) if "nothing was signed" in ending.text.lower()]
    assert [i for i in denying if i < asked and "about weapons" not in endings[i].text] == []
    assert len(endings) - 1 in denying
