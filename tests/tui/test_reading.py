"""Screens that are told step by step: no key leaves what hasn't been seen, and sums add up."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import evolve

from tests.tui.games import fresh, played
from tests.tui.samples import END, PUBLIC, REVEAL, TURN
from tests.tui.screens import SMALL, screen_text, settle, tap, until
from wargame.debrief.eye import PUBLIC as THE_PUBLIC
from wargame.debrief.eye import eyes
from wargame.debrief.sections.ending import FORECASTS
from wargame.rules.views import FactorView, OddsView
from wargame.tui.app import WargameApp
from wargame.tui.choose import ChooseScenario
from wargame.tui.ending import EndingScreen, leaves
from wargame.tui.paper import FrontPageScreen
from wargame.tui.replay import Replay
from wargame.tui.reveal import RevealScreen, step_text

VERDICT = "The historians' verdict"


async def test_space_shows_the_rest_of_a_leaf_before_it_turns_to_the_next() -> None:
    end = evolve(END, escalation=END.escalation * 4)
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        screen = EndingScreen(end, PUBLIC)
        app.push_screen(screen)
        await pilot.pause()
        at = next(n for n, leaf in enumerate(screen.leaves) if leaf.title == VERDICT)
        await tap(pilot, *["right"] * at)
        seen = ""
        for _ in range(20):
            await settle(pilot)
            if screen.at != at:
                break
            seen += screen_text(app)
            await tap(pilot, "space")
        else:
            raise AssertionError("the leaf never ends")
    assert "To begin with" in seen
    assert "Escalation  what each did" in seen
    assert "0.18" in seen


async def test_space_reads_down_the_front_page() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(FrontPageScreen(evolve(PUBLIC, tracks=PUBLIC.tracks * 4)))
        first = await settle(pilot)
        await tap(pilot, "space")
        assert await settle(pilot) != first


def test_screen_and_printed_debrief_say_one_thing_of_the_scores_of_forecasts() -> None:
    leaf = next(leaf for leaf in leaves(END) if leaf.title == VERDICT)
    text = "\n".join(line.plain for line in leaf.draw(leaf.count, 100))
    assert FORECASTS in text


async def test_enter_goes_one_step_of_the_reveal_and_s_skips_it() -> None:
    app = WargameApp(theme="ink", animations="none")
    said: list[object] = []
    async with app.run_test(size=SMALL) as pilot:
        screen = RevealScreen(TURN, REVEAL)
        app.push_screen(screen, said.append)
        await settle(pilot)
        await tap(pilot, "enter")
        await settle(pilot)
        assert screen.at == 1
        assert not said
        await tap(pilot, "s")
        await settle(pilot)
        assert said == ["on"]


async def test_after_the_last_turn_of_a_replay_the_ending_opens() -> None:
    app = WargameApp(theme="ink", animations="none")
    left: list[object] = []
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(played())
        app.push_screen(replay, left.append)
        await settle(pilot)
        assert "after this turn" in screen_text(app).lower()
        await tap(pilot, "e")
        assert "as this turn began" in (await settle(pilot)).lower()
        await tap(pilot, "end")
        assert "opens the end" in await settle(pilot)
        assert app.screen is replay
        for key in ("r", "m"):
            await tap(pilot, "right")
            await until(pilot, lambda: isinstance(app.screen, EndingScreen))
            await tap(pilot, key)
            await until(pilot, lambda: not isinstance(app.screen, EndingScreen))
        await settle(pilot)
        assert left == ["menu"]


async def test_space_reads_on_to_the_content_note_of_a_scenario() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(ChooseScenario())
        await pilot.pause()
        await app.workers.wait_for_complete()
        seen = ""
        for _ in range(4):
            seen += (await settle(pilot)).upper()
            await tap(pilot, "space")
        assert "CONTENT NOTE" in seen


def test_the_sum_on_the_stage_adds_up() -> None:
    adds = (-20, 7, 6, -5, 3)
    factors = tuple(FactorView(add, f"reason {n}") for n, add in enumerate(adds))
    line = evolve(REVEAL[0], odds=OddsView(33, "perhaps", 42, (*factors, FactorView(9, "not known", True))))
    text = step_text(line, "", 1, 200).plain
    shown = text.splitlines()[4]
    assert "to begin with 42" in shown
    assert "all else -2" in shown
    assert 42 + sum(int(number) for number in re.findall(r"[+-]\d+", shown)) == 33
    held = step_text(evolve(line, odds=OddsView(5, "hardly", 10, (FactorView(-20, "snow"),))), "", 1, 200)
    assert "kept within the limits of odds +15" in held.plain


async def test_a_game_that_people_play_shows_the_public_view_until_the_code_is_given(tmp_path: Path) -> None:
    log = fresh(save=tmp_path / "a.toml", code="Blue horse")
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        replay = Replay(log)
        app.push_screen(replay)
        assert "the public" in await settle(pilot)
        await tap(pilot, "e", "3")
        assert "Orders are sealed" in await settle(pilot)
        assert eyes(log) == (THE_PUBLIC,)
        await tap(pilot, "c", *"red", "enter")
        await until(pilot, lambda: "not its code" in screen_text(app))
        await tap(pilot, *"blue horse", "enter")
        await until(pilot, lambda: app.screen is replay)
        assert "everything" in await settle(pilot)
    log.close()


async def test_without_a_code_nothing_asks_for_it() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(Replay(fresh()))
        assert "C Code" not in await settle(pilot)
        await tap(pilot, "c")
        assert "the public" in await settle(pilot)
