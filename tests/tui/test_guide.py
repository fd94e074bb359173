"""The practice leads beginners: a line where a screen does not say so itself, and an end on one page."""

from __future__ import annotations

import asyncio

from tests.shipped import shipped
from tests.tui.screens import SMALL, on, settle, tap
from wargame.rules.orders import Orders
from wargame.scenario.guide import guided
from wargame.scenario.model import Moment
from wargame.session import Game, SeatSetup, Settings
from wargame.tui.app import WargameApp
from wargame.tui.briefing import Briefing
from wargame.tui.curtain import Curtain
from wargame.tui.desk.card import CardDesk
from wargame.tui.ending import EndingScreen
from wargame.tui.page import Page
from wargame.tui.play import play
from wargame.tui.program import Program
from wargame.tui.role import RoleCard
from wargame.tui.roundup import RoundupScreen


async def test_the_practice_leads_with_lines_and_ends_on_one_page() -> None:
    practice = shipped("first-letter")
    seats = {id: SeatSetup() if id == "trump" else SeatSetup("ai", "cards") for id in practice.seats}
    game = Game.new(practice, seed=3, seats=seats, settings=Settings(turn_minutes=0, desk="cards"))

    async def flow(app: Program) -> int:
        await play(app, game, brief=True)
        return 0

    app, led = WargameApp(flow, theme="ink", animations="none"), list[str]()
    async with app.run_test(size=SMALL) as pilot:

        async def step(kind: type[Page[object]], at: Moment, turn: int, *keys: str) -> str:
            await on(pilot, kind)
            text, line = await settle(pilot), guided(practice, at, turn)
            assert not line or text.splitlines()[-2].strip() == f"» {line}", text
            led.extend([line] if line else [])
            await tap(pilot, *keys)
            return text

        await step(Briefing, "brief", 1, "enter")
        await step(Curtain, "curtain", 1, "enter")
        await step(RoleCard, "role", 1, "enter")
        card = await step(CardDesk, "card", 1)
        assert card.startswith(" ◆ White House   Turn 1 of 2")  # the line takes room from nothing
        assert "Choose 1-3." in card, card
        await tap(pilot, "3", "enter")  # a question is put in the last turn alone
        await step(RoundupScreen, "news", 2, "enter")
        await step(Curtain, "curtain", 2, "enter")
        await step(CardDesk, "card", 2, "2")
        assert "E almost certain" in await settle(pilot)
        await tap(pilot, "c", "enter")
        await step(RoundupScreen, "news", 3, "enter")
        while not isinstance(app.screen, EndingScreen):
            await tap(pilot, "s")
            await asyncio.sleep(0.5)  # a page for all takes no second press of a double one
        end = await step(EndingScreen, "end", 3)
        for text in (
            "of 100",
            "Historians' verdict",
            practice.debrief.questions[-1][:30],
            "Put down the office",
        ):
            assert text in end, end
        await tap(pilot, "space")
        assert practice.debrief.questions[-1][:30] in await settle(pilot)
        app.exit(0)
    assert led == [line.text for line in practice.guide if line.at in ("card", "news", "end")]
    assert game.turns[0].orders["trump"] != Orders()
