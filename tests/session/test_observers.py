"""Observers: the press desk's headline on the next public page, the analyst's forecasts scored at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.players import play
from tests.tui.games import HAND, mini
from wargame.analysis.taking_part import Part, taking_part
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections import people
from wargame.debrief.text import account
from wargame.ids import SeatId
from wargame.journal import read
from wargame.rules.orders import Orders
from wargame.session import Game, GameError, GameLog, SeatSetup, Settings
from wargame.session.people import Chairs, by_turns, chairs, duty, members
from wargame.session.redaction import redacted_save
from wargame.session.setup import Observers

WATCHED = Settings(press="Ada, Ben", analyst="Cy")
BOTS = {seat: SeatSetup("ai", "random", players="Zoe, Max") for seat in mini().seats}


def test_the_press_desk_has_the_first_headline_of_one_public_page() -> None:
    game = Game.new(mini(), seed=7, seats=BOTS, settings=WATCHED)
    quiet = game.public()
    game.headline(f"Who blinks? {HAND}")
    page = game.public()
    assert page.news[0].headline.startswith("Press desk: Who blinks?")
    assert (*page.news[1:], *page.also) == (*quiet.news, *quiet.also)[: len(page.news) + len(page.also) - 1]
    assert game.roundup().headline == page.news[0].headline
    assert "\x1b" not in page.news[0].headline
    game.headline("A better one")
    assert game.public().news[0].headline == "Press desk: A better one"
    for seat in game.rules.seats:
        game.commit(seat, Orders())
    game.resolve()
    assert "Press desk" not in str(game.public())
    assert not game.roundup().headline
    assert game.public(1).news[0].headline == "Press desk: A better one"
    game.rewind(1, "once more")
    assert game.public() == quiet
    for words in ("", " \u200b\x1b"):
        with pytest.raises(GameError, match="needs words"):
            game.headline(words)
    with pytest.raises(GameError, match="no press desk"):
        Game.new(mini(), seed=7).headline("Ours")


def test_the_analyst_is_scored_beside_the_seats_and_told_only_when_all_is_over(tmp_path: Path) -> None:
    game = Game.new(mini(), seed=7, settings=WATCHED, save=tmp_path / "on.toml")
    assert game.question is not None
    for wrong in (-1, 101):
        with pytest.raises(GameError, match="0 to 100"):
            game.foresee(wrong)
    game.foresee(83)
    for seat in game.rules.seats:
        game.commit(seat, Orders())
    game.resolve()
    assert "83 %" not in "\n".join(account(game))
    game.close()
    log = GameLog.read(tmp_path / "on.toml")
    assert log.analyst == pytest.approx(0.83**2)  # Sarvia sent no patrol
    assert "83" not in "\n".join(account(log))


def test_observers_are_told_of_in_the_account_and_leave_no_name_in_a_redacted_save(tmp_path: Path) -> None:
    path = tmp_path / "done.toml"
    game = Game.new(mini(), seed=7, seats=BOTS, settings=WATCHED, save=path)
    game.headline("A leaderless week")
    game.foresee(17)
    play(game, 3)
    told = "\n".join(account(game))
    assert "Press desk: A leaderless week" in told
    assert "The analyst: almost certainly not (17 %)" in told
    assert game.end().analyst is not None
    parts = [part for part in taking_part(game) if part.headlines or part.forecasts]
    turns = game.resolved
    assert parts == [
        Part("Ada", "press", turns, (turns + 1) // 2, headlines=1, own_words=1),
        Part("Cy", "analyst", turns, turns, forecasts=1),
    ]
    assert "Ada, press desk: on duty in " in "\n".join(plain_lines((people.taking_part(game, parts),)))
    assert game.verify() == []
    game.close()
    copy = tmp_path / "less.toml"
    copy.write_bytes(redacted_save(path))
    less = GameLog.read(copy)
    assert (less.settings.press, less.settings.analyst) == ("Press 1", "Analyst 1")
    text = str(read(copy).header["settings"]) + "".join(str(one.body) for one in read(copy).records)
    assert not [word for word in ("Ada", "Cy", "leaderless") if word in text]
    assert less.verify() == []


PAIRS = {
    "halden": SeatSetup(team="Water", players="Ada, Ben, Cy"),
    "sarvia": SeatSetup(players="Dee"),
    "commission": SeatSetup("closed"),
}


def _led(game: Game) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(one.name, one.seat): (one.turns, one.led, one.advised) for one in taking_part(game)}


def _on(game: Game) -> None:
    for seat in game.waiting:
        game.commit(seat, Orders())
    game.resolve()


def test_who_leads_is_swapped_in_a_running_game_and_goes_on_from_there(tmp_path: Path) -> None:
    game = Game.new(mini(), seed=7, seats=PAIRS, settings=WATCHED, save=tmp_path / "x.toml", hides=True)
    _on(game)
    assert game.seat("halden").chairs == Chairs("Ben", "Cy")
    quiet = game.public()
    game.change_people("halden", by_turns(("Ada", "Cy", "Ben"), game.turn))
    assert [chairs(game.setups[SeatId("halden")], turn).lead for turn in (2, 3, 4)] == ["Ada", "Cy", "Ben"]
    assert game.hands(2) == (), "the same people, in another order: nobody is told that hands changed"
    assert game.public() == quiet
    game.commit("halden", Orders())
    game.change_people("halden", by_turns(("Eve", "Ben"), game.turn + 1), "Eve and Ben")
    assert game.held_by("halden", 2).players == "Ben, Ada, Cy", "its orders are in: the others gave them"
    assert game.hands(2) == ()
    _on(game)
    assert [(seat, setup.team) for seat, setup in game.hands(3)] == [("halden", "Eve and Ben")]
    assert "Team Eve and Ben plays it from now on." in str(game.public())
    assert game.seat("halden").chairs == Chairs("Eve", "Ben")
    game.change_people("sarvia", "Fay")
    assert "Fay plays it from now on." in str(game.public())
    _on(game)
    seen = _led(game)
    game.close()
    assert {name: seen[name, "halden"] for name in ("Ada", "Ben", "Cy", "Eve")} == {
        "Ada": (2, 2, 0),
        "Ben": (3, 0, 2),
        "Cy": (2, 0, 1),
        "Eve": (1, 1, 0),
    }
    again = GameLog.read(tmp_path / "x.toml")
    assert _led(again) == seen
    assert again.verify() == []
    assert [r.kind for r in read(tmp_path / "x.toml").records].count("people") == 3


def test_what_a_rewind_undoes_leaves_the_people_as_they_are_now() -> None:
    game = Game.new(mini(), seed=7, seats=PAIRS, settings=WATCHED)
    _on(game)
    game.commit("halden", Orders())
    game.change_people("halden", "Eve, Ben")
    game.change_observers("Fay", "")
    game.change_people("sarvia", "Gil")
    game.rewind(1, "once more")
    assert [when for when, _, _ in game.reseated] == [1, 1]
    assert {seat for seat, _ in game.hands(1)} == {"halden", "sarvia"}
    assert game.observers(1) == Observers("Fay", "")
    assert game.held_by("halden", 1).players == "Eve, Ben"


def test_observers_change_in_a_running_game(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    game = Game.new(mini(), seed=7, seats=BOTS, save=path, settings=Settings(press="Ada"), hides=True)
    game.headline("Once")
    _on(game)
    with pytest.raises(GameError, match="no analyst"):
        game.foresee(50)
    game.change_observers("", "Cy, \x1b[2JBen")
    assert game.observers() == Observers("", "Cy, [2JBen")
    with pytest.raises(GameError, match="no press desk"):
        game.headline("Twice")
    game.foresee(50)
    _on(game)
    game.break_off()
    game.close()
    led = {
        name: did[:2] for (name, seat), did in _led(GameLog.read(path)).items() if seat in people.OBSERVERS
    }
    assert led == {"Ada": (1, 1), "Cy": (1, 0), "[2JBen": (1, 1)}
    copy = tmp_path / "less.toml"
    copy.write_bytes(redacted_save(path))
    assert "Cy" not in f"{GameLog.read(copy).observers()}"


def test_a_seat_that_people_do_not_have_has_no_people_to_swap() -> None:
    game = Game.new(mini(), seed=7, seats=PAIRS)
    with pytest.raises(GameError, match="No people have The River Commission"):
        game.change_people("commission", "Eve")


@pytest.mark.parametrize("count", range(5))
@pytest.mark.parametrize("turn", range(1, 6))
def test_an_order_of_duty_is_kept_as_it_is_read(count: int, turn: int) -> None:
    names = ("Ada", "Ben", "Cy", "Dee")[:count]
    setup = SeatSetup(players=by_turns(names, turn))
    assert duty(members(setup), turn) == names
    assert chairs(setup, turn).lead == (names[0] if names else "")
