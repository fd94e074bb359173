"""What was on a desk when the program ended is there again, behind its PIN, and the clock goes on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.tui.games import mini, resumed
from tests.tui.screens import on, screen_text, settle, tap, until
from wargame.ids import SeatId
from wargame.rules.orders import Draft, Order, Orders
from wargame.session import Game, Settings
from wargame.session.drafts import Drafts, Sheet
from wargame.session.pace import Times
from wargame.tui.app import WargameApp
from wargame.tui.clock import Clock
from wargame.tui.curtain import Curtain
from wargame.tui.desk.boxes import AskForecast, AskNote, AskReasons
from wargame.tui.desk.letter_form import LetterForm
from wargame.tui.desk.proposal_form import ProposalForm
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.flow import resume_flow
from wargame.tui.modals import Confirm
from wargame.tui.pin import AskPin, AskWho, SetPin
from wargame.tui.role import RoleCard
from wargame.tui.roster import Roster
from wargame.tui.roundup import RoundupScreen

PIN = "2468"


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """A game in its first turn, with a clock of five minutes."""
    path = tmp_path / "game.toml"
    Game.new(mini(), seed=7, save=path, settings=Settings(turn_minutes=5)).close()
    return path


def kept(save: Path) -> Path:
    return save.with_name(save.name + ".draft")


def killed(save: Path, folder: str = "after") -> Path:
    """The game as it would be on the disk if the program were killed now."""
    (save.parent / folder).mkdir()
    for path in (save, kept(save)):
        if path.exists():
            shutil.copy(path, save.parent / folder / path.name)
    return save.parent / folder / save.name


def open_again(save: Path) -> WargameApp:
    resumed(save).close()
    return WargameApp(resume_flow(save), theme="ink", animations="none")


async def to_desk(pilot: Pilot[Any], pin: str = "") -> DeskScreen:
    await on(pilot, RoundupScreen)
    await tap(pilot, "enter")
    await on(pilot, Curtain)
    await tap(pilot, "enter")
    if pin:
        await on(pilot, AskPin)
        await tap(pilot, *pin, "enter")
    await until(
        pilot, lambda: any(isinstance(s, DeskScreen) and s.is_mounted for s in pilot.app.screen_stack)
    )
    desk = next(screen for screen in pilot.app.screen_stack if isinstance(screen, DeskScreen))
    await settle(pilot)
    return desk


def lies(save: Path, seat: str = "halden") -> str:
    """What is kept of a desk, sealed as it is; empty for nothing. The clock alone doesn't change it."""
    if not kept(save).exists():
        return ""
    return str(json.loads(kept(save).read_bytes())["desks"].get(seat, {}).get("text", ""))


@pytest.mark.parametrize("pin", ["", PIN])
async def test_orders_and_a_letter_being_typed_are_there_again_after_a_kill(pin: str, save: Path) -> None:
    if pin:
        with_pin = resumed(save)
        with_pin.lock("halden", pin)
        with_pin.close()
    async with open_again(save).run_test() as pilot:
        desk = await to_desk(pilot, pin)
        await tap(pilot, "5", "enter")
        await until(pilot, lambda: desk.draft.orders.moves)
        await until(pilot, lambda: lies(save))
        orders = lies(save)
        await tap(pilot, "3", "n")
        await on(pilot, LetterForm)
        await settle(pilot)
        pilot.app.screen.query_one("#text", TextArea).insert("We will wait for the rain")
        await until(pilot, lambda: lies(save) != orders)
        after = killed(save)
        assert b"rain" not in kept(save).read_bytes()
        pilot.app.exit(0)
    async with open_again(after).run_test() as pilot:
        desk = await to_desk(pilot, pin)
        assert [order.move for order in desk.draft.orders.moves] == ["hold_levels"]
        assert desk.active == "letters"
        await on(pilot, LetterForm)
        assert pilot.app.screen.query_one("#text", TextArea).text == "We will wait for the rain"
        await tap(pilot, "escape")
        await on(pilot, Confirm)  # it was kept nowhere else
        await tap(pilot, "n")
        await on(pilot, LetterForm)
        await tap(pilot, "ctrl+s")
        await on(pilot, DeskScreen)
        assert desk.draft.orders.letters[0].text == "We will wait for the rain"
        pilot.app.exit(0)


