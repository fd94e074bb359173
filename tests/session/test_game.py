from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.players import MACHINES, answered, play, random_turn
from wargame import journal
from wargame.rules.orders import Draft, Injection, Letter, Order, Orders, Ruling, Stance
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, OrderError, SeatSetup, Settings

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"
ROOT = Path(__file__).parent.parent.parent


def noon() -> datetime:
    return datetime(2020, 9, 7, 12, 0, 0)


def test_a_whole_game_in_memory(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=1), 1)
    assert game.over
    assert game.path is None
    end = game.end()
    assert end.name
    assert {s.seat.id for s in end.scores} == set(game.rules.seats)
    assert all(0 <= s.score <= 100 for s in end.scores)
    assert all(o.sentence for s in end.scores for o in s.objectives)
    with pytest.raises(GameError, match="over"):
        game.commit("halden", Orders())


def test_seats_and_dates_are_told_without_a_view_of_all(
    mini: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = play(Game.new(mini, seed=1, settings=Settings(names="offices")), 1)
    views = [game.public(record.turn) for record in game.turns]
    monkeypatch.setattr("wargame.session.views.public_view", None)
    assert [game.seats] * len(views) == [view.seats for view in views]
    assert [game.dates(record.turn) for record in game.turns] == [view.turn for view in views]
    assert game.dates() == views[-1].turn
    for turn in (0, len(views) + 1):
        with pytest.raises(GameError, match=f"no turn {turn}"):
            game.dates(turn)


def test_saved_and_read_back_it_is_the_same_game(mini: Scenario, tmp_path: Path) -> None:
    for seed in range(6):
        path = tmp_path / f"{seed}.toml"
        game = play(Game.new(mini, seed=seed, save=path), seed)
        game.close()
        again = GameLog.read(path)
        assert again.turns == game.turns
        assert again.scenario == game.scenario
        assert again.end() == game.end()
        assert again.verify() == []


def test_a_seat_that_fell_silent_is_read_back(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "silent.toml"
    game = Game.new(mini, seed=1, save=path)
    game.commit("sarvia", Orders(drafts=(Draft(("slow_fill",), cc=("commission",)),)))
    for words in ((), (Stance("1-sarvia", "endorse"),), (Stance("1-sarvia", "silent"),)):
        for seat in game.waiting:
            said = words if seat == "commission" else ()
            game.commit(seat, Orders(stances=said))
        game.resolve()
    game.close()
    assert GameLog.read(path).turns == game.turns


def test_save_and_reload_after_every_step_changes_nothing(mini: Scenario, tmp_path: Path) -> None:
    steps = 0
    for seed in range(4):
        straight = play(Game.new(mini, seed=seed), seed)
        path = tmp_path / f"{seed}.toml"
        rng = random.Random(seed)
        game = Game.new(mini, seed=seed, save=path)
        while not game.over:
            for seat, orders in random_turn(game, rng).items():
                game.commit(seat, orders)
                game.close()
                game = Game.resume(path)
                assert game.committed >= {seat}
                steps += 1
            answered(game, rng).resolve()
            game.close()
            if not game.over:
                game = Game.resume(path)
        assert GameLog.read(path).turns == straight.turns
    assert steps >= 4 * 3


def test_a_commit_can_be_taken_back_until_the_last(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=1, save=path)
    first = Orders(moves=(Order("fill_on"),))
    game.commit("halden", first)
    with pytest.raises(GameError, match="committed already"):
        game.commit("halden", first)
    assert game.take_back("halden") == first
    game.commit("halden", Orders())
    game.close()
    game = Game.resume(path)
    assert game.committed == {"halden"}
    game.commit("sarvia", Orders())
    game.commit("commission", Orders())
    with pytest.raises(GameError, match="too late"):
        game.take_back("halden")
    record = game.resolve()
    assert record.orders["halden"] == Orders()
    kinds = [r.kind for r in journal.read(path).records]
    assert kinds == ["dawn", "commit", "takeback", "commit", "commit", "commit", "resolution", "dawn"]


def test_bad_orders_are_refused_with_everything_that_is_wrong(mini: Scenario) -> None:
    game = Game.new(mini, seed=1)
    orders = Orders(
        moves=(
            Order("seize_bridge"),
            Order("patrol", (("nope", "x"),)),
            Order("patrol"),
            Order("hold_levels"),
        ),
        letters=(Letter("mars", "hello"), Letter("halden", " ")),
        forecast=101,
    )
    with pytest.raises(OrderError) as caught:
        game.commit("sarvia", orders)
    text = "\n".join(caught.value.problems)
    for part in ("2 moves", "no troops", "choice", "already", "hold_levels", "mars", "empty", "forecast"):
        assert part in text
    assert game.waiting == game.rules.seats
    with pytest.raises(GameError, match="There is no seat 'atlantis'"):
        game.commit("atlantis", Orders())


def test_closed_seats_play_their_default_and_the_report_says_so(mini: Scenario) -> None:
    game = Game.new(mini, seed=1, seats={"sarvia": SeatSetup("closed")})
    assert game.waiting == ("halden", "commission")
    with pytest.raises(GameError, match="Sarvia is closed"):
        game.commit("sarvia", Orders(moves=(Order("protest"),)))
    for seat in game.waiting:
        game.commit(seat, Orders())
    record = game.resolve()
    assert [o.move for o in record.orders["sarvia"].moves] == ["wait_and_pray"]
    assert record.orders["sarvia"].defaulted
    assert "Sarvia keeps its counsel" in repr(game.public())


def test_free_text_is_cleaned_before_it_is_kept(mini: Scenario, tmp_path: Path) -> None:
    game = Game.new(mini, seed=1, save=tmp_path / "a.toml", seats=MACHINES)
    game.commit("halden", Orders(letters=(Letter("sarvia", "hi\x1b]0;PWNED\x07 \u202ethere"),)))
    assert "PWNED" in (tmp_path / "a.toml").read_text()
    assert "\x1b" not in repr(game._progress.pending)
    assert "\u202e" not in (tmp_path / "a.toml").read_text()


def test_umpire_and_notes_are_in_the_journal(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=1, save=path)
    with pytest.raises(GameError, match="reason"):
        game.rule(Ruling("halden", 0, " ", grade="success"))
    game.inject(Injection("flood", reason="To see who helps."))
    game.note("Halden hesitated.")
    game.commit("halden", Orders(moves=(Order("sell_power", (), ("We are poor.",)),)))
    game.rule(Ruling("halden", 0, "A good reason.", (0,)))
    game.rule(Ruling("halden", 0, "A very good reason.", (0,), "success"))
    game.close()
    game = Game.resume(path)
    game.commit("sarvia", Orders())
    game.commit("commission", Orders())
    record = game.resolve()
    assert [r.reason for r in record.umpire.rulings] == ["A very good reason."]
    assert game.notes[0].text == "Halden hesitated."
    game.close()
    again = GameLog.read(path)
    assert again.turns == game.turns
    assert again.verify() == []


def test_verify_finds_what_was_changed(mini: Scenario, tmp_path: Path) -> None:
    """A game whose journal was written with another outcome than the rules give: sealed well, but not
    true."""
    path, forged = tmp_path / "a.toml", tmp_path / "b.toml"
    play(Game.new(mini, seed=3, save=path), 3).close()
    contents = journal.read(path)
    with journal.create(forged, contents.header) as copy:
        for record in contents.records:
            body = dict(record.body)
            if record.kind == "resolution" and body["turn"] == 2:
                body["state"] = {**body["state"], "tracks": {**body["state"]["tracks"], "trust": 99}}
            copy.append(record.kind, body)
    differences = GameLog.read(forged).verify()
    assert differences
    assert (differences[0].turn, differences[0].where) == (2, "result.tracks.trust")
    assert "99" in str(differences[0])


def test_a_game_of_another_engine_is_shown_but_not_recomputed(mini: Scenario, tmp_path: Path) -> None:
    path, old = tmp_path / "a.toml", tmp_path / "old.toml"
    played = play(Game.new(mini, seed=3, save=path), 3)
    played.close()
    contents = journal.read(path)
    with journal.create(old, {**contents.header, "engine": "0"}) as copy:
        for record in contents.records:
            copy.append(record.kind, record.body)
    game = GameLog.read(old)
    assert game.turns == played.turns
    with pytest.raises(GameError, match="rules 0"):
        game.verify()
    with pytest.raises(GameError, match="played on"):
        Game.resume(old)


def test_records_of_kinds_to_come_are_passed_over_and_told(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=3, save=path)
    game.close()
    with journal.open_journal(path) as file:
        file.append("weather", {"turn": 1, "text": "rain"})
    assert any("(weather)" in notice for notice in GameLog.read(path).notices)


def test_a_caretaker_takes_over_and_everyone_is_told(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=3, save=path)
    game.commit("halden", Orders())
    with pytest.raises(GameError, match="next turn"):
        game.reseat("halden", SeatSetup("ai", "random"))
    game.reseat("sarvia", SeatSetup("ai", "random"))
    assert "Sarvia changes hands" in repr(game.public().news)
    game.reseat("sarvia", SeatSetup("closed"))
    game.close()
    game = Game.resume(path)
    assert game.setups["sarvia"] == SeatSetup("closed")
    assert game.waiting == ("commission",)
    game.commit("commission", Orders())
    game.resolve()
    assert [seat for _, seat, _ in game.reseated] == ["sarvia", "sarvia"]


def test_settings_and_seats_come_back(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    seats = {
        "halden": SeatSetup("people", team="Blue [A]", players="Ada, Min-jun"),
        "sarvia": SeatSetup("ai", "random"),
    }
    Game.new(mini, seed=3, save=path, seats=seats, settings=Settings("people", 50, 7)).close()
    game = GameLog.read(path)
    assert game.setups["halden"] == seats["halden"]
    assert game.setups["sarvia"] == seats["sarvia"]
    assert game.settings == Settings("people", 50, 7)
    person = mini.seats["halden"].person
    assert game.view("halden").seat.person == person
    assert person not in repr(Game.new(mini, seed=3).view("sarvia"))
    assert person not in repr(Game.new(mini, seed=3).public())


REPLAY = """
import sys
from pathlib import Path
from tests.players import play
from wargame.scenario import load
from wargame.session import Game
import hashlib
turns = 0
digest = hashlib.sha256()
scenario = load(Path(sys.argv[1]))
for seed in range(3):
    game = play(Game.new(scenario, seed=seed), seed)
    for record in game.turns:
        digest.update(repr((record.opening, record.orders, record.account, record.closing)).encode())
        digest.update(repr(game.view("halden", record.turn)).encode())
        turns += 1
print(turns, digest.hexdigest())
"""


def test_a_replay_is_the_same_under_every_hash_seed() -> None:
    results = set()
    for hash_seed in ("0", "1", "424242"):
        done = subprocess.run(
            [sys.executable, "-c", REPLAY, str(MINI)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "Asia/Seoul", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        )
        results.add(done.stdout)
    assert len(results) == 1
    turns = int(results.pop().split()[0])
    assert turns >= 8  # three games of four turns, some ending early


KILLED = """
import sys, time
from pathlib import Path
from wargame.rules.orders import Order, Orders
from wargame.session import Game
game = Game.new(sys.argv[1], seed=7, save=Path(sys.argv[2]))
for seat in game.rules.seats:
    game.commit(seat, game.default(seat))
game.resolve()
game.commit("sarvia", Orders(moves=(Order("patrol"),)))
print("committed", flush=True)
time.sleep(60)
"""


def test_a_game_killed_in_the_middle_of_a_turn_goes_on_where_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "killed.toml"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(MINI), str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "committed\n"
    process.kill()
    process.wait()
    time.sleep(0.05)
    game = Game.resume(path)
    assert game.turn == 2
    assert game.committed == {"sarvia"}
    for seat in game.waiting:
        game.commit(seat, Orders())
    record = game.resolve()
    assert [o.move for o in record.orders["sarvia"].moves] == ["patrol"]
    game.close()
    assert GameLog.read(path).verify() == []


@pytest.mark.parametrize(
    ("ruling", "says"),
    [
        (Ruling("nobody", 0, "x"), "no seat"),
        (Ruling("sarvia", 0, "x"), "not committed"),
        (Ruling("halden", 1, "x"), "no order 2"),
        (Ruling("halden", -1, "x"), "no order"),
        (Ruling("halden", 0, "x", (0, 1)), "argument 2"),
        (Ruling("halden", 0, "x", (0, 0)), "twice"),
        (Ruling("halden", 0, " \u200b\x1b "), "reason"),
    ],
)
def test_a_ruling_is_on_an_order_and_on_arguments_that_were_made(
    mini: Scenario, ruling: Ruling, says: str
) -> None:
    game = Game.new(mini, seed=1)
    game.commit("halden", Orders(moves=(Order("sell_power", (), ("We are poor.",)),)))
    with pytest.raises(GameError, match=says):
        game.rule(ruling)
    assert game._progress.umpire.rulings == ()


def test_an_umpires_words_are_cleaned(mini: Scenario) -> None:
    game = Game.new(mini, seed=1, seats={"sarvia": SeatSetup("closed")})
    game.rule(Ruling("sarvia", 0, "The die\x1b[31m was \u202ekind.", grade="success"))
    game.inject(Injection("", "Flood\x07", "All\u200b wet.", "why\x1b"))
    game.note("x\x1b", seat="halden")
    with pytest.raises(GameError, match="no seat"):
        game.note("x", seat="nobody")
    with pytest.raises(GameError, match="no turn 9"):
        game.note("x", turn=9)
    with pytest.raises(GameError, match="headline"):
        game.inject(Injection("", "\x1b", " ", "why"))
    told = repr((game._progress.umpire, game.notes))
    assert not any(sign in told for sign in ("\\x1b", "\\x07", "\\u202e", "\\u200b"))
