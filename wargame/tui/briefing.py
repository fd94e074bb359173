"""The briefing: what everybody reads before the first turn, short or long; then each seat its role card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from wargame.ids import SeatId
from wargame.scenario.model import Scenario
from wargame.session import SeatSetup
from wargame.tui.command import Command
from wargame.tui.first_reading import MEASURE, FirstReading
from wargame.tui.untrusted import plain, story, styled
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, hanging, heading
from wargame.tui.widgets.footnote import footnote
from wargame.tui.widgets.header import seat_name


class Briefing(FirstReading[Literal["begin", "back"]]):
    """The brief of a scenario for all seats together. Role cards are on the desks."""

    phase = "brief"
    moment = "brief"
    HEADING = "The briefing"
    PURPOSE = (
        "Everybody reads this together. What only one seat may know, its role card and objectives, waits on "
        "its desk behind the curtain."
    )
    CSS_PATH = "briefing.tcss"
    KEYS = (
        Command("briefing.begin", "give('begin')", "enter", "Begin", "To the first front page."),
        Command("briefing.more", "read", "space", "Read on", "Down the brief; from its end back to the top."),
        Command(
            "briefing.long",
            "long",
            "l",
            "More",
            "Change between the short and the long brief: history, law.",
        ),
        Command(
            "briefing.back",
            "back",
            "escape",
            "Menu",
            "To the short brief; from that, leave the game for the menu. Its save is kept.",
        ),
    )

    def __init__(
        self, scenario: Scenario, setups: Mapping[SeatId, SeatSetup], place: str, *, people: bool = False
    ) -> None:
        super().__init__()
        self.scenario = scenario
        self.setups = setups
        self.place = place
        self.people = people

    def compose(self) -> ComposeResult:
        """Lay out: the content note before the brief, and beside or below that the table."""
        yield Static(styled(self.scenario.title, "bold $accent", 120), id="title")
        with Horizontal(id="body"):
            with ReadingColumn(id="reading"):
                yield Written(self._above, id="above")
                yield Written(self._brief, id="brief")
                yield Written(self._below, id="below")
            with ReadingColumn(id="side", can_focus=False):
                yield Written(self._side)
        yield from self.foot()

    def words(self, width: int) -> Content:
        """What the words of the brief mean."""
        return Content("\n").join(footnote(self.scenario.glossary, width, self.scenario.short))

    def _brief(self, width: int) -> Content:
        text = self.scenario.brief if self.long else self.scenario.short
        return Content("\n").join(story(text).wrap(min(width, MEASURE)))

    def _above(self, width: int) -> Content:
        """The content note, read before all else where it can't stand beside the brief."""
        return Content("\n").join(self._note(width))

    def _below(self, width: int) -> Content:
        """What stands under the long brief where nothing fits beside it."""
        return Content("\n").join(self._table(width))

    def action_long(self) -> None:
        """The other length."""
        super().action_long()
        self.set_class(self.long, "-long")

    def action_back(self) -> None:
        """From the long brief to the short one; from that to the menu."""
        if self.long:
            self.action_long()
        else:
            self.dismiss("back")

    def _note(self, width: int) -> list[Content]:
        return [heading("Content note"), *story(self.scenario.content_note).wrap(width)]

    def _side(self, width: int) -> Content:
        return Content("\n").join([*self._note(width), Content(""), *self._table(width)])

    def _table(self, width: int) -> list[Content]:
        scenario = self.scenario
        lines = [heading("At the table")]
        for seat in self.setups:
            lines += self._seat(seat, width)
        lines += [Content(""), heading("Remember"), *story(scenario.disclaimer).wrap(width), Content("")]
        place = plain(self.place or "memory only: nothing is kept", 300)
        return [*lines, *hanging(Content.assemble(("Saved in ", "$faint"), place), width)]

    def _seat(self, id: SeatId, width: int) -> list[Content]:
        seat, setup = self.scenario.seats[id], self.setups[id]
        who = "closed: its default is played" if setup.kind == "closed" else ""
        if setup.kind == "ai":
            from wargame.bots.registry import called

            who = called(setup.policy)
        people = " · ".join(text for text in (setup.team, setup.players) if text)
        who = f"{who}, for {people}" if who and people else who or people or "people"
        holder = seat.person if self.people else seat.office
        lines = hanging(Content.assemble(seat_name(seat), "  ", styled(holder, "$faint", 100)), width)
        return [*lines, *[Content.assemble("  ", line) for line in plain(who, 160).wrap(max(8, width - 2))]]