async def test_a_pin_that_is_cleared_after_a_kill_leaves_the_desk_as_it_was(save: Path) -> None:
    with_pin = resumed(save)
    with_pin.lock("halden", PIN)
    with_pin.close()
    async with open_again(save).run_test() as pilot:
        desk = await to_desk(pilot, PIN)
        await tap(pilot, "5", "enter")
        await until(pilot, lambda: desk.draft.orders.moves and lies(save))
        after = killed(save)
        pilot.app.exit(0)
    async with open_again(after).run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "w")
        await on(pilot, Roster)
        await tap(pilot, "p")
        await on(pilot, AskWho)
        await tap(pilot, *"Beck", "enter")
        await on(pilot, Roster)
        await tap(pilot, "escape")
        await on(pilot, Curtain)
        await tap(pilot, "enter")
        await on(pilot, DeskScreen)
        again = pilot.app.screen
        assert isinstance(again, DeskScreen)
        await until(pilot, lambda: [order.move for order in again.draft.orders.moves] == ["hold_levels"])
        assert "What lay on this desk is here again" in await settle(pilot)
        pilot.app.exit(0)


async def test_what_was_not_sent_in_its_turn_is_thrown_away_only_where_that_is_meant(save: Path) -> None:
    game = resumed(save)
    drafts = Drafts(game)
    drafts.open(SeatId("halden"))
    note = "[b]Ours[/b]\x1b[2J"
    drafts.keep(SeatId("halden"), Sheet(writing=Orders(drafts=(Draft(("no_troops",), note=note),)), at=0))
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    drafts.next_turn()
    drafts.close()
    game.close()
    boxes: tuple[tuple[str, type[Any]], ...] = (("y", DeskScreen), ("", DeskScreen))
    for answer, box in boxes:
        app = open_again(save)
        async with app.run_test() as pilot:
            await on(pilot, RoundupScreen)
            await tap(pilot, "enter")
            await on(pilot, Curtain)
            await tap(pilot, "enter")
            if answer:
                await on(pilot, Confirm)
                assert "An offer was not sent" in await settle(pilot)
                assert "[b]Ours[/b]" in await settle(pilot)
                assert lies(save)
                await tap(pilot, answer)
            await on(pilot, box)
            await settle(pilot)
            app.exit(0)
        assert not lies(save)


async def test_whatever_is_being_written_is_there_again(save: Path) -> None:
    """One after another: a deal with a term, reasons, a forecast, a note; the program ends in each."""
    boxes: list[tuple[type[Any], tuple[str, ...], tuple[str, ...]]] = [
        (ProposalForm, ("4", "n"), ("end", "enter")),
        (AskReasons, ("5", "a"), tuple("because")),
        (AskForecast, ("6", "f"), ("6", "5")),
        (AskNote, ("6", "end", "up", "enter"), tuple("aha")),
    ]
    before: type[Any] | None = None
    begun: Any = None
    for box, opens, types in [*boxes, (None, (), ())]:
        async with open_again(save).run_test() as pilot:
            desk = await to_desk(pilot)
            if before is not None:
                await on(pilot, before)
                await settle(pilot)
                assert pilot.app.screen.result() == begun  # type: ignore[attr-defined]
                pilot.app.screen.dismiss(None)
                await until(pilot, lambda desk=desk: pilot.app.screen is desk)
            if box is not None:
                await tap(pilot, *opens)
                await on(pilot, box)
                await settle(pilot)
                await tap(pilot, *types)
                await settle(pilot)
                begun = pilot.app.screen.result()  # type: ignore[attr-defined]
                assert begun
            pilot.app.exit(0)  # which looks at the box once more
        before = box
    assert desk.draft.writing == Orders()


