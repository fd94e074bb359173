"""A save has limits. No game comes to where its results can't be written."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import wargame.journal.format as limits
from tests.players import answered
from tests.second_reader import main as second_reader
from wargame.ids import SeatId
from wargame.journal import NotSaved
from wargame.rules.legality import LIMITS, open_moves
from wargame.rules.orders import Draft, Injection, Letter, Order, Orders
from wargame.scenario.model import Scenario
from wargame.session import Game, GameLog
from wargame.session.records.seats import CommitRecord


def at_every_limit(game: Game, seat: SeatId, char: str) -> Orders:
    """All that a seat may write in a turn, as long as it may be, of one character."""
    rules, seats = game.rules, game.scenario.seats
    others = tuple(other for other in seats if other != seat)
    orders = Orders(why=char * 600)
    for number in open_moves(rules, game.record.opening, seat):
        move = Order(
            rules.moves[number].move.id, arguments=(char * LIMITS.argument_length,) * LIMITS.arguments
        )
        more = Orders(moves=(*orders.moves, move), why=orders.why)
        orders = orders if game.problems(seat, more) else more
    if game.turn == rules.last_turn:
        return orders
    letters = [Letter(others[n % len(others)], char * LIMITS.letter_length) for n in range(LIMITS.letters)]
    signers = tuple(other for other in others if seats[other].may_sign)
    drafts: list[Draft] = []
    for term in rules.terms if seats[seat].may_sign else ():
        draft = Draft((term,), signers, others, char * LIMITS.note_length)
        if len(drafts) < LIMITS.drafts and not game.problems(seat, Orders(drafts=(*drafts, draft))):
            drafts.append(draft)
    return Orders(moves=orders.moves, why=orders.why, letters=tuple(letters), drafts=tuple(drafts))


def test_a_whole_game_at_every_limit_fits(tmp_path: Path) -> None:
    path = tmp_path / "full.toml"
    game = Game.new("offer", seed=1, save=path)
    while not game.over:
        for seat in game.rules.seats:
            game.commit(seat, at_every_limit(game, seat, "𠀀"))  # four bytes each
        if game.turn == 4:
            game.close()
            game = Game.resume(path)
            assert game.committed == {*game.rules.seats}
        answered(game, Random(1)).resolve()
    game.close()
    print(f"{limits.Amount.of(path.read_bytes(), 0).fullness:.0%} full")  # in docs/promises.md
    assert game.turn == game.rules.last_turn
    log = GameLog.read(path)
    assert (log.verify(), log.over, log.state.mail) == ([], True, game.state.mail)
    assert second_reader([str(path)]) == 0


def test_texts_of_nothing_but_escapes_fit_as_well(tmp_path: Path) -> None:
    """They cost time to read, so they are counted."""
    path = tmp_path / "full.toml"
    game = Game.new("offer", seed=1, save=path)
    begun = limits.Amount.of(path.read_bytes(), 0).fullness
    for _ in range(2):
        for seat in game.rules.seats:
            game.commit(seat, at_every_limit(game, seat, '"'))
        answered(game, Random(1)).resolve()
    game.close()
    turn = (limits.Amount.of(path.read_bytes(), 0).fullness - begun) / 2
    assert begun + game.rules.last_turn * turn < CommitRecord.share


def test_nearly_full_it_takes_no_more_words_and_is_played_to_its_end(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is left for moves and results."""
    path = tmp_path / "full.toml"
    game = Game.new(mini, seed=1, save=path)
    monkeypatch.setattr(limits, "MAX_FILE", 400_000)
    words = Orders(letters=(Letter(SeatId("sarvia"), "字" * 500),))

    def write() -> None:
        while True:
            game.commit("halden", words)
            game.take_back("halden")

    def note() -> None:
        while True:
            game.note("one more " * 50)

    def put_in() -> None:
        game.inject(Injection(headline="A flood", text="字" * 1000))

    for act in (write, note, put_in):
        with pytest.raises(NotSaved, match="offers, notes and take-backs have no more room") as refused:
            act()
        assert not refused.value.dead
    while not game.over:
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        game.resolve()
    game.close()
    assert GameLog.read(path).verify() == []
