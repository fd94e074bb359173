"""Everything a seat does in a turn, by keys alone."""

from __future__ import annotations

from attrs import evolve

from tests.desk.fake import FakeSeat
from tests.desk.views import EMPTY, VIEW
from tests.tui.desk.sitting import Sitting, sitting
from tests.tui.screens import LARGE
from wargame.rules.orders import Draft, Letter, Order
from wargame.session.acting import OrderError
from wargame.tui.desk.commit import Commit
from wargame.tui.desk.letter_form import LetterForm


async def test_the_task_of_a_first_turn() -> None:
    """A letter, a deal, two moves, commit: and how few keys it takes besides the letter's own."""
    async with sitting(EMPTY) as here:
        await here.press("3", "n")
        await here.write("Hi")
        await here.press("ctrl+s")
        await here.press("4", "n", "enter", "ctrl+s")
        await here.press("5", "enter", "down", "enter")
        await here.press("f10", "enter")
        await here.until(lambda: here.result)
        orders = here.result[0]
    assert orders is not None
    assert orders.letters == (Letter("kim", "Hi"),)
    assert orders.drafts == (Draft(("suspend", "freeze")),)
    assert orders.moves == (Order("letter_kim", (("tone", "warm"),)), Order("brief_transition"))
    assert here.seat.committed == orders


async def test_a_note_for_the_debrief() -> None:
    async with sitting() as here:
        await here.press("6", "end", "up", "enter")
        await here.write("So")
        await here.press("enter")
        assert here.orders.why == "So"


async def test_a_move_is_argued_where_it_stands_and_a_sentence_said_from_any_tab() -> None:
    async with sitting(EMPTY) as here:
        await here.press("5", "enter", "6", "home", "a")
        await here.write("It is time")
        await here.press("ctrl+o", "3", "s")
        await here.write("We want peace")
        await here.press("enter")
        assert here.orders.moves[0].arguments == ("It is time",)
        assert here.orders.say == "We want peace"


async def test_arrows_turn_the_tabs() -> None:
    async with sitting() as here:
        await here.press("2", "right")
        assert here.desk.active == "letters"
        await here.press("left", "left")
        assert here.desk.active == "situation"
        await here.press("5", "enter", "right")
        assert "Ordered:" not in here.text(), "what was said of a tab goes with it"


async def test_undo_and_nothing_to_undo() -> None:
    async with sitting() as here:
        await here.press("5", "u")
        assert "nothing to undo" in here.text()
        await here.press("enter", "ctrl+z")
        assert here.desk.draft.empty
        assert "Undone: ordered Send Kim a private letter." in here.text()


async def test_handing_back_keeps_the_draft() -> None:
    async with sitting() as here:
        await here.press("5", "enter", "escape", "n")
        assert not here.result
        await here.press("escape", "y")
        await here.until(lambda: here.result)
        assert here.result == [None]
        draft = here.desk.draft
    async with sitting(draft=draft) as again:
        assert again.desk.active == "moves"
        assert again.orders.moves[0].move == "letter_kim"
        assert "✓ Send Kim a private letter" in again.text()


async def test_the_commit_tells_what_is_open_and_lets_go() -> None:
    async with sitting() as here:
        await here.press("f10")
        text = here.text()
        assert "2 moves to choose" in text
        assert "an answer to Pyongyang" in text
        assert "the forecast" in text
        await here.press("escape")
        assert not here.result
        await here.press("f10", "enter")
        await here.until(lambda: here.result)
        assert here.seat.committed == here.seat.default()


async def test_who_chooses_nothing_is_told_the_default() -> None:
    async with sitting() as here:
        await here.press("f10")
        text = " ".join(here.text().replace("│", " ").split())
        assert "Your side will do what it does by default: Routine" in text
        await here.press("escape", "6", "end", "up", "enter")
        await here.write("So")
        await here.press("enter", "f10")
        text = here.text()
        assert "No move is ordered" in text
        assert "by default" not in text
        await here.press("enter")
        await here.until(lambda: here.result)
        assert here.seat.committed.why == "So"
        assert not here.seat.committed.defaulted


async def test_the_tray_and_the_commit_count_the_same_moves() -> None:
    async with sitting(evolve(VIEW, allowance=3)) as here:
        await here.press("6")
        assert "Choose 3 moves" in here.text()
        await here.press("5", "enter", "6")
        assert "Choose 2 more" in here.text()
        await here.press("f10")
        assert "2 more moves to choose" in here.text()
    async with sitting(evolve(VIEW, allowance=3, resource_left=1)) as here:
        await here.press("5", "enter", "6")
        assert "Choose" not in here.text()
        await here.press("f10")
        assert "to choose" not in here.text()


async def test_orders_against_the_rules_are_not_committed() -> None:
    async with sitting(seat=FakeSeat(problems=("The moves cost 9 together; 4 is left.",))) as here:
        await here.press("f10")
        assert isinstance(here.app.screen, Commit)
        assert "The moves cost 9 together" in here.text()
        await here.press("enter")
        assert here.app.screen is here.desk
        assert not here.seat.committed