async def test_the_clock_goes_on_from_where_it_stood(save: Path) -> None:
    game = resumed(save)
    drafts = Drafts(game, lambda: Times(172.0))
    drafts.close()
    game.close()
    async with open_again(save).run_test() as pilot:
        await to_desk(pilot)
        clock = pilot.app.clock  # type: ignore[attr-defined]
        assert 100 < clock.left() <= 172
        pilot.app.exit(0)
    async with open_again(save).run_test() as pilot:
        left = clock.left()
        await to_desk(pilot)
        assert pilot.app.clock.left() <= left + 60  # type: ignore[attr-defined]
        pilot.app.exit(0)


async def test_a_commit_leaves_nothing_of_its_desk_beside_the_save(save: Path) -> None:
    async with open_again(save).run_test() as pilot:
        desk = await to_desk(pilot)
        await tap(pilot, "5", "enter")
        await until(pilot, lambda: desk.draft.orders.moves)
        await until(pilot, lambda: lies(save))
        await tap(pilot, "f10")
        await until(pilot, lambda: "Commit" in screen_text(pilot.app) and pilot.app.screen is not desk)
        await settle(pilot)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await until(pilot, lambda: not lies(save))
        pilot.app.exit(0)
    game = resumed(save)
    assert game.committed == {"halden"}
    game.close()


async def test_what_was_taken_back_is_kept_too(save: Path) -> None:
    game = resumed(save)
    game.commit("halden", Orders(moves=(Order("hold_levels"),)))
    game.close()
    async with open_again(save).run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "t")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: lies(save))
        after = killed(save)
        pilot.app.exit(0)
    async with open_again(after).run_test() as pilot:
        desk = await to_desk(pilot)
        assert [order.move for order in desk.draft.orders.moves] == ["hold_levels"]
        pilot.app.exit(0)


@pytest.mark.parametrize(
    ("unread", "running"), [({"sarvia"}, True), ({"halden", "sarvia", "commission"}, False)]
)
async def test_the_clock_runs_once_the_first_role_card_has_been_read_also_after_a_new_start(
    unread: set[SeatId], running: bool, save: Path
) -> None:
    game = resumed(save)
    drafts = Drafts(game, lambda: Times(172.0))
    drafts.unread = unread
    drafts.close()
    game.close()
    app = open_again(save)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert app.clock is not None
        assert app.clock.running == running
        await tap(pilot, "enter")
        await on(pilot, DeskScreen if running else RoleCard)
        assert app.clock.running == running
        app.exit(0)


async def test_a_seat_has_of_its_share_what_it_had_before_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    settings = Settings(minutes=50, clock="acts")
    Game.new(mini(), seed=7, save=path, settings=settings).close()
    game = resumed(path)
    Drafts(game, lambda: Times(200, 1200, 240, SeatId("halden"), 7)).close()
    game.close()
    app = open_again(path)
    async with app.run_test() as pilot:
        await on(pilot, RoundupScreen)
        assert "minute 12 of 50" in screen_text(app)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        assert app.clock is not None
        share = app.clock.times().share
        assert share is not None
        assert share <= 7
        app.exit(0)


def test_time_is_kept_while_desks_are_open_and_none_for_the_next_turn() -> None:
    clock = Clock(5)
    assert clock.times() == Times()
    clock.start(9)
    for _ in range(2):
        left = clock.times().left
        assert left is not None
        assert 8 < left <= 9
        clock.pause()  # a role card is read
    clock.all_in()
    assert clock.times() == Times()


async def test_a_pin_set_before_the_team_sits_down_again_keeps_what_lay_on_its_desk(save: Path) -> None:
    async with open_again(save).run_test() as pilot:
        desk = await to_desk(pilot)
        await tap(pilot, "5", "enter")
        await until(pilot, lambda: desk.draft.orders.moves)
        await until(pilot, lambda: lies(save))
        after = killed(save)
        pilot.app.exit(0)
    async with open_again(after).run_test() as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "p")
        await on(pilot, SetPin)
        await tap(pilot, *PIN, "enter", *PIN, "enter")
        await on(pilot, Curtain)
        await tap(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DeskScreen))
        again = pilot.app.screen
        assert isinstance(again, DeskScreen)
        assert len(again.draft.orders.moves) == 1
        pilot.app.exit(0)
