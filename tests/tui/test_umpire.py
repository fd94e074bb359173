"""The umpire's stop at the table: the curtain before it, what is seen and done there, what is told after."""

from __future__ import annotations

from errno import ENOSPC
from pathlib import Path
from unittest.mock import Mock

import pytest
from textual.pilot import Pilot

from tests.tui.games import mini, ordered, scripted, unsent
from tests.tui.screens import SMALL, at_table, on, screen_text, settle, tap, until
from wargame.rules.orders import Letter, Order, Orders, Push
from wargame.session import Game, GameLog
from wargame.session.instructor import Instructor
from wargame.tui.app import WargameApp
from wargame.tui.desk.boxes import AskReasons
from wargame.tui.desk.screen import DeskScreen
from wargame.tui.instructor.powers import Powers
from wargame.tui.pin import AskPin
from wargame.tui.roundup import RoundupScreen
from wargame.tui.saving import NotSavedBox
from wargame.tui.umpire.boxes import AskInject, AskNews, AskRuling, AskUmpiresNote
from wargame.tui.umpire.curtain import UmpiresCurtain
from wargame.tui.umpire.screen import UmpireStop

SECRET = "The gates open at dawn."
ORDERS = {
    "sarvia": Orders(
        (Order("protest", arguments=("The treaty says so.", "We are thirsty.")),),
        letters=(Letter("halden", SECRET),),
    )
}


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


async def to_the_row(pilot: Pilot[object], row: str) -> UmpireStop:
    """Put the cursor on a row by its keys."""
    stop = pilot.app.screen
    assert isinstance(stop, UmpireStop)
    for _ in range(40):
        if stop.entries.current == row:
            return stop
        await tap(pilot, "down")
    raise AssertionError(f"there is no {row}:\n{screen_text(pilot.app)}")


async def write(pilot: Pilot[object], text: str) -> None:
    await tap(pilot, *text)


async def test_an_umpire_looks_rules_and_carries_out(tmp_path: Path) -> None:
    """One turn with an argument accepted, a result ruled, news and a note; each is in the save at once."""
    game = ordered(save=tmp_path / "a.toml", orders=ORDERS)
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        desk = DeskScreen(game.seat("halden"), unsent)
        app.push_screen(desk)  # whose styles hold from then on
        await on(pilot, DeskScreen)
        desk.dismiss(None)
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, UmpiresCurtain)
        seen = await settle(pilot)
        assert "Everybody else looks away." in seen
        app.simulate_key("enter")
        app.simulate_key("enter")  # it is not meant for what the first opened
        await on(pilot, UmpireStop)
        seen += await settle(pilot)
        assert game.resolved == 0
        assert "All orders" in seen
        assert "The treaty says so." in seen
        await to_the_row(pilot, "argument:sarvia:0:0")
        await tap(pilot, "a")
        await until(pilot, lambda: game.stop().seats[1].moves[0].ruling.accepted == (0,))
        assert "→" in await settle(pilot)
        await tap(pilot, "a")
        await until(pilot, lambda: not game.stop().seats[1].moves[0].ruling.seat)
        await tap(pilot, "a")
        await until(pilot, lambda: game.stop().seats[1].moves[0].ruling.accepted == (0,))
        await tap(pilot, "r")
        await on(pilot, AskRuling)
        await tap(pilot, "right", "ctrl+o")
        assert "A ruling needs a reason." in await settle(pilot)
        assert app.screen.query_one("#why").has_focus  # where it is to be written
        await tap(pilot, "tab", "x")
        await until(pilot, lambda: "Nothing is typed on a button" in screen_text(app))
        await tap(pilot, "shift+tab")
        await write(pilot, "Printed")
        await tap(pilot, "enter")
        await on(pilot, UmpireStop)
        await until(pilot, lambda: game.stop().seats[1].moves[0].ruling.grade == "success")
        await to_the_row(pilot, "seat:sarvia")
        assert SECRET in await settle(pilot)
        await tap(pilot, "i")
        await on(pilot, AskNews)
        await tap(pilot, "0")
        await on(pilot, AskInject)
        await tap(pilot, "space", "ctrl+o")
        assert "News needs a headline." in await settle(pilot)
        await tap(pilot, "backspace")
        await write(pilot, "Rumour")
        await tap(pilot, "tab", "shift+tab", "space")  # what is there stays
        await tap(pilot, "enter", "enter", "enter")
        for row in ("to:halden", "to:sarvia", "to:commission", "track:tension"):
            while app.screen.rows.current != row:  # type: ignore[attr-defined]
                await tap(pilot, "down")
            n = {"to:halden": 2, "to:sarvia": 3, "to:commission": 4}.get(row, 5)  # of those that change
            await until(pilot, lambda n=n: f"{n}/" in screen_text(app))
            await tap(pilot, *(("plus", "plus") if row.startswith("track") else ("space",)))
        assert "← → - +, Tab next part" in await settle(pilot)
        await tap(pilot, "ctrl+o")
        assert "Somebody has to be told" in await settle(pilot)
        while app.screen.rows.current != "to:halden":  # type: ignore[attr-defined]
            await tap(pilot, "up")
        await tap(pilot, "space", "ctrl+o")
        assert "Tension can't move by +10." in await settle(pilot)
        while app.screen.rows.current != "track:tension":  # type: ignore[attr-defined]
            await tap(pilot, "down")
        await tap(pilot, *["left"] * 9, "ctrl+o")
        await on(pilot, UmpireStop)
        await until(pilot, lambda: len(game.injects) == 1)
        assert game.injects[1].to == ("halden",)
        assert game.injects[1].pushes == (Push("tension", 1),)
        assert "to Halden alone" in await settle(pilot)
        await tap(pilot, "x")
        await until(pilot, lambda: not game.injects)
        stop = app.screen
        assert isinstance(stop, UmpireStop)
        await until(pilot, lambda: stop.entries.current == "world")  # where it stood, not on top
        await tap(pilot, "i", "1", "ctrl+o")
        await on(pilot, UmpireStop)
        await until(pilot, lambda: len(game.injects) == 1)
        await tap(pilot, "n")
        await on(pilot, AskUmpiresNote)
        await write(pilot, "Why")
        await tap(pilot, "enter")
        await on(pilot, UmpireStop)
        await until(pilot, lambda: game.notes)
        await tap(pilot, "escape")
        await on(pilot, UmpiresCurtain)
        hidden = await settle(pilot)
        assert not any(word in hidden for word in ("Rumour", "Protest", "treaty", "gates"))
        Instructor().set("4711")
        await tap(pilot, "enter")
        await on(pilot, AskPin)
        await write(pilot, "4711")
        await tap(pilot, "enter")
        await on(pilot, UmpireStop)
        await settle(pilot)
        await tap(pilot, "enter")
        await until(pilot, lambda: game.resolved == 1)
        await on(pilot, RoundupScreen)
        told = await settle(pilot)
        assert "As the umpire ruled." in told
        assert "Printed" not in told
        assert "Flood in the gorge" in told
    log = GameLog.read(tmp_path / "a.toml")
    (ruling,) = log.turns[0].umpire.rulings
    assert (ruling.accepted, ruling.grade, ruling.reason) == ((0,), "success", "Printed")
    assert [put.inject for put in log.turns[0].umpire.injects] == ["flood"]
    assert log.notes[0].text.endswith(": Why")
    assert log.verify() == []


