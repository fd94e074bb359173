"""A caretaker takes a seat over between turns, everybody is told, and the people take it back."""

from __future__ import annotations

from tests.tui.games import fresh
from tests.tui.samples import SEATS
from tests.tui.screens import LARGE, on, screen_text, settle, tap, until
from wargame.session import SeatSetup
from wargame.session.round import SeatChanges
from wargame.tui.app import WargameApp
from wargame.tui.curtain import Curtain
from wargame.tui.modals import Confirm
from wargame.tui.pin import AskWho
from wargame.tui.play import play
from wargame.tui.program import Program
from wargame.tui.roster import Roster, swapped
from wargame.tui.roundup import RoundupScreen


def setups() -> dict[str, SeatSetup]:
    """People, a caretaker, a machine from the start, nobody."""
    kinds = [
        SeatSetup("people", "", "Falcon", "Ada"),
        SeatSetup("ai", "planner", "Chollima", "Min-jun"),
        SeatSetup("ai", "random"),
        SeatSetup("closed"),
    ]
    return {seat.id: kind for seat, kind in zip(SEATS, kinds, strict=True)}


async def test_a_seat_of_people_changes_hands_only_where_that_is_meant() -> None:
    """Enter after P by habit: nothing happens; not without a word, where the instructor allows all either."""
    app = WargameApp(theme="ink", animations="none")
    given: list[SeatChanges | None] = []
    async with app.run_test() as pilot:
        app.push_screen(Roster(SEATS, setups(), locked=frozenset({SEATS[0].id}), by="me"), given.append)
        await on(pilot, Roster)
        await tap(pilot, "p", "enter")
        await on(pilot, Confirm)
        await tap(pilot, "enter")
        await on(pilot, Roster)
        await tap(pilot, "escape")
        await until(pilot, lambda: given)
    assert given == [SeatChanges({}, frozenset({SEATS[0].id}), {SEATS[0].id: "me"})]


async def test_who_clears_a_pin_is_told_first_where_the_desk_goes_with_it() -> None:
    app = WargameApp(theme="ink", animations="none")
    given: list[SeatChanges | None] = []
    pinned = frozenset({SEATS[0].id})
    async with app.run_test() as pilot:
        for by, box in (("", AskWho), ("me", Confirm)):
            app.push_screen(Roster(SEATS, setups(), locked=pinned, by=by, bound=pinned), given.append)
            await on(pilot, Roster)
            await tap(pilot, "p")
            await on(pilot, box)
            assert "What lies on its desk goes with it" in " ".join((await settle(pilot)).split())
            await tap(pilot, "escape")
            await on(pilot, Roster)
            await tap(pilot, "escape")
            await until(pilot, lambda: not isinstance(app.screen, Roster))
    assert given == [SeatChanges({}), SeatChanges({})]


async def test_a_second_enter_leaves_everything_as_it_was() -> None:
    app = WargameApp(theme="ink", animations="none")
    given: list[object] = []
    async with app.run_test() as pilot:
        app.push_screen(Roster(SEATS, setups()), given.append)
        await settle(pilot)
        await tap(pilot, "enter", "y", "down", "enter", "enter", "up", "enter", "escape")
        await until(pilot, lambda: given)
    assert given == [SeatChanges({})]


def test_the_team_keeps_its_seat_through_a_caretaker() -> None:
    people = SeatSetup("people", "", "Falcon", "Ada")
    caretaker = swapped(people)
    assert caretaker.kind == "ai"
    assert swapped(caretaker) == people
    assert swapped(SeatSetup("closed")) == SeatSetup("people")


async def test_a_caretaker_plays_a_turn_and_hands_back() -> None:
    game = fresh(sarvia="closed", commission="closed")

    async def flow(app: Program) -> int:
        await play(app, game, brief=False)
        return 0

    app = WargameApp(flow, theme="ink", animations="none")
    async with app.run_test(size=LARGE) as pilot:
        for kind, news in (("ai", "A caretaker plays it"), ("people", "Team halden plays it")):
            await on(pilot, RoundupScreen)
            await pilot.press("w")
            await until(pilot, lambda: isinstance(app.screen, Roster) and app.focused)
            await tap(pilot, "enter", *("y" if kind == "ai" else ""), "escape")
            await on(pilot, RoundupScreen)
            assert game.setups["halden"].kind == kind
            assert news in await settle(pilot)
            if kind == "ai":
                await pilot.press("enter")
                await until(pilot, lambda: "Skip" in screen_text(app) or "Enter" in screen_text(app))
                await until(pilot, lambda: game.turn == 2)
                await on(pilot, RoundupScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Curtain))
        assert game.turn == 2
    assert game.verify() == []
