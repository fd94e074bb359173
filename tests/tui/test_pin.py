"""A team's PIN at the curtain: set, asked, wrong, kept over a resume, cleared by whoever runs the game."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot

from tests.tui.games import fresh, played, resumed
from tests.tui.screens import LARGE, SMALL, at_table, on, screen_text, settle, tap, until
from wargame.session import GameLog
from wargame.tui.app import WargameApp
from wargame.tui.curtain import Curtain
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.ending import EndingScreen
from wargame.tui.modals import Confirm
from wargame.tui.pin import AskPin, AskWho, SetPin
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen


async def curtain_of(pilot: Pilot[Any], seat: str) -> str:
    await until(pilot, lambda: isinstance(pilot.app.screen, Curtain) and pilot.app.screen.seat.id == seat)
    return await settle(pilot)


async def test_a_desk_opens_only_with_its_pin(tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    app = at_table(fresh(save=save))
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        assert "P PIN" in await curtain_of(pilot, "halden")
        await tap(pilot, "p")
        await on(pilot, SetPin)
        await tap(pilot, *"47", "enter", *"47", "enter")
        assert "4 to 8 digits" in await settle(pilot)
        await tap(pilot, *"4711", "enter", *"4712", "enter")
        assert "two different ones" in await settle(pilot)
        await tap(pilot, *"4711", "enter", *"4711")
        assert "4711" not in await settle(pilot)
        await tap(pilot, "enter")
        text = await curtain_of(pilot, "halden")
        assert "has a PIN now; from the next time on" in text
        assert "opens once without asking" in text
        assert "asks for its PIN." not in text
        assert "W Who plays" not in text  # no PIN is forgotten yet
        await tap(pilot, "enter")  # who has just set it needs not give it
        await on(pilot, DeskScreen)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        assert "W clears one that is forgotten" in await curtain_of(pilot, "halden")
        await tap(pilot, "enter")
        await on(pilot, AskPin)
        await tap(pilot, *"4712", "enter")
        assert "not its PIN" in await settle(pilot)
        await tap(pilot, "escape")
        await curtain_of(pilot, "halden")
    app = at_table(resumed(save))
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await curtain_of(pilot, "halden")
        await tap(pilot, "enter")
        await on(pilot, AskPin)
        await tap(pilot, *"4711", "enter")
        await on(pilot, DeskScreen)


async def test_orders_are_taken_back_only_with_the_pin() -> None:
    game = fresh()
    game.lock("halden", "4711")
    game.commit("halden", game.default("halden"))
    app = at_table(game)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await curtain_of(pilot, "sarvia")
        await tap(pilot, "t")
        await on(pilot, AskPin)
        await tap(pilot, "enter")
        assert "Type the PIN" in await settle(pilot)
        await tap(pilot, "escape")
        await curtain_of(pilot, "sarvia")
        await tap(pilot, "w")  # as the box says, also at the curtain of a seat without a PIN
        await on(pilot, Roster)
        await tap(pilot, "escape")
        await curtain_of(pilot, "sarvia")
        await tap(pilot, "t")
        await on(pilot, AskPin)
        await tap(pilot, *"1234", "enter")
        await settle(pilot)
        assert game.committed == {"halden"}
        await tap(pilot, *"4711", "enter")
        await curtain_of(pilot, "halden")
        assert not game.committed
        assert "opens once without asking" in await settle(pilot)
        await tap(pilot, "n")
        await curtain_of(pilot, "sarvia")
        await tap(pilot, "n", "n")
        assert "This desk asks for its PIN" in await curtain_of(pilot, "halden")
        await tap(pilot, "enter")
        await on(pilot, AskPin)  # what was given once does not stay given


async def allow(pilot: Pilot[int], name: str) -> None:
    """Clear the PIN of the seat at hand in the roster."""
    await tap(pilot, "p")
    await on(pilot, AskWho)
    await tap(pilot, *name, "enter")
    await on(pilot, Roster)


async def test_a_forgotten_pin_is_cleared_and_everybody_is_told() -> None:
    game = fresh()
    game.lock("halden", "4711")
    app = at_table(game)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await curtain_of(pilot, "halden")
        await tap(pilot, "w")
        await on(pilot, Roster)
        assert "P Clear PIN" in await settle(pilot)
        await tap(pilot, "p")
        await on(pilot, AskWho)
        await tap(pilot, "enter")
        assert "Without a name it stays" in await settle(pilot)
        await tap(pilot, *"Ms Kim", "enter")
        await on(pilot, Roster)
        assert "no PIN" in await settle(pilot)
        await tap(pilot, "down")
        assert "P Clear PIN" not in await settle(pilot)
        await tap(pilot, "escape")
        assert "Halden was rid of its PIN, as Ms Kim allowed." in await curtain_of(pilot, "halden")
        assert not game.locked
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)


async def test_every_curtain_and_the_next_front_page_tell_of_a_cleared_pin() -> None:
    """At Sarvia's curtain somebody clears Halden's PIN and opens the desk that Halden had committed."""
    game = fresh()
    game.lock("halden", "4711")
    game.commit("halden", game.default("halden"))
    told = "Halden was rid of its PIN"
    app = at_table(game)
    async with app.run_test(size=LARGE) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await curtain_of(pilot, "sarvia")
        await tap(pilot, "w")
        await on(pilot, Roster)
        await allow(pilot, "Ada")
        await tap(pilot, "escape")
        assert told in await curtain_of(pilot, "sarvia")
        await tap(pilot, "t")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        assert told in await curtain_of(pilot, "halden")
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        for seat in ("halden", "sarvia", "commission"):
            assert told in await curtain_of(pilot, seat)
            await tap(pilot, "s")
            await on(pilot, Confirm)
            await tap(pilot, "y")
        await on(pilot, RoundupScreen)
        assert told in await settle(pilot)
        await tap(pilot, "w")
        await on(pilot, Roster)
        await tap(pilot, "escape")
        await on(pilot, RoundupScreen)
        assert told in await settle(pilot)  # until it is put down
        await tap(pilot, "enter")
        assert told not in await curtain_of(pilot, "halden")


async def test_pins_cleared_at_the_front_page_are_told_at_the_curtains() -> None:
    game = fresh()
    for seat in ("halden", "sarvia"):
        game.lock(seat, "4711")
    app = at_table(game)
    async with app.run_test(size=LARGE) as pilot:
        for keys, told in (
            ((), "Halden was rid of its PIN, as Ada allowed."),
            (("down",), "Sarvia was rid of its PIN, as Ada allowed."),
        ):
            await on(pilot, RoundupScreen)
            await tap(pilot, "w")
            await on(pilot, Roster)
            await tap(pilot, *keys)
            await allow(pilot, "Ada")
            await tap(pilot, "escape")
            await on(pilot, RoundupScreen)
            await until(pilot, lambda told=told: told in screen_text(pilot.app))
        await tap(pilot, "enter")
        for seat in ("halden", "sarvia", "commission"):
            shown = await curtain_of(pilot, seat)
            assert "Halden was rid of its PIN, as Ada allowed. Sarvia was rid of its PIN, as Ada" in shown
            await tap(pilot, "n")


async def test_after_the_last_turn_the_ending_tells_of_a_cleared_pin() -> None:
    game = played()
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=LARGE) as pilot:
        app.push_screen(EndingScreen(game.end(), game.public(), notices=("Halden was rid of its PIN.",)))
        await on(pilot, EndingScreen)
        assert "Halden was rid of its PIN." in await settle(pilot)


async def test_a_seat_given_to_a_caretaker_at_its_curtain_is_played_at_once() -> None:
    game = fresh()
    game.lock("halden", "4711")
    app = at_table(game)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await curtain_of(pilot, "halden")
        await tap(pilot, "w")
        await on(pilot, Roster)
        await tap(pilot, "enter")
        await on(pilot, AskWho)
        assert "Give Halden to a caretaker?" in await settle(pilot)
        await tap(pilot, "escape")
        await on(pilot, Roster)
        assert "now machine" not in await settle(pilot)
        await tap(pilot, "enter")
        await on(pilot, AskWho)
        await tap(pilot, *"Ada", "enter")
        await on(pilot, Roster)
        await tap(pilot, "escape")
        told = " ".join((await curtain_of(pilot, "sarvia")).split())
        assert "Halden was given to a machine, as Ada allowed." in told
        assert game.committed == {"halden"}
        assert "T Take back" not in await settle(pilot)


async def test_a_seat_with_a_pin_is_played_by_its_default_only_as_somebody_allows(tmp_path: Path) -> None:
    game = fresh(save=tmp_path / "a.toml")
    game.lock("halden", "4711")
    app = at_table(game)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await curtain_of(pilot, "halden")
        await tap(pilot, "s")
        await on(pilot, AskWho)
        await tap(pilot, "escape")
        await curtain_of(pilot, "halden")
        assert not game.committed
        await tap(pilot, "s")
        await on(pilot, AskWho)
        assert "Who allows it?" in await settle(pilot)
        await tap(pilot, *"Ada", "enter")
        assert "Halden was played by its default, as Ada allowed." in await curtain_of(pilot, "sarvia")
        assert game.committed == {"halden"}
    words = [incident.words for incident in GameLog.read(tmp_path / "a.toml").incidents]
    assert words == ["was given a PIN", "was played by its default, as Ada allowed"]


async def test_one_team_alone_is_not_asked_for_a_pin() -> None:
    app = at_table(fresh(sarvia="ai", commission="closed"))
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        text = await curtain_of(pilot, "halden")
        assert "PIN" not in text
        assert "Take back" not in text  # only a machine has committed


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80", "120"])
async def test_its_looks(golden: Any, size: tuple[int, int]) -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=size) as pilot:
        app.push_screen(SetPin(Content("Pyongyang")))
        await on(pilot, SetPin)
        await tap(pilot, *"4711", "enter", "4", "enter")
        golden(await settle(pilot), f"pin-set-{size[0]}")
        await tap(pilot, "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, SetPin))
        app.push_screen(AskPin(Content("The PIN of Pyongyang"), lambda pin: "No."))
        await on(pilot, AskPin)
        await tap(pilot, *"4711")
        await until(pilot, lambda: re.search("The PIN of Pyongyang(?s:.*)••••", screen_text(pilot.app)))
        golden(await settle(pilot), f"pin-ask-{size[0]}")


async def test_it_works_with_the_mouse_too() -> None:
    app = WargameApp(theme="ink", animations="none")
    given: list[object] = []
    async with app.run_test() as pilot:
        app.push_screen(
            AskPin(Content("The PIN of Pyongyang"), lambda pin: "" if pin == "4711" else "No."), given.append
        )
        await on(pilot, AskPin)
        await tap(pilot, *"4711")
        await pilot.click("#done")
        await until(pilot, lambda: given)
    assert given == [True]
