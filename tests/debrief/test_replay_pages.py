"""What a replay tells: a turn in a sentence, drama before drift, the way along it, and what is found."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.tui.games import fresh, played
from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.headline import headline
from wargame.debrief.model import text_of
from wargame.debrief.moments import moments
from wargame.debrief.pages import Outcome, page_told
from wargame.debrief.search import excerpt, passages, search
from wargame.rules.account import Deed
from wargame.session import GameError


def test_a_turn_is_told_in_a_sentence_with_the_die_that_laid_a_secret_open() -> None:
    game = played()
    told = [text_of(headline(game, turn, EVERYTHING)) for turn in range(1, game.turn + 1)]
    assert "the April paper of Halden and Sarvia comes into force" in told[1]
    assert all(told)
    leaked = [
        (record.turn, deed)
        for record in game.turns
        for deed in (record.account.entries if record.account else ())
        if isinstance(deed, Deed) and deed.leaked
    ]
    for turn, deed in leaked:
        assert f"the die of the leak, {deed.leak_roll} under {deed.leak_odds}" in told[turn - 1]
    assert len(text_of(headline(game, 2, EVERYTHING, 1))) < len(told[1])


def test_drama_comes_before_drift_and_each_outcome_opens() -> None:
    game = played()
    for turn in range(1, game.turn + 1):
        found = [one for one in page_told(game, turn, EVERYTHING, "ledger") if isinstance(one, Outcome)]
        kinds = [one.kind for one in found]
        order = ("deed", "exchange", "talks", "news", "spared", "dawn", "drift", "dice", "end")
        assert kinds == sorted(kinds, key=order.index)
        assert all(one.entry for one in found if one.kind in ("deed", "exchange", "dice"))
        public = [one for one in page_told(game, turn, PUBLIC, "ledger") if isinstance(one, Outcome)]
        assert {one.kind for one in public} <= set(kinds)
    assert [m.what for m in moments(game)][:3] == ["dawn", "orders", "outcome"]
    assert moments(game)[-1].what == "end"


def test_what_is_found_is_what_the_eye_may_see() -> None:
    game = played()
    argued = "It is time."
    whole, public = passages(game, EVERYTHING), passages(game, PUBLIC)
    assert search(whole, "it is TIME")
    assert not search(public, argued)
    assert not search(passages(game, "sarvia"), "Halden: Move:")
    assert search(whole, "") == []
    found = search(whole, "time")[0]
    assert "time" in excerpt(found, "time").casefold()
    running = fresh()
    with pytest.raises(GameError):
        passages(running, EVERYTHING)
    halden = running.default("halden")
    running.commit("halden", evolve(halden, why="UNTOLD"))
    assert not search(passages(running, PUBLIC), "UNTOLD")
