"""What screens tell of whether agreements last. The last dice on the stage: read out line by line, thrown by
a key, and nobody passes them by."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from textual.pilot import Pilot

from tests.desk.fake import drafting
from tests.tui.samples import END, LAST_DIE, PUBLIC, REVEAL, ROUNDUP, TURN
from tests.tui.screens import SMALL, on, settle, tap
from wargame.rules.dice import Fell
from wargame.rules.views import AgreementView, ChanceView, RevealLine
from wargame.tui.app import WargameApp
from wargame.tui.desk.proposal_text import agreement_text
from wargame.tui.ending import EndingScreen
from wargame.tui.modals import Confirm, Help
from wargame.tui.reveal import RevealScreen
from wargame.tui.roundup import RoundupScreen
from wargame.tui.widgets.lasting import LastingLine

assert LAST_DIE.odds is not None
OTHER = evolve(LAST_DIE, what="Will the December note last?", roll=12, sentence="The note is still kept.")
READ_OUT = ("To begin with", *(factor.because for factor in LAST_DIE.odds.factors), "That it lasts")


async def staged(pilot: Pilot[Any], *lines: RevealLine) -> list[str | None]:
    """Show the lines; the list has something in it once the screen is left."""
    left: list[str | None] = []
    pilot.app.push_screen(RevealScreen(TURN, lines), left.append)
    await on(pilot, RevealScreen)
    return left


async def test_the_odds_are_read_out_line_by_line_before_a_key_throws_the_die() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        left = await staged(pilot, REVEAL[3], LAST_DIE)
        await tap(pilot, "space", "space")
        for count in range(len(READ_OUT) + 1):
            text = await settle(pilot)
            assert [line in text for line in READ_OUT] == [n < count for n in range(len(READ_OUT))]
            assert "The die shows" not in text
            assert LAST_DIE.sentence not in text
            await tap(pilot, "space")
        text = await settle(pilot)
        assert "The die shows 81: not under 57." in text
        assert LAST_DIE.sentence in text
        assert not left
        await tap(pilot, "space")
        assert left


async def test_nobody_skips_a_last_die() -> None:
    """S leads to the first of them, then to what it shows, to the next, and at last out."""
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        left = await staged(pilot, *REVEAL, LAST_DIE, OTHER)
        for thrown, die in ((False, LAST_DIE), (True, LAST_DIE), (False, OTHER), (True, OTHER)):
            await tap(pilot, "s")
            text = await settle(pilot)
            assert die.what in text
            assert (die.sentence in text) is thrown
            assert not left
        await tap(pilot, "s")
        assert left


async def test_the_last_dice_can_be_left_for_the_menu_after_a_question() -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        left = await staged(pilot, LAST_DIE)
        await tap(pilot, "escape")
        await on(pilot, Confirm)
        await tap(pilot, "n", "escape")
        assert not left
        await tap(pilot, "y")
        assert left == ["menu"]


async def test_a_die_of_which_the_sum_is_long_is_seen_to_its_end() -> None:
    assert LAST_DIE.odds is not None
    long = evolve(LAST_DIE, odds=evolve(LAST_DIE.odds, factors=LAST_DIE.odds.factors * 5))
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        await staged(pilot, long)
        await tap(pilot, "s", "s")
        assert LAST_DIE.sentence in await settle(pilot)


@pytest.mark.parametrize("thrown", [True, False])
async def test_the_ending_reads_out_again_only_what_was_not_read_out(thrown: bool) -> None:
    (paper,) = END.agreements
    end = evolve(END, agreements=(evolve(paper, survived=False, roll=81, fate="It falls."),))
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(EndingScreen(end, PUBLIC, thrown=thrown))
        await on(pilot, EndingScreen)
        text = await settle(pilot)
        assert ("Does it last?" in text) is not thrown
        assert ("Epilogue" in text) is thrown
        assert "To begin with" not in text
        await tap(pilot, "p")
        assert ("T H E   P E N I N S U L A" in await settle(pilot)) is thrown, "not before all is told"
        await tap(pilot, "space")
        assert ("To begin with" in await settle(pilot)) is not thrown


def test_the_head_of_a_desk_tells_of_the_paper_that_is_most_in_doubt() -> None:
    (paper,) = END.agreements
    assert paper.chance is not None
    shaky = ChanceView(evolve(paper.chance.odds, percent=9), -12, -12, "Beijing has spoken against it")
    doubted = evolve(paper, name="the December note", chance=shaky)
    untouched = evolve(paper, name="the treaty", chance=None)

    def drawn(*agreements: AgreementView, width: int = 78) -> str:
        return LastingLine(agreements).draw(width).plain.rstrip()

    assert drawn(untouched, paper) == "Will the October paper last? 54 %, up 6: the transition was briefed"
    assert drawn(paper, untouched, doubted, width=110) == (
        "Will the December note last? 9 %, down 12: Beijing has spoken against it".ljust(95)
        + "least sure of 2"
    )
    assert drawn(paper, doubted) == (
        "Will it last? 9 %, down 12: Beijing has spoken against it".ljust(63) + "least sure of 2"
    )
    assert not LastingLine((untouched,)).display


def test_a_desk_tells_what_all_can_tell_and_what_its_own_people_think() -> None:
    draft = drafting()
    text = agreement_text(draft, draft.view.agreements[0], 78).plain
    assert "All can tell  48 %, down 9: Pyongyang has spoken against it\n" in text
    assert "As we judge\nOdds  about even (57 %)\n" in text


def _fallen(roll: Fell | None) -> tuple[RevealLine, ...]:
    return tuple(evolve(line, roll=roll, odds=line.odds if roll is not None else None) for line in REVEAL[:2])


@pytest.mark.parametrize(
    ("lines", "title", "key"),
    [
        (REVEAL, "The dice", "Dice"),
        (_fallen("no dice"), "The odds", "Acts"),
        (_fallen(None), "What came of it", "Acts"),
        ((REVEAL[3],), "What came of it", "Acts"),
    ],
    ids=["dice", "no dice", "certain", "news alone"],
)
async def test_a_turn_on_the_stage_is_headed_by_what_decided_it(
    lines: tuple[RevealLine, ...], title: str, key: str
) -> None:
    app = WargameApp(theme="ink", animations="none")
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(RoundupScreen(ROUNDUP, PUBLIC, lines))
        await on(pilot, RoundupScreen)
        assert f"D {key} " in (await settle(pilot)).splitlines()[-1]
        await tap(pilot, "d")
        await on(pilot, RevealScreen)
        assert (await settle(pilot)).lstrip().startswith(f"{title}   Turn 3")
        await tap(pilot, "question_mark")
        await on(pilot, Help)
        assert title in (await settle(pilot))
