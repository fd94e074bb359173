"""Back down? on the screen: two people at one keyboard, each end, PINs, who is late, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.pilot import Pilot

from tests.players import to_the_bridge
from tests.tui.desk.sitting import sitting
from tests.tui.games import exchange, mini, resumed
from tests.tui.samples import TURN
from tests.tui.screens import SMALL, at_table, on, screen_text, settle, tap, until
from tests.tui.test_clock import Time
from wargame.rules.orders import AnswerWord, Order, Orders
from wargame.session import Game, GameLog, SeatSetup, Settings
from wargame.tui import clock as clocks
from wargame.tui.app import WargameApp
from wargame.tui.exchange import ExchangeScreen
from wargame.tui.modals import Confirm, Help
from wargame.tui.pin import AskPin, AskWho
from wargame.tui.roundup import RoundupScreen

SEATS = {"commission": SeatSetup("closed")}


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def at_the_bridge(
    save: Path | None = None, *, pin: str = "", settings: Settings | None = None, **seats: SeatSetup
) -> Game:
    """A game in its second turn, all orders of people in; Sarvia takes the bridge."""
    game = Game.new(mini(), seed=3, seats={**SEATS, **seats}, save=save, settings=settings)
    if pin:
        game.lock("halden", pin)
    return to_the_bridge(game)


async def asked(pilot: Pilot[Any], seat: str) -> None:
    """Wait until a seat is asked."""
    app = pilot.app
    await until(
        pilot,
        lambda: (
            isinstance(app.screen, ExchangeScreen)
            and app.screen.exchange.asked is not None
            and app.screen.exchange.asked.id == seat
            and "what do you answer?" in screen_text(app)
        ),
    )


async def begun(pilot: Pilot[Any]) -> None:
    await on(pilot, RoundupScreen)
    await tap(pilot, "enter")
    await asked(pilot, "halden")


async def say(pilot: Pilot[Any], *keys: str) -> None:
    for key, seat in zip(keys, ("halden", "sarvia") * 3, strict=False):
        await asked(pilot, seat)
        await tap(pilot, key)
        await on(pilot, Confirm)
        await tap(pilot, "y")


def answers(game: Game) -> list[str]:
    """What has been answered in this turn."""
    return [line.answer for exchange in game.exchanges() for line in exchange.lines]


ENDS = {
    "faced": ("b",),
    "first": ("h", "b"),
    "both": ("c", "h"),
    "top": ("c", "c", "c"),
}


@pytest.mark.parametrize("end", ENDS)
async def test_two_people_play_it_to_each_of_its_ends_by_keys(end: str, tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    game = at_the_bridge(save)
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await say(pilot, *ENDS[end])
        await until(pilot, lambda: "Go on" in screen_text(app) and "rung" in screen_text(app))
        told = " ".join(screen_text(app).split())
        assert {
            "faced": "Halden backs down before Sarvia on rung 1 of 4 (Planks).",
            "first": "Sarvia backs down before Halden on rung 1 of 4 (Planks) and withdraws what it had",
            "both": "Whether it slips out of hand, a die decides: almost certainly not (11 %).",
            "top": "Sarvia and Halden have climbed to rung 4 of 4 (The first shot).",
        }[end] in told
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
    log = GameLog.read(save)
    assert log.turns[1].closing is not None
    assert log.turns[1].closing.exchanges[0].end in (end, "slip")
    assert log.verify() == []


async def test_the_screen_shows_the_line_of_answers_the_rungs_and_each_price(
    golden: Callable[[str, str], None],
) -> None:
    app = at_table(at_the_bridge())
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await say(pilot, "c")
        await asked(pilot, "sarvia")
        golden(screen_text(app), "exchange-80x24")


@pytest.mark.parametrize("said", [(), ("climb", "hold")])
async def test_title_and_rungs_stay_in_sight_on_a_small_screen(said: tuple[AnswerWord, ...]) -> None:
    app = WargameApp(theme="ink", animations="none")
    view = evolve(exchange(None, *said), text=f"Begins. {'Planks, in daylight. ' * 20}")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(ExchangeScreen(view, TURN))
        await on(pilot, ExchangeScreen)
        text = await settle(pilot)
        assert view.name in text
        assert all(rung in text for rung in view.rungs)
        assert (view.lines[-1].text if said else "Begins.") in text


async def test_escape_takes_a_chosen_answer_back_and_never_one_that_was_given(tmp_path: Path) -> None:
    game = at_the_bridge()
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        for key in ("b", "h", "c"):
            await tap(pilot, key)
            await on(pilot, Confirm)
            await tap(pilot, "escape")
            await asked(pilot, "halden")
        assert answers(game) == []
        await say(pilot, "h")
        await asked(pilot, "sarvia")
        assert answers(game) == ["hold"]


async def test_a_seat_with_a_pin_gives_it_or_somebody_allows_that_it_holds(tmp_path: Path) -> None:
    game = at_the_bridge(pin="4711")
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await tap(pilot, "b")
        await on(pilot, AskPin)
        await tap(pilot, *"0000", "enter")
        await until(pilot, lambda: "not its PIN" in screen_text(app))
        await tap(pilot, "escape")
        await asked(pilot, "halden")
        await tap(pilot, "s")
        await on(pilot, AskWho)
        await tap(pilot, *"Eve", "enter")
        await asked(pilot, "sarvia")
        told = " ".join(screen_text(app).split())
        assert "Halden's PIN was tried once, wrongly." in told
        assert "answered without its PIN, as Eve allowed" in told
        await tap(pilot, "c")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await asked(pilot, "halden")
        await tap(pilot, "c")
        await on(pilot, AskPin)
        await tap(pilot, *"4711", "enter")
        await asked(pilot, "sarvia")
    assert answers(game) == ["hold", "climb", "climb"]


async def test_who_is_late_holds(tmp_path: Path) -> None:
    game = at_the_bridge()
    async with at_table(game).run_test(size=SMALL) as pilot:
        await begun(pilot)
        await tap(pilot, "s")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await asked(pilot, "sarvia")
    assert answers(game) == ["hold"]


async def test_the_half_minute_only_tells_where_the_clock_does_not_act(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clocks, "time", time := Time())
    game = at_the_bridge(settings=Settings(turn_minutes=5))
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        assert "answer 00:30" in screen_text(app)
        time.now += 20
        await tap(pilot, "c")
        await on(pilot, Confirm)
        await tap(pilot, "escape")
        await asked(pilot, "halden")
        await until(pilot, lambda: "soon over 00:10" in screen_text(app))
        time.now += 20
        await until(pilot, lambda: "time is up" in screen_text(app))
        await say(pilot, "c")
        await asked(pilot, "sarvia")
        assert "answer 00:30" in screen_text(app)
    assert answers(game) == ["climb"]
    assert not game.incidents


async def test_who_does_not_answer_in_time_holds_where_the_clock_acts_and_everybody_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clocks, "time", time := Time())
    save = tmp_path / "game.toml"
    game = at_the_bridge(save, pin="4711", settings=Settings(minutes=50, clock="acts"))
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await tap(pilot, "p")
        time.now += 1000
        await until(pilot, lambda: "clock stopped" in screen_text(app))
        assert answers(game) == []
        await tap(pilot, "p", "c")
        await on(pilot, AskPin)
        time.now += 31  # an open box gives no more time
        await asked(pilot, "sarvia")
        assert "Halden held, as its time was up." in screen_text(app)
        await tap(pilot, "f1")
        await on(pilot, Help)
        time.now += 31
        await until(pilot, lambda: "Sarvia held, as its time was up." in screen_text(app))
        assert "answer" not in screen_text(app).splitlines()[0]
        time.now += 31  # nobody is asked: it waits
        await tap(pilot, "enter")
        await on(pilot, RoundupScreen)
    log = GameLog.read(save)
    assert [i.seat for i in log.incidents if i.what == "held, as its time was up"] == ["halden", "sarvia"]
    assert log.verify() == []


async def test_left_in_the_midst_it_goes_on_there(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    app = at_table(at_the_bridge(save))
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await say(pilot, "h")
        await asked(pilot, "sarvia")
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "y")
        await until(pilot, lambda: not app.screen_stack or not app.is_running)
    game = resumed(save)
    async with at_table(game).run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await asked(pilot, "sarvia")
        assert "bridge is Halden's" in screen_text(pilot.app)


async def test_machines_answer_by_themselves_and_everybody_sees_it() -> None:
    """Halden's seat is a machine's: its answer stands there when Sarvia is asked, or it has ended it."""
    game = at_the_bridge(halden=SeatSetup("ai", "random"))
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, ExchangeScreen)
        assert isinstance(app.screen, ExchangeScreen)
        assert [line.seat.id for line in app.screen.exchange.lines] == ["halden"]


async def test_the_desk_tells_what_an_order_opens_before_it_is_committed() -> None:
    game = Game.new(mini(), seed=3, seats=SEATS)
    game.commit("halden", Orders((Order("hold_levels"),)))
    game.commit("sarvia", Orders((Order("patrol"),)))
    game.resolve()
    async with sitting(seat=game.seat("sarvia")) as here:
        await here.press("5", "down", "down", "down")
        seen = await here.look()
        assert "Take the bridge" in seen
        assert "Opens an exchange with Halden" in seen
        assert "To back down then: Harvest down" in seen
        await here.press("enter", "f10")
        assert "This is answered in public, at once:" in await here.look()