class Full(FakeSeat):
    """A seat of a game whose save can't be written."""

    def commit(self, orders: object) -> None:
        raise OrderError(["No space left [/] on the stick."])


async def test_a_failed_commit_keeps_the_draft_and_says_so() -> None:
    async with sitting(seat=Full()) as here:
        await here.press("5", "enter", "f10", "enter")
        await here.until(lambda: "No space left [/]" in here.text())
        assert not here.result
        assert here.orders.moves


async def test_help_tells_the_keys_of_the_tab() -> None:
    async with sitting(size=LARGE) as here:
        await here.press("4", "f1")
        assert "Sign the offer under the cursor" in here.text()
        await here.press("escape")
        await here.press("5", "f1")
        assert "How to do it" in here.text()


async def _walk(here: Sitting) -> None:
    for key in ("1", "2", "3", "4", "5", "6"):
        await here.press(key, "end", "tab", "tab")


async def test_an_empty_desk_can_be_walked_through() -> None:
    bare = evolve(
        EMPTY, moves=(), terms=(), tracks=(), ladder=(), objectives=(), forecast=None, promisable=(), card=""
    )
    async with sitting(bare) as here:
        await _walk(here)
        await here.press("5", "enter", "o", "a", "6", "f", "x")
        assert here.desk.draft.empty


async def test_space_reads_on_and_begins_again() -> None:
    async with sitting() as here:
        detail = here.desk.query_one("#pane-situation .detail")
        await here.press("space")
        assert detail.scroll_offset.y > 0
        for _ in range(5):
            await here.press("space")
        assert detail.scroll_offset.y < detail.max_scroll_y or detail.max_scroll_y == 0


async def test_f1_helps_in_boxes_too() -> None:
    async with sitting() as here:
        await here.press("6", "f", "f1")
        text = await here.look()
        assert "type a number" in text
        assert "In this box" in text
        await here.press("f1", "escape", "3", "n", "f1")
        assert "A promise in it" in " ".join((await here.look()).split())
        await here.press("escape")
        await here.write("Hi")
        await here.press("ctrl+s", "f10", "f1")
        assert "The last look" in await here.look()
        await here.press("escape", "escape")
        assert here.orders.letters[0].text == "Hi"


async def test_dots_go_as_news_and_letters_are_read_and_stay_away() -> None:
    async with sitting() as here:
        desk = here.desk
        before = {tab.id: tab.badge for tab in desk.tabs()}
        assert before["news"].startswith("•")
        assert before["letters"].startswith("•")
        await here.press("2")
        rows = len([id for id in here.ids() if id])
        await here.press(*["down"] * rows)
        (tabs,) = (line for line in (await here.look()).splitlines() if "1 Situation" in line)
        assert "2 News  " in tabs
        await here.press("3", "down")
        assert "• from" not in await here.look()
        await here.press("1")
        assert {tab.badge for tab in desk.tabs() if tab.id in {"news", "letters"}} == {""}
        draft = desk.draft
    async with sitting(draft=draft) as here:  # as after the keyboard was handed back
        assert {tab.badge for tab in here.desk.tabs() if tab.id in {"news", "letters"}} == {""}


async def test_every_field_of_a_box_is_reached_downwards_and_upwards() -> None:
    """And what is said of a field goes when that is changed."""

    def field() -> str:
        return (here.app.focused and here.app.focused.id) or ""

    async def reach(way: str, end: str) -> list[str]:
        seen = [field()]
        for _ in range(80):
            if seen[-1] == end:
                return seen
            await here.press(way)
            if field() != seen[-1]:
                seen.append(field())
        raise AssertionError(f"{end} is not reached {way}wards: {seen}")

    async with sitting() as here:
        await here.press("3", "n", "down")
        await here.write("Hi")
        await here.press("up")
        assert field() == "to"
        ways = ("to", "text", "kind", "promised", "by")
        await here.press("down", "down", "right", "down")
        await reach("down", "keep")
        seen = await reach("up", "to")
        assert [id for id in seen if id in ways] == [*reversed(ways)]
        await here.press("down")
        box = here.app.screen
        assert isinstance(box, LetterForm)
        box.wrong("The letter has 2001 characters; at most 2000 fit.")
        await here.press("backspace")
        assert "2001" not in await here.look()
    async with sitting() as here:
        await here.press("4", "n")
        await reach("down", "keep")
        await reach("up", "terms")


async def test_the_palette_offers_what_the_open_tab_can_do() -> None:
    async with sitting() as here:
        await here.press("5", "ctrl+p")
        await here.write("argue")
        await here.until(lambda: "Argue" in here.text())
        await here.press("enter")
        await here.until(lambda: "Your reasons" in here.text())
