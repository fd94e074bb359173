"""Games without dice: what is likelier happens, and everything else is as in any game."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.players import MACHINES, play, random_turn
from tests.shipped import shipped_rules
from wargame.analysis.chance import luck_of_game
from wargame.analysis.comparison import outline
from wargame.analysis.results import Budget, results
from wargame.analysis.turning_points import moments_of
from wargame.bots.planner.lookahead import Lookahead
from wargame.bots.planner.rollout import RolloutPolicy
from wargame.debrief import text
from wargame.debrief.eye import EVERYTHING
from wargame.debrief.moments import moments
from wargame.debrief.pages import PAGES, replay_page
from wargame.debrief.plain import plain_lines
from wargame.debrief.report import Told, report
from wargame.rules.account import Deed, Happening, Showdown, Talk
from wargame.rules.adjudicator import adjudicate, resolve
from wargame.rules.changes import Change, die_of
from wargame.rules.compiled import Rules
from wargame.rules.dawn import begin_turn, dawn, opening
from wargame.rules.orders import Order, Orders, Ruling
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, Settings

DICELESS = Settings(dice="none")
NOTHING = Orders()


def begun(scenario: Scenario | Rules, seed: int, save: Path | None = None) -> Game:
    return Game.new(scenario, seed=seed, seats=MACHINES, settings=DICELESS, save=save)


def test_of_two_things_the_likelier_happens_and_a_tie_comes_off(mini: Scenario) -> None:
    """Moves, leaks, events, reactions, last dice: at 50 or more, and never a triumph or a backfire."""
    seen: Counter[tuple[str, bool]] = Counter()
    for seed in range(25):
        game = play(begun(mini, seed), seed)
        for record in game.turns:
            for entry in (*record.dawn.entries, *(record.account.entries if record.account else ())):
                match entry:
                    case Deed():
                        fell = entry.odds >= 50
                        assert entry.grade == ("success" if fell else "failure")
                        if entry.leak_odds:
                            assert entry.leaked == (entry.leak_odds >= 50)
                    case Happening(kind="event" | "reaction"):
                        fell = entry.happened
                        assert fell == (entry.odds >= 50)
                    case Talk(kind="survived" | "fell"):
                        fell = entry.kind == "survived"
                        assert fell == (entry.odds >= 50)
                    case Showdown() if entry.odds:
                        fell = entry.end == "slip"
                        assert fell == (entry.odds >= 50)
                    case _:
                        continue
                seen[type(entry).__name__, fell] += 1
        assert game.verify() == []
    assert {(kind, fell) for kind in ("Deed", "Talk") for fell in (True, False)} <= {*seen}, seen


def test_hidden_aims_are_dealt_by_lot_and_nothing_else_depends_on_the_seed() -> None:
    games = [begun(shipped_rules("offer"), seed) for seed in range(6)]
    assert len({game.state.hidden for game in games}) > 1
    rng, names = random.Random(4), [(game.state.tracks, game.state.fired) for game in games]
    assert len(set(names)) == 1
    orders = random_turn(games[0], rng)
    for game in games:
        for seat, mine in orders.items():
            game.commit(seat, mine)
    assert len({bool(game.exchange) for game in games}) == 1
    if not games[0].exchange:
        assert len({repr(game.resolve().account) for game in games}) == 1


def test_a_game_without_dice_is_saved_verified_varied_and_debriefed(mini: Scenario, tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    game = play(begun(mini, 3, save), 3, turns=2)
    game.close()
    game = Game.resume(save)
    assert not game.rules.thrown
    play(game, 5)
    game.rewind(2, "once more")
    play(game, 8)
    varied = game.vary(2, name="again", seats=MACHINES)
    play(varied, 9)
    assert not varied.rules.thrown
    game.close()
    log = GameLog.read(save)
    assert log.verify() == log.verify_variation(1) == []
    assert log.settings == DICELESS

    told = "\n".join(text.account(log))
    assert "No dice are thrown: of two things the likelier happens." in told
    assert "no dice: the likelier of the two" in told
    assert "the die shows" not in told
    rolled = [line.roll for turn in (1, 2, 3) for line in log.reveal(turn) if line.roll is not None]
    assert set(rolled) <= {"no dice"}

    luck = luck_of_game(log, dice=3)
    assert {spread.luck for spread in luck.seats.values()} == {0}
    assert not [m for m in moments_of(log) if m.thrown]
    found = results(log, Budget(60, 5, 2))
    told = "\n".join(text.analysis(log, lambda _: found))
    assert "No dice were thrown: none of it was luck." in told
    assert "under other dice" not in told

    change = Change(1, dice={die_of(log.rules, log.rules.seats[0], 0): 0})
    again = Game.reopen(save)
    with pytest.raises(GameError, match="No dice are thrown"):
        again.vary(1, change=change)
    again.close()


def test_nothing_that_is_told_of_a_game_without_dice_speaks_of_any(mini: Scenario) -> None:
    """Each page of the replay, the stations of each turn, and the report."""
    told: list[str] = []
    for seed in range(12):
        game = play(begun(mini, seed), seed)
        told += [moment.name for moment in moments(game)]
        for turn in range(1, game.turn + 1):
            for name in PAGES:
                told += plain_lines(replay_page(game, turn, EVERYTHING, name))
        if seed < 2:
            found = results(game, Budget(60, 5, 2))
            told += plain_lines(report([Told("x.toml", game, outline(game), found)], "instructor").blocks)
    assert "WHAT LASTS" in told
    assert "what lasts" in told
    said = "\n".join(told).replace("o dice", "")
    assert re.findall(r".*\b(?:dice|die)\b.*", said, re.IGNORECASE) == []


def test_an_umpire_decides_over_what_is_likelier(mini: Scenario) -> None:
    game = begun(mini, 1)
    for seat in game.rules.seats:
        game.commit(seat, Orders((Order("sell_power"),)) if seat == "halden" else NOTHING)
    game.rule(Ruling("halden", 0, "The minister forgot.", grade="backfire"))
    game.resolve()
    (deed,) = [e for e in game.turns[0].account.entries if isinstance(e, Deed) and e.move == "sell_power"]  # type: ignore[union-attr]
    assert (deed.engine, deed.grade) == ("success" if deed.odds >= 50 else "failure", "backfire")
    told = [str(detail) for line in game.debrief(1).ledger for detail in line.detail]
    assert any("the engine alone" in text and "no dice: the likelier of the two" in text for text in told)


def test_machines_look_ahead_by_the_rule_that_holds(mini: Scenario) -> None:
    """A plan that needs luck is none here; what others draw and answer stays open."""
    for settings, thrown in ((DICELESS, False), (Settings(), True)):
        game = Game.new(mini, seed=1, settings=settings)
        door = game.seat("halden")
        look = Lookahead(door, RolloutPolicy(door.rules), random.Random(1), 99)
        lanes = {lane for n in range(9) for lane in look.world(n).dice.lanes(1, 0)}
        assert (len(lanes) > 1) is thrown
        answers = {look.world(n).dice.roll(1, "halden", "answer 1 in bridge") for n in range(9)}
        assert len(answers) > 1


@pytest.mark.parametrize("name", ["offer", "first-letter"])
def test_with_and_without_an_account_a_game_without_dice_is_the_same(name: str) -> None:
    rules = shipped_rules(name).diceless
    rollout = RolloutPolicy(rules)
    for seed in range(4):
        dice = rules.dice(seed)
        state, x = opening(rules, dice), rules.context(opening(rules, dice))
        while not state.ending:
            state, _ = dawn(rules, state, dice)
            begin_turn(rules, x, dice)
            orders = rollout.orders(rules.context(state), rollout.numbers(f"{seed}/{state.turn}"))
            state, _ = resolve(rules, state, orders, dice)
            adjudicate(rules, x, orders, dice)
            assert x.snapshot() == state