async def test_the_stop_can_be_put_aside_while_it_is_told_that_nothing_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = ordered(save=tmp_path / "a.toml", orders=ORDERS)
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await on(pilot, UmpiresCurtain)
        await settle(pilot)
        await tap(pilot, "enter")
        await on(pilot, UmpireStop)
        await to_the_row(pilot, "argument:sarvia:0:0")
        with monkeypatch.context() as full:
            full.setattr("wargame.journal.disk.Disk.write", Mock(side_effect=OSError(ENOSPC, "full")))
            await tap(pilot, "a")
            await on(pilot, NotSavedBox)
        await settle(pilot)
        await tap(pilot, "ctrl+r")
        await on(pilot, Powers)
        await tap(pilot, "escape")
        await on(pilot, UmpiresCurtain)
    assert game.stop().seats[1].moves[0].ruling.accepted == ()


async def test_where_there_is_no_umpire_any_more_the_stop_is_passed_by() -> None:
    game = ordered()
    game.set_umpire(False)
    app = at_table(game)
    async with app.run_test(size=SMALL) as pilot:
        await on(pilot, RoundupScreen)
        await tap(pilot, "enter")
        await until(pilot, lambda: game.resolved == 1)


def test_reasons_speak_of_an_umpire_only_where_there_is_one() -> None:
    move = Game.new(mini(), seed=1).view("sarvia").moves[0]
    without, within = (" ".join(AskReasons(move, (), step)._words) for step in (0, 5))
    assert "umpire" not in without + AskReasons.PURPOSE
    assert "umpire" in within
    assert "+5 points" in within
    assert scripted(Game.new(mini(), seed=1).view("sarvia")).moves


async def test_tab_goes_through_the_parts_of_the_news_box_and_back() -> None:
    """Fields, when and to whom, what it moves, what is so, then the buttons; what the key line says."""
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        box = AskInject(ordered().stop(), None, lambda put: "")
        app.push_screen(box)
        await on(pilot, AskInject)
        assert "Tab: next field" in await settle(pilot)
        been = []
        parts = ["text", "why", "when", "track", "flag", "leave", "keep"]
        for key in ("tab",) * 7 + ("shift+tab",) * 7:
            await tap(pilot, key)
            at = app.focused.id if app.focused is not None else ""
            been.append(box.rows.current.partition(":")[0] if at == "choices" else at)
            text = await settle(pilot)
            assert ("Tab next part" in text) == (at == "choices")
            if been[-1] == "flag" and key == "tab":
                assert "What is so" in text, "the part is seen by its name"
        assert been == [*parts, *reversed(["headline", *parts[:-1]])]
        await tap(pilot, "tab", "tab", "tab", "tab", "right")
        assert list(box.pushes.values()) == [1]
