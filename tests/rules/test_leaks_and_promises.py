"""Who was promised a secret move hears what became of it only where it leaked."""

from __future__ import annotations

import pytest

from tests.rules.test_bulletins import did, told
from wargame.rules.account import PledgeFate
from wargame.rules.bulletins import reveal
from wargame.rules.compiled import Rules
from wargame.session import Game


@pytest.mark.parametrize("leaked", [False, True])
def test_a_leak_tells_that_a_promise_was_broken(rules: Rules, leaked: bool) -> None:
    deed = did("halden", "sell_power", "success", leaked=leaked)
    fate = PledgeFate("halden", "commission", "sell_power", False, 2, "broken", False)
    lines = [line for line in told(rules, [deed, fate]) if "commission:" in line]
    assert any("Halden has broken the promise" in line for line in lines) == leaked


def test_nothing_is_revealed_of_a_turn_that_is_being_played(rules: Rules) -> None:
    assert reveal(rules, Game.new(rules, seed=1).record) == ()
